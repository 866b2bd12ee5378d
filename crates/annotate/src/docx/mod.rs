//! Comments and tracked suggestions in a copy of a Word file (ECMA-376, part 1, sections 17.13.4 and 17.13.5).
//!
//! A comment stands at the words it is about, also where they are parts of runs, in cells, links, fields or inserted
//! text. Word takes no notice of ranges in footnotes and text boxes (MS-OI29500, section 2.1.315): there the comment stands
//! at the mark of the note, or at the run that the box hangs on, and names the words. About the number that Word gives a
//! paragraph, which the file does not hold, it stands at the paragraph.

mod comments;
mod index;
mod marks;
#[cfg(test)]
mod tests;

use crate::archive;
use crate::edits::Edits;
use crate::relations::Parts;
use crate::root::Root;
use crate::{Annotated, Error, Fix, Note};
use comments::Comments;
use index::{Index, WORD};
use marks::{Marks, Piece};
use std::collections::BTreeSet;
use zhengtu_reader::{Origin, Origins, Package, Part, Parts as FileParts, Place};

const FORMAT: &str = "docx";
/// Word opens no file with more ranges of comments (MS-OI29500, section 2.1.315).
const MOST_RANGES: usize = 32_767;

/// A note with what it is about.
struct Placed<'n> {
    note: &'n Note,
    /// Elements of the main part.
    pieces: Vec<Piece>,
    /// Whether the words stand in a note of the file.
    in_note: bool,
}

pub(crate) fn annotate(bytes: &[u8], origins: &Origins, notes: &[Note], suggest: bool) -> Result<Annotated, Error> {
    let mut package = Package::open(bytes, FORMAT)?;
    let names = FileParts::of(&mut package)?;
    let mut parts = Parts::new(&mut package, FORMAT);
    let text = parts.required(&names.main)?;
    let placed: Vec<Placed<'_>> = notes.iter().map(|note| place(note, origins)).collect();
    let fixes: Vec<&Fix> = notes.iter().filter(|_| suggest).flat_map(|note| &note.fixes).collect();
    let mut wanted: BTreeSet<usize> =
        placed.iter().flat_map(|placed| &placed.pieces).map(|piece| piece.element).collect();
    wanted.extend(fixes.iter().flat_map(|fix| of_fix(fix, origins, Part::Main)).flatten().map(|piece| piece.element));
    let index = Index::of(&text, &names.main, &wanted)?;
    let root = Root::of(&text, &names.main)?;
    let space = root.binds(&WORD).unwrap_or(WORD[0]);

    let mut comments = Comments::open(&mut parts, &names, space, index.ids.clone())?;
    let mut marks = Marks::new(&text, &index, root.prefix(space, "w"));
    let mut annotated = Annotated::default();
    let room = MOST_RANGES.saturating_sub(index.ranges);
    for Placed { note, pieces, in_note } in &placed {
        if annotated.notes == room {
            annotated.left_out += 1;
            continue;
        }
        let boxed = pieces.first().and_then(|piece| index.spots.get(&piece.element)).is_some_and(|spot| spot.boxed);
        let id = comments.number();
        if marks.comment(id, pieces) {
            comments.add(id, note, *in_note || boxed);
            annotated.notes += 1;
        } else {
            annotated.left_out += 1;
        }
    }
    let mut rest = Vec::new();
    for fix in fixes {
        match of_fix(fix, origins, Part::Main) {
            Some(pieces) => {
                annotated.suggestions += usize::from(marks.suggest(&pieces, &fix.text, || comments.number()));
            }
            None => rest.push(fix),
        }
    }
    put(&mut parts, &names.main, &text, &marks.edits());
    for (part, name) in [(Part::Footnotes, "footnotes"), (Part::Endnotes, "endnotes")] {
        if let Some(file) = names.related.get(name) {
            annotated.suggestions += suggest_in(&mut parts, file, part, &rest, origins, &mut comments)?;
        }
    }
    if annotated.notes > 0 {
        comments.write(&mut parts, &names)?;
    }
    let changed = parts.finish();
    annotated.bytes = archive::copy(bytes, changed)?;
    Ok(annotated)
}

fn put(parts: &mut Parts<'_, '_>, part: &str, text: &str, edits: &Edits) {
    if !edits.is_empty() {
        parts.set(part, edits.apply(text));
    }
}

/// Puts the suggestions for the text of a part of notes into it.
fn suggest_in(
    parts: &mut Parts<'_, '_>,
    file: &str,
    part: Part,
    fixes: &[&Fix],
    origins: &Origins,
    comments: &mut Comments,
) -> Result<usize, Error> {
    let here: Vec<(&Fix, Vec<Piece>)> =
        fixes.iter().filter_map(|fix| Some((*fix, of_fix(fix, origins, part)?))).collect();
    if here.is_empty() {
        return Ok(0);
    }
    let text = parts.required(file)?;
    let wanted = here.iter().flat_map(|(_, pieces)| pieces).map(|piece| piece.element).collect();
    let index = Index::of(&text, file, &wanted)?;
    comments.take(&index.ids);
    let root = Root::of(&text, file)?;
    let mut marks = Marks::new(&text, &index, root.prefix(root.binds(&WORD).unwrap_or(WORD[0]), "w"));
    let put_in = here.iter().filter(|(fix, pieces)| marks.suggest(pieces, &fix.text, || comments.number())).count();
    put(parts, file, &text, &marks.edits());
    Ok(put_in)
}

/// What a note is about, in the main part. A number that Word shows counts only where nothing else is meant.
fn place<'n>(note: &'n Note, origins: &Origins) -> Placed<'n> {
    let mut found: Vec<Origin> = origins.of(note.span).collect();
    let is_held = |origin: &Origin| matches!(origin.place, Place::Held { .. });
    if found.iter().any(is_held) {
        let held = |from: Option<usize>| from.unwrap_or_default();
        let (first, last) = (held(found.iter().position(is_held)), held(found.iter().rposition(is_held)));
        found = found[first..=last].to_vec();
    }
    if found.is_empty() {
        found.extend(origins.near(note.span.start));
    }
    let pieces: Vec<(Piece, bool)> = found.iter().filter_map(in_main).collect();
    let in_note = pieces.first().is_some_and(|(_, in_note)| *in_note);
    Placed {
        note,
        pieces: pieces.into_iter().filter(|piece| piece.1 == in_note).map(|piece| piece.0).collect(),
        in_note,
    }
}

/// The element of the main part for a piece, and whether it is only what refers to it.
fn in_main(origin: &Origin) -> Option<(Piece, bool)> {
    let (at, from) = match origin.place {
        Place::Held { at, from } => (at, from),
        Place::Shown { at } => (at, 0),
        Place::Cell { .. } | Place::Printed { .. } => return None,
    };
    Some(match at.reference {
        Some(element) => (Piece { element, bytes: 0..0 }, true),
        None => (Piece { element: at.start, bytes: from..from + origin.span.len() }, false),
    })
}

/// What a fix strikes out, where all of it is text that this part holds.
fn of_fix(fix: &Fix, origins: &Origins, part: Part) -> Option<Vec<Piece>> {
    let piece = |origin: Origin| match origin.place {
        Place::Held { at, from } if at.part == part => {
            Some(Piece { element: at.start, bytes: from..from + origin.span.len() })
        }
        _ => None,
    };
    let pieces: Option<Vec<Piece>> = origins.of(fix.span).map(piece).collect();
    let covered: usize = origins.of(fix.span).map(|origin| origin.span.len()).sum();
    pieces.filter(|pieces| !pieces.is_empty() && covered == fix.span.len())
}
