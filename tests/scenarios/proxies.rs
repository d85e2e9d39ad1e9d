//! A neighbour without a phone belongs, and somebody writes for them.

use kith_core::query::effect::Wish;
use kith_domain::command::membership::Membership;
use kith_domain::command::{Command, ForMember};
use kith_domain::document::{DocumentKind, DocumentName};
use kith_domain::hours::{EntryState, HoursCommand, HoursDeed};
use kith_domain::ids::MemberId;
use kith_domain::pairing::Stage;
use kith_domain::pairing::command::PairingCommand;
use kith_domain::roster::Role;
use kith_tests::speech::TODAY;
use kith_tests::{Claim, Phone, Round, World, article, converge};

fn for_member(member: MemberId, command: Command) -> Command {
    Command::For(ForMember {
        member,
        command: Box::new(command),
    })
}

fn agree(phone: &Phone, claim: &Claim) -> Command {
    Command::Hours(HoursCommand::Agree {
        document: claim.ledger.clone(),
        version: phone.sees_claim(claim).version,
    })
}

fn pledge(phone: &Phone, round: &Round, units: u32) -> Command {
    phone.pledge(round, "rice", (units, units, units))
}

#[test]
fn ada_has_no_phone_pledges_and_has_hours_by_ben_and_her_drawer_is_nobody_elses() {
    let world = World::new();
    let phones = world.neighbourhood(["Cleo", "Ben", "Dora"]);
    let [cleo, ben, dora] = &phones;
    let round = cleo.opens_a_round("October", &[article("rice", 6, 180)]);
    cleo.goes_offline();
    let ada = cleo.enters("Ada");
    cleo.does(&for_member(ada, pledge(cleo, &round, 2)));
    cleo.comes_online();
    world.settles();
    cleo.does(&cleo.names_proxy(ada, ben));
    world.settles();

    let late = for_member(ada, pledge(cleo, &round, 6));
    cleo.is_refused(&late, "not-their-proxy");
    ben.does(&for_member(ada, pledge(ben, &round, 4)));
    dora.pledges(&round, "rice", (2, 2, 2));
    world.settles();
    let rice = dora.sees_article(&round, "rice");
    assert_eq!((rice.cases, rice.pledges.len()), (1, 2));
    let hers = rice.pledges.iter().find(|p| p.member == ada).unwrap();
    assert_eq!((hers.hand, hers.want), (ben.id(), 4));

    // Hours: Dora noted, Ben agrees for Ada. What Ben noted, he does not agree to for her.
    let claim = dora.notes(dora.id(), ada, 60);
    let own = ben.notes(ben.id(), ada, 30);
    world.settles();
    ben.does(&for_member(ada, agree(ben, &claim)));
    ben.is_refused(&for_member(ada, agree(ben, &own)), "own-claim");
    ben.is_refused(
        &for_member(ada, Command::Membership(Membership::Leave)),
        "not-their-proxy",
    );
    world.settles();
    assert_eq!(cleo.says(&claim), EntryState::Posted);
    assert_eq!(cleo.says(&own), EntryState::Noted);
    cleo.does(&Command::Hours(HoursCommand::Witness {
        document: TODAY.month(),
        version: cleo.sees_claim(&own).version,
    }));
    world.settles();
    assert_eq!(dora.shown().balances().get(&ada), Some(&-90));
    let agreed = cleo.sees_claim(&claim).agreed.unwrap().by.unwrap();
    assert_eq!((agreed.member, agreed.hand), (ada, ben.id()));
    converge::everybody_agrees(&phones).unwrap();

    let row = |m: &kith_core::query::members::MemberRow| m.id == ada;
    let members = dora.app().members(dora.community()).unwrap();
    let shown = members.into_iter().find(row).unwrap();
    assert_eq!(shown.name, "Ada");
    assert_eq!(shown.proxy.unwrap().id, ben.id());
}

#[test]
fn when_ada_gets_a_phone_of_her_own_her_own_word_comes_first() {
    let world = World::new();
    let [cleo, ben] = world.neighbourhood(["Cleo", "Ben"]);
    let round = cleo.opens_a_round("October", &[article("rice", 6, 180)]);
    let ada = cleo.enters("Ada");
    cleo.does(&for_member(ada, pledge(&cleo, &round, 6)));
    world.settles();
    let phone = world.phone("Ada");
    phone.takes(&cleo.adds_a_phone(ada, &phone.shows_its_keys()));
    world.settles();
    assert_eq!(phone.id(), ada);
    phone.pledges(&round, "rice", (1, 1, 1));
    // Cleo has not seen that and writes after it.
    cleo.does(&for_member(ada, pledge(&cleo, &round, 5)));
    world.settles();
    for one in [&cleo, &ben, &phone] {
        let rice = one.sees_article(&round, "rice");
        assert_eq!(rice.pledges.len(), 1, "{}", one.name());
        assert_eq!((rice.pledges[0].hand, rice.pledges[0].want), (ada, 1));
    }
    // She has a phone now: who writes for her is hers to say.
    cleo.is_refused(&cleo.names_proxy(ada, &ben), "not-entitled");
    phone.does(&phone.names_proxy(ada, &phone));
    world.settles();
    cleo.is_refused(
        &for_member(ada, pledge(&cleo, &round, 2)),
        "not-their-proxy",
    );
    converge::everybody_agrees(&[cleo, ben, phone]).unwrap();
}

