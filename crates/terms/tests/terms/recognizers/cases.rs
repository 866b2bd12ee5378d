//! The cases as the peer's files have them, and the list of those left out.

use serde::Deserialize;
use std::path::Path;

/// A kind of cases: a file of the peer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Number,
    Ordinal,
    Percent,
    NumberRange,
    Currency,
    Dimension,
    Date,
    DatePeriod,
}

impl Kind {
    pub const ALL: [Self; 8] = [
        Self::Number,
        Self::Ordinal,
        Self::Percent,
        Self::NumberRange,
        Self::Currency,
        Self::Dimension,
        Self::Date,
        Self::DatePeriod,
    ];

    /// The name of its file, without ending.
    pub fn name(self) -> &'static str {
        match self {
            Self::Number => "NumberModel",
            Self::Ordinal => "OrdinalModel",
            Self::Percent => "PercentModel",
            Self::NumberRange => "NumberRangeModel",
            Self::Currency => "CurrencyModel",
            Self::Dimension => "DimensionModel",
            Self::Date => "DateParser",
            Self::DatePeriod => "DatePeriodParser",
        }
    }
}

/// A case: a text, and what the peer reads in it.
pub struct Case {
    pub kind: Kind,
    /// Its place in its file, from 0.
    pub index: usize,
    pub input: String,
    /// The year of the day on which it is said.
    pub year: Option<u16>,
    pub results: Vec<Expected>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Spec {
    input: String,
    context: Option<Spoken>,
    results: Vec<Expected>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Spoken {
    reference_date_time: String,
}

/// What the peer reads.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct Expected {
    pub text: String,
    #[serde(default)]
    resolution: Option<serde_json::Value>,
    #[serde(default)]
    value: Option<serde_json::Value>,
}

impl Expected {
    /// The value, as printed in the file.
    pub fn value(&self) -> &str {
        self.resolution.as_ref().and_then(|resolution| resolution["value"].as_str()).unwrap_or_default()
    }

    /// The value as a number; of a percentage the number of percent.
    pub fn number(&self) -> Option<f64> {
        self.value().trim_end_matches('%').parse().ok()
    }

    /// The peer's notation of a date: `XXXX-06-30` where the year is not said.
    pub fn timex(&self) -> &str {
        self.value.as_ref().and_then(|value| value["Timex"].as_str()).unwrap_or_default()
    }

    /// A day of the later of the two readings that the peer gives.
    pub fn day(&self, field: &str) -> &str {
        self.value.as_ref().and_then(|value| value["FutureResolution"][field].as_str()).unwrap_or_default()
    }
}

/// All cases, where they lie beside the project.
pub fn cases() -> Option<Vec<Case>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/peers/recognizers-zh");
    folder.is_dir().then(|| Kind::ALL.into_iter().flat_map(|kind| file(&folder, kind)).collect())
}

fn file(folder: &Path, kind: Kind) -> Vec<Case> {
    let path = folder.join(format!("{}.json", kind.name()));
    let text = std::fs::read_to_string(&path).unwrap_or_else(|fault| panic!("{}: {fault}", path.display()));
    let specs: Vec<Spec> = serde_json::from_str(text.trim_start_matches('\u{feff}')).expect("a list of cases");
    let case = |(index, spec): (usize, Spec)| Case {
        kind,
        index,
        year: spec.context.and_then(|said| said.reference_date_time.get(..4)?.parse().ok()),
        input: repaired(&spec.input),
        results: spec.results,
    };
    specs.into_iter().enumerate().map(case).collect()
}

/// The text without white space beside a Chinese sign, as the program repairs a text before it reads terms.
fn repaired(text: &str) -> String {
    let mut kept = String::new();
    let mut chars = text.chars();
    while let Some(char) = chars.next() {
        let beside = |char: Option<char>| char.is_none_or(zhengtu_text::is_cjk);
        let next = chars.clone().find(|char| !char.is_whitespace());
        if !char.is_whitespace() || !beside(kept.chars().next_back()) && !beside(next) {
            kept.push(char);
        }
    }
    kept
}

/// The cases that are left out, by file and place.
#[derive(Deserialize)]
pub struct LeftOut {
    left_out: Vec<Group>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Group {
    model: String,
    reason: String,
    cases: Vec<usize>,
}

impl LeftOut {
    pub fn read() -> Self {
        toml::from_str(include_str!("../data/recognizers.toml")).expect("a list of groups")
    }

    pub fn holds(&self, case: &Case) -> bool {
        self.left_out.iter().any(|group| group.model == case.kind.name() && group.cases.contains(&case.index))
    }

    /// Every entry names cases that there are, once, with a reason.
    pub fn check(&self, all: &[Case]) {
        let mut seen = Vec::new();
        for group in &self.left_out {
            assert!(!group.reason.is_empty(), "{} without reason", group.model);
            for &index in &group.cases {
                let known = all.iter().any(|case| case.kind.name() == group.model && case.index == index);
                assert!(known, "{} has no case {index}", group.model);
                assert!(!seen.contains(&(&group.model, index)), "{} {index} is left out twice", group.model);
                seen.push((&group.model, index));
            }
        }
    }
}
