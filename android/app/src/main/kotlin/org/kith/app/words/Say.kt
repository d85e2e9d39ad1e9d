package org.kith.app.words

import org.kith.core.AllocationReason
import org.kith.core.DayPart
import org.kith.core.KithException
import org.kith.core.PairingStage
import org.kith.core.Role
import org.kith.core.RoundStage
import org.kith.core.SyncWord
import org.kith.core.VisitKind
import org.kith.core.VisitLength
import org.kith.model.Formats

/** The core's fixed words, as people read them. */
fun Words.of(word: SyncWord): String =
    when (word) {
        SyncWord.ON_THIS_PHONE -> syncOnThisPhone
        SyncWord.SENT -> syncSent
        SyncWord.COUNTED -> syncCounted
        SyncWord.LATE -> syncLate
        SyncWord.WAITING_FOR_KEY -> syncWaitingForKey
        SyncWord.NEEDS_A_LOOK -> syncNeedsALook
    }

fun Words.of(stage: RoundStage): String =
    when (stage) {
        RoundStage.OPEN -> stageOpen
        RoundStage.SEALED -> stageSealed
        RoundStage.PLACED -> stagePlaced
        RoundStage.DELIVERED -> stageDelivered
        RoundStage.SETTLED -> stageSettled
    }

fun Words.of(why: AllocationReason): String =
    when (why) {
        AllocationReason.FULL_WANT -> whyFullWant
        AllocationReason.TOPPED_UP -> whyToppedUp
        AllocationReason.CAP_REACHED -> whyCapReached
        AllocationReason.LAST_CASE_NOT_FULL -> whyLastCaseNotFull
        AllocationReason.SHORT_DELIVERY -> whyShortDelivery
        AllocationReason.EXTRA_NOT_NEEDED -> whyExtraNotNeeded
        AllocationReason.NOT_WANTED -> whyNotWanted
        AllocationReason.CAP_TOO_LOW -> whyCapTooLow
        AllocationReason.CASE_NOT_REACHED -> whyCaseNotReached
        AllocationReason.MINIMUM_NOT_REACHED -> whyMinimumNotReached
        AllocationReason.NOTHING_CAME -> whyNothingCame
        AllocationReason.BELOW_AT_LEAST -> whyBelowAtLeast
        AllocationReason.RAN_OUT -> whyRanOut
        AllocationReason.CONTRADICTION -> whyContradiction
    }

fun Words.of(stage: PairingStage): String =
    when (stage) {
        PairingStage.Suggested -> pairingSuggested
        PairingStage.Chosen -> pairingChosen
        PairingStage.Approved -> pairingApproved
        PairingStage.Introduced -> pairingIntroduced
        PairingStage.OnHold -> pairingOnHold
        is PairingStage.Ended -> pairingEnded
    }

fun Words.of(kind: VisitKind): String =
    when (kind) {
        VisitKind.VISIT -> kindVisit
        VisitKind.CALL -> kindCall
        VisitKind.ERRAND -> kindErrand
        VisitKind.NO_ANSWER -> kindNoAnswer
        VisitKind.NOT_WELL -> kindNotWell
    }

fun Words.of(part: DayPart): String =
    when (part) {
        DayPart.MORNING -> partMorning
        DayPart.AFTERNOON -> partAfternoon
        DayPart.EVENING -> partEvening
        DayPart.NIGHT -> partNight
    }

fun Words.of(length: VisitLength): String =
    when (length) {
        VisitLength.SHORT -> lengthShort
        VisitLength.MEDIUM -> lengthMedium
        VisitLength.LONG -> lengthLong
    }

fun Words.of(role: Role): String =
    when (role) {
        Role.COORDINATOR -> roleCoordinator
        Role.LEAD -> roleLead
        Role.HOST -> roleHost
        Role.VISITOR -> roleVisitor
        Role.PAIRING_COORDINATOR -> rolePairingCoordinator
        Role.AUTHOR -> roleAuthor
    }

/** What went wrong in a few words, and what to do. A refusal speaks in the core's own sentence. */
data class Said(
    val title: String,
    val todo: String,
)

fun Words.of(error: KithException): Said =
    when (error) {
        is KithException.Refused -> Said(errorRefusedTitle, sentence(error.reason))
        is KithException.Invalid -> Said(errorInvalidTitle, sentence("${error.field} ${error.reason}"))
        is KithException.NotFound -> Said(errorNotFoundTitle, errorNotFound)
        is KithException.Offline -> Said(errorOfflineTitle, errorOffline)
        is KithException.Retry -> Said(errorRetryTitle, errorRetry)
        is KithException.ServerFault ->
            when (error.code) {
                "withheld" -> Said(errorWithheldTitle, errorWithheld)
                else -> Said(errorServerFaultTitle, errorServerFault)
            }
        is KithException.KeyGone -> Said(errorKeyGoneTitle, errorKeyGone)
        is KithException.UpdateNeeded -> Said(errorUpdateTitle, errorUpdate)
        is KithException.StorageFull -> Said(errorFullTitle, errorFull)
        is KithException.Closed -> Said(errorClosedTitle, errorClosed)
        is KithException.Internal -> Said(errorInternalTitle, errorInternal(error.detail))
    }

/** The core's sentences begin small, since they follow a name in other shells. */
fun sentence(text: String): String = text.replaceFirstChar(Char::uppercase).let { if (it.endsWith('.')) it else "$it." }

/** Minutes, without their sign: `1 h 30 min`. */
fun Words.time(
    formats: Formats,
    minutes: Long,
): String {
    val (hours, rest) = formats.hoursAndMinutes(minutes)
    val written = { number: Long -> formats.number(number.toULong()) }
    return when {
        hours == 0L -> timeMinutes(written(rest))
        rest == 0L -> timeHours(written(hours))
        else -> timeHoursMinutes(written(hours), written(rest))
    }
}

/** A balance with its sign: `+1 h 30 min`. */
fun Words.balance(
    formats: Formats,
    minutes: Long,
): String =
    when {
        minutes > 0 -> timePlus(time(formats, minutes))
        minutes < 0 -> timeMinus(time(formats, minutes))
        else -> time(formats, minutes)
    }
