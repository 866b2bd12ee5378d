//! What a number is taken for, by the words of its clause.

mod exclude;
mod state;

use super::Setting;
use super::passage::{Enclosure, Passage};
use zhengtu_lexicon::measures::MeasureClass;
use zhengtu_lexicon::targets::{Sign, at_end, at_start, within};
use zhengtu_model::{Change, Reading};
use zhengtu_terms::quantity::Quantity;
use zhengtu_text::Span;

/// A number in its place. Spans are into the passage.
pub(super) struct Site<'a> {
    pub passage: &'a Passage<'a>,
    pub setting: Setting,
    /// The number; the first of a list.
    pub quantity: &'a Quantity,
    /// The last of the list, or the number itself.
    pub last: &'a Quantity,
    pub clause: Span,
    /// The part of the clause that belongs to the number.
    pub phrase: Span,
    /// Where the phrase of the next number can start.
    pub next_phrase: usize,
    /// Whether the next number is the level that this one is changed to.
    pub starts_change: bool,
    /// Whether the next number counts the things that stand between the two.
    pub next_counts: bool,
    pub sentence: Span,
    /// Whether a time limit stands before it in the sentence.
    pub limit: bool,
    /// Whether the period in force is over.
    pub past: bool,
    /// The starting value.
    pub from: Option<f64>,
    /// What the number before it in the clause was taken for.
    pub last_reading: Option<Reading>,
    /// Whether a target stands before it in the sentence.
    pub follows: bool,
    /// The units of the targets of the sentence so far.
    pub units: Vec<&'a str>,
    /// See [`Site::before`].
    pub before: String,
    /// See [`Site::after`].
    pub after: String,
}

impl<'a> Site<'a> {
    /// The phrase before the words about the number, without brackets.
    pub fn before(&self) -> &str {
        &self.before
    }

    /// The phrase after the number, its unit and its comparator, without brackets.
    pub fn after(&self) -> &str {
        &self.after
    }

    /// The site with the words around the number read from its phrase.
    pub fn with_words(mut self) -> Self {
        let end = self.quantity.lead.max(self.phrase.start);
        let start = self.last.span.end.min(self.phrase.end);
        self.before = without_brackets(&self.passage.text[self.phrase.start..end]);
        self.after = without_brackets(after_bracket(&self.passage.text[start..self.phrase.end]));
        for word in ["以内", "以上", "以下", "左右"] {
            // The comparator at the end of the clause (2个环节以内) was read with the number.
            if self.last.comparator.is_some() && self.after.ends_with(word) {
                self.after.truncate(self.after.len() - word.len());
            }
        }
        self
    }

    /// The clause up to the number.
    pub fn lead_words(&self) -> &'a str {
        &self.passage.text[self.clause.start..self.quantity.number.start.max(self.clause.start)]
    }

    /// The words straight before the number that say something about it.
    pub fn about(&self) -> &'a str {
        &self.passage.text[self.quantity.lead..self.quantity.number.start]
    }

    /// The sentence up to the clause.
    pub fn earlier(&self) -> &'a str {
        &self.passage.text[self.sentence.start..self.clause.start.max(self.sentence.start)]
    }

    /// Whether a verb of change or a level stands straight before the number.
    pub fn is_stated(&self) -> bool {
        self.quantity.change.is_some() || self.quantity.to || self.quantity.reach
    }

    pub fn class(&self) -> Option<MeasureClass> {
        self.quantity.class()
    }

    /// Whether a comparator stands beside the number or 至少 before its verb.
    pub fn is_bounded(&self) -> bool {
        self.quantity.comparator.is_some() || self.lead_words().contains("至少")
    }

    /// 改造提升30万亩: a word that raises a rate only says what is done to things.
    pub fn improves_things(&self) -> bool {
        let counted = !matches!(
            self.class(),
            Some(
                MeasureClass::Percent
                    | MeasureClass::Points
                    | MeasureClass::Score
                    | MeasureClass::Ratio
                    | MeasureClass::Time
            ) | None
        );
        let about = self.about();
        let verb = ["提升", "优化", "整合", "拓展"].iter().any(|word| about.ends_with(word));
        counted && verb && !self.quantity.to && !self.quantity.reach
    }

    /// A word of change earlier in the phrase, with the thing changed between it and the number
    /// (新增上市挂牌公司10家).
    pub fn distant_change(&self) -> Option<Change> {
        let before = self.before();
        if state::names_change(before) {
            return None;
        }
        let opening = super::indicator::without_opening(before);
        let text = if opening.is_empty() { before } else { opening };
        let cut = ["压缩", "压减", "精简", "缩短", "降低", "减少", "下降"];
        let rise = ["新增", "净增", "增加"];
        let verb = |word: &str| text.starts_with(word) || before.starts_with(word);
        // 全市新增专利授权5000件; but 城镇新增就业 is the name of an indicator.
        let near = before.contains("新增") && !before.contains("城镇新增就业");
        if near
            || rise.iter().any(|word| verb(word))
            || at_end(Sign::Commit, before).is_some_and(|word| rise.contains(&word))
        {
            return Some(Change::Increase);
        }
        let amount =
            matches!(self.class(), Some(MeasureClass::Percent | MeasureClass::Points)) || self.about().is_empty();
        let named = at_end(Sign::Indicator, before).is_some();
        (amount && !named && cut.iter().any(|word| verb(word))).then_some(Change::Decrease)
    }
}

