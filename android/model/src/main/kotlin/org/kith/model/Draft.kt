package org.kith.model

import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.combine
import kotlinx.coroutines.flow.drop
import kotlinx.coroutines.launch
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

/** A form that is kept on this phone while it is typed, and forgotten once the core has it. */
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

    init {
        scope.launch {
            val kept = answer { community.draft(name) }
            if (kept is Answer.Done) kept.value?.let { typed.compareAndSet(new, read(it)) }
            // One after another, so that what was typed last is what is kept; what came between may be left out.
            typed.drop(1).collect { answer { community.keepDraft(name, write(it)) } }
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
    }

    /** Gives the command; a refusal leaves all that was typed. */
    fun send(
        then: () -> Unit,
        ask: suspend () -> Unit,
    ) = acts.run({ _: Unit -> then() }) {
        ask()
        community.dropDraft(name)
    }
}
