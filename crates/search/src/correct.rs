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
    let unknown = |piece: &Piece| piece.forms.len() == 1 && vocabulary.frequency(&piece.forms[0]).is_none();
    for piece in pieces(&simple, &vocabulary, context.aliases).into_iter().filter(unknown) {
        for typed in runs(&piece.forms[0]) {
            let meant = sounding_like(context.index, &typed)?;
            if let Some(meant) = meant.filter(|meant| fits(context, &whole, &typed, meant)) {
                whole = whole.replacen(&typed, &meant, 1);
                replaced.push((typed, meant));
                break;
            }
        }
    }
    Ok((whole, replaced))
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
