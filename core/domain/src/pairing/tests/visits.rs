//! Visits, holding, ending and leaving.

use super::*;

#[test]
fn a_visit_noted_offline_while_the_pairing_ended_is_taken_and_says_why() {
    let mut street = cast();
    let space = street.introduced();
    let before = street.vic.log(space, note(TODAY, "chess")).unwrap();
    street.sync();
    street.end(space);
    // Vic's phone has not heard of it.
    let yesterday = street
        .vic
        .log(space, note(Day(TODAY.0 - 1), "yesterday"))
        .unwrap();
    street.vic.today = Day(TODAY.0 + 2);
    let unknown = street
        .vic
        .log(space, note(Day(TODAY.0 + 1), "tea"))
        .unwrap();
    street.sync();
    let known = street
        .vic
        .log(space, note(Day(TODAY.0 + 2), "a last goodbye"))
        .unwrap();
    street.sync();
    for phone in [&street.ada, &street.hal, &street.vic] {
        let view = phone.view(space);
        assert_eq!(
            view.stage,
            Stage::Ended {
                reason: EndReason::HostWishes
            }
        );
        let class = |id| view.visit(id).unwrap().class;
        assert_eq!(class(before), VisitClass::BeforeEnd);
        assert_eq!(class(yesterday), VisitClass::BeforeEnd);
        assert_eq!(class(unknown), VisitClass::AfterEndUnknown);
        assert_eq!(class(known), VisitClass::AfterEndKnown);
        assert_eq!((view.count.visits, view.count.to_look_at), (3, 1));
        assert!(view.visit(unknown).unwrap().why.is_some());
    }
    assert_eq!(
        code(street.cyd.does(PairingCommand::Introduce { space })),
        "ended"
    );
}

#[test]
fn a_note_written_anew_by_take_back_keeps_what_its_author_had_seen() {
    let mut street = cast();
    let space = street.introduced();
    let mut command = PairingCommand::LogVisit {
        space,
        note: note(Day(TODAY.0 + 1), "tea"),
        seen: None,
    };
    let context = street.vic.context(CommandId([9; 16]));
    command.fix_seen(&context).unwrap();
    street.end(space);
    street.sync();
    let plan = street.vic.does(command).unwrap();
    let view = street.vic.view(space);
    assert_eq!(
        view.visit(plan.made.unwrap()).unwrap().class,
        VisitClass::AfterEndUnknown
    );
}

#[test]
fn a_visit_noted_after_the_visitors_place_was_taken_away_is_kept_for_a_coordinator() {
    let mut street = cast();
    let space = street.introduced();
    street.vic.log(space, note(TODAY, "chess")).unwrap();
    street.sync();
    street
        .cyd
        .does(PairingCommand::Release {
            space,
            member: street.vic.me,
        })
        .unwrap();
    let late = street.vic.log(space, note(TODAY, "rain")).unwrap();
    street.sync();
    let view = street.ada.view(space);
    assert_eq!(view.visit(late).unwrap().class, VisitClass::AfterLeaving);
    assert_eq!(view.visit(late).unwrap().visitor, street.vic.me);
    assert_eq!(
        (view.count.visits, view.count.to_look_at, view.aside.len()),
        (1, 1, 0)
    );
    // Knowing it, the phone still keeps what happened: it is for a coordinator to look at, as the
    // server would take it too. Who never visited writes nothing.
    let later = street.vic.log(space, note(TODAY, "sun")).unwrap();
    street.sync();
    let view = street.ada.view(space);
    assert_eq!(view.visit(later).unwrap().class, VisitClass::AfterLeaving);
    assert_eq!((view.count.visits, view.count.to_look_at), (1, 2));
    assert_eq!(
        code(
            street
                .zoe
                .log(space, note(TODAY, "x"))
                .map(|_| Plan::default())
        ),
        "wrong-role"
    );
}

#[test]
fn two_visitors_notes_of_one_day_are_one_visit_by_two_people() {
    let mut street = cast();
    let space = street.introduced();
    let suggestion = street
        .hal
        .view(space)
        .suggestions
        .iter()
        .find(|s| s.value.here().unwrap().visitor == street.wyn.me)
        .unwrap()
        .id
        .parse()
        .unwrap();
    street
        .hal
        .does(PairingCommand::Choose { space, suggestion })
        .unwrap();
    street.sync();
    let visitor = street.wyn.me;
    street
        .lea
        .does(PairingCommand::Approve { space, visitor })
        .unwrap();
    street.sync();
    street
        .cyd
        .does(PairingCommand::Approve { space, visitor })
        .unwrap();
    street.sync();
    let early = street.wyn.log(space, note(TODAY, "cards")).unwrap();
    street.vic.log(space, note(TODAY, "cards too")).unwrap();
    let nobody = Note {
        kind: VisitKind::NoAnswer,
        ..note(Day(TODAY.0 - 1), "no light")
    };
    street.vic.log(space, nobody).unwrap();
    street.sync();
    let view = street.hal.view(space);
    assert_eq!(view.visit(early).unwrap().class, VisitClass::NotIntroduced);
    assert_eq!(
        (view.count.visits, view.count.days, view.count.people),
        (1, 1, 2)
    );
    assert_eq!((view.count.no_answer, view.count.to_look_at), (1, 0));
    street
        .ada
        .does(PairingCommand::Introduce { space })
        .unwrap();
    street.sync();
    assert_eq!(
        street.hal.view(space).visit(early).unwrap().class,
        VisitClass::BeforeEnd
    );
}

