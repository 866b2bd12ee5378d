//! The deadline field of a task: 2021年12月, 持续推进, 每季度末月28日前, 印发之日起30日内.

mod limits;
mod relative;

pub use limits::{Limit, find};
pub use relative::may_count;

use crate::dates::{self, Context, DateKind, DateMention, Granularity};
use zhengtu_lexicon::Lexicon;
use zhengtu_lexicon::deadlines::DeadlineWord;
use zhengtu_lexicon::terms::TermWords;
use zhengtu_model::{Date, Deadline};
use zhengtu_text::strip_white;

/// What a deadline field says. A field that names several days is due by the last of them; a field
/// that names none, and is of no known word, is [`Deadline::None`]: nothing is guessed.
///
/// ```
/// use zhengtu_lexicon::Lexicon;
/// use zhengtu_terms::{dates::Context, deadline};
/// let field = deadline::parse(&Lexicon::built_in(), "2021年底前", &Context::default());
/// assert_eq!(field.end().unwrap().to_string(), "2021-12-31");
/// ```
pub fn parse(lexicon: &Lexicon, field: &str, context: &Context) -> Deadline {
    let words = lexicon.terms();
    let field = strip_white(field);
    let field = field.trim_matches(['。', '；', ';', '，', ',', '：', ':']);
    if let Some(duration) = relative::after_issue(words, field) {
        return duration.map_or(Deadline::None, |duration| Deadline::Relative { duration });
    }
    if let Some(end) = compact(field) {
        return Deadline::Date { end };
    }
    let mentions = dates::scan(lexicon, field, context);
    if let Some(duration) = relative::within(words, field).filter(|_| mentions.is_empty()) {
        return Deadline::Relative { duration };
    }
    let finished = || mentions.iter().any(|mention| is_finished_by(words, mention, field));
    if let Some(rule) = mentions.iter().find_map(recurring).filter(|_| !finished()) {
        return Deadline::Recurring { rule };
    }
    if let Some(rule) = dates::each(words, field) {
        return Deadline::Recurring { rule };
    }
    let said = lexicon.deadline_word(field);
    let loose = || mentions.iter().all(|mention| is_loose(words, mention, field));
    let standing = said == Some(DeadlineWord::Ongoing) && loose();
    if let Some(dated) = dated(&mentions, field).filter(|_| !standing) {
        return dated;
    }
    match said {
        Some(DeadlineWord::Ongoing) => Deadline::Ongoing,
        Some(DeadlineWord::Immediate) => Deadline::Immediate,
        _ => Deadline::None,
    }
}

/// 20251130: a day without signs, where the field is nothing else.
fn compact(field: &str) -> Option<Date> {
    if field.len() != 8 || !field.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let number = |from: usize, to: usize| field[from..to].parse::<u16>().ok();
    let (year, month, day) = (number(0, 4)?, number(4, 6)?, number(6, 8)?);
    let plausible = (1990..=2100).contains(&year);
    Date::new(year, u8::try_from(month).ok()?, u8::try_from(day).ok()?).filter(|_| plausible)
}

fn recurring(mention: &DateMention) -> Option<String> {
    match &mention.kind {
        DateKind::Recurring(rule) => Some(rule.clone()),
        _ => None,
    }
}

/// 每季度末报送进展，12月20日前完成: whether all is done by a day, however often something is done until then.
fn is_finished_by(words: &TermWords, mention: &DateMention, field: &str) -> bool {
    mention.kind == DateKind::By && words.limit.done.at_start(&field[mention.span.end..]).is_some()
}

/// 年内, 2021年: beside 持续推进 the year is no day by which the work ends, unless something is to be
/// finished in it (年内完成并长期坚持).
fn is_loose(words: &TermWords, mention: &DateMention, field: &str) -> bool {
    let after = &field[mention.span.end..];
    match mention.kind {
        DateKind::Period => mention.granularity >= Granularity::Year && words.limit.done.at_start(after).is_none(),
        DateKind::From => true,
        _ => false,
    }
}

fn dated(mentions: &[DateMention], field: &str) -> Option<Deadline> {
    let named: Vec<_> = mentions.iter().filter(|mention| mention.kind != DateKind::Compared).collect();
    let last = named.iter().filter(|mention| mention.end.is_some()).max_by_key(|mention| mention.end)?;
    let end = last.end?;
    if let ([_], Some(start)) = (named.as_slice(), last.start.filter(|_| is_span(last))) {
        return Some(Deadline::Interval { start, end });
    }
    if named.iter().any(|mention| mention.kind == DateKind::From && mention.start.is_some()) {
        let start = named.iter().find_map(|mention| mention.start.filter(|&start| start <= end))?;
        return Some(Deadline::Interval { start, end });
    }
    (!field.is_empty()).then_some(Deadline::Date { end })
}

/// Whether a date is a span of days in which something is to be done.
fn is_span(mention: &DateMention) -> bool {
    match mention.kind {
        DateKind::Range => true,
        DateKind::Period => mention.granularity == Granularity::FiveYears,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use zhengtu_lexicon::testing::lexicon;

    #[test]
    fn a_day_without_signs_is_one_where_the_calendar_has_it() {
        let field = |text: &str| parse(lexicon(), text, &Context::default()).end().map(|end| end.to_string());
        assert_eq!(field("20251130").as_deref(), Some("2025-11-30"));
        for text in ["20251330", "20250230", "12345678", "2025113", "202511301"] {
            assert_eq!(field(text), None, "{text}");
        }
    }
}
