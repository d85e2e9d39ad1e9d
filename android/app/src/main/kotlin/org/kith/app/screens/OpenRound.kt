package org.kith.app.screens

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.lazy.LazyListScope
import androidx.compose.foundation.lazy.items
import androidx.compose.foundation.selection.selectableGroup
import androidx.compose.material3.HorizontalDivider
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.saveable.rememberSaveable
import androidx.compose.runtime.setValue
import androidx.compose.ui.Modifier
import androidx.compose.ui.text.input.KeyboardType
import androidx.compose.ui.unit.dp
import org.kith.app.parts.Ask
import org.kith.app.parts.Choice
import org.kith.app.parts.DayStepper
import org.kith.app.parts.Empty
import org.kith.app.parts.Frame
import org.kith.app.parts.Line
import org.kith.app.parts.Loaded
import org.kith.app.parts.Main
import org.kith.app.parts.Paper
import org.kith.app.parts.Pick
import org.kith.app.parts.Section
import org.kith.app.parts.Signed
import org.kith.app.parts.Toggle
import org.kith.app.parts.Typed
import org.kith.app.parts.Way
import org.kith.app.theme.Icons
import org.kith.app.theme.LocalFormats
import org.kith.app.theme.LocalWords
import org.kith.app.words.sentence
import org.kith.core.Article
import org.kith.core.DeliveryBy
import org.kith.core.LineNote
import org.kith.core.PriceListRow
import org.kith.core.ReadPriceList
import org.kith.model.Act
import org.kith.model.Load
import org.kith.model.OpenRoundState
import org.kith.model.RoundForm

/** What can be done while an order is opened. */
class Opening(
    /** Changes what was typed, as it stands then. */
    val type: ((RoundForm) -> RoundForm) -> Unit,
    /** Lets the person choose a file and reads it. */
    val read: () -> Unit,
    val keep: (title: String, supplier: String) -> Unit,
    val putAway: () -> Unit,
    val open: () -> Unit,
)

/** A group order to open: from which price list, what it is called, until when; kept while it is typed. */
@Composable
fun OpenRoundScreen(
    load: Load<OpenRoundState>,
    acts: Opening,
    back: () -> Unit,
) {
    val words = LocalWords.current
    Loaded(load, words.roundsOpen, back) { state ->
        val read = state.read
        if (read == null) {
            OrderForm(state, acts, back)
        } else {
            WhatWasRead(read, state.form, state.act, acts)
        }
    }
}

@Composable
private fun OrderForm(
    state: OpenRoundState,
    acts: Opening,
    back: () -> Unit,
) {
    val words = LocalWords.current
    val form = state.form
    val open: @Composable () -> Unit = { Main(words.openNow, acts.open, enabled = state.ready && state.act != Act.Busy) }
    Frame(words.roundsOpen, back = back, button = open, act = state.act) {
        item { Text(words.openHelp, style = MaterialTheme.typography.bodyLarge, color = MaterialTheme.colorScheme.onBackground) }
        item { Lists(state, acts) }
        if (state.headings.size > 1) item { Offered(state, acts) }
        item { Typed(words.openName, form.title, { typed -> acts.type { it.copy(title = typed) } }, "title", words.openNameHelp) }
        item { Typed(words.openSupplier, form.supplier, { typed -> acts.type { it.copy(supplier = typed) } }, "supplier") }
        item {
            Column(verticalArrangement = Arrangement.spacedBy(6.dp)) {
                DayStepper(words.openCloses, form.closes) { typed -> acts.type { it.copy(closes = typed) } }
                Text(words.openClosesHelp, style = MaterialTheme.typography.bodySmall, color = MaterialTheme.colorScheme.onSurfaceVariant)
            }
        }
        item { Pounds(words.openMinimum, form.minimum, "minimum") { typed -> acts.type { it.copy(minimum = typed) } } }
        item { Pounds(words.openDelivery, form.delivery, "delivery") { typed -> acts.type { it.copy(delivery = typed) } } }
        if (form.delivery.isNotBlank()) {
            item {
                Column(verticalArrangement = Arrangement.spacedBy(8.dp)) {
                    Ask(words.openDeliveryBy)
                    val ways =
                        listOf(
                            DeliveryBy.GOODS_VALUE to words.openByValue,
                            DeliveryBy.HOUSEHOLD to words.openByHousehold,
                            DeliveryBy.UNITS to words.openByUnits,
                        )
                    Choice(ways, form.deliveryBy) { typed -> acts.type { it.copy(deliveryBy = typed) } }
                }
            }
        }
        item { Signed(Icons.Check, words.noteKept) }
    }
}

