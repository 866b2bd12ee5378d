//! Wrong characters: what was typed by its sound, and stands in the index otherwise written.

use crate::opened::Opened;
use crate::plan::{Context, most_of};
use crate::segment::{Piece, pieces};
use crate::sounds::alike;
use crate::{Error, Folded};

/// A run that was typed, and what is looked for in its place.
pub(crate) type Replaced = (String, String);

/// How many characters a run may have that is taken for another word.
const LONGEST: usize = 4;

/// The text with the words of the index in place of runs that are no words and sound like them; the runs that were
/// replaced.
pub(crate) fn corrected(context: &Context<'_>, text: &str) -> Result<(String, Vec<Replaced>), Error> {
    let vocabulary = context.index.vocabulary();
    let simple = context.index.simplified(text);
    let mut whole: String = Folded::new(&simple).chars().iter().collect();
    let mut replaced = Vec::new();
    let unknown = |piece: &Piece| match piece.named {
        true => piece.forms.len() == 1 && vocabulary.frequency(&piece.forms[0]).is_none(),
        // A character by itself, with its neighbours.
        false => most_of(context.index, piece) == 0,
    };
    for piece in pieces(&simple, &vocabulary, context.aliases).into_iter().filter(unknown) {
        let own = if piece.named { runs(&piece.forms[0]) } else { Vec::new() };
        let across = runs(&around(&whole, &piece.forms[0])).into_iter().map(|run| (run, true));
        for (typed, across) in own.into_iter().map(|run| (run, false)).chain(across) {
            let meant = sounding_like(context.index, &typed)?;
            let fits = |meant: &String| fits(context, &whole, &typed, meant) && (!across || is_one_off(&typed, meant));
            if let Some(meant) = meant.filter(fits) {
                whole = whole.replacen(&typed, &meant, 1);
                replaced.push((typed, meant));
                break;
            }
        }
    }
    Ok((whole, replaced))
}

/// A piece with the characters before it: a wrong one may have been cut off from its word (练 of 供应练).
fn around(whole: &str, piece: &str) -> String {
    let at = whole.find(piece).unwrap_or(0);
    let from = whole[..at].char_indices().rev().take(LONGEST - 1).last().map_or(at, |(from, _)| from);
    whole[from..at + piece.len()].to_owned()
}

/// Whether two words of three characters and more differ in one.
fn is_one_off(typed: &str, meant: &str) -> bool {
    let differ = typed.chars().zip(meant.chars()).filter(|(typed, meant)| typed != meant).count();
    typed.chars().nth(2).is_some() && differ == 1
}

/// The runs of a piece that may be words, the longest first.
fn runs(piece: &str) -> Vec<String> {
    let chars: Vec<char> = piece.chars().collect();
    let longest = chars.len().min(LONGEST);
    let of_len = |len: usize| chars.windows(len).map(|run| run.iter().collect()).collect::<Vec<String>>();
    (2..=longest).rev().flat_map(of_len).collect()
}

/// Whether a word is better known in the index than what was typed.
fn fits(context: &Context<'_>, whole: &str, typed: &str, meant: &str) -> bool {
    let clauses = |run: &str| most_of(context.index, &Piece::of(run.to_owned()));
    whole.contains(typed) && clauses(meant) > clauses(typed)
}

/// The word of the index that sounds like a run and shares most characters with it, at least one; of equal ones the
/// one in most clauses.
fn sounding_like(index: &Opened, typed: &str) -> Result<Option<String>, Error> {
    let typed: Vec<char> = typed.chars().collect();
    let is_han = typed.iter().all(|char| ('\u{4e00}'..='\u{9fff}').contains(char));
    if !is_han || !(2..=LONGEST).contains(&typed.len()) {
        return Ok(None);
    }
    let shared = |word: &str| word.chars().zip(&typed).filter(|(char, other)| char == *other).count();
    let sounds = |word: &str| {
        word.chars().count() == typed.len()
            && shared(word) > 0
            && word.chars().zip(&typed).all(|(char, &other)| alike(char, other))
    };
    let words = index.terms_of(index.fields().words, sounds)?;
    let rank = |word: &String| (shared(word), index.frequency(index.fields().words, word));
    Ok(words.into_iter().rev().max_by_key(rank))
}
