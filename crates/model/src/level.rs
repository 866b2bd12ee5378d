use crate::Member;
use serde::{Deserialize, Serialize};

/// A plan and the plan of a government above its own on the same matter, and what of the higher plan the lower one
/// takes up.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LevelLink {
    /// The main document of the lower plan.
    pub doc: String,
    /// The lower plan, and the passage that links it: the citation, else its title.
    pub lower: Member,
    /// The higher plan, and the passage of its title.
    pub upper: Member,
    /// On what ground they are linked.
    pub ground: LinkGround,
    /// What says so, in Chinese.
    pub reason: String,
    /// Tasks on one matter.
    pub tasks: Vec<LinkedPair>,
    /// Targets of one indicator, and how that of the lower plan stands to the other.
    pub targets: Vec<(LinkedPair, Standing)>,
}

/// A thing of a lower plan and one of a higher plan that belong together.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LinkedPair {
    /// That of the lower plan.
    pub lower: Member,
    /// That of the higher plan.
    pub upper: Member,
    /// What says that they belong together, in Chinese.
    pub reason: String,
}

/// On what ground a plan is linked with a higher one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LinkGround {
    /// The lower plan names the higher one by its number or its title.
    Cited,
    /// Their titles speak of the same matter, and so do some of their tasks.
    SameMatter,
}

impl LinkGround {
    /// The name of the ground in records.
    pub fn name(self) -> &'static str {
        match self {
            Self::Cited => "cited",
            Self::SameMatter => "same-matter",
        }
    }
}

/// How a target of a lower plan stands to that of a higher one of the same indicator.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// It asks for the same.
    Same,
    /// It asks for more.
    Stricter,
    /// It asks for less.
    Weaker,
    /// It cannot be told: another unit or kind of change, or an amount of which a lower government has a part only.
    Untold,
}

impl Standing {
    /// The name in records.
    pub fn name(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::Stricter => "stricter",
            Self::Weaker => "weaker",
            Self::Untold => "untold",
        }
    }
}
