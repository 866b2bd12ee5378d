//! Wrong characters: what was typed by its sound, and stands in the index otherwise written.

use crate::opened::Opened;
use crate::plan::{Context, most_of};
use crate::segment::{Piece, Vocabulary, pieces};
use crate::sounds::alike;
use crate::{Error, Folded};

/// A run that was typed, and what is looked for in its place.
pub(crate) type Replaced = (String, String);

/// How many characters a run may have that is taken for another word.
const LONGEST: usize = 4;

/// The text with the words of the index in place of runs that are no words and sound like them; the runs that were
/// replaced.
pub(crate) fn corrected(context: &Context<'_>, text: &str) -> Result<(String, Vec<Replaced>), Error> {
    let vocabulary = Vocabulary::new(context.index);
    let simple = context.index.simplified(text);
    let mut whole: String = Folded::new(&simple).chars().iter().collect();
    let mut replaced = Vec::new();
    let unknown = |piece: &Piece| match piece.named {
        true => piece.forms.len() == 1 && vocabulary.frequency(&piece.forms[0]).is_none(),
        // A character by itself, with its neighbours.
        false => most_of(context.index, piece) == 0,
    };
    let unknown = pieces(&simple, &vocabulary, context.aliases).into_iter().filter(unknown);
    let candidates: Vec<Vec<Run>> = unknown.map(|piece| candidates(&whole, &piece)).collect();
    if candidates.iter().all(Vec::is_empty) {
        return Ok((whole, replaced));
    }
    // The words are gone through once for all runs.
    let known = context
        .index
        .terms_of(context.index.fields().words, |word| candidates.iter().flatten().any(|run| run.sounds_like(word)))?;
    for run in candidates {
        let meant = run.into_iter().find_map(|run| {
            let meant = run.meant(&known, context.index)?;
            fits(context, &whole, &run, meant).then(|| (run.typed, meant.clone()))
        });
        if let Some((typed, meant)) = meant {
            whole = whole.replacen(&typed, &meant, 1);
            replaced.push((typed, meant));
        }
    }
    Ok((whole, replaced))
}

/// A run of characters that may be a word written wrong.
struct Run {
    typed: String,
    chars: Vec<char>,
    /// Whether it begins before the piece that is no word.
    across: bool,
}

impl Run {
    fn new(typed: String, across: bool) -> Self {
        Self { chars: typed.chars().collect(), typed, across }
    }

    /// How many characters it has in common with a word, each at its place.
    fn shared(&self, word: &str) -> usize {
        word.chars().zip(&self.chars).filter(|(char, other)| char == *other).count()
    }

    /// Whether a word sounds like it and has at least one of its characters.
    fn sounds_like(&self, word: &str) -> bool {
        word.chars().count() == self.chars.len()
            && self.shared(word) > 0
            && word.chars().zip(&self.chars).all(|(char, &other)| alike(char, other))
    }

    /// The word that sounds like it and shares most characters with it; of equal ones the one in most clauses.
    fn meant<'w>(&self, known: &'w [String], index: &Opened) -> Option<&'w String> {
        let rank = |word: &&String| (self.shared(word), index.frequency(index.fields().words, word));
        known.iter().rev().filter(|word| self.sounds_like(word)).max_by_key(rank)
    }
}

/// The runs of a piece that is no word, then those that begin before it: a wrong character may have been cut off from its
/// word (练 of 供应练).
fn candidates(whole: &str, piece: &Piece) -> Vec<Run> {
    let typed = &piece.forms[0];
    let own = if piece.named { runs(typed) } else { Vec::new() };
    let across =
        runs(&around(whole, typed)).into_iter().filter(|run| run.chars().nth(2).is_some() && !own.contains(run));
    let across: Vec<String> = across.collect();
    let is_han = |run: &Run| run.chars.iter().all(|char| ('\u{4e00}'..='\u{9fff}').contains(char));
    let all = own.into_iter().map(|run| Run::new(run, false)).chain(across.into_iter().map(|run| Run::new(run, true)));
    all.filter(is_han).collect()
}

/// A piece with the characters before it; nothing where it does not stand in the text.
fn around(whole: &str, piece: &str) -> String {
    let Some(at) = whole.find(piece) else { return String::new() };
    let from = whole[..at].char_indices().rev().take(LONGEST - 1).last().map_or(at, |(from, _)| from);
    whole[from..at + piece.len()].to_owned()
}

/// The runs of a piece that may be words, the longest first.
fn runs(piece: &str) -> Vec<String> {
    let chars: Vec<char> = piece.chars().collect();
    let longest = chars.len().min(LONGEST);
    let of_len = |len: usize| chars.windows(len).map(|run| run.iter().collect()).collect::<Vec<String>>();
    (2..=longest).rev().flat_map(of_len).collect()
}

/// Whether a word is better known in the index than what was typed; one that goes over two pieces has one character wrong.
fn fits(context: &Context<'_>, whole: &str, run: &Run, meant: &str) -> bool {
    let clauses = |run: &str| most_of(context.index, &Piece::of(run.to_owned()));
    let close = !run.across || run.shared(meant) + 1 == run.chars.len();
    close && whole.contains(&run.typed) && clauses(meant) > clauses(&run.typed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_piece_is_looked_at_with_what_stands_before_it() {
        assert_eq!(around("供应练金融", "应练"), "供应练");
        assert_eq!(around("5G工厂", "工厂"), "5G工厂");
        assert_eq!(around("5G工厂", "会厂"), "");
        let alone = Piece { forms: vec!["应练".to_owned()], ..Piece::default() };
        let typed: Vec<String> = candidates("供应练金融", &alone).into_iter().map(|run| run.typed).collect();
        assert_eq!(typed, ["供应练"]);
    }
}