/// What the number is taken for, and the rule that says so.
pub(super) fn reading(site: &Site<'_>) -> (Reading, &'static str) {
    if let Some(reading) = enclosed(site) {
        return (reading, "enclosed");
    }
    if site.starts_change {
        return (Reading::Baseline, "starting-value");
    }
    if let Some(reading) = exclude::reading(site) {
        return (reading, "excluded");
    }
    if let Some(rule) = state::rule(site) {
        return (Reading::Target, rule);
    }
    (exclude::otherwise(site), "none")
}

/// Names and quoted words; a quoted list of time limits is read like any text.
fn enclosed(site: &Site<'_>) -> Option<Reading> {
    if site.passage.in_title(site.quantity.span) {
        return Some(Reading::Name);
    }
    let (kind, inner) = site.passage.enclosure(site.quantity.span)?;
    let text = inner.of(site.passage.text);
    match kind {
        Enclosure::Quote if is_limit_list(text) => None,
        Enclosure::Quote => Some(Reading::Name),
        Enclosure::Bracket if is_definition(text) => Some(Reading::Condition),
        Enclosure::Bracket => {
            site.last_reading.filter(|reading| matches!(reading, Reading::Parameter | Reading::Condition))
        }
        _ => None,
    }
}

fn is_limit_list(text: &str) -> bool {
    let limits = ["天", "日", "小时", "工作日", "分钟"];
    let count = text.split(['、', '，']).filter(|item| {
        let rest = item.trim_start_matches(|char: char| char.is_ascii_digit());
        rest.len() < item.len() && limits.iter().any(|unit| rest.starts_with(unit) && rest.len() > unit.len() + 6)
    });
    count.count() >= 2
}

/// What stands after a bracket that only adds to the unit (5000套（间）).
fn after_bracket(text: &str) -> &str {
    let text = text.trim_start();
    let close = text.find(['）', ')']).filter(|_| text.starts_with(['（', '(']));
    close.map_or(text, |at| &text[at + text[at..].chars().next().map_or(1, char::len_utf8)..])
}

/// The text without brackets that hold more than a word (各税(费) keeps its own).
fn without_brackets(text: &str) -> String {
    let mut rest = text;
    let mut kept = String::new();
    while let Some(open) = rest.find(['（', '(']) {
        let Some(close) = rest[open..].find(['）', ')']).map(|at| open + at) else { break };
        let end = close + rest[close..].chars().next().map_or(1, char::len_utf8);
        let short = rest[open..end].chars().count() <= 6;
        kept.push_str(&rest[..if short { end } else { open }]);
        rest = &rest[end..];
    }
    kept.push_str(rest);
    kept.trim().to_owned()
}

fn is_definition(text: &str) -> bool {
    ["不含", "下同", "含", "如", "即", "指", "包括"].iter().any(|word| text.starts_with(word) || text.ends_with(word))
}

/// Whether the thing counted commits nobody: 4个环节, 3项重点任务.
pub(super) fn is_abstract(after: &str) -> bool {
    let mut thing = after.trim_start_matches(['大', '类', '项']);
    for word in ["重点", "主要", "具体", "重大", "关键", "核心", "专项", "方面", "一级", "二级"] {
        let bare = thing.strip_prefix(word).unwrap_or(thing);
        thing = if at_start(Sign::Abstract, bare).is_some() { bare } else { thing };
    }
    at_start(Sign::Abstract, thing).is_some()
}

/// Whether the phrase ends with what is measured (处理率).
pub(super) fn ends_with_indicator(before: &str) -> bool {
    at_end(Sign::Indicator, before).is_some()
}

pub(super) fn has(sign: Sign, text: &str) -> bool {
    within(sign, text).is_some()
}
