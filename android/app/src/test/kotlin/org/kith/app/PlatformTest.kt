package org.kith.app

import android.app.Application
import android.app.NotificationManager
import android.content.ComponentName
import android.content.Context
import android.content.Intent
import android.content.IntentFilter
import android.content.pm.ApplicationInfo
import android.content.pm.PackageInfo
import android.content.pm.PackageManager
import android.net.Uri
import androidx.test.core.app.ApplicationProvider
import androidx.test.ext.junit.runners.AndroidJUnit4
import androidx.work.Configuration
import androidx.work.ListenableWorker
import androidx.work.NetworkType
import androidx.work.WorkInfo
import androidx.work.WorkManager
import androidx.work.testing.SynchronousExecutor
import androidx.work.testing.TestListenableWorkerBuilder
import androidx.work.testing.WorkManagerTestInitHelper
import java.nio.file.Files
import java.util.Locale
import kotlinx.coroutines.runBlocking
import org.junit.Assert.assertArrayEquals
import org.junit.Assert.assertEquals
import org.junit.Assert.assertNull
import org.junit.Assert.assertTrue
import org.junit.Test
import org.junit.runner.RunWith
import org.kith.app.platform.Asked
import org.kith.app.platform.KeyVault
import org.kith.app.platform.SyncWorker
import org.kith.app.platform.WakeUp
import org.kith.app.platform.Waking
import org.kith.app.platform.pictureCode
import org.kith.app.platform.readCode
import org.kith.core.Article
import org.kith.core.DeliveryBy
import org.kith.core.Kith
import org.kith.core.KithException
import org.kith.core.NewRound
import org.kith.core.Settings
import org.kith.core.Wakes
import org.kith.model.Formats
import org.kith.model.Route
import org.kith.model.Today
import org.kith.model.reminders
import org.robolectric.Shadows.shadowOf
import org.robolectric.annotation.Config
import org.robolectric.annotation.GraphicsMode

/** The app's dealings with the phone itself. */
@RunWith(AndroidJUnit4::class)
@GraphicsMode(GraphicsMode.Mode.NATIVE) // The sandbox of StoryTest: one more would cost seconds.
@Config(sdk = [34], application = TestApp::class)
class PlatformTest {
    private val context: Context get() = ApplicationProvider.getApplicationContext()

    @Test fun aSecretComesBackAndIsGoneWithItsKey() {
        FakeAndroidKeyStore.install()
        val vault = KeyVault(context)
        assertNull(vault.get("device/1"))
        vault.put("device/1", byteArrayOf(1, 2, 3))
        assertArrayEquals(byteArrayOf(1, 2, 3), KeyVault(context).get("device/1"))
        FakeAndroidKeyStore.wipe()
        assertNull(KeyVault(context).get("device/1"))
    }

    @Test fun theCoreOpensWithSecretsFromTheVault() =
        runBlocking {
            FakeAndroidKeyStore.install()
            val kith = Kith.open(Files.createTempDirectory("kith-vault").toString(), KeyVault(context), null)
            assertTrue(kith.communities().isEmpty())
            kith.shutDown()
        }

    @Test fun syncIsOneWorkThatWaitsForANetworkAndComesBack() {
        val configuration = Configuration.Builder().setExecutor(SynchronousExecutor()).build()
        WorkManagerTestInitHelper.initializeTestWorkManager(context, configuration)
        repeat(2) { SyncWorker.schedule(context) }
        val work = WorkManager.getInstance(context).getWorkInfosForUniqueWork(SyncWorker.NAME).get().single()
        assertEquals(WorkInfo.State.ENQUEUED, work.state)
        assertEquals(NetworkType.CONNECTED, work.constraints.requiredNetworkType)
        assertTrue(work.periodicityInfo != null)
    }

    @Test fun backgroundSyncOfAPhoneWithNothingToSyncIsDone() =
        runBlocking {
            val result = TestListenableWorkerBuilder<SyncWorker>(context).build().doWork()
            assertEquals(ListenableWorker.Result.success(), result)
        }

    /** A phone on which the app `org.ntfy` can wake others. */
    private fun withWaker(): Waking {
        val configuration = Configuration.Builder().setExecutor(SynchronousExecutor()).build()
        WorkManagerTestInitHelper.initializeTestWorkManager(context, configuration)
        val register = Intent("org.unifiedpush.android.distributor.REGISTER")
        val packages = shadowOf(context.packageManager)
        val app = ApplicationInfo().apply { packageName = WAKER; nonLocalizedLabel = "ntfy" }
        packages.installPackage(PackageInfo().apply { packageName = WAKER; applicationInfo = app })
        val receiver = ComponentName(WAKER, "$WAKER.Receiver")
        packages.addReceiverIfNotPresent(receiver)
        packages.addIntentFilterForReceiver(receiver, IntentFilter(register.action))
        return Waking(context)
    }

