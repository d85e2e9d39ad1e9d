package org.kith.model

import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asStateFlow
import kotlinx.coroutines.launch
import org.kith.core.Answer
import org.kith.core.Community
import org.kith.core.CommunityRow
import org.kith.core.ExportForm
import org.kith.core.InvitePreview
import org.kith.core.Kith
import org.kith.core.KithException
import org.kith.core.ReadPriceList
import org.kith.core.Settings
import org.kith.core.SyncReport
import org.kith.core.VisitRun
import org.kith.core.Wakes
import org.kith.core.answer
import org.kith.core.syncNow
import org.kith.core.valueOrNull

/** What the whole app shows. */
sealed interface Session {
    /** The core is being opened. */
    data object Opening : Session

    /** It could not be; the person is told why and what to do. */
    data class Failed(
        val error: KithException,
    ) : Session

    /** No neighbourhood yet. */
    data object Outside : Session

    /** Asked to be let into one and waits. */
    class Waiting(
        val community: Community,
    ) : Session

    /** In one. */
    class Inside(
        val community: Community,
        val row: CommunityRow,
    ) : Session
}

/** Whether a sync runs, for the sync line. */
sealed interface Syncing {
    /** None does, and the last one reached the server. */
    data object Idle : Syncing

    /** One does. */
    data object Running : Syncing

    /** The last one reached no server. */
    data object Offline : Syncing

    /** The last one met something the person should know. */
    data class Failed(
        val error: KithException,
    ) : Syncing
}

/** The phone: opens the core once, knows whether one belongs, begins syncs. */
class AppModel(
    private val scope: CoroutineScope,
    private val open: suspend () -> Kith,
) {
    private val now = MutableStateFlow<Session>(Session.Opening)
    private val sync = MutableStateFlow<Syncing>(Syncing.Idle)
    private var phone: Kith? = null

    /** What the whole app shows. */
    val session: StateFlow<Session> = now.asStateFlow()

    /** Whether a sync runs. */
    val syncing: StateFlow<Syncing> = sync.asStateFlow()

    /** Where one is. */
    val places = BackStack()

    /** An invite link somebody opened, until it is used or put away. */
    val invite = MutableStateFlow<String?>(null)

    /** A run somebody shared into the app, until a visit takes it or it is put away. */
    val sharedRun = MutableStateFlow<ByteArray?>(null)

    /** A worry being written: in memory alone, and gone with the process. */
    val worry = MutableStateFlow(Worry())

    /** How somebody wants their app. */
    val looks = MutableStateFlow(Settings())

    /** The way in. */
    val welcome = WelcomeModel(scope, { kith() }, ::enter)

    /** A record that goes from hand to hand; [scope] is as long as its screen stands. */
    fun carried(scope: CoroutineScope) = CarriedModel(scope) { kith() }

    /** Looks anew where one belongs: after leaving, and once one was let in. */
    fun look() {
        places.place(Route.Home)
        scope.launch { enter() }
    }

    /** Goes back to the way in, with another invite than the one that waits. */
    fun another() {
        now.value = Session.Outside
    }

    /** What a price list's file says. */
    suspend fun readPriceList(file: ByteArray): ReadPriceList = kith().readPriceList(file)

    /** Opens the core, and again after [Session.Failed]. */
    fun start() {
        now.value = Session.Opening
        scope.launch { enter() }
    }

    /** Syncs now; nothing while a sync runs. */
    fun syncNow() {
        if (sync.value == Syncing.Running) return
        sync.value = Syncing.Running
        scope.launch { sync.value = outcome(answer { kith().syncNow() }) }
    }

    /** How somebody wants their app. */
    suspend fun settings(): Settings = kith().settings()

    /** How it stands with waking this phone. */
    suspend fun wakes(): Wakes = kith().wakes()

    /** Keeps how somebody wants their app, and shows it so. */
    suspend fun keepSettings(settings: Settings) {
        kith().keepSettings(settings)
        looks.value = settings
    }

    /** Measures a shared run; null for a file that is none. */
    suspend fun readRun(file: ByteArray): VisitRun? = answer { kith().readRun(file, TRIM_METRES) }.valueOrNull()

    /** Everything this phone can read, as files in [folder]; gives their paths. */
    suspend fun export(folder: String): Answer<List<String>> =
        when (val inside = now.value) {
            is Session.Inside -> answer { inside.community.takeAlong(ExportForm.TABLES, folder) }
            else -> Answer.Done(emptyList())
        }

    private suspend fun kith(): Kith = phone ?: open().also { phone = it }

    private suspend fun enter() {
        answer { kith().settings() }.valueOrNull()?.let { looks.value = it }
        now.value =
            when (val found = answer { kith().communities() }) {
                is Answer.Failed -> Session.Failed(found.error)
                is Answer.Done -> of(found.value)
            }
    }

    /** Who asked to be let in has nothing to see until they are: they wait, even where the record that lets them in has come. */
    private suspend fun of(rows: List<CommunityRow>): Session {
        val asked = rows.map { it to kith().community(it.id) }.filter { (_, place) -> answer { place.askedIn() }.valueOrNull() != null }
        val row = rows.firstOrNull { it.belongs && asked.none { (waits, _) -> waits.id == it.id } }
        return when {
            row != null -> Session.Inside(kith().community(row.id), row)
            asked.isNotEmpty() -> Session.Waiting(asked.first().second)
            else -> Session.Outside
        }
    }

    private fun outcome(said: Answer<SyncReport>): Syncing =
        when (said) {
            is Answer.Failed -> if (said.error is KithException.Offline) Syncing.Offline else Syncing.Failed(said.error)
            is Answer.Done ->
                when (val error = said.value.troubles.firstOrNull()?.error) {
                    null -> Syncing.Idle
                    is KithException.Offline -> Syncing.Offline
                    else -> Syncing.Failed(error)
                }
        }

    private companion object {
        /** Left out at both ends of a run, so that it shows nobody's door. */
        const val TRIM_METRES = 200u
    }
}

