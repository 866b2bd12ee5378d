//! Which passages of a text were recognised, and how sure the program was of each.

use super::{Piece, Program};
use crate::Source;
use crate::source::{Recognised, Recognition};
use crate::writer::is_blank;
use zhengtu_text::Span;

/// How many characters the place of a line in the text may lie off that on the page.
const REACH: usize = 4_000;

/// A character with the confidence of the program.
type Sure = (char, u8);

/// Marks what was recognised on each page of a source.
pub(crate) fn marked(mut source: Source, program: &Program, pages: &[(u32, Vec<Piece>)]) -> Source {
    let numbers: Vec<u32> = pages.iter().map(|(page, _)| *page).collect();
    let passages = passages(&printed(&source, &numbers), pages.iter().flat_map(|(_, pieces)| lines(pieces)));
    source.recognition = Some(Recognition {
        program: program.name().to_owned(),
        version: program.version.clone(),
        pages: numbers,
        passages: merged(passages),
    });
    source
}

/// What to say of the pages that were recognised.
pub(crate) fn said(program: &Program, pages: &[(u32, Vec<Piece>)]) -> String {
    let pieces = || pages.iter().flat_map(|(_, pieces)| pieces);
    let length = |piece: &Piece| piece.text.chars().count();
    let all: usize = pieces().map(length).sum();
    let sum: usize = pieces().map(|piece| length(piece) * usize::from(piece.confidence)).sum();
    let numbers: Vec<String> = pages.iter().map(|(page, _)| page.to_string()).collect();
    let (numbers, title, mean) = (numbers.join("、"), program.title(), sum / all.max(1));
    format!("第 {numbers} 页的文字由 {title} 从图片上识别（OCR，平均置信度 {mean}%），可能有误")
}

/// Each character with its own confidence. A character that was laid out elsewhere than it was recognised gets
/// the least confidence of those that are left.
fn passages(text: &[(Span, char)], lines: impl Iterator<Item = Vec<Sure>>) -> Vec<Recognised> {
    let mut known: Vec<Option<u8>> = vec![None; text.len()];
    let mut left: Vec<u8> = Vec::new();
    let mut from = 0;
    for line in lines {
        let Some(at) = find(text, &known, &line, from) else {
            left.extend(line.iter().map(|(_, sure)| *sure));
            continue;
        };
        for (offset, (_, sure)) in line.iter().enumerate() {
            known[at + offset] = Some(*sure);
        }
        from = at + line.len();
    }
    let least = left.into_iter().min().unwrap_or(100);
    let of = |(&(span, _), sure): (&(Span, char), &Option<u8>)| Recognised { span, confidence: sure.unwrap_or(least) };
    text.iter().zip(&known).map(of).collect()
}

/// The characters that the blocks of these pages print, with their places, in order.
fn printed(source: &Source, pages: &[u32]) -> Vec<(Span, char)> {
    let blocks = source.blocks.iter().filter(|block| block.page.is_some_and(|page| pages.contains(&page)));
    let mut chars: Vec<(Span, char)> = Vec::new();
    for span in blocks.flat_map(|block| &block.pieces) {
        for (at, char) in span.of(&source.text).char_indices().filter(|(_, char)| !is_blank(*char)) {
            let start = span.start + at;
            chars.push((Span::new(start, start + char.len_utf8()), char));
        }
    }
    chars.sort_by_key(|(span, _)| span.start);
    chars
}

/// The recognised characters in runs that stand side by side.
fn lines(pieces: &[Piece]) -> Vec<Vec<Sure>> {
    let mut lines: Vec<Vec<Sure>> = Vec::new();
    let mut before: Option<&Piece> = None;
    for piece in pieces {
        let chars = piece.text.chars().filter(|char| !is_blank(*char)).map(|char| (char, piece.confidence));
        match lines.last_mut().filter(|_| before.is_some_and(|before| before.is_followed_by(piece))) {
            Some(line) => line.extend(chars),
            None => lines.push(chars.collect()),
        }
        before = Some(piece);
    }
    lines
}

/// Where a line of characters stands that nothing was found for yet: behind the line before, else near it.
fn find(text: &[(Span, char)], known: &[Option<u8>], line: &[Sure], from: usize) -> Option<usize> {
    let end = (text.len() + 1).checked_sub(line.len().max(1))?;
    let fits = |at: &usize| {
        let place = || text[*at..].iter().zip(&known[*at..]);
        place().zip(line).all(|(((_, printed), known), (char, _))| printed == char && known.is_none())
    };
    let (before, behind) = (from.saturating_sub(REACH), end.min(from + REACH));
    (from..behind).find(fits).or_else(|| (before..from.min(end)).find(fits))
}

/// Neighbours of the same confidence as one passage.
fn merged(passages: Vec<Recognised>) -> Vec<Recognised> {
    let mut merged: Vec<Recognised> = Vec::new();
    for passage in passages {
        match merged
            .last_mut()
            .filter(|last| last.confidence == passage.confidence && last.span.end == passage.span.start)
        {
            Some(last) => last.span.end = passage.span.end,
            None => merged.push(passage),
        }
    }
    merged
}
