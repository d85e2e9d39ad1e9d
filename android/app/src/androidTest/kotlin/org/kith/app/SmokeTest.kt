package org.kith.app

import androidx.compose.ui.test.assertIsDisplayed
import androidx.compose.ui.test.junit4.v2.createAndroidComposeRule
import androidx.compose.ui.test.onNodeWithText
import androidx.test.ext.junit.runners.AndroidJUnit4
import org.junit.Rule
import org.junit.Test
import org.junit.runner.RunWith

/** On an emulator: the core loads, opens its folder with a key from the Keystore, and the way in stands there. */
@RunWith(AndroidJUnit4::class)
class SmokeTest {
    @get:Rule val rule = createAndroidComposeRule<MainActivity>()

    @Test fun aNewPhoneIsWelcomed() {
        rule.waitUntil(TIMEOUT) { rule.onAllNodes(androidx.compose.ui.test.hasText("Join with an invite")).fetchSemanticsNodes().isNotEmpty() }
        rule.onNodeWithText("Join with an invite").assertIsDisplayed()
    }

    private companion object {
        const val TIMEOUT = 20_000L
    }
}
