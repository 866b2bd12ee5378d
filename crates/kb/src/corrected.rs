use crate::Overview;
use zhengtu_model::{AppliedCorrection, Correction, CorrectionChange};

/// What became of an entry of a corrections file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CorrectionReport {
    /// The entry.
    pub correction: Correction,
    /// The documents in which its passage, name or item is, and what was done there.
    pub uses: Vec<(String, AppliedCorrection)>,
}

impl CorrectionReport {
    /// Whether what it is about is no longer there.
    pub fn is_stale(&self) -> bool {
        self.uses.is_empty()
    }
}

/// What became of each entry in these documents.
pub(crate) fn reports(corrections: &[Correction], overviews: &[Overview]) -> Vec<CorrectionReport> {
    let uses = |correction: &Correction| -> Vec<(String, AppliedCorrection)> {
        let of = |overview: &Overview| {
            let applied = overview.corrections.iter().filter(|applied| applied.correction.says_the_same(correction));
            applied.map(|applied| (overview.info.name.clone(), applied.clone())).collect::<Vec<_>>()
        };
        overviews.iter().flat_map(of).collect()
    };
    corrections
        .iter()
        .map(|correction| CorrectionReport { correction: correction.clone(), uses: uses(correction) })
        .collect()
}

/// The words that a correction looks for, for messages.
impl CorrectionReport {
    /// What the entry is about, as it says it: a passage, a name, a number, a file.
    pub fn subject(&self) -> &str {
        match &self.correction.change {
            CorrectionChange::Replace { passage, .. } => passage,
            CorrectionChange::Unit { name, .. } => name,
            CorrectionChange::NotTask { path, title } => path.as_deref().or(title.as_deref()).unwrap_or_default(),
            CorrectionChange::Annex { annex, .. } => annex,
            CorrectionChange::Document { .. } => self.correction.doc.as_deref().unwrap_or_default(),
        }
    }
}
