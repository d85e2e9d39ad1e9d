package org.kith.app

import android.os.Looper
import androidx.compose.ui.graphics.asAndroidBitmap
import androidx.compose.ui.test.SemanticsMatcher
import androidx.compose.ui.test.captureToImage
import androidx.compose.ui.test.hasTestTag
import androidx.compose.ui.test.hasText
import androidx.compose.ui.test.junit4.AndroidComposeTestRule
import androidx.compose.ui.test.onAllNodesWithTag
import androidx.compose.ui.test.onFirst
import androidx.compose.ui.test.onRoot
import androidx.compose.ui.test.performClick
import androidx.compose.ui.test.performScrollToNode
import androidx.compose.ui.test.performTextInput
import org.robolectric.Shadows.shadowOf

/** Drives the app as a person does: by what is written on it. */
class Thumb(
    private val rule: AndroidComposeTestRule<*, *>,
) {
    /** Waits until [text] stands there, scrolling for it. */
    fun sees(text: String) = finds(hasText(text, substring = true))

    /** Taps what says [text]. */
    fun taps(text: String) {
        finds(hasText(text))
        rule.onAllNodes(hasText(text)).onFirst().performClick()
    }

    /** Taps what says [text] somewhere in it. */
    fun tapsOn(text: String) {
        finds(hasText(text, substring = true))
        rule.onAllNodes(hasText(text, substring = true)).onFirst().performClick()
    }

    /** Presses a button that is but a sign. */
    fun presses(tag: String) {
        finds(hasTestTag(tag))
        rule.onAllNodesWithTag(tag).onFirst().performClick()
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
        waits {
            there(what) || (there(hasTestTag("rows")) && runCatching { rule.onAllNodesWithTag("rows").onFirst().performScrollToNode(what) }.isSuccess)
        }

    private fun there(what: SemanticsMatcher) = rule.onAllNodes(what).fetchSemanticsNodes().isNotEmpty()

    private companion object {
        const val TIMEOUT = 60_000L
    }
}
