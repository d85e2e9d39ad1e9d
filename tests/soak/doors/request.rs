//! Whole sync requests at the server, from members who hold their own keys and lie.

use super::world::{Neighbourhood, SEED, read_all};
use crate::clock::{BEGINNING, Standing};
use crate::dice::Dice;
use crate::house::House;
use crate::network::ADDRESS;
use crate::soak::bytes::{damage, damaged_change};
use crate::soak::case::{Case, Door, End};
use kith_domain::document::DocumentName;
use kith_domain::feed::{SignedHead, first_head, next_head};
use kith_domain::guard::change_hash;
use kith_domain::hash::{decode_exact, encode, hash};
use kith_domain::ids::{DeviceTag, DocumentId, SpaceId};
use kith_domain::poster::Poster;
use kith_domain::repair::{FeedStand, Repair, Stand};
use kith_domain::roster::Record;
use kith_domain::wire::{FedChange, LogItem, Push, SyncAnswer, SyncRequest, Verdict};
use kith_domain::write::Document;
use std::collections::BTreeMap;
use std::sync::Arc;
use tempfile::TempDir;

/// The server and the state it is in.
#[derive(Default)]
pub struct Requests {
    house: Option<(u32, House, TempDir)>,
}

/// A request, damaged or told anew.
pub fn draw(town: &Neighbourhood, dice: &mut Dice) -> Case {
    let base = dice.below(town.sent.len());
    let mut bytes = town.sent[base].body.clone();
    if dice.chance(25) {
        damage(&mut bytes, dice);
    } else {
        let mut request: SyncRequest = decode_exact(&bytes, "request").expect("a phone's request");
        for _ in 0..1 + dice.below(2) {
            lie(town, &mut request, dice);
        }
        bytes = encode(&request);
    }
    Case::of(Door::Request, base as u32, bytes)
}

fn lie(town: &Neighbourhood, request: &mut SyncRequest, dice: &mut Dice) {
    let Some(ask) = request.asks.first_mut() else {
        return;
    };
    match dice.below(16) {
        12 if ask.knock.is_some() => {
            let knock = ask.knock.take();
            let mut bytes = encode(&knock);
            damage(&mut bytes, dice);
            ask.knock = decode_exact(&bytes, "asking").unwrap_or(knock);
        }
        12 | 13 => {
            let poster = Poster::read(&town.poster).expect("an honest poster reads");
            let secret = town.some_key(dice);
            let mut own = kith_domain::keys::Dice::new([2; 32]);
            ask.knock = poster.knock(secret, "Gwen", [3; 16].into(), &mut own);
        }
        14 | 15 => {
            let mut repair = ask.repair.take().unwrap_or_else(|| some_stands(town, dice));
            repair.gave_all = dice.chance(50);
            let mut bytes = encode(&repair);
            if dice.chance(60) {
                damage(&mut bytes, dice);
            }
            ask.repair = Some(decode_exact(&bytes, "repair").unwrap_or(repair));
        }
        0 => request.version = dice.below(3) as u32,
        1 => {
            let again = ask.clone();
            request.asks.push(again);
        }
        2 => {
            let mut cursor = ask.cursor.clone().map(Vec::from).unwrap_or_default();
            damage(&mut cursor, dice);
            ask.cursor = Some(cursor.into());
        }
        3 => {
            let mut token = Vec::from(ask.token.clone());
            damage(&mut token, dice);
            ask.token = token.into();
        }
        _ => {
            let push = ask.push.get_or_insert_with(|| some_push(town, dice));
            lie_in(town, push, dice);
            if dice.chance(60) {
                sign_again(town, push);
            }
        }
    }
}

/// Where a phone might stand, feeds of nobody among them.
fn some_stands(town: &Neighbourhood, dice: &mut Dice) -> Repair {
    let mut stands = Vec::new();
    for _ in 0..dice.below(4) {
        if let LogItem::Head(head) = dice.pick(&town.log) {
            let mut stand = Stand::of(head.space, (head.entry_number, head.entry));
            let device = match dice.chance(50) {
                true => head.device,
                false => town.some_key(dice).tag(),
            };
            let n = head.n.wrapping_add(dice.below(3) as u32).wrapping_sub(1);
            stand.feeds.push(FeedStand::at(device, n, head.head));
            stands.push(stand);
        }
    }
    Repair {
        stands,
        gave_all: false,
    }
}

