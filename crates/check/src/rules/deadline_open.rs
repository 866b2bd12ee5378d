//! # deadline-open：有明确日期的任务写成“持续推进”
//!
//! 正文承诺“2021年底前”，时限栏却是“持续推进”“长期坚持”，考核时没有终点（警告）。
//! 目标部分给出日期的指标，承担它的任务写成持续推进的，同样列出。
//!
//! ```bad
//! 某县2021年工作方案
//! 一、主要措施
//! 1.推进一网通办。2021年底前，把银行开户纳入一网通办。
//! 完成时限：持续推进
//! 责任单位：县人行
//! ```
//! ```good
//! 某县2021年工作方案
//! 一、主要措施
//! 1.推进一网通办。2020年以来，银行开户已纳入一网通办，继续优化。
//! 完成时限：持续推进
//! 责任单位：县人行
//! ```

use crate::Side;
use crate::document::Context;
use crate::finding::{Finding, Severity, finding};
use crate::phrases::sentences;
use crate::stated::Stated;
use std::collections::BTreeMap;
use zhengtu_lexicon::checks::CheckWords;
use zhengtu_model::{ClauseKind, Date, Deadline, Target, Task};
use zhengtu_terms::dates::{self, DateKind, DateMention, Granularity};
use zhengtu_text::strip_white;

pub(super) const CODE: &str = "deadline-open";
pub(super) const TITLE: &str = "有明确日期的任务写成“持续推进”";

/// A date to which the running text of a task commits somebody.
pub(super) struct Commitment {
    pub(super) end: Date,
    pub(super) raw: String,
    pub(super) side: Side,
}

pub(super) fn run(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let mut goals = goals(context);
    for (number, task) in context.facts.tasks.iter().enumerate().filter(|(_, task)| task.deadline == Deadline::Ongoing)
    {
        for found in commitments(context, number) {
            let field = context.deadline_field(task);
            let message = format!("正文要求“{}”，时限却是“{}”", found.raw, strip_label(&field.quote));
            findings.push(finding(CODE, Severity::Warning, message, found.side, Some(field)));
        }
        findings.extend(goals.remove(&number));
    }
}

/// Targets alike by less than this in their names are not the same.
const ALIKE: f64 = 0.7;

/// The same figure stands in a goal with a day, and in a task that has none: the first goal of each such task.
fn goals(context: &Context<'_>) -> BTreeMap<usize, Finding> {
    let targets = &context.facts.targets;
    let mut found = BTreeMap::new();
    for pair in context.alignment().targets.iter().filter(|pair| pair.score >= ALIKE) {
        let (a, b) = (&targets[pair.a], &targets[pair.b]);
        if (a.value, &a.unit, a.part) != (b.value, &b.unit, b.part) {
            continue;
        }
        for (goal, carried) in [(a, b), (b, a)] {
            let Some(end) = goal.deadline else { continue };
            if context.tasks_holding(goal.part, &goal.evidence).next().is_some() {
                continue;
            }
            for number in context.tasks_holding(carried.part, &carried.evidence) {
                let task = &context.facts.tasks[number];
                if task.deadline == Deadline::Ongoing {
                    found.entry(number).or_insert_with(|| goal_of(context, task, goal, end));
                }
            }
        }
    }
    found
}

fn goal_of(context: &Context<'_>, task: &Task, goal: &Target, end: Date) -> Finding {
    let at = context.quote(goal.part, &goal.path, &goal.quote, &goal.evidence);
    let message = format!("目标要求在{end}前达到“{}”，承担它的任务没有期限", goal.quote);
    finding(CODE, Severity::Warning, message, at, Some(context.deadline_field(task))).confidence(0.7)
}

fn strip_label(field: &str) -> &str {
    field.rsplit(['：', ':']).next().unwrap_or(field)
}

/// The dates by which the running text of a task wants something done.
pub(super) fn commitments(context: &Context<'_>, task: usize) -> Vec<Commitment> {
    let record = &context.facts.tasks[task];
    let field = record.deadline_raw.as_deref().unwrap_or_default();
    let stated = Stated::new(field);
    let is_field = |held: &str| !field.is_empty() && (held.contains(field) || stated.holds(held));
    let mut found = Vec::new();
    for passage in context.passages_of(task) {
        if !matches!(passage.clause.kind, ClauseKind::Text | ClauseKind::Row) {
            continue;
        }
        for sentence in sentences(&passage.text) {
            let held = strip_white(sentence);
            if is_field(&held) {
                continue;
            }
            for mention in dates::scan(context.lexicon, sentence, &context.dates()) {
                if let Some(end) = committed(context.lexicon.checks(), sentence, &mention) {
                    let phrase = phrase_at(sentence, &mention);
                    let raw = mention.span.of(sentence).to_owned();
                    found.push(Commitment { end, side: context.in_passage(passage, phrase).marked(&raw), raw });
                }
            }
        }
    }
    found
}

/// The day, if the date is one by which something is to be done: 底前, 前, 到…, not a name, not a start.
fn committed(words: &CheckWords, sentence: &str, mention: &DateMention) -> Option<Date> {
    if mention.kind != DateKind::By || mention.granularity > Granularity::Year {
        return None;
    }
    let (before, after) = (&sentence[..mention.span.start], &sentence[mention.span.end..]);
    let compared = words.compared_before.at_end(before).and(words.compared_after.at_start(after));
    if compared.is_some() || is_in_a_name(before) {
        return None;
    }
    let other = [&words.started_after, &words.named_after].iter().any(|words| words.at_start(after).is_some());
    mention.end.filter(|_| !other)
}

/// Whether a title or the year of a document's number is open at the end of a text.
fn is_in_a_name(before: &str) -> bool {
    [(['《', '《'], ['》', '》']), (['〔', '['], ['〕', ']'])]
        .into_iter()
        .any(|(open, close)| before.matches(open).count() > before.matches(close).count())
}

/// The passage from the date to the end of the clause that it governs.
fn phrase_at<'s>(sentence: &'s str, mention: &DateMention) -> &'s str {
    let rest = &sentence[mention.span.start..];
    let dated = mention.span.end - mention.span.start;
    let skip = dated + rest[dated..].find(|char| !matches!(char, '，' | ',')).unwrap_or(0);
    let end = rest[skip..].find(['，', ',', '；']).map_or(rest.len(), |at| skip + at);
    &rest[..end]
}
