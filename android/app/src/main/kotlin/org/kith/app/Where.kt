package org.kith.app

import androidx.activity.compose.BackHandler
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.fillMaxSize
import androidx.compose.runtime.Composable
import androidx.compose.runtime.LaunchedEffect
import androidx.compose.runtime.getValue
import androidx.compose.runtime.remember
import androidx.compose.runtime.rememberCoroutineScope
import androidx.compose.ui.Modifier
import androidx.lifecycle.compose.collectAsStateWithLifecycle
import kotlinx.coroutines.CoroutineScope
import org.kith.app.parts.Loaded
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
import org.kith.app.screens.EraseScreen
import org.kith.app.screens.Hands
import org.kith.app.screens.HangPosterScreen
import org.kith.app.screens.HomeScreen
import org.kith.app.screens.HouseholdScreen
import org.kith.app.screens.HoursScreen
import org.kith.app.screens.InviteScreen
import org.kith.app.screens.LeaveScreen
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
import org.kith.app.screens.VisitsScreen
import org.kith.app.screens.WriterScreen
import org.kith.app.theme.LocalFormats
import org.kith.app.theme.LocalWords
import org.kith.core.Community
import org.kith.core.Person
import org.kith.model.AppModel
import org.kith.model.BoardModel
import org.kith.model.ConcernsModel
import org.kith.model.DoorModel
import org.kith.model.EnterModel
import org.kith.model.HomeModel
import org.kith.model.HoursModel
import org.kith.model.InviteModel
import org.kith.model.Load
import org.kith.model.LogVisitModel
import org.kith.model.NoteHoursModel
import org.kith.model.OpenRoundModel
import org.kith.model.PageModel
import org.kith.model.PairingModel
import org.kith.model.PeopleModel
import org.kith.model.PersonModel
import org.kith.model.PhoneModel
import org.kith.model.PledgeModel
import org.kith.model.PosterModel
import org.kith.model.RaiseModel
import org.kith.model.RoundModel
import org.kith.model.RoundsModel
import org.kith.model.Route
import org.kith.model.SpeakingModel
import org.kith.model.VisitsModel

