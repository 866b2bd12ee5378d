//! Sentences, and words that stand in them in pieces.

/// The signs with which sentences and measures end.
pub(crate) const END: [char; 4] = ['。', ';', '；', '\n'];

/// The longest piece, in characters.
const LONGEST_PIECE: usize = 16;

/// Characters that are left out between the pieces of a topic.
pub(crate) const PARTICLES: &str = "的和与及、，,在中对占加到向由给+";

/// The sentences of a folded text.
pub(crate) fn sentences(text: &str) -> impl Iterator<Item = &str> {
    text.split(END).filter(|sentence| !sentence.is_empty())
}

/// The words in pieces of two characters and more, each the longest that stands in one of the texts; one shorter where
/// what is left would stand in none.
pub(crate) fn pieces(chars: &[char], texts: &[&str]) -> Option<Vec<String>> {
    let mut pieces: Vec<String> = Vec::new();
    let mut at = 0;
    let mut shortened = false;
    while at < chars.len() {
        if let Some((end, piece)) = piece_at(chars, at, chars.len().min(at + LONGEST_PIECE), texts) {
            pieces.push(piece);
            at = end;
            shortened = false;
        } else if PARTICLES.contains(chars[at]) {
            at += 1;
            shortened = true;
        } else {
            let last = pieces.pop().filter(|_| !shortened)?;
            let start = at - last.chars().count();
            let (end, piece) = piece_at(chars, start, at - 1, texts)?;
            pieces.push(piece);
            at = end;
            shortened = true;
        }
    }
    (!pieces.is_empty()).then_some(pieces)
}

/// The longest piece from `at` that ends no later than `most` and stands in one of the texts.
fn piece_at(chars: &[char], at: usize, most: usize, texts: &[&str]) -> Option<(usize, String)> {
    (at + 2..=most).rev().find_map(|end| {
        let piece: String = chars[at..end].iter().collect();
        texts.iter().any(|text| text.contains(&piece)).then_some((end, piece))
    })
}

/// Whether the characters of words of four and more stand in a text in order.
pub(crate) fn stands_in_order(short: &str, long: &str) -> bool {
    let mut rest = long.chars();
    short.chars().nth(3).is_some() && short.chars().all(|char| rest.any(|other| other == char))
}

/// The words in runs: the longest of two characters and more that stand in one of the texts, from the left, and what is
/// between them; with whether they stand there.
pub(crate) fn runs(chars: &[char], texts: &[&str]) -> Vec<(String, bool)> {
    let mut runs: Vec<(String, bool)> = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        if let Some((end, piece)) = piece_at(chars, at, chars.len().min(at + LONGEST_PIECE), texts) {
            runs.push((piece, true));
            at = end;
            continue;
        }
        match runs.last_mut() {
            Some((between, false)) => between.push(chars[at]),
            _ => runs.push((chars[at].to_string(), false)),
        }
        at += 1;
    }
    runs
}
