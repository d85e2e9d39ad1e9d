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
import org.kith.core.versions

/** Who belongs, as far as the search goes. */
data class PeopleState(
    val people: List<MemberRow>,
    val search: String = "",
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
            PeopleState(community.members(Page()).rows.filter { it.name.contains(search.trim(), ignoreCase = true) }, search)
        }

    /** Narrows the list. */
    fun search(text: String) {
        wanted.value = text
    }
}

/** One member, as I may see and change it. */
data class PersonState(
    val person: MemberRow,
    val act: Act = Act.Idle,
)

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
            seen.map { rows -> PersonState(rows.first { it.id == member }, act) }
        }.kept(scope, Load.Loading)

    /** Makes them a coordinator. */
    fun makeCoordinator() = acts.run<Any> { community.grantRole(member, Role.COORDINATOR) }
}

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
)

/** This phone: what waits, my devices, settings, export. */
class PhoneModel(
    private val community: Community,
    scope: CoroutineScope,
    private val settings: suspend () -> Settings,
    private val keep: suspend (Settings) -> Unit,
) {
    /** For the screens. */
    val state: StateFlow<Load<PhoneState>> =
        community.loads(scope) {
            val mine = members(Page()).rows.first(MemberRow::me)
            PhoneState(status(), mine.devices, this@PhoneModel.settings(), versions().core)
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