fn some_push(town: &Neighbourhood, dice: &mut Dice) -> Push {
    let item = dice.pick(&town.log).clone();
    let mut push = Push::default();
    match item {
        LogItem::Entry(entry) => push.entries.push(*entry),
        LogItem::Document(name) => push.documents.push(name),
        LogItem::Change(fed) => push.changes.push(fed),
        LogItem::Head(head) => push.heads.push(head),
    }
    push
}

fn lie_in(town: &Neighbourhood, push: &mut Push, dice: &mut Dice) {
    let changes = push.changes.len();
    match dice.below(10) {
        0..=4 if changes > 0 => {
            let at = dice.below(changes);
            let fed = &mut push.changes[at];
            match dice.below(8) {
                0 => fed.n = dice.roll() as u32,
                1 => fed.device = town.some_key(dice).tag(),
                2 => fed.document = DocumentId([dice.roll() as u8; 16]),
                3 => push.changes.push(push.changes[at].clone()),
                4 => drop(push.changes.remove(at)),
                _ => fed.bytes = damaged_change(&fed.bytes, dice).into(),
            }
        }
        5 if !push.records.is_empty() => {
            let at = dice.below(push.records.len());
            let mut body = push.records[at].body.clone();
            body.nonce = [dice.roll() as u8; 16].into();
            if dice.chance(50) {
                body.predecessor = None;
            }
            push.records[at] = Record::signed_by(body, &[town.some_key(dice)]);
        }
        6 => push
            .entries
            .extend(town.entries.iter().take(dice.below(40)).cloned()),
        7 => push.documents.push(DocumentName {
            space: SpaceId([dice.roll() as u8; 16]),
            kind: "x".repeat(dice.below(60)),
            name: "y/".repeat(dice.below(90)),
        }),
        8 if !push.heads.is_empty() => {
            let at = dice.below(push.heads.len());
            push.heads[at].n = dice.roll() as u32;
        }
        _ => {
            let mut more = some_push(town, dice);
            push.changes.append(&mut more.changes);
            push.documents.append(&mut more.documents);
            push.heads.append(&mut more.heads);
            push.entries.append(&mut more.entries);
        }
    }
}

/// Chains and signs the push's feeds anew.
fn sign_again(town: &Neighbourhood, push: &mut Push) {
    let mut items: Vec<_> = push
        .documents
        .iter()
        .cloned()
        .map(LogItem::Document)
        .collect();
    items.extend(push.changes.iter().cloned().map(LogItem::Change));
    let signed = feeds(town, &items);
    for head in &mut push.heads {
        if let Some(signed) = signed.get(&(head.space, head.device)) {
            *head = *signed;
        }
    }
}

/// The heads of every feed that `items` go on with, signed by whoever's they are.
pub fn feeds(
    town: &Neighbourhood,
    items: &[LogItem],
) -> BTreeMap<(SpaceId, DeviceTag), SignedHead> {
    let mut spaces: BTreeMap<DocumentId, SpaceId> = BTreeMap::new();
    for item in town.log.iter().chain(items) {
        if let LogItem::Document(name) = item {
            spaces.insert(name.id(), name.space);
        }
    }
    let now = town.now();
    let community = now.community;
    let entry = now.chain(now.space);
    let mut signed = BTreeMap::new();
    for secret in &town.secrets {
        for space in spaces.values() {
            let own = |item: &LogItem| match item {
                LogItem::Change(fed) => (fed.device == secret.tag()
                    && spaces.get(&fed.document) == Some(space))
                .then(|| fed.clone()),
                _ => None,
            };
            let told: Vec<FedChange> = items.iter().filter_map(own).collect();
            let Some(first) = told.first().map(|fed| fed.n) else {
                continue;
            };
            let before = town.log.iter().filter_map(own).filter(|fed| fed.n < first);
            let mut reached = (0, first_head(community, *space, secret.tag()));
            for fed in before.chain(told) {
                let Some(hash) = change_hash(&fed.bytes) else {
                    continue;
                };
                reached = (fed.n, next_head(reached.1, fed.n, fed.document, hash));
            }
            let head = SignedHead::sign(community, *space, reached, entry, secret);
            signed.insert((*space, secret.tag()), head);
        }
    }
    signed
}

