use crate::numbers::{asked, number_len};
use crate::opened::Opened;
use crate::{Alias, Aliases, Folded};

/// The words of the index with the number of clauses each stands in. Segmenting a query by them
/// needs no dictionary but the index itself.
pub(crate) struct Vocabulary<'a> {
    index: &'a Opened,
    clauses: f32,
}

/// A piece of what was typed: it must stand in the text in one of its forms.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Piece {
    /// The form as typed, folded, then the other names of the same.
    pub forms: Vec<String>,
    /// The names of what is near to it.
    pub related: Vec<String>,
    /// Whether the forms are names of one thing; else they are a character with its neighbours.
    pub named: bool,
    /// Whether it is the name of a body, all of whose names say the same.
    pub body: bool,
    /// The token of the number that it begins with.
    pub number: Option<String>,
}

impl Piece {
    /// A piece of one form.
    pub(crate) fn of(form: String) -> Self {
        Self { forms: vec![form], named: true, ..Self::default() }
    }

    /// Whether one token of the text is all of it.
    pub(crate) fn is_short(&self) -> bool {
        self.forms.len() == 1 && self.number.is_none() && self.forms[0].chars().count() <= 2
    }

    /// Leaves out the other names that stand nowhere.
    pub(crate) fn keep_known(&mut self, index: &Opened) {
        let typed = self.forms.remove(0);
        self.forms.retain(|form| index.most_with(form) > 0);
        self.forms.insert(0, typed);
        self.related.retain(|form| index.most_with(form) > 0);
    }
}

/// The longest word looked up, in characters.
const LONGEST_WORD: usize = 12;

/// How unlikely the name of a body is.
const OF_BODY: f32 = 0.5;
/// How unlikely the name of a matter is that the index has not, and one in letters.
const OF_MATTER: f32 = 2.0;
const IN_LETTERS: f32 = 0.9;

/// Characters that mean nothing when they stand alone between words.
const PARTICLES: &str = "的了和与及或在是对为由把将等要就也都之其并且";

impl<'a> Vocabulary<'a> {
    pub(crate) fn new(index: &'a Opened) -> Self {
        // Only ratios of counts matter.
        #[allow(clippy::cast_precision_loss)]
        let clauses = index.len() as f32;
        Self { index, clauses }
    }

    /// The number of clauses the word stands in.
    pub(crate) fn frequency(&self, word: &str) -> Option<u32> {
        Some(self.index.frequency(self.index.fields().words, word)).filter(|&count| count > 0)
    }

