//! From opening to the first visit.

use super::*;

#[test]
fn a_pairing_goes_from_suggestion_to_introduction_by_the_hosts_choice_and_two_peoples_yes() {
    let mut street = cast();
    let space = street.open();
    let view = street.hal.view(space);
    assert_eq!(
        (view.stage, view.host),
        (Stage::Suggested, Some(street.hal.me))
    );
    assert_eq!(view.plans[0].value.here().unwrap().place, "3 Lane End");
    assert_eq!(
        street.vic.view(space).plans[0].value,
        Reading::WaitingForKey
    );

    let suggestion = street.suggest(space, street.vic.me);
    let alone = street
        .hal
        .does(PairingCommand::Choose { space, suggestion });
    assert_eq!(code(alone), "choose-among-two");
    street.suggest(space, street.wyn.me);
    let visitor = street.vic.me;
    let early = street.ada.does(PairingCommand::Approve { space, visitor });
    assert_eq!(code(early), "not-chosen");
    let by_another = street
        .ada
        .does(PairingCommand::Choose { space, suggestion });
    assert_eq!(code(by_another), "wrong-role");
    street
        .hal
        .does(PairingCommand::Choose { space, suggestion })
        .unwrap();
    street.sync();
    assert_eq!(street.ada.view(space).stage, Stage::Chosen);

    let first = street
        .ada
        .does(PairingCommand::Approve { space, visitor })
        .unwrap();
    assert!(first.records.is_empty(), "one yes admits nobody");
    let again = street.ada.does(PairingCommand::Approve { space, visitor });
    assert_eq!(code(again), "already-approved");
    assert_eq!(
        code(street.cyd.does(PairingCommand::Introduce { space })),
        "not-approved"
    );
    street.sync();
    let without_lead = street
        .cyd
        .does(PairingCommand::Approve { space, visitor })
        .unwrap();
    assert!(
        without_lead.records.is_empty(),
        "neither is a safeguarding lead"
    );
    street.sync();
    let second = street
        .lea
        .does(PairingCommand::Approve { space, visitor })
        .unwrap();
    assert_eq!(second.records.len(), 1);
    street.sync();
    let view = street.vic.view(space);
    assert_eq!(
        (view.stage, view.visitors),
        (Stage::Approved, vec![street.vic.me])
    );
    assert!(view.approvals.iter().all(|a| a.valid));
    assert_eq!(view.plans[0].value.here().unwrap().place, "3 Lane End");
    street
        .cyd
        .does(PairingCommand::Introduce { space })
        .unwrap();
    street.sync();
    assert_eq!(street.vic.view(space).stage, Stage::Introduced);
    assert!(
        readers(&street.ada.rosters, space).contains(&(street.vic.me, street.vic.secret.tag()))
    );
    assert!(
        !readers(&street.ada.rosters, space)
            .iter()
            .any(|(m, _)| *m == street.wyn.me)
    );
}

#[test]
fn two_who_approve_offline_sign_the_same_record_and_either_makes_it() {
    let mut street = cast();
    let space = street.chosen();
    let visitor = street.vic.me;
    for phone in [&mut street.ada, &mut street.lea] {
        let plan = phone
            .does(PairingCommand::Approve { space, visitor })
            .unwrap();
        assert!(plan.records.is_empty());
    }
    street.sync();
    assert_eq!(street.ada.view(space).ready, Some(visitor));
    let mut other = street.lea.clone();
    let made = street
        .ada
        .does(PairingCommand::Approve { space, visitor })
        .unwrap();
    let same = other
        .does(PairingCommand::Approve { space, visitor })
        .unwrap();
    assert!(made.writes.is_empty());
    assert_eq!(made.records[0].body.hash(), same.records[0].body.hash());
    street.sync();
    assert_eq!(street.hal.view(space).ready, None);
    assert_eq!(street.hal.view(space).stage, Stage::Approved);
}

