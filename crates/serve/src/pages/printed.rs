//! A passage as the reader shows it: on one line, in pieces, what was read out of it marked in place.

use zhengtu_model::Evidence;

/// A stretch of the text with a meaning.
pub struct Mark {
    /// Its first character in the text as read.
    pub start: usize,
    /// The character after it.
    pub end: usize,
    /// Its kind, as the style sheet calls it.
    pub class: &'static str,
    /// The record it leads to.
    pub href: String,
    /// What it is, in words.
    pub title: String,
}

/// A stretch of characters that are marked alike.
#[derive(Debug, PartialEq, Eq)]
pub struct Piece {
    /// The characters.
    pub text: String,
    /// The record it leads to; empty where it leads to none.
    pub href: String,
    /// The kind of the mark.
    pub class: &'static str,
    /// What it is, in words.
    pub title: String,
    /// Whether the address points at it.
    pub here: bool,
    /// Whether it is the first of those.
    pub first: bool,
}

/// Cuts a passage into pieces. `text` is the passage as printed, `at` its place; of marks that overlap
/// the shorter one shows. Line breaks and stray spaces between Chinese characters are left out.
pub fn pieces(text: &str, at: &Evidence, marks: &[Mark], here: Option<(usize, usize)>) -> Vec<Piece> {
    let chars: Vec<char> = text.chars().collect();
    let inside = |start: usize, end: usize| start < at.end && end > at.start && start < end;
    let marks: Vec<&Mark> = marks.iter().filter(|mark| inside(mark.start, mark.end)).collect();
    let here = here.filter(|&(start, end)| inside(start, end));
    let mut found: Vec<(Piece, Option<usize>)> = Vec::new();
    for (number, char) in shown(&chars) {
        let place = at.start + number;
        let covering = marks.iter().enumerate().filter(|(_, mark)| mark.start <= place && place < mark.end);
        let mark = covering.min_by_key(|(_, mark)| mark.end - mark.start).map(|(at, _)| at);
        let is_here = here.is_some_and(|(start, end)| start <= place && place < end);
        match found.last_mut() {
            Some((piece, its)) if *its == mark && piece.here == is_here => piece.text.push(char),
            _ => {
                let first = is_here && found.iter().all(|(piece, _)| !piece.here);
                found.push((piece(char, mark.map(|at| marks[at]), is_here, first), mark));
            }
        }
    }
    found.into_iter().map(|(piece, _)| piece).collect()
}

fn piece(char: char, mark: Option<&Mark>, here: bool, first: bool) -> Piece {
    Piece {
        text: char.to_string(),
        href: mark.map(|mark| mark.href.clone()).unwrap_or_default(),
        class: mark.map_or("", |mark| mark.class),
        title: mark.map(|mark| mark.title.clone()).unwrap_or_default(),
        here,
        first,
    }
}

/// The characters that are shown, with their numbers: of a run of white space one blank, and that only
/// between characters of alphabets.
fn shown(chars: &[char]) -> Vec<(usize, char)> {
    let mut shown: Vec<(usize, char)> = Vec::with_capacity(chars.len());
    let mut blank = None;
    for (number, &char) in chars.iter().enumerate() {
        if char.is_whitespace() {
            blank = blank.or(Some(number));
            continue;
        }
        if let Some(at) = blank.take()
            && let Some(&(_, before)) = shown.last()
            && is_narrow(before)
            && is_narrow(char)
        {
            shown.push((at, ' '));
        }
        shown.push((number, char));
    }
    shown
}

/// Whether a blank beside the character means something.
fn is_narrow(char: char) -> bool {
    (char as u32) < 0x2000
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mark(start: usize, end: usize, class: &'static str) -> Mark {
        Mark { start, end, class, href: format!("/{class}"), title: String::new() }
    }

    fn at(start: usize, text: &str) -> Evidence {
        Evidence { start, end: start + text.chars().count(), line: 1, ..Evidence::default() }
    }

    #[test]
    fn marks_cut_the_text_and_the_shorter_one_shows() {
        let text = "责任单位：县税 \n务局";
        let marks = [mark(10, 21, "statement"), mark(15, 21, "unit"), mark(90, 95, "other")];
        let pieces = pieces(text, &at(10, text), &marks, Some((15, 17)));
        let seen: Vec<(&str, &str, bool, bool)> =
            pieces.iter().map(|piece| (piece.text.as_str(), piece.class, piece.here, piece.first)).collect();
        assert_eq!(
            seen,
            [("责任单位：", "statement", false, false), ("县税", "unit", true, true), ("务局", "unit", false, false)]
        );
    }

    #[test]
    fn stray_blanks_go_and_those_between_words_stay() {
        let text = " 2021 年  4 月\n完成 one\r\n two ";
        let pieces = pieces(text, &at(0, text), &[], None);
        assert_eq!(pieces.iter().map(|piece| piece.text.as_str()).collect::<String>(), "2021年4月完成one two");
    }
}
