package org.kith.app

import androidx.activity.compose.BackHandler
import androidx.compose.foundation.background
import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.fillMaxSize
import androidx.compose.foundation.layout.statusBarsPadding
import androidx.compose.material3.MaterialTheme
import androidx.compose.runtime.Composable
import androidx.compose.runtime.CompositionLocalProvider
import androidx.compose.runtime.LaunchedEffect
import androidx.compose.runtime.getValue
import androidx.compose.runtime.key
import androidx.compose.runtime.mutableIntStateOf
import androidx.compose.runtime.remember
import androidx.compose.runtime.rememberCoroutineScope
import androidx.compose.runtime.setValue
import androidx.compose.ui.Modifier
import androidx.lifecycle.compose.collectAsStateWithLifecycle
import org.kith.app.parts.Frame
import org.kith.app.parts.LocalAgain
import org.kith.app.parts.Waiting
import org.kith.app.screens.Entrances
import org.kith.app.screens.HelpScreen
import org.kith.app.screens.LicencesScreen
import org.kith.app.screens.TroubleScreen
import org.kith.app.screens.WaitingScreen
import org.kith.app.screens.WakeChoice
import org.kith.app.screens.WelcomeScreen
import org.kith.app.theme.LocalWords
import org.kith.model.AppModel
import org.kith.model.Load
import org.kith.model.Route
import org.kith.model.Session
import org.kith.model.WaitingModel
import org.kith.model.WelcomeState
import org.kith.model.WelcomeStep
import org.kith.model.placeOf

/** The whole app: where one is decides which screen stands, and each screen has its model for as long as it stands. */
@Composable
fun Shell(
    app: AppModel,
    doings: Doings,
) {
    val session by app.session.collectAsStateWithLifecycle()
    Box(Modifier.fillMaxSize().background(MaterialTheme.colorScheme.background).statusBarsPadding()) {
        when (val now = session) {
            Session.Opening -> Frame(LocalWords.current.appName) { item { Waiting(LocalWords.current.loadingOpening) } }
            is Session.Failed -> TroubleScreen(now.error, app::start)
            Session.Outside -> Outside(app, doings)
            is Session.Waiting -> Waits(app, now)
            is Session.Inside -> Inside(app, now, doings)
        }
    }
}

@Composable
private fun Outside(
    app: AppModel,
    doings: Doings,
) {
    val welcome = app.welcome
    val step by welcome.step.collectAsStateWithLifecycle()
    val act by welcome.acts.state.collectAsStateWithLifecycle()
    val invite by app.invite.collectAsStateWithLifecycle()
    LaunchedEffect(invite) {
        invite?.let {
            app.invite.value = null
            welcome.look(it)
        }
    }
    BackHandler(step != WelcomeStep.Start) { welcome.go(if (step is WelcomeStep.Preview || step is WelcomeStep.Poster) WelcomeStep.Link else WelcomeStep.Start) }
    val doors =
        Entrances(
            welcome::go,
            welcome::look,
            welcome::join,
            welcome::ask,
            welcome::found,
            welcome::newPhone,
            welcome::take,
            doings.share,
            doings.scan,
        )
    WelcomeScreen(WelcomeState(step, act), doors)
}

/** Asked to be let in: looks anew as soon as there was a yes. */
@Composable
private fun Waits(
    app: AppModel,
    waiting: Session.Waiting,
) {
    val scope = rememberCoroutineScope()
    val model = remember(waiting) { WaitingModel(waiting.community, scope) }
    val state by model.state.collectAsStateWithLifecycle()
    val syncing by app.syncing.collectAsStateWithLifecycle()
    val invite by app.invite.collectAsStateWithLifecycle()
    LaunchedEffect(state) { if ((state as? Load.Ready)?.value?.asked == null && state is Load.Ready) app.look() }
    LaunchedEffect(invite) { if (invite != null) app.another() }
    WaitingScreen(state, syncing, app::syncNow, app::another)
}

@Composable
private fun Inside(
    app: AppModel,
    inside: Session.Inside,
    doings: Doings,
) {
    val routes by app.places.routes.collectAsStateWithLifecycle()
    val here = routes.last()
    BackHandler(routes.size > 1) { app.places.back() }
    Column(Modifier.fillMaxSize()) {
        Box(Modifier.weight(1f)) { Anew { At(here, app, inside, doings) } }
        Places(placeOf(here), app.places::place)
    }
}

/** A screen, made anew with its models when what it asked for failed and somebody tries again. */
@Composable
private fun Anew(screen: @Composable () -> Unit) {
    var times by remember { mutableIntStateOf(0) }
    CompositionLocalProvider(LocalAgain provides { times++ }) { key(times) { screen() } }
}

@Composable
private fun At(
    route: Route,
    app: AppModel,
    inside: Session.Inside,
    doings: Doings,
) {
    val go = app.places::go
    val back: () -> Unit = { app.places.back() }
    val places = Where(inside.community, inside.row.me, app, go, back, doings)
    if (route is Route.For) {
        places.For(route, inside.community)
        return
    }
    when (route) {
        Route.Home -> places.Home()
        Route.Rounds -> places.Rounds()
        Route.OpenRound -> places.OpenRound()
        is Route.Round -> places.OneRound(route, route.name)
        is Route.Bill -> places.OneRound(route, route.round)
        is Route.Organise -> places.OneRound(route, route.round)
        is Route.EraseRound -> places.OneRound(route, route.round)
        is Route.Pledge -> places.Pledge(route)
        Route.Hours, is Route.AskAbout -> places.Hours(route)
        Route.NoteHours -> places.NoteHours()
        Route.Board -> places.Board()
        Route.Visits -> places.Visits()
        is Route.Pairing -> places.Pairing(route.space, route)
        is Route.OwnWords -> places.Pairing(route.space, route)
        is Route.ErasePairing -> places.Pairing(route.space, route)
        Route.Concerns -> places.Concerns()
        Route.RaiseConcern -> places.Raise()
        is Route.LogVisit -> places.LogVisit(route.space)
        Route.People -> places.People()
        is Route.Person -> places.OnePerson(route.member, route)
        is Route.Writer -> places.OnePerson(route.member, route)
        is Route.Household -> places.OnePerson(route.member, route)
        is Route.Remove -> places.OnePerson(route.member, route)
        Route.Leave -> places.Leave()
        Route.Door -> places.Door()
        Route.HangPoster -> places.HangPoster()
        is Route.AddPhone -> places.Carried(route.member)
        Route.Enter -> places.Enter()
        Route.MyPage -> places.MyPage()
        Route.Invite -> places.Invite()
        Route.Phone, Route.SyncDetails -> places.Phone(route)
        Route.Records -> places.Carried(null)
        Route.Help -> HelpScreen(back)
        Route.Licences -> LicencesScreen(back)
        is Route.For -> Unit
    }
}

/** What only the phone itself can do: the activity gives it. */
class Doings(
    val share: (String) -> Unit,
    val export: () -> Unit,
    /** Asks to show reminders; null where the phone lets Kith. */
    val allow: (() -> Unit)?,
    /** Reads a picture code and hands it on; null where there is no camera. */
    val scan: (((String) -> Unit) -> Unit)?,
    /** What can wake Kith; null where nothing can. */
    val wakers: WakeChoice? = null,
    /** Lets the person choose a file and hands its bytes on. */
    val open: ((ByteArray) -> Unit) -> Unit = {},
)
