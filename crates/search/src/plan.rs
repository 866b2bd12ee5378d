use crate::opened::Opened;
use crate::query::{Condition, DueFilter, Filter, Query, Term as Wanted};
use crate::segment::{Piece, Vocabulary, pieces};
use crate::write::day_number;
use crate::{Aliases, Error, Filters, Folded, question, units};
use std::ops::Bound;
use tantivy::Term;
use tantivy::query::{
    AllQuery, BooleanQuery, BoostQuery, ConstScoreQuery, EmptyQuery, Occur, PhraseQuery, Query as Engine, RangeQuery,
    TermQuery,
};
use tantivy::schema::{Field, IndexRecordOption};
use zhengtu_model::Date;

type Boxed = Box<dyn Engine>;

/// What the engine is to look for, and what the snippets are to show.
pub(crate) struct Plan {
    pub engine: Boxed,
    /// The runs of folded characters to be shown, with how much each matters.
    pub needles: Vec<Vec<char>>,
    /// The names that were looked for beside the ones typed.
    pub expanded: Vec<(String, Vec<String>)>,
}

/// How much a match counts beside one in the clause's own text.
struct Weights {
    /// In its own heading.
    head: f32,
    /// In a heading above.
    trail: f32,
    /// In the names of its units.
    units: f32,
    /// A word of the segmenter.
    word: f32,
    /// All that was typed, in one run.
    whole: f32,
}

const WEIGHTS: Weights = Weights { head: 1.2, trail: 0.3, units: 0.3, word: 0.5, whole: 1.0 };

/// A term made ready: its pieces, all of which must be found.
struct Prepared {
    pieces: Vec<Piece>,
    /// All of it in one run, where it has more than one piece.
    whole: Option<String>,
}

pub(crate) fn plan(index: &Opened, query: &Query, aliases: &dyn Aliases) -> Result<Plan, Error> {
    let vocabulary = index.vocabulary()?;
    let prepare = |term: &Wanted| prepared(term, &vocabulary, aliases);
    let groups: Vec<Vec<Prepared>> = query.groups.iter().map(|group| group.iter().map(prepare).collect()).collect();
    let without: Vec<Prepared> = query.without.iter().map(prepare).collect();
    let all: Vec<&Prepared> = groups.iter().flatten().collect();

    let mut clauses: Vec<(Occur, Boxed)> = Vec::new();
    let alone = all.iter().map(|term| term.pieces.len()).sum::<usize>() == 1;
    for group in &groups {
        let any = group.iter().map(|term| term_query(index, term, alone)).collect();
        clauses.push((Occur::Must, union(any)));
    }
    if !alone && !all.is_empty() {
        let texts = all.iter().flat_map(|term| &term.pieces).map(|piece| piece_in(index.fields().text, index, piece));
        clauses.push((Occur::Must, union(texts.collect())));
    }
    clauses.extend(all.iter().flat_map(|term| ranking(index, term, &vocabulary)).map(|query| (Occur::Should, query)));
    clauses.extend(conditions(index, &query.filters, aliases)?);
    clauses.extend(without.iter().map(|term| (Occur::MustNot, shown_in(index, term))));
    if !clauses.iter().any(|(occur, _)| *occur == Occur::Must) {
        clauses.push((Occur::Must, Box::new(ConstScoreQuery::new(Box::new(AllQuery), 0.0))));
    }
    Ok(Plan { engine: Box::new(BooleanQuery::new(clauses)), needles: needles(&all), expanded: expanded(&all) })
}

/// How much a part of a question counts beside a piece of it in the text.
struct Parts {
    /// A name of what is near to a piece.
    related: f32,
    /// Two characters of it that stand together.
    pair: f32,
}

const PARTS: Parts = Parts { related: 0.4, pair: 0.25 };

