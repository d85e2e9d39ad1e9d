package org.kith.model

import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.flow.StateFlow
import org.kith.core.Community
import org.kith.core.Home

/** What needs me: one question to the core. */
class HomeModel(
    community: Community,
    scope: CoroutineScope,
) {
    /** For the screen. */
    val state: StateFlow<Load<Home>> = community.loads(scope) { home() }
}
