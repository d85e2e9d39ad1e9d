package org.kith.app.screens

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.lazy.LazyListScope
import androidx.compose.foundation.lazy.items
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.unit.dp
import org.kith.app.parts.Bar
import org.kith.app.parts.Crate
import org.kith.app.parts.Empty
import org.kith.app.parts.Flow
import org.kith.app.parts.Frame
import org.kith.app.parts.Loaded
import org.kith.app.parts.Main
import org.kith.app.parts.Own
import org.kith.app.parts.Paper
import org.kith.app.parts.Quiet
import org.kith.app.parts.Search
import org.kith.app.parts.Signed
import org.kith.app.parts.SyncChip
import org.kith.app.parts.Tag
import org.kith.app.theme.Icons
import org.kith.app.theme.LocalFormats
import org.kith.app.theme.LocalWords
import org.kith.app.words.of
import org.kith.app.words.sentence
import org.kith.core.ArticleRow
import org.kith.core.PledgeRow
import org.kith.core.Round
import org.kith.core.RoundRow
import org.kith.core.RoundStage
import org.kith.model.Load
import org.kith.model.RoundState
import org.kith.model.RoundsState
import org.kith.model.Route

/** Which group orders there are. */
@Composable
fun RoundsScreen(
    load: Load<RoundsState>,
    go: (Route) -> Unit,
) {
    val words = LocalWords.current
    Loaded(load, words.roundsTitle) { state ->
        Frame(words.roundsTitle, button = { Main(words.roundsOpen, { go(Route.OpenRound) }) }) {
            if (state.rounds.isEmpty()) item { Empty(Icons.Crate, words.roundsEmpty, words.roundsEmptyHelp) }
            items(state.rounds, key = RoundRow::name) { RoundCard(it) { go(Route.Round(it.name)) } }
        }
    }
}

@Composable
private fun RoundCard(
    row: RoundRow,
    onClick: () -> Unit,
) {
    val words = LocalWords.current
    val formats = LocalFormats.current
    Paper(onClick = onClick) {
        Text(row.title ?: words.roundsUntitled, style = MaterialTheme.typography.titleLarge)
        row.supplier?.let { Text(words.roundsFrom(it), style = MaterialTheme.typography.bodyMedium) }
        Flow {
            Stage(row.stage)
            row.closes?.takeIf { row.stage == RoundStage.OPEN }?.let { Signed(Icons.Clock, words.roundsCloses(formats.day(it))) }
            Signed(Icons.People, words.roundsHouseholds(row.households.toInt()))
        }
        if (row.stage == RoundStage.OPEN && row.minimumPence > 0uL) {
            Bar(formats.share(row.reachedPence, row.minimumPence))
            Text(
                words.roundsReached(formats.pence(row.reachedPence), formats.pence(row.minimumPence)),
                style = MaterialTheme.typography.bodySmall,
                color = MaterialTheme.colorScheme.onSurfaceVariant,
            )
        }
        Flow {
            Text(
                row.ownPence?.let { words.roundsYours(formats.pence(it)) } ?: words.roundsYoursNone,
                style = MaterialTheme.typography.titleMedium,
                color = MaterialTheme.colorScheme.primary,
            )
            SyncChip(row.sync)
        }
    }
}

/** How far an order has come. */
@Composable
fun Stage(stage: RoundStage) {
    val colours = MaterialTheme.colorScheme
    val text = LocalWords.current.of(stage)
    when (stage) {
        RoundStage.OPEN -> Tag(text)
        RoundStage.DELIVERED -> Tag(text, colours.secondaryContainer, colours.onSecondaryContainer)
        else -> Tag(text, colours.surfaceVariant, colours.onSurfaceVariant)
    }
}

/** One group order: what is on offer, how full each case is, what I asked for. */
@Composable
fun RoundScreen(
    load: Load<RoundState>,
    onSearch: (String) -> Unit,
    go: (Route) -> Unit,
    back: () -> Unit,
) {
    val words = LocalWords.current
    Loaded(load, words.roundsTitle, back) { state ->
        val round = state.round
        Frame(round.title ?: words.roundsUntitled, back = back, button = billButton(round) { go(Route.Bill(round.name)) }) {
            item { About(round) }
            round.problem?.let { problem -> item { Signed(Icons.Look, sentence(problem), ink = MaterialTheme.colorScheme.error) } }
            if (round.own) item { Organising(round) { go(Route.Organise(round.name)) } }
            item { Search(words.roundSearch, state.search, onSearch) }
            if (state.found.isEmpty()) item { Text(words.roundSearchNone(state.search), style = MaterialTheme.typography.bodyLarge) }
            articles(round, state.found) { go(Route.Pledge(round.name, it)) }
            if (state.coordinating) item { Quiet(words.roundErase, { go(Route.EraseRound(round.name)) }) }
        }
    }
}

private fun LazyListScope.articles(
    round: Round,
    found: List<ArticleRow>,
    onPledge: (String) -> Unit,
) {
    items(found, key = ArticleRow::id) { row -> ArticleCard(row, round.stage) { onPledge(row.id) } }
}

