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
    /// The record it leads to; empty where it leads to none.
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
    /// Whether it is one of the words that were searched for.
    pub found: bool,
}

/// What is set off in a text besides what was read out of it: places count as those of marks.
#[derive(Clone, Debug, Default)]
pub struct Shown {
    /// The place that the address points at.
    pub here: Option<(usize, usize)>,
    /// Where the words stand that were searched for.
    pub found: Vec<(usize, usize)>,
}

/// Cuts a passage into pieces. `text` is the passage as printed, `at` its place; of marks that overlap
/// the shorter one shows. Line breaks and stray spaces between Chinese characters are left out.
pub fn pieces(text: &str, at: &Evidence, marks: &[Mark], shown_off: &Shown) -> Vec<Piece> {
    let chars: Vec<char> = text.chars().collect();
    let inside = |start: usize, end: usize| start < at.end && end > at.start && start < end;
    let marks: Vec<&Mark> = marks.iter().filter(|mark| inside(mark.start, mark.end)).collect();
    let here = shown_off.here.filter(|&(start, end)| inside(start, end));
    let words = &shown_off.found;
    let mut found: Vec<(Piece, Option<usize>)> = Vec::new();
    for (number, char) in shown(&chars) {
        let place = at.start + number;
        let covering = marks.iter().enumerate().filter(|(_, mark)| mark.start <= place && place < mark.end);
        let mark = covering.min_by_key(|(_, mark)| mark.end - mark.start).map(|(at, _)| at);
        let is_here = here.is_some_and(|(start, end)| start <= place && place < end);
        let is_word = words.iter().any(|&(start, end)| start <= place && place < end);
        match found.last_mut() {
            Some((piece, its)) if *its == mark && (piece.here, piece.found) == (is_here, is_word) => {
                piece.text.push(char);
            }
            _ => {
                let first = is_here && found.iter().all(|(piece, _)| !piece.here);
                let new = Piece { found: is_word, ..piece(char, mark.map(|at| marks[at]), is_here, first) };
                found.push((new, mark));
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
        found: false,
    }
}

/// Where the words stand in a passage that begins at `at`, white space apart.
pub fn places(text: &str, at: &Evidence, words: &[&str]) -> Vec<(usize, usize)> {
    let solid = zhengtu_text::Solid::of(text);
    let chars = |bytes: usize| at.start + text[..bytes].chars().count();
    let of = |word: &&str| solid.find_all(word).map(|span| (chars(span.start), chars(span.end))).collect::<Vec<_>>();
    words.iter().flat_map(of).collect()
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
        let here = Shown { here: Some((15, 17)), ..Shown::default() };
        let pieces = pieces(text, &at(10, text), &marks, &here);
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
        let pieces = pieces(text, &at(0, text), &[], &Shown::default());
        assert_eq!(pieces.iter().map(|piece| piece.text.as_str()).collect::<String>(), "2021年4月完成one two");
    }

    #[test]
    fn the_words_that_were_searched_for_are_set_off_within_other_marks() {
        let text = "由县税 \n务局牵头";
        let marks = [mark(11, 17, "unit")];
        let found = places(text, &at(10, text), &["税务", "财政"]);
        assert_eq!(found, [(12, 16)]);
        let pieces = pieces(text, &at(10, text), &marks, &Shown { found, ..Shown::default() });
        let seen: Vec<(&str, &str, bool)> =
            pieces.iter().map(|piece| (piece.text.as_str(), piece.class, piece.found)).collect();
        assert_eq!(
            seen,
            [
                ("由", "", false),
                ("县", "unit", false),
                ("税务", "unit", true),
                ("局", "unit", false),
                ("牵头", "", false)
            ]
        );
    }
}
