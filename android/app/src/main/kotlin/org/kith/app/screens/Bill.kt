package org.kith.app.screens

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.lazy.items
import androidx.compose.material3.HorizontalDivider
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateMapOf
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.remember
import androidx.compose.runtime.saveable.rememberSaveable
import androidx.compose.runtime.setValue
import androidx.compose.ui.text.input.KeyboardType
import androidx.compose.ui.unit.dp
import org.kith.app.parts.Empty
import org.kith.app.parts.Frame
import org.kith.app.parts.Line
import org.kith.app.parts.Loaded
import org.kith.app.parts.Main
import org.kith.app.parts.Paper
import org.kith.app.parts.Section
import org.kith.app.parts.Stepper
import org.kith.app.parts.Typed
import org.kith.app.theme.Icons
import org.kith.app.theme.LocalFormats
import org.kith.app.theme.LocalWords
import org.kith.app.words.of
import org.kith.core.ArticleRow
import org.kith.core.BillRow
import org.kith.core.Round
import org.kith.core.RoundStage
import org.kith.model.Act
import org.kith.model.Load
import org.kith.model.RoundState

/** What my household pays, every part of it, and why we get what we get. */
@Composable
fun BillScreen(
    load: Load<RoundState>,
    back: () -> Unit,
) {
    val words = LocalWords.current
    Loaded(load, words.billTitle, back) { state ->
        val round = state.round
        val mine = round.bills.firstOrNull { it.mine }
        val got = round.articles.filter { row -> row.allocations.any { it.mine } }
        Frame(words.billTitle, back = back) {
            if (mine == null) {
                item { Empty(Icons.Crate, words.billEmpty, round.title.orEmpty()) }
            } else {
                if (round.stage == RoundStage.OPEN) {
                    item { Text(words.billProvisional, style = MaterialTheme.typography.bodyMedium) }
                }
                item { Parts(mine) }
            }
            if (got.isNotEmpty()) {
                item { Section(words.whyTitle) }
                items(got, key = ArticleRow::id) { Why(it) }
            }
        }
    }
}

@Composable
private fun Parts(bill: BillRow) {
    val words = LocalWords.current
    val formats = LocalFormats.current
    Paper {
        for (line in bill.lines) {
            Column(verticalArrangement = Arrangement.spacedBy(2.dp)) {
                Line(line.name, formats.pence(line.totalPence), strong = true)
                val parts =
                    listOfNotNull(
                        words.billUnits(formats.number(line.units), line.unit),
                        "${words.billGoods} ${formats.pence(line.netPence)}",
                        "${words.billVat} ${formats.pence(line.vatPence)}".takeIf { line.vatPence > 0uL },
                        "${words.billDeposit} ${formats.pence(line.depositPence)}".takeIf { line.depositPence > 0uL },
                    )
                Text(
                    parts.joinToString(" · "),
                    style = MaterialTheme.typography.bodySmall,
                    color = MaterialTheme.colorScheme.onSurfaceVariant,
                )
            }
        }
        HorizontalDivider()
        Line(words.billDelivery, formats.pence(bill.deliveryPence))
        if (bill.leftOverPence > 0uL) Line(words.billLeftOver, formats.pence(bill.leftOverPence))
        HorizontalDivider()
        Line(words.billTotal, formats.pence(bill.totalPence), strong = true)
        bill.savingPence?.takeIf { it > 0 }?.let {
            Text(words.billSaving(formats.pence(it)), style = MaterialTheme.typography.bodyMedium, color = MaterialTheme.colorScheme.primary)
        }
    }
}

@Composable
private fun Why(row: ArticleRow) {
    val words = LocalWords.current
    val mine = row.allocations.first { it.mine }
    Paper {
        Line(row.article.name, LocalFormats.current.number(mine.allocated), strong = true)
        Text(words.of(mine.why), style = MaterialTheme.typography.bodyMedium, color = MaterialTheme.colorScheme.onSurfaceVariant)
    }
}

/** What the organiser's next step can be asked to do. */
class Steps(
    val seal: (Round) -> Unit,
    val place: () -> Unit,
    val deliver: (Map<String, ULong>) -> Unit,
    val settle: (ULong?) -> Unit,
)

/** The organiser's next step: asked once more, with what it does. */
@Composable
fun OrganiseScreen(
    load: Load<RoundState>,
    act: Act,
    steps: Steps,
    back: () -> Unit,
) {
    val words = LocalWords.current
    val formats = LocalFormats.current
    Loaded(load, words.roundOrganise, back) { state ->
        val round = state.round
        val came = remember { mutableStateMapOf<String, ULong>() }
        var invoice by rememberSaveable { mutableStateOf("") }
        val (step, help, run) =
            when (round.stage) {
                RoundStage.OPEN -> Triple(words.roundSeal, words.roundSealHelp) { steps.seal(round) }
                RoundStage.SEALED -> Triple(words.roundPlace, words.roundPlaceHelp, steps.place)
                RoundStage.PLACED -> Triple(words.roundDeliver, words.roundDeliverHelp) { steps.deliver(came.toMap()) }
                else -> Triple(words.roundSettle, words.roundSettleHelp) { steps.settle(formats.typedPounds(invoice)) }
            }
        Frame(step, back = back, button = { Main(step, run, enabled = act != Act.Busy) }, act = act) {
            item { Text(help, style = MaterialTheme.typography.bodyLarge, color = MaterialTheme.colorScheme.onBackground) }
            if (round.stage == RoundStage.OPEN) {
                items(round.articles.filter { it.pledges.isNotEmpty() }, key = ArticleRow::id) { row ->
                    Paper {
                        Text(row.article.name, style = MaterialTheme.typography.titleMedium)
                        Case(row)
                        Text(fullness(row), style = MaterialTheme.typography.bodySmall, color = MaterialTheme.colorScheme.onSurfaceVariant)
                    }
                }
            }
            if (round.stage == RoundStage.PLACED) {
                items(round.articles.filter { it.orderedUnits > 0uL }, key = ArticleRow::id) { row ->
                    val here = came[row.id] ?: row.orderedUnits
                    Stepper(
                        row.article.name,
                        formats.number(here),
                        { came[row.id] = here - 1uL }.takeIf { here > 0uL },
                        { came[row.id] = here + 1uL },
                        words.roundOrdered(formats.number(row.orderedUnits)),
                        "came-${row.id}",
                    )
                }
            }
            if (round.stage == RoundStage.DELIVERED) {
                item { Typed(words.roundInvoice, invoice, { invoice = it }, "invoice", keyboard = KeyboardType.Decimal) }
            }
        }
    }
}
