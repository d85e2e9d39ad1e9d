package org.kith.app.screens

import androidx.compose.foundation.lazy.items
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.saveable.rememberSaveable
import androidx.compose.runtime.setValue
import org.kith.app.parts.Choice
import org.kith.app.parts.Empty
import org.kith.app.parts.Flow
import org.kith.app.parts.Frame
import org.kith.app.parts.Loaded
import org.kith.app.parts.Main
import org.kith.app.parts.Own
import org.kith.app.parts.Paper
import org.kith.app.parts.Quiet
import org.kith.app.parts.Search
import org.kith.app.parts.SyncChip
import org.kith.app.parts.Tag
import org.kith.app.parts.Typed
import org.kith.app.theme.Icons
import org.kith.app.theme.LocalWords
import org.kith.core.NoticeKind
import org.kith.core.NoticeRow
import org.kith.model.Act
import org.kith.model.BoardState
import org.kith.model.Load

/** Offers and requests, with search; writing one happens on the same page. */
@Composable
fun BoardScreen(
    load: Load<BoardState>,
    act: Act,
    onSearch: (String) -> Unit,
    onPost: (NoticeKind, String, String, () -> Unit) -> Unit,
    onClose: (NoticeRow) -> Unit,
    back: () -> Unit,
) {
    val words = LocalWords.current
    Loaded(load, words.boardTitle, back) { state ->
        var writing by rememberSaveable { mutableStateOf(false) }
        var kind by rememberSaveable { mutableStateOf(NoticeKind.OFFER) }
        var title by rememberSaveable { mutableStateOf("") }
        var text by rememberSaveable { mutableStateOf("") }
        val post = {
            onPost(kind, title, text) {
                writing = false
                title = ""
                text = ""
            }
        }
        val button: @Composable () -> Unit = {
            Main(words.boardPost, { if (writing) post() else writing = true }, enabled = act != Act.Busy)
        }
        Frame(words.boardTitle, back = { if (writing) writing = false else back() }, button = button, act = act) {
            if (writing) {
                item { Choice(listOf(NoticeKind.OFFER to words.boardOffer, NoticeKind.REQUEST to words.boardRequest), kind) { kind = it } }
                item { Typed(words.boardTitleLabel, title, { title = it }, "title") }
                item { Typed(words.boardTextLabel, text, { text = it }, "text", lines = 3) }
            } else {
                item { Search(words.boardSearch, state.search, onSearch) }
                if (state.notices.isEmpty()) {
                    item {
                        if (state.search.isBlank()) {
                            Empty(Icons.Board, words.boardEmpty, words.boardEmptyHelp)
                        } else {
                            Text(words.boardNone(state.search), style = MaterialTheme.typography.bodyLarge)
                        }
                    }
                }
                items(state.notices, key = NoticeRow::item) { Notice(it) { onClose(it) } }
            }
        }
    }
}

@Composable
private fun Notice(
    row: NoticeRow,
    onClose: () -> Unit,
) {
    val words = LocalWords.current
    val colours = MaterialTheme.colorScheme
    Paper {
        Flow {
            if (row.kind == NoticeKind.OFFER) {
                Tag(words.boardOffer)
            } else {
                Tag(words.boardRequest, colours.secondaryContainer, colours.onSecondaryContainer)
            }
            Text(row.member.name, style = MaterialTheme.typography.bodyMedium, color = colours.onSurfaceVariant)
        }
        Own(row.title, MaterialTheme.typography.titleMedium)
        if (row.text.isNotBlank()) Own(row.text, MaterialTheme.typography.bodyMedium)
        Flow {
            SyncChip(row.sync)
            if (row.mine) Quiet(words.boardClose, onClose)
        }
    }
}
