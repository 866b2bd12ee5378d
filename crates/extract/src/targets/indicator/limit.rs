//! Time limits: what has to be done within them.

use super::super::judge::Site;
use super::{last_clause, subject};
use crate::targets::passage::is_clause_end;
use zhengtu_lexicon::measures::MeasureClass;
use zhengtu_lexicon::targets::{Sign, at_start};
use zhengtu_model::Comparator;

/// What a time limit is for: the act after it, or the subject where the act only says that it ends.
pub(super) fn limited(site: &Site<'_>, before: &str, after: &str) -> String {
    let act = after.trim_start_matches(['内', '，', ' ']).trim_start_matches("必须");
    let ends = at_start(Sign::Done, act).is_some_and(|word| act.chars().count() <= word.chars().count() + 2);
    let (subject_of_limit, from) = without_start_of_limit(site.before());
    let before = if from { subject(subject_of_limit) } else { without_start_of_limit(before).0 };
    if act.is_empty() {
        let next = if from || before.is_empty() { next_clause(site) } else { String::new() };
        return if next.is_empty() { before.to_owned() } else { next };
    }
    if ends && before.chars().count() >= 2 {
        return if from { format!("{before}{act}") } else { before.to_owned() };
    }
    if ends && before.is_empty() {
        return last_clause(site).map_or_else(|| act.to_owned(), |topic| format!("{topic}{act}"));
    }
    act.to_owned()
}

pub(super) fn is_service_limit(site: &Site<'_>) -> bool {
    site.class() == Some(MeasureClass::Time)
        && !site.is_stated()
        && site.quantity.comparator != Some(Comparator::AtLeast)
}

/// The subject without 在…后, 自…之日起 and words of duty, and whether there were such.
fn without_start_of_limit(before: &str) -> (&str, bool) {
    let mut rest = before.trim_end_matches(['在', '于']);
    for word in ["当即办理", "应当", "可以", "必须", "应", "须", "需", "要"] {
        rest = rest.strip_suffix(word).unwrap_or(rest);
    }
    let starts = ["自", "在", "从", "于", "收到", "接到"].iter().filter_map(|word| rest.find(word)).min();
    let Some(at) = starts else { return (rest, false) };
    let event = ["后", "起", "日", "决定", "材料", "申请", "报告", "通知"].iter().any(|word| rest.ends_with(word));
    if !event {
        return (rest, false);
    }
    let mut subject = &rest[..at];
    for word in ["应当", "可以", "必须", "应", "须", "需", "要"] {
        subject = subject.strip_suffix(word).unwrap_or(subject);
    }
    (subject, true)
}

/// The clause after the number, up to its first 20 characters of words.
fn next_clause(site: &Site<'_>) -> String {
    let rest = site.passage.text[site.clause.end..].trim_start_matches(['，', ',', ' ']);
    let end = rest.find(is_clause_end).unwrap_or(rest.len());
    rest[..end].to_owned()
}
