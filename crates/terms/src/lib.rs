//! Numbers, dates, deadlines and quantities of Chinese official prose.
//!
//! Pure parsers from `&str` to values with byte spans; no input, no output, no state.

mod cursor;
pub mod dates;
pub mod deadline;
pub mod figure;
pub mod numeral;
pub mod quantity;

use dates::{Context, DateMention};
use figure::{Figure, FigureKind};
use numeral::NumeralForm;
use quantity::Quantity;
use zhengtu_lexicon::Lexicon;
use zhengtu_lexicon::terms::TermWords;
use zhengtu_text::{CharSet, Span};

/// A number or date of running text.
#[derive(Clone, Debug)]
pub enum Term {
    /// A date or period.
    Date(DateMention),
    /// A number that measures or counts.
    Quantity(Quantity),
    /// A number that does neither.
    Figure(Figure),
}

impl Term {
    /// The passage.
    pub fn span(&self) -> Span {
        match self {
            Self::Date(mention) => mention.span,
            Self::Quantity(quantity) => quantity.span,
            Self::Figure(figure) => figure.span,
        }
    }

    /// The quantity, if it is one.
    pub fn into_quantity(self) -> Option<Quantity> {
        match self {
            Self::Quantity(quantity) => Some(quantity),
            _ => None,
        }
    }
}

/// All dates, quantities and other numbers of `text`, in order. Every Arabic digit is in one of them.
pub fn scan(lexicon: &Lexicon, text: &str, context: &Context) -> Vec<Term> {
    scan_from(lexicon, text, 0, context)
}

/// The same for the text from byte `from` on: what stands before it, such as the number of an item, is
/// part of no term.
pub fn scan_from(lexicon: &Lexicon, text: &str, from: usize, context: &Context) -> Vec<Term> {
    let mut terms: Vec<Term> = Vec::new();
    let (mut next, mut floor, mut looked_to) = (from, from, from);
    for (at, char) in starts(lexicon.terms()).find_in(&text[from..]).map(|(at, char)| (from + at, char)) {
        zhengtu_text::halt::step();
        if at < next {
            continue;
        }
        let dated = dates::may_start(lexicon.terms(), char, &text[at..]);
        if !dated && !numeral::starts(char) {
            continue;
        }
        floor = after_last_stop(&text[looked_to..at]).map_or(floor, |end| looked_to + end);
        looked_to = at;
        if let Some(term) = term_at(lexicon, text, at, floor.max(next), dated.then_some(context)) {
            next = term.span().end;
            terms.push(term);
        }
    }
    quantity::join_lists(&mut terms, text);
    terms
}

/// Where the last sign of a text that ends a phrase ends.
fn after_last_stop(text: &str) -> Option<usize> {
    let last = text.char_indices().rev().find(|&(_, char)| ends_phrase(char));
    last.map(|(at, char)| at + char.len_utf8())
}

/// The characters with which a number or a date can start: most are none of them.
pub(crate) fn starts(words: &TermWords) -> &CharSet {
    words.starts(|| {
        // All of them stand below U+FF5E; the Chinese ones between U+4E00 and U+9FFF.
        let ranges = [0..0x80u32, 0x2000..0x2100, 0x3000..0x3100, 0x4e00..0xa000, 0xff00..0xff5f];
        ranges.into_iter().flatten().filter_map(char::from_u32).filter(|&char| starts_term(char)).collect()
    })
}

/// Whether a number, or a date that is no festival, can start with the character.
fn starts_term(char: char) -> bool {
    let dated = matches!(
        char,
        'Q' | '每' | '第' | '年' | '今' | '本' | '当' | '明' | '去' | '全' | '上' | '下' | '前' | '“' | '"' | '‘'
    );
    dated || numeral::starts(char)
}

/// Signs past which words before a number do not belong to it.
fn ends_phrase(char: char) -> bool {
    char == '—' || quantity::is_stop(char)
}

/// The term at byte `at`; a date is looked for only with a context.
fn term_at(lexicon: &Lexicon, text: &str, at: usize, floor: usize, context: Option<&Context>) -> Option<Term> {
    if let Some(mention) = context.and_then(|context| dates::at(lexicon.terms(), text, at, context)) {
        return Some(Term::Date(mention));
    }
    if goes_on(text, at) {
        return None;
    }
    let number = numeral::at(text, at)?;
    let figure = |kind| Term::Figure(Figure { span: number.span, kind });
    let arabic = number.span.of(text).contains(|char| numeral::digit(char).is_some());
    match figure::kind_of(&lexicon.terms().number, text, number.span) {
        Some(kind @ FigureKind::Ordinal) => return Some(figure(kind)),
        Some(kind) => return arabic.then_some(figure(kind)),
        // More digits than a number can have.
        None if !number.value.is_finite() => return Some(figure(FigureKind::Code)),
        None => {}
    }
    match quantity::of(lexicon, text, number, floor) {
        Some(quantity) if is_number_code(&quantity, text) => Some(figure(FigureKind::Code)),
        Some(quantity) => Some(Term::Quantity(quantity)),
        None => arabic.then_some(figure(FigureKind::Plain)),
    }
}

/// 二三十家, 三万五保户: the Chinese sign at byte `at` goes on after one that could not be read, and begins no
/// number of its own.
fn goes_on(text: &str, at: usize) -> bool {
    let chinese = zhengtu_text::numeral::is_sign;
    text[..at].ends_with(chinese) && text[at..].starts_with(chinese)
}

/// The shortest number that is a code where nothing measures it: 12345.
const CODE: usize = 5;

/// 5G, 3D, 12345: a number without unit that goes on with a letter, or a long one.
fn is_number_code(quantity: &Quantity, text: &str) -> bool {
    if !quantity.unit.is_empty() || quantity.form != NumeralForm::Arabic || !quantity.is_bare() {
        return false;
    }
    let letter = text[quantity.number.end..].starts_with(|char: char| char.is_ascii_alphabetic());
    letter || quantity.number.len() >= CODE && !quantity.number.of(text).contains(['.', ','])
}
