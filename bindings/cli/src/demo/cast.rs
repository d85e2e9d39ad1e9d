//! The people of Orchard Street, and what is in their pockets.

/// A person of the story. Their order is the order in which they are told of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Who {
    /// Founder, coordinator, organiser of the round.
    Ada,
    /// A resident.
    Ben,
    /// Shares a household with Dev.
    Chloe,
    /// Shares a household with Chloe.
    Dev,
    /// The older person who would like company.
    Edith,
    /// The runner who visits.
    Femi,
    /// Safeguarding lead and second coordinator.
    Grace,
}

impl Who {
    /// Everybody.
    pub const ALL: [Self; 7] = [
        Self::Ada,
        Self::Ben,
        Self::Chloe,
        Self::Dev,
        Self::Edith,
        Self::Femi,
        Self::Grace,
    ];

    /// The one household of two.
    pub const NUMBER_SEVEN: [Self; 2] = [Self::Chloe, Self::Dev];

    /// What the neighbours call them.
    pub fn name(self) -> &'static str {
        match self {
            Self::Ada => "Ada",
            Self::Ben => "Ben",
            Self::Chloe => "Chloe",
            Self::Dev => "Dev",
            Self::Edith => "Edith",
            Self::Femi => "Femi",
            Self::Grace => "Grace",
        }
    }

    /// Where they live.
    pub fn home(self) -> &'static str {
        match self {
            Self::Ada => "Number 3",
            Self::Ben => "Number 5",
            Self::Chloe | Self::Dev => "Number 7",
            Self::Edith => "Number 12",
            Self::Femi => "Mill Lane",
            Self::Grace => "Number 1",
        }
    }

    /// A line about them, as they write it on their page.
    pub fn about(self) -> &'static str {
        match self {
            Self::Ada => "I keep the orders together.",
            Self::Ben => "Bicycles, mostly.",
            Self::Chloe => "Two small children, one large freezer.",
            Self::Dev => "I cook.",
            Self::Edith => "I have lived here since 1961.",
            Self::Femi => "I run on Saturdays.",
            Self::Grace => "Talk to me about visits.",
        }
    }

    /// What they carry.
    pub fn phone(self) -> &'static str {
        match self {
            Self::Ada | Self::Dev => "an Android phone",
            Self::Ben | Self::Femi | Self::Chloe => "an iPhone",
            Self::Edith => "an old phone with large letters",
            Self::Grace => "a tablet",
        }
    }

    /// The name of the folder that stands for the phone.
    pub fn folder(self) -> String {
        self.name().to_lowercase()
    }
}
