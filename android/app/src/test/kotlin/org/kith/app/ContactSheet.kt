package org.kith.app

import androidx.compose.ui.test.junit4.v2.createComposeRule
import androidx.test.ext.junit.runners.AndroidJUnit4
import org.junit.Rule
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.annotation.Config
import org.robolectric.annotation.GraphicsMode

/** The ways to look at a screen that the everyday tests leave out; `cargo xtask screens` runs them. */
@RunWith(AndroidJUnit4::class)
@GraphicsMode(GraphicsMode.Mode.NATIVE)
@Config(sdk = [34], application = BareApp::class, qualifiers = "w360dp-h800dp-xhdpi")
class ContactSheet {
    @get:Rule val rule = createComposeRule()

    @Test
    @Config(qualifiers = "+night", fontScale = 2f)
    fun twiceTheSizeInTheDark() = rule.holds("large-dark", looks = null)

    @Test
    @Config(qualifiers = "+en-rXA", fontScale = 2f)
    fun longestWordsAtTwiceTheSize() = rule.holds("long-large", looks = null)

    @Test
    @Config(qualifiers = "+cy")
    fun welsh() = rule.holds("welsh", looks = null)
}