/// Looks for the clauses that speak of what a question is about: the more of it, and the rarer, the better. Nothing
/// where nothing is left of the question.
pub(crate) fn plan_any(index: &Opened, text: &str, within: &Filters, aliases: &dyn Aliases) -> Result<Plan, Error> {
    let vocabulary = index.vocabulary()?;
    let runs = question::content(text);
    let all: Vec<Piece> = runs.iter().flat_map(|run| pieces(run, &vocabulary, aliases)).collect();
    let tells = |piece: &&Piece| piece.named && !question::is_common(&piece.forms[0]);
    let telling: Vec<Piece> = all.iter().filter(tells).cloned().collect();
    let pieces = if telling.is_empty() { all } else { telling };
    let term = Prepared { pieces, whole: None };
    let mut any: Vec<Boxed> = ranking(index, &term, &vocabulary);
    let fields = index.fields();
    for piece in &term.pieces {
        any.push(piece_in(fields.text, index, piece));
        any.push(boost(piece_in(fields.trail, index, piece), WEIGHTS.trail));
        any.push(boost(piece_in(fields.units, index, piece), WEIGHTS.units));
        for near in &piece.related {
            any.push(boost(run_in(fields.text, index, near), PARTS.related));
            any.push(boost(run_in(fields.head, index, near), PARTS.related));
        }
        for pair in pairs(&piece.forms[0]) {
            any.push(boost(run_in(fields.text, index, &pair), PARTS.pair));
            any.push(boost(run_in(fields.head, index, &pair), PARTS.pair));
        }
    }
    let mut clauses = vec![(Occur::Must, union(any))];
    clauses.extend(conditions(index, within, aliases)?);
    let all = [&term];
    Ok(Plan { engine: Box::new(BooleanQuery::new(clauses)), needles: needles(&all), expanded: expanded(&all) })
}

/// The pairs of characters of a run.
fn pairs(run: &str) -> Vec<String> {
    let chars: Vec<char> = run.chars().collect();
    chars.windows(2).map(|pair| pair.iter().collect()).collect()
}

fn conditions(index: &Opened, filters: &Filters, aliases: &dyn Aliases) -> Result<Vec<(Occur, Boxed)>, Error> {
    let mut clauses: Vec<(Occur, Boxed)> = Vec::new();
    for filter in filters.iter() {
        let occur = if filter.negated { Occur::MustNot } else { Occur::Must };
        clauses.push((occur, Box::new(ConstScoreQuery::new(filter_query(index, filter, aliases)?, 0.0))));
    }
    Ok(clauses)
}

fn prepared(term: &Wanted, vocabulary: &Vocabulary, aliases: &dyn Aliases) -> Prepared {
    match term {
        Wanted::Phrase(text) => {
            Prepared { pieces: vec![Piece { forms: vec![folded(text)], ..Piece::default() }], whole: None }
        }
        Wanted::Words(text) => {
            let pieces = pieces(text, vocabulary, aliases);
            let whole = (pieces.len() > 1).then(|| folded(text));
            Prepared { pieces, whole }
        }
    }
}

fn folded(text: &str) -> String {
    Folded::new(text).chars().iter().collect()
}

/// How many clauses a query finds.
pub(crate) fn count(index: &Opened, query: &Query, aliases: &dyn Aliases) -> Result<usize, Error> {
    let Plan { engine, .. } = plan(index, query, aliases)?;
    Ok(index.searcher().search(&*engine, &tantivy::collector::Count)?)
}

/// All pieces of a term: in the text, or, where the query has more to say, in the headings above or
/// the names of the units.
fn term_query(index: &Opened, term: &Prepared, text_only: bool) -> Boxed {
    let fields = index.fields();
    let piece_query = |piece: &Piece| {
        let mut places = vec![piece_in(fields.text, index, piece)];
        if !text_only {
            places.push(boost(piece_in(fields.trail, index, piece), WEIGHTS.trail));
            places.push(boost(piece_in(fields.units, index, piece), WEIGHTS.units));
        }
        union(places)
    };
    intersection(term.pieces.iter().map(piece_query).collect())
}

/// What a person sees of a clause, its text and its units, has all pieces of the term.
fn shown_in(index: &Opened, term: &Prepared) -> Boxed {
    let fields = index.fields();
    let places = |piece: &Piece| union(vec![piece_in(fields.text, index, piece), piece_in(fields.units, index, piece)]);
    intersection(term.pieces.iter().map(places).collect())
}

/// What makes a match a better one.
fn ranking(index: &Opened, term: &Prepared, vocabulary: &Vocabulary) -> Vec<Boxed> {
    let fields = index.fields();
    let mut queries = Vec::new();
    for piece in &term.pieces {
        queries.push(boost(piece_in(fields.head, index, piece), WEIGHTS.head));
        queries.extend(
            piece
                .forms
                .iter()
                .filter(|form| vocabulary.frequency(form).is_some())
                .map(|form| boost(term_of(fields.words, form, IndexRecordOption::WithFreqs), WEIGHTS.word)),
        );
    }
    if let Some(whole) = &term.whole {
        queries.push(boost(run_in(fields.text, index, whole), WEIGHTS.whole));
        queries.push(boost(run_in(fields.head, index, whole), WEIGHTS.whole));
    }
    queries
}

