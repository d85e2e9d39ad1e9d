package org.kith.model

import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.combine
import kotlinx.coroutines.launch
import org.kith.core.Answer
import org.kith.core.ArticleRow
import org.kith.core.Community
import org.kith.core.Erasable
import org.kith.core.Page
import org.kith.core.Pledge
import org.kith.core.PledgeEffect
import org.kith.core.Round
import org.kith.core.RoundRow
import org.kith.core.RoundStage
import org.kith.core.answer

/** The group orders there are. */
data class RoundsState(
    val rounds: List<RoundRow>,
)

/** One group order, as far as the search goes. */
data class RoundState(
    val round: Round,
    val search: String = "",
    val found: List<ArticleRow> = round.articles,
    /** Whether I may ask for it to be erased. */
    val coordinating: Boolean = false,
)

/** The group orders. */
class RoundsModel(
    community: Community,
    scope: CoroutineScope,
) {
    /** For the screen. */
    val state: StateFlow<Load<RoundsState>> = community.loads(scope) { RoundsState(rounds(Page()).rows) }
}

/** One group order: its articles, the search, the organiser's steps. Nobody erases for [speaksFor], the member I write for. */
class RoundModel(
    private val community: Community,
    scope: CoroutineScope,
    private val name: String,
    speaksFor: String? = null,
) {
    private val wanted = MutableStateFlow("")

    /** For the screen. */
    val state: StateFlow<Load<RoundState>> =
        community.changesAnd(wanted).loads(scope) {
            val round = community.round(name)
            val search = wanted.value
            val mayErase = speaksFor == null && community.members(Page()).rows.coordinating()
            RoundState(round, search, round.articles.filter { it.matches(search) }, mayErase)
        }

    /** The organiser's steps. */
    val acts = Acts(scope)

    /** Narrows the list. */
    fun search(text: String) {
        wanted.value = text
    }

    /** Closes the order over exactly what the screen showed. */
    fun seal(
        shown: Round,
        then: () -> Unit,
    ) = acts.run({ then() }) { community.sealRound(shown.name, shown.heads) }

    /** Says that it went to the supplier. */
    fun place(then: () -> Unit) = acts.run({ then() }) { community.placeRound(name) }

    /** Says what came, for articles of which another number came than was ordered. */
    fun deliver(
        received: Map<String, ULong>,
        then: () -> Unit,
    ) = acts.run({ then() }) { community.deliverRound(name, received) }

    /** Says that the supplier is paid. */
    fun settle(
        invoicePence: ULong?,
        then: () -> Unit,
    ) = acts.run({ then() }) { community.settleRound(name, invoicePence) }

    /** Erases it on every phone, for good. */
    fun erase(then: () -> Unit) = acts.run({ then() }) { community.erase(Erasable.ROUND, name) }

    private fun ArticleRow.matches(search: String): Boolean =
        search.isBlank() ||
            search.trim().split(' ').all { word ->
                listOf(article.name, article.category, article.producer, article.origin).any { it.contains(word, ignoreCase = true) }
            }
}

/** How much I want of an article, and what would come of it. */
data class PledgeState(
    val article: ArticleRow,
    val stage: RoundStage,
    val pledge: Pledge,
    val effect: PledgeEffect? = null,
    val act: Act = Act.Idle,
)

/** The pledge for one article. What it would come to is worked out by the core. */
class PledgeModel(
    private val community: Community,
    private val scope: CoroutineScope,
    private val round: String,
    private val article: String,
) {
    private val asked = MutableStateFlow<Pledge?>(null)
    private val effect = MutableStateFlow<PledgeEffect?>(null)
    private val acts = Acts(scope)
    private val seen =
        community.loads(scope) {
            val whole = round(round)
            whole.stage to whole.articles.first { it.id == article }
        }

    /** For the screen. */
    val state: StateFlow<Load<PledgeState>> =
        combine(seen, asked, effect, acts.state) { seen, asked, effect, act ->
            seen.map { (stage, row) -> PledgeState(row, stage, asked ?: stated(row), effect, act) }
        }.kept(scope, Load.Loading)

    /** What somebody's finger says; shown at once, and its effect as soon as the core has it. */
    fun ask(pledge: Pledge) {
        acts.clear()
        asked.value = pledge
        scope.launch {
            when (val said = answer { community.pledgeEffect(round, article, pledge) }) {
                is Answer.Done -> if (asked.value == pledge) effect.value = said.value
                is Answer.Failed -> effect.value = null
            }
        }
    }

    /** Says it. */
    fun save(
        pledge: Pledge,
        then: () -> Unit,
    ) = acts.run({ then() }) { community.pledge(round, article, pledge) }

    /** Takes it back. */
    fun withdraw(then: () -> Unit) = acts.run({ then() }) { community.withdrawPledge(round, article) }

    private fun stated(row: ArticleRow): Pledge {
        val mine = row.mine ?: return Pledge(want = 0u, upTo = 0u)
        return Pledge(mine.atLeast, mine.want, mine.upTo, mine.capPence)
    }
}
