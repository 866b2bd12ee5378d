//! Runs of characters as the engine looks for them.

use crate::opened::Opened;
use crate::segment::Piece;
use crate::tokens::pairs;
use tantivy::Term;
use tantivy::query::{BooleanQuery, EmptyQuery, PhraseQuery, Query as Engine, TermQuery};
use tantivy::schema::{Field, IndexRecordOption};

pub(super) type Boxed = Box<dyn Engine>;

/// How many pairs of characters find the clauses that may have a longer run.
const RAREST: usize = 2;

/// The characters of `run` stand in the field one after the other.
pub(super) fn run_in(field: Field, index: &Opened, run: &str) -> Boxed {
    let chars: Vec<char> = run.chars().collect();
    match chars.len() {
        0 => Box::new(EmptyQuery),
        1 if field == index.fields().text => term_of(index.fields().chars, run),
        1 => Box::new(EmptyQuery),
        2 => term_of(field, run),
        _ => {
            // Every second pair, and the last, hold every character at its place.
            let starts = (0..chars.len() - 1).step_by(2).chain((chars.len() % 2 == 1).then_some(chars.len() - 2));
            let terms =
                starts.map(|at| (at, Term::from_field_text(field, &chars[at..at + 2].iter().collect::<String>())));
            Box::new(PhraseQuery::new_with_offset(terms.collect()))
        }
    }
}

/// A form of a piece in the text: the first form of a number stands only as the number that it is.
pub(super) fn form_in_text(index: &Opened, piece: &Piece, form: usize) -> Boxed {
    let run = run_in(index.fields().text, index, &piece.forms[form]);
    match (&piece.number, form) {
        (Some(number), 0) => intersection(vec![term_of(index.fields().words, number), run]),
        _ => run,
    }
}

/// Terms that every clause with the run in the field has: the rarest of its pairs.
pub(super) fn rare_terms(field: Field, index: &Opened, run: &str) -> Vec<Term> {
    let pairs = pairs(run);
    if pairs.is_empty() {
        return vec![Term::from_field_text(index.fields().chars, run)];
    }
    let mut terms: Vec<(u32, Term)> =
        pairs.iter().map(|pair| (index.frequency(field, pair), Term::from_field_text(field, pair))).collect();
    terms.sort();
    terms.dedup();
    terms.truncate(RAREST);
    terms.into_iter().map(|(_, term)| term).collect()
}

pub(super) fn term_of(field: Field, text: &str) -> Boxed {
    term(Term::from_field_text(field, text))
}

pub(super) fn term(term: Term) -> Boxed {
    Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs))
}

pub(super) fn union(mut queries: Vec<Boxed>) -> Boxed {
    match queries.len() {
        0 => Box::new(EmptyQuery),
        1 => queries.remove(0),
        _ => Box::new(BooleanQuery::union(queries)),
    }
}

pub(super) fn intersection(mut queries: Vec<Boxed>) -> Boxed {
    match queries.len() {
        0 => Box::new(EmptyQuery),
        1 => queries.remove(0),
        _ => Box::new(BooleanQuery::intersection(queries)),
    }
}
