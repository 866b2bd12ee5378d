//! Dates by which a clause is to be done.

use super::passage::{Passage, is_clause_end};
use zhengtu_lexicon::Lexicon;
use zhengtu_lexicon::targets::Sign;
use zhengtu_terms::dates::{DateKind, DateMention, Granularity};
use zhengtu_text::Span;

/// “十四五” stands in quotes and is a period all the same.
pub(super) fn is_plan(mention: &DateMention) -> bool {
    mention.granularity == Granularity::FiveYears
}

/// Whether a date states by when its clause is to be done.
pub(super) fn is_commitment(lexicon: &Lexicon, passage: &Passage<'_>, mention: &DateMention) -> bool {
    if mention.end.is_none() || is_plan(mention) && mention.kind != DateKind::By {
        return false;
    }
    let clause = passage.clause(mention.span);
    let before = passage.text[clause.start..mention.span.start].trim();
    let opens = before.is_empty() || lexicon.targets().at_start(Sign::DateOpening, before) == Some(before);
    match mention.kind {
        DateKind::By => true,
        DateKind::Period | DateKind::Range => opens,
        _ => false,
    }
}

/// 铺装小巷12条，7月底前完工; 打造线路4条，上半年完成: whether a day by which something is due is all that the last clause of a sentence says, with a
/// word of completion: what stands before it in the sentence is due by then.
pub(super) fn closes_sentence(lexicon: &Lexicon, passage: &Passage<'_>, sentence: Span, mention: &DateMention) -> bool {
    let clause = passage.clause(mention.span);
    match mention.kind {
        DateKind::By => {}
        DateKind::Period if mention.granularity < Granularity::Year => {}
        _ => return false,
    }
    if clause.start == sentence.start || clause.end < sentence.end {
        return false;
    }
    let words = &lexicon.forms().limit;
    let before = &passage.text[clause.start..mention.span.start];
    let after = &passage.text[mention.span.end..clause.end.max(mention.span.end)];
    let after = after.split(['（', '(']).next().unwrap_or(after).trim();
    let after = words.manner.strip_start(after).unwrap_or(after);
    // 完工通水: one after the other.
    let twice = || words.done.strip_start(after).is_some_and(|rest| words.done.is(rest));
    let done = [&words.done, &words.finished].iter().any(|words| words.is(after)) || twice();
    done && (before.is_empty() || words.lead.is(before))
}

/// The clause of a date, with the next one where the date is all that it holds.
pub(super) fn clause_of(passage: &Passage<'_>, mention: &DateMention) -> Span {
    let clause = passage.clause(mention.span);
    let rest = passage.text[mention.span.end..clause.end].trim_matches(|char: char| !char.is_alphanumeric());
    let after = passage.text[clause.end..].chars().next();
    if rest.chars().count() > LONGEST_REST || !matches!(after, Some('，' | ',')) {
        return clause;
    }
    let next = clause.end + after.map_or(0, char::len_utf8);
    let more = passage.text[next..].find(is_clause_end).map_or(passage.text.len(), |at| next + at);
    Span::new(clause.start, more).trim(passage.text)
}

/// What may stand in a clause beside its date without saying what is to be done, in characters.
const LONGEST_REST: usize = 2;