impl Requests {
    /// Puts the server into the state the case meets.
    pub fn meet(&mut self, town: &Neighbourhood, case: &Case) {
        if matches!(&self.house, Some((base, ..)) if *base == case.base) {
            return;
        }
        let before = &town.sent[case.base as usize % town.sent.len()].before;
        match &mut self.house {
            Some((base, house, _)) => {
                house.set_back(before);
                *base = case.base;
            }
            None => {
                let folder = crate::folder::fresh();
                let home = folder.path().join("server");
                before.put_back(&home);
                let clock = Arc::new(Standing::at(BEGINNING));
                let house = House::open(&home, hash(&("test server", SEED)), clock);
                self.house = Some((case.base, house, folder));
            }
        }
    }

    /// Posts the request.
    pub fn try_it(&mut self, town: &Neighbourhood, case: &Case) -> End {
        let Some((base, house, _)) = &mut self.house else {
            unreachable!("a case is met before it is tried");
        };
        let Ok(answer) = house.serve(ADDRESS, "/v1/sync", &case.last().bytes) else {
            return End::Refused("malformed".to_owned());
        };
        let Ok(answer) = decode_exact::<SyncAnswer>(&answer, "answer") else {
            return End::Unsound("the answer does not read".to_owned());
        };
        let mut end = End::Accepted;
        for reply in &answer.replies {
            match (&reply.verdict, reply.problem) {
                (Some(Verdict::Refused { changes, records }), _) => {
                    let codes = changes.iter().map(|c| &c.code);
                    let code = codes.chain(records.iter().map(|r| &r.code)).next();
                    end = End::Refused(code.map_or_else(|| "refused".to_owned(), Clone::clone));
                }
                (Some(Verdict::Later { code, .. }), _) if code == "closing" || code == "fault" => {
                    end = End::Panicked(format!("the writer is gone: {code}"));
                }
                (Some(Verdict::Later { code, .. }), _) => end = End::Refused(code.clone()),
                (Some(Verdict::Taken), _) => {
                    // The next case meets the server as it was.
                    *base = u32::MAX;
                    let request = &town.sent[case.base as usize % town.sent.len()].body;
                    if let Err(why) = loads(&read_all(house, request)) {
                        return End::Unsound(why);
                    }
                }
                (Some(Verdict::Behind { .. }), _) => end = End::Refused("behind".to_owned()),
                (Some(Verdict::Need), _) => end = End::Refused("need".to_owned()),
                (Some(Verdict::Wait), _) => end = End::Refused("wait".to_owned()),
                (None, Some(problem)) => end = End::Refused(format!("{problem:?}").to_lowercase()),
                (None, None) => {}
            }
        }
        end
    }

    /// Closes the server.
    pub fn forget(&mut self) {
        self.house = None;
    }
}

/// Whether every document of the log loads, saves and loads again to the same heads.
fn loads(log: &[LogItem]) -> Result<(), String> {
    let mut documents: BTreeMap<DocumentId, Vec<&[u8]>> = BTreeMap::new();
    for item in log {
        if let LogItem::Change(fed) = item {
            documents.entry(fed.document).or_default().push(&fed.bytes);
        }
    }
    for (id, changes) in documents {
        let wrong = |e: kith_domain::write::DocumentError| format!("{id} does not load: {e}");
        let document = Document::load(id, None, &changes).map_err(wrong)?;
        let again = Document::load(id, Some(&document.save()), &[]).map_err(wrong)?;
        if again.heads() != document.heads() {
            return Err(format!("{id} loads to other heads"));
        }
    }
    Ok(())
}