#[test]
fn old_approvals_admit_nobody_anew() {
    let mut street = cast();
    let space = street.introduced();
    let visitor = street.vic.me;
    street.vic.does(PairingCommand::HandOver { space }).unwrap();
    street
        .vic
        .does(PairingCommand::Release {
            space,
            member: visitor,
        })
        .unwrap();
    street.sync();
    let view = street.ada.view(space);
    assert!(view.visitors.is_empty() && view.ready.is_none());
    assert!(view.approvals.iter().all(|a| !a.current));
    let one = street
        .ada
        .does(PairingCommand::Approve { space, visitor })
        .unwrap();
    assert_eq!(
        (one.records.len(), one.writes.len()),
        (0, 1),
        "a new record, a new yes"
    );
}

#[test]
fn a_forged_or_borrowed_approval_serves_nobody() {
    let mut street = cast();
    let space = street.chosen();
    let visitor = street.vic.me;
    // Cyd writes Ada's record with a signature of Cyd's own under Ada's key, and Lea's sees it.
    let body = approval::visitor_admission(&street.cyd.rosters, space, visitor);
    let mut forged = schema::Approval::sign(&body, visitor, &street.cyd.secret);
    forged.key = street.ada.secret.public();
    let text = serde_json::to_string(&forged).unwrap();
    let subject = approval::subject(&body).to_string();
    street.cyd.put(
        document(space),
        crate::topic::Topic::Approve,
        &subject,
        &text,
    );
    street.sync();
    assert!(!street.lea.view(space).approvals[0].valid);
    let plan = street
        .lea
        .does(PairingCommand::Approve { space, visitor })
        .unwrap();
    assert!(plan.records.is_empty());
}

#[test]
fn opening_asks_for_a_lead_and_keeps_the_host_out_of_the_coordinators() {
    let mut street = cast();
    let (ada, lea, hal) = (street.ada.me, street.lea.me, street.hal.me);
    let mut open = |host, coordinators: Vec<MemberId>| {
        code(street.ada.does(PairingCommand::Open {
            host,
            coordinators,
            plan: None,
        }))
    };
    assert_eq!(open(hal, vec![ada]), "invalid");
    assert_eq!(open(hal, vec![lea]), "invalid");
    assert_eq!(open(hal, vec![ada, lea, hal]), "invalid");
    assert_eq!(open(hal, vec![ada, lea, lea]), "invalid");
    assert_eq!(
        open(MemberId([0; 10]), vec![ada, lea]),
        RecordRefusal::Unknown.code()
    );
    let coordinators = vec![lea, street.cyd.me];
    let by_no_coordinator = PairingCommand::Open {
        host: hal,
        coordinators,
        plan: None,
    };
    assert_eq!(code(street.lea.does(by_no_coordinator)), "wrong-role");
}

#[test]
fn commands_and_views_read_as_json() {
    let space = SpaceId([1; 16]);
    let commands = [
        PairingCommand::Hold { space, on: true },
        PairingCommand::End {
            space,
            reason: EndReason::Moved,
        },
        PairingCommand::LogVisit {
            space,
            note: note(TODAY, "hello"),
            seen: None,
        },
    ];
    for command in commands {
        let command = Command::Pairing(command);
        let text = serde_json::to_string(&command).unwrap();
        assert_eq!(
            serde_json::from_str::<Command>(&text).unwrap(),
            command,
            "{text}"
        );
    }
    let newer = serde_json::from_str::<EndReason>("\"a-newer-word\"").unwrap();
    assert_eq!(newer, EndReason::Other);
    let versioned = |v: u8| format!(r#"{{"v":{v},"on":true}}"#);
    assert!(serde_json::from_str::<schema::Versioned<schema::Hold>>(&versioned(1)).is_ok());
    assert!(serde_json::from_str::<schema::Versioned<schema::Hold>>(&versioned(2)).is_err());
}