    /** The last broadcast this app sent. */
    private fun sent(): Intent = shadowOf(context as Application).broadcastIntents.last()

    private fun says(
        what: String,
        vararg extras: Pair<String, String>,
    ) = WakeUp().onReceive(context, Intent("org.unifiedpush.android.connector.$what").apply { for ((name, value) in extras) putExtra(name, value) })

    private fun waiting() = WorkManager.getInstance(context).getWorkInfosForUniqueWork(SyncWorker.SOON).get().size

    @Test fun whoeverTheirPersonChoseWakesThePhoneAndNobodyElse() =
        runBlocking {
            val waking = withWaker()
            assertEquals(listOf(WAKER to "ntfy"), waking.choices())
            waking.choose(WAKER)
            assertEquals("org.unifiedpush.android.distributor.REGISTER" to WAKER, sent().action to sent().`package`)
            val token = sent().getStringExtra("token")!!
            WorkManager.getInstance(context).cancelAllWork().result.get()
            WorkManager.getInstance(context).pruneWork().result.get()
            says("MESSAGE", "token" to "a guess", "message" to "hello")
            says("MESSAGE")
            assertEquals("nobody heard that", 0, waiting())
            says("MESSAGE", "token" to token, "id" to "7")
            val work = WorkManager.getInstance(context).getWorkInfosForUniqueWork(SyncWorker.SOON).get().single()
            assertEquals(WorkInfo.State.ENQUEUED to NetworkType.CONNECTED, work.state to work.constraints.requiredNetworkType)
            assertEquals("org.unifiedpush.android.distributor.MESSAGE_ACK", sent().action)
            assertEquals("7", sent().getStringExtra("id"))
        }

    @Test fun anEndpointReachesTheCoreAndTheServerAndIsTakenBack() =
        runBlocking {
            Server().use { server ->
                val waking = withWaker()
                val kith = (context as TestApp).kith()
                val id = kith.found(server.address).id()
                waking.choose(WAKER)
                val endpoint = "https://push.example/up?id=7"
                says("NEW_ENDPOINT", "token" to sent().getStringExtra("token")!!, "endpoint" to endpoint)
                assertEquals(ListenableWorker.Result.success(), TestListenableWorkerBuilder<SyncWorker>(context).build().doWork())
                assertEquals(Wakes(endpoint, listOf(id), emptyList()), kith.wakes())
                waking.choose(null)
                assertEquals("org.unifiedpush.android.distributor.UNREGISTER", sent().action)
                TestListenableWorkerBuilder<SyncWorker>(context).build().doWork()
                assertEquals(Wakes(null, emptyList(), emptyList()), kith.wakes())
                assertNull(waking.chosen)
            }
        }

    @Test fun aWakerThatLetsGoIsChosenNoMore() {
        val waking = withWaker()
        waking.choose(WAKER)
        val token = sent().getStringExtra("token")!!
        says("UNREGISTERED", "token" to "a guess")
        assertEquals(WAKER, waking.chosen)
        says("REGISTRATION_FAILED", "token" to token)
        assertNull(waking.chosen)
    }

    @Test fun linksLeadWhereTheySay() {
        val asked = { link: String -> Asked.of(Intent(Intent.ACTION_VIEW, Uri.parse(link))) }
        assertEquals(Asked.Join("https://kith.example/join#abc"), asked("https://kith.example/join#abc"))
        assertEquals(Asked.Join("https://kith.example/join#abc"), asked("kith://join?server=https%3A%2F%2Fkith.example#abc"))
        assertEquals(Asked.Join("https://kith.example/poster#abc"), asked("https://kith.example/poster#abc"))
        assertEquals(Asked.Join("https://kith.example/poster#abc"), asked("kith://poster?server=https%3A%2F%2Fkith.example#abc"))
        assertEquals(Asked.Open(Route.Bill("m1/oats")), asked("kith://open/${Route.Bill("m1/oats").path}"))
        assertNull(asked("https://kith.example/other"))
        assertNull(asked("kith://open/nowhere"))
    }

    @Test fun aSharedRunIsAskedFor() {
        val file = Uri.parse("content://runs/saturday.gpx")
        val intent = Intent(Intent.ACTION_SEND).setType("application/gpx+xml").putExtra(Intent.EXTRA_STREAM, file)
        assertEquals(Asked.Run(file), Asked.of(intent))
    }