/** Each place with its model, which lives for as long as the place is on the screen. */
class Where(
    private val community: Community,
    private val me: Person,
    private val app: AppModel,
    private val go: (Route) -> Unit,
    private val back: () -> Unit,
    private val doings: Doings,
    /** The member I write for, if I do: then [community] and [me] are theirs. */
    private val speaksFor: String? = null,
) {

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
        val concerns = model { ConcernsModel(community, it) }
        val told by concerns.state.collectAsStateWithLifecycle()
        val door = model { DoorModel(community, it) }
        val asking by door.state.collectAsStateWithLifecycle()
        val toRead = (told as? Load.Ready)?.value?.toRead.orEmpty()
        HomeScreen(state, syncing, go, toRead, doings.allow, (asking as? Load.Ready)?.value?.asking.orEmpty())
    }

    @Composable
    fun Rounds() {
        val model = model { RoundsModel(community, it) }
        val state by model.state.collectAsStateWithLifecycle()
        RoundsScreen(state, go)
    }

    @Composable
    fun OpenRound() {
        val model = model { OpenRoundModel(community, it, app::readPriceList) }
        val state by model.state.collectAsStateWithLifecycle()
        val formats = LocalFormats.current
        val open = {
            model.open(formats) { name ->
                app.places.place(Route.Rounds)
                go(Route.Round(name))
            }
        }
        BackHandler((state as? Load.Ready)?.value?.read != null) { model.putAway() }
        OpenRoundScreen(state, Opening(model::type, { doings.open(model::read) }, model::keep, model::putAway, open), back)
    }

    @Composable
    fun OneRound(
        route: Route,
        name: String,
    ) {
        val model = model(name) { RoundModel(community, it, name, speaksFor) }
        val state by model.state.collectAsStateWithLifecycle()
        val act by model.acts.state.collectAsStateWithLifecycle()
        when (route) {
            is Route.Bill -> BillScreen(state, back)
            is Route.Organise -> {
                val steps =
                    Steps({ model.seal(it, back) }, { model.place(back) }, { model.deliver(it, back) }, { model.settle(it, back) })
                OrganiseScreen(state, act, steps, back)
            }
            is Route.EraseRound -> {
                val words = LocalWords.current
                EraseScreen(words.eraseRoundTitle, words.eraseRoundHelp, act, { model.erase { app.places.place(Route.Rounds) } }, back)
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
            HoursScreen(state, act, Answers(model::agree, model::lift, model::withdraw, model::witness), go)
        }
    }

    @Composable
    fun NoteHours() {
        val model = model { NoteHoursModel(community, it, me, speaksFor) }
        val state by model.state.collectAsStateWithLifecycle()
        NoteHoursScreen(state, model::type, { model.save(it, back) }, back)
    }

    @Composable
    fun Board() {
        val model = model { BoardModel(community, it, me) }
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
        route: Route,
    ) {
        val model = model(space) { PairingModel(community, it, me, space) }
        val state by model.state.collectAsStateWithLifecycle()
        val act by model.acts.state.collectAsStateWithLifecycle()
        when (route) {
            is Route.OwnWords -> OwnWordsScreen(act, { model.say(route.visit, it, back) }, back)
            is Route.ErasePairing -> {
                val words = LocalWords.current
                EraseScreen(words.erasePairingTitle, words.erasePairingHelp, act, { model.erase { app.places.place(Route.Visits) } }, back)
            }
            else -> PairingScreen(state, go, back)
        }
    }

    @Composable
    fun Concerns() {
        val model = model { ConcernsModel(community, it) }
        val state by model.state.collectAsStateWithLifecycle()
        val act by model.acts.state.collectAsStateWithLifecycle()
        ConcernsScreen(state, act, model::acknowledge, go, back)
    }

    @Composable
    fun Raise() {
        val model = model { RaiseModel(community, it, app.worry) }
        val state by model.state.collectAsStateWithLifecycle()
        RaiseScreen(state, model::type, { model.send(back) }, back)
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
    fun OnePerson(
        member: String,
        route: Route,
    ) {
        val model = model(member) { PersonModel(community, it, member) }
        val state by model.state.collectAsStateWithLifecycle()
        when (route) {
            is Route.Writer -> WriterScreen(state, { model.writeFor(it, back) }, back)
            is Route.Household -> HouseholdScreen(state, { model.livesWith(it, back) }, back)
            is Route.Remove ->
                Loaded(state, LocalWords.current.peopleTitle, back) { seen ->
                    RemoveScreen(seen.person.name, seen.act, { model.remove(back) }, back)
                }
            Route.Leave -> Loaded(state, LocalWords.current.peopleTitle, back) { seen -> LeaveScreen(seen.act, { model.leave(app::look) }, back) }
            else -> PersonScreen(state, model::grant, go, back)
        }
    }

    /** Leaving: what I can do with my own belonging. */
    @Composable
    fun Leave() = OnePerson(me.id, Route.Leave)

    @Composable
    fun Door() {
        val model = model { DoorModel(community, it) }
        val state by model.state.collectAsStateWithLifecycle()
        val act by model.acts.state.collectAsStateWithLifecycle()
        DoorScreen(state, act, Doorkeeping(model::letIn, model::turnAway, model::takeDown), go, back)
    }

    @Composable
    fun HangPoster() {
        val model = model { PosterModel(community, it) }
        val state by model.state.collectAsStateWithLifecycle()
        val words = LocalWords.current
        HangPosterScreen(state, Postering(model::allow, model::hang, model::raise) { doings.share(words.posterShareText(it)) }, back)
    }

    @Composable
    fun MyPage() {
        val model = model { PageModel(community, it, me.id) }
        val state by model.state.collectAsStateWithLifecycle()
        PageScreen(state, { name, home, about -> model.save(name, home, about, back) }, back)
    }

    @Composable
    fun Enter() {
        val model = model { EnterModel(community, it) }
        val act by model.acts.state.collectAsStateWithLifecycle()
        EnterScreen(act, { name, home -> model.enter(name, home, back) }, back)
    }

    /** A record from hand to hand: one that came, or one that adds a phone to [member]. */
    @Composable
    fun Carried(member: String?) {
        val words = LocalWords.current
        val model = model(member) { app.carried(it) }
        val state by model.state.collectAsStateWithLifecycle()
        val look: (String) -> Unit = { text -> if (member == null) model.look(text) else model.addPhone(community, member, text) }
        val asking =
            if (member == null) {
                Asking(words.carriedTitle, words.carriedHelp, words.carriedLabel, words.carriedLook)
            } else {
                Asking(words.carriedAddTitle, words.carriedAddHelp, words.carriedAddLabel, words.carriedAdd)
            }
        CarriedScreen(state, asking, Hands(look, model::sign, { model.take(back) }, doings.share, doings.scan), back)
    }

    /** What I do for somebody I write for: the same screens, their facts. */
    @Composable
    fun For(
        route: Route.For,
        own: Community,
    ) {
        val model = model(route.member) { SpeakingModel(own, it, route.member) }
        val state by model.state.collectAsStateWithLifecycle()
        val person = (state as? Load.Ready)?.value?.person
        val doing = route.doing
        if (doing == null || person == null) {
            SpeakingScreen(state, { go(Route.For(route.member, it)) }, back)
            return
        }
        val theirs = remember(route.member) { own.speakFor(route.member) }
        val where =
            Where(theirs, Person(person.name, person.id), app, { go(Route.For(route.member, it)) }, back, doings, route.member)
        Column(Modifier.fillMaxSize()) {
            SpeakingBanner(person.name) { app.places.place(Route.People) }
            when (doing) {
                is Route.Round -> where.OneRound(doing, doing.name)
                is Route.Bill -> where.OneRound(doing, doing.round)
                is Route.Organise -> where.OneRound(doing, doing.round)
                is Route.Pledge -> where.Pledge(doing)
                Route.NoteHours -> where.NoteHours()
                Route.Board -> where.Board()
                Route.MyPage -> where.MyPage()
                else -> where.Hours(doing)
            }
        }
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
        val model = model { PhoneModel(community, it, app::settings, app::wakes, app::keepSettings) }
        val state by model.state.collectAsStateWithLifecycle()
        val act by model.acts.state.collectAsStateWithLifecycle()
        if (route == Route.SyncDetails) {
            val syncing by app.syncing.collectAsStateWithLifecycle()
            SyncScreen(state, syncing, act, app::syncNow, model::dismiss, back)
        } else {
            PhoneScreen(state, act, PhoneActs(model::set, model::revoke, doings.export, doings.allow, doings.wakers), go, back)
        }
    }
}
