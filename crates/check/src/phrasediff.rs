//! What differs between two phrases that are nearly the same.

/// The characters that only one of two texts has, in runs, by the longest common subsequence.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Difference {
    /// Runs that only the first has.
    pub(crate) only_a: Vec<String>,
    /// Runs that only the second has.
    pub(crate) only_b: Vec<String>,
    /// The number of characters both share.
    pub(crate) shared: usize,
}

/// Longer phrases are not compared character by character.
const LONGEST: usize = 160;

/// How many characters `short` and `long` have in common at the start and at the end, where `short` is `long`
/// with one run left out before its end.
pub(crate) fn left_out(short: &[char], long: &[char]) -> Option<(usize, usize)> {
    let head = short.iter().zip(long).take_while(|(a, b)| a == b).count();
    let tail = short.iter().rev().zip(long.iter().rev()).take_while(|(a, b)| a == b).count();
    let is_middle = head + tail >= short.len() && head < short.len();
    is_middle.then_some((head, tail))
}

/// The difference of two phrases; `None` where they are too long to be phrases.
pub(crate) fn difference(a: &str, b: &str) -> Option<Difference> {
    let (a, b): (Vec<char>, Vec<char>) = (normal(a), normal(b));
    if a.len() > LONGEST || b.len() > LONGEST {
        return None;
    }
    let mut length = vec![vec![0u16; b.len() + 1]; a.len() + 1];
    for i in (0..a.len()).rev() {
        for j in (0..b.len()).rev() {
            length[i][j] = if a[i] == b[j] { length[i + 1][j + 1] + 1 } else { length[i + 1][j].max(length[i][j + 1]) };
        }
    }
    let mut found = Difference::default();
    let (mut i, mut j) = (0, 0);
    let (mut run_a, mut run_b) = (String::new(), String::new());
    while i < a.len() || j < b.len() {
        if i < a.len() && j < b.len() && a[i] == b[j] {
            flush(&mut run_a, &mut found.only_a);
            flush(&mut run_b, &mut found.only_b);
            found.shared += 1;
            (i, j) = (i + 1, j + 1);
        } else if j == b.len() || i < a.len() && length[i + 1][j] >= length[i][j + 1] {
            run_a.push(a[i]);
            i += 1;
        } else {
            run_b.push(b[j]);
            j += 1;
        }
    }
    flush(&mut run_a, &mut found.only_a);
    flush(&mut run_b, &mut found.only_b);
    Some(found)
}

/// Half width, without quotes; 和 and 及 between items like 、.
fn normal(text: &str) -> Vec<char> {
    let folded =
        text.chars().map(zhengtu_text::fold_char).filter(|char| !char.is_whitespace() && !matches!(char, '"' | '\''));
    folded.map(|char| if matches!(char, '和' | '及' | '与') { '、' } else { char }).collect()
}

fn flush(run: &mut String, into: &mut Vec<String>) {
    if !run.is_empty() {
        into.push(std::mem::take(run));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_only_one_phrase_has_is_told_in_runs() {
        let found = difference("逐步实现边界外“零收费”", "实现边界外零收费").unwrap();
        assert_eq!((found.only_a, found.only_b), (vec!["逐步".to_owned()], vec![]));
    }

    #[test]
    fn a_word_of_joining_is_like_a_comma_of_lists() {
        let found = difference("印章刻制、营业执照和发票邮寄", "印章刻制和营业执照邮寄").unwrap();
        assert_eq!((found.only_a, found.only_b), (vec!["、发票".to_owned()], vec![]));
    }
}
