//! `permissions.txt`: the topic table and the signers' table, as one reads them.

use crate::compare::{columns, compare, root};
use kith_domain::roster::signers::{SIGNERS, Signers};
use kith_domain::topic::{Status, TABLE, Who};

#[test]
fn permissions_change_only_in_sight() {
    compare("permissions.txt", &render());
}

#[test]
fn every_topic_and_every_record_kind_has_its_line() {
    let file = std::fs::read_to_string(root().join("tests/golden/permissions.txt")).unwrap();
    let first = |line: &str| line.split_whitespace().next().map(str::to_owned);
    let lines: Vec<String> = file.lines().filter_map(first).collect();
    let topics = TABLE.iter().map(|row| row.word);
    for word in topics.chain(SIGNERS.iter().map(|(word, ..)| *word)) {
        assert!(lines.iter().any(|l| l == word), "no line for {word}");
    }
}

fn render() -> String {
    let mut text = String::from(
        "Who may state what, and who may sign what.\n\
         Rendered from kith_domain::topic::TABLE and kith_domain::roster::signers::SIGNERS;\n\
         `cargo xtask golden --accept` writes it anew. A change here is a change of rights.\n\n\
         FACTS, each in its author's own drawer\n\n",
    );
    let head = [
        "topic",
        "documents",
        "value",
        "writes",
        "who",
        "after leaving",
        "by proxy",
        "schema",
    ];
    let mut rows = vec![head.map(str::to_owned).to_vec()];
    for row in TABLE {
        let kinds: Vec<_> = row.kinds.iter().map(|kind| kind.word()).collect();
        let built = row.status == Status::Built;
        rows.push(vec![
            row.word.to_owned(),
            kinds.join(", "),
            if row.sealed { "sealed" } else { "clear" }.to_owned(),
            writes(row.once, row.about).to_owned(),
            if built { who(row.who) } else { "nobody yet" }.to_owned(),
            if row.after_leaving { "30 days" } else { "no" }.to_owned(),
            if row.proxy { "yes" } else { "no" }.to_owned(),
            row.schema.to_string(),
        ]);
    }
    text.push_str(&columns(&rows));
    text.push_str("\nRECORDS, in a roster\n\n");
    let mut rows = vec![["record", "rules", "signed by"].map(str::to_owned).to_vec()];
    for (word, needs, since) in SIGNERS {
        let needs = signers(*needs).to_owned();
        rows.push(vec![(*word).to_owned(), since.to_string(), needs]);
    }
    text.push_str(&columns(&rows));
    text
}

fn writes(once: bool, about: bool) -> &'static str {
    match (once, about) {
        (true, false) => "once",
        (true, true) => "once, about a fact",
        (false, false) => "restated",
        (false, true) => "restated, about a fact",
    }
}

fn who(who: Who) -> &'static str {
    match who {
        Who::Member => "any member",
        Who::Organiser => "the round's organiser",
        Who::Owner => "whom the document is named after; in a round its organiser",
        Who::Coordinator => "a coordinator",
        Who::PairingMember => "anyone in the pairing",
        Who::Host => "the host",
        Who::Visitor => "the visitor",
        Who::PairingCoordinator => "a coordinator of the pairing",
        Who::Author => "whoever raised the concern",
        Who::ConcernLead => "a safeguarding lead it is told to",
        Who::Nobody => "nobody yet",
    }
}

fn signers(signers: Signers) -> &'static str {
    match signers {
        Signers::Founder => "the device it names; must be the first record",
        Signers::Adopters => {
            "first the founder, for the server the founding names, if it names one; \
             then two coordinators, or one and the paper key (the only one alone)"
        }
        Signers::Coordinator => "a coordinator",
        Signers::NewcomerAndInvite => "the newcomer's device and the invite's key",
        Signers::NewDeviceAndVouchers => {
            "the new device, with a present one of the member; or, replacing all, with two other \
             coordinators (the only one alone); a coordinator's also with the paper key"
        }
        Signers::Own => "the member concerned",
        Signers::OwnOrCoordinator => "the member concerned, or a coordinator",
        Signers::AnotherCoordinator => "a coordinator who is not the member concerned",
        Signers::Opener => "a coordinator; of a concern its author, any member",
        Signers::Granters => {
            "a coordinator (in a pairing one of its own); for a visitor two, one a lead; in a \
             concern one of its leads"
        }
        Signers::HouseholdOrCoordinator => "everyone in the household, or a coordinator",
        Signers::OrganiserOrCoordinator => "the round's organiser, or a coordinator",
        Signers::Keeper => "a coordinator; in a pairing one of its own",
        Signers::ReaderWhenDue => "whoever reads the space, once somebody stopped reading it",
        Signers::MemberOrCoordinator => {
            "the member spoken for; for one who has no phone a coordinator; to end it also the proxy"
        }
        Signers::NewcomerPosterAndCoordinator => {
            "the newcomer's device, the poster's key and a coordinator"
        }
        Signers::AnotherKeeper => {
            "a coordinator (in a pairing one of its own) who is not the member concerned; with the \
             device's own signed head"
        }
        Signers::Nobody => "nobody",
    }
}
