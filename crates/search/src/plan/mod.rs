//! What the engine is to look for, and how well a clause matches.

mod filters;
mod runs;

use crate::opened::Opened;
use crate::query::{Filters, Query, Term as Wanted};
use crate::segment::{Piece, Vocabulary, pieces};
use crate::tokens::pairs;
use crate::{Aliases, Error, Folded, HitKind};
use runs::{Boxed, form_in_text, intersection, rare_terms, run_in, term, term_of, union};
use tantivy::query::{AllQuery, BooleanQuery, ConstScoreQuery, EnableScoring, Occur, Weight};
use zhengtu_model::Date;

/// What the engine is to look for, and what the snippets are to show.
pub(crate) struct Plan {
    /// Finds all clauses that may match, by few and rare terms.
    pub candidates: Boxed,
    /// Whether all of them match.
    pub exact: bool,
    /// What makes a clause match, and match better.
    pub parts: Vec<Part>,
    /// Which clauses match.
    pub rule: Rule,
    /// The pieces that were typed.
    pub pieces: Vec<Piece>,
    /// The runs of folded characters to be shown, longest first.
    pub needles: Vec<Vec<char>>,
    /// The names that were looked for beside the ones typed.
    pub expanded: Vec<(String, Vec<String>)>,
}

/// Something that may stand in a clause.
pub(crate) struct Part {
    pub query: Boxed,
    /// What its score counts.
    pub weight: f32,
    pub of: Of,
    /// Where it is looked for.
    pub place: Place,
}

/// Where in a clause something is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// In its own text.
    Text,
    /// In its own heading.
    Head,
    /// Elsewhere.
    Other,
}

/// What a part is of; pieces go by their numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Of {
    /// A piece in the clause's own text.
    Text(usize),
    /// A piece in the headings above, or among the names of the units.
    Around(usize),
    /// A piece among the names of the units, where it only counts against the clause.
    Against(usize),
    /// What is near to a piece, in the text.
    Near(usize),
    /// Only makes a match a better one.
    Rank,
    /// The clause is a heading.
    Heading,
}

/// Which clauses match.
pub(crate) enum Rule {
    /// Of each group one term, of which all pieces are there, at least one of them in the text; of no term of
    /// `without` all pieces.
    All { groups: Vec<Vec<Vec<usize>>>, without: Vec<Vec<usize>> },
    /// Pieces that make up this share of what all pieces weigh; of no term of `without` all pieces.
    Most { weights: Vec<f32>, least: f32, without: Vec<Vec<usize>> },
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
    /// A name of what is near.
    near: f32,
    /// Two characters that stand together.
    pair: f32,
    /// Another name of the same matter.
    other: f32,
    /// A short name that is no word of the index: it may stand across two words (高企 in 提高企业).
    across: f32,
}

const WEIGHTS: Weights = Weights {
    head: 1.2,
    trail: 0.3,
    units: 0.3,
    word: 0.5,
    whole: 1.0,
    near: 0.3,
    pair: 0.25,
    other: 0.35,
    across: 0.2,
};

/// What is known while a plan is made.
pub(crate) struct Context<'a> {
    pub index: &'a Opened,
    pub aliases: &'a dyn Aliases,
    /// The day that 今年 is read with.
    pub today: Option<Date>,
}

impl Plan {
    /// What finds all clauses that may match, without ranking them.
    pub(crate) fn unranked(&self, index: &Opened) -> Result<Box<dyn Weight>, Error> {
        Ok(self.candidates.weight(EnableScoring::disabled_from_schema(index.schema()))?)
    }
}

/// A plan in the making.
struct Making<'a> {
    index: &'a Opened,
    parts: Vec<Part>,
    pieces: Vec<Piece>,
    wholes: Vec<String>,
}

