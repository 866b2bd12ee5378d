//! Of which numbers a rule is asked.

use super::Site;
use zhengtu_lexicon::measures::MeasureClass;

/// What a rule is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum About {
    /// Any number.
    Numbers,
    /// Percentages, and points of them.
    Shares,
    Percentages,
    Points,
    /// Things, people, money, areas: whatever has a unit and is neither share, time, rank nor ratio.
    Amounts,
    Money,
    /// Times within which, or for which.
    Times,
    Ages,
    Ranks,
    Scores,
    /// Numbers without a unit.
    Indexes,
}

impl About {
    /// Whether the number is one of them.
    pub(super) fn holds(self, site: &Site<'_>) -> bool {
        match self {
            Self::Numbers => true,
            Self::Shares => site.is_share(),
            Self::Percentages => site.is(MeasureClass::Percent),
            Self::Points => site.is(MeasureClass::Points),
            Self::Amounts => site.is_amount(),
            Self::Money => site.is(MeasureClass::Money),
            Self::Times => site.is(MeasureClass::Time),
            Self::Ages => site.is(MeasureClass::Age),
            Self::Ranks => site.is(MeasureClass::Rank),
            Self::Scores => site.is(MeasureClass::Score),
            Self::Indexes => site.is_index(),
        }
    }
}
