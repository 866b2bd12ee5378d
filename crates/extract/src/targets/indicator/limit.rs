//! Time limits: what has to be done within them.

use super::{last_clause, subject};
use crate::targets::passage::is_clause_end;
use crate::targets::site::Site;
use zhengtu_lexicon::Lexicon;
use zhengtu_lexicon::measures::MeasureClass;
use zhengtu_lexicon::targets::Sign;
use zhengtu_model::Comparator;

/// What may stand after a word that only says that something ends, in characters.
const LONGEST_REST: usize = 2;

/// What a time limit is for: the act after it, or the subject where the act only says that it ends.
pub(super) fn limited(site: &Site<'_>, before: &str, after: &str) -> String {
    let act = after.trim_start_matches(['内', '，', ' ']).trim_start_matches("必须");
    let (start, from) = without_start_of_limit(site.lexicon, site.before());
    let before = match from {
        true => subject(site.lexicon, start),
        false => without_start_of_limit(site.lexicon, before).0,
    };
    if act.is_empty() {
        let next = if from || before.is_empty() { next_clause(site) } else { "" };
        return if next.is_empty() { before.to_owned() } else { next.to_owned() };
    }
    if !only_ends(site, act) {
        return act.to_owned();
    }
    match before.chars().count() {
        0 => last_clause(site).map_or_else(|| act.to_owned(), |topic| format!("{topic}{act}")),
        1 => act.to_owned(),
        _ if from => format!("{before}{act}"),
        _ => before.to_owned(),
    }
}

/// 办结, 完成审批: the act says no more than that something ends.
fn only_ends(site: &Site<'_>, act: &str) -> bool {
    let word = site.at_start(Sign::Done, act).map(|word| word.chars().count());
    word.is_some_and(|length| act.chars().count() <= length + LONGEST_REST)
}

pub(super) fn is_service_limit(site: &Site<'_>) -> bool {
    let time = site.is(MeasureClass::Time) && !site.is_stated();
    time && site.quantity.comparator != Some(Comparator::AtLeast)
}

/// The subject without 在…后, 自…之日起 and words of duty, and whether there were such.
fn without_start_of_limit<'a>(lexicon: &Lexicon, before: &'a str) -> (&'a str, bool) {
    let rest = without_duty(lexicon, before.trim_end_matches(['在', '于']));
    let starts = lexicon.targets().words(Sign::EventStart).iter();
    let Some(at) = starts.filter_map(|word| rest.find(word.as_str())).min() else { return (rest, false) };
    if lexicon.targets().at_end(Sign::EventEnd, rest).is_none() {
        return (rest, false);
    }
    (without_duty(lexicon, &rest[..at]), true)
}

/// 窗口应当: without the words of duty at its end.
fn without_duty<'a>(lexicon: &Lexicon, text: &'a str) -> &'a str {
    let mut rest = text;
    while let Some(word) = lexicon.targets().at_end(Sign::DutyEnd, rest) {
        rest = &rest[..rest.len() - word.len()];
    }
    rest
}

/// The clause after the number.
fn next_clause<'a>(site: &Site<'a>) -> &'a str {
    let rest = site.passage.text[site.clause.end..].trim_start_matches(['，', ',', ' ']);
    rest.split(is_clause_end).next().unwrap_or(rest)
}