/// Looks for the clauses that have all that was typed.
pub(crate) fn plan(context: &Context<'_>, query: &Query) -> Result<Plan, Error> {
    let index = context.index;
    let vocabulary = Vocabulary::new(index);
    let mut making = Making { index, parts: Vec::new(), pieces: Vec::new(), wholes: Vec::new() };
    let mut add = |term: &Wanted| making.add(term, &vocabulary, context.aliases);
    let groups: Vec<Vec<Vec<usize>>> = query.groups.iter().map(|group| group.iter().map(&mut add).collect()).collect();
    let asked = making.pieces.len();
    let alone = asked == 1;
    for piece in 0..asked {
        making.score_piece(piece, if alone { 1.0 } else { 2.0 }, &vocabulary);
        if !alone {
            making.look_around(piece);
        }
    }
    making.score_wholes();
    let without = making.leave_out(&query.without, &vocabulary, context.aliases);
    let mut clauses = making.candidates(&groups, alone);
    let conditions = filters::conditions(index, &query.filters, context.today, context.aliases)?;
    clauses.extend(conditions);
    if !clauses.iter().any(|(occur, _)| *occur == Occur::Must) {
        clauses.push((Occur::Must, Box::new(ConstScoreQuery::new(Box::new(AllQuery), 0.0))));
    }
    let exact = without.is_empty() && making.pieces.iter().all(|piece| alone && piece.is_short());
    Ok(making.finish(clauses, exact, Rule::All { groups, without }, asked))
}

/// Looks for the clauses that have most of the pieces of a text: the more of them, and the rarer, the better.
pub(crate) fn plan_most(context: &Context<'_>, wanted: Vec<Piece>, least: f32, query: &Query) -> Result<Plan, Error> {
    let index = context.index;
    let vocabulary = Vocabulary::new(index);
    let mut making = Making { index, parts: Vec::new(), pieces: wanted, wholes: Vec::new() };
    let asked = making.pieces.len();
    for piece in 0..asked {
        making.score_piece(piece, 1.0, &vocabulary);
        making.look_around(piece);
        making.look_near(piece);
    }
    let weights: Vec<f32> = making.pieces.iter().map(|piece| vocabulary.weight(most_of(index, piece))).collect();
    let without = making.leave_out(&query.without, &vocabulary, context.aliases);
    let mut clauses = vec![(Occur::Must, making.any_pair(asked))];
    clauses.extend(filters::conditions(index, &query.filters, context.today, context.aliases)?);
    Ok(making.finish(clauses, false, Rule::Most { weights, least, without }, asked))
}

/// In how many clauses a piece can stand at most, in one of its forms.
pub(crate) fn most_of(index: &Opened, piece: &Piece) -> u32 {
    piece.forms.iter().chain(&piece.related).map(|form| index.most_with(form)).fold(0, u32::saturating_add)
}

