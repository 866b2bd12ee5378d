//! Who issued a document: the title of the notice or of the document, the signature, the red head, the data above the
//! text, the note of issue.

use crate::day::alone;
use crate::labels::{Field, Labels};
use crate::name::named;
use crate::note::note;
use crate::organ::{is_national, organs};
use crate::sheet::{Line, Sheet};
use crate::title::Titles;
use crate::{Found, Issuers, organ};
use zhengtu_lexicon::Lexicon;
use zhengtu_model::Date;
use zhengtu_outline::ParagraphKind;
use zhengtu_terms::dates::first_day;
use zhengtu_text::Span;

/// The names over a date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Signature {
    pub(crate) organs: Vec<String>,
    pub(crate) date: Option<Found<Date>>,
    /// It stands before the first item.
    pub(crate) in_head: bool,
    /// The date is written in full (2021年3月1日) and not as a site prints it (2021-03-01).
    pub(crate) written: bool,
    span: Span,
}

/// How many names may stand over a date.
const MOST_NAMES: usize = 6;

/// The longest line that is a signature, in bytes.
const LONGEST: usize = 150;

/// All signatures of a document, in order: those with names, and dates that stand alone.
pub(crate) fn signatures(lexicon: &Lexicon, sheet: &Sheet<'_>) -> Vec<Signature> {
    let lines = &sheet.lines;
    let signed = |at: usize| -> Option<Signature> {
        let line = &lines[at];
        if !can_sign(line) {
            return None;
        }
        if let Some(day) = alone(&line.text) {
            let (organs, from) = names_above(lexicon, sheet, at);
            let date = Some(Found::at(day.date, line.span));
            let span = if organs.is_empty() { line.span } else { sheet.span(from, at - 1) };
            return Some(Signature {
                organs, date, in_head: at < sheet.head, written: line.text.contains('年'), span
            });
        }
        // The date is blank (2023年 月 日), or stands behind the name.
        if is_blank_date(&line.text) {
            let (organs, from) = names_above(lexicon, sheet, at);
            let date = None;
            let named = !organs.is_empty();
            return named.then(|| Signature {
                organs,
                date,
                in_head: at < sheet.head,
                written: true,
                span: sheet.span(from, at - 1),
            });
        }
        let day = first_day(&line.text).filter(|day| day.span.end == line.text.len())?;
        let organs = organs(lexicon, &line.text[..day.span.start])?;
        let date = Some(Found::at(day.date, line.part_of(day.span.start..day.span.end)));
        let span = line.part_of(0..day.span.start);
        Some(Signature { organs, date, in_head: at < sheet.head, written: line.text.contains('年'), span })
    };
    (0..lines.len()).filter_map(signed).collect()
}

fn can_sign(line: &Line<'_>) -> bool {
    !matches!(line.kind, ParagraphKind::Cell | ParagraphKind::Field | ParagraphKind::AnnexEntry)
        && line.text.len() <= LONGEST
}

fn is_blank_date(text: &str) -> bool {
    let is_blank = |char: &char| char.is_ascii_digit() || matches!(char, 'X' | 'Ｘ' | '×' | '某' | '*' | '_');
    text.chars().filter(|char| !is_blank(char)).eq("年月日".chars())
}

/// The names in the lines above a date, and the first of these lines.
fn names_above(lexicon: &Lexicon, sheet: &Sheet<'_>, at: usize) -> (Vec<String>, usize) {
    let mut names: Vec<String> = Vec::new();
    let mut from = at;
    for above in (at.saturating_sub(MOST_NAMES)..at).rev() {
        let line = &sheet.lines[above];
        let remark = line.text.starts_with(['（', '(']) && line.text.ends_with(['）', ')']);
        if remark && line.text.chars().count() < 30 && from == at {
            continue;
        }
        let Some(found) = can_sign(line).then(|| organs(lexicon, &line.text)).flatten() else { break };
        names.splice(0..0, found);
        from = above;
    }
    (names, from)
}

/// Who issued the document: of the sources in the order in which they are trusted the first that names its place, else
/// the first.
pub(crate) fn read(
    lexicon: &Lexicon,
    sheet: &Sheet<'_>,
    labels: &Labels,
    titles: &Titles,
    signatures: &[Signature],
) -> Option<Issuers> {
    let labelled = |field| {
        let found = labels.get(field)?;
        Some(Found { value: organs(lexicon, &found.value)?, span: found.span })
    };
    let sources: Vec<Issuers> = [
        titles.issuer.clone(),
        signed(signatures),
        red_head(lexicon, sheet),
        labelled(Field::Issuer),
        noted(lexicon, sheet),
        labelled(Field::Publisher),
    ]
    .into_iter()
    .flatten()
    .collect();
    let full = |issuers: &&Issuers| issuers.value.iter().any(|name| is_full(lexicon, name));
    sources.iter().find(full).or(sources.first()).cloned()
}

/// Whether a name says whose it is.
fn is_full(lexicon: &Lexicon, name: &str) -> bool {
    is_national(lexicon, name) || named(lexicon, name).is_some()
}

/// The names over the date of the letter, else of the end.
fn signed(signatures: &[Signature]) -> Option<Issuers> {
    let named = |signature: &&Signature| !signature.organs.is_empty();
    let mut all = signatures.iter().filter(named);
    let found = all.clone().find(|signature| signature.in_head).or_else(|| all.next_back())?;
    Some(Found::at(found.organs.clone(), found.span))
}

/// 某市人民政府办公室文件.
fn red_head(lexicon: &Lexicon, sheet: &Sheet<'_>) -> Option<Issuers> {
    let words = &lexicon.documents().title.head;
    sheet.head().iter().find_map(|line| {
        let len = words.at_end(&line.text)?;
        let name = line.text[..line.text.len() - len].trim_end_matches(['（', '(']);
        Some(Found::at(organs(lexicon, name)?, line.part_of(0..name.len())))
    })
}

/// （2023年1月30日某市人民政府某府规字〔2023〕1号文发布）.
fn noted(lexicon: &Lexicon, sheet: &Sheet<'_>) -> Option<Issuers> {
    sheet.head().iter().find_map(|line| {
        let note = note(&line.text)?;
        let start = line.text.len() - line.text.trim_start_matches(['（', '(']).len();
        let from = first_day(note).map_or(0, |day| day.span.end);
        let rest = note[from..].trim_start_matches(['由', '经', '，']);
        let from = note.len() - rest.len();
        // The longest beginning that is a name.
        let ends = rest.char_indices().map(|(at, char)| at + char.len_utf8()).take(40);
        let names = ends.filter_map(|end| Some((organs(lexicon, &rest[..end])?, end)));
        let government = |end: usize| rest[..end].ends_with("人民政府") || !rest[..end].contains("人民政府");
        let (names, end) = names
            .filter(|&(_, end)| organ::ends_plainly(lexicon, &rest[..end]))
            .filter(|&(_, end)| government(end))
            .last()?;
        Some(Found::at(names, line.part_of(start + from..start + from + end)))
    })
}
