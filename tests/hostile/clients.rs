//! Every attack a client can try, one after the other on one server, with the answer each gets.
//!
//! `tests/golden/attacks.txt` is the table. After every attack the log is as it was; after all of
//! them the honest phones agree and have nothing to complain of.

use crate::attacks::{self, Street};
use crate::compare::{columns, compare};
use kith_tests::converge;

#[test]
fn answers_to_attacks_change_only_in_sight() {
    let street = Street::new();
    let mut rows = vec![vec!["attack".to_owned(), "answer".to_owned()]];
    for (name, attack) in attacks::all() {
        let before = street.log();
        let answer = attack(&street);
        assert_eq!(
            street.log(),
            before,
            "{name} left something behind: {answer}"
        );
        rows.push(vec![(*name).to_owned(), answer]);
    }
    for (name, answer) in street.is_revoked_and_removed() {
        rows.push(vec![name.to_owned(), answer]);
    }
    street.notices_nothing();
    compare(
        "attacks.txt",
        &format!(
            "What a member's phone may try in the hands of a program that lies, and what the server\n\
             answers. Rendered from tests/hostile/attacks.rs; `cargo xtask golden --accept` writes it anew.\n\n{}",
            columns(&rows)
        ),
    );
}

impl Street {
    /// The honest phones go on, agree, and the server comes up again with all it had.
    fn notices_nothing(&self) {
        let [ada, cleo] = [&self.ada, &self.cleo];
        ada.pledges(&self.round, "rice", (1, 2, 2));
        cleo.pledges(&self.round, "rice", (1, 3, 3));
        self.world.server_restarts();
        for phone in [ada, cleo, ada, cleo] {
            phone.syncs();
        }
        for phone in [ada, cleo] {
            assert_eq!(phone.sees_article(&self.round, "rice").cases, 1);
            assert!(phone.look().needs_a_look().is_empty());
            assert_eq!(phone.says_balance_of(cleo), 0);
        }
        converge::everybody_agrees(&[ada.clone(), cleo.clone()]).unwrap();
    }
}
