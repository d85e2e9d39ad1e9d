package org.kith.model

import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.combine
import org.kith.core.Community
import org.kith.core.ConcernRow
import org.kith.core.MemberRow
import org.kith.core.Page
import org.kith.core.Receipt

/** The concerns this phone may see: mine, and as a lead those told to me. */
data class ConcernsState(
    val concerns: List<ConcernRow>,
) {
    /** Told to me, and nobody has said yet that they read it. */
    val toRead: List<ConcernRow> get() = concerns.filter { !it.mine && it.receipt == Receipt.NOT_YET_RECEIVED }

    /** All else. */
    val others: List<ConcernRow> get() = concerns - toRead.toSet()
}

/** Concerns, and a lead's word that they have read one. */
class ConcernsModel(
    private val community: Community,
    scope: CoroutineScope,
) {
    /** For the screen. */
    val state: StateFlow<Load<ConcernsState>> = community.loads(scope) { ConcernsState(concerns(Page()).rows) }

    /** The word that one was read. */
    val acts = Acts(scope)

    /** Says, as a lead, that I have read it. */
    fun acknowledge(concern: ConcernRow) = acts.run<Any> { community.acknowledgeConcern(concern.space) }
}

/** A worry being written. */
data class Worry(
    val text: String = "",
    val about: String? = null,
)

/** A worry being written, and whom it may be about. */
data class RaiseState(
    val people: List<MemberRow>,
    val worry: Worry = Worry(),
    val act: Act = Act.Idle,
)

/** Telling the leads. What is [typed] is kept in no file until it is told: nobody else shall find it on this phone. */
class RaiseModel(
    private val community: Community,
    scope: CoroutineScope,
    private val typed: MutableStateFlow<Worry>,
) {
    private val acts = Acts(scope)

    /** For the screen. */
    val state: StateFlow<Load<RaiseState>> =
        combine(community.loads(scope) { others() }, typed, acts.state) { seen, worry, act ->
            seen.map { RaiseState(it, worry, act) }
        }.kept(scope, Load.Loading)

    /** What was typed. */
    fun type(worry: Worry) {
        acts.clear()
        typed.value = worry
    }

    /** Tells all leads the core would tell. */
    fun send(then: () -> Unit) =
        acts.run({ _: Any ->
            typed.value = Worry()
            then()
        }) { community.raiseConcern(typed.value.text.trim(), typed.value.about, emptyList()) }
}
