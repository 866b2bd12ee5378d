use crate::Evidence;
use serde::{Deserialize, Serialize};

/// An entry of the corrections file: what a person wants to be read otherwise, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Correction {
    /// What is put right.
    #[serde(flatten)]
    pub change: Change,
    /// The document it holds for; `None` for all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub doc: Option<String>,
    /// The part it holds for; `None` for all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub part: Option<u32>,
    /// Why.
    pub reason: String,
    /// The corrections file.
    pub file: String,
    /// The 1-based line of the file at which the entry starts.
    pub line: usize,
}

/// What a correction puts right.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Change {
    /// A passage is read otherwise.
    Replace {
        /// The passage as printed; white space does not matter.
        passage: String,
        /// What is read instead.
        by: String,
        /// Whether every place is meant; otherwise the passage must stand at one place only.
        all: bool,
        /// The numbering path of the item in which it stands; `None` for anywhere.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        path: Option<String>,
    },
    /// A name means a unit.
    Unit {
        /// The name as printed, or as it was understood.
        name: String,
        /// The unit.
        means: String,
    },
    /// An item is no task.
    NotTask {
        /// The numbering path of the item.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        path: Option<String>,
        /// Words of the item's title.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        title: Option<String>,
    },
    /// A file is an annex of a plan.
    Annex {
        /// The file.
        annex: String,
        /// The file with the plan's main text; `None` where the file stands by itself.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        plan: Option<String>,
        /// The number of the annex; `None` where the file itself or the list of annexes tells.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        number: Option<u32>,
    },
    /// A document is what a person says it is.
    Document {
        /// What it is.
        says: DocumentValues,
    },
}

/// What a person says that a document is. A field that is left out stays as it was read; an empty one is unknown.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct DocumentValues {
    /// The title.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Who issued it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub issuer: Option<String>,
    /// The name of the place, alone or behind those in which it lies (江苏省南京市鼓楼区).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// The code of the place.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// The level, by its name in records.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub level: Option<String>,
    /// Its own number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// The day of issue, `YYYY-MM-DD` like the days below.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub issued: Option<String>,
    /// The day from which it is in force.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub valid_from: Option<String>,
    /// The last day on which it is in force.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub valid_to: Option<String>,
    /// What kind of document it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
}

impl DocumentValues {
    /// The fields with their names in the file and in records, in the order of the record.
    pub fn fields(&self) -> [(&'static str, Option<&str>); 10] {
        [
            ("title", self.title.as_deref()),
            ("issuer", self.issuer.as_deref()),
            ("place", self.place.as_deref()),
            ("code", self.code.as_deref()),
            ("level", self.level.as_deref()),
            ("number", self.number.as_deref()),
            ("issued", self.issued.as_deref()),
            ("valid_from", self.valid_from.as_deref()),
            ("valid_to", self.valid_to.as_deref()),
            ("kind", self.kind.as_deref()),
        ]
    }

    /// Whether something is said of the field of this name.
    pub fn names(&self, field: &str) -> bool {
        self.fields().iter().any(|(name, value)| *name == field && value.is_some())
    }
}

impl std::fmt::Display for DocumentValues {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let said = self.fields().into_iter().filter_map(|(name, value)| Some(format!("{name} = {}", value?)));
        formatter.write_str(&said.collect::<Vec<_>>().join("; "))
    }
}

impl Correction {
    /// Whether the correction is meant for the document called `doc`.
    pub fn holds_for(&self, doc: &str) -> bool {
        let below = |long: &str, short: &str| long.strip_suffix(short).is_some_and(|before| before.ends_with('/'));
        self.doc.as_deref().is_none_or(|wanted| wanted == doc || below(doc, wanted) || below(wanted, doc))
    }

    /// Whether both say the same, wherever they stand in the file.
    pub fn says_the_same(&self, other: &Self) -> bool {
        let moved = Self { line: other.line, ..self.clone() };
        moved == *other
    }
}

/// What became of a correction in one document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AppliedCorrection {
    /// The correction.
    pub correction: Correction,
    /// The passages it was applied to, as printed; for an annex the whole text.
    pub places: Vec<Evidence>,
    /// Whether it was followed.
    #[serde(default)]
    pub outcome: Outcome,
}

/// Whether a correction was followed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Outcome {
    /// It was.
    #[default]
    Applied,
    /// The passage stands at several places and one is meant; nothing was changed.
    Ambiguous {
        /// How many.
        places: usize,
    },
    /// An earlier correction is about the same characters; nothing was changed there.
    Overlapping,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_correction_is_written_in_one_object() {
        let correction = Correction {
            change: Change::Unit { name: "政数局".into(), means: "县政务服务和大数据管理局".into() },
            doc: None,
            part: Some(6),
            reason: "原文用简称".into(),
            file: "corrections.toml".into(),
            line: 3,
        };
        let json = serde_json::to_string(&correction).unwrap();
        assert_eq!(
            json,
            r#"{"kind":"unit","name":"政数局","means":"县政务服务和大数据管理局","part":6,"reason":"原文用简称","file":"corrections.toml","line":3}"#
        );
        assert_eq!(serde_json::from_str::<Correction>(&json).unwrap(), correction);
        assert!(correction.holds_for("a/plan.txt"));
        let only = Correction { doc: Some("plan.txt".into()), ..correction.clone() };
        assert!(only.holds_for("a/plan.txt") && !only.holds_for("a/myplan.txt"));
        let below = Correction { doc: Some("a/plan.txt".into()), ..correction.clone() };
        assert!(below.holds_for("plan.txt") && !below.holds_for("b/plan.txt"));
        assert!(correction.says_the_same(&Correction { line: 9, ..correction.clone() }));
        assert!(!correction.says_the_same(&only));
    }
}
