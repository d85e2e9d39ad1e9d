// Written by `cargo xtask i18n` from bindings/i18n/catalogue.toml.

/// Every word the app shows, by name. The app passes how a key is looked up and formatted in the
/// person's language; tests pass their own.
public struct Words: Sendable {
    /// Gives the text under a key with its arguments filled in: `String`, or `Int` for a count.
    public typealias LookUp = @Sendable (_ key: String, _ arguments: [any Sendable]) -> String

    private let text: LookUp

    public init(_ text: @escaping LookUp) {
        self.text = text
    }

    public var actionBack: String { text("action_back", []) }
    public var actionCancel: String { text("action_cancel", []) }
    public var actionChoose: String { text("action_choose", []) }
    public var actionClear: String { text("action_clear", []) }
    public var actionClose: String { text("action_close", []) }
    public var actionCopy: String { text("action_copy", []) }
    public var actionDismiss: String { text("action_dismiss", []) }
    public var actionEarlier: String { text("action_earlier", []) }
    public var actionFewer: String { text("action_fewer", []) }
    public var actionLater: String { text("action_later", []) }
    public var actionMore: String { text("action_more", []) }
    public var actionSave: String { text("action_save", []) }
    public var actionSearch: String { text("action_search", []) }
    public var actionShare: String { text("action_share", []) }
    public var actionSyncNow: String { text("action_sync_now", []) }
    public var actionTryAgain: String { text("action_try_again", []) }
    public var appName: String { text("app_name", []) }
    public var billDelivery: String { text("bill_delivery", []) }
    public var billDeposit: String { text("bill_deposit", []) }
    public var billEmpty: String { text("bill_empty", []) }
    public var billGoods: String { text("bill_goods", []) }
    public var billLeftOver: String { text("bill_left_over", []) }
    public var billProvisional: String { text("bill_provisional", []) }
    public func billSaving(money: String) -> String { text("bill_saving", [money]) }
    public var billTitle: String { text("bill_title", []) }
    public var billTotal: String { text("bill_total", []) }
    public func billUnits(units: String, unit: String) -> String { text("bill_units", [units, unit]) }
    public var billVat: String { text("bill_vat", []) }
    public var boardClose: String { text("board_close", []) }
    public var boardEmpty: String { text("board_empty", []) }
    public var boardEmptyHelp: String { text("board_empty_help", []) }
    public func boardNone(text: String) -> String { text("board_none", [text]) }
    public var boardOffer: String { text("board_offer", []) }
    public var boardOffers: String { text("board_offers", []) }
    public var boardPost: String { text("board_post", []) }
    public var boardRequest: String { text("board_request", []) }
    public var boardRequests: String { text("board_requests", []) }
    public var boardSearch: String { text("board_search", []) }
    public var boardTextLabel: String { text("board_text_label", []) }
    public var boardTitle: String { text("board_title", []) }
    public var boardTitleLabel: String { text("board_title_label", []) }
    public var detailsAside: String { text("details_aside", []) }
    public var detailsContact: String { text("details_contact", []) }
    public var detailsContactNever: String { text("details_contact_never", []) }
    public var detailsKeys: String { text("details_keys", []) }
    public var detailsKeysHelp: String { text("details_keys_help", []) }
    public var detailsLook: String { text("details_look", []) }
    public var detailsNothing: String { text("details_nothing", []) }
    public var detailsServer: String { text("details_server", []) }
    public var detailsTitle: String { text("details_title", []) }
    public var detailsWaiting: String { text("details_waiting", []) }
    public var errorClosed: String { text("error_closed", []) }
    public var errorClosedTitle: String { text("error_closed_title", []) }
    public var errorFull: String { text("error_full", []) }
    public var errorFullTitle: String { text("error_full_title", []) }
    public func errorInternal(detail: String) -> String { text("error_internal", [detail]) }
    public var errorInternalTitle: String { text("error_internal_title", []) }
    public var errorInvalidTitle: String { text("error_invalid_title", []) }
    public var errorKeyGone: String { text("error_key_gone", []) }
    public var errorKeyGoneTitle: String { text("error_key_gone_title", []) }
    public var errorNotFound: String { text("error_not_found", []) }
    public var errorNotFoundTitle: String { text("error_not_found_title", []) }
    public var errorOffline: String { text("error_offline", []) }
    public var errorOfflineTitle: String { text("error_offline_title", []) }
    public var errorRefusedTitle: String { text("error_refused_title", []) }
    public var errorRetry: String { text("error_retry", []) }
    public var errorRetryTitle: String { text("error_retry_title", []) }
    public var errorUpdate: String { text("error_update", []) }
    public var errorUpdateTitle: String { text("error_update_title", []) }
    public var helpLostA: String { text("help_lost_a", []) }
    public var helpLostQ: String { text("help_lost_q", []) }
    public var helpOfflineA: String { text("help_offline_a", []) }
    public var helpOfflineQ: String { text("help_offline_q", []) }
    public var helpSeeA: String { text("help_see_a", []) }
    public var helpSeeQ: String { text("help_see_q", []) }
    public var helpTitle: String { text("help_title", []) }
    public var helpWordsA: String { text("help_words_a", []) }
    public var helpWordsQ: String { text("help_words_q", []) }
    public func homeAgree(name: String, time: String) -> String { text("home_agree", [name, time]) }
    public var homeAgreeHelp: String { text("home_agree_help", []) }
    public func homeClosing(round: String, day: String) -> String { text("home_closing", [round, day]) }
    public var homeClosingHelp: String { text("home_closing_help", []) }
    public var homeDo: String { text("home_do", []) }
    public func homeHello(name: String) -> String { text("home_hello", [name]) }
    public var homeInvite: String { text("home_invite", []) }
    public var homeLogVisit: String { text("home_log_visit", []) }
    public var homeLookHelp: String { text("home_look_help", []) }
    public func homeMore(count: Int) -> String { text("home_more", [count]) }
    public var homeNeeds: String { text("home_needs", []) }
    public func homeNeighbours(count: Int) -> String { text("home_neighbours", [count]) }
    public var homeNoteHours: String { text("home_note_hours", []) }
    public var homeNothing: String { text("home_nothing", []) }
    public var homeNothingHelp: String { text("home_nothing_help", []) }
    public var homePledge: String { text("home_pledge", []) }
    public func homeShort(article: String, missing: String) -> String { text("home_short", [article, missing]) }
    public func homeVisit(name: String) -> String { text("home_visit", [name]) }
    public func homeVisitLast(day: String) -> String { text("home_visit_last", [day]) }
    public var homeVisitNone: String { text("home_visit_none", []) }
    public var hoursAgree: String { text("hours_agree", []) }
    public func hoursAwaits(name: String) -> String { text("hours_awaits", [name]) }
    public var hoursBalance: String { text("hours_balance", []) }
    public var hoursBalanceEven: String { text("hours_balance_even", []) }
    public var hoursBalanceGiven: String { text("hours_balance_given", []) }
    public var hoursBalanceReceived: String { text("hours_balance_received", []) }
    public var hoursEmpty: String { text("hours_empty", []) }
    public var hoursEmptyHelp: String { text("hours_empty_help", []) }
    public var hoursEveryone: String { text("hours_everyone", []) }
    public var hoursHistory: String { text("hours_history", []) }
    public var hoursLift: String { text("hours_lift", []) }
    public func hoursLine(giver: String, receiver: String) -> String { text("hours_line", [giver, receiver]) }
    public var hoursNote: String { text("hours_note", []) }
    public var hoursPosted: String { text("hours_posted", []) }
    public var hoursQuestion: String { text("hours_question", []) }
    public var hoursQuestionHelp: String { text("hours_question_help", []) }
    public var hoursQuestionLabel: String { text("hours_question_label", []) }
    public var hoursQuestionSend: String { text("hours_question_send", []) }
    public func hoursQuestioned(name: String, words: String) -> String { text("hours_questioned", [name, words]) }
    public func hoursQuestionedPlain(name: String) -> String { text("hours_questioned_plain", [name]) }
    public var hoursTitle: String { text("hours_title", []) }
    public var hoursWaiting: String { text("hours_waiting", []) }
    public var hoursWithdraw: String { text("hours_withdraw", []) }
    public var hoursWithdrawn: String { text("hours_withdrawn", []) }
    public var hoursWitness: String { text("hours_witness", []) }
    public var inviteCareful: String { text("invite_careful", []) }
    public func inviteExplain(day: String) -> String { text("invite_explain", [day]) }
    public var inviteExplainBefore: String { text("invite_explain_before", []) }
    public var inviteMake: String { text("invite_make", []) }
    public var invitePicture: String { text("invite_picture", []) }
    public func inviteShareText(link: String) -> String { text("invite_share_text", [link]) }
    public var inviteTitle: String { text("invite_title", []) }
    public var kindCall: String { text("kind_call", []) }
    public var kindErrand: String { text("kind_errand", []) }
    public var kindNoAnswer: String { text("kind_no_answer", []) }
    public var kindNotWell: String { text("kind_not_well", []) }
    public var kindVisit: String { text("kind_visit", []) }
    public var lengthLong: String { text("length_long", []) }
    public var lengthMedium: String { text("length_medium", []) }
    public var lengthShort: String { text("length_short", []) }
    public var licencesKith: String { text("licences_kith", []) }
    public var licencesTitle: String { text("licences_title", []) }
    public var loadingOpening: String { text("loading_opening", []) }
    public var loadingScreen: String { text("loading_screen", []) }
    public var logBrought: String { text("log_brought", []) }
    public var logBroughtHelp: String { text("log_brought_help", []) }
    public var logFollowUp: String { text("log_follow_up", []) }
    public var logKept: String { text("log_kept", []) }
    public var logLong: String { text("log_long", []) }
    public func logRun(km: String) -> String { text("log_run", [km]) }
    public var logRunNone: String { text("log_run_none", []) }
    public var logRunRemove: String { text("log_run_remove", []) }
    public var logSave: String { text("log_save", []) }
    public var logTitle: String { text("log_title", []) }
    public var logWhat: String { text("log_what", []) }
    public var logWhen: String { text("log_when", []) }
    public func logWith(name: String) -> String { text("log_with", [name]) }
    public var logWords: String { text("log_words", []) }
    public var logWordsHelp: String { text("log_words_help", []) }
    public var noteDay: String { text("note_day", []) }
    public var noteGave: String { text("note_gave", []) }
    public var noteKept: String { text("note_kept", []) }
    public var noteKind: String { text("note_kind", []) }
    public var noteKindHelp: String { text("note_kind_help", []) }
    public var noteLong: String { text("note_long", []) }
    public var noteReceived: String { text("note_received", []) }
    public var noteSave: String { text("note_save", []) }
    public var noteTitle: String { text("note_title", []) }
    public var noteWho: String { text("note_who", []) }
    public var noteWords: String { text("note_words", []) }
    public var pairingApproved: String { text("pairing_approved", []) }
    public var pairingChosen: String { text("pairing_chosen", []) }
    public var pairingEnded: String { text("pairing_ended", []) }
    public var pairingIntroduced: String { text("pairing_introduced", []) }
    public var pairingOnHold: String { text("pairing_on_hold", []) }
    public var pairingSuggested: String { text("pairing_suggested", []) }
    public var partAfternoon: String { text("part_afternoon", []) }
    public var partEvening: String { text("part_evening", []) }
    public var partMorning: String { text("part_morning", []) }
    public var partNight: String { text("part_night", []) }
    public var peopleAbout: String { text("people_about", []) }
    public var peopleAlone: String { text("people_alone", []) }
    public var peopleAloneHelp: String { text("people_alone_help", []) }
    public func peopleHousehold(names: String) -> String { text("people_household", [names]) }
    public var peopleInvite: String { text("people_invite", []) }
    public var peopleLeft: String { text("people_left", []) }
    public func peopleMakeCoordinator(name: String) -> String { text("people_make_coordinator", [name]) }
    public var peopleMe: String { text("people_me", []) }
    public var peoplePhone: String { text("people_phone", []) }
    public var peopleRemoved: String { text("people_removed", []) }
    public var peopleSearch: String { text("people_search", []) }
    public var peopleTitle: String { text("people_title", []) }
    public var phoneDevices: String { text("phone_devices", []) }
    public var phoneExport: String { text("phone_export", []) }
    public var phoneExportHelp: String { text("phone_export_help", []) }
    public var phoneHelp: String { text("phone_help", []) }
    public var phoneLanguage: String { text("phone_language", []) }
    public var phoneLanguageHelp: String { text("phone_language_help", []) }
    public var phoneLicences: String { text("phone_licences", []) }
    public var phoneOtherDevice: String { text("phone_other_device", []) }
    public var phoneReminders: String { text("phone_reminders", []) }
    public var phoneRevoke: String { text("phone_revoke", []) }
    public var phoneRevoked: String { text("phone_revoked", []) }
    public var phoneSettings: String { text("phone_settings", []) }
    public var phoneSync: String { text("phone_sync", []) }
    public var phoneSyncHelp: String { text("phone_sync_help", []) }
    public var phoneText: String { text("phone_text", []) }
    public var phoneTextHelp: String { text("phone_text_help", []) }
    public var phoneThisDevice: String { text("phone_this_device", []) }
    public var phoneTitle: String { text("phone_title", []) }
    public func phoneVersion(version: String) -> String { text("phone_version", [version]) }
    public var pledgeAtLeast: String { text("pledge_at_least", []) }
    public var pledgeAtLeastHelp: String { text("pledge_at_least_help", []) }
    public var pledgeCap: String { text("pledge_cap", []) }
    public var pledgeCapHelp: String { text("pledge_cap_help", []) }
    public var pledgeEffect: String { text("pledge_effect", []) }
    public var pledgeEffectNone: String { text("pledge_effect_none", []) }
    public func pledgeEffectUnits(units: String, money: String) -> String { text("pledge_effect_units", [units, money]) }
    public var pledgeMoreChoices: String { text("pledge_more_choices", []) }
    public var pledgeSave: String { text("pledge_save", []) }
    public var pledgeTitle: String { text("pledge_title", []) }
    public var pledgeUpTo: String { text("pledge_up_to", []) }
    public var pledgeUpToHelp: String { text("pledge_up_to_help", []) }
    public var pledgeWant: String { text("pledge_want", []) }
    public var pledgeWithdraw: String { text("pledge_withdraw", []) }
    public var remindChannel: String { text("remind_channel", []) }
    public func remindClosing(round: String, day: String) -> String { text("remind_closing", [round, day]) }
    public var remindClosingHelp: String { text("remind_closing_help", []) }
    public var roleCoordinator: String { text("role_coordinator", []) }
    public var roleHost: String { text("role_host", []) }
    public var roleLead: String { text("role_lead", []) }
    public var rolePairingCoordinator: String { text("role_pairing_coordinator", []) }
    public var roleVisitor: String { text("role_visitor", []) }
    public var roundAdd: String { text("round_add", []) }
    public var roundBill: String { text("round_bill", []) }
    public func roundBillOpen(money: String) -> String { text("round_bill_open", [money]) }
    public var roundCame: String { text("round_came", []) }
    public func roundCaseOf(size: String) -> String { text("round_case_of", [size]) }
    public func roundCases(count: Int) -> String { text("round_cases", [count]) }
    public var roundCasesFull: String { text("round_cases_full", []) }
    public var roundChange: String { text("round_change", []) }
    public var roundClash: String { text("round_clash", []) }
    public var roundDeliver: String { text("round_deliver", []) }
    public var roundDeliverHelp: String { text("round_deliver_help", []) }
    public var roundInvoice: String { text("round_invoice", []) }
    public var roundLateNote: String { text("round_late_note", []) }
    public func roundMissing(count: Int) -> String { text("round_missing", [count]) }
    public var roundNotStarted: String { text("round_not_started", []) }
    public func roundOrdered(number: String) -> String { text("round_ordered", [number]) }
    public var roundOrganise: String { text("round_organise", []) }
    public func roundOrganiser(name: String) -> String { text("round_organiser", [name]) }
    public var roundPlace: String { text("round_place", []) }
    public var roundPlaceHelp: String { text("round_place_help", []) }
    public func roundPrice(money: String, unit: String) -> String { text("round_price", [money, unit]) }
    public var roundPriceRose: String { text("round_price_rose", []) }
    public var roundSeal: String { text("round_seal", []) }
    public var roundSealHelp: String { text("round_seal_help", []) }
    public var roundSearch: String { text("round_search", []) }
    public func roundSearchNone(text: String) -> String { text("round_search_none", [text]) }
    public var roundSettle: String { text("round_settle", []) }
    public var roundSettleHelp: String { text("round_settle_help", []) }
    public var roundSingle: String { text("round_single", []) }
    public func roundYours(want: String) -> String { text("round_yours", [want]) }
    public func roundYoursGet(units: String) -> String { text("round_yours_get", [units]) }
    public func roundYoursUpTo(want: String, up_to: String) -> String { text("round_yours_up_to", [want, up_to]) }
    public func roundsCloses(day: String) -> String { text("rounds_closes", [day]) }
    public var roundsEmpty: String { text("rounds_empty", []) }
    public var roundsEmptyHelp: String { text("rounds_empty_help", []) }
    public func roundsFrom(supplier: String) -> String { text("rounds_from", [supplier]) }
    public func roundsHouseholds(count: Int) -> String { text("rounds_households", [count]) }
    public func roundsReached(reached: String, minimum: String) -> String { text("rounds_reached", [reached, minimum]) }
    public var roundsTitle: String { text("rounds_title", []) }
    public var roundsUntitled: String { text("rounds_untitled", []) }
    public func roundsYours(money: String) -> String { text("rounds_yours", [money]) }
    public var roundsYoursNone: String { text("rounds_yours_none", []) }
    public var stageDelivered: String { text("stage_delivered", []) }
    public var stageOpen: String { text("stage_open", []) }
    public var stagePlaced: String { text("stage_placed", []) }
    public var stageSealed: String { text("stage_sealed", []) }
    public var stageSettled: String { text("stage_settled", []) }
    public var syncCounted: String { text("sync_counted", []) }
    public var syncLate: String { text("sync_late", []) }
    public var syncNeedsALook: String { text("sync_needs_a_look", []) }
    public var syncOnThisPhone: String { text("sync_on_this_phone", []) }
    public var syncSent: String { text("sync_sent", []) }
    public var syncWaitingForKey: String { text("sync_waiting_for_key", []) }
    public func synclineLook(count: Int) -> String { text("syncline_look", [count]) }
    public var synclineNever: String { text("syncline_never", []) }
    public var synclineOffline: String { text("syncline_offline", []) }
    public var synclineRunning: String { text("syncline_running", []) }
    public func synclineSynced(when: String) -> String { text("syncline_synced", [when]) }
    public func synclineWaiting(count: Int) -> String { text("syncline_waiting", [count]) }
    public var tabHome: String { text("tab_home", []) }
    public var tabHours: String { text("tab_hours", []) }
    public var tabOrder: String { text("tab_order", []) }
    public var tabPeople: String { text("tab_people", []) }
    public var tabVisits: String { text("tab_visits", []) }
    public func timeHours(hours: String) -> String { text("time_hours", [hours]) }
    public func timeHoursMinutes(hours: String, minutes: String) -> String { text("time_hours_minutes", [hours, minutes]) }
    public func timeMinus(time: String) -> String { text("time_minus", [time]) }
    public func timeMinutes(minutes: String) -> String { text("time_minutes", [minutes]) }
    public func timePlus(time: String) -> String { text("time_plus", [time]) }
    public func visitsCall(name: String) -> String { text("visits_call", [name]) }
    public var visitsCallNone: String { text("visits_call_none", []) }
    public func visitsCount(count: Int) -> String { text("visits_count", [count]) }
    public var visitsEmpty: String { text("visits_empty", []) }
    public var visitsEmptyHelp: String { text("visits_empty_help", []) }
    public var visitsHistory: String { text("visits_history", []) }
    public var visitsHistoryNone: String { text("visits_history_none", []) }
    public func visitsHosting(name: String) -> String { text("visits_hosting", [name]) }
    public var visitsHostingNone: String { text("visits_hosting_none", []) }
    public var visitsLog: String { text("visits_log", []) }
    public var visitsOwnWords: String { text("visits_own_words", []) }
    public var visitsOwnWordsHelp: String { text("visits_own_words_help", []) }
    public var visitsOwnWordsLabel: String { text("visits_own_words_label", []) }
    public func visitsOwnWordsOf(name: String, words: String) -> String { text("visits_own_words_of", [name, words]) }
    public var visitsPlace: String { text("visits_place", []) }
    public var visitsPlanWaits: String { text("visits_plan_waits", []) }
    public func visitsRun(km: String) -> String { text("visits_run", [km]) }
    public var visitsSomeone: String { text("visits_someone", []) }
    public var visitsTimes: String { text("visits_times", []) }
    public var visitsTitle: String { text("visits_title", []) }
    public var visitsUnreadable: String { text("visits_unreadable", []) }
    public func visitsVisiting(name: String) -> String { text("visits_visiting", [name]) }
    public var visitsWishes: String { text("visits_wishes", []) }
    public var welcomeBusy: String { text("welcome_busy", []) }
    public var welcomeFound: String { text("welcome_found", []) }
    public var welcomeFoundNow: String { text("welcome_found_now", []) }
    public var welcomeHomeLabel: String { text("welcome_home_label", []) }
    public var welcomeHours: String { text("welcome_hours", []) }
    public var welcomeJoin: String { text("welcome_join", []) }
    public var welcomeJoinNow: String { text("welcome_join_now", []) }
    public var welcomeLinkHelp: String { text("welcome_link_help", []) }
    public var welcomeLinkLabel: String { text("welcome_link_label", []) }
    public var welcomeLook: String { text("welcome_look", []) }
    public var welcomeNameHelp: String { text("welcome_name_help", []) }
    public var welcomeNameLabel: String { text("welcome_name_label", []) }
    public var welcomeOrder: String { text("welcome_order", []) }
    public func welcomePreviewExpires(day: String) -> String { text("welcome_preview_expires", [day]) }
    public var welcomePreviewSeen: String { text("welcome_preview_seen", []) }
    public var welcomePreviewTitle: String { text("welcome_preview_title", []) }
    public func welcomePreviewWhere(address: String) -> String { text("welcome_preview_where", [address]) }
    public var welcomeScan: String { text("welcome_scan", []) }
    public var welcomeServerHelp: String { text("welcome_server_help", []) }
    public var welcomeServerLabel: String { text("welcome_server_label", []) }
    public var welcomeTitle: String { text("welcome_title", []) }
    public var welcomeVisits: String { text("welcome_visits", []) }
    public var whyBelowAtLeast: String { text("why_below_at_least", []) }
    public var whyCapReached: String { text("why_cap_reached", []) }
    public var whyCapTooLow: String { text("why_cap_too_low", []) }
    public var whyCaseNotReached: String { text("why_case_not_reached", []) }
    public var whyContradiction: String { text("why_contradiction", []) }
    public var whyExtraNotNeeded: String { text("why_extra_not_needed", []) }
    public var whyFullWant: String { text("why_full_want", []) }
    public var whyLastCaseNotFull: String { text("why_last_case_not_full", []) }
    public var whyMinimumNotReached: String { text("why_minimum_not_reached", []) }
    public var whyNotWanted: String { text("why_not_wanted", []) }
    public var whyNothingCame: String { text("why_nothing_came", []) }
    public var whyRanOut: String { text("why_ran_out", []) }
    public var whyShortDelivery: String { text("why_short_delivery", []) }
    public var whyTitle: String { text("why_title", []) }
    public var whyToppedUp: String { text("why_topped_up", []) }
}
