//! What a carried record says, for whoever is asked to sign or take it.

use super::lens::{Lens, Person};
use crate::app::App;
use crate::error::Error;
use kith_domain::carried::Carried;
use kith_domain::ids::CommunityId;
use kith_domain::roster::Act;
use serde::Serialize;

/// A carried record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CarriedRow {
    /// The community it is about.
    pub community: CommunityId,
    /// What it does: the record kind's word, such as `device-added`.
    pub act: String,
    /// Whom it concerns, where that is one person and this phone knows the community.
    pub member: Option<Person>,
    /// How many phones it revokes.
    pub revokes: usize,
    /// Where the community's server answers once it is taken.
    pub address: String,
    /// The members who signed so far.
    pub signed_by: Vec<Person>,
    /// Whether the paper key signed.
    pub paper: bool,
    /// How many more must sign before it can be taken; none where this phone cannot tell.
    pub lacking: Option<usize>,
}

impl App {
    /// Reads a carried record without signing or taking it.
    ///
    /// # Errors
    /// [`Error::Carried`], or the disk's own.
    pub fn look_at_record(&self, text: &str) -> Result<CarriedRow, Error> {
        let carried = Carried::read(text)?;
        let community = carried.founded.body.community_id();
        let (member, revokes) = match &carried.record.body.act {
            Act::DeviceAdded {
                member, revokes, ..
            } => (Some(*member), revokes.len()),
            Act::MemberLeft { member }
            | Act::MemberRemoved { member }
            | Act::RoleGranted { member, .. }
            | Act::RoleWithdrawn { member, .. } => (Some(*member), 0),
            _ => (None, 0),
        };
        let mut row = CarriedRow {
            community,
            act: carried.record.body.act.word().to_owned(),
            member: None,
            revokes,
            address: carried.address.clone(),
            signed_by: Vec::new(),
            paper: false,
            lacking: None,
        };
        self.with(|phone| {
            if !phone.communities.contains_key(&community) {
                return Ok(row);
            }
            let lens = Lens::of(phone, community)?;
            let held = lens.community;
            row.member = member.map(|member| lens.person(member));
            for signed in &carried.record.signatures {
                row.paper |= held.assumed.paper == Some(signed.key);
                if let Some(device) = held.assumed.devices.get(&signed.key.tag()) {
                    row.signed_by.push(lens.person(device.member));
                }
            }
            row.lacking = Some(held.assumed.lacks_signatures(&carried.record));
            Ok(row)
        })
    }
}
