//! Ranges of comments and tracked changes as changes of the text of a part: runs are parted where a range begins or
//! ends within them, with their properties on both sides.

use super::index::{Index, Kind, Run, Spot};
use crate::AUTHOR;
use crate::edits::Edits;
use crate::root::{Prefix, escape};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// What a passage was read from: an element, and the bytes of its text, references resolved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Piece {
    pub(crate) element: usize,
    pub(crate) bytes: Range<usize>,
}

/// What is put into a part.
pub(crate) struct Marks<'a> {
    text: &'a str,
    index: &'a Index,
    word: Prefix,
    cuts: BTreeMap<usize, Cut>,
    /// The passages that are struck out, from cut to cut.
    struck: Vec<Range<usize>>,
    /// Where names of elements change, because what they hold is struck out.
    renamed: BTreeSet<(usize, usize)>,
}

/// Where something is put in, and what, in the order in which it stands.
#[derive(Default)]
struct Cut {
    within: Within,
    ends_change: bool,
    inserted: String,
    ends: Vec<i64>,
    points: Vec<i64>,
    starts: Vec<i64>,
    begins_change: Option<i64>,
}

/// What has to be parted at a cut.
#[derive(Clone, Default, PartialEq, Eq)]
enum Within {
    /// Nothing.
    #[default]
    Nothing,
    /// A run, between two of its children.
    Run(usize),
    /// A run, within the text of a child.
    Text { run: usize, open: Range<usize> },
}

/// A place of the text.
type Place = (usize, Within);

impl<'a> Marks<'a> {
    pub(crate) fn new(text: &'a str, index: &'a Index, word: Prefix) -> Self {
        Self { text, index, word, cuts: BTreeMap::new(), struck: Vec::new(), renamed: BTreeSet::new() }
    }

    /// Puts in a comment from the first to the last of these pieces that stands in the same cell; says whether there was a
    /// place for it.
    pub(crate) fn comment(&mut self, id: i64, pieces: &[Piece]) -> bool {
        let index = self.index;
        let known = || pieces.iter().filter_map(|piece| Some((piece, index.spots.get(&piece.element)?)));
        let Some((first, start)) = known().next() else { return false };
        let last = known().take_while(|(_, spot)| spot.cell == start.cell).last();
        let (last, end) = last.unwrap_or((first, start));
        let from = self.before(first, start);
        let to = self.behind(last, end);
        if from.0 >= to.0 {
            self.cut(from).points.push(id);
            return true;
        }
        self.cut(from).starts.push(id);
        self.cut(to).ends.push(id);
        true
    }

    /// Puts in a tracked change: the pieces are struck out, and `text` is put in behind them. Says whether that can be
    /// done: all must be text of one paragraph, outside of boxes and other changes.
    pub(crate) fn suggest(&mut self, pieces: &[Piece], text: &str, mut id: impl FnMut() -> i64) -> bool {
        let index = self.index;
        let texts: Option<Vec<(&Piece, &Spot, usize)>> = pieces
            .iter()
            .map(|piece| {
                let spot = index.spots.get(&piece.element)?;
                let Kind::Text { run, .. } = spot.kind else { return None };
                index.runs[run].plain.then_some((piece, spot, run))
            })
            .collect();
        let Some(texts) = texts else { return false };
        let Some(&(_, first, run)) = texts.first() else { return false };
        let places: Vec<(Place, Place)> =
            texts.iter().map(|(piece, spot, _)| (self.before(piece, spot), self.behind(piece, spot))).collect();
        let of_one = texts.iter().all(|(_, spot, _)| spot.paragraph == first.paragraph);
        let exact = texts.iter().all(|(piece, spot, _)| self.is_exact(piece, spot));
        let free =
            places.iter().all(|(from, to)| self.struck.iter().all(|other| to.0 <= other.start || other.end <= from.0));
        if !(of_one && exact && free) {
            return false;
        }
        let last = places.len() - 1;
        for (number, ((from, to), (_, spot, _))) in places.into_iter().zip(&texts).enumerate() {
            self.struck.push(from.0..to.0);
            self.rename(&from, &to, spot);
            self.cut(from).begins_change = Some(id());
            let puts = number == last && !text.is_empty();
            let inserted = if puts { self.insertion(run, text, id()) } else { String::new() };
            let cut = self.cut(to);
            cut.ends_change = true;
            cut.inserted = inserted;
        }
        true
    }

    /// Notes which tags of a text change their name because the text next to them is struck out.
    fn rename(&mut self, from: &Place, to: &Place, spot: &Spot) {
        let Kind::Text { open, close, .. } = &spot.kind else { return };
        let length = name_in(&self.text[open.clone()]).len();
        if !matches!(from.1, Within::Text { .. }) {
            self.renamed.insert((open.start + 1, length));
        }
        if !matches!(to.1, Within::Text { .. }) {
            self.renamed.insert((close.start + 2, length));
        }
    }