/** The price lists that are kept here, to choose from, and the way to a further one. */
@Composable
private fun Lists(
    state: OpenRoundState,
    acts: Opening,
) {
    val words = LocalWords.current
    val form = state.form
    Column(Modifier.selectableGroup(), verticalArrangement = Arrangement.spacedBy(10.dp)) {
        Ask(words.openList)
        if (state.lists.isEmpty()) {
            Paper {
                Text(words.openListNone, style = MaterialTheme.typography.titleMedium)
                Text(words.openListNoneHelp, style = MaterialTheme.typography.bodyMedium, color = MaterialTheme.colorScheme.onSurfaceVariant)
            }
        }
        for (list in state.lists) {
            val help = words.openListRow(list.supplier, words.openArticles(list.articles.toInt()))
            Pick(list.title, help, list.name == form.list) { acts.type { it.choosing(list) } }
        }
        Way(words.openRead, words.openReadHelp, Icons.Plus, acts.read)
    }
}

/** Which parts of the list are on offer: all, until somebody leaves one out. */
@Composable
private fun Offered(
    state: OpenRoundState,
    acts: Opening,
) {
    val words = LocalWords.current
    Column(verticalArrangement = Arrangement.spacedBy(10.dp)) {
        Ask(words.openOffer, words.openOfferHelp)
        Paper {
            for (heading in state.headings) {
                val text = words.openHeading(heading.name.ifBlank { words.openNoHeading }, words.openArticles(heading.articles))
                Toggle(text, heading.name !in state.form.without) { on ->
                    acts.type { it.copy(without = if (on) it.without - heading.name else it.without + heading.name) }
                }
            }
        }
    }
}

/** The list's supplier is the order's, unless another was typed. */
private fun RoundForm.choosing(list: PriceListRow) = copy(list = list.name, without = emptyList(), supplier = supplier.ifBlank { list.supplier })

@Composable
private fun Pounds(
    question: String,
    text: String,
    tag: String,
    onType: (String) -> Unit,
) = Typed(question, text, onType, tag, LocalWords.current.openOptional, keyboard = KeyboardType.Decimal)

/** What a file says, before anything of it is kept. */
@Composable
private fun WhatWasRead(
    read: ReadPriceList,
    form: RoundForm,
    act: Act,
    acts: Opening,
) {
    val words = LocalWords.current
    var title by rememberSaveable { mutableStateOf("") }
    var supplier by rememberSaveable { mutableStateOf(form.supplier) }
    if (read.articles.isEmpty()) {
        Frame(words.listTitle, back = acts.putAway, button = { Main(words.openRead, acts.read) }) {
            item { Empty(Icons.Look, words.listNone, words.openReadHelp) }
            notes(read)
        }
        return
    }
    val ready = title.isNotBlank() && supplier.isNotBlank() && act != Act.Busy
    val keep: @Composable () -> Unit = { Main(words.listKeep, { acts.keep(title, supplier) }, enabled = ready) }
    Frame(words.listTitle, back = acts.putAway, button = keep, act = act) {
        item { Sample(read.articles) }
        notes(read)
        item { Typed(words.listName, title, { title = it }, "list-title", words.listNameHelp) }
        item { Typed(words.openSupplier, supplier, { supplier = it }, "list-supplier") }
        item { Signed(Icons.People, words.listKeepHelp) }
    }
}

/** The first few articles as they were read, so that one sees whether the columns were taken for what they are. */
@Composable
private fun Sample(articles: List<Article>) {
    val words = LocalWords.current
    val formats = LocalFormats.current
    Paper {
        Text(words.listRead(articles.size), style = MaterialTheme.typography.titleLarge, color = MaterialTheme.colorScheme.primary)
        for (article in articles.take(SAMPLE)) {
            HorizontalDivider()
            Column(verticalArrangement = Arrangement.spacedBy(2.dp)) {
                Line(article.name, formats.e4(article.netE4), strong = true)
                val comes = if (article.caseSize > 1u) words.roundCaseOf(formats.number(article.caseSize.toULong())) else words.roundSingle
                Text(
                    "${article.unit} · $comes",
                    style = MaterialTheme.typography.bodySmall,
                    color = MaterialTheme.colorScheme.onSurfaceVariant,
                )
            }
        }
        if (articles.size > SAMPLE) Text(words.listMore(articles.size - SAMPLE), style = MaterialTheme.typography.bodyMedium)
    }
}

private const val SAMPLE = 4

private fun LazyListScope.notes(read: ReadPriceList) {
    if (read.refused.isNotEmpty()) {
        item { Section(LocalWords.current.listRefused) }
        item {
            val words = LocalWords.current
            Text(words.listRefusedHelp, style = MaterialTheme.typography.bodyMedium, color = MaterialTheme.colorScheme.onSurfaceVariant)
        }
        items(read.refused) { Noted(it, bad = true) }
    }
    if (read.mended.isNotEmpty()) {
        item { Section(LocalWords.current.listMended) }
        items(read.mended) { Noted(it, bad = false) }
    }
}

/** What the core says of one line of the file. */
@Composable
private fun Noted(
    note: LineNote,
    bad: Boolean,
) {
    val words = LocalWords.current
    val colours = MaterialTheme.colorScheme
    Paper {
        val line = words.listLine(LocalFormats.current.number(note.line.toULong()))
        Signed(if (bad) Icons.Look else Icons.Check, line, ink = if (bad) colours.error else colours.primary)
        Text(sentence(note.note), Modifier.fillMaxWidth(), style = MaterialTheme.typography.bodyMedium)
    }
}
