//! One sample of every record kind; every id in them is told from the others by its byte.

use kith_domain::feed::SignedHead;
use kith_domain::ids::{
    BoxKey, CommunityId, DeviceTag, DocumentId, EntryHash, FeedHead, KeyId, MemberId, RecordHash,
    SigningKey, SpaceId,
};
use kith_domain::keys::Secret;
use kith_domain::roster::Participant;
use kith_domain::roster::{Act, Body, Record, Role, SpaceKind};

pub const COMMUNITY: CommunityId = CommunityId([0xc0; 16]);
pub const SPACE: SpaceId = SpaceId([0x5a; 16]);
pub const DOCUMENT: DocumentId = DocumentId([0xd0; 16]);
pub const MEMBER: MemberId = MemberId([0xa1; 10]);
pub const OTHER: MemberId = MemberId([0xa2; 10]);
pub const DEVICE: DeviceTag = DeviceTag([0xde; 6]);
pub const KEY: KeyId = KeyId([0x4e; 32]);
pub const SIGNER: SigningKey = SigningKey([0x51; 32]);
const BOX: BoxKey = BoxKey([0xb0; 32]);

/// The device that signs every sample.
pub fn secret() -> Secret {
    Secret::from_seed(&[7; 32])
}

/// `act` as a signed record of the sample community.
pub fn record(act: Act) -> Record {
    let founding = matches!(act, Act::Founded { .. });
    let opens = matches!(act, Act::SpaceOpened { .. });
    let body = Body {
        community: (!founding).then_some(COMMUNITY),
        space: (!founding && !opens).then_some(SPACE),
        predecessor: matches!(act, Act::MemberAdmitted { .. }).then_some(RecordHash([0x9e; 32])),
        act,
        nonce: [0x11; 16].into(),
    };
    Record::signed_by(body, &[&secret()])
}

/// One act of every kind.
pub fn acts() -> Vec<Act> {
    let (device, server, invite) = (SIGNER, SigningKey([0x5e; 32]), SigningKey([0x1e; 32]));
    vec![
        Act::Founded {
            device,
            box_key: BOX,
            server: Some(server),
            key: KEY,
            paper: None,
        },
        Act::ServerAdopted {
            server,
            address: "https://kith.example".to_owned(),
        },
        Act::SpaceOpened {
            kind: SpaceKind::Pairing,
            participants: vec![
                Participant {
                    member: MEMBER,
                    role: Role::Host,
                },
                Participant {
                    member: OTHER,
                    role: Role::PairingCoordinator,
                },
            ],
            key: KEY,
        },
        Act::InviteIssued {
            invite,
            expires: 1_800_000_000,
            many: false,
            uses: None,
        },
        Act::InviteIssued {
            invite,
            expires: 1_800_000_000,
            many: true,
            uses: Some(20),
        },
        Act::InviteWithdrawn { invite },
        Act::MemberAdmitted {
            invite,
            device,
            box_key: BOX,
        },
        Act::MemberAccepted {
            invite,
            device,
            box_key: BOX,
        },
        Act::MemberEntered {},
        Act::DeviceAdded {
            member: MEMBER,
            device,
            box_key: BOX,
            revokes: vec![DEVICE],
        },
        Act::DeviceRevoked { device: DEVICE },
        Act::MemberLeft { member: MEMBER },
        Act::MemberRemoved { member: OTHER },
        Act::RoleGranted {
            member: OTHER,
            role: Role::Visitor,
        },
        Act::RoleWithdrawn {
            member: OTHER,
            role: Role::Lead,
        },
        Act::ActsFor {
            proxy: MEMBER,
            member: OTHER,
        },
        Act::HouseholdFormed {
            members: vec![MEMBER, OTHER],
        },
        Act::HouseholdChanged {
            household: MemberId([0xaa; 10]),
            members: vec![MEMBER],
        },
        Act::RoundHandedOver {
            round: format!("{MEMBER}/autumn"),
            to: OTHER,
        },
        Act::VersionsSet {
            versions: vec![1, 2, 1, 1],
        },
        Act::KeyChanged {
            key: KEY,
            previous: vec![0x0c; 4].into(),
        },
        Act::DocumentErased { document: DOCUMENT },
        Act::SpaceErased {},
        Act::CutCorrected {
            device: secret().tag(),
            n: 24,
            cause: RecordHash([0x9e; 32]),
            evidence: SignedHead::sign(
                COMMUNITY,
                SPACE,
                (24, FeedHead([0xfe; 32])),
                (7, EntryHash([0xe7; 32])),
                &secret(),
            ),
        },
    ]
}