@Composable
private fun billButton(
    round: Round,
    onClick: () -> Unit,
): (@Composable () -> Unit)? {
    val mine = round.bills.firstOrNull { it.mine } ?: return null
    val words = LocalWords.current
    val money = LocalFormats.current.pence(mine.totalPence)
    val text = if (round.stage == RoundStage.OPEN) "${words.roundBill} · ${words.roundBillOpen(money)}" else "${words.roundBill} · $money"
    return { Main(text, onClick) }
}

@Composable
private fun About(round: Round) {
    val words = LocalWords.current
    val formats = LocalFormats.current
    Column(verticalArrangement = Arrangement.spacedBy(8.dp)) {
        Flow {
            Stage(round.stage)
            round.closes?.takeIf { round.stage == RoundStage.OPEN }?.let { Signed(Icons.Clock, words.roundsCloses(formats.day(it))) }
            round.organiser?.let { Signed(Icons.People, words.roundOrganiser(it.name)) }
        }
        round.note?.takeIf(String::isNotBlank)?.let {
            Own(it, MaterialTheme.typography.bodyMedium, MaterialTheme.colorScheme.onBackground)
        }
        if (round.stage == RoundStage.OPEN && round.minimumPence > 0uL) {
            Bar(formats.share(round.reachedPence, round.minimumPence))
            Text(
                words.roundsReached(formats.pence(round.reachedPence), formats.pence(round.minimumPence)),
                style = MaterialTheme.typography.bodySmall,
                color = MaterialTheme.colorScheme.onSurfaceVariant,
            )
        }
    }
}

@Composable
private fun Organising(
    round: Round,
    onClick: () -> Unit,
) {
    val words = LocalWords.current
    val step =
        when (round.stage) {
            RoundStage.OPEN -> words.roundSeal
            RoundStage.SEALED -> words.roundPlace
            RoundStage.PLACED -> words.roundDeliver
            RoundStage.DELIVERED -> words.roundSettle
            RoundStage.SETTLED -> return
        }
    Paper(colour = MaterialTheme.colorScheme.secondaryContainer) {
        Text(words.roundOrganise, style = MaterialTheme.typography.titleMedium, color = MaterialTheme.colorScheme.onSecondaryContainer)
        Quiet("$step…", onClick, icon = Icons.Onward)
    }
}

@Composable
private fun ArticleCard(
    row: ArticleRow,
    stage: RoundStage,
    onPledge: () -> Unit,
) {
    val words = LocalWords.current
    val formats = LocalFormats.current
    val open = stage == RoundStage.OPEN
    Paper(onClick = onPledge.takeIf { open }) {
        Text(row.article.name, style = MaterialTheme.typography.titleMedium)
        Text(
            words.roundPrice(formats.e4(row.grossE4), row.article.unit),
            style = MaterialTheme.typography.bodyMedium,
            color = MaterialTheme.colorScheme.onSurfaceVariant,
        )
        Case(row)
        Text(fullness(row), style = MaterialTheme.typography.bodySmall, color = MaterialTheme.colorScheme.onSurfaceVariant)
        row.mine?.let { Mine(row, it, open) }
        Flow {
            row.mine?.let { SyncChip(it.sync) }
            if (open) {
                Signed(
                    if (row.mine == null) Icons.Plus else Icons.Pen,
                    if (row.mine == null) words.roundAdd else words.roundChange,
                    ink = MaterialTheme.colorScheme.primary,
                )
            }
        }
    }
}

/** The case that fills now, if the article comes in cases: empty while nobody has asked for any. */
@Composable
fun Case(row: ArticleRow) {
    val size = row.article.caseSize.toInt()
    if (size > 1) Crate(size, if (row.pledges.isEmpty()) size else row.missingUnits.toInt())
}

/** How full the cases of an article are, in words. */
@Composable
fun fullness(row: ArticleRow): String {
    val words = LocalWords.current
    val formats = LocalFormats.current
    val size = row.article.caseSize
    val comes = if (size > 1u) words.roundCaseOf(formats.number(size.toULong())) else words.roundSingle
    val full = words.roundCases(row.cases.toInt()).takeIf { row.cases > 0uL && size > 1u }
    val next =
        when {
            row.pledges.isEmpty() -> words.roundNotStarted
            row.missingUnits > 0uL -> words.roundMissing(row.missingUnits.toInt())
            size > 1u -> words.roundCasesFull
            else -> null
        }
    return listOfNotNull(comes, full.takeIf { row.missingUnits > 0uL }, next).joinToString(" · ")
}

@Composable
private fun Mine(
    row: ArticleRow,
    mine: PledgeRow,
    open: Boolean,
) {
    val words = LocalWords.current
    val formats = LocalFormats.current
    val want = formats.number(mine.want.toULong())
    val asked = if (mine.upTo > mine.want) words.roundYoursUpTo(want, formats.number(mine.upTo.toULong())) else words.roundYours(want)
    val get = row.allocations.firstOrNull { it.mine }?.takeUnless { open }
    Text(asked, style = MaterialTheme.typography.titleMedium, color = MaterialTheme.colorScheme.primary)
    if (get != null) {
        Text("${words.roundYoursGet(formats.number(get.allocated))}. ${words.of(get.why)}", style = MaterialTheme.typography.bodyMedium)
    }
    if (mine.priceRose) Signed(Icons.Look, words.roundPriceRose, ink = MaterialTheme.colorScheme.secondary)
    if (mine.clash) Signed(Icons.Look, words.roundClash, ink = MaterialTheme.colorScheme.secondary)
}
