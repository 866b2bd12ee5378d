//! Questions about targets.

use super::Frame;
use crate::question::{Find, Focus, Op, TargetFilter, ValueTest};
use crate::token::Kind;
use crate::{Cause, topic};

impl Frame<'_> {
    pub(super) fn asks_for_targets(&self) -> bool {
        let compares = self.tokens.iter().any(|token| matches!(token.kind, Kind::Number(..)));
        let measures = self.has(&Kind::HowMuch) && !self.has(&Kind::Task) && !self.topics().is_empty();
        self.has(&Kind::Target) && !self.has(&Kind::Task) || compares || measures
    }

    pub(super) fn targets(&mut self) -> Result<Find, Cause> {
        self.take(&Kind::Target);
        let value = self.value_test()?;
        let count = self.take(&Kind::HowMany);
        let asks_value = self.take(&Kind::HowMuch);
        let mut filter = TargetFilter {
            value,
            due: self.due.clone(),
            parts: self.parts.clone(),
            docs: self.docs.clone(),
            units: self.conditions(),
            ..TargetFilter::default()
        };
        self.indicator(&mut filter);
        self.take(&Kind::Deadline);
        let focus = match (count, self.take(&Kind::When)) {
            (true, _) => Focus::Count,
            (false, true) => Focus::When,
            (false, false) if filter.named.is_some() && filter.value.is_none() || asks_value => Focus::Value,
            (false, false) => Focus::Rows,
        };
        Ok(Find::Targets(filter, focus))
    }

    /// The indicator that the words name.
    fn indicator(&mut self, filter: &mut TargetFilter) {
        let places: Vec<usize> = self.topics().into_iter().filter(|&at| !self.used[at]).collect();
        let words: Vec<&str> = places.iter().map(|&at| self.tokens[at].text.trim_matches(['"', '《', '》'])).collect();
        if words.is_empty() {
            return;
        }
        let found = topic::indicators(&words, self.names);
        filter.named = Some(words.join(""));
        filter.indicators = found;
        for at in places {
            self.used[at] = true;
        }
    }

    fn value_test(&mut self) -> Result<Option<ValueTest>, Cause> {
        let Some(at) = self.tokens.iter().position(|token| matches!(token.kind, Kind::Number(..))) else {
            return Ok(None);
        };
        let Kind::Number(number, unit) = &self.tokens[at].kind else { return Ok(None) };
        let mut op = None;
        for beside in [at.checked_sub(1), Some(at + 1), at.checked_sub(2)].into_iter().flatten() {
            if let Some(Kind::Compares(found)) = self.tokens.get(beside).map(|token| &token.kind) {
                op.get_or_insert(*found);
                self.used[beside] = true;
            }
        }
        self.used[at] = true;
        let unit = if unit.is_empty() { self.measure_after(at) } else { unit.clone() };
        Ok(Some(ValueTest { op: op.unwrap_or(Op::Equal), number: *number, unit }))
    }

    /// A short word that follows a number at once is its unit, though no target has it: 500套.
    fn measure_after(&mut self, at: usize) -> String {
        let Some(next) = self.tokens.get(at + 1) else { return String::new() };
        let follows = next.start == self.tokens[at].end && next.text.chars().nth(2).is_none();
        if next.kind != Kind::Text || !follows {
            return String::new();
        }
        self.used[at + 1] = true;
        next.text.clone()
    }
}
