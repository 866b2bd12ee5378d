//! What somebody may do.

/// What somebody may do; each may do what stands before it too.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Right {
    /// Read.
    #[default]
    Read,
    /// Report progress.
    Report,
    /// Change everything.
    Edit,
}

impl Right {
    /// All rights.
    pub const ALL: [Self; 3] = [Self::Read, Self::Report, Self::Edit];

    /// The name, as a file of users has it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Report => "report",
            Self::Edit => "edit",
        }
    }

    /// The right of this name.
    pub fn of(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|right| right.name() == name)
    }
}
