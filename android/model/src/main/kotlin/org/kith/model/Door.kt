package org.kith.model

import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.combine
import org.kith.core.AskedRow
import org.kith.core.Community
import org.kith.core.KithException
import org.kith.core.KnockRow
import org.kith.core.MadeInvite
import org.kith.core.PosterRow

/** Who asks to be let in, and the posters they ask by. */
data class DoorState(
    val asking: List<KnockRow>,
    val posters: List<PosterRow>,
)

/** The door, for coordinators. */
class DoorModel(
    private val community: Community,
    scope: CoroutineScope,
) {
    /** For the screen: the posters that hang come first. */
    val state: StateFlow<Load<DoorState>> = community.loads(scope) { DoorState(knocks(), posters().sortedByDescending { it.open }) }

    /** Yes, no, and taking down. */
    val acts = Acts(scope)

    /** Lets somebody in. */
    fun letIn(asking: KnockRow) = acts.run<Unit> { community.letIn(asking.id) }

    /** Is asked about somebody no more on this phone. */
    fun turnAway(asking: KnockRow) = acts.run<Unit> { community.turnAway(asking.id) }

    /** Takes a poster down. */
    fun takeDown(poster: PosterRow) = acts.run<Any> { community.withdrawInvite(poster.id) }
}

/** A poster to hang, and once it is made the poster. */
data class PosterState(
    val made: MadeInvite? = null,
    /** How many may come in by the one that is made. */
    val uses: UInt = 10u,
    val act: Act = Act.Idle,
) {
    /** Whether the neighbourhood's rules know no posters yet. */
    val oldRules: Boolean get() = ((act as? Act.Failed)?.error as? KithException.Refused)?.code == "older-rules"
}

/** Hanging a poster. Its link is kept nowhere: it is on the screen, and then with whoever it was shown to. */
class PosterModel(
    private val community: Community,
    scope: CoroutineScope,
) {
    private val made = MutableStateFlow<MadeInvite?>(null)
    private val uses = MutableStateFlow(PosterState().uses)
    private val acts = Acts(scope)

    /** For the screen. */
    val state: StateFlow<PosterState> = combine(made, uses, acts.state, ::PosterState).kept(scope, PosterState())

    /** How many may come in by it. */
    fun allow(number: UInt) {
        uses.value = number
    }

    /** Hangs it for so many days. */
    fun hang(days: UInt) = acts.run({ poster: MadeInvite -> made.value = poster }) { community.hangPoster(uses.value, days) }

    /** Lets the neighbourhood go by rules that know posters. */
    fun raise() = acts.run<Any> { community.raiseRules() }
}

/** Somebody who asked and waits; [asked] is null once they are in. */
data class WaitingState(
    val asked: AskedRow?,
)

/** Waiting at the door. */
class WaitingModel(
    community: Community,
    scope: CoroutineScope,
) {
    /** For the screen. */
    val state: StateFlow<Load<WaitingState>> = community.loads(scope) { WaitingState(askedIn()) }
}