    fn insertion(&self, run: usize, text: &str, id: i64) -> String {
        let Prefix { text: w, declare } = &self.word;
        let properties = self.properties(&self.index.runs[run]);
        format!(
            "<{w}ins{declare} {w}id=\"{id}\" {w}author=\"{AUTHOR}\"><{w}r>{properties}<{w}t xml:space=\"preserve\">{}</{w}t></{w}r></{w}ins>",
            escape(text)
        )
    }

    fn cut(&mut self, (at, within): Place) -> &mut Cut {
        self.cuts.entry(at).or_insert_with(|| Cut { within, ..Cut::default() })
    }

    /// Whether a piece can be parted from the rest of its element.
    fn is_exact(&self, piece: &Piece, spot: &Spot) -> bool {
        let Kind::Text { open, close, .. } = &spot.kind else { return false };
        let held = &self.text[open.end..close.start];
        [piece.bytes.start, piece.bytes.end].iter().all(|&bytes| raw(held, bytes).is_some())
    }

    /// The place before a piece.
    fn before(&self, piece: &Piece, spot: &Spot) -> Place {
        match &spot.kind {
            Kind::Text { run, open, close } => match raw(&self.text[open.end..close.start], piece.bytes.start) {
                Some(at) if at > 0 => (open.end + at, Within::Text { run: *run, open: open.clone() }),
                _ => self.between(*run, open.start),
            },
            Kind::Child { run, at } => self.between(*run, at.start),
            Kind::Block(at) | Kind::Paragraph(at) => (at.start, Within::Nothing),
        }
    }

    /// The place behind a piece.
    fn behind(&self, piece: &Piece, spot: &Spot) -> Place {
        match &spot.kind {
            Kind::Text { run, open, close } => match raw(&self.text[open.end..close.start], piece.bytes.end) {
                Some(at) if open.end + at < close.start => {
                    (open.end + at, Within::Text { run: *run, open: open.clone() })
                }
                _ => self.between(*run, close.end),
            },
            Kind::Child { run, at } => self.between(*run, at.end),
            Kind::Block(at) | Kind::Paragraph(at) => (at.end, Within::Nothing),
        }
    }

    /// The place at a child of a run: outside of the run where nothing of it stands on that side.
    fn between(&self, run: usize, at: usize) -> Place {
        let Run { open, content, close, .. } = &self.index.runs[run];
        let is_blank = |range: Range<usize>| self.text.get(range).is_none_or(|text| text.trim().is_empty());
        match () {
            () if is_blank(*content..at) => (open.start, Within::Nothing),
            () if is_blank(at..close.start) => (close.end, Within::Nothing),
            () => (at, Within::Run(run)),
        }
    }

    /// The changes of the text of the part.
    pub(crate) fn edits(&self) -> Edits {
        let mut edits = Edits::default();
        let spaced: BTreeSet<usize> = self.cuts.iter().filter_map(|(&at, cut)| self.needs_space(at, cut)).collect();
        for (&at, cut) in &self.cuts {
            let (close, open) = self.parting(at, &cut.within, &spaced);
            edits.insert(at, &format!("{close}{}{open}", self.marks(cut)));
        }
        for &(at, bytes) in &self.renamed {
            let name = &self.text[at..at + bytes];
            edits.replace(at, bytes, &format!("{}delText", &name[..name.len() - 1]));
        }
        for start in spaced {
            let end = self.text[start..].find('>').map_or(start, |length| start + length);
            edits.insert(end, PRESERVE);
        }
        edits
    }

    /// The element whose text is parted beside white space, which is shown at the end of a text only where the element
    /// says so.
    fn needs_space(&self, at: usize, cut: &Cut) -> Option<usize> {
        let Within::Text { open, .. } = &cut.within else { return None };
        let beside = [self.text[..at].chars().next_back(), self.text[at..].chars().next()];
        let white = beside.into_iter().flatten().any(char::is_whitespace);
        (white && !self.text[open.clone()].contains("xml:space")).then_some(open.start)
    }

