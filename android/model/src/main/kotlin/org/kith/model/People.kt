package org.kith.model

import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.combine
import org.kith.core.Community
import org.kith.core.DeviceRow
import org.kith.core.MadeInvite
import org.kith.core.MemberRow
import org.kith.core.Page
import org.kith.core.Role
import org.kith.core.Settings
import org.kith.core.Status
import org.kith.core.Wakes
import org.kith.core.versions

/** Who belongs, as far as the search goes. */
data class PeopleState(
    val people: List<MemberRow>,
    val search: String = "",
    /** Whether I look after who belongs. */
    val coordinating: Boolean = false,
    /** How many ask to be let in. */
    val asking: Int = 0,
) {
    /** Nobody else is here yet. */
    val alone: Boolean get() = search.isBlank() && people.all { it.me }
}

/** Who belongs. */
class PeopleModel(
    community: Community,
    scope: CoroutineScope,
) {
    private val wanted = MutableStateFlow("")

    /** For the screen. */
    val state: StateFlow<Load<PeopleState>> =
        community.changesAnd(wanted).loads(scope) {
            val search = wanted.value
            val rows = community.members(Page()).rows
            val found = rows.filter { it.name.contains(search.trim(), ignoreCase = true) }
            PeopleState(found, search, rows.coordinating(), community.knocks().size)
        }

    /** Narrows the list. */
    fun search(text: String) {
        wanted.value = text
    }
}

/** What others see of a member, being changed. */
data class PageState(
    val name: String,
    val home: String,
    val about: String,
    val act: Act = Act.Idle,
)

/** What others see of [member]: oneself, or somebody one writes for. */
class PageModel(
    private val community: Community,
    scope: CoroutineScope,
    private val member: String,
) {
    private val acts = Acts(scope)

    /** As it stands; what is typed is the screen's own until it is saved. */
    val state: StateFlow<Load<PageState>> =
        combine(community.loads(scope) { members(Page()).rows.first { it.id == member } }, acts.state) { seen, act ->
            seen.map { PageState(it.name, it.home.orEmpty(), it.about.orEmpty(), act) }
        }.kept(scope, Load.Loading)

    /** Says it. */
    fun save(
        name: String,
        home: String,
        about: String,
        then: () -> Unit,
    ) = acts.run({ _: Any -> then() }) { community.setPage(name.trim(), home.trim(), about.trim()) }
}

/** Entering somebody who has no phone. */
class EnterModel(
    private val community: Community,
    scope: CoroutineScope,
) {
    /** The entering. */
    val acts = Acts(scope)

    /** Enters them; whoever does so writes for them at first. */
    fun enter(
        name: String,
        home: String,
        then: () -> Unit,
    ) = acts.run({ _: Any -> then() }) { community.enterMember(name.trim(), home.trim()) }
}

/** One member, as I may see and change it. */
data class PersonState(
    val person: MemberRow,
    val coordinating: Boolean,
    /** Who could write for them. */
    val others: List<MemberRow> = emptyList(),
    val act: Act = Act.Idle,
) {
    /** Whether I write for them. */
    val writing: Boolean get() = person.proxy != null && others.any { it.me && it.id == person.proxy?.id }

    /** Whether they have a phone of their own. */
    val phoned: Boolean get() = person.devices.any { !it.revoked }
}

/** One member. */
class PersonModel(
    private val community: Community,
    scope: CoroutineScope,
    private val member: String,
) {
    private val acts = Acts(scope)

    /** For the screen. */
    val state: StateFlow<Load<PersonState>> =
        combine(community.loads(scope) { members(Page()).rows }, acts.state) { seen, act ->
            seen.map { rows ->
                val others = rows.filter { it.present && it.id != member }
                PersonState(rows.first { it.id == member }, rows.coordinating(), others, act)
            }
        }.kept(scope, Load.Loading)

    /** Gives them a role. */
    fun grant(role: Role) = acts.run<Any> { community.grantRole(member, role) }

    /** Says who lives with them and shares their bills. */
    fun livesWith(
        others: Set<String>,
        then: () -> Unit,
    ) = acts.run({ _: Any -> then() }) { community.formHousehold(others.toList() + member) }

    /** Removes them. */
    fun remove(then: () -> Unit) = acts.run({ _: Any -> then() }) { community.removeMember(member) }

    /** Leaves, where they are oneself. */
    fun leave(then: () -> Unit) = acts.run({ _: Any -> then() }) { community.leave() }

    /** Says who writes for them from now on; they themselves, to end it. */
    fun writeFor(
        proxy: String,
        then: () -> Unit,
    ) = acts.run({ _: Any -> then() }) { community.nameProxy(member, proxy) }
}

/** Whether I look after who belongs. */
internal fun List<MemberRow>.coordinating(): Boolean = firstOrNull(MemberRow::me)?.roles.orEmpty().contains(Role.COORDINATOR)

/** An invite, once made. */
data class InviteState(
    val made: MadeInvite? = null,
    val act: Act = Act.Idle,
)

/** An invite for one newcomer. */
class InviteModel(
    private val community: Community,
    scope: CoroutineScope,
) {
    private val made = MutableStateFlow<MadeInvite?>(null)
    private val acts = Acts(scope)

    /** For the screen. */
    val state: StateFlow<InviteState> = combine(made, acts.state, ::InviteState).kept(scope, InviteState())

    /** Makes one. */
    fun make() = acts.run({ invite: MadeInvite -> made.value = invite }) { community.invite() }
}

/** This phone. */
data class PhoneState(
    val status: Status,
    val devices: List<DeviceRow>,
    val settings: Settings,
    val version: String,
    val waking: Waken = Waken.No,
)

/** Whether the server wakes this phone. */
enum class Waken {
    /** Nobody asked it to. */
    No,

    /** It will hear of it with the next sync. */
    Soon,

    /** It does. */
    Yes,

    /** It does not post to where it was asked to. */
    Refused,
}

/** This phone: what waits, my devices, settings, export. */
class PhoneModel(
    private val community: Community,
    scope: CoroutineScope,
    private val settings: suspend () -> Settings,
    private val wakes: suspend () -> Wakes,
    private val keep: suspend (Settings) -> Unit,
) {
    /** For the screens. */
    val state: StateFlow<Load<PhoneState>> =
        community.loads(scope) {
            val mine = members(Page()).rows.first(MemberRow::me)
            PhoneState(status(), mine.devices, this@PhoneModel.settings(), versions().core, waken(wakes()))
        }

    private fun waken(wakes: Wakes) =
        when {
            wakes.endpoint == null -> Waken.No
            community.id() in wakes.registered -> Waken.Yes
            community.id() in wakes.refused -> Waken.Refused
            else -> Waken.Soon
        }

    /** The commands here. */
    val acts = Acts(scope)

    /** Forgets what needed a look, once read. */
    fun dismiss(item: Long) = acts.run<Any> { community.dismiss(item) }

    /** Takes a lost phone off. */
    fun revoke(device: DeviceRow) = acts.run<Any> { community.revokeDevice(device.tag) }

    /** Keeps a setting. */
    fun set(settings: Settings) = acts.run<Unit> { keep(settings) }
}