#[test]
fn a_host_without_a_phone_chooses_and_speaks_by_a_neighbour_who_may_read_the_pairing() {
    let world = World::new();
    let phones = world.neighbourhood(["Cleo", "Dora", "Ben", "Emil", "Fay"]);
    let [cleo, dora, ben, emil, fay] = &phones;
    cleo.makes(dora, Role::Coordinator);
    cleo.makes(dora, Role::Lead);
    let harold = cleo.enters("Harold");
    cleo.does(&cleo.names_proxy(harold, ben));
    world.settles();
    cleo.does(&Command::Pairing(PairingCommand::Open {
        host: harold,
        coordinators: vec![cleo.id(), dora.id()],
        plan: None,
    }));
    let space = *cleo.pairings().iter().next().unwrap();
    cleo.suggests(space, emil);
    cleo.suggests(space, fay);
    world.settles();
    assert!(
        ben.look().keyring.newest(space).is_some(),
        "Ben reads for Harold"
    );
    let suggestion = ben
        .sees_pairing(space)
        .suggestions
        .iter()
        .find(|s| s.value.here().is_some_and(|v| v.visitor == emil.id()))
        .and_then(|s| s.id.parse().ok())
        .unwrap();
    let choice = Command::Pairing(PairingCommand::Choose { space, suggestion });
    ben.is_refused(&choice, "wrong-role");
    ben.does(&for_member(harold, choice));
    world.settles();
    assert_eq!(cleo.sees_pairing(space).stage, Stage::Chosen);
    let chosen = cleo.sees_pairing(space).choice.unwrap();
    assert_eq!((chosen.by, chosen.hand), (harold, ben.id()));
    for looks_after in [cleo, dora] {
        looks_after.approves(space, emil);
        world.settles();
    }
    cleo.introduces(space);
    world.settles();
    emil.visited(space, "a good morning");
    world.settles();
    let visit = ben.sees_pairing(space).visits[0].id;
    ben.does(&for_member(
        harold,
        Command::Pairing(PairingCommand::OwnWords {
            space,
            visit,
            text: "he stayed for tea".to_owned(),
        }),
    ));
    world.settles();
    let own_words = |phone: &Phone| {
        let row = phone.app().pairings(phone.community()).unwrap();
        let visit = row.into_iter().find(|p| p.space == space).unwrap().visits[0].clone();
        (visit.own_words.unwrap(), visit.own_words_by.unwrap())
    };
    // Whose words they are, and who wrote them down.
    let (words, by) = own_words(emil);
    assert_eq!(words, "he stayed for tea");
    assert_eq!(by.id, harold);
    let said = emil.sees_pairing(space).visits[0]
        .own_words
        .clone()
        .unwrap();
    assert_eq!((said.by, said.hand), (harold, ben.id()));

    // Fay writes for Harold from here on, and Ben reads no more of it.
    cleo.does(&cleo.names_proxy(harold, fay));
    world.settles();
    let more = PairingCommand::OwnWords {
        space,
        visit,
        text: "and for supper".to_owned(),
    };
    ben.is_refused(
        &for_member(harold, Command::Pairing(more.clone())),
        "not-their-proxy",
    );
    fay.does(&for_member(harold, Command::Pairing(more)));
    world.settles();
    let (words, by) = own_words(emil);
    assert_eq!((words.as_str(), by.id), ("and for supper", harold));
    assert!(by.name.contains(" for "), "{by:?}");
    assert!(!ben.look().rosters.may_read(space, ben.id()));
    converge::everybody_agrees(&[cleo, dora, emil, fay].map(Clone::clone)).unwrap();
}

#[test]
fn what_was_written_offline_before_a_right_was_handed_on_is_not_cut_off() {
    let world = World::new();
    let phones = world.neighbourhood(["Cleo", "Ben"]);
    let [cleo, ben] = &phones;
    cleo.goes_offline();
    let round = cleo.opens_a_round("October", &[article("rice", 6, 180)]);
    let ada = cleo.enters("Ada");
    cleo.does(&for_member(ada, pledge(cleo, &round, 6)));
    cleo.does(&cleo.names_proxy(ada, ben));
    cleo.does(&Command::Membership(Membership::HandOverRound {
        round: round.0.clone(),
        to: ben.id(),
    }));
    cleo.comes_online();
    world.settles();
    assert!(cleo.look().needs_a_look().is_empty());
    assert_eq!(ben.sees_article(&round, "rice").cases, 1);
    ben.seals(&round);
    world.settles();
    converge::everybody_agrees(&phones).unwrap();
}