#[test]
fn the_host_says_it_in_their_own_words() {
    let mut street = cast();
    let space = street.introduced();
    let visit = street.vic.log(space, note(TODAY, "we talked")).unwrap();
    let words = |text: &str| PairingCommand::OwnWords {
        space,
        visit,
        text: text.to_owned(),
    };
    assert_eq!(code(street.hal.does(words("too early"))), "not-found");
    street.sync();
    assert_eq!(
        code(street.vic.does(words("not mine to say"))),
        "wrong-role"
    );
    street.hal.does(words("He laughed at my jokes")).unwrap();
    street
        .hal
        .does(words("He laughed at all my jokes"))
        .unwrap();
    street.sync();
    let view = street.vic.view(space);
    let own = view.visits[0].own_words.clone().unwrap();
    assert_eq!(own.by, own.hand, "the host wrote them");
    let own = own.value;
    assert_eq!(own.here().unwrap().text, "He laughed at all my jokes");
    assert_eq!(
        street.zoe.view(space).visits[0].visit,
        Reading::WaitingForKey
    );
    assert_eq!(street.zoe.view(space).count.unread, 1);
}

#[test]
fn holding_wins_over_going_on_until_a_coordinator_who_saw_it_lifts_it() {
    let mut street = cast();
    let space = street.introduced();
    let hold = |on| PairingCommand::Hold { space, on };
    street.cyd.does(hold(false)).unwrap();
    street.hal.does(hold(true)).unwrap();
    street.sync();
    assert_eq!(
        street.ada.view(space).stage,
        Stage::OnHold,
        "written side by side"
    );
    street.vic.does(hold(false)).unwrap();
    street.sync();
    assert_eq!(
        street.ada.view(space).stage,
        Stage::OnHold,
        "not the visitor's to lift"
    );
    let visit = street
        .vic
        .log(space, note(TODAY, "met in the shop"))
        .unwrap();
    assert_eq!(
        street.vic.view(space).visit(visit).unwrap().class,
        VisitClass::BeforeEnd
    );
    street.cyd.does(hold(false)).unwrap();
    street.sync();
    assert_eq!(street.ada.view(space).stage, Stage::Introduced);
    street.hal.does(hold(true)).unwrap();
    street.hal.does(hold(false)).unwrap();
    assert_eq!(
        street.hal.view(space).stage,
        Stage::Introduced,
        "one's own hold is one's own to lift"
    );
}

#[test]
fn a_note_of_the_day_after_tomorrow_or_of_a_thousand_words_is_not_taken() {
    let mut street = cast();
    let space = street.introduced();
    let ahead = |days| note(Day(TODAY.0 + days), "");
    street.vic.log(space, ahead(1)).unwrap();
    assert!(matches!(
        street.vic.log(space, ahead(2)),
        Err(Refused::Invalid { .. })
    ));
    let long = note(TODAY, &"x".repeat(1_001));
    assert!(matches!(
        street.vic.log(space, long),
        Err(Refused::Invalid { .. })
    ));
    let brought = vec![String::new(); 6];
    let much = Note {
        brought,
        ..note(TODAY, "")
    };
    assert!(matches!(
        street.vic.log(space, much),
        Err(Refused::Invalid { .. })
    ));
}

#[test]
fn a_visitor_leaves_only_after_handing_over() {
    let mut street = cast();
    let space = street.introduced();
    let member = street.vic.me;
    let leave = PairingCommand::Release { space, member };
    assert_eq!(code(street.vic.does(leave.clone())), "not-handed-over");
    street.vic.does(PairingCommand::HandOver { space }).unwrap();
    assert_eq!(
        code(street.vic.does(PairingCommand::HandOver { space })),
        "handed-over"
    );
    street.vic.does(leave).unwrap();
    street.sync();
    let view = street.ada.view(space);
    assert_eq!((view.visitors.len(), view.handed_over), (0, vec![member]));
    assert!(
        !readers(&street.ada.rosters, space)
            .iter()
            .any(|(m, _)| *m == member)
    );
}

#[test]
fn visits_go_on_in_a_second_document_and_lose_nothing() {
    let mut street = cast();
    let space = street.introduced();
    for i in 0..45 {
        street
            .vic
            .log(space, note(Day(TODAY.0 - i), &"w".repeat(990)))
            .unwrap();
    }
    assert_eq!(street.vic.documents.len(), 2);
    street.sync();
    let view = street.hal.view(space);
    assert_eq!((view.visits.len(), view.count.visits), (45, 45));
    // Words about a visit go where the visit is, and an ending is seen from there.
    let later: Vec<ItemId> = view
        .visits
        .iter()
        .filter(|v| v.stamp.n > 44)
        .map(|v| v.id)
        .collect();
    let (visit, text) = (later[0], "long ago".to_owned());
    let plan = street
        .hal
        .does(PairingCommand::OwnWords { space, visit, text })
        .unwrap();
    assert_eq!(plan.writes[0].document.name, "all/2");
    street.end(space);
    street.sync();
    let late = street.vic.log(space, note(TODAY, "bye")).unwrap();
    assert_eq!(
        street.vic.view(space).visit(late).unwrap().class,
        VisitClass::AfterEndKnown
    );
}
