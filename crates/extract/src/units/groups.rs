use zhengtu_text::{Span, signs};

/// The brackets and quotes of a text, in which separators separate nothing.
#[derive(Debug, Default)]
pub(super) struct Groups {
    spans: Vec<Span>,
}

/// Opening and closing signs; a sign without its partner protects nothing.
const PAIRS: [(char, char); 14] = [
    ('（', '）'),
    ('(', ')'),
    ('（', ')'),
    ('(', '）'),
    ('〔', '〕'),
    ('〈', '〉'),
    ('[', ']'),
    ('［', '］'),
    ('【', '】'),
    ('《', '》'),
    ('“', '”'),
    ('‘', '’'),
    ('「', '」'),
    ('"', '"'),
];

/// A group inside a text that is longer than this, in characters, is not believed to be one.
const LONGEST: usize = 60;

impl Groups {
    /// Finds the outermost groups of `text`.
    pub(super) fn of(text: &str) -> Self {
        let mut spans = Vec::new();
        let mut end = 0;
        for (at, char) in signs(text) {
            if at < end {
                continue;
            }
            let next = at + char.len_utf8();
            // A bracket around the whole may be as long as it likes.
            let longest = if at == 0 { usize::MAX } else { LONGEST };
            if let Some(length) = closing(&text[next..], char, longest) {
                end = next + length;
                spans.push(Span::new(at, end));
            }
        }
        Self { spans }
    }

    /// The groups of a passage that starts `by` bytes further on.
    pub(super) fn shift(mut self, by: usize) -> Self {
        self.spans.iter_mut().for_each(|span| *span = span.shift(by));
        self
    }

    /// Whether byte `at` stands outside all groups, or is the first byte of one.
    pub(super) fn is_outside(&self, at: usize) -> bool {
        let index = self.spans.partition_point(|span| span.end <= at);
        self.spans.get(index).is_none_or(|span| at <= span.start)
    }

    /// The group that ends at byte `end`.
    pub(super) fn ending_at(&self, end: usize) -> Option<Span> {
        self.spans.iter().copied().find(|span| span.end == end)
    }
}

/// Where the group that `open` opens ends in `rest`, after its closing sign.
fn closing(rest: &str, open: char, longest: usize) -> Option<usize> {
    let closers: Vec<char> = PAIRS.iter().filter(|pair| pair.0 == open).map(|pair| pair.1).collect();
    if closers.is_empty() {
        return None;
    }
    let mut depth = 0usize;
    for (at, char) in rest.char_indices().take(longest) {
        if closers.contains(&char) {
            if depth == 0 {
                return Some(at + char.len_utf8());
            }
            depth -= 1;
        } else if char == open {
            depth += 1;
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn separators_in_brackets_and_quotes_are_inside() {
        let text = "各县（市、区）、“双随机、一公开”小组";
        let groups = Groups::of(text);
        let outside: Vec<usize> =
            text.match_indices('、').map(|(at, _)| at).filter(|&at| groups.is_outside(at)).collect();
        assert_eq!(outside, [text.find("、“").unwrap()]);
    }

    #[test]
    fn a_sign_without_its_partner_protects_nothing() {
        let text = "（县财政局、县税务局";
        assert!(text.char_indices().all(|(at, _)| Groups::of(text).is_outside(at)));
        assert!(Groups::of("").is_outside(0));
    }
}