    /// How much it tells that something stands in so many clauses; nothing where it stands in none.
    #[allow(clippy::cast_precision_loss)]
    pub(crate) fn weight(&self, clauses: u32) -> f32 {
        let with = (clauses as f32).min(self.clauses);
        if clauses == 0 { 0.0 } else { (1.0 + (self.clauses - with + 0.5) / (with + 0.5)).ln() }
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
pub(crate) fn pieces(text: &str, vocabulary: &Vocabulary<'_>, aliases: &dyn Aliases) -> Vec<Piece> {
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
pub(crate) fn is_joiner(char: char) -> bool {
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
    body: bool,
    related: Vec<String>,
    /// Whether it says little alone: a single character, a number.
    weak: bool,
}

/// The most likely division of a run into words, by the frequency of words in the index.
fn divide(run: &[char], vocabulary: &Vocabulary<'_>, aliases: &dyn Aliases) -> Vec<Word> {
    let text: String = run.iter().collect();
    let offsets: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    // best[i]: the least surprise of run[i..], with the end of its first word and what else that is called.
    let mut best: Vec<(f32, usize, Option<Alias>)> = vec![(0.0, run.len(), None); run.len() + 1];
    for from in (0..run.len()).rev() {
        let mut found: Option<(f32, usize, Option<Alias>)> = None;
        let mut offer = |cost: f32, to: usize, alias: Option<Alias>| {
            let total = cost + best[to].0;
            if found.as_ref().is_none_or(|(least, ..)| total < *least) {
                found = Some((total, to, alias));
            }
        };
        let latin = latin_len(&run[from..]);
        if let Some(alias) = aliases.at_start(&text[offsets[from]..])
            && let Ok(to) = offsets.binary_search(&(offsets[from] + alias.len))
            && to >= from + latin
        {
            let typed = &text[offsets[from]..offsets[to]];
            let cost = match (alias.body, latin) {
                (true, _) => OF_BODY,
                (false, 0) => vocabulary.surprise(typed).unwrap_or(OF_MATTER),
                (false, _) => IN_LETTERS,
            };
            offer(cost, to, Some(alias));
        }
        if latin > 0 {
            offer(1.0, from + latin, None);
            if let Some(to) = counted(&run[from..], aliases) {
                offer(1.0, from + to, None);
            }
        } else {
            for to in from + 2..=run.len().min(from + LONGEST_WORD) {
                if let Some(cost) = vocabulary.surprise(&text[offsets[from]..offsets[to]]) {
                    offer(cost, to, None);
                }
            }
            offer(vocabulary.clauses.ln().max(0.0) + 3.0, from + 1, None);
        }
        best[from] = found.unwrap_or((0.0, from + 1, None));
    }
    let mut words = Vec::new();
    let mut at = 0;
    while at < run.len() {
        let (_, to, alias) = &best[at];
        let word = &run[at..*to];
        let weak = word.len() == 1 || word.iter().all(|char| char.is_ascii_digit() || is_joiner(*char));
        let typed = text[offsets[at]..offsets[*to]].to_owned();
        let alias = alias.clone().unwrap_or_default();
        words.push(Word {
            forms: std::iter::once(typed).chain(alias.others).collect(),
            related: alias.related,
            body: alias.body,
            weak,
        });
        at = *to;
    }
    words
}

/// The length of the number at the start with what is counted (14亿元, 6月); nothing where it counts nothing.
fn counted(chars: &[char], aliases: &dyn Aliases) -> Option<usize> {
    let number = number_len(chars);
    let rest: String = chars[number..].iter().collect();
    let unit =
        aliases.unit_at(&rest).or_else(|| rest.starts_with(['年', '月', '日', '号']).then_some('年'.len_utf8()))?;
    (number > 0).then(|| number + rest[..unit].chars().count())
}

/// The length of the Latin letters, digits and joiners at the start.
fn latin_len(chars: &[char]) -> usize {
    chars.iter().take_while(|char| char.is_ascii_alphanumeric() || is_joiner(**char)).count()
}

/// Joins weak words to each other. A character that stands alone must be found beside a neighbour:
/// 不 of 费率不超过 in 率不 or in 不超; particles alone are left out.
fn join_weak(words: Vec<Word>) -> Vec<Piece> {
    let mut runs: Vec<Word> = Vec::new();
    for word in words {
        match runs.last_mut().filter(|last| last.weak && word.weak) {
            Some(last) => last.forms[0].push_str(&word.forms[0]),
            None => runs.push(word),
        }
    }
    let all = runs.len();
    let mut pieces = Vec::new();
    for (at, run) in runs.iter().enumerate() {
        let alone = run.weak && run.forms[0].chars().nth(1).is_none() && all > 1;
        if !alone {
            let number = asked(&run.forms[0].chars().collect::<Vec<_>>());
            pieces.push(Piece {
                forms: run.forms.clone(),
                related: run.related.clone(),
                body: run.body,
                named: true,
                number,
            });
        } else if !PARTICLES.contains(run.forms[0].as_str()) {
            pieces.push(beside(&run.forms[0], at.checked_sub(1).map(|at| &runs[at]), runs.get(at + 1)));
        }
    }
    pieces
}

/// The character with the last one of the word before, or the first one of the word after.
fn beside(char: &str, before: Option<&Word>, after: Option<&Word>) -> Piece {
    let ends = before.into_iter().flat_map(|word| &word.forms).filter_map(|form| form.chars().next_back());
    let starts = after.into_iter().flat_map(|word| &word.forms).filter_map(|form| form.chars().next());
    let mut forms: Vec<String> =
        ends.map(|end| format!("{end}{char}")).chain(starts.map(|start| format!("{char}{start}"))).collect();
    let mut seen = Vec::new();
    forms.retain(|form| {
        !seen.contains(form) && {
            seen.push(form.clone());
            true
        }
    });
    Piece { forms, ..Piece::default() }
}
