//! A time that counts from an event: 印发之日起30日内, 自受理之日起5个工作日.

use crate::cursor::Cursor;
use std::sync::LazyLock;
use zhengtu_lexicon::Words;
use zhengtu_lexicon::terms::TermWords;
use zhengtu_model::Deadline;
use zhengtu_text::{CharSet, Span};

/// A time that counts from an event.
pub(super) struct Counted {
    /// From the event to the end of the time.
    pub span: Span,
    pub event: Span,
    pub deadline: Deadline,
}

/// The first such time of a clause.
pub(super) fn find(words: &TermWords, clause: &str) -> Option<Counted> {
    // Of most clauses this one question tells that there is none.
    if !words.limit.counted.within(clause) {
        return None;
    }
    let issue = first(clause, &words.limit.issue);
    if let Some((event, (end, duration))) = issue.and_then(|event| Some((event, counted(words, clause, event)?))) {
        let deadline = duration.map_or(Deadline::None, |duration| Deadline::Relative { duration });
        return Some(Counted { span: Span::new(event.start, end), event, deadline });
    }
    let event = first(clause, &words.limit.event)?;
    let (end, _) = counted(words, clause, event)?;
    Some(Counted { span: Span::new(event.start, end), event, deadline: Deadline::None })
}

/// 印发之日起30日内 in a field. The outer option tells whether the field counts from the issue, the
/// inner one whether the span has an ISO 8601 duration: working days have none.
pub(super) fn after_issue(words: &TermWords, field: &str) -> Option<Option<String>> {
    counted(words, field, first(field, &words.limit.issue)?).map(|(_, duration)| duration)
}

/// 3个月内, 15日内整改到位 at the start of a field that names no event: it counts from the issue. Days with nothing behind
/// them (3日内) may be those in which each request is answered.
pub(super) fn within(words: &TermWords, field: &str) -> Option<String> {
    let mut cursor = Cursor::new(words, field, 0);
    cursor.eat_any(&words.limit.lead);
    let duration = duration(&mut cursor)??;
    words.limit.inside.at_end(&field[..cursor.at()])?;
    let long = duration.ends_with(['M', 'Y']);
    (long || !cursor.rest().is_empty()).then_some(duration)
}

/// The first of the events that a text names.
fn first(text: &str, events: &Words) -> Option<Span> {
    if !events.within(text) {
        return None;
    }
    events.iter().filter_map(|event| text.find(event).map(|at| Span::new(at, at + event.len()))).min()
}

/// Where the time that counts from `event` ends, and its duration.
fn counted(words: &TermWords, text: &str, event: Span) -> Option<(usize, Option<String>)> {
    let mut cursor = Cursor::new(words, text, event.end);
    if !cursor.eat_any(&words.limit.counted) {
        return None;
    }
    cursor.eat_any(&words.limit.counted_lead);
    duration(&mut cursor).map(|duration| (cursor.at(), duration))
}

/// The units of durations, with their designators of ISO 8601; a working day has none.
const UNITS: [(&str, &str); 8] =
    [("工作日", ""), ("日", "D"), ("天", "D"), ("星期", "W"), ("周", "W"), ("月", "M"), ("年", "Y"), ("小时", "H")];

/// Whether a text may name a time that counts from an event: most name no unit of time.
///
/// ```
/// use zhengtu_terms::deadline::may_count;
/// assert!(may_count("自印发之日起3个星期内完成") && !may_count("建立台账"));
/// ```
pub fn may_count(text: &str) -> bool {
    static ENDS: LazyLock<CharSet> =
        LazyLock::new(|| UNITS.iter().filter_map(|(unit, _)| unit.chars().next_back()).collect());
    ENDS.find_in(text).next().is_some()
}

/// The longest time that is read as one, in its unit.
const MOST: u32 = 9999;

fn duration(cursor: &mut Cursor<'_>) -> Option<Option<String>> {
    let half = cursor.eat("半");
    let number = if half { 0 } else { cursor.number(MOST)? };
    cursor.eat("个");
    let (_, sign) = UNITS.iter().find(|(word, _)| cursor.eat(word))?;
    cursor.eat_any(&cursor.words.limit.inside);
    Some(match (*sign, half) {
        ("", _) => None,
        ("Y", true) => Some("P6M".to_owned()),
        (_, true) => None,
        ("H", false) => Some(format!("PT{number}H")),
        (sign, false) => Some(format!("P{number}{sign}")),
    })
}