/** The steps into a neighbourhood. */
sealed interface WelcomeStep {
    /** What Kith is. */
    data object Start : WelcomeStep

    /** Asking for the invite link. */
    data object Link : WelcomeStep

    /** What the invite says, before it is used. */
    data class Preview(
        val link: String,
        val invite: InvitePreview,
    ) : WelcomeStep

    /** What a poster says, before one asks by it. */
    data class Poster(
        val link: String,
        val poster: InvitePreview,
    ) : WelcomeStep

    /** Beginning a new neighbourhood. */
    data object Found : WelcomeStep

    /** This phone is a further one of somebody who belongs: what it shows to whoever adds it. */
    data class NewPhone(
        val phone: String,
    ) : WelcomeStep
}

/** What Welcome shows. */
data class WelcomeState(
    val step: WelcomeStep = WelcomeStep.Start,
    val act: Act = Act.Idle,
)

/** The way into a neighbourhood: look at an invite, join by it, or found one. */
class WelcomeModel(
    scope: CoroutineScope,
    private val kith: suspend () -> Kith,
    private val entered: suspend () -> Unit,
) {
    private val at = MutableStateFlow<WelcomeStep>(WelcomeStep.Start)

    /** Which step. */
    val step: StateFlow<WelcomeStep> = at.asStateFlow()

    /** The step's command. */
    val acts = Acts(scope)

    /** Goes to a step. */
    fun go(step: WelcomeStep) {
        acts.clear()
        at.value = step
    }

    /** Reads a link, an invite's or a poster's, and shows what it says. */
    fun look(link: String) =
        if (link.substringBefore('#').trimEnd('/').endsWith("/poster")) {
            acts.run({ seen: InvitePreview -> at.value = WelcomeStep.Poster(link, seen) }) { kith().lookAtPoster(link.trim()) }
        } else {
            acts.run({ seen: InvitePreview -> at.value = WelcomeStep.Preview(link, seen) }) { kith().lookAt(link.trim()) }
        }

    /** Asks to be let in by a poster. */
    fun ask(
        link: String,
        name: String,
    ) = acts.run<Unit> {
        kith().askIn(link.trim(), name.trim())
        at.value = WelcomeStep.Start
        entered()
    }

    /** Joins, and says who one is. */
    fun join(
        link: String,
        name: String,
        home: String,
    ) = acts.run<Unit> { introduce(kith().join(link.trim()), name, home) }

    /** Founds a neighbourhood, and says who one is. */
    fun found(
        server: String,
        name: String,
        home: String,
    ) = acts.run<Unit> { introduce(kith().found(server.trim()), name, home) }

    /** Shows what whoever adds this phone to somebody must see. */
    fun newPhone() = acts.run({ phone: String -> at.value = WelcomeStep.NewPhone(phone) }) { kith().newPhone() }

    /** Takes the record that adds this phone. */
    fun take(record: String) =
        acts.run<Unit> {
            kith().takeRecord(record.trim())
            entered()
        }

    private suspend fun introduce(
        community: Community,
        name: String,
        home: String,
    ) {
        community.setPage(name, home, "")
        entered()
    }
}
