// What the core's fixed words are called on screen, and how times and faults read. Every word comes from the
// catalogue; nothing here decides anything.

import Kith

extension Words {
    /// Where an item stands, in one word.
    public func name(of word: SyncWord) -> String {
        switch word {
        case .onThisPhone: syncOnThisPhone
        case .sent: syncSent
        case .counted: syncCounted
        case .late: syncLate
        case .waitingForKey: syncWaitingForKey
        case .needsALook: syncNeedsALook
        }
    }

    /// What a carried record does.
    public func title(of record: CarriedRow) -> String {
        switch record.act {
        case "device-added": carriedPhone(name: record.member?.name ?? visitsSomeone)
        case "server-adopted": carriedServer
        default: carriedOther
        }
    }

    public func name(of stage: RoundStage) -> String {
        switch stage {
        case .open: stageOpen
        case .sealed: stageSealed
        case .placed: stagePlaced
        case .delivered: stageDelivered
        case .settled: stageSettled
        }
    }

    public func name(of stage: PairingStage) -> String {
        switch stage {
        case .suggested: pairingSuggested
        case .chosen: pairingChosen
        case .approved: pairingApproved
        case .introduced: pairingIntroduced
        case .onHold: pairingOnHold
        case .ended: pairingEnded
        }
    }

    public func name(of kind: VisitKind) -> String {
        switch kind {
        case .visit: kindVisit
        case .call: kindCall
        case .errand: kindErrand
        case .noAnswer: kindNoAnswer
        case .notWell: kindNotWell
        }
    }

    public func name(of part: DayPart) -> String {
        switch part {
        case .morning: partMorning
        case .afternoon: partAfternoon
        case .evening: partEvening
        case .night: partNight
        }
    }

    public func name(of length: VisitLength) -> String {
        switch length {
        case .short: lengthShort
        case .medium: lengthMedium
        case .long: lengthLong
        }
    }

    public func name(of role: Role) -> String {
        switch role {
        case .coordinator: roleCoordinator
        case .lead: roleLead
        case .host: roleHost
        case .visitor: roleVisitor
        case .pairingCoordinator: rolePairingCoordinator
        case .author: roleAuthor
        // Whoever raised a concern is shown by name, never as a role.
        case .author: ""
        }
    }

    public func name(of tab: Tab) -> String {
        switch tab {
        case .home: tabHome
        case .order: tabOrder
        case .hours: tabHours
        case .visits: tabVisits
        case .people: tabPeople
        }
    }

    public func name(of step: Step) -> String {
        switch step {
        case .seal: roundSeal
        case .place: roundPlace
        case .deliver: roundDeliver
        case .settle: roundSettle
        }
    }

    /// What a step does, to read before it is taken.
    public func help(for step: Step) -> String {
        switch step {
        case .seal: roundSealHelp
        case .place: roundPlaceHelp
        case .deliver: roundDeliverHelp
        case .settle: roundSettleHelp
        }
    }

    /// Why a household gets what it gets, to the household itself.
    public func why(_ reason: AllocationReason) -> String {
        switch reason {
        case .fullWant: whyFullWant
        case .toppedUp: whyToppedUp
        case .capReached: whyCapReached
        case .lastCaseNotFull: whyLastCaseNotFull
        case .shortDelivery: whyShortDelivery
        case .extraNotNeeded: whyExtraNotNeeded
        case .notWanted: whyNotWanted
        case .capTooLow: whyCapTooLow
        case .caseNotReached: whyCaseNotReached
        case .minimumNotReached: whyMinimumNotReached
        case .nothingCame: whyNothingCame
        case .belowAtLeast: whyBelowAtLeast
        case .ranOut: whyRanOut
        case .contradiction: whyContradiction
        }
    }

    /// The quiet line.
    public func line(_ line: QuietLine, _ format: Format) -> String {
        switch line {
        case .running: synclineRunning
        case .offline: synclineOffline
        case .needsALook(let count): synclineLook(count: Int(count))
        case .waiting(let count): synclineWaiting(count: Int(count))
        case .trouble(let why): why
        case .upToDate(let at): synclineSynced(moment: format.since(at))
        case .never: synclineNever
        }
    }

    /// Whole minutes, in hours and minutes.
    public func time(_ minutes: UInt64) -> String {
        let (hours, rest) = minutes.quotientAndRemainder(dividingBy: 60)
        return switch (hours, rest) {
        case (0, _): timeMinutes(minutes: "\(rest)")
        case (_, 0): timeHours(hours: "\(hours)")
        default: timeHoursMinutes(hours: "\(hours)", minutes: "\(rest)")
        }
    }

    /// A balance of minutes, with its sign.
    public func signed(_ minutes: Int64) -> String {
        let time = time(minutes.magnitude)
        return minutes == 0 ? time : minutes < 0 ? timeMinus(time: time) : timePlus(time: time)
    }

    /// What happened, as a heading.
    public func title(of error: KithError) -> String {
        switch error {
        case .Refused: errorRefusedTitle
        case .Invalid: errorInvalidTitle
        case .NotFound: errorNotFoundTitle
        case .Offline: errorOfflineTitle
        case .Retry: errorRetryTitle
        case .ServerFault("withheld", _): errorWithheldTitle
        case .ServerFault: errorServerFaultTitle
        case .KeyGone: errorKeyGoneTitle
        case .UpdateNeeded: errorUpdateTitle
        case .StorageFull: errorFullTitle
        case .Closed: errorClosedTitle
        case .Internal: errorInternalTitle
        }
    }

    /// That nothing is lost, and what to do. A refusal is the core's own sentence.
    public func help(for error: KithError) -> String {
        switch error {
        case .Refused(_, let reason), .Invalid(_, let reason): reason
        case .NotFound: errorNotFound
        case .Offline: errorOffline
        case .Retry: errorRetry
        case .ServerFault("withheld", _): errorWithheld
        case .ServerFault: errorServerFault
        case .KeyGone: errorKeyGone
        case .UpdateNeeded: errorUpdate
        case .StorageFull: errorFull
        case .Closed: errorClosed
        case .Internal(let detail): errorInternal(detail: detail)
        }
    }
}
