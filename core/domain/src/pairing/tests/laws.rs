//! What holds of every history: phones agree, and no visit is ever lost or given to somebody else.

use super::*;
use proptest::prelude::*;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn whatever_happens_offline_phones_agree_and_no_visit_is_lost(
        steps in prop::collection::vec((0..8_u8, 0..4_usize, 0..4_usize, -3..2_i32), 1..30)
    ) {
        let mut street = cast();
        let space = street.introduced();
        let mut phones = [street.ada, street.cyd, street.hal, street.vic];
        let mut noted = Vec::new();
        let mut shown_ending = Vec::new();
        for (what, who, other, day) in steps {
            let before = phones[other].clone();
            let phone = &mut phones[who];
            let told = phone.documents.contains_key(&document(space))
                .then(|| phone.view(space).ending.is_some());
            let done = match what {
                0 => phone.does(PairingCommand::End { space, reason: EndReason::Moved }),
                1 => phone.does(PairingCommand::Hold { space, on: day < 0 }),
                2 => phone.does(PairingCommand::HandOver { space }),
                3 | 4 => {
                    let note = note(Day(TODAY.0 + day), "tea");
                    let done = phone.does(PairingCommand::LogVisit { space, note, seen: None });
                    if let Ok(plan) = &done {
                        noted.push((plan.made.unwrap(), phone.me));
                        if told == Some(true) {
                            shown_ending.push(plan.made.unwrap());
                        }
                    }
                    done
                }
                _ => {
                    phone.reads(&before);
                    continue;
                }
            };
            if let Err(refused) = done {
                let fine = ["ended", "handed-over", "wrong-role"].contains(&refused.code());
                prop_assert!(fine, "{refused}");
            }
        }
        let all = phones.clone();
        for phone in &mut phones {
            all.iter().for_each(|other| phone.reads(other));
        }
        let view = phones[0].view(space);
        for phone in &mut phones {
            prop_assert_eq!(&phone.view(space), &view);
            let name = document(space);
            let mut turned = (*phone.documents[&name]).clone();
            turned.ops.reverse();
            phone.documents.insert(name, Arc::new(turned));
            prop_assert_eq!(&phone.view(space), &view, "the order of arrival says nothing");
        }
        prop_assert_eq!(view.visits.len(), noted.len());
        for (id, author) in noted {
            let visit = view.visit(id).unwrap();
            prop_assert_eq!(visit.visitor, author);
            let known = visit.class == VisitClass::AfterEndKnown;
            prop_assert_eq!(known, shown_ending.contains(&id));
        }
    }
}
