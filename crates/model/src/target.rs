use crate::{Date, Evidence};
use serde::{Deserialize, Serialize};

/// A numeric target: a result, standard, quantity or limit that the plan commits somebody to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Target {
    /// The IRI of the target in the graph.
    pub id: String,
    /// The document's file name without its folder.
    pub doc: String,
    /// 0 for the main text, n for annex n.
    pub part: u32,
    /// The numbering path of the clause that states it.
    pub path: String,
    /// The shortest clause that states it, white space removed.
    pub quote: String,
    /// What is measured, as named in the text.
    pub indicator: String,
    /// How the result compares with the value.
    pub comparator: Comparator,
    /// Whether the value is a level or the amount of a change.
    pub change: Change,
    /// The value or the range, in `unit`.
    pub value: Value,
    /// The unit of measure as printed; empty where there is none.
    pub unit: String,
    /// The starting value, in `unit`.
    pub from: Option<f64>,
    /// The last day of the period that the sentence or its goal paragraph states.
    pub deadline: Option<Date>,
    /// The rule that found the target.
    pub rule: String,
    /// The passage of the quote.
    pub evidence: Evidence,
}

/// How a result compares with the value of its target.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Comparator {
    /// 以上, 不低于, 不少于, 超过.
    #[serde(rename = ">=")]
    AtLeast,
    /// 以内, 不超过, 以下.
    #[serde(rename = "<=")]
    AtMost,
    /// 达到, 实现, 至, or no word.
    #[serde(rename = "=")]
    Equal,
    /// 左右.
    #[serde(rename = "~")]
    About,
}

impl Comparator {
    /// The sign, as the records print it.
    pub fn sign(self) -> &'static str {
        match self {
            Self::AtLeast => ">=",
            Self::AtMost => "<=",
            Self::Equal => "=",
            Self::About => "~",
        }
    }
}

/// What the value of a target says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Change {
    /// A level to be reached.
    Level,
    /// The amount of a rise.
    Increase,
    /// The amount of a fall.
    Decrease,
}

impl Change {
    /// The name of the change, as the records print it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Level => "level",
            Self::Increase => "increase",
            Self::Decrease => "decrease",
        }
    }
}

/// A number or a range of numbers, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Value {
    /// One number.
    Number(f64),
    /// From the first to the second.
    Range([f64; 2]),
}

/// A date to which the running text commits somebody (2021年底前，把…纳入…).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DatedCommitment {
    /// The last day named.
    pub end: Date,
    /// The date as printed, white space removed.
    pub raw: String,
    /// The clause that the date belongs to, white space removed.
    pub quote: String,
    /// The passage of the clause.
    pub evidence: Evidence,
}