impl Making<'_> {
    /// Adds the pieces of a term and gives their numbers.
    fn add(&mut self, term: &Wanted, vocabulary: &Vocabulary<'_>, aliases: &dyn Aliases) -> Vec<usize> {
        let from = self.pieces.len();
        match term {
            Wanted::Phrase(text) => self.pieces.push(Piece { forms: vec![folded(text)], ..Piece::default() }),
            Wanted::Words(text) => {
                let text = self.index.simplified(text);
                self.pieces.extend(pieces(&text, vocabulary, aliases));
                if self.pieces.len() - from > 1 {
                    self.wholes.push(folded(&text));
                }
            }
        }
        for piece in &mut self.pieces[from..] {
            piece.keep_known(self.index);
        }
        (from..self.pieces.len()).collect()
    }

    /// What a piece counts: in the text, in the clause's own heading, as a word.
    fn score_piece(&mut self, number: usize, weight: f32, vocabulary: &Vocabulary<'_>) {
        let (index, fields) = (self.index, self.index.fields());
        let piece = self.pieces[number].clone();
        for (at, form) in piece.forms.iter().enumerate() {
            let is_word = vocabulary.frequency(form).is_some();
            let alike = form_weight(&piece, at, is_word);
            self.part(form_in_text(index, &piece, at), weight * alike, Of::Text(number));
            self.rank(run_in(fields.head, index, form), WEIGHTS.head * alike, Place::Head);
            if is_word {
                self.rank(term_of(fields.words, form), WEIGHTS.word * alike, Place::Text);
            }
        }
    }

    /// A piece in the headings above and among the units.
    fn look_around(&mut self, number: usize) {
        let (index, fields) = (self.index, self.index.fields());
        for form in self.pieces[number].forms.clone() {
            self.part(run_in(fields.trail, index, &form), WEIGHTS.trail, Of::Around(number));
            self.part(run_in(fields.units, index, &form), WEIGHTS.units, Of::Around(number));
        }
    }

    /// What is near to a piece, and the pairs of its characters.
    fn look_near(&mut self, number: usize) {
        let (index, fields) = (self.index, self.index.fields());
        let piece = self.pieces[number].clone();
        for near in &piece.related {
            self.part(run_in(fields.text, index, near), WEIGHTS.near, Of::Near(number));
            self.rank(run_in(fields.head, index, near), WEIGHTS.near, Place::Head);
        }
        if piece.forms[0].chars().nth(2).is_some() {
            for pair in pairs(&piece.forms[0]) {
                self.rank(run_in(fields.text, index, &pair), WEIGHTS.pair, Place::Text);
                self.rank(run_in(fields.head, index, &pair), WEIGHTS.pair, Place::Head);
            }
        }
    }

    /// All of a term in one run.
    fn score_wholes(&mut self) {
        let (index, fields) = (self.index, self.index.fields());
        for whole in self.wholes.clone() {
            self.rank(run_in(fields.text, index, &whole), WEIGHTS.whole, Place::Text);
            self.rank(run_in(fields.head, index, &whole), WEIGHTS.whole, Place::Head);
        }
    }

    /// The terms that must not be there: in what a person sees of a clause, its text and its units.
    fn leave_out(&mut self, terms: &[Wanted], vocabulary: &Vocabulary<'_>, aliases: &dyn Aliases) -> Vec<Vec<usize>> {
        let wholes = self.wholes.len();
        let numbers: Vec<Vec<usize>> = terms.iter().map(|term| self.add(term, vocabulary, aliases)).collect();
        self.wholes.truncate(wholes);
        for &number in numbers.iter().flatten() {
            let piece = self.pieces[number].clone();
            for (at, form) in piece.forms.iter().enumerate() {
                self.part(form_in_text(self.index, &piece, at), 0.0, Of::Against(number));
                self.part(run_in(self.index.fields().units, self.index, form), 0.0, Of::Against(number));
            }
        }
        numbers
    }

    fn part(&mut self, query: Boxed, weight: f32, of: Of) {
        let place = if matches!(of, Of::Text(_)) { Place::Text } else { Place::Other };
        self.parts.push(Part { query, weight, of, place });
    }

    /// What makes a match a better one, in the text or in the heading.
    fn rank(&mut self, query: Boxed, weight: f32, place: Place) {
        self.parts.push(Part { query, weight, of: Of::Rank, place });
    }

    /// Terms that all clauses have that have all of each group. Where they are single terms the engine finds the
    /// best of them without looking at all (block-max).
    fn candidates(&self, groups: &[Vec<Vec<usize>>], alone: bool) -> Vec<(Occur, Boxed)> {
        let field = if alone { self.index.fields().text } else { self.index.fields().all };
        let forms = |piece: usize| self.pieces[piece].forms.iter().map(|form| rare_terms(field, self.index, form));
        let mut clauses: Vec<(Occur, Boxed)> = Vec::new();
        let mut terms = Vec::new();
        for group in groups {
            match &group[..] {
                [only] => {
                    for &piece in only {
                        match self.pieces[piece].forms.len() {
                            1 => terms.extend(forms(piece).flatten()),
                            _ => {
                                let all = forms(piece).map(|terms| intersection(terms.into_iter().map(term).collect()));
                                clauses.push((Occur::Must, union(all.collect())));
                            }
                        }
                    }
                }
                any => {
                    let of_piece = |&piece: &usize| {
                        union(forms(piece).map(|terms| intersection(terms.into_iter().map(term).collect())).collect())
                    };
                    let of_term = |pieces: &Vec<usize>| intersection(pieces.iter().map(of_piece).collect());
                    clauses.push((Occur::Must, union(any.iter().map(of_term).collect())));
                }
            }
        }
        terms.sort();
        terms.dedup();
        clauses.extend(terms.into_iter().map(|one| (Occur::Must, term(one))));
        clauses
    }

    /// Any pair of characters of the first pieces, anywhere.
    fn any_pair(&self, asked: usize) -> Boxed {
        let all = self.index.fields().all;
        let forms = self.pieces[..asked].iter().flat_map(|piece| piece.forms.iter().chain(&piece.related));
        let mut terms: Vec<tantivy::Term> =
            forms.flat_map(|form| pairs(form)).map(|pair| tantivy::Term::from_field_text(all, &pair)).collect();
        terms.sort();
        terms.dedup();
        union(terms.into_iter().map(term).collect())
    }

    fn finish(mut self, clauses: Vec<(Occur, Boxed)>, exact: bool, rule: Rule, asked: usize) -> Plan {
        self.part(term_of(self.index.fields().kind, HitKind::Heading.name()), 0.0, Of::Heading);
        let mut pieces = self.pieces;
        pieces.truncate(asked);
        Plan {
            candidates: Box::new(BooleanQuery::new(clauses)),
            exact,
            parts: self.parts,
            rule,
            needles: needles(&pieces, &self.wholes),
            expanded: expanded(&pieces),
            pieces,
        }
    }
}

