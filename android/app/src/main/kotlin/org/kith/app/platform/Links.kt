package org.kith.app.platform

import android.content.Intent
import android.net.Uri
import org.kith.model.Route

/** What an intent from outside asks for. */
sealed interface Asked {
    /** To join by an invite link, or to ask by a poster's. */
    data class Join(
        val link: String,
    ) : Asked

    /** To look at a place in the app. */
    data class Open(
        val route: Route,
    ) : Asked

    /** To attach a run somebody shared. */
    data class Run(
        val file: Uri,
    ) : Asked

    companion object {
        /** What [intent] asks for, or null for nothing this app knows. The core judges the link itself. */
        fun of(intent: Intent): Asked? =
            when (intent.action) {
                Intent.ACTION_SEND -> shared(intent)?.let(::Run)
                Intent.ACTION_VIEW -> intent.data?.let(::link)
                else -> null
            }

        private fun link(uri: Uri): Asked? =
            when {
                uri.scheme == "https" && (uri.path == "/join" || uri.path == "/poster") -> Join(uri.toString())
                // A page that offers an invite to phones which do not open its https link by themselves.
                uri.scheme == "kith" && (uri.host == "join" || uri.host == "poster") ->
                    uri.getQueryParameter("server")?.let { Join("$it/${uri.host}#${uri.fragment.orEmpty()}") }
                uri.scheme == "kith" && uri.host == "open" -> Route.parse(uri.encodedPath.orEmpty().trim('/'))?.let(::Open)
                else -> null
            }

        @Suppress("DEPRECATION") // The typed call is of API 33.
        private fun shared(intent: Intent): Uri? = intent.getParcelableExtra(Intent.EXTRA_STREAM)
    }
}
