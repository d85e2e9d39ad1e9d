// Written by `cargo xtask i18n` from bindings/i18n/catalogue.toml.
// swift-format-ignore-file

/// Every word the app shows, by name. The app passes how a key is looked up and formatted in the
/// person's language; tests pass their own.
public struct Words: Sendable {
    /// Gives the text under a key with its arguments filled in: `String`, or `Int` for a count.
    public typealias LookUp = @Sendable (_ key: String, _ arguments: [any Sendable]) -> String

    private let lookUp: LookUp

    public init(_ lookUp: @escaping LookUp) {
        self.lookUp = lookUp
    }

    public var actionBack: String { lookUp("action_back", []) }
    public var actionCancel: String { lookUp("action_cancel", []) }
    public var actionChoose: String { lookUp("action_choose", []) }
    public var actionClear: String { lookUp("action_clear", []) }
    public var actionDismiss: String { lookUp("action_dismiss", []) }
    public var actionEarlier: String { lookUp("action_earlier", []) }
    public var actionFewer: String { lookUp("action_fewer", []) }
    public var actionLater: String { lookUp("action_later", []) }
    public var actionMore: String { lookUp("action_more", []) }
    public var actionSave: String { lookUp("action_save", []) }
    public var actionShare: String { lookUp("action_share", []) }
    public var actionSyncNow: String { lookUp("action_sync_now", []) }
    public var actionTryAgain: String { lookUp("action_try_again", []) }
    public var appName: String { lookUp("app_name", []) }
    public func askExpires(day: String) -> String { lookUp("ask_expires", [day]) }
    public var askExplain: String { lookUp("ask_explain", []) }
    public var askLook: String { lookUp("ask_look", []) }
    public var askNow: String { lookUp("ask_now", []) }
    public var askOther: String { lookUp("ask_other", []) }
    public var askOver: String { lookUp("ask_over", []) }
    public var askOverHelp: String { lookUp("ask_over_help", []) }
    public var askTitle: String { lookUp("ask_title", []) }
    public var askWaiting: String { lookUp("ask_waiting", []) }
    public var askWaitingTitle: String { lookUp("ask_waiting_title", []) }
    public var askWord: String { lookUp("ask_word", []) }
    public var askWordHelp: String { lookUp("ask_word_help", []) }
    public var billDelivery: String { lookUp("bill_delivery", []) }
    public var billDeposit: String { lookUp("bill_deposit", []) }
    public var billEmpty: String { lookUp("bill_empty", []) }
    public var billGoods: String { lookUp("bill_goods", []) }
    public var billLeftOver: String { lookUp("bill_left_over", []) }
    public var billProvisional: String { lookUp("bill_provisional", []) }
    public func billSaving(money: String) -> String { lookUp("bill_saving", [money]) }
    public var billTitle: String { lookUp("bill_title", []) }
    public var billTotal: String { lookUp("bill_total", []) }
    public func billUnits(units: String, unit: String) -> String { lookUp("bill_units", [units, unit]) }
    public var billVat: String { lookUp("bill_vat", []) }
    public var boardClose: String { lookUp("board_close", []) }
    public var boardEmpty: String { lookUp("board_empty", []) }
    public var boardEmptyHelp: String { lookUp("board_empty_help", []) }
    public func boardNone(text: String) -> String { lookUp("board_none", [text]) }
    public var boardOffer: String { lookUp("board_offer", []) }
    public var boardOffers: String { lookUp("board_offers", []) }
    public var boardPost: String { lookUp("board_post", []) }
    public var boardRequest: String { lookUp("board_request", []) }
    public var boardRequests: String { lookUp("board_requests", []) }
    public var boardSearch: String { lookUp("board_search", []) }
    public var boardTextLabel: String { lookUp("board_text_label", []) }
    public var boardTitle: String { lookUp("board_title", []) }
    public var boardTitleLabel: String { lookUp("board_title_label", []) }
    public var carriedAdd: String { lookUp("carried_add", []) }
    public var carriedAddHelp: String { lookUp("carried_add_help", []) }
    public var carriedAddLabel: String { lookUp("carried_add_label", []) }
    public var carriedAddTitle: String { lookUp("carried_add_title", []) }
    public func carriedAddress(address: String) -> String { lookUp("carried_address", [address]) }
    public var carriedComplete: String { lookUp("carried_complete", []) }
    public var carriedHelp: String { lookUp("carried_help", []) }
    public var carriedLabel: String { lookUp("carried_label", []) }
    public func carriedLacking(count: Int) -> String { lookUp("carried_lacking", [count]) }
    public var carriedLook: String { lookUp("carried_look", []) }
    public var carriedOther: String { lookUp("carried_other", []) }
    public var carriedPaper: String { lookUp("carried_paper", []) }
    public var carriedPass: String { lookUp("carried_pass", []) }
    public var carriedPassHelp: String { lookUp("carried_pass_help", []) }
    public func carriedPhone(name: String) -> String { lookUp("carried_phone", [name]) }
    public var carriedPicture: String { lookUp("carried_picture", []) }
    public func carriedRevokes(count: Int) -> String { lookUp("carried_revokes", [count]) }
    public var carriedServer: String { lookUp("carried_server", []) }
    public var carriedSign: String { lookUp("carried_sign", []) }
    public func carriedSigned(names: String) -> String { lookUp("carried_signed", [names]) }
    public var carriedSignedNone: String { lookUp("carried_signed_none", []) }
    public var carriedTake: String { lookUp("carried_take", []) }
    public var carriedTitle: String { lookUp("carried_title", []) }
    public var carriedTooLong: String { lookUp("carried_too_long", []) }
    public var concernAbout: String { lookUp("concern_about", []) }
    public var concernAboutNobody: String { lookUp("concern_about_nobody", []) }
    public func concernAboutRow(name: String) -> String { lookUp("concern_about_row", [name]) }
    public var concernDanger: String { lookUp("concern_danger", []) }
    public var concernEmpty: String { lookUp("concern_empty", []) }
    public var concernEmptyHelp: String { lookUp("concern_empty_help", []) }
    public func concernFrom(name: String) -> String { lookUp("concern_from", [name]) }
    public var concernHelp: String { lookUp("concern_help", []) }
    public var concernKept: String { lookUp("concern_kept", []) }
    public var concernLabel: String { lookUp("concern_label", []) }
    public var concernList: String { lookUp("concern_list", []) }
    public func concernMine(names: String) -> String { lookUp("concern_mine", [names]) }
    public var concernMineGone: String { lookUp("concern_mine_gone", []) }
    public var concernNotYet: String { lookUp("concern_not_yet", []) }
    public var concernNotYetHelp: String { lookUp("concern_not_yet_help", []) }
    public var concernRead: String { lookUp("concern_read", []) }
    public func concernReceived(name: String) -> String { lookUp("concern_received", [name]) }
    public var concernSend: String { lookUp("concern_send", []) }
    public var concernTitle: String { lookUp("concern_title", []) }
    public var concernToRead: String { lookUp("concern_to_read", []) }
    public func concernWaits(name: String) -> String { lookUp("concern_waits", [name]) }
    public var concernWaitsHelp: String { lookUp("concern_waits_help", []) }
    public var detailsAside: String { lookUp("details_aside", []) }
    public var detailsContact: String { lookUp("details_contact", []) }
    public var detailsContactNever: String { lookUp("details_contact_never", []) }
    public var detailsKeys: String { lookUp("details_keys", []) }
    public var detailsKeysHelp: String { lookUp("details_keys_help", []) }
    public var detailsLook: String { lookUp("details_look", []) }
    public var detailsNothing: String { lookUp("details_nothing", []) }
    public var detailsServer: String { lookUp("details_server", []) }
    public var detailsTitle: String { lookUp("details_title", []) }
    public var detailsWaiting: String { lookUp("details_waiting", []) }
    public var doorAsks: String { lookUp("door_asks", []) }
    public var doorCareful: String { lookUp("door_careful", []) }
    public var doorEmpty: String { lookUp("door_empty", []) }
    public var doorEmptyHelp: String { lookUp("door_empty_help", []) }
    public var doorHang: String { lookUp("door_hang", []) }
    public var doorHelp: String { lookUp("door_help", []) }
    public var doorLetIn: String { lookUp("door_let_in", []) }
    public var doorNobody: String { lookUp("door_nobody", []) }
    public var doorOver: String { lookUp("door_over", []) }
    public var doorPosters: String { lookUp("door_posters", []) }
    public var doorTakeDown: String { lookUp("door_take_down", []) }
    public var doorTurnAway: String { lookUp("door_turn_away", []) }
    public var doorUnnamed: String { lookUp("door_unnamed", []) }
    public func doorUntil(day: String) -> String { lookUp("door_until", [day]) }
    public func doorUsed(used: String, uses: String) -> String { lookUp("door_used", [used, uses]) }
    public func doorWaits(name: String) -> String { lookUp("door_waits", [name]) }
    public var doorWaitsHelp: String { lookUp("door_waits_help", []) }
    public func doorWord(word: String) -> String { lookUp("door_word", [word]) }
    public var enterHelp: String { lookUp("enter_help", []) }
    public var enterHome: String { lookUp("enter_home", []) }
    public var enterName: String { lookUp("enter_name", []) }
    public var enterSave: String { lookUp("enter_save", []) }
    public var enterTitle: String { lookUp("enter_title", []) }
    public var eraseForever: String { lookUp("erase_forever", []) }
    public var eraseNow: String { lookUp("erase_now", []) }
    public var erasePairingHelp: String { lookUp("erase_pairing_help", []) }
    public var erasePairingTitle: String { lookUp("erase_pairing_title", []) }
    public var eraseRoundHelp: String { lookUp("erase_round_help", []) }
    public var eraseRoundTitle: String { lookUp("erase_round_title", []) }
    public var eraseSure: String { lookUp("erase_sure", []) }
    public var errorClosed: String { lookUp("error_closed", []) }
    public var errorClosedTitle: String { lookUp("error_closed_title", []) }
    public var errorFull: String { lookUp("error_full", []) }
    public var errorFullTitle: String { lookUp("error_full_title", []) }
    public func errorInternal(detail: String) -> String { lookUp("error_internal", [detail]) }
    public var errorInternalTitle: String { lookUp("error_internal_title", []) }
    public var errorInvalidTitle: String { lookUp("error_invalid_title", []) }
    public var errorKeyGone: String { lookUp("error_key_gone", []) }
    public var errorKeyGoneTitle: String { lookUp("error_key_gone_title", []) }
    public var errorNotFound: String { lookUp("error_not_found", []) }
    public var errorNotFoundTitle: String { lookUp("error_not_found_title", []) }
    public var errorOffline: String { lookUp("error_offline", []) }
    public var errorOfflineTitle: String { lookUp("error_offline_title", []) }
    public var errorRefusedTitle: String { lookUp("error_refused_title", []) }
    public var errorRetry: String { lookUp("error_retry", []) }
    public var errorRetryTitle: String { lookUp("error_retry_title", []) }
    public var errorServerFault: String { lookUp("error_server_fault", []) }
    public var errorServerFaultTitle: String { lookUp("error_server_fault_title", []) }
    public var errorUpdate: String { lookUp("error_update", []) }
    public var errorUpdateTitle: String { lookUp("error_update_title", []) }
    public var errorWithheld: String { lookUp("error_withheld", []) }
    public var errorWithheldTitle: String { lookUp("error_withheld_title", []) }
    public func forBanner(name: String) -> String { lookUp("for_banner", [name]) }
    public var forBoard: String { lookUp("for_board", []) }
    public var forHelp: String { lookUp("for_help", []) }
    public var forHours: String { lookUp("for_hours", []) }
    public var forNote: String { lookUp("for_note", []) }
    public func forOrder(round: String) -> String { lookUp("for_order", [round]) }
    public var forOrderNone: String { lookUp("for_order_none", []) }
    public var forPage: String { lookUp("for_page", []) }
    public var forStop: String { lookUp("for_stop", []) }
    public func forTitle(name: String) -> String { lookUp("for_title", [name]) }
    public func forWaiting(count: Int) -> String { lookUp("for_waiting", [count]) }
    public var helpLostA: String { lookUp("help_lost_a", []) }
    public var helpLostQ: String { lookUp("help_lost_q", []) }
    public var helpOfflineA: String { lookUp("help_offline_a", []) }
    public var helpOfflineQ: String { lookUp("help_offline_q", []) }
    public var helpSeeA: String { lookUp("help_see_a", []) }
    public var helpSeeQ: String { lookUp("help_see_q", []) }
    public var helpTitle: String { lookUp("help_title", []) }
    public var helpWordsA: String { lookUp("help_words_a", []) }
    public var helpWordsQ: String { lookUp("help_words_q", []) }
    public func homeAgree(name: String, time: String) -> String { lookUp("home_agree", [name, time]) }
    public var homeAgreeHelp: String { lookUp("home_agree_help", []) }
    public func homeClosing(round: String, day: String) -> String { lookUp("home_closing", [round, day]) }
    public var homeClosingHelp: String { lookUp("home_closing_help", []) }
    public var homeDo: String { lookUp("home_do", []) }
    public func homeHello(name: String) -> String { lookUp("home_hello", [name]) }
    public var homeInvite: String { lookUp("home_invite", []) }
    public var homeLogVisit: String { lookUp("home_log_visit", []) }
    public var homeLookHelp: String { lookUp("home_look_help", []) }
    public var homeNeeds: String { lookUp("home_needs", []) }
    public var homeNoteHours: String { lookUp("home_note_hours", []) }
    public var homeNothing: String { lookUp("home_nothing", []) }
    public var homeNothingHelp: String { lookUp("home_nothing_help", []) }
    public var homePledge: String { lookUp("home_pledge", []) }
    public var homeRemind: String { lookUp("home_remind", []) }
    public func homeShort(article: String, missing: String) -> String { lookUp("home_short", [article, missing]) }
    public func homeVisit(name: String) -> String { lookUp("home_visit", [name]) }
    public func homeVisitLast(day: String) -> String { lookUp("home_visit_last", [day]) }
    public var homeVisitNone: String { lookUp("home_visit_none", []) }
    public var hoursAgree: String { lookUp("hours_agree", []) }
    public func hoursAwaits(name: String) -> String { lookUp("hours_awaits", [name]) }
    public var hoursBalance: String { lookUp("hours_balance", []) }
    public var hoursBalanceEven: String { lookUp("hours_balance_even", []) }
    public var hoursBalanceGiven: String { lookUp("hours_balance_given", []) }
    public var hoursBalanceReceived: String { lookUp("hours_balance_received", []) }
    public var hoursEmpty: String { lookUp("hours_empty", []) }
    public var hoursEmptyHelp: String { lookUp("hours_empty_help", []) }
    public var hoursEveryone: String { lookUp("hours_everyone", []) }
    public var hoursHistory: String { lookUp("hours_history", []) }
    public var hoursLift: String { lookUp("hours_lift", []) }
    public func hoursLine(giver: String, receiver: String) -> String { lookUp("hours_line", [giver, receiver]) }
    public var hoursNote: String { lookUp("hours_note", []) }
    public var hoursPosted: String { lookUp("hours_posted", []) }
    public var hoursQuestion: String { lookUp("hours_question", []) }
    public var hoursQuestionHelp: String { lookUp("hours_question_help", []) }
    public var hoursQuestionLabel: String { lookUp("hours_question_label", []) }
    public var hoursQuestionSend: String { lookUp("hours_question_send", []) }
    public func hoursQuestioned(name: String, words: String) -> String { lookUp("hours_questioned", [name, words]) }
    public func hoursQuestionedPlain(name: String) -> String { lookUp("hours_questioned_plain", [name]) }
    public var hoursTitle: String { lookUp("hours_title", []) }
    public var hoursWaiting: String { lookUp("hours_waiting", []) }
    public var hoursWithdraw: String { lookUp("hours_withdraw", []) }
    public var hoursWithdrawn: String { lookUp("hours_withdrawn", []) }
    public var hoursWitness: String { lookUp("hours_witness", []) }
    public var householdHelp: String { lookUp("household_help", []) }
    public var householdNow: String { lookUp("household_now", []) }
    public func householdSure(names: String) -> String { lookUp("household_sure", [names]) }
    public var householdTitle: String { lookUp("household_title", []) }
    public func householdWith(name: String) -> String { lookUp("household_with", [name]) }
    public var inviteCareful: String { lookUp("invite_careful", []) }
    public func inviteExplain(day: String) -> String { lookUp("invite_explain", [day]) }
    public var inviteExplainBefore: String { lookUp("invite_explain_before", []) }
    public var inviteMake: String { lookUp("invite_make", []) }
    public var invitePicture: String { lookUp("invite_picture", []) }
    public func inviteShareText(link: String) -> String { lookUp("invite_share_text", [link]) }
    public var inviteTitle: String { lookUp("invite_title", []) }
    public var kindCall: String { lookUp("kind_call", []) }
    public var kindErrand: String { lookUp("kind_errand", []) }
    public var kindNoAnswer: String { lookUp("kind_no_answer", []) }
    public var kindNotWell: String { lookUp("kind_not_well", []) }
    public var kindVisit: String { lookUp("kind_visit", []) }
    public var leaveHelp: String { lookUp("leave_help", []) }
    public var leaveNow: String { lookUp("leave_now", []) }
    public var leaveSure: String { lookUp("leave_sure", []) }
    public var leaveTitle: String { lookUp("leave_title", []) }
    public var leaveWarning: String { lookUp("leave_warning", []) }
    public var lengthLong: String { lookUp("length_long", []) }
    public var lengthMedium: String { lookUp("length_medium", []) }
    public var lengthShort: String { lookUp("length_short", []) }
    public var licencesKith: String { lookUp("licences_kith", []) }
    public var licencesTitle: String { lookUp("licences_title", []) }
    public var listKeep: String { lookUp("list_keep", []) }
    public var listKeepHelp: String { lookUp("list_keep_help", []) }
    public func listLine(line: String) -> String { lookUp("list_line", [line]) }
    public var listMended: String { lookUp("list_mended", []) }
    public func listMore(count: Int) -> String { lookUp("list_more", [count]) }
    public var listName: String { lookUp("list_name", []) }
    public var listNameHelp: String { lookUp("list_name_help", []) }
    public var listNone: String { lookUp("list_none", []) }
    public func listRead(count: Int) -> String { lookUp("list_read", [count]) }
    public var listRefused: String { lookUp("list_refused", []) }
    public var listRefusedHelp: String { lookUp("list_refused_help", []) }
    public var listTitle: String { lookUp("list_title", []) }
    public var loadingOpening: String { lookUp("loading_opening", []) }
    public var loadingScreen: String { lookUp("loading_screen", []) }
    public var logBrought: String { lookUp("log_brought", []) }
    public var logBroughtHelp: String { lookUp("log_brought_help", []) }
    public var logFollowUp: String { lookUp("log_follow_up", []) }
    public var logKept: String { lookUp("log_kept", []) }
    public var logLong: String { lookUp("log_long", []) }
    public func logRun(km: String) -> String { lookUp("log_run", [km]) }
    public var logRunNone: String { lookUp("log_run_none", []) }
    public var logRunRemove: String { lookUp("log_run_remove", []) }
    public var logSave: String { lookUp("log_save", []) }
    public var logTitle: String { lookUp("log_title", []) }
    public var logWhat: String { lookUp("log_what", []) }
    public var logWhen: String { lookUp("log_when", []) }
    public func logWith(name: String) -> String { lookUp("log_with", [name]) }
    public var logWords: String { lookUp("log_words", []) }
    public var logWordsHelp: String { lookUp("log_words_help", []) }
    public var noteDay: String { lookUp("note_day", []) }
    public var noteGave: String { lookUp("note_gave", []) }
    public var noteKept: String { lookUp("note_kept", []) }
    public var noteKind: String { lookUp("note_kind", []) }
    public var noteKindHelp: String { lookUp("note_kind_help", []) }
    public var noteLong: String { lookUp("note_long", []) }
    public var noteReceived: String { lookUp("note_received", []) }
    public var noteSave: String { lookUp("note_save", []) }
    public var noteTitle: String { lookUp("note_title", []) }
    public var noteWho: String { lookUp("note_who", []) }
    public var noteWords: String { lookUp("note_words", []) }
    public func openArticles(count: Int) -> String { lookUp("open_articles", [count]) }
    public var openByHousehold: String { lookUp("open_by_household", []) }
    public var openByUnits: String { lookUp("open_by_units", []) }
    public var openByValue: String { lookUp("open_by_value", []) }
    public var openCloses: String { lookUp("open_closes", []) }
    public var openClosesHelp: String { lookUp("open_closes_help", []) }
    public var openDelivery: String { lookUp("open_delivery", []) }
    public var openDeliveryBy: String { lookUp("open_delivery_by", []) }
    public func openHeading(heading: String, articles: String) -> String { lookUp("open_heading", [heading, articles]) }
    public var openHelp: String { lookUp("open_help", []) }
    public var openList: String { lookUp("open_list", []) }
    public var openListNone: String { lookUp("open_list_none", []) }
    public var openListNoneHelp: String { lookUp("open_list_none_help", []) }
    public func openListRow(supplier: String, articles: String) -> String { lookUp("open_list_row", [supplier, articles]) }
    public var openMinimum: String { lookUp("open_minimum", []) }
    public var openName: String { lookUp("open_name", []) }
    public var openNameHelp: String { lookUp("open_name_help", []) }
    public var openNoHeading: String { lookUp("open_no_heading", []) }
    public var openNow: String { lookUp("open_now", []) }
    public var openOffer: String { lookUp("open_offer", []) }
    public var openOfferHelp: String { lookUp("open_offer_help", []) }
    public var openOptional: String { lookUp("open_optional", []) }
    public var openRead: String { lookUp("open_read", []) }
    public var openReadHelp: String { lookUp("open_read_help", []) }
    public var openSupplier: String { lookUp("open_supplier", []) }
    public var pageAbout: String { lookUp("page_about", []) }
    public var pageAboutHelp: String { lookUp("page_about_help", []) }
    public var pageHelp: String { lookUp("page_help", []) }
    public var pageTitle: String { lookUp("page_title", []) }
    public var pairingApproved: String { lookUp("pairing_approved", []) }
    public var pairingChosen: String { lookUp("pairing_chosen", []) }
    public var pairingEnded: String { lookUp("pairing_ended", []) }
    public var pairingIntroduced: String { lookUp("pairing_introduced", []) }
    public var pairingOnHold: String { lookUp("pairing_on_hold", []) }
    public var pairingSuggested: String { lookUp("pairing_suggested", []) }
    public var partAfternoon: String { lookUp("part_afternoon", []) }
    public var partEvening: String { lookUp("part_evening", []) }
    public var partMorning: String { lookUp("part_morning", []) }
    public var partNight: String { lookUp("part_night", []) }
    public var peopleAbout: String { lookUp("people_about", []) }
    public func peopleAddPhone(name: String) -> String { lookUp("people_add_phone", [name]) }
    public var peopleAddPhoneMine: String { lookUp("people_add_phone_mine", []) }
    public var peopleAlone: String { lookUp("people_alone", []) }
    public var peopleAloneHelp: String { lookUp("people_alone_help", []) }
    public func peopleAsking(count: Int) -> String { lookUp("people_asking", [count]) }
    public var peopleDoor: String { lookUp("people_door", []) }
    public var peopleDoorHelp: String { lookUp("people_door_help", []) }
    public var peopleEnter: String { lookUp("people_enter", []) }
    public func peopleHomeOf(name: String) -> String { lookUp("people_home_of", [name]) }
    public func peopleHousehold(names: String) -> String { lookUp("people_household", [names]) }
    public var peopleInvite: String { lookUp("people_invite", []) }
    public var peopleLeave: String { lookUp("people_leave", []) }
    public var peopleLeft: String { lookUp("people_left", []) }
    public func peopleMakeCoordinator(name: String) -> String { lookUp("people_make_coordinator", [name]) }
    public func peopleMakeLead(name: String) -> String { lookUp("people_make_lead", [name]) }
    public var peopleMe: String { lookUp("people_me", []) }
    public var peopleNoPhone: String { lookUp("people_no_phone", []) }
    public var peoplePhone: String { lookUp("people_phone", []) }
    public var peoplePhoneHelp: String { lookUp("people_phone_help", []) }
    public func peopleRemove(name: String) -> String { lookUp("people_remove", [name]) }
    public var peopleRemoved: String { lookUp("people_removed", []) }
    public var peopleSearch: String { lookUp("people_search", []) }
    public var peopleTitle: String { lookUp("people_title", []) }
    public func peopleWrite(name: String) -> String { lookUp("people_write", [name]) }
    public func peopleWriter(name: String) -> String { lookUp("people_writer", [name]) }
    public func peopleWritesFor(name: String) -> String { lookUp("people_writes_for", [name]) }
    public var phoneDevices: String { lookUp("phone_devices", []) }
    public var phoneExport: String { lookUp("phone_export", []) }
    public var phoneExportHelp: String { lookUp("phone_export_help", []) }
    public var phoneHelp: String { lookUp("phone_help", []) }
    public var phoneLanguage: String { lookUp("phone_language", []) }
    public var phoneLanguageHelp: String { lookUp("phone_language_help", []) }
    public var phoneLanguagePhone: String { lookUp("phone_language_phone", []) }
    public var phoneLicences: String { lookUp("phone_licences", []) }
    public var phoneOtherDevice: String { lookUp("phone_other_device", []) }
    public var phoneRecords: String { lookUp("phone_records", []) }
    public var phoneRecordsHelp: String { lookUp("phone_records_help", []) }
    public var phoneRemindAllow: String { lookUp("phone_remind_allow", []) }
    public var phoneRemindHours: String { lookUp("phone_remind_hours", []) }
    public var phoneRemindOff: String { lookUp("phone_remind_off", []) }
    public var phoneRemindVisits: String { lookUp("phone_remind_visits", []) }
    public var phoneReminders: String { lookUp("phone_reminders", []) }
    public var phoneRemindersTitle: String { lookUp("phone_reminders_title", []) }
    public var phoneRevoke: String { lookUp("phone_revoke", []) }
    public var phoneRevoked: String { lookUp("phone_revoked", []) }
    public var phoneSettings: String { lookUp("phone_settings", []) }
    public var phoneSync: String { lookUp("phone_sync", []) }
    public var phoneSyncHelp: String { lookUp("phone_sync_help", []) }
    public var phoneText: String { lookUp("phone_text", []) }
    public var phoneTextHelp: String { lookUp("phone_text_help", []) }
    public var phoneTextLarger: String { lookUp("phone_text_larger", []) }
    public var phoneTextLargest: String { lookUp("phone_text_largest", []) }
    public var phoneTextNormal: String { lookUp("phone_text_normal", []) }
    public var phoneThisDevice: String { lookUp("phone_this_device", []) }
    public var phoneTitle: String { lookUp("phone_title", []) }
    public var phoneTwice: String { lookUp("phone_twice", []) }
    public var phoneTwiceHelp: String { lookUp("phone_twice_help", []) }
    public func phoneVersion(version: String) -> String { lookUp("phone_version", [version]) }
    public var phoneWakeHelp: String { lookUp("phone_wake_help", []) }
    public var phoneWakeOff: String { lookUp("phone_wake_off", []) }
    public var phoneWakeOn: String { lookUp("phone_wake_on", []) }
    public var phoneWakeRefused: String { lookUp("phone_wake_refused", []) }
    public var phoneWakeSoon: String { lookUp("phone_wake_soon", []) }
    public var phoneWakeTitle: String { lookUp("phone_wake_title", []) }
    public var pledgeAtLeast: String { lookUp("pledge_at_least", []) }
    public var pledgeAtLeastHelp: String { lookUp("pledge_at_least_help", []) }
    public var pledgeCap: String { lookUp("pledge_cap", []) }
    public var pledgeCapHelp: String { lookUp("pledge_cap_help", []) }
    public var pledgeEffect: String { lookUp("pledge_effect", []) }
    public func pledgeEffectBill(money: String) -> String { lookUp("pledge_effect_bill", [money]) }
    public var pledgeEffectNone: String { lookUp("pledge_effect_none", []) }
    public func pledgeEffectUnits(units: String) -> String { lookUp("pledge_effect_units", [units]) }
    public var pledgeMoreChoices: String { lookUp("pledge_more_choices", []) }
    public var pledgeSave: String { lookUp("pledge_save", []) }
    public var pledgeTitle: String { lookUp("pledge_title", []) }
    public var pledgeUpTo: String { lookUp("pledge_up_to", []) }
    public var pledgeUpToHelp: String { lookUp("pledge_up_to_help", []) }
    public var pledgeWant: String { lookUp("pledge_want", []) }
    public var pledgeWithdraw: String { lookUp("pledge_withdraw", []) }
    public func posterExplain(day: String, uses: String) -> String { lookUp("poster_explain", [day, uses]) }
    public var posterHelp: String { lookUp("poster_help", []) }
    public var posterHowLong: String { lookUp("poster_how_long", []) }
    public var posterHowMany: String { lookUp("poster_how_many", []) }
    public var posterMade: String { lookUp("poster_made", []) }
    public var posterMake: String { lookUp("poster_make", []) }
    public var posterMonth: String { lookUp("poster_month", []) }
    public var posterOnce: String { lookUp("poster_once", []) }
    public var posterPicture: String { lookUp("poster_picture", []) }
    public var posterRules: String { lookUp("poster_rules", []) }
    public var posterRulesHelp: String { lookUp("poster_rules_help", []) }
    public var posterRulesRaise: String { lookUp("poster_rules_raise", []) }
    public var posterRulesSure: String { lookUp("poster_rules_sure", []) }
    public var posterSeason: String { lookUp("poster_season", []) }
    public func posterShareText(link: String) -> String { lookUp("poster_share_text", [link]) }
    public var posterWeek: String { lookUp("poster_week", []) }
    public func remindAgree(name: String, time: String) -> String { lookUp("remind_agree", [name, time]) }
    public var remindAgreeHelp: String { lookUp("remind_agree_help", []) }
    public var remindChannel: String { lookUp("remind_channel", []) }
    public func remindClosing(round: String, day: String) -> String { lookUp("remind_closing", [round, day]) }
    public var remindClosingHelp: String { lookUp("remind_closing_help", []) }
    public func remindVisit(name: String) -> String { lookUp("remind_visit", [name]) }
    public func remindVisitHelp(times: String) -> String { lookUp("remind_visit_help", [times]) }
    public func removeHelp(name: String) -> String { lookUp("remove_help", [name]) }
    public func removeNow(name: String) -> String { lookUp("remove_now", [name]) }
    public func removeSure(name: String) -> String { lookUp("remove_sure", [name]) }
    public func removeTitle(name: String) -> String { lookUp("remove_title", [name]) }
    public var removeWarning: String { lookUp("remove_warning", []) }
    public var roleAuthor: String { lookUp("role_author", []) }
    public var roleCoordinator: String { lookUp("role_coordinator", []) }
    public var roleHost: String { lookUp("role_host", []) }
    public var roleLead: String { lookUp("role_lead", []) }
    public var rolePairingCoordinator: String { lookUp("role_pairing_coordinator", []) }
    public var roleVisitor: String { lookUp("role_visitor", []) }
    public var roundAdd: String { lookUp("round_add", []) }
    public var roundBill: String { lookUp("round_bill", []) }
    public func roundBillOpen(money: String) -> String { lookUp("round_bill_open", [money]) }
    public var roundCame: String { lookUp("round_came", []) }
    public func roundCaseOf(size: String) -> String { lookUp("round_case_of", [size]) }
    public func roundCases(count: Int) -> String { lookUp("round_cases", [count]) }
    public var roundCasesFull: String { lookUp("round_cases_full", []) }
    public var roundChange: String { lookUp("round_change", []) }
    public var roundClash: String { lookUp("round_clash", []) }
    public var roundDeliver: String { lookUp("round_deliver", []) }
    public var roundDeliverHelp: String { lookUp("round_deliver_help", []) }
    public var roundErase: String { lookUp("round_erase", []) }
    public var roundInvoice: String { lookUp("round_invoice", []) }
    public var roundLateNote: String { lookUp("round_late_note", []) }
    public func roundMissing(count: Int) -> String { lookUp("round_missing", [count]) }
    public var roundNotStarted: String { lookUp("round_not_started", []) }
    public func roundOrdered(number: String) -> String { lookUp("round_ordered", [number]) }
    public var roundOrganise: String { lookUp("round_organise", []) }
    public func roundOrganiser(name: String) -> String { lookUp("round_organiser", [name]) }
    public var roundPlace: String { lookUp("round_place", []) }
    public var roundPlaceHelp: String { lookUp("round_place_help", []) }
    public func roundPrice(money: String, unit: String) -> String { lookUp("round_price", [money, unit]) }
    public var roundPriceRose: String { lookUp("round_price_rose", []) }
    public var roundSeal: String { lookUp("round_seal", []) }
    public var roundSealHelp: String { lookUp("round_seal_help", []) }
    public var roundSearch: String { lookUp("round_search", []) }
    public func roundSearchNone(text: String) -> String { lookUp("round_search_none", [text]) }
    public var roundSettle: String { lookUp("round_settle", []) }
    public var roundSettleHelp: String { lookUp("round_settle_help", []) }
    public var roundSingle: String { lookUp("round_single", []) }
    public func roundYours(want: String) -> String { lookUp("round_yours", [want]) }
    public func roundYoursGet(units: String) -> String { lookUp("round_yours_get", [units]) }
    public func roundYoursUpTo(want: String, up_to: String) -> String { lookUp("round_yours_up_to", [want, up_to]) }
    public func roundsCloses(day: String) -> String { lookUp("rounds_closes", [day]) }
    public var roundsEmpty: String { lookUp("rounds_empty", []) }
    public var roundsEmptyHelp: String { lookUp("rounds_empty_help", []) }
    public func roundsFrom(supplier: String) -> String { lookUp("rounds_from", [supplier]) }
    public func roundsHouseholds(count: Int) -> String { lookUp("rounds_households", [count]) }
    public var roundsOpen: String { lookUp("rounds_open", []) }
    public func roundsReached(reached: String, minimum: String) -> String { lookUp("rounds_reached", [reached, minimum]) }
    public var roundsTitle: String { lookUp("rounds_title", []) }
    public var roundsUntitled: String { lookUp("rounds_untitled", []) }
    public func roundsYours(money: String) -> String { lookUp("rounds_yours", [money]) }
    public var roundsYoursNone: String { lookUp("rounds_yours_none", []) }
    public var scanDenied: String { lookUp("scan_denied", []) }
    public var scanHelp: String { lookUp("scan_help", []) }
    public var scanTitle: String { lookUp("scan_title", []) }
    public var stageDelivered: String { lookUp("stage_delivered", []) }
    public var stageOpen: String { lookUp("stage_open", []) }
    public var stagePlaced: String { lookUp("stage_placed", []) }
    public var stageSealed: String { lookUp("stage_sealed", []) }
    public var stageSettled: String { lookUp("stage_settled", []) }
    public var syncCounted: String { lookUp("sync_counted", []) }
    public var syncLate: String { lookUp("sync_late", []) }
    public var syncNeedsALook: String { lookUp("sync_needs_a_look", []) }
    public var syncOnThisPhone: String { lookUp("sync_on_this_phone", []) }
    public var syncSent: String { lookUp("sync_sent", []) }
    public var syncWaitingForKey: String { lookUp("sync_waiting_for_key", []) }
    public func synclineLook(count: Int) -> String { lookUp("syncline_look", [count]) }
    public var synclineNever: String { lookUp("syncline_never", []) }
    public var synclineOffline: String { lookUp("syncline_offline", []) }
    public var synclineRunning: String { lookUp("syncline_running", []) }
    public func synclineSynced(moment: String) -> String { lookUp("syncline_synced", [moment]) }
    public func synclineWaiting(count: Int) -> String { lookUp("syncline_waiting", [count]) }
    public var tabHome: String { lookUp("tab_home", []) }
    public var tabHours: String { lookUp("tab_hours", []) }
    public var tabOrder: String { lookUp("tab_order", []) }
    public var tabPeople: String { lookUp("tab_people", []) }
    public var tabVisits: String { lookUp("tab_visits", []) }
    public func timeHours(hours: String) -> String { lookUp("time_hours", [hours]) }
    public func timeHoursMinutes(hours: String, minutes: String) -> String { lookUp("time_hours_minutes", [hours, minutes]) }
    public func timeMinus(time: String) -> String { lookUp("time_minus", [time]) }
    public func timeMinutes(minutes: String) -> String { lookUp("time_minutes", [minutes]) }
    public func timePlus(time: String) -> String { lookUp("time_plus", [time]) }
    public func visitsCall(name: String) -> String { lookUp("visits_call", [name]) }
    public var visitsCallNone: String { lookUp("visits_call_none", []) }
    public func visitsCount(count: Int) -> String { lookUp("visits_count", [count]) }
    public var visitsEmpty: String { lookUp("visits_empty", []) }
    public var visitsEmptyHelp: String { lookUp("visits_empty_help", []) }
    public var visitsErase: String { lookUp("visits_erase", []) }
    public var visitsHistory: String { lookUp("visits_history", []) }
    public var visitsHistoryNone: String { lookUp("visits_history_none", []) }
    public func visitsHosting(name: String) -> String { lookUp("visits_hosting", [name]) }
    public var visitsHostingNone: String { lookUp("visits_hosting_none", []) }
    public var visitsLog: String { lookUp("visits_log", []) }
    public var visitsOwnWords: String { lookUp("visits_own_words", []) }
    public var visitsOwnWordsHelp: String { lookUp("visits_own_words_help", []) }
    public var visitsOwnWordsLabel: String { lookUp("visits_own_words_label", []) }
    public func visitsOwnWordsOf(name: String, words: String) -> String { lookUp("visits_own_words_of", [name, words]) }
    public var visitsPlace: String { lookUp("visits_place", []) }
    public var visitsPlanWaits: String { lookUp("visits_plan_waits", []) }
    public func visitsRun(km: String) -> String { lookUp("visits_run", [km]) }
    public var visitsSomeone: String { lookUp("visits_someone", []) }
    public var visitsTimes: String { lookUp("visits_times", []) }
    public var visitsTitle: String { lookUp("visits_title", []) }
    public var visitsUnreadable: String { lookUp("visits_unreadable", []) }
    public func visitsVisiting(name: String) -> String { lookUp("visits_visiting", [name]) }
    public var visitsWishes: String { lookUp("visits_wishes", []) }
    public var visitsWorry: String { lookUp("visits_worry", []) }
    public var visitsWorryHelp: String { lookUp("visits_worry_help", []) }
    public var welcomeBusy: String { lookUp("welcome_busy", []) }
    public var welcomeFound: String { lookUp("welcome_found", []) }
    public var welcomeFoundNow: String { lookUp("welcome_found_now", []) }
    public var welcomeHomeLabel: String { lookUp("welcome_home_label", []) }
    public var welcomeHours: String { lookUp("welcome_hours", []) }
    public var welcomeJoin: String { lookUp("welcome_join", []) }
    public var welcomeJoinNow: String { lookUp("welcome_join_now", []) }
    public var welcomeLinkHelp: String { lookUp("welcome_link_help", []) }
    public var welcomeLinkLabel: String { lookUp("welcome_link_label", []) }
    public var welcomeLook: String { lookUp("welcome_look", []) }
    public var welcomeNameHelp: String { lookUp("welcome_name_help", []) }
    public var welcomeNameLabel: String { lookUp("welcome_name_label", []) }
    public var welcomeNewPhone: String { lookUp("welcome_new_phone", []) }
    public var welcomeNewPhoneLabel: String { lookUp("welcome_new_phone_label", []) }
    public var welcomeNewPhoneNow: String { lookUp("welcome_new_phone_now", []) }
    public var welcomeNewPhonePicture: String { lookUp("welcome_new_phone_picture", []) }
    public var welcomeNewPhoneShow: String { lookUp("welcome_new_phone_show", []) }
    public var welcomeNewPhoneTake: String { lookUp("welcome_new_phone_take", []) }
    public var welcomeOrder: String { lookUp("welcome_order", []) }
    public func welcomePreviewExpires(day: String) -> String { lookUp("welcome_preview_expires", [day]) }
    public var welcomePreviewSeen: String { lookUp("welcome_preview_seen", []) }
    public var welcomePreviewTitle: String { lookUp("welcome_preview_title", []) }
    public func welcomePreviewWhere(address: String) -> String { lookUp("welcome_preview_where", [address]) }
    public var welcomeScan: String { lookUp("welcome_scan", []) }
    public var welcomeServerHelp: String { lookUp("welcome_server_help", []) }
    public var welcomeServerLabel: String { lookUp("welcome_server_label", []) }
    public var welcomeTitle: String { lookUp("welcome_title", []) }
    public var welcomeVisits: String { lookUp("welcome_visits", []) }
    public var whyBelowAtLeast: String { lookUp("why_below_at_least", []) }
    public var whyCapReached: String { lookUp("why_cap_reached", []) }
    public var whyCapTooLow: String { lookUp("why_cap_too_low", []) }
    public var whyCaseNotReached: String { lookUp("why_case_not_reached", []) }
    public var whyContradiction: String { lookUp("why_contradiction", []) }
    public var whyExtraNotNeeded: String { lookUp("why_extra_not_needed", []) }
    public var whyFullWant: String { lookUp("why_full_want", []) }
    public var whyLastCaseNotFull: String { lookUp("why_last_case_not_full", []) }
    public var whyMinimumNotReached: String { lookUp("why_minimum_not_reached", []) }
    public var whyNotWanted: String { lookUp("why_not_wanted", []) }
    public var whyNothingCame: String { lookUp("why_nothing_came", []) }
    public var whyRanOut: String { lookUp("why_ran_out", []) }
    public var whyShortDelivery: String { lookUp("why_short_delivery", []) }
    public var whyTitle: String { lookUp("why_title", []) }
    public var whyToppedUp: String { lookUp("why_topped_up", []) }
    public func writerHelp(name: String) -> String { lookUp("writer_help", [name]) }
    public var writerNobody: String { lookUp("writer_nobody", []) }
    public var writerSave: String { lookUp("writer_save", []) }
    public func writerTitle(name: String) -> String { lookUp("writer_title", [name]) }
}
