//! A case: one hostile message, the door it goes to, and what became of it.

/// Where a message from outside can come in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Door {
    /// A change, at the guard.
    Change,
    /// A page, at a phone.
    Page,
    /// A sync request, at the server.
    Request,
    /// A roster record or entry.
    Record,
    /// An invite link or a server's address.
    Link,
}

impl Door {
    /// All of them.
    pub const ALL: [Self; 5] = [
        Self::Change,
        Self::Page,
        Self::Request,
        Self::Record,
        Self::Link,
    ];

    /// The word in files and figures.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Change => "change",
            Self::Page => "page",
            Self::Request => "request",
            Self::Record => "record",
            Self::Link => "link",
        }
    }

    /// The door of this word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|door| door.word() == word)
    }
}

/// One message.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Step {
    /// Which of the world's devices sends it, where the door asks.
    pub device: u32,
    /// Its number in that device's feed, where the door asks.
    pub n: u32,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// One message and the state it meets. Plays again from these fields alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Case {
    /// The door.
    pub door: Door,
    /// Which of the door's honest states it meets.
    pub base: u32,
    /// What was let in before it, then the message itself.
    pub steps: Vec<Step>,
}

impl Case {
    /// A case of one message.
    #[must_use]
    pub fn of(door: Door, base: u32, bytes: Vec<u8>) -> Self {
        let step = Step {
            bytes,
            ..Step::default()
        };
        Self {
            door,
            base,
            steps: vec![step],
        }
    }

    /// The message itself.
    #[must_use]
    pub fn last(&self) -> &Step {
        self.steps.last().expect("a case has a message")
    }
}

/// What became of a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum End {
    /// Refused, with a code.
    Refused(String),
    /// Let in, and everything is sound.
    Accepted,
    /// Let in, and something is broken: the words say what.
    Unsound(String),
    /// It panicked where nobody but the soak catches.
    Panicked(String),
}

impl End {
    /// The word a kept file expects: a refusal's code, or `accepted`.
    #[must_use]
    pub fn word(&self) -> &str {
        match self {
            Self::Refused(code) => code,
            Self::Accepted => "accepted",
            Self::Unsound(_) => "unsound",
            Self::Panicked(_) => "escaped-panic",
        }
    }
}
