package org.kith.app

import androidx.compose.foundation.background
import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.fillMaxSize
import androidx.compose.material3.MaterialTheme
import androidx.compose.runtime.Composable
import androidx.compose.ui.Modifier
import org.kith.app.screens.Answers
import org.kith.app.screens.AskScreen
import org.kith.app.screens.Asking
import org.kith.app.screens.BillScreen
import org.kith.app.screens.BoardScreen
import org.kith.app.screens.CarriedScreen
import org.kith.app.screens.ConcernsScreen
import org.kith.app.screens.DoorScreen
import org.kith.app.screens.Doorkeeping
import org.kith.app.screens.EnterScreen
import org.kith.app.screens.Entrances
import org.kith.app.screens.EraseScreen
import org.kith.app.screens.Hands
import org.kith.app.screens.HangPosterScreen
import org.kith.app.screens.HelpScreen
import org.kith.app.screens.HomeScreen
import org.kith.app.screens.HoursScreen
import org.kith.app.screens.HouseholdScreen
import org.kith.app.screens.InviteScreen
import org.kith.app.screens.LeaveScreen
import org.kith.app.screens.LicencesScreen
import org.kith.app.screens.LogVisitScreen
import org.kith.app.screens.NoteHoursScreen
import org.kith.app.screens.OpenRoundScreen
import org.kith.app.screens.Opening
import org.kith.app.screens.OrganiseScreen
import org.kith.app.screens.OwnWordsScreen
import org.kith.app.screens.PageScreen
import org.kith.app.screens.PairingScreen
import org.kith.app.screens.PeopleScreen
import org.kith.app.screens.PersonScreen
import org.kith.app.screens.PhoneActs
import org.kith.app.screens.PhoneScreen
import org.kith.app.screens.PledgeScreen
import org.kith.app.screens.Postering
import org.kith.app.screens.RaiseScreen
import org.kith.app.screens.RemoveScreen
import org.kith.app.screens.RoundScreen
import org.kith.app.screens.RoundsScreen
import org.kith.app.screens.SpeakingBanner
import org.kith.app.screens.SpeakingScreen
import org.kith.app.screens.Steps
import org.kith.app.screens.SyncScreen
import org.kith.app.screens.TroubleScreen
import org.kith.app.screens.VisitsScreen
import org.kith.app.screens.WaitingScreen
import org.kith.app.screens.WakeChoice
import org.kith.app.screens.WelcomeScreen
import org.kith.app.screens.WriterScreen
import org.kith.app.theme.LocalWords
import org.kith.core.Home
import org.kith.core.KithException
import org.kith.model.Act
import org.kith.model.BoardState
import org.kith.model.CarriedState
import org.kith.model.ConcernsState
import org.kith.model.DoorState
import org.kith.model.HoursState
import org.kith.model.InviteState
import org.kith.model.Load
import org.kith.model.LogVisitState
import org.kith.model.NoteHoursState
import org.kith.model.OpenRoundState
import org.kith.model.PageState
import org.kith.model.PairingState
import org.kith.model.PeopleState
import org.kith.model.PersonState
import org.kith.model.PhoneState
import org.kith.model.PledgeState
import org.kith.model.PosterState
import org.kith.model.RaiseState
import org.kith.model.RoundState
import org.kith.model.RoundsState
import org.kith.model.Route
import org.kith.model.SpeakingState
import org.kith.model.Syncing
import org.kith.model.VisitsState
import org.kith.model.WaitingState
import org.kith.model.Waken
import org.kith.model.WelcomeState

/** One screen in one state. */
class Shot(
    val screen: String,
    val state: String,
    val show: @Composable () -> Unit,
) {
    override fun toString() = "$screen-$state"
}

