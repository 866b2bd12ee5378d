use crate::Folded;
use std::ops::Range;

/// A passage of a clause's text with the places that match.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Snippet {
    pub text: String,
    /// In code points into `text`; in order, none over another.
    pub highlights: Vec<[usize; 2]>,
}

/// How many characters of the text a snippet shows.
const WIDTH: usize = 90;
/// How far the window may move to start after a sentence's end.
const SLACK: usize = 20;

/// The part of `text` that shows most of the needles, with their places.
pub(crate) fn snippet(text: &str, needles: &[Vec<char>]) -> Snippet {
    let chars: Vec<char> = text.chars().map(|char| if char == '\n' { ' ' } else { char }).collect();
    let places = places(text, needles);
    let window = window(&chars, &places);
    let (cut_before, cut_after) = (window.start > 0, window.end < chars.len());
    let mut shown = String::new();
    shown.extend(cut_before.then_some('…'));
    shown.extend(&chars[window.clone()]);
    shown.extend(cut_after.then_some('…'));
    let shift = usize::from(cut_before);
    let inside = places.iter().map(|(place, _)| place.start.max(window.start)..place.end.min(window.end));
    let inside: Vec<Range<usize>> = inside.filter(|place| place.start < place.end).collect();
    let highlights = merged(inside)
        .into_iter()
        .map(|place| [place.start - window.start + shift, place.end - window.start + shift])
        .collect();
    Snippet { text: shown, highlights }
}

/// Where the needles stand, in characters of the text, each with the number of its needle.
fn places(text: &str, needles: &[Vec<char>]) -> Vec<(Range<usize>, usize)> {
    let folded = Folded::new(text);
    let starts: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let char_at = |byte: usize| starts.partition_point(|&start| start < byte);
    let mut places = Vec::new();
    for (number, needle) in needles.iter().enumerate() {
        for found in folded.find_all(needle) {
            let bytes = folded.source(text, found);
            places.push((char_at(bytes.start)..char_at(bytes.end), number));
        }
    }
    places.sort_by_key(|(place, number)| (place.start, place.end, *number));
    places
}

/// The stretch of at most [`WIDTH`] characters with the most needles, the earliest of the best.
fn window(chars: &[char], places: &[(Range<usize>, usize)]) -> Range<usize> {
    if chars.len() <= WIDTH {
        return 0..chars.len();
    }
    let value = |start: usize| {
        let inside = places.iter().filter(|(place, _)| place.start >= start && place.end <= start + WIDTH);
        let mut seen: Vec<usize> = inside.clone().map(|(_, number)| *number).collect();
        let all = seen.len();
        seen.sort_unstable();
        seen.dedup();
        (seen.len(), all)
    };
    let starts = places.iter().map(|(place, _)| place.start);
    let best = starts.fold(None, |best: Option<(usize, (usize, usize))>, start| match best {
        Some((_, most)) if most >= value(start) => best,
        _ => Some((start, value(start))),
    });
    let first = best.map_or(0, |(start, _)| start);
    let start = line_start(chars, first).min(chars.len() - WIDTH);
    start..start + WIDTH
}

/// A place shortly before `first` at which a sentence or clause starts.
fn line_start(chars: &[char], first: usize) -> usize {
    if first <= SLACK {
        return 0;
    }
    let before = &chars[first - SLACK..first];
    let ends = |char: &char| matches!(char, '。' | '；' | ' ' | '：' | '，' | '、');
    before.iter().position(ends).map_or(first - SLACK / 2, |at| first - SLACK + at + 1)
}

fn merged(places: Vec<Range<usize>>) -> Vec<Range<usize>> {
    let mut merged: Vec<Range<usize>> = Vec::new();
    for place in places {
        match merged.last_mut() {
            Some(last) if place.start <= last.end => last.end = last.end.max(place.end),
            _ => merged.push(place),
        }
    }
    merged
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn needles(words: &[&str]) -> Vec<Vec<char>> {
        words.iter().map(|word| word.chars().collect()).collect()
    }

    fn marked(snippet: &Snippet) -> Vec<String> {
        let chars: Vec<char> = snippet.text.chars().collect();
        snippet.highlights.iter().map(|&[start, end]| chars[start..end].iter().collect()).collect()
    }

    #[test]
    fn a_short_text_is_shown_whole_with_the_matches_as_printed() {
        let snippet = snippet("推进“一 网、一门”改革", &needles(&["一网", "改革"]));
        assert_eq!(snippet.text, "推进“一 网、一门”改革");
        assert_eq!(marked(&snippet), ["一 网", "改革"]);
    }

    #[test]
    fn a_long_text_is_cut_round_the_most_matches() {
        let text = format!(
            "{}税务局。{}由县税务局牵头，县财政局配合。{}",
            "甲".repeat(200),
            "乙".repeat(200),
            "丙".repeat(200)
        );
        let snippet = snippet(&text, &needles(&["税务局", "财政局"]));
        assert_eq!(marked(&snippet), ["税务局", "财政局"]);
        assert!(snippet.text.starts_with('…') && snippet.text.ends_with('…'));
        assert!(snippet.text.chars().count() <= WIDTH + 2);
    }

    #[test]
    fn overlapping_matches_are_one() {
        let snippet = snippet("不动产登记交易", &needles(&["不动产登记", "登记交易", "登记"]));
        assert_eq!(marked(&snippet), ["不动产登记交易"]);
    }

    proptest! {
        #[test]
        fn highlights_lie_in_the_snippet_in_order(text in "[税务局登记。，\n “” ａａA-]{0,300}", words in proptest::collection::vec("[税务局登记a]{1,4}", 0..4)) {
            let words: Vec<&str> = words.iter().map(String::as_str).collect();
            let snippet = snippet(&text, &needles(&words));
            let mut last = 0;
            for [start, end] in &snippet.highlights {
                prop_assert!(last <= *start && start < end);
                last = *end;
            }
            prop_assert!(last <= snippet.text.chars().count());
        }
    }
}
