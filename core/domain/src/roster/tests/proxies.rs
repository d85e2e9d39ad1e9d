//! Members without a phone, and who writes for whom.

use super::*;

const NO: Result<(), RecordRefusal> = Err(RecordRefusal::NotEntitled);

impl Street {
    /// Enters a member without a phone.
    fn entered(&mut self) -> MemberId {
        let body = self.body(Act::MemberEntered {});
        let member = body.member_id();
        self.try_body(body, &[0]).unwrap();
        member
    }

    fn proxy(&mut self, member: MemberId, proxy: MemberId, by: usize) -> Result<(), RecordRefusal> {
        self.try_act(Act::ActsFor { proxy, member }, &[by])
    }

    fn acts(&self, who: usize, member: MemberId, n: u32) -> bool {
        let space = self.rosters.space;
        self.rosters
            .acts_for(space, self.member(who), member, self.tag(who), n)
    }
}

#[test]
fn a_coordinator_enters_a_neighbour_without_a_phone_and_says_who_writes_for_her() {
    let mut street = Street::of(3);
    let body = street.body(Act::MemberEntered {});
    assert_eq!(street.try_body(body, &[1]), NO);
    let ada = street.entered();
    assert!(street.rosters.is_member(ada));
    let (ben, cleo) = (street.member(1), street.member(2));
    assert_eq!(street.proxy(ada, ben, 1), NO, "not by his own word");
    street.proxy(ada, ben, 0).unwrap();
    assert_eq!(street.proxy(ada, ben, 0), Err(RecordRefusal::AlreadySo));
    assert_eq!(street.rosters.proxy_of(ada), Some(ben));
    assert!(street.acts(1, ada, 1) && !street.acts(2, ada, 1));

    // Another takes over, at the number the first had reached.
    let act = Act::ActsFor {
        proxy: cleo,
        member: ada,
    };
    let body = street.body(act);
    let record = street.sign(body, &[0]);
    let mut concerned = street.rosters.concerned(&record);
    concerned.sort();
    let mut both = vec![street.tag(1), street.tag(2)];
    both.sort();
    assert_eq!(concerned, both);
    let at = [(street.tag(1), 4), (street.tag(2), 7)];
    street.take_at(record.clone(), &at).unwrap();
    assert!(street.acts(1, ada, 4) && !street.acts(1, ada, 5));
    assert!(!street.acts(2, ada, 7) && street.acts(2, ada, 8));
    assert_eq!(street.rosters.judge(&record), Err(RecordRefusal::Overtaken));
    // The proxy gives it up; then nobody writes for her.
    street.proxy(ada, ada, 2).unwrap();
    assert_eq!(street.rosters.proxy_of(ada), None);
    assert_eq!(
        street.rosters.judge(&record),
        Err(RecordRefusal::Overtaken),
        "cannot be replayed"
    );
}

#[test]
fn who_has_a_phone_names_their_own_proxy() {
    let mut street = Street::of(3);
    let (ben, cleo) = (street.member(1), street.member(2));
    assert_eq!(street.proxy(ben, cleo, 0), NO, "not the coordinator");
    street.proxy(ben, cleo, 1).unwrap();
    street.proxy(ben, ben, 0).unwrap();
    assert_eq!(
        street.rosters.proxy_of(ben),
        None,
        "whom a coordinator may end"
    );
    let ada = street.entered();
    assert_eq!(
        street.proxy(ben, ada, 1),
        Err(RecordRefusal::Unknown),
        "nobody writes without a phone"
    );
}

#[test]
fn a_proxys_word_ends_where_the_members_membership_does() {
    let mut street = Street::of(3);
    let ada = street.entered();
    let ben = street.member(1);
    street.proxy(ada, ben, 0).unwrap();
    // Another takes over; what Ben wrote before is no less hers when she goes.
    let cleo = street.member(2);
    let tag = street.tag(1);
    let body = street.body(Act::ActsFor {
        proxy: cleo,
        member: ada,
    });
    let record = street.sign(body, &[0]);
    street.take_at(record, &[(tag, 3)]).unwrap();
    let body = street.body(Act::MemberRemoved { member: ada });
    let removed = street.sign(body, &[0]);
    let mut hands = vec![tag, street.tag(2)];
    hands.sort();
    assert_eq!(street.rosters.concerned(&removed), hands);
    street.take_at(removed, &[(tag, 3)]).unwrap();
    let space = street.rosters.space;
    assert!(!street.rosters.had_left(space, ada, tag, 3));
    assert!(street.rosters.had_left(space, ada, tag, 4));
    assert_eq!(street.rosters.standing(space, tag, 4), Standing::Member);
    assert_eq!(street.rosters.proxy_of(ada), None);
}

#[test]
fn a_hosts_proxy_reads_the_pairing_until_a_line_ends_it() {
    let mut street = Street::of(3);
    let ada = street.entered();
    street.who.push((ada, secret(90)));
    let ben = street.member(1);
    street.proxy(ada, ben, 0).unwrap();
    let space = street.pairing(3, &[0]).unwrap();
    assert!(street.rosters.may_read(space, ben));
    assert!(!street.rosters.may_read(space, street.member(2)));
    let visitor = Act::RoleGranted {
        member: ben,
        role: Role::Visitor,
    };
    assert_eq!(street.try_in(space, visitor, &[0]), NO);

    let act = Act::ActsFor {
        proxy: ada,
        member: ada,
    };
    let body = street.body(act);
    let record = street.sign(body, &[0]);
    let lines = street.rosters.lines(&record);
    let [(at, line)] = lines.as_slice() else {
        panic!("{lines:?}");
    };
    assert_eq!((*at, line.member), (space, ben));
    street.take(record).unwrap();
    let tag = street.tag(1);
    street
        .state(space, Stated::Line(line.clone()), &[(tag, 2)])
        .unwrap();
    assert!(!street.rosters.may_read(space, ben));
    let acts = |n| street.rosters.acts_for(space, ben, ada, tag, n);
    assert!(acts(2) && !acts(3));
}
