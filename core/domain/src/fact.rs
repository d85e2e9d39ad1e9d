//! Facts: one atomic record that one member states, under the key `<member>/<topic>/<subject>`.
//!
//! The member part says whose drawer the fact lies in; nobody else may write there. A clear value
//! is JSON text, a sealed one is bytes (see [`crate::sealed`]). Read next: [`crate::topic`], the
//! table of what may be said, and [`crate::facts`], how a document's ops become its facts.

use crate::ids::MemberId;
use crate::limits;
use std::fmt;

/// A fact's key, taken apart.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FactKey {
    /// Whose drawer.
    pub member: MemberId,
    /// The topic's word; see [`crate::topic::Topic`].
    pub topic: String,
    /// What the fact is about; may hold further `/`.
    pub subject: String,
}

impl FactKey {
    /// The key of `member`'s fact on `topic` about `subject`.
    #[must_use]
    pub fn new(member: MemberId, topic: &str, subject: impl Into<String>) -> Self {
        Self {
            member,
            topic: topic.to_owned(),
            subject: subject.into(),
        }
    }

    /// Takes a key apart; `None` when it breaks the grammar: at most 160 bytes, a member id, a topic
    /// of 1–32 `a-z -`, and a subject of one or more parts of `a-z 0-9 - .` joined by `/`.
    #[must_use]
    pub fn parse(key: &str) -> Option<Self> {
        if key.len() > limits::KEY {
            return None;
        }
        let mut parts = key.splitn(3, '/');
        let member = parts.next()?.parse().ok()?;
        let topic = parts.next()?;
        let subject = parts.next()?;
        let topic_ok = !topic.is_empty()
            && topic.len() <= 32
            && topic.bytes().all(|b| b.is_ascii_lowercase() || b == b'-');
        let subject_ok = subject.split('/').all(|part| {
            !part.is_empty()
                && part
                    .bytes()
                    .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-' || b == b'.')
        });
        (topic_ok && subject_ok).then(|| Self::new(member, topic, subject))
    }
}

/// What a subject begins with when its author speaks for another: `for-<member>/…`.
const FOR: &str = "for-";

impl FactKey {
    /// The same statement as a proxy writes it, in `hand`'s drawer.
    #[must_use]
    pub fn by_hand_of(&self, hand: MemberId) -> Self {
        let subject = format!("{FOR}{}/{}", self.member, self.subject);
        Self::new(hand, &self.topic, subject)
    }

    /// The key under which the member spoken for would have written it; `None` where the author
    /// speaks for themselves.
    #[must_use]
    pub fn spoken(&self) -> Option<Self> {
        let (member, subject) = self.subject.strip_prefix(FOR)?.split_once('/')?;
        Some(Self::new(member.parse().ok()?, &self.topic, subject))
    }
}

impl fmt::Display for FactKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}/{}", self.member, self.topic, self.subject)
    }
}

/// A fact's value as it lies in the document.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Value {
    /// JSON text that anyone who holds the document can read.
    Clear(String),
    /// Bytes that only holders of the space's key can read.
    Sealed(Vec<u8>),
}

impl Value {
    /// Size in bytes, for quotas.
    #[must_use]
    pub fn len(&self) -> usize {
        match self {
            Self::Clear(text) => text.len(),
            Self::Sealed(bytes) => bytes.len(),
        }
    }

    /// Whether the value has no bytes at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// Hides the text: values hold what residents wrote, and must not reach logs.
impl fmt::Debug for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Clear(text) => write!(f, "Clear({} bytes)", text.len()),
            Self::Sealed(bytes) => write!(f, "Sealed({} bytes)", bytes.len()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_proxy_writes_in_its_own_drawer_for_whom_the_subject_names() {
        let (ada, ben) = (MemberId([1; 10]), MemberId([2; 10]));
        let own = FactKey::new(ada, "claim", "abc/2");
        let spoken = own.by_hand_of(ben);
        assert_eq!(FactKey::parse(&spoken.to_string()), Some(spoken.clone()));
        assert_eq!(spoken.member, ben);
        assert_eq!(spoken.spoken(), Some(own.clone()));
        assert_eq!(own.spoken(), None);
        for plain in [
            "for-",
            "for-x/y",
            &format!("for-{ada}"),
            &format!("{ada}/x"),
        ] {
            assert_eq!(FactKey::new(ben, "page", plain).spoken(), None, "{plain}");
        }
    }

    #[test]
    fn a_key_reads_back_and_bad_ones_do_not() {
        let key = FactKey::new(MemberId([3; 10]), "pledge", "abc/2");
        assert_eq!(FactKey::parse(&key.to_string()), Some(key.clone()));
        for bad in [
            "",
            "x",
            "a/b/c",
            &format!("{}//x", key.member),
            &format!("{}/pledge/", key.member),
            &format!("{}/pledge/a//b", key.member),
            &format!("{}/PLEDGE/a", key.member),
            &format!("{}/pledge/é", key.member),
            &format!("{}/pledge/{}", key.member, "a".repeat(200)),
        ] {
            assert_eq!(FactKey::parse(bad), None, "{bad}");
        }
    }
}
