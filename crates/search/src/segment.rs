use crate::{Aliases, Folded};
use std::sync::Arc;
use tantivy::InvertedIndexReader;

/// The words of the index with the number of clauses each stands in. Segmenting a query by them
/// needs no dictionary but the index itself.
pub(crate) struct Vocabulary {
    words: Arc<InvertedIndexReader>,
    clauses: f32,
}

/// A piece of what was typed: it must stand in the text in one of its forms.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Piece {
    /// The form as typed, folded, then the other names of the same body.
    pub forms: Vec<String>,
}

/// The longest word looked up, in characters.
const LONGEST_WORD: usize = 12;

/// Characters that mean nothing when they stand alone between words.
const PARTICLES: &str = "的了和与及或在是对为由把将等要就也都之其并且";

impl Vocabulary {
    pub(crate) fn new(words: Arc<InvertedIndexReader>, clauses: u64) -> Self {
        // Only ratios of counts matter.
        #[allow(clippy::cast_precision_loss)]
        let clauses = clauses as f32;
        Self { words, clauses }
    }

    /// The number of clauses the word stands in.
    pub(crate) fn frequency(&self, word: &str) -> Option<u32> {
        self.words.terms().get(word.as_bytes()).ok().flatten().map(|info| info.doc_freq)
    }

    /// How unlikely the word is: the less, the better it explains the text.
    #[allow(clippy::cast_precision_loss)]
    fn surprise(&self, word: &str) -> Option<f32> {
        self.frequency(word).map(|count| (self.clauses + 1.0).ln() - (count as f32).ln() + 0.1)
    }
}

/// Divides what was typed without quotes into the pieces that must be found.
///
/// Every piece is a run of the characters typed, so that whoever types a passage finds it.
pub(crate) fn pieces(text: &str, vocabulary: &Vocabulary, aliases: &dyn Aliases) -> Vec<Piece> {
    let folded = Folded::new(text);
    let mut pieces = Vec::new();
    for run in folded.chars().split(|&char| !char.is_alphanumeric() && !is_joiner(char)) {
        let run = trim_joiners(run);
        if !run.is_empty() {
            pieces.extend(join_weak(divide(run, vocabulary, aliases)));
        }
    }
    pieces
}

/// Signs that stand inside a word: 互联网+, PM2.5, 1/4, 90%.
fn is_joiner(char: char) -> bool {
    matches!(char, '+' | '.' | '%' | '&' | '/' | '-' | '~' | '·' | '_' | '#' | '@' | '‰' | '℃')
}

fn trim_joiners(run: &[char]) -> &[char] {
    let idle = |&char: &char| is_joiner(char) && !matches!(char, '%' | '‰' | '℃' | '+');
    let start = run.iter().position(|char| !idle(char)).unwrap_or(run.len());
    let end = run.iter().rposition(|char| !idle(char)).map_or(start, |at| at + 1);
    &run[start..end]
}

/// A word on the way to a piece.
struct Word {
    forms: Vec<String>,
    /// Whether it says little alone: a single character, a number.
    weak: bool,
}

/// The most likely division of a run into words, by the frequency of words in the index.
fn divide(run: &[char], vocabulary: &Vocabulary, aliases: &dyn Aliases) -> Vec<Word> {
    let text: String = run.iter().collect();
    let offsets: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    // best[i]: the least surprise of run[i..], with the end and the forms of its first word.
    let mut best: Vec<(f32, usize, Vec<String>)> = vec![(0.0, run.len(), Vec::new()); run.len() + 1];
    for from in (0..run.len()).rev() {
        let mut found: Option<(f32, usize, Vec<String>)> = None;
        let mut offer = |cost: f32, to: usize, others: Vec<String>| {
            let total = cost + best[to].0;
            if found.as_ref().is_none_or(|(least, ..)| total < *least) {
                found = Some((total, to, others));
            }
        };
        let latin = latin_len(&run[from..]);
        if latin > 0 {
            offer(1.0, from + latin, Vec::new());
        } else {
            if let Some(alias) = aliases.at_start(&text[offsets[from]..])
                && let Ok(to) = offsets.binary_search(&(offsets[from] + alias.len))
            {
                offer(0.5, to, alias.others);
            }
            for to in from + 2..=run.len().min(from + LONGEST_WORD) {
                if let Some(cost) = vocabulary.surprise(&text[offsets[from]..offsets[to]]) {
                    offer(cost, to, Vec::new());
                }
            }
            offer(vocabulary.clauses.ln().max(0.0) + 3.0, from + 1, Vec::new());
        }
        best[from] = found.unwrap_or((0.0, from + 1, Vec::new()));
    }
    let mut words = Vec::new();
    let mut at = 0;
    while at < run.len() {
        let (_, to, others) = &best[at];
        let word = &run[at..*to];
        let weak = word.len() == 1 || word.iter().all(|char| char.is_ascii_digit() || is_joiner(*char));
        let typed = text[offsets[at]..offsets[*to]].to_owned();
        words.push(Word { forms: std::iter::once(typed).chain(others.iter().cloned()).collect(), weak });
        at = *to;
    }
    words
}

/// The length of the Latin letters, digits and joiners at the start.
fn latin_len(chars: &[char]) -> usize {
    chars.iter().take_while(|char| char.is_ascii_alphanumeric() || is_joiner(**char)).count()
}

/// Joins weak words to each other, and one that stands alone to its neighbour; particles alone are
/// left out.
fn join_weak(words: Vec<Word>) -> Vec<Piece> {
    let all = words.len();
    let mut pieces: Vec<Piece> = Vec::new();
    let mut prefix: Option<String> = None;
    let mut words = words.into_iter().peekable();
    while let Some(word) = words.next() {
        if !word.weak {
            pieces.push(Piece { forms: with_prefix(prefix.take(), word.forms) });
            continue;
        }
        let mut joined = word.forms.into_iter().next().unwrap_or_default();
        while let Some(next) = words.next_if(|next| next.weak) {
            joined.push_str(next.forms.first().map_or("", String::as_str));
        }
        let alone = joined.chars().nth(1).is_none();
        if alone && all > 1 && PARTICLES.contains(&joined) {
            continue;
        }
        match pieces.last_mut() {
            _ if !alone => pieces.push(Piece { forms: vec![joined] }),
            Some(last) => last.forms.iter_mut().for_each(|form| form.push_str(&joined)),
            None if words.peek().is_some() => prefix = Some(joined),
            None => pieces.push(Piece { forms: vec![joined] }),
        }
    }
    pieces
}

fn with_prefix(prefix: Option<String>, forms: Vec<String>) -> Vec<String> {
    match prefix {
        Some(prefix) => forms.into_iter().map(|form| format!("{prefix}{form}")).collect(),
        None => forms,
    }
}