/** Every screen in every state of its fixture, as the app shows it: with the places below where they are there. */
object Gallery {
    val all: List<Shot> by lazy {
        buildList {
            of("welcome") { WelcomeScreen(UiStates.plain<WelcomeState>("welcome", it), entrances) }
            inside("home", Route.Home) { HomeScreen(UiStates.load<Home>("home", it), syncing(it), nowhere) }
            one("home-lead", Route.Home) {
                val home = UiStates.load<Home>("home", "needs")
                val told = (UiStates.load<ConcernsState>("concerns", "lead") as Load.Ready).value.toRead
                HomeScreen(home, Syncing.Idle, nowhere, toRead = told, onAllow = {})
            }
            one("home-door", Route.Home) {
                val asking = (UiStates.load<DoorState>("door", "asking") as Load.Ready).value.asking
                HomeScreen(UiStates.load<Home>("home", "empty"), Syncing.Idle, nowhere, asking = asking)
            }
            of("waiting") { WaitingScreen(UiStates.load<WaitingState>("waiting", it), Syncing.Idle, {}, {}) }
            inside("rounds", Route.Rounds) { RoundsScreen(UiStates.load<RoundsState>("rounds", it), nowhere) }
            inside("open-round", Route.Rounds) { OpenRoundScreen(UiStates.load<OpenRoundState>("open-round", it), opening, {}) }
            inside("round", Route.Rounds) { RoundScreen(UiStates.load<RoundState>("round", it), {}, nowhere, {}) }
            inside("pledge", Route.Rounds) { PledgeScreen(UiStates.load<PledgeState>("pledge", it), {}, {}, {}, {}) }
            inside("bill", Route.Rounds) { BillScreen(UiStates.load<RoundState>("bill", it), {}) }
            inside("organise", Route.Rounds) { OrganiseScreen(UiStates.load<RoundState>("organise", it), Act.Idle, steps, {}) }
            inside("hours", Route.Hours) { HoursScreen(UiStates.load<HoursState>("hours", it), Act.Idle, Answers({}, {}, {}), nowhere) }
            inside("note-hours", Route.Hours) { NoteHoursScreen(UiStates.load<NoteHoursState>("note-hours", it), {}, {}, {}) }
            one("ask", Route.Hours) {
                val state = UiStates.load<HoursState>("hours", "several") as Load.Ready
                AskScreen(state.value.entries.first(), Act.Idle, { _, _ -> }, {})
            }
            inside("board", Route.Hours) { BoardScreen(UiStates.load<BoardState>("board", it), Act.Idle, {}, { _, _, _, _ -> }, {}, {}) }
            one("erase-round", Route.Rounds) { erase(LocalWords.current.eraseRoundTitle, LocalWords.current.eraseRoundHelp) }
            inside("visits", Route.Visits) { VisitsScreen(UiStates.load<VisitsState>("visits", it), nowhere) }
            inside("pairing", Route.Visits) { PairingScreen(UiStates.load<PairingState>("pairing", it), nowhere, {}) }
            inside("log-visit", Route.Visits) { LogVisitScreen(UiStates.load<LogVisitState>("log-visit", it), {}, {}, {}) }
            one("own-words", Route.Visits) { OwnWordsScreen(Act.Idle, {}, {}) }
            inside("concerns", Route.Visits) { ConcernsScreen(UiStates.load<ConcernsState>("concerns", it), Act.Idle, {}, nowhere, {}) }
            inside("raise-concern", Route.Visits) { RaiseScreen(UiStates.load<RaiseState>("raise-concern", it), {}, {}, {}) }
            one("erase-pairing", Route.Visits) { erase(LocalWords.current.erasePairingTitle, LocalWords.current.erasePairingHelp) }
            inside("people", Route.People) { PeopleScreen(UiStates.load<PeopleState>("people", it), {}, nowhere) }
            inside("person", Route.People) { PersonScreen(UiStates.load<PersonState>("person", it), {}, nowhere, {}) }
            one("page", Route.People) { PageScreen(Load.Ready(PageState("Farah", "12 Mill Lane", "I run on Saturdays.")), { _, _, _ -> }, {}) }
            one("enter", Route.People) { EnterScreen(Act.Idle, { _, _ -> }, {}) }
            inside("writer", Route.People) { WriterScreen(UiStates.load<PersonState>("writer", it), {}, {}) }
            inside("household", Route.People) { HouseholdScreen(UiStates.load<PersonState>("household", it), {}, {}) }
            inside("door", Route.People) { DoorScreen(UiStates.load<DoorState>("door", it), Act.Idle, Doorkeeping({}, {}, {}), nowhere, {}) }
            inside("hang-poster", Route.People) { HangPosterScreen(UiStates.plain<PosterState>("hang-poster", it), Postering({}, {}, {}, {}), {}) }
            one("leave", Route.People) { LeaveScreen(Act.Idle, {}, {}) }
            one("remove", Route.People) { RemoveScreen("Ben", Act.Idle, {}, {}) }
            inside("for", Route.People) { SpeakingScreen(UiStates.load<SpeakingState>("for", it), nowhere, {}) }
            one("for-round", Route.People) {
                Column {
                    SpeakingBanner("Harold") {}
                    RoundScreen(UiStates.load<RoundState>("round", "open"), {}, nowhere, {})
                }
            }
            inside("carried", Route.People) {
                val words = LocalWords.current
                val asking = Asking(words.carriedTitle, words.carriedHelp, words.carriedLabel, words.carriedLook)
                CarriedScreen(UiStates.plain<CarriedState>("carried", it), asking, Hands({}, {}, {}, {}, {}), {})
            }
            inside("invite", Route.People) { InviteScreen(UiStates.plain<InviteState>("invite", it), {}, {}, {}) }
            inside("phone", Route.People) { PhoneScreen(UiStates.load<PhoneState>("phone", it), Act.Idle, phoneActs, nowhere, {}) }
            one("phone-woken", Route.People) {
                val phone = (UiStates.load<PhoneState>("phone", "ready") as Load.Ready).value
                val wakers = WakeChoice(listOf("org.ntfy" to "ntfy"), "org.ntfy") {}
                PhoneScreen(Load.Ready(phone.copy(waking = Waken.Yes)), Act.Idle, PhoneActs({}, {}, {}, null, wakers), nowhere, {})
            }
            inside("sync-details", Route.People) {
                SyncScreen(UiStates.load<PhoneState>("sync-details", it), syncing(it), Act.Idle, {}, {}, {})
            }
            one("help", Route.People) { HelpScreen {} }
            one("licences", Route.People) { LicencesScreen {} }
            of("trouble") { TroubleScreen(UiStates.plain<KithException>("trouble", it)) {} }
        }
    }

