package org.kith.app

import android.content.Context
import kotlinx.coroutines.runBlocking
import org.kith.app.platform.Reminders
import org.kith.core.Article
import org.kith.core.Community
import org.kith.core.CommunityRow
import org.kith.core.DeliveryBy
import org.kith.core.Kith
import org.kith.core.NewRound
import org.kith.core.Page
import org.kith.core.PlanText
import org.kith.core.Role
import org.kith.core.SecureStore
import org.kith.core.syncNow
import java.io.File
import java.nio.file.Files
import java.util.concurrent.ConcurrentHashMap
import java.util.concurrent.TimeUnit

/** Device secrets in memory. */
class Keys : SecureStore {
    private val kept = ConcurrentHashMap<String, ByteArray>()

    override fun get(name: String): ByteArray? = kept[name]

    override fun put(
        name: String,
        secret: ByteArray,
    ) {
        kept[name] = secret
    }
}

/** The app itself on the real core, in a folder of its own. Only the Keystore is left out: see PlatformTest. */
class TestApp : KithApp() {
    override suspend fun open(): Kith = Kith.open(Files.createTempDirectory("kith-app").toString(), Keys(), null)
}

/** The real server as a process of its own, on a free port of this machine. */
class Server : AutoCloseable {
    private val data = Files.createTempDirectory("kith-server").toFile()
    private val process =
        ProcessBuilder(System.getProperty("kith.server"), "serve", "--data", data.path).redirectError(File(data, "log")).start()

    /** What to found a neighbourhood with. */
    val address: String = process.inputStream.bufferedReader().readLine().removePrefix("listening on ")

    override fun close() {
        process.destroy()
        if (!process.waitFor(10, TimeUnit.SECONDS)) process.destroyForcibly()
        data.deleteRecursively()
    }
}

/** Another phone: the same core, driven from Kotlin, as any other shell would. */
class Neighbour(
    val name: String,
) {
    private val kith = runBlocking { Kith.open(Files.createTempDirectory("kith-$name").toString(), Keys(), null) }
    lateinit var community: Community

    fun founds(server: Server) = runBlocking { community = kith.found(server.address).also { it.setPage(name, "", "") } }

    fun joins(link: String) = runBlocking { community = kith.join(link).also { it.setPage(name, "", "") } }

    fun syncs() = runBlocking { check(kith.syncNow().troubles.isEmpty()) }

    fun id(): String = runBlocking { kith.communities().first(CommunityRow::belongs).me.id }

    fun knows(name: String): String = runBlocking { community.members(Page()).rows.first { it.name == name }.id }

    suspend fun reminds(context: Context) = Reminders(context).show(kith)

    fun <T> does(what: suspend Community.() -> T): T = runBlocking { community.what() }
}

/** Ada, Dewi, Eira and Gwen on one server; Farah's phone is the app, and joins by the link. */
class Neighbourhood : AutoCloseable {
    private val server = Server()
    val ada = Neighbour("Ada").apply { founds(server) }
    private val dewi = join("Dewi")
    private val eira = join("Eira")
    val gwen = join("Gwen")
    private val phones = listOf(ada, dewi, eira, gwen)

    /** An invite for the app. */
    fun invite(): String = ada.does { invite().link }

    private fun join(name: String) =
        Neighbour(name).apply {
            joins(ada.does { invite().link })
            syncs()
        }

    /** Everybody but the app meets the server, twice round. */
    fun settle() = repeat(2) { phones.forEach(Neighbour::syncs) }

    /** Ada opens a group order. */
    fun open(vararg articles: Article): String =
        ada.does {
            openRound(
                NewRound(
                    title = "November wholefoods",
                    supplier = "Green Valley",
                    deliveryPence = 600uL,
                    deliveryBy = DeliveryBy.GOODS_VALUE,
                    closes = "2026-11-28",
                    articles = articles.toList(),
                ),
            )
        }

    /** All it takes until Farah visits Gwen; [appSyncs] lets the app meet the server too. */
    fun bringTogether(appSyncs: () -> Unit) {
        fun met() {
            settle()
            appSyncs()
            settle()
        }
        val farah = ada.knows("Farah")
        ada.does {
            grantRole(dewi.id(), Role.COORDINATOR)
            grantRole(dewi.id(), Role.LEAD)
        }
        met()
        val plan = PlanText("1 Chapel Row, the blue door", "Afternoons", "The local paper, and football talk")
        ada.does { openPairing(gwen.id(), listOf(ada.id(), dewi.id()), plan) }
        val space = ada.does { pairings(Page()).rows.single().space }
        ada.does {
            suggestVisitor(space, eira.id(), "They share a street")
            suggestVisitor(space, farah, "Both follow the football")
        }
        met()
        gwen.does {
            val suggestion = pairings(Page()).rows.single().suggestions.first { it.visitor?.id == farah }
            chooseVisitor(space, suggestion.id)
        }
        met()
        ada.does { approveVisitor(space, farah) }
        met()
        dewi.does { approveVisitor(space, farah) }
        met()
        ada.does { introduce(space) }
        met()
    }

    override fun close() = server.close()
}

