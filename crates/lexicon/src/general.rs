//! The general dictionary of Chinese: jieba's words, with how often each was counted. It is packed
//! (`dictionary/README.md`), and unpacked where it is first asked.

mod segmenter;

pub use segmenter::Segmenter;

use flate2::read::GzDecoder;
use jieba_rs::Jieba;
use std::cmp::Ordering;
use std::io::Read;
use std::sync::LazyLock;

const PACKED: &[u8] = include_bytes!("../dictionary/words.gz");

static TEXT: LazyLock<String> = LazyLock::new(|| unpacked(PACKED));

/// The whole dictionary: a line is a word, a space and its count, in the order of the bytes of the words. It is the
/// form that jieba reads.
pub fn text() -> &'static str {
    &TEXT
}

/// How often all words were counted together.
const COUNTED: usize = 60_101_964;

static SEGMENTER: LazyLock<Segmenter> = LazyLock::new(|| Segmenter::new([]));

/// What parts a text into the words of the dictionary.
pub fn segmenter() -> &'static Segmenter {
    &SEGMENTER
}

/// Jieba with all words of the dictionary, which takes a tenth of a second to make.
pub fn jieba() -> Jieba {
    // Each line of the dictionary is a word and its count; a test reads it.
    Jieba::with_dict(&mut text().as_bytes()).expect("the general dictionary is well formed")
}

/// The words that begin so, with their counts.
fn lines_with(beginning: &str) -> impl Iterator<Item = (&'static str, usize)> {
    let mut rest = text();
    let mut from = 0;
    while !rest.is_empty() {
        let (start, end) = middle_line(rest);
        let is_before = rest.as_bytes()[start..end] < *beginning.as_bytes();
        rest = if is_before { &rest[end..] } else { &rest[..start] };
        from += if is_before { end } else { 0 };
    }
    let lines = text()[from..].lines().take_while(move |line| line.starts_with(beginning));
    lines.filter_map(|line| line.split_once(' ')).filter_map(|(word, count)| Some((word, count.parse().ok()?)))
}

/// Whether the dictionary has the word.
pub fn has_word(word: &str) -> bool {
    let mut rest = text();
    while !rest.is_empty() {
        let (from, to) = middle_line(rest);
        let found = rest[from..to].split(' ').next().unwrap_or_default();
        match word.cmp(found) {
            Ordering::Equal => return true,
            Ordering::Less => rest = &rest[..from],
            Ordering::Greater => rest = &rest[to..],
        }
    }
    false
}

/// Where the line in the middle of the text begins and where the one after it begins.
fn middle_line(text: &str) -> (usize, usize) {
    let (bytes, middle) = (text.as_bytes(), text.len() / 2);
    let from = bytes[..middle].iter().rposition(|&byte| byte == b'\n').map_or(0, |at| at + 1);
    let to = bytes[middle..].iter().position(|&byte| byte == b'\n').map_or(bytes.len(), |at| middle + at + 1);
    (from, to)
}

/// The lines as they were packed: each word whole again.
fn unpacked(packed: &[u8]) -> String {
    let mut lines = String::new();
    // The file is part of the program; a test reads it.
    GzDecoder::new(packed).read_to_string(&mut lines).expect("the dictionary is well packed: a test reads it");
    let (mut text, mut before) = (String::with_capacity(lines.len() * 3 / 2), 0);
    for line in lines.lines() {
        let from = text.len();
        let shared = usize::from(line.as_bytes()[0] - b'0');
        let common = text[before..].chars().take(shared).map(char::len_utf8).sum::<usize>();
        text.extend_from_within(before..before + common);
        text.push_str(&line[1..]);
        text.push('\n');
        before = from;
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_dictionary_is_whole_and_in_order() {
        let entries: Vec<_> = text().lines().map(|line| line.split_once(' ').unwrap()).collect();
        assert_eq!(entries.len(), 349_045);
        assert!(entries.is_sorted_by(|(one, _), (other, _)| one < other));
        let counted: u64 = entries.iter().map(|(_, count)| count.parse::<u64>().unwrap()).sum();
        assert_eq!(counted, COUNTED as u64);
        assert!(entries.contains(&("上海市", "1910")));
    }

    #[test]
    fn every_word_is_found_and_no_part_of_one() {
        for line in text().lines().step_by(97) {
            let word = line.split(' ').next().unwrap();
            assert!(has_word(word), "{word}");
        }
        assert!(has_word("1号店") && has_word("部门") && has_word("门户"));
        for word in ["", " ", "部门门", "部门 ", "快速速", "1", "\u{10ffff}"] {
            assert!(!has_word(word), "{word}");
        }
    }
}