    private val nowhere: (Route) -> Unit = {}
    private val entrances = Entrances({}, {}, { _, _, _ -> }, { _, _ -> }, { _, _, _ -> }, {}, {}, {}, {})
    private val opening = Opening({}, {}, { _, _ -> }, {}, {})
    private val steps = Steps({}, {}, {}, {})
    private val phoneActs = PhoneActs({}, {}, {}, {})

    @Composable
    private fun erase(
        title: String,
        help: String,
    ) = EraseScreen(title, help, Act.Idle, {}, {})

    private fun syncing(state: String) = if (state == "offline") Syncing.Offline else Syncing.Idle

    private fun MutableList<Shot>.of(
        screen: String,
        show: @Composable (String) -> Unit,
    ) = UiStates.names(screen).forEach { state -> add(Shot(screen, state) { Field { show(state) } }) }

    private fun MutableList<Shot>.inside(
        screen: String,
        place: Route,
        show: @Composable (String) -> Unit,
    ) = UiStates.names(screen).forEach { state -> add(Shot(screen, state) { Placed(place) { show(state) } }) }

    private fun MutableList<Shot>.one(
        screen: String,
        place: Route,
        show: @Composable () -> Unit,
    ) = add(Shot(screen, "ready") { Placed(place, show) })

    @Composable
    private fun Placed(
        place: Route,
        show: @Composable () -> Unit,
    ) = Field {
        Column(Modifier.fillMaxSize()) {
            Box(Modifier.weight(1f)) { show() }
            Places(place) {}
        }
    }

    @Composable
    private fun Field(show: @Composable () -> Unit) {
        Box(Modifier.fillMaxSize().background(MaterialTheme.colorScheme.background)) { show() }
    }
}
