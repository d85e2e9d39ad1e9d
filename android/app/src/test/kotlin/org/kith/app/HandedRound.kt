package org.kith.app

import androidx.activity.ComponentActivity
import androidx.compose.runtime.getValue
import androidx.compose.runtime.key
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.setValue
import androidx.compose.ui.test.junit4.AndroidComposeTestRule
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.SupervisorJob
import org.junit.Assert.assertEquals
import org.kith.app.theme.KithTheme
import org.kith.core.Community
import org.kith.core.Kith
import org.kith.model.AppModel
import org.kith.model.Session
import org.kith.model.Syncing
import java.nio.file.Files

/** One screen that several people hand round, each with the whole app on a core of their own. */
class HandedRound(
    rule: AndroidComposeTestRule<*, ComponentActivity>,
) {
    val thumb = Thumb(rule)
    private val phones = mutableMapOf<String, AppModel>()
    private val shares = mutableListOf<String>()

    /** The file that whoever is asked to choose one chooses. */
    var file = ByteArray(0)
    private var inHand by mutableStateOf<Pair<String, AppModel>?>(null)

    init {
        rule.setContent {
            inHand?.let { (who, app) -> key(who) { KithTheme { Shell(app, Doings({ shares.add(it) }, {}, null, null, open = { it(file) })) } } }
        }
    }

    /** Hands the screen to [who]; a new phone where they have none. */
    fun to(who: String): AppModel {
        val app = phones.getOrPut(who) { phone() }
        inHand = who to app
        thumb.waits { app.session.value != Session.Opening }
        return app
    }

    /** Where [app] belongs. */
    fun community(app: AppModel): Community = (app.session.value as Session.Inside).community

    /** Syncs to the end, without trouble. */
    fun sync(app: AppModel) {
        app.syncNow()
        thumb.waits { app.syncing.value != Syncing.Running }
        assertEquals(Syncing.Idle, app.syncing.value)
    }

    /** Taps *Share* and gives what was shared. */
    fun shared(): String {
        thumb.taps("Share")
        thumb.waits { shares.isNotEmpty() }
        return shares.removeAt(0)
    }

    /** Founds a neighbourhood by taps. */
    fun found(
        server: Server,
        name: String,
    ) = with(thumb) {
        taps("Begin a new neighbourhood")
        types("server", server.address)
        types("name", name)
        taps("Begin")
        sees("Hello, $name")
    }

    /** Joins by taps. */
    fun join(
        app: AppModel,
        link: String,
        name: String,
    ) = with(thumb) {
        app.invite.value = link
        sees("You are invited")
        types("name", name)
        taps("Join")
        sees("Hello, $name")
    }

    private fun phone(): AppModel {
        val home = Files.createTempDirectory("kith-handed").toString()
        return AppModel(CoroutineScope(SupervisorJob() + Dispatchers.Main.immediate)) { Kith.open(home, Keys(), null) }.apply { start() }
    }
}