/// How much a form of a piece says that the piece is meant.
fn form_weight(piece: &Piece, form: usize, is_word: bool) -> f32 {
    let short = piece.forms[form].chars().nth(2).is_none();
    match form {
        _ if piece.body || piece.forms.len() == 1 => 1.0,
        _ if short && !is_word => WEIGHTS.across,
        0 => 1.0,
        _ => WEIGHTS.other,
    }
}

fn folded(text: &str) -> String {
    Folded::new(text).chars().iter().collect()
}

/// The runs to be shown, longest first.
fn needles(pieces: &[Piece], wholes: &[String]) -> Vec<Vec<char>> {
    let forms = pieces.iter().flat_map(|piece| piece.forms.iter().chain(&piece.related)).chain(wholes);
    let mut needles: Vec<Vec<char>> =
        forms.map(|form| form.chars().collect()).filter(|form: &Vec<char>| !form.is_empty()).collect();
    needles.sort_by(|a, b| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
    needles.dedup();
    needles
}

fn expanded(pieces: &[Piece]) -> Vec<(String, Vec<String>)> {
    let named = pieces.iter().filter(|piece| piece.named && piece.forms.len() > 1);
    named.map(|piece| (piece.forms[0].clone(), piece.forms[1..].to_vec())).collect()
}

/// The pieces of a text that say what it is about: no single characters, and no words that stand in every plan,
/// unless there are no others.
pub(crate) fn telling(
    context: &Context<'_>,
    runs: &[String],
    is_common: fn(&str) -> bool,
) -> Result<Vec<Piece>, Error> {
    let vocabulary = Vocabulary::new(context.index);
    let runs = runs.iter().map(|run| context.index.simplified(run));
    let mut all: Vec<Piece> = runs.flat_map(|run| pieces(&run, &vocabulary, context.aliases)).collect();
    let tells = |piece: &Piece| piece.named && !is_common(&piece.forms[0]);
    match all.iter().any(tells) {
        true => all.retain(tells),
        false => all.retain(|piece| piece.named),
    }
    for piece in &mut all {
        piece.keep_known(context.index);
    }
    Ok(all)
}

/// Pieces that stand nowhere, taken apart into the pairs of their characters that stand somewhere.
pub(crate) fn broken_up(index: &Opened, wanted: Vec<Piece>) -> Vec<Piece> {
    let known = |run: &String| index.most_with(run) > 0;
    let apart = |piece: Piece| match most_of(index, &piece) {
        0 => pairs(&piece.forms[0]).into_iter().filter(known).map(Piece::of).collect(),
        _ => vec![piece],
    };
    wanted.into_iter().flat_map(apart).collect()
}

/// The conditions of a plan that has nothing else.
pub(crate) fn only(filters: &Filters) -> Query {
    Query { filters: filters.clone(), ..Query::default() }
}