    @Test fun aPictureCodeReadsAsItsLink() {
        val link = "https://kith.example/join#" + "Qm9yZURhTWlsbA".repeat(60)
        val picture = pictureCode(link)!!
        val scale = 4
        val dots = IntArray(picture.width * picture.height).also { picture.getPixels(it, 0, picture.width, 0, 0, picture.width, picture.height) }
        val width = picture.width * scale
        val bright = ByteArray(width * picture.height * scale) { dots[it / width / scale * picture.width + it % width / scale].toByte() }
        assertEquals(link, readCode(bright, width, width, picture.height * scale))
        assertNull(readCode(ByteArray(width * width), width, width, width))
    }

    @Test fun whatIsTooLongForAPictureCodeIsNotOne() = assertNull(pictureCode("x".repeat(5_000)))

    @Test fun remindersComeOnceAndOnlyWhenTheyAreWanted() =
        runBlocking {
            Server().use { server ->
                val ada = Neighbour("Ada").apply { founds(server) }
                val tomorrow = Today.step(Today.day(), 1)
                val later = Today.step(Today.day(), 9)
                val oats = Article(name = "Oats", unit = "1 kg", caseSize = 6u, netE4 = 16_500uL)
                val round = NewRound(title = "Oats", supplier = "Mill", deliveryBy = DeliveryBy.UNITS, closes = tomorrow, articles = listOf(oats))
                ada.community.openRound(round)
                ada.community.openRound(round.copy(title = "Beans", closes = later))
                val notices = shadowOf(context.getSystemService(NotificationManager::class.java))
                ada.reminds(context)
                assertEquals(1, notices.size())
                assertEquals("Oats closes ${Formats(Locale.UK).day(tomorrow)}", shadowOf(notices.allNotifications.single()).contentTitle)
                context.getSystemService(NotificationManager::class.java).cancelAll()
                ada.reminds(context)
                assertEquals("what was put away stays away", 0, notices.size())
                assertTrue(reminders(ada.community.home(), Settings(remindClosing = false), Today.day()).isEmpty())
            }
        }

    @Test fun theManifestSaysWhatTheAppNeedsAndNoMore() {
        val flags = PackageManager.GET_ACTIVITIES or PackageManager.GET_PERMISSIONS or PackageManager.GET_RECEIVERS
        val info = context.packageManager.getPackageInfo(context.packageName, flags)
        assertTrue(info.activities!!.any { it.name == MainActivity::class.java.name })
        assertTrue(info.receivers!!.any { it.name == "org.kith.app.platform.WakeUp" })
        val own = info.requestedPermissions!!.filter { it.startsWith("android.permission.") }
        assertTrue("$own", own.none { it.endsWith("READ_CONTACTS") || it.endsWith("LOCATION") || it.endsWith("READ_EXTERNAL_STORAGE") })
    }

    @Test fun everyTroubleOfTheCoreHasAScreen() {
        val shown = UiStates.names("trouble").map { UiStates.plain<KithException>("trouble", it)::class }.toSet()
        assertEquals(KithException::class.sealedSubclasses.toSet() - shown, emptySet<Any>())
    }

    @Test fun everyPathLeadsBackToItsPlace() {
        val routes =
            Route.PLACES +
                listOf(
                    Route.Round("mada/oats & beans"),
                    Route.Pledge("r", "a"),
                    Route.Bill("r"),
                    Route.Organise("r"),
                    Route.NoteHours,
                    Route.AskAbout("c"),
                    Route.Board,
                    Route.Pairing("s"),
                    Route.LogVisit("s"),
                    Route.OwnWords("s", "v"),
                    Route.Person("m"),
                    Route.Invite,
                    Route.Phone,
                    Route.SyncDetails,
                    Route.Help,
                    Route.Licences,
                    Route.Concerns,
                    Route.RaiseConcern,
                    Route.EraseRound("r"),
                    Route.ErasePairing("s"),
                    Route.Enter,
                    Route.MyPage,
                    Route.Writer("m"),
                    Route.AddPhone("m"),
                    Route.Records,
                    Route.OpenRound,
                    Route.Household("m"),
                    Route.Remove("m"),
                    Route.Leave,
                    Route.Door,
                    Route.HangPoster,
                    Route.For("m"),
                    Route.For("m", Route.Pledge("r", "a")),
                )
        for (route in routes) assertEquals(route, Route.parse(route.path))
        assertNull("what nobody can do for another", Route.parse("for/m/phone"))
    }

    private companion object {
        const val WAKER = "org.ntfy"
    }
}