fn piece_in(field: Field, index: &Opened, piece: &Piece) -> Boxed {
    union(piece.forms.iter().map(|form| run_in(field, index, form)).collect())
}

/// The characters of `run` stand in the field one after the other.
fn run_in(field: Field, index: &Opened, run: &str) -> Boxed {
    let chars: Vec<char> = run.chars().collect();
    match chars.len() {
        0 => Box::new(EmptyQuery),
        1 if field == index.fields().text => term_of(index.fields().chars, run, IndexRecordOption::WithFreqs),
        1 => Box::new(EmptyQuery),
        2 => term_of(field, run, IndexRecordOption::WithFreqs),
        _ => {
            // Every second bigram, and the last, hold every character at its place.
            let starts = (0..chars.len() - 1).step_by(2).chain((chars.len() % 2 == 1).then_some(chars.len() - 2));
            let terms =
                starts.map(|at| (at, Term::from_field_text(field, &chars[at..at + 2].iter().collect::<String>())));
            Box::new(PhraseQuery::new_with_offset(terms.collect()))
        }
    }
}

fn term_of(field: Field, text: &str, record: IndexRecordOption) -> Boxed {
    Box::new(TermQuery::new(Term::from_field_text(field, text), record))
}

fn boost(query: Boxed, by: f32) -> Boxed {
    Box::new(BoostQuery::new(query, by))
}

fn union(mut queries: Vec<Boxed>) -> Boxed {
    match queries.len() {
        0 => Box::new(EmptyQuery),
        1 => queries.remove(0),
        _ => Box::new(BooleanQuery::union(queries)),
    }
}

fn intersection(mut queries: Vec<Boxed>) -> Boxed {
    match queries.len() {
        0 => Box::new(EmptyQuery),
        1 => queries.remove(0),
        _ => Box::new(BooleanQuery::intersection(queries)),
    }
}

fn filter_query(index: &Opened, filter: &Filter, aliases: &dyn Aliases) -> Result<Boxed, Error> {
    let fields = index.fields();
    Ok(match &filter.condition {
        Condition::Part(parts) => {
            let terms = parts.iter().map(|&part| Term::from_field_u64(fields.part, u64::from(part)));
            union(terms.map(|term| Box::new(TermQuery::new(term, IndexRecordOption::Basic)) as Boxed).collect())
        }
        Condition::Kind(kinds) => {
            union(kinds.iter().map(|kind| term_of(fields.kind, kind.name(), IndexRecordOption::Basic)).collect())
        }
        Condition::Due(DueFilter::Ongoing) => term_of(fields.due_kind, "ongoing", IndexRecordOption::Basic),
        Condition::Due(DueFilter::None) => term_of(fields.due_kind, "none", IndexRecordOption::Basic),
        Condition::Due(DueFilter::Between(from, to)) => due_between(fields.due, *from, *to),
        Condition::Doc(names) => {
            let found =
                index.terms_of(fields.doc, |doc| names.iter().any(|name| folded(doc).contains(&folded(name))))?;
            union(found.iter().map(|doc| term_of(fields.doc, doc, IndexRecordOption::Basic)).collect())
        }
        Condition::Unit(role, names) => {
            let found = units::units_named(index, names, *role, aliases)?;
            union(found.iter().map(|unit| term_of(fields.unit, unit, IndexRecordOption::Basic)).collect())
        }
    })
}

fn due_between(field: Field, from: Option<Date>, to: Option<Date>) -> Boxed {
    let bound = |date: Option<Date>, open: u64| Term::from_field_u64(field, date.map_or(open, day_number));
    Box::new(RangeQuery::new(Bound::Included(bound(from, 0)), Bound::Included(bound(to, 99_991_231))))
}

/// The runs to be shown, longest first.
fn needles(terms: &[&Prepared]) -> Vec<Vec<char>> {
    let forms =
        terms.iter().flat_map(|term| term.pieces.iter().flat_map(|piece| piece.forms.iter()).chain(term.whole.iter()));
    let mut needles: Vec<Vec<char>> =
        forms.map(|form| form.chars().collect()).filter(|form: &Vec<char>| !form.is_empty()).collect();
    needles.sort_by(|a, b| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
    needles.dedup();
    needles
}

fn expanded(terms: &[&Prepared]) -> Vec<(String, Vec<String>)> {
    let pieces = terms.iter().flat_map(|term| &term.pieces).filter(|piece| piece.named && piece.forms.len() > 1);
    pieces.map(|piece| (piece.forms[0].clone(), piece.forms[1..].to_vec())).collect()
}