#[test]
fn thirty_days_run_from_the_members_leaving_whoever_writes_for_them() {
    for (days, in_time) in [(29, true), (31, false)] {
        let world = World::new();
        let [cleo, ben, dora] = world.neighbourhood(["Cleo", "Ben", "Dora"]);
        let ada = cleo.enters("Ada");
        cleo.does(&cleo.names_proxy(ada, &ben));
        world.settles();
        let claim = dora.notes(dora.id(), ada, 30);
        world.settles();
        ben.goes_offline();
        ben.does(&for_member(ada, agree(&ben, &claim)));
        cleo.does(&Command::Membership(Membership::Remove { member: ada }));
        cleo.syncs();
        dora.syncs();
        // Ben did not leave; Ada did. What he wrote for her is kept, and looked at, or it is too late.
        world.days_pass(days);
        ben.comes_online();
        let _ = ben.tries_to_sync();
        let _ = ben.tries_to_sync();
        cleo.syncs();
        let refused = ben.look().needs_a_look();
        assert_eq!(
            refused.is_empty(),
            in_time,
            "after {days} days: {refused:?}"
        );
        let ledger = DocumentName::new(cleo.look().space(), DocumentKind::Ledger, &claim.ledger);
        let ops = cleo.look().state(&ledger).unwrap().ops;
        let kept = ops.iter().any(|op| op.key.topic == "agree");
        assert_eq!(kept, in_time, "after {days} days");
        assert!(!matches!(cleo.says(&claim), EntryState::Posted));
    }
}

#[test]
fn what_cara_sees_while_she_writes_for_dot_is_dots() {
    let world = World::new();
    let phones = world.neighbourhood(["Cara", "Ben"]);
    let [cara, ben] = &phones;
    let round = cara.opens_a_round("October", &[article("rice", 6, 180)]);
    let dot = cara.enters("Dot");
    world.settles();
    cara.pledges(&round, "rice", (1, 1, 1));
    ben.pledges(&round, "rice", (2, 2, 2));
    // Ben noted help he had from Dot, and help he had from Cara.
    let from_dot = ben.notes(dot, ben.id(), 60);
    let from_cara = ben.notes(cara.id(), ben.id(), 30);
    world.settles();
    let community = cara.community();
    let own = cara.app();
    let hers = own.speaking_for(Some(dot));

    // Three more units fill the case. Who pays for them is who asks.
    let rice = own.round(community, &round.0).unwrap().unwrap().articles[0].id;
    let wish = Wish {
        at_least: 3,
        want: 3,
        up_to: 3,
        cap_pence: None,
    };
    let effect = hers.pledge_effect(community, &round.0, rice, wish).unwrap();
    assert_eq!((effect.now.own_pence, effect.then.allocated), (0, 3));
    let for_herself = own.pledge_effect(community, &round.0, rice, wish).unwrap();
    assert_eq!(
        for_herself.then.cases, 0,
        "hers stands in place of what she asked for"
    );
    cara.does(&for_member(dot, pledge(cara, &round, 3)));
    let as_dot = hers.round(community, &round.0).unwrap().unwrap();
    let as_cara = own.round(community, &round.0).unwrap().unwrap();
    let mine = |round: &kith_core::query::round::Round| {
        let pledges = &round.articles[0].pledges;
        let mine: Vec<MemberId> = pledges
            .iter()
            .filter(|p| p.mine)
            .map(|p| p.member.id)
            .collect();
        mine
    };
    assert_eq!((mine(&as_dot), as_dot.own), (vec![dot], false));
    assert_eq!((mine(&as_cara), as_cara.own), (vec![cara.id()], true));
    let pence = |app: &kith_core::App| app.rounds(community).unwrap()[0].own_pence;
    assert_eq!(pence(&hers), Some(effect.then.own_pence));
    assert_ne!(pence(&hers), pence(&own));

    // The buttons under Ben's notes are for whoever gave the help, and each does what it says.
    let deeds = |app: &kith_core::App, claim: &Claim| {
        let hours = app.hours(community).unwrap();
        let row = hours
            .entries
            .into_iter()
            .find(|row| row.claim == claim.id)
            .unwrap();
        (row.mine, row.deeds.contains(&HoursDeed::Agree))
    };
    assert_eq!(deeds(&hers, &from_dot), (true, true));
    assert_eq!(deeds(&hers, &from_cara), (false, false));
    assert_eq!(deeds(&own, &from_dot), (false, false));
    assert_eq!(deeds(&own, &from_cara), (true, true));
    cara.does(&for_member(dot, agree(cara, &from_dot)));
    assert_eq!(deeds(&hers, &from_dot), (true, false));
    // What Cara noted herself she is not offered to agree to for Dot, and is refused.
    let noted = cara.notes(dot, cara.id(), 15);
    assert_eq!(deeds(&hers, &noted), (true, false));
    cara.is_refused(&for_member(dot, agree(cara, &noted)), "own-claim");
    assert_eq!(hers.home(community).unwrap().me.id, dot);

    // Ben writes for nobody.
    let nosy = ben.app().speaking_for(Some(dot)).home(ben.community());
    assert!(
        matches!(nosy, Err(kith_core::Error::Refused(refused)) if refused.code() == "not-their-proxy")
    );
}
