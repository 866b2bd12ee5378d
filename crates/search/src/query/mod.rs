//! The query language: words, "phrases", `-without`, 或/OR, and filters.

mod due;
mod filter;
mod lex;

pub use due::{DueFilter, Period, Sign};
pub use filter::{Condition, Filter, FilterName, Filters};

use crate::QueryError;
use lex::{Token, tokens};

/// The longest query in characters; longer than any clause people paste.
const LONGEST: usize = 1000;

/// What to look for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    /// All must match; of the terms of one group, one must.
    pub groups: Vec<Vec<Term>>,
    /// None may match.
    pub without: Vec<Term>,
    /// The conditions on the clause.
    pub filters: Filters,
}

/// Something to look for in the text.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Term {
    /// Typed without quotes: its words must all be there, in any order.
    Words(String),
    /// Typed in quotes: the characters must stand so.
    Phrase(String),
}

impl Term {
    /// The text as typed.
    pub fn text(&self) -> &str {
        let (Self::Words(text) | Self::Phrase(text)) = self;
        text
    }

    fn typed(&self) -> String {
        match self {
            Self::Words(text) => text.clone(),
            Self::Phrase(text) => format!("“{text}”"),
        }
    }

    /// Whether anything of it can be looked for.
    fn says_something(&self) -> bool {
        match self {
            Self::Words(text) => text.chars().any(char::is_alphanumeric),
            Self::Phrase(text) => !crate::Folded::new(text).chars().is_empty(),
        }
    }
}

/// What stands before 或.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Last {
    Nothing,
    Word,
    Filter,
}

impl Query {
    /// Reads a query as typed.
    ///
    /// # Errors
    /// Where a filter's name or value is wrong, and where there is too much or nothing to look for.
    ///
    /// ```
    /// use zhengtu_search::Query;
    /// let query = Query::parse("不动产 或 房产 -交易 牵头:税务局 截止:<=2021-06").unwrap();
    /// assert_eq!((query.groups.len(), query.without.len(), query.filters.len()), (1, 1, 2));
    /// assert!(Query::parse("单为:税务局").is_err());
    /// ```
    pub fn parse(text: &str) -> Result<Self, QueryError> {
        Self::parse_with(text, Filters::default())
    }

    /// Reads a query as typed, with conditions given elsewhere, such as on the command line.
    ///
    /// # Errors
    /// As [`Query::parse`].
    pub fn parse_with(text: &str, filters: Filters) -> Result<Self, QueryError> {
        let chars = text.chars().count();
        if chars > LONGEST {
            return Err(QueryError::TooLong { chars, most: LONGEST });
        }
        let mut query = Self { filters, ..Self::default() };
        // What stands before 或, and whether it does.
        let (mut last, mut or) = (Last::Nothing, false);
        for token in tokens(text)? {
            match token {
                Token::Or => {
                    or = true;
                    continue;
                }
                Token::Term { term, .. } if !term.says_something() => continue,
                Token::Filter(filter) => {
                    query.add_filter(filter, or, last)?;
                    last = Last::Filter;
                }
                Token::Term { term, without: true } => query.without.push(term),
                Token::Term { .. } if or && last == Last::Filter => return Err(QueryError::MixedOr),
                Token::Term { term, without: false } => {
                    query.add(term, or);
                    last = Last::Word;
                }
            }
            or = false;
        }
        query.checked()
    }

    fn add_filter(&mut self, filter: Filter, or: bool, last: Last) -> Result<(), QueryError> {
        match (or, last) {
            (true, Last::Word) => Err(QueryError::MixedOr),
            (true, Last::Filter) => self.filters.push_or(filter),
            _ => {
                self.filters.push(filter);
                Ok(())
            }
        }
    }

    fn add(&mut self, term: Term, or: bool) {
        match self.groups.last_mut() {
            Some(group) if or => group.push(term),
            _ => self.groups.push(vec![term]),
        }
    }

    fn checked(self) -> Result<Self, QueryError> {
        match (self.groups.is_empty() && self.filters.is_empty(), self.without.is_empty()) {
            (true, true) => Err(QueryError::Empty),
            (true, false) => Err(QueryError::OnlyWithout),
            _ => Ok(self),
        }
    }

    /// The query as a person would type it.
    pub fn typed(&self) -> String {
        let groups = self.groups.iter().map(|group| group.iter().map(Term::typed).collect::<Vec<_>>().join(" 或 "));
        let without = self.without.iter().map(|term| format!("-{}", term.typed()));
        groups.chain(without).chain(self.filters.typed()).collect::<Vec<_>>().join(" ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Term {
        Term::Words(text.to_owned())
    }

    #[test]
    fn words_phrases_exclusions_and_alternatives_are_told_apart() {
        let query = Query::parse("不动产 或 房产 “一网通办” -税务局 －\"政银合作\"").unwrap();
        assert_eq!(query.groups, [vec![words("不动产"), words("房产")], vec![Term::Phrase("一网通办".into())]]);
        assert_eq!(query.without, [words("税务局"), Term::Phrase("政银合作".into())]);
        assert_eq!(Query::parse("水|电 OR 气").unwrap().groups, [vec![words("水"), words("电"), words("气")]]);
        assert_eq!(query.typed(), "不动产 或 房产 “一网通办” -税务局 -“政银合作”");
    }

    #[test]
    fn a_hyphen_or_或_inside_a_word_is_text() {
        assert_eq!(Query::parse("2021-2025").unwrap().groups, [vec![words("2021-2025")]]);
        assert_eq!(Query::parse("或者").unwrap().groups, [vec![words("或者")]]);
    }

    #[test]
    fn an_unbalanced_quote_counts_for_nothing() {
        assert_eq!(Query::parse("“一网通办").unwrap().groups, [vec![words("一网通办")]]);
        assert_eq!(Query::parse("办\"").unwrap().groups, [vec![words("办")]]);
    }

    #[test]
    fn empty_long_and_merely_negative_queries_say_so() {
        for text in ["", "  ", "，。！", "\u{0}\u{1}", "或", "“”", "()[]{}.*"] {
            assert_eq!(Query::parse(text), Err(QueryError::Empty), "{text:?}");
        }
        assert_eq!(Query::parse("-税务局"), Err(QueryError::OnlyWithout));
        assert!(matches!(Query::parse(&"税".repeat(10_000)), Err(QueryError::TooLong { .. })));
        assert!(Query::parse("“——”").is_ok());
    }
}
