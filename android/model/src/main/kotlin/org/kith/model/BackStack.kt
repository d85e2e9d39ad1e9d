package org.kith.model

import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asStateFlow
import kotlinx.coroutines.flow.update

/** Where somebody is and how they came there. Home is always at the bottom. */
class BackStack {
    private val stack = MutableStateFlow<List<Route>>(listOf(Route.Home))

    /** From Home up; the last is what is shown. */
    val routes: StateFlow<List<Route>> = stack.asStateFlow()

    /** Goes on to [route]; nothing where one is there already. */
    fun go(route: Route) = stack.update { if (it.last() == route) it else it + route }

    /** Goes to one of the five places: Home lies under it, whatever one came through. */
    fun place(route: Route) = stack.update { if (route == Route.Home) listOf(route) else listOf(Route.Home, route) }

    /** Goes to [route] as a link or a reminder does: its place lies under it. */
    fun open(route: Route) {
        place(placeOf(route))
        go(route)
    }

    /** One step back. Gives false where there is none: then the app is left. */
    fun back(): Boolean {
        val before = stack.value
        stack.update { if (it.size > 1) it.dropLast(1) else it }
        return before.size > 1
    }

    /** As it was when the system put the app away. */
    fun restore(saved: List<String>) = stack.update { saved.mapNotNull(Route::parse).ifEmpty { it } }

    /** For the system to keep while the app is gone. */
    fun saved(): List<String> = stack.value.map(Route::path)
}
