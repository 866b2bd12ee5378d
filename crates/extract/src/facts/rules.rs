//! Rules that a document states once for many of its items: the unit listed first leads (列第一位的为牵头单位),
//! somebody carries out all that follows (以下各项均需各区政府落实).

use super::DocumentReader;
use crate::tasks::TaskDraft;
use crate::units::{Conventions, Registry, Statement, parse_cell};
use regex::Regex;
use std::sync::LazyLock;
use zhengtu_model::{AppliedRule, Ground, Role, RuleKind, Task, Unit};
use zhengtu_outline::ParagraphKind;
use zhengtu_text::{Span, signs, strip_white};

/// Somebody carries out the items before or behind: the scope, and the names.
static CARRIED_OUT: LazyLock<Regex> = LazyLock::new(|| {
    let scope = "(?P<scope>以下|下列|以上|上述|各项|所有)[^，。；：（）()]{0,8}?均需?(?:要)?(?:由)?";
    Regex::new(&format!("{scope}(?P<names>[^，。；：（）()]{{2,60}}?)(?:负责|组织|抓好|分工|认真)*(?:贯彻)?落实"))
        .expect("a constant pattern")
});

/// A rule as the document states it. Spans are into the repaired text.
pub(super) struct DocumentRule {
    kind: RuleKind,
    /// The passage.
    span: Span,
    /// From where to where it holds.
    holds: Span,
    /// The part it stands in.
    part: u32,
    /// Whom it names; spans are into the passage from `names` on.
    named: Option<(Span, Statement)>,
}

impl DocumentReader<'_> {
    /// The rules that a document states.
    pub(super) fn document_rules(&self) -> Vec<DocumentRule> {
        let is_text = |kind| !matches!(kind, ParagraphKind::Furniture | ParagraphKind::Letter);
        let read = self.outline.paragraphs.iter().filter(|paragraph| is_text(paragraph.kind));
        // Few documents say so anywhere.
        let orders = self.vocabulary.roles().says_first_leads(self.outline.text());
        let mut rules = Vec::new();
        for paragraph in read {
            let part = self.outline.nodes[paragraph.node].part;
            rules.extend(orders.then(|| self.first_leads(paragraph.span, part)).flatten());
            rules.extend(self.carried_out(paragraph.span, part));
        }
        rules
    }

    fn first_leads(&self, paragraph: Span, part: u32) -> Option<DocumentRule> {
        let text = self.outline.slice(paragraph);
        let roles = self.vocabulary.roles();
        if !roles.says_first_leads(text) {
            return None;
        }
        let clause = clauses(text).find(|clause| roles.says_first_leads(clause.of(text)))?;
        let holds = Span::new(0, self.outline.text().len());
        Some(DocumentRule { kind: RuleKind::FirstLeads, span: clause.shift(paragraph.start), holds, part, named: None })
    }

    fn carried_out(&self, paragraph: Span, part: u32) -> Option<DocumentRule> {
        let text = self.outline.slice(paragraph);
        // Every paragraph is asked.
        let found = text.contains("落实").then(|| CARRIED_OUT.captures(text)).flatten()?;
        let (whole, names) = (found.get(0)?, found.name("names")?);
        let span = Span::new(whole.start(), whole.end()).shift(paragraph.start);
        let holds = match &found["scope"] {
            "以下" | "下列" => Span::new(span.start, self.outline.text().len()),
            "以上" | "上述" => Span::new(0, span.end),
            _ => Span::new(0, self.outline.text().len()),
        };
        let parsed = parse_cell(self.vocabulary, names.as_str(), Role::Responsible, &Conventions::default());
        let names = Span::new(names.start(), names.end()).shift(paragraph.start);
        let named = (!parsed.mentions.is_empty()).then_some((names, parsed))?;
        Some(DocumentRule { kind: RuleKind::CarriedOut, span, holds, part, named: Some(named) })
    }

    /// The rules that hold for a task, each with the units that it gives a role.
    pub(super) fn rules_of(
        &self,
        draft: &TaskDraft,
        task: &Task,
        rules: &[DocumentRule],
        registry: &Registry,
    ) -> Vec<AppliedRule> {
        let holds = |rule: &&DocumentRule| rule.part == task.part && rule.holds.overlaps(draft.span);
        let applied = rules.iter().filter(holds).map(|rule| AppliedRule {
            kind: rule.kind,
            units: match &rule.named {
                Some(named) => self.named_units(named, registry),
                None => leading_by_place(task),
            },
            text: strip_white(self.outline.slice(rule.span)),
            evidence: self.places.evidence(rule.span),
        });
        applied.filter(|rule| !rule.units.is_empty()).collect()
    }

    fn named_units(&self, (names, parsed): &(Span, Statement), registry: &Registry) -> Vec<Unit> {
        let units = registry.resolve(self.vocabulary, self.outline.slice(*names), parsed).into_iter();
        units
            .map(|unit| Unit {
                name: unit.name,
                surface: unit.surface,
                role: Role::Responsible,
                kind: unit.kind,
                ground: unit.ground,
                evidence: self.places.evidence(unit.span.shift(names.start)),
            })
            .collect()
    }
}

/// The unit that leads a task only because it is listed first.
fn leading_by_place(task: &Task) -> Vec<Unit> {
    let by_place = |unit: &&Unit| unit.role == Role::Lead && !matches!(unit.ground, Ground::Stated | Ground::Sole);
    task.units.first().filter(|_| task.units.len() > 1).filter(by_place).cloned().into_iter().collect()
}

/// The clauses between two stops or brackets.
fn clauses(text: &str) -> impl Iterator<Item = Span> + '_ {
    let is_end = |char: char| matches!(char, '。' | '；' | '，' | '（' | '）' | '(' | ')');
    let mut start = 0;
    let ends = signs(text).filter(move |&(_, char)| is_end(char)).map(|(at, char)| (at, char.len_utf8()));
    ends.chain([(text.len(), 0)]).map(move |(at, len)| Span::new(std::mem::replace(&mut start, at + len), at))
}
