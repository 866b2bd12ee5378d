//! Whether a paragraph says in a bracket who is responsible. What a role word or a label is, the grammar
//! knows.

use crate::signs::has_chars;
use std::ops::RangeInclusive;
use zhengtu_lexicon::Lexicon;
use zhengtu_lexicon::roles::LabelSense;
use zhengtu_text::{CLOSING, OPENING, Span};

/// The signs that end a clause of a statement.
const CLAUSE_ENDS: [char; 8] = ['，', ',', '；', ';', '。', '、', '\n', ' '];

/// How long a statement is, in characters: shorter names nobody, longer is a paragraph of its own.
const STATEMENT: RangeInclusive<usize> = 4..=1200;

/// Whether a paragraph is nothing but a bracket that says who is responsible for what stands before it.
pub(crate) fn is_statement_line(lexicon: &Lexicon, text: &str) -> bool {
    let text = text.trim_end_matches('。');
    let whole = |bracket: &Span| bracket.start == 0 && bracket.end == text.len();
    outermost_brackets(text).first().filter(|bracket| whole(bracket)).is_some_and(|_| states_units(lexicon, text))
}

/// Whether a paragraph ends with a bracket that says who is responsible.
pub(crate) fn ends_with_statement(lexicon: &Lexicon, text: &str) -> bool {
    let text = text.trim_end_matches(['。', '；', ';']);
    if !text.ends_with(CLOSING) {
        return false;
    }
    // The whole of a long paragraph is not read for its last bracket.
    let start = text.char_indices().rev().nth(*STATEMENT.end()).map_or(0, |(at, _)| at);
    let text = &text[start..];
    let last = outermost_brackets(text).pop().filter(|bracket| bracket.end == text.len());
    last.is_some_and(|bracket| states_units(lexicon, bracket.of(text)))
}

/// The outermost brackets of a text, with their signs.
fn outermost_brackets(text: &str) -> Vec<Span> {
    let mut found = Vec::new();
    let mut open = Vec::new();
    for (at, char) in text.char_indices() {
        if OPENING.contains(&char) {
            open.push(at);
        } else if CLOSING.contains(&char)
            && let Some(start) = open.pop()
        {
            let bracket = Span::new(start, at + char.len_utf8());
            while found.pop_if(|inner: &mut Span| bracket.contains(*inner)).is_some() {}
            found.push(bracket);
        }
    }
    found
}

/// Whether what stands in a bracket says who is responsible: a label of units, or a name with a role word
/// behind it.
fn states_units(lexicon: &Lexicon, bracket: &str) -> bool {
    let inner = bracket.trim_start_matches(OPENING).trim_end_matches(CLOSING);
    if !has_chars(inner, STATEMENT) {
        return false;
    }
    has_label(lexicon, inner) || has_role(lexicon, inner)
}

fn has_label(lexicon: &Lexicon, inner: &str) -> bool {
    let label = lexicon.roles().label_at(inner).or_else(|| lexicon.roles().find_label(inner, 0));
    label.is_some_and(|label| matches!(label.sense, LabelSense::Units(_) | LabelSense::Person))
}

/// 市应急局牵头, 党建部负责, 省财政厅按职责分工落实; not 深化改革推进.
fn has_role(lexicon: &Lexicon, inner: &str) -> bool {
    let ends = inner.char_indices().skip(1).filter(|&(_, char)| lexicon.roles().may_follow_name(char));
    ends.into_iter().any(|(at, _)| gives_role(lexicon, &inner[..at], &inner[at..]))
}

/// Whether role words behind a name give it a role: strong ones that end their clause, and any behind what can only be
/// a name.
fn gives_role(lexicon: &Lexicon, name: &str, words: &str) -> bool {
    let Some(tail) = lexicon.roles().tail_at(words) else { return false };
    let ends_clause = words[tail.len..].chars().next().is_none_or(|char| CLAUSE_ENDS.contains(&char));
    if tail.strong && ends_clause {
        return true;
    }
    lexicon.roles().ends_as_body(name) || name.ends_with('等')
}

#[cfg(test)]
mod tests {
    use super::*;
    use zhengtu_lexicon::testing::lexicon;

    #[test]
    fn a_bracket_at_the_end_that_says_who_is_a_statement() {
        for text in [
            "建立清单。（市应急局牵头）。",
            "制定方案。（市财政局指导）",
            "开展培训。（党建部负责）",
            "开展培训。（省财政厅等按职责分工落实）",
            "开展培训。（责任单位：市应急局（市防汛办））",
            "开展培训。（市商务局指导，以下均需试点县落实，不再列出）",
        ] {
            assert!(ends_with_statement(lexicon(), text), "{text}");
            assert!(!is_statement_line(lexicon(), text), "{text}");
        }
        assert!(is_statement_line(lexicon(), "（责任单位：市应急局（市防汛办））"));
    }

    #[test]
    fn other_brackets_state_nothing() {
        for text in [
            "建立清单（见附件）。",
            "（一）持续推进（深化改革推进）",
            "落实资金（含配套资金）",
            "建立清单（市应急局）后",
        ] {
            assert!(!ends_with_statement(lexicon(), text), "{text}");
        }
        assert!(!is_statement_line(lexicon(), "（一）推进（市应急局负责）"));
    }
}
