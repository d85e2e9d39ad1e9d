//! Who may sign which record, as data.
//!
//! [`SIGNERS`] is the table, and says from which version of the roster rules on a kind is known. Read
//! next: `entitled.rs`, which holds signatures to it, and [`super::judge`].

use super::act::Act;

/// Whose signatures a record needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Signers {
    /// The device it names, and it must be the first record.
    Founder,
    /// At first the founder, for the server the founding names if it names one; then two
    /// coordinators, or one and the paper key, or the only one.
    Adopters,
    /// A coordinator.
    Coordinator,
    /// The new device and the invite's key.
    NewcomerAndInvite,
    /// The new device and a present one of the member; or the new device and two coordinators who
    /// are not the member (one where there is only one), if it replaces all; or, for a coordinator,
    /// the new device and the paper key.
    NewDeviceAndVouchers,
    /// A present device of the member concerned.
    Own,
    /// A present device of the member concerned, or a coordinator.
    OwnOrCoordinator,
    /// A coordinator who is not the member concerned.
    AnotherCoordinator,
    /// A coordinator; of a concern its author, who is nobody it is told to.
    Opener,
    /// In a concern one of its leads; in the community a coordinator; in a pairing one of its coordinators, and for a visitor two
    /// of them, one a safeguarding lead.
    Granters,
    /// All the household's members, or a coordinator.
    HouseholdOrCoordinator,
    /// The organiser, or a coordinator.
    OrganiserOrCoordinator,
    /// In the community a coordinator; in a pairing one of its own.
    Keeper,
    /// Whoever reads the space, as soon as somebody stopped reading it.
    ReaderWhenDue,
    /// For a member who has a phone that member; for who has none a coordinator. To end it also the
    /// proxy.
    MemberOrCoordinator,
    /// The newcomer's device, the poster's key and a coordinator.
    NewcomerPosterAndCoordinator,
    /// In the community a coordinator, in a pairing one of its own; never the member it speaks for.
    AnotherKeeper,
    /// Nobody.
    Nobody,
}

/// Record kinds by their word, with the signatures they need and the version of the roster rules
/// that knows them.
pub const SIGNERS: &[(&str, Signers, u32)] = &[
    ("founded", Signers::Founder, 1),
    ("server-adopted", Signers::Adopters, 1),
    ("space-opened", Signers::Opener, 1),
    ("invite-issued", Signers::Coordinator, 1),
    ("invite-withdrawn", Signers::Coordinator, 1),
    ("member-admitted", Signers::NewcomerAndInvite, 1),
    ("member-accepted", Signers::NewcomerPosterAndCoordinator, 2),
    ("member-entered", Signers::Coordinator, 1),
    ("device-added", Signers::NewDeviceAndVouchers, 1),
    ("device-revoked", Signers::OwnOrCoordinator, 1),
    ("member-left", Signers::Own, 1),
    ("member-removed", Signers::AnotherCoordinator, 1),
    ("role-granted", Signers::Granters, 1),
    ("role-withdrawn", Signers::OwnOrCoordinator, 1),
    ("acts-for", Signers::MemberOrCoordinator, 1),
    ("household-formed", Signers::HouseholdOrCoordinator, 1),
    ("household-changed", Signers::HouseholdOrCoordinator, 1),
    ("round-handed-over", Signers::OrganiserOrCoordinator, 1),
    ("versions-set", Signers::Coordinator, 1),
    ("key-changed", Signers::ReaderWhenDue, 1),
    ("document-erased", Signers::Keeper, 1),
    ("space-erased", Signers::Keeper, 1),
    ("cut-corrected", Signers::AnotherKeeper, 2),
];

impl Act {
    /// The kind's word, as in [`SIGNERS`].
    #[must_use]
    pub fn word(&self) -> &'static str {
        match self {
            Self::Founded { .. } => "founded",
            Self::ServerAdopted { .. } => "server-adopted",
            Self::SpaceOpened { .. } => "space-opened",
            Self::InviteIssued { .. } => "invite-issued",
            Self::InviteWithdrawn { .. } => "invite-withdrawn",
            Self::MemberAdmitted { .. } => "member-admitted",
            Self::MemberEntered {} => "member-entered",
            Self::DeviceAdded { .. } => "device-added",
            Self::DeviceRevoked { .. } => "device-revoked",
            Self::MemberLeft { .. } => "member-left",
            Self::MemberRemoved { .. } => "member-removed",
            Self::RoleGranted { .. } => "role-granted",
            Self::RoleWithdrawn { .. } => "role-withdrawn",
            Self::ActsFor { .. } => "acts-for",
            Self::HouseholdFormed { .. } => "household-formed",
            Self::HouseholdChanged { .. } => "household-changed",
            Self::RoundHandedOver { .. } => "round-handed-over",
            Self::VersionsSet { .. } => "versions-set",
            Self::KeyChanged { .. } => "key-changed",
            Self::DocumentErased { .. } => "document-erased",
            Self::SpaceErased {} => "space-erased",
            Self::CutCorrected { .. } => "cut-corrected",
            Self::MemberAccepted { .. } => "member-accepted",
        }
    }

    fn row(&self) -> &'static (&'static str, Signers, u32) {
        let word = self.word();
        // A test holds every word to its row; none would be refused by everybody.
        let none = &("", Signers::Nobody, u32::MAX);
        SIGNERS.iter().find(|(w, ..)| *w == word).unwrap_or(none)
    }

    /// Whose signatures this record needs.
    #[must_use]
    pub fn needs(&self) -> Signers {
        self.row().1
    }

    /// The version of the roster rules that knows this.
    #[must_use]
    pub fn since(&self) -> u32 {
        match self {
            Self::InviteIssued { many: true, .. } => 2,
            _ => self.row().2,
        }
    }
}
