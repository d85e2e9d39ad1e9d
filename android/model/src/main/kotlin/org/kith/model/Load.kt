package org.kith.model

import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.SharingStarted
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asStateFlow
import kotlinx.coroutines.flow.combine
import kotlinx.coroutines.flow.map
import kotlinx.coroutines.flow.stateIn
import kotlinx.coroutines.launch
import org.kith.core.Answer
import org.kith.core.Community
import org.kith.core.KithException
import org.kith.core.answer
import org.kith.core.changes

/** What a screen has to show. */
sealed interface Load<out T> {
    /** Nothing yet: the core is being asked. */
    data object Loading : Load<Nothing>

    /** The core said no, and why. */
    data class Failed(
        val error: KithException,
    ) : Load<Nothing>

    /** Here it is. */
    data class Ready<T>(
        val value: T,
    ) : Load<T>
}

/** What [look] sees, now and whenever the core tells of a change, for as long as somebody watches. */
fun <T> Community.loads(
    scope: CoroutineScope,
    look: suspend Community.() -> T,
): StateFlow<Load<T>> = changes().loads(scope) { look() }

/** What [look] sees, anew for everything this flow tells. */
fun <T> Flow<*>.loads(
    scope: CoroutineScope,
    look: suspend () -> T,
): StateFlow<Load<T>> =
    map {
        when (val seen = answer { look() }) {
            is Answer.Done -> Load.Ready(seen.value)
            is Answer.Failed -> Load.Failed(seen.error)
        }
    }.kept(scope, Load.Loading)

/** Tells when the core tells of a change, and when [typed] changes. */
fun Community.changesAnd(typed: Flow<*>): Flow<*> = combine(changes(), typed) { _, _ -> }

/** For a screen, for as long as it watches. */
fun <T> Flow<T>.kept(
    scope: CoroutineScope,
    first: T,
): StateFlow<T> = stateIn(scope, SharingStarted.WhileSubscribed(), first)

/** This with its value changed. */
inline fun <T, R> Load<T>.map(change: (T) -> R): Load<R> =
    when (this) {
        Load.Loading -> Load.Loading
        is Load.Failed -> this
        is Load.Ready -> Load.Ready(change(value))
    }

/** Where a button's work stands. */
sealed interface Act {
    /** Nobody pressed it, or it is done. */
    data object Idle : Act

    /** The core is at it. */
    data object Busy : Act

    /** The core said no: what was typed stays, and why stands beside it. */
    data class Failed(
        val error: KithException,
    ) : Act
}

/** The commands of one screen: one at a time, and what came of the last. */
class Acts(
    private val scope: CoroutineScope,
) {
    private val now = MutableStateFlow<Act>(Act.Idle)

    /** For the screen. */
    val state: StateFlow<Act> = now.asStateFlow()

    /** Asks the core; [then] runs only once it is durable on this phone. */
    fun <T> run(
        then: (T) -> Unit = {},
        ask: suspend () -> T,
    ) {
        if (!now.compareAndSet(Act.Idle, Act.Busy) && now.value == Act.Busy) return
        now.value = Act.Busy
        scope.launch {
            when (val said = answer(ask)) {
                is Answer.Done -> {
                    now.value = Act.Idle
                    then(said.value)
                }
                is Answer.Failed -> now.value = Act.Failed(said.error)
            }
        }
    }

    /** Forgets a refusal that was read. */
    fun clear() {
        now.compareAndSet(now.value.takeIf { it is Act.Failed } ?: return, Act.Idle)
    }
}
