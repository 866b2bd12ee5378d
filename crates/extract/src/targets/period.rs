//! The period that a sentence or its goal paragraph states, carried to the targets after it.

use super::passage::Passage;
use std::collections::BTreeMap;
use zhengtu_model::Date;
use zhengtu_outline::{NodeId, Outline};
use zhengtu_terms::dates::{DateKind, DateMention};

/// The period in force while a document is read.
pub(super) struct Periods {
    /// The year of the document, where it states it.
    year: Option<u16>,
    /// The period that the sentence states, or its goal paragraph.
    current: Option<Date>,
    /// Whether that is a day by which something is due: 2026年底前.
    due: bool,
    /// A goal paragraph's last period, and the node below which it holds.
    introduced: Option<(NodeId, Date)>,
    goal: bool,
    node: NodeId,
    /// The last days of the spans of years that the document dates: 2012年起5年内.
    spans: BTreeMap<u16, Date>,
}

impl Periods {
    /// What is past is told by the year of issue, `year`.
    pub fn new(year: Option<u16>) -> Self {
        Self { year, current: None, due: false, introduced: None, goal: false, node: 0, spans: BTreeMap::new() }
    }

    /// Starts a paragraph: a goal paragraph below one that stated a period has it too.
    pub fn enter(&mut self, outline: &Outline, paragraph: usize, goal: bool) {
        let node = outline.paragraphs[paragraph].node;
        self.goal = goal;
        self.node = node;
        self.introduced = self
            .introduced
            .filter(|&(above, _)| above == node || outline.ancestors(node).any(|parent| parent == above));
        self.current = self.introduced.filter(|_| goal).map(|(_, period)| period);
        self.due = false;
    }

    /// Ends a paragraph: its period holds for what it introduces.
    pub fn leave(&mut self, passage: &Passage<'_>) {
        let introduces = passage.text.trim_end().ends_with(['：', ':']);
        if (self.goal || introduces)
            && let Some(period) = self.current
        {
            self.introduced = Some((self.node, period));
        }
        if introduces {
            self.goal = true;
        }
    }

    /// Starts a sentence: only a goal paragraph keeps its period.
    pub fn sentence(&mut self) {
        if !self.goal {
            self.current = None;
        }
    }

    /// Takes a date of the text into account.
    pub fn date(&mut self, mention: &DateMention, named: bool) {
        if named {
            return;
        }
        match mention.kind {
            DateKind::By | DateKind::Period | DateKind::Range => {
                self.current = mention.end.or(self.current);
                self.due = mention.kind == DateKind::By;
            }
            DateKind::From => self.current = None,
            DateKind::Compared | DateKind::Recurring(_) | DateKind::Impossible => {}
        }
    }

    /// Takes 5年内 into account: from the date before it, or as the document dated it before.
    pub fn within_years(&mut self, years: u16, from: Option<Date>) {
        let last = from.and_then(|from| last_day(from, years));
        if let Some(last) = last {
            self.spans.insert(years, last);
        }
        self.current = self.spans.get(&years).copied().or(self.current);
    }

    /// Takes back the period that held before.
    pub fn restore(&mut self, period: Option<Date>) {
        self.current = period;
    }

    pub fn current(&self) -> Option<Date> {
        self.current
    }

    /// Whether the period in force lies before the year of the document. A day by which something is due is
    /// never past: the only year that a document names may be that of a later goal.
    pub fn is_past(&self) -> bool {
        !self.due && matches!((self.current, self.year), (Some(period), Some(year)) if period.year() < year)
    }
}

/// The last day of a number of years that begin with the year of a day.
fn last_day(from: Date, years: u16) -> Option<Date> {
    Date::new(from.year().checked_add(years.checked_sub(1)?)?, 12, 31)
}
