package org.kith.app.screens

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.saveable.rememberSaveable
import androidx.compose.runtime.setValue
import androidx.compose.ui.Modifier
import androidx.compose.ui.semantics.LiveRegionMode
import androidx.compose.ui.semantics.liveRegion
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.text.input.KeyboardType
import androidx.compose.ui.unit.dp
import org.kith.app.parts.Frame
import org.kith.app.parts.Loaded
import org.kith.app.parts.Main
import org.kith.app.parts.Paper
import org.kith.app.parts.Quiet
import org.kith.app.parts.Stepper
import org.kith.app.parts.Typed
import org.kith.app.theme.Icons
import org.kith.app.theme.LocalFormats
import org.kith.app.theme.LocalWords
import org.kith.app.words.of
import org.kith.core.Pledge
import org.kith.core.PledgeEffect
import org.kith.model.Act
import org.kith.model.Load
import org.kith.model.PledgeState

/** How much I would like of one article; what it would come to stands there before I say so. */
@Composable
fun PledgeScreen(
    load: Load<PledgeState>,
    onAsk: (Pledge) -> Unit,
    onSave: (Pledge) -> Unit,
    onWithdraw: () -> Unit,
    back: () -> Unit,
) {
    val words = LocalWords.current
    val formats = LocalFormats.current
    Loaded(load, words.pledgeTitle, back) { state ->
        val pledge = state.pledge
        val article = state.article.article
        var more by rememberSaveable { mutableStateOf(pledge.atLeast > 0u || pledge.capPence != null) }
        Frame(
            article.name,
            back = back,
            button = { Main(words.pledgeSave, { onSave(pledge) }, enabled = state.act != Act.Busy && pledge.upTo > 0u) },
            act = state.act,
        ) {
            item {
                Column(verticalArrangement = Arrangement.spacedBy(4.dp)) {
                    Text(
                        words.roundPrice(formats.e4(state.article.grossE4), article.unit),
                        style = MaterialTheme.typography.bodyLarge,
                        color = MaterialTheme.colorScheme.onBackground,
                    )
                    Text(
                        fullness(state.article),
                        style = MaterialTheme.typography.bodyMedium,
                        color = MaterialTheme.colorScheme.onSurfaceVariant,
                    )
                }
            }
            item { Units(words.pledgeWant, pledge.want, null, "want") { onAsk(pledge.wanting(it)) } }
            item { Units(words.pledgeUpTo, pledge.upTo, words.pledgeUpToHelp, "up-to", pledge.want) { onAsk(pledge.copy(upTo = it)) } }
            item { Effect(state.effect) }
            if (more) {
                item {
                    Units(words.pledgeAtLeast, pledge.atLeast, words.pledgeAtLeastHelp, "at-least", most = pledge.want) {
                        onAsk(pledge.copy(atLeast = it))
                    }
                }
                item {
                    val cap = pledge.capPence?.let(formats::poundsToType).orEmpty()
                    Typed(
                        words.pledgeCap,
                        cap,
                        { onAsk(pledge.copy(capPence = formats.typedPounds(it))) },
                        "cap",
                        words.pledgeCapHelp,
                        keyboard = KeyboardType.Decimal,
                    )
                }
            } else {
                item { Quiet(words.pledgeMoreChoices, { more = true }, icon = Icons.Plus) }
            }
            if (state.article.mine != null) item { Quiet(words.pledgeWithdraw, onWithdraw) }
        }
    }
}

/** The other numbers go along, so that at least ≤ want ≤ up to, as the core wants it. */
private fun Pledge.wanting(want: UInt) = copy(atLeast = minOf(atLeast, want), want = want, upTo = if (upTo == this.want) want else maxOf(upTo, want))

@Composable
private fun Units(
    question: String,
    value: UInt,
    help: String?,
    tag: String,
    least: UInt = 0u,
    most: UInt = UInt.MAX_VALUE,
    onChange: (UInt) -> Unit,
) {
    val shown = LocalFormats.current.number(value.toULong())
    Stepper(
        question,
        shown,
        { onChange(value - 1u) }.takeIf { value > least },
        { onChange(value + 1u) }.takeIf { value < most },
        help,
        tag,
    )
}

@Composable
private fun Effect(effect: PledgeEffect?) {
    val words = LocalWords.current
    val formats = LocalFormats.current
    if (effect == null) return
    Paper(Modifier.semantics { liveRegion = LiveRegionMode.Polite }, colour = MaterialTheme.colorScheme.primaryContainer) {
        val ink = MaterialTheme.colorScheme.onPrimaryContainer
        Text(words.pledgeEffect, style = MaterialTheme.typography.bodyMedium, color = ink)
        val then = effect.then
        val get = if (then.allocated == 0uL) words.pledgeEffectNone else words.pledgeEffectUnits(formats.number(then.allocated))
        Text(get, style = MaterialTheme.typography.titleMedium, color = ink)
        then.why?.let { Text(words.of(it), style = MaterialTheme.typography.bodyMedium, color = ink) }
        if (then.missingUnits > 0uL) {
            Text(words.roundMissing(then.missingUnits.toInt()), style = MaterialTheme.typography.bodyMedium, color = ink)
        }
        Text(words.pledgeEffectBill(formats.pence(then.ownPence)), style = MaterialTheme.typography.bodyMedium, color = ink)
    }
}
