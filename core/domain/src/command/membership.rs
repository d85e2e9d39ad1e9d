//! Membership commands: roles, leaving, removing, devices, households, handing over a round.
//!
//! Founding, inviting and joining make keys and links, so the engine does them; what they sign is in
//! [`crate::roster`] and [`crate::invite`].

use super::{Context, Draft, Plan, Refused};
use crate::board::BoardCommand;
use crate::document::{DocumentKind, DocumentName};
use crate::ids::{DeviceTag, MemberId, SigningKey};
use crate::roster::{Act, Role, Versions};
use serde::{Deserialize, Serialize};

/// What members and coordinators do about who belongs.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "do", rename_all = "kebab-case")]
pub enum Membership {
    /// A coordinator makes a member coordinator or safeguarding lead.
    GrantRole {
        /// Who.
        member: MemberId,
        /// What.
        role: Role,
    },
    /// A coordinator takes a role back, or a member gives it up.
    WithdrawRole {
        /// Who.
        member: MemberId,
        /// What.
        role: Role,
    },
    /// A coordinator takes an unused invite back.
    WithdrawInvite {
        /// The invite's public key.
        invite: SigningKey,
    },
    /// This member leaves.
    Leave,
    /// A coordinator removes a member.
    Remove {
        /// Who.
        member: MemberId,
    },
    /// A lost device stops counting.
    RevokeDevice {
        /// Which.
        device: DeviceTag,
    },
    /// A coordinator records who lives together.
    FormHousehold {
        /// Who.
        members: Vec<MemberId>,
    },
    /// A coordinator enters a member who has no phone, and writes for them at first.
    Enter {
        /// What the member is called.
        name: String,
        /// What the household is called; may be empty.
        #[serde(default)]
        home: String,
    },
    /// Names who writes for a member from now on; the member themselves ends it.
    ActFor {
        /// For whom.
        member: MemberId,
        /// Who writes.
        proxy: MemberId,
    },
    /// A coordinator lets the neighbourhood go by the newest rules this app knows, once every phone is up
    /// to date: one that is not says *update the app* and reads no further.
    RaiseRules,
    /// A round gets another organiser.
    HandOverRound {
        /// The round's name.
        round: String,
        /// To whom.
        to: MemberId,
    },
}

impl Membership {
    /// See [`super::Command::plan`].
    ///
    /// # Errors
    /// [`Refused`].
    pub fn plan(&self, ctx: &Context<'_>) -> Result<Plan, Refused> {
        let act = match self.clone() {
            Self::Enter { name, home } => return enter(ctx, &name, &home),
            Self::ActFor { member, proxy } => Act::ActsFor { proxy, member },
            Self::GrantRole { member, role } => {
                if !role.in_community() {
                    return Err(Refused::invalid(
                        "role",
                        "is one of a pairing; use the pairing",
                    ));
                }
                Act::RoleGranted { member, role }
            }
            Self::WithdrawRole { member, role } => Act::RoleWithdrawn { member, role },
            Self::WithdrawInvite { invite } => Act::InviteWithdrawn { invite },
            Self::Leave => Act::MemberLeft { member: ctx.me },
            Self::Remove { member } => Act::MemberRemoved { member },
            Self::RevokeDevice { device } => Act::DeviceRevoked { device },
            Self::FormHousehold { members } => Act::HouseholdFormed { members },
            Self::RaiseRules => Act::VersionsSet {
                versions: Versions::KNOWN.spelled(),
            },
            Self::HandOverRound { round, to } => {
                let name = DocumentName::new(ctx.space(), DocumentKind::Round, round.clone());
                ctx.document(&name)?;
                Act::RoundHandedOver { round, to }
            }
        };
        let body = ctx.body(Some(ctx.space()), act, 0);
        Ok(Plan {
            records: vec![Draft {
                body,
                signed: Vec::new(),
            }],
            ..Plan::default()
        })
    }
}

/// The member, this coordinator as proxy, and the member's page, so that they have a name at once.
fn enter(ctx: &Context<'_>, name: &str, home: &str) -> Result<Plan, Refused> {
    let entered = ctx.body(Some(ctx.space()), Act::MemberEntered {}, 0);
    let member = entered.member_id();
    let proxy = ctx.me;
    let acts_for = ctx.body(Some(ctx.space()), Act::ActsFor { proxy, member }, 1);
    let draft = |body| Draft {
        body,
        signed: Vec::new(),
    };
    let page = BoardCommand::SetPage {
        name: name.to_owned(),
        home: home.to_owned(),
        about: String::new(),
    };
    let page = page.plan(&Context { me: member, ..*ctx })?;
    Ok(Plan {
        records: vec![draft(entered), draft(acts_for)],
        ..page
    })
}
