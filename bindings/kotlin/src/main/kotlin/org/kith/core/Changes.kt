package org.kith.core

import kotlinx.coroutines.channels.awaitClose
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.callbackFlow
import kotlinx.coroutines.flow.conflate
import kotlinx.coroutines.flow.distinctUntilChanged
import kotlinx.coroutines.flow.map

/**
 * Revisions, the present one at once and then whenever a screen may show something new.
 *
 * Conflated: a slow collector meets the latest, never a queue. The subscription in the core lasts as long as
 * somebody collects.
 */
fun Kith.changes(): Flow<ULong> = revisions(::observe)

/** Revisions, as [Kith.changes] gives them. */
fun Community.changes(): Flow<ULong> = revisions(::observe)

/**
 * What [look] sees, now and again whenever it looks different.
 *
 * ```
 * community.watch { rounds(Page()).rows }.collect(::show)
 * ```
 */
fun <T> Community.watch(look: suspend Community.() -> T): Flow<T> = changes().map { look() }.distinctUntilChanged()

/** What [look] sees, now and again whenever it looks different. */
fun <T> Kith.watch(look: suspend Kith.() -> T): Flow<T> = changes().map { look() }.distinctUntilChanged()

private fun revisions(observe: (ChangeObserver) -> Subscription): Flow<ULong> = callbackFlow {
    val observer = object : ChangeObserver {
        // Never waits: the channel is conflated, so there is always room for the latest.
        override fun onChange(revision: ULong) {
            trySend(revision)
        }
    }
    val subscription = observe(observer)
    awaitClose {
        subscription.cancel()
        subscription.close()
    }
}.conflate()