    /// What closes the run that is parted at a place, and what opens it again.
    fn parting(&self, at: usize, within: &Within, spaced: &BTreeSet<usize>) -> (String, String) {
        let again = |run: &Run| format!("{}{}", &self.text[run.open.clone()], self.properties(run));
        match within {
            Within::Nothing => (String::new(), String::new()),
            Within::Run(run) => {
                let run = &self.index.runs[*run];
                (format!("</{}>", name_in(&self.text[run.open.clone()])), again(run))
            }
            Within::Text { run, open } => {
                let run = &self.index.runs[*run];
                let tag = &self.text[open.clone()];
                let name = name_in(tag);
                let struck = |holds: &dyn Fn(&Range<usize>) -> bool| self.struck.iter().any(holds);
                let name_of = |is_struck: bool| match is_struck {
                    true => format!("{}delText", &name[..name.len() - 1]),
                    false => name.to_owned(),
                };
                let left = name_of(struck(&|range| range.start < at && at <= range.end));
                let right = name_of(struck(&|range| range.start <= at && at < range.end));
                let space = if spaced.contains(&open.start) { PRESERVE } else { "" };
                let rest = &tag[1 + name.len()..tag.len() - 1];
                let close = format!("</{left}></{}>", name_in(&self.text[run.open.clone()]));
                (close, format!("{}<{right}{rest}{space}>", again(run)))
            }
        }
    }

    /// The properties of a run, for a second run; a tracked change of them is left to the first.
    fn properties(&self, run: &Run) -> String {
        let Some(range) = &run.properties else { return String::new() };
        let text = &self.text[range.clone()];
        let Some(from) = text.find("rPrChange").and_then(|at| text[..at].rfind('<')) else { return text.to_owned() };
        let end = text.rfind("rPrChange>").map(|at| at + "rPrChange>".len()).filter(|&end| end > from);
        let behind = end.or_else(|| text[from..].find("/>").map(|at| from + at + 2)).unwrap_or(from);
        format!("{}{}", &text[..from], &text[behind..])
    }

    fn marks(&self, cut: &Cut) -> String {
        let Prefix { text: w, declare } = &self.word;
        let start = |id: &i64| format!("<{w}commentRangeStart{declare} {w}id=\"{id}\"/>");
        let end = |id: &i64| {
            format!(
                "<{w}commentRangeEnd{declare} {w}id=\"{id}\"/><{w}r{declare}><{w}commentReference {w}id=\"{id}\"/></{w}r>"
            )
        };
        let mut out = String::new();
        if cut.ends_change {
            out += &format!("</{w}del>");
        }
        out += &cut.inserted;
        out.extend(cut.ends.iter().map(end));
        out.extend(cut.points.iter().map(|id| start(id) + &end(id)));
        out.extend(cut.starts.iter().map(start));
        if let Some(id) = cut.begins_change {
            out += &format!("<{w}del{declare} {w}id=\"{id}\" {w}author=\"{AUTHOR}\">");
        }
        out
    }
}

const PRESERVE: &str = " xml:space=\"preserve\"";

/// The name in a start tag.
fn name_in(tag: &str) -> &str {
    let end =
        tag[1..].find(|char: char| char.is_whitespace() || matches!(char, '/' | '>')).map_or(tag.len(), |at| at + 1);
    &tag[1..end]
}

/// Where in the content of an element so many bytes of its text, references resolved and line ends made one (XML 1.0,
/// sections 2.11 and 4.4), end; nothing where that is within a reference or behind markup.
fn raw(content: &str, bytes: usize) -> Option<usize> {
    let (mut at, mut read) = (0, 0);
    while read < bytes {
        let rest = &content[at..];
        let char = rest.chars().next()?;
        let (length, means) = match char {
            '<' => return None,
            '&' => {
                let end = rest.find(';')?;
                (end + 1, meant(&rest[1..end])?.len_utf8())
            }
            '\r' if rest.starts_with("\r\n") => (2, 1),
            char => (char.len_utf8(), char.len_utf8()),
        };
        at += length;
        read += means;
    }
    (read == bytes).then_some(at)
}

/// The character that a reference stands for.
fn meant(reference: &str) -> Option<char> {
    match reference {
        "lt" => Some('<'),
        "gt" => Some('>'),
        "amp" => Some('&'),
        "apos" => Some('\''),
        "quot" => Some('"'),
        _ => {
            let number = reference.strip_prefix('#')?;
            let code = match number.strip_prefix('x') {
                Some(digits) => u32::from_str_radix(digits, 16),
                None => number.parse(),
            };
            char::from_u32(code.ok()?)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_byte_of_the_text_is_found_in_the_content() {
        assert_eq!(raw("甲&amp;乙", 4), Some("甲&amp;".len()));
        assert_eq!(raw("甲&#x4e59;丙", 6), Some("甲&#x4e59;".len()));
        assert_eq!(raw("甲\r\n乙", 4), Some("甲\r\n".len()));
        assert_eq!(raw("甲&#x4e59;", 4), None);
        assert_eq!(raw("<![CDATA[甲]]>", 3), None);
        assert_eq!(raw("甲", 0), Some(0));
    }

    #[test]
    fn the_name_of_a_tag_ends_before_attributes() {
        assert_eq!(["<w:t>", "<t xml:space='preserve'>", "<w:r\n>"].map(name_in), ["w:t", "t", "w:r"]);
    }
}
