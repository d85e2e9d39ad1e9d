package org.kith.app

import androidx.compose.runtime.Composable
import androidx.compose.runtime.LaunchedEffect
import androidx.compose.runtime.getValue
import androidx.compose.runtime.remember
import androidx.compose.runtime.rememberCoroutineScope
import androidx.lifecycle.compose.collectAsStateWithLifecycle
import kotlinx.coroutines.CoroutineScope
import org.kith.app.screens.Answers
import org.kith.app.screens.AskScreen
import org.kith.app.screens.BillScreen
import org.kith.app.screens.BoardScreen
import org.kith.app.screens.HomeScreen
import org.kith.app.screens.HoursScreen
import org.kith.app.screens.InviteScreen
import org.kith.app.screens.LogVisitScreen
import org.kith.app.screens.NoteHoursScreen
import org.kith.app.screens.OrganiseScreen
import org.kith.app.screens.OwnWordsScreen
import org.kith.app.screens.PairingScreen
import org.kith.app.screens.PeopleScreen
import org.kith.app.screens.PersonScreen
import org.kith.app.screens.PhoneActs
import org.kith.app.screens.PhoneScreen
import org.kith.app.screens.PledgeScreen
import org.kith.app.screens.RoundScreen
import org.kith.app.screens.RoundsScreen
import org.kith.app.screens.Steps
import org.kith.app.screens.SyncScreen
import org.kith.app.screens.VisitsScreen
import org.kith.app.theme.LocalWords
import org.kith.model.AppModel
import org.kith.model.BoardModel
import org.kith.model.HomeModel
import org.kith.model.HoursModel
import org.kith.model.InviteModel
import org.kith.model.Load
import org.kith.model.LogVisitModel
import org.kith.model.NoteHoursModel
import org.kith.model.PairingModel
import org.kith.model.PeopleModel
import org.kith.model.PersonModel
import org.kith.model.PhoneModel
import org.kith.model.PledgeModel
import org.kith.model.RoundModel
import org.kith.model.RoundsModel
import org.kith.model.Route
import org.kith.model.Session
import org.kith.model.VisitsModel

/** Each place with its model, which lives for as long as the place is on the screen. */
class Where(
    inside: Session.Inside,
    private val app: AppModel,
    private val go: (Route) -> Unit,
    private val back: () -> Unit,
    private val doings: Doings,
) {
    private val community = inside.community
    private val me = inside.row.me

    @Composable
    private fun <M> model(
        vararg of: Any?,
        make: (CoroutineScope) -> M,
    ): M {
        val scope = rememberCoroutineScope()
        return remember(community, *of) { make(scope) }
    }

    @Composable
    fun Home() {
        val model = model { HomeModel(community, it) }
        val state by model.state.collectAsStateWithLifecycle()
        val syncing by app.syncing.collectAsStateWithLifecycle()
        HomeScreen(state, syncing, go, app::start)
    }

    @Composable
    fun Rounds() {
        val model = model { RoundsModel(community, it) }
        val state by model.state.collectAsStateWithLifecycle()
        RoundsScreen(state, go)
    }

    @Composable
    fun OneRound(route: Route) {
        val name = route.path.split('/')[1]
        val model = model(name) { RoundModel(community, it, name) }
        val state by model.state.collectAsStateWithLifecycle()
        val act by model.acts.state.collectAsStateWithLifecycle()
        when (route) {
            is Route.Bill -> BillScreen(state, back)
            is Route.Organise -> {
                val steps =
                    Steps({ model.seal(it, back) }, { model.place(back) }, { model.deliver(it, back) }, { model.settle(it, back) })
                OrganiseScreen(state, act, steps, back)
            }
            else -> RoundScreen(state, model::search, go, back)
        }
    }

    @Composable
    fun Pledge(route: Route.Pledge) {
        val model = model(route) { PledgeModel(community, it, route.round, route.article) }
        val state by model.state.collectAsStateWithLifecycle()
        PledgeScreen(state, model::ask, { model.save(it, back) }, { model.withdraw(back) }, back)
    }

    @Composable
    fun Hours(route: Route) {
        val model = model { HoursModel(community, it, me) }
        val state by model.state.collectAsStateWithLifecycle()
        val act by model.acts.state.collectAsStateWithLifecycle()
        if (route is Route.AskAbout) {
            val entry = (state as? Load.Ready)?.value?.entries?.firstOrNull { it.claim == route.claim }
            AskScreen(entry, act, { about, words -> model.question(about, words, back) }, back)
        } else {
            HoursScreen(state, act, Answers(model::agree, model::lift, model::withdraw), go)
        }
    }

    @Composable
    fun NoteHours() {
        val model = model { NoteHoursModel(community, it, me) }
        val state by model.state.collectAsStateWithLifecycle()
        NoteHoursScreen(state, model::type, { model.save(it, back) }, back)
    }

    @Composable
    fun Board() {
        val model = model { BoardModel(community, it) }
        val state by model.state.collectAsStateWithLifecycle()
        val act by model.acts.state.collectAsStateWithLifecycle()
        BoardScreen(state, act, model::search, model::post, model::close, back)
    }

    @Composable
    fun Visits() {
        val model = model { VisitsModel(community, it, me) }
        val state by model.state.collectAsStateWithLifecycle()
        VisitsScreen(state, go)
    }

    @Composable
    fun Pairing(
        space: String,
        visit: String?,
    ) {
        val model = model(space) { PairingModel(community, it, me, space) }
        val state by model.state.collectAsStateWithLifecycle()
        val act by model.acts.state.collectAsStateWithLifecycle()
        if (visit == null) PairingScreen(state, go, back) else OwnWordsScreen(act, { model.say(visit, it, back) }, back)
    }

    @Composable
    fun LogVisit(space: String) {
        val model = model(space) { LogVisitModel(community, it, space) }
        val state by model.state.collectAsStateWithLifecycle()
        val shared by app.sharedRun.collectAsStateWithLifecycle()
        LaunchedEffect(shared, state) {
            val run = shared ?: return@LaunchedEffect
            val form = (state as? Load.Ready)?.value?.form ?: return@LaunchedEffect
            app.sharedRun.value = null
            app.readRun(run)?.let { model.type(form.copy(run = it)) }
        }
        LogVisitScreen(state, model::type, { model.save(it, back) }, back)
    }

    @Composable
    fun People() {
        val model = model { PeopleModel(community, it) }
        val state by model.state.collectAsStateWithLifecycle()
        PeopleScreen(state, model::search, go)
    }

    @Composable
    fun Person(member: String) {
        val model = model(member) { PersonModel(community, it, member) }
        val state by model.state.collectAsStateWithLifecycle()
        PersonScreen(state, model::makeCoordinator, back)
    }

    @Composable
    fun Invite() {
        val model = model { InviteModel(community, it) }
        val state by model.state.collectAsStateWithLifecycle()
        val words = LocalWords.current
        InviteScreen(state, model::make, { doings.share(words.inviteShareText(it)) }, back)
    }

    @Composable
    fun Phone(route: Route) {
        val model = model { PhoneModel(community, it, app::settings, app::keepSettings) }
        val state by model.state.collectAsStateWithLifecycle()
        val act by model.acts.state.collectAsStateWithLifecycle()
        if (route == Route.SyncDetails) {
            val syncing by app.syncing.collectAsStateWithLifecycle()
            SyncScreen(state, syncing, act, app::syncNow, model::dismiss, back)
        } else {
            PhoneScreen(state, act, PhoneActs(model::set, model::revoke, doings.export, doings.language), go, back)
        }
    }
}
