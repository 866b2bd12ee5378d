//! The data about a document that sites and registers write above its text: 发文机关：某市人民政府.

use crate::Found;
use crate::sheet::{Line, Sheet};
use zhengtu_lexicon::{Lexicon, Words};
use zhengtu_text::Span;

/// What a label is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Field {
    Title,
    Number,
    Issuer,
    Publisher,
    Issued,
    Published,
    From,
    To,
    Term,
    Status,
    Other,
}

/// How many labels a table of data has at least.
const FEWEST: usize = 2;

/// The labelled values of a document.
#[derive(Clone, Debug, Default)]
pub(crate) struct Labels {
    values: Vec<(Field, Found<String>)>,
    /// The lines that are labels or values.
    pub(crate) lines: Vec<usize>,
}

impl Labels {
    pub(crate) fn of(lexicon: &Lexicon, sheet: &Sheet<'_>) -> Self {
        let mut labels = Self::default();
        let mut at = 0;
        while at < sheet.head {
            at += labels.take(lexicon, sheet, at).max(1);
        }
        let told = labels.values.len() + labels.lines.len();
        if labels.values.is_empty() || told < FEWEST { Self::default() } else { labels }
    }

    /// Takes the labels of the line `at`; gives how many lines they are.
    fn take(&mut self, lexicon: &Lexicon, sheet: &Sheet<'_>, at: usize) -> usize {
        let line = &sheet.lines[at];
        let bare = bare(&line.text);
        if let Some(field) = whole(lexicon, bare) {
            self.lines.push(at);
            let next = sheet.lines[..sheet.head].get(at + 1);
            let Some(value) = next.filter(|next| whole(lexicon, self::bare(&next.text)).is_none()) else { return 1 };
            self.lines.push(at + 1);
            self.values.push((field, Found::at(value.text.to_string(), value.span)));
            return 2;
        }
        let pieces = pieces(lexicon, line);
        if pieces.first().is_none_or(|piece| piece.label > 2) {
            return 1;
        }
        self.lines.push(at);
        for (number, piece) in pieces.iter().enumerate() {
            let end = pieces.get(number + 1).map_or(line.text.len(), |next| next.label);
            let value = &line.text[piece.value..end];
            let value = value.trim_matches(['【', '】', '[', ']', '*', '|', '；', ';', ' ']);
            if !value.is_empty() {
                let start = line.text[piece.value..].find(value).map_or(piece.value, |at| piece.value + at);
                let span: Span = line.part_of(start..start + value.len());
                self.values.push((piece.field, Found::at(value.to_owned(), span)));
            }
        }
        1
    }

    /// The value of a field.
    pub(crate) fn get(&self, field: Field) -> Option<&Found<String>> {
        self.values.iter().find(|(known, _)| *known == field).map(|(_, value)| value)
    }

    /// Whether the document is in force, as a register says.
    pub(crate) fn status(&self, lexicon: &Lexicon) -> Option<Found<bool>> {
        let status = &lexicon.documents().status;
        let found = self.get(Field::Status)?;
        let holds = if status.yes.is(&found.value) {
            true
        } else if status.no.is(&found.value) {
            false
        } else {
            return None;
        };
        Some(Found { value: holds, span: found.span })
    }
}

/// A label within a line: where it starts, and where its value does.
struct Piece {
    field: Field,
    label: usize,
    value: usize,
}

/// The groups of labels.
fn groups(lexicon: &Lexicon) -> [(Field, &Words); 11] {
    let label = &lexicon.documents().label;
    [
        (Field::Title, &label.title),
        (Field::Number, &label.number),
        (Field::Issuer, &label.issuer),
        (Field::Publisher, &label.publisher),
        (Field::Issued, &label.issued),
        (Field::Published, &label.published),
        (Field::From, &label.from),
        (Field::To, &label.to),
        (Field::Term, &label.term),
        (Field::Status, &label.status),
        (Field::Other, &label.other),
    ]
}

fn bare(text: &str) -> &str {
    text.trim_matches(['【', '】', '[', ']', '*', '：', ':', '|', '　'])
}

/// The field of a line that is a label and nothing else.
fn whole(lexicon: &Lexicon, text: &str) -> Option<Field> {
    groups(lexicon).into_iter().find(|(_, words)| words.is(text)).map(|(field, _)| field)
}

/// The labels in a line, each followed by a colon.
fn pieces(lexicon: &Lexicon, line: &Line<'_>) -> Vec<Piece> {
    let text = &line.text;
    let mut found: Vec<Piece> = Vec::new();
    for (at, colon) in text.char_indices().filter(|(_, char)| matches!(char, '：' | ':')) {
        let before = text[..at].trim_end_matches(['】', ']', '*']);
        let longest = groups(lexicon)
            .into_iter()
            .filter_map(|(field, words)| Some((words.at_end(before)?, field)))
            .max_by_key(|(len, _)| *len);
        if let Some((len, field)) = longest {
            found.push(Piece { field, label: before.len() - len, value: at + colon.len_utf8() });
        }
    }
    // A mark stands before the first label at most.
    for piece in &mut found {
        let marks = text[..piece.label].len() - text[..piece.label].trim_end_matches(['【', '[', '*']).len();
        piece.label -= marks;
    }
    found
}
