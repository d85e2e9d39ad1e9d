package org.kith.core

/** What came of asking the core for something: a value to show, or an error to switch on. */
sealed interface Answer<out T> {
    /** It was done. */
    data class Done<T>(val value: T) : Answer<T>

    /** It was not done, and nothing was changed. */
    data class Failed(val error: KithException) : Answer<Nothing>
}

/**
 * Asks, and gives what the core threw as a value. Cancellation goes on as an exception, as coroutines need it.
 *
 * ```
 * when (val pledged = answer { community.pledge(round, oats, Pledge(want = 4u, upTo = 6u)) }) {
 *     is Answer.Done -> show(pledged.value)
 *     is Answer.Failed -> explain(pledged.error)
 * }
 * ```
 */
suspend fun <T> answer(ask: suspend () -> T): Answer<T> =
    try {
        Answer.Done(ask())
    } catch (error: KithException) {
        Answer.Failed(error)
    }

/** The value, or null where there is none. */
fun <T> Answer<T>.valueOrNull(): T? = when (this) {
    is Answer.Done -> value
    is Answer.Failed -> null
}
