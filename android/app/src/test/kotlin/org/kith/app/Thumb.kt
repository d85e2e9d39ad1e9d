package org.kith.app

import android.os.Looper
import androidx.compose.ui.graphics.asAndroidBitmap
import androidx.compose.ui.semantics.SemanticsProperties
import androidx.compose.ui.test.ComposeTimeoutException
import androidx.compose.ui.test.SemanticsMatcher
import androidx.compose.ui.test.SemanticsNodeInteraction
import androidx.compose.ui.test.captureToImage
import androidx.compose.ui.test.hasClickAction
import androidx.compose.ui.test.hasTestTag
import androidx.compose.ui.test.hasText
import androidx.compose.ui.test.junit4.AndroidComposeTestRule
import androidx.compose.ui.test.onAllNodesWithTag
import androidx.compose.ui.test.onFirst
import androidx.compose.ui.test.onRoot
import androidx.compose.ui.test.performClick
import androidx.compose.ui.test.performScrollTo
import androidx.compose.ui.test.performScrollToNode
import androidx.compose.ui.test.performTextInput
import androidx.compose.ui.test.performTextReplacement
import org.robolectric.Shadows.shadowOf

/** Drives the app as a person does: by what is written on it. */
class Thumb(
    private val rule: AndroidComposeTestRule<*, *>,
) {
    /** Waits until [text] stands there, scrolling for it. */
    fun sees(text: String) = finds(hasText(text, substring = true))

    /** Taps what says [text]. */
    fun taps(text: String) {
        // Headings often say the same as the button below them.
        finds(hasText(text) and hasClickAction())
        press(rule.onAllNodes(hasText(text) and hasClickAction()).onFirst())
    }

    /** Taps what says [text] somewhere in it. */
    fun tapsOn(text: String) {
        finds(hasText(text, substring = true) and hasClickAction())
        press(rule.onAllNodes(hasText(text, substring = true) and hasClickAction()).onFirst())
    }

    /** Presses a button that is but a sign. */
    fun presses(tag: String) {
        finds(hasTestTag(tag))
        press(rule.onAllNodesWithTag(tag).onFirst())
    }

    /** Presses a stepper's more until it shows [to]. */
    fun counts(
        tag: String,
        from: Int,
        to: Int,
    ) {
        for (number in from + 1..to) {
            presses("$tag-more")
            waits { there(hasTestTag("$tag-value") and hasText("$number")) }
        }
    }

    /** Types into a field. */
    fun types(
        tag: String,
        text: String,
    ) {
        finds(hasTestTag(tag))
        rule.onAllNodesWithTag(tag).onFirst().performTextInput(text)
    }

    /** Writes into a field in place of what is there. */
    fun writes(
        tag: String,
        text: String,
    ) {
        finds(hasTestTag(tag))
        rule.onAllNodesWithTag(tag).onFirst().performTextReplacement(text)
    }

    /** Nobody presses what the edge hides: it is brought whole onto the screen first, if it can be. */
    private fun press(what: SemanticsNodeInteraction) {
        runCatching { what.performScrollTo() }
        what.performClick()
    }

    /** Keeps what stands there now, for the contact sheet. */
    fun looks(name: String) {
        if (keeping) save(rule.onRoot().captureToImage().asAndroidBitmap(), "story/$name")
    }

    /** Waits until something holds that must come. */
    fun waits(holds: () -> Boolean) =
        rule.waitUntil(TIMEOUT) {
            shadowOf(Looper.getMainLooper()).idle()
            holds()
        }

    private fun finds(what: SemanticsMatcher) =
        try {
            waits {
                there(what) || (there(hasTestTag("rows")) && runCatching { rule.onAllNodesWithTag("rows").onFirst().performScrollToNode(what) }.isSuccess)
            }
        } catch (late: ComposeTimeoutException) {
            looks("not-found")
            throw AssertionError("${what.description} did not come; there was:\n${standing()}", late)
        }

    /** All that is written there now. */
    private fun standing(): String =
        rule.onAllNodes(hasAnyText).fetchSemanticsNodes().joinToString("\n") { node -> node.config[SemanticsProperties.Text].joinToString(" ") }

    private val hasAnyText = SemanticsMatcher.keyIsDefined(SemanticsProperties.Text)

    private fun there(what: SemanticsMatcher) = rule.onAllNodes(what).fetchSemanticsNodes().isNotEmpty()

    private companion object {
        const val TIMEOUT = 30_000L
    }
}
