package org.kith.model

import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.flow.StateFlow
import org.kith.core.Community
import org.kith.core.EntryRow
import org.kith.core.MemberRow
import org.kith.core.Page
import org.kith.core.RoundRow
import org.kith.core.RoundStage

/** What I can do for a member I write for. */
data class SpeakingState(
    val person: MemberRow,
    val rounds: List<RoundRow>,
    val waiting: List<EntryRow>,
)

/** What I can do for a member I write for. */
class SpeakingModel(
    community: Community,
    scope: CoroutineScope,
    private val member: String,
) {
    /** For the screen. */
    val state: StateFlow<Load<SpeakingState>> =
        community.loads(scope) {
            SpeakingState(
                members(Page()).rows.first { it.id == member },
                rounds(Page()).rows.filter { it.stage == RoundStage.OPEN },
                hours(Page()).rows.filter { it.awaits?.id == member },
            )
        }
}

/** Everybody who belongs, but oneself. */
internal suspend fun Community.others(): List<MemberRow> = members(Page()).rows.filter { it.present && !it.me }
