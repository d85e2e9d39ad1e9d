//! Whom a concern is told to, and who may open one.

use super::*;
use crate::command::{Command, Context, Refused, World};
use crate::facts::DocumentState;
use crate::ids::{CommandId, MemberId};
use crate::keys::Secret;
use crate::roster::{Act, Body, Record, Role, Rosters};
use crate::sealed::Keyring;
use crate::time::Day;
use std::sync::Arc;

struct Small {
    rosters: Rosters,
    keyring: Keyring,
}

impl World for Small {
    fn rosters(&self) -> &Rosters {
        &self.rosters
    }
    fn keyring(&self) -> &Keyring {
        &self.keyring
    }
    fn document(&self, _: &DocumentName) -> Result<Option<Arc<DocumentState>>, String> {
        Ok(None)
    }
    fn next_number(&self, _: SpaceId) -> u32 {
        1
    }
}

/// A founder, who is made lead or not.
fn founded(lead: bool) -> (Small, MemberId, Secret) {
    let ada = Secret::from_seed(&[1; 32]);
    let body = Body {
        community: None,
        space: None,
        predecessor: None,
        act: Act::Founded {
            device: ada.public(),
            box_key: ada.box_key(),
            server: None,
            key: crate::ids::KeyId([7; 32]),
            paper: None,
        },
        nonce: [0; 16].into(),
    };
    let founded = Record::signed_by(body, &[&ada]);
    let mut rosters = Rosters::begin(&founded).unwrap();
    rosters.assume(&founded, &[]);
    let me = rosters.founder;
    if lead {
        let act = Act::RoleGranted {
            member: me,
            role: Role::Lead,
        };
        let body = Body {
            community: Some(rosters.community),
            space: Some(rosters.space),
            predecessor: None,
            act,
            nonce: [1; 16].into(),
        };
        rosters.assume(&Record::signed_by(body, &[&ada]), &[]);
    }
    let keyring = Keyring::default();
    (Small { rosters, keyring }, me, ada)
}

fn raise(world: &Small, me: MemberId, signer: &Secret, text: &str) -> Result<(), Refused> {
    let ctx = Context {
        community: world.rosters.community,
        me,
        hand: me,
        device: signer.tag(),
        command: CommandId([2; 16]),
        seed: [3; 32],
        signer,
        today: Day(20_000),
        now: 0,
        world,
    };
    let raise = ConcernCommand::Raise {
        text: text.to_owned(),
        about: None,
        to: Vec::new(),
    };
    Command::Concern(raise).plan(&ctx).map(|_| ())
}

#[test]
fn a_concern_needs_words_and_somebody_else_to_tell() {
    for lead in [false, true] {
        let (world, me, secret) = founded(lead);
        let refused = raise(&world, me, &secret, "the hob was on").unwrap_err();
        assert_eq!(refused.code(), "no-lead");
        let empty = raise(&world, me, &secret, "  ").unwrap_err();
        assert_eq!(empty.code(), "invalid");
    }
}
