//! Records and entries that nobody entitled signed.

use super::Attack;
use kith_domain::ids::RecordHash;
use kith_domain::invite::InviteSecret;
use kith_domain::keys::Secret;
use kith_domain::roster::{Act, Entry, Record, Role, SpaceKind, Stated};
use kith_domain::wire::Push;

pub(super) const RECORDS: &[Attack] = &[
    ("gives a record to another community", |s| {
        let records = vec![s.ben.signs(Act::MemberLeft { member: s.ben.me() })];
        s.to_zoes(Push {
            records,
            ..Push::default()
        })
    }),
    ("replays a grant that was taken back", |s| {
        let granted = s.record(|act| matches!(act, Act::RoleGranted { .. }));
        let answer = s.ben.gives_records(vec![granted]);
        s.ada.syncs();
        assert!(!s.ada.look().rosters.has_role(
            s.ada.look().space(),
            Role::Coordinator,
            s.cleo.id()
        ));
        answer
    }),
    ("signs a grant to itself", |s| {
        s.states(Act::RoleGranted {
            member: s.ben.me(),
            role: Role::Coordinator,
        })
    }),
    (
        "puts a coordinator's signature under a grant to itself",
        |s| {
            let granted = s.record(|act| matches!(act, Act::RoleGranted { .. }));
            let mut forged = s.ben.signs(Act::RoleGranted {
                member: s.ben.me(),
                role: Role::Lead,
            });
            forged.signatures = granted.signatures;
            s.ben.gives_records(vec![forged])
        },
    ),
    ("removes another", |s| {
        s.states(Act::MemberRemoved {
            member: s.cleo.id(),
        })
    }),
    ("revokes another's device", |s| {
        s.states(Act::DeviceRevoked {
            device: s.device(&s.cleo),
        })
    }),
    ("adds a device to another", |s| {
        let new = Secret::from_seed(&[77; 32]);
        let act = Act::DeviceAdded {
            member: s.cleo.id(),
            device: new.public(),
            box_key: new.box_key(),
            revokes: Vec::new(),
        };
        let body = s.ben.body(Some(s.ben.space()), act);
        s.ben
            .gives_records(vec![Record::signed_by(body, &[&s.ben.secret, &new])])
    }),
    ("opens a pairing", |s| {
        let act = Act::SpaceOpened {
            kind: SpaceKind::Pairing,
            participants: Vec::new(),
            key: kith_domain::sealed::SpaceKey::Shared([1; 32]).id(),
        };
        let body = s.ben.body(None, act);
        s.ben
            .gives_records(vec![Record::signed_by(body, &[&s.ben.secret])])
    }),
    ("admits a friend by an invite that was used", |s| {
        let used = s.record(|act| matches!(act, Act::MemberAdmitted { .. }));
        let Act::MemberAdmitted { invite, .. } = used.body.act else {
            unreachable!("it admits")
        };
        let friend = Secret::from_seed(&[78; 32]);
        let act = Act::MemberAdmitted {
            invite,
            device: friend.public(),
            box_key: friend.box_key(),
        };
        let body = s.ben.body(Some(s.ben.space()), act);
        s.ben
            .gives_records(vec![Record::signed_by(body, &[&friend, &s.ben.secret])])
    }),
    ("admits a friend by an invite it made up", |s| {
        let (friend, invite) = (Secret::from_seed(&[78; 32]), InviteSecret([5; 32]).signer());
        let act = Act::MemberAdmitted {
            invite: invite.public(),
            device: friend.public(),
            box_key: friend.box_key(),
        };
        let body = s.ben.body(Some(s.ben.space()), act);
        s.ben
            .gives_records(vec![Record::signed_by(body, &[&friend, &invite])])
    }),
    ("names a record before it that is not the last", |s| {
        let mut body = s
            .ben
            .body(Some(s.ben.space()), Act::MemberLeft { member: s.ben.me() });
        body.predecessor = Some(RecordHash([9; 32]));
        s.ben
            .gives_records(vec![Record::signed_by(body, &[&s.ben.secret])])
    }),
    ("gives back what was never lost", |s| {
        let entries = s.ben.phone.look().entries_of_rosters();
        let mut forged = entries.last().unwrap().clone();
        forged.number += 1;
        let push = Push {
            entries: vec![forged],
            ..Push::default()
        };
        s.ben.gives(push)
    }),
    ("countersigns an entry itself", |s| {
        let look = s.ben.phone.look();
        let grant = s.ben.signs(Act::RoleGranted {
            member: s.ben.me(),
            role: Role::Coordinator,
        });
        let (number, previous) = look.sequenced.chain(look.space());
        let entry = Entry::sequence(
            look.space(),
            (number + 1, previous),
            Stated::Record(grant),
            Vec::new(),
            0,
            &s.ben.secret,
        );
        s.ben.gives(Push {
            entries: vec![entry],
            ..Push::default()
        })
    }),
];
