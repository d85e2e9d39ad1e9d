package org.kith.model

import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.combine
import org.kith.core.CarriedRow
import org.kith.core.Community
import org.kith.core.Kith

/** A record that goes from hand to hand. */
data class CarriedState(
    /** Its text; null while none was entered. */
    val text: String? = null,
    /** What it says. */
    val record: CarriedRow? = null,
    val act: Act = Act.Idle,
)

/** A record that goes from hand to hand: looked at, signed, passed on, taken. */
class CarriedModel(
    scope: CoroutineScope,
    private val kith: suspend () -> Kith,
) {
    private val shown = MutableStateFlow(CarriedState())
    private val acts = Acts(scope)

    /** For the screen. */
    val state: StateFlow<CarriedState> = combine(shown, acts.state) { shown, act -> shown.copy(act = act) }.kept(scope, CarriedState())

    /** Reads a text and shows what it says. */
    fun look(text: String) = acts.run(::show) { read(text.trim()) }

    /** Adds my signature. */
    fun sign() = acts.run(::show) { read(kith().signRecord(shown.value.text.orEmpty(), null)) }

    /** Begins the record that adds [phone] to a member. */
    fun addPhone(
        community: Community,
        member: String,
        phone: String,
    ) = acts.run(::show) { read(community.addPhone(member, phone.trim())) }

    /** Takes what has all its signatures. */
    fun take(then: () -> Unit) = acts.run({ _: Any -> then() }) { kith().takeRecord(shown.value.text.orEmpty()) }

    /** Puts it away. */
    fun clear() {
        acts.clear()
        shown.value = CarriedState()
    }

    private suspend fun read(text: String) = CarriedState(text, kith().lookAtRecord(text))

    private fun show(read: CarriedState) {
        shown.value = read
    }
}
