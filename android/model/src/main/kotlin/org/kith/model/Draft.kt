package org.kith.model

import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.NonCancellable
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.combine
import kotlinx.coroutines.launch
import kotlinx.coroutines.sync.Mutex
import kotlinx.coroutines.sync.withLock
import kotlinx.coroutines.withContext
import org.kith.core.Answer
import org.kith.core.Community
import org.kith.core.answer
import java.net.URLDecoder
import java.net.URLEncoder

/** What was typed into a form, as a text for the core to keep: one line a field. */
object Draft {
    /** The fields that have something in them. */
    fun write(vararg fields: Pair<String, String?>): String =
        fields
            .filter { it.second != null }
            .joinToString("\n") { (name, typed) -> "$name=${URLEncoder.encode(typed, "UTF-8")}" }

    /** What [write] wrote; a line that does not read is left out. */
    fun read(draft: String): Map<String, String> =
        draft
            .lines()
            .mapNotNull { line ->
                val (name, typed) = line.split('=', limit = 2).takeIf { it.size == 2 } ?: return@mapNotNull null
                runCatching { name to URLDecoder.decode(typed, "UTF-8") }.getOrNull()
            }.toMap()
}

/**
 * A form that is kept on this phone while it is typed, and forgotten once the core has it. Keeping outlives the screen:
 * a phone that is turned has all that was typed.
 */
class Form<T>(
    private val community: Community,
    private val scope: CoroutineScope,
    private val name: String,
    new: T,
    read: (String) -> T,
    private val write: (T) -> String,
) {
    private val typed = MutableStateFlow(new)
    private val acts = Acts(scope)

    private var sent = false

    init {
        scope.launch {
            val kept = order.withLock { answer { community.draft(name) } }
            if (kept is Answer.Done) kept.value?.let { typed.compareAndSet(new, read(it)) }
        }
    }

    /** What the screen shows: what the core has, what was typed, and how its sending stands. */
    fun <S, R> with(
        seen: StateFlow<Load<S>>,
        show: (S, T, Act) -> R,
    ): StateFlow<Load<R>> =
        combine(seen, typed, acts.state) { seen, typed, act -> seen.map { show(it, typed, act) } }
            .kept(scope, Load.Loading)

    /** Shows what was typed at once, and keeps it. */
    fun type(form: T) {
        acts.clear()
        typed.value = form
        // In line at once, and no part of the screen: what was typed last is kept even if the screen goes away now.
        keeping.launch(start = CoroutineStart.UNDISPATCHED) {
            order.withLock { if (typed.value == form && !sent) answer { community.keepDraft(name, write(form)) } }
        }
    }

    /** Changes what was typed, as it stands now: two fields that are typed into at once both count. */
    fun change(how: (T) -> T) = type(how(typed.value))

    /** What was typed. */
    val now: T get() = typed.value

    /** Gives the command; a refusal leaves all that was typed. */
    fun send(
        then: () -> Unit,
        ask: suspend () -> Unit,
    ) = acts.run({ _: Unit -> then() }) {
        withContext(NonCancellable) {
            ask()
            order.withLock {
                sent = true
                community.dropDraft(name)
            }
        }
    }

    private companion object {
        /** One after another, across screens: who opens a form reads what was typed before. */
        val order = Mutex()
        val keeping = CoroutineScope(SupervisorJob() + Dispatchers.Default)
    }
}
