use crate::Evidence;
use serde::{Deserialize, Serialize};

/// A document that a passage names: 《title》（文号）.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Citation {
    /// The IRI of the citation in the graph.
    pub id: String,
    /// 0 for the main text, n for annex n.
    pub part: u32,
    /// The numbering path of the clause that cites.
    pub path: String,
    /// The title between 《 and 》, white space removed; null where only the number is given.
    pub title: Option<String>,
    /// The document number with its year in 〔〕, such as `焦办〔2021〕8号`.
    pub number: Option<String>,
    /// The number as printed, white space removed.
    pub number_raw: Option<String>,
    /// What the document is cited for.
    #[serde(rename = "use")]
    pub usage: CitationUse,
    /// The passage.
    pub evidence: Evidence,
}

/// What a document is cited for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum CitationUse {
    /// The plan was made on its ground (根据, 按照, 依据).
    Basis,
    /// The plan carries it out (贯彻落实, 实施).
    Implements,
    /// The plan ends its validity (同时废止).
    Repeals,
    /// Named for another reason.
    Mention,
}

impl CitationUse {
    /// The name of the use, as the records print it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Basis => "basis",
            Self::Implements => "implements",
            Self::Repeals => "repeals",
            Self::Mention => "mention",
        }
    }
}
