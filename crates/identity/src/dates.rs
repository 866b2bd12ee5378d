//! The day of issue.

use crate::Found;
use crate::issuer::Signature;
use crate::labels::{Field, Labels};
use crate::note::note;
use crate::sheet::{Line, Sheet};
use zhengtu_lexicon::Lexicon;
use zhengtu_model::Date;
use zhengtu_terms::dates::{Day, first_day};

/// Where the day of issue was read.
#[derive(Clone, Debug, Default)]
pub(crate) struct Issue(Option<Found<Date>>);

/// How many of the last lines of a document may be its imprint.
const FOOT: usize = 12;

impl Issue {
    pub(crate) fn of(_: &Lexicon, sheet: &Sheet<'_>, labels: &Labels, signatures: &[Signature]) -> Self {
        let labelled = |field| {
            let found = labels.get(field)?;
            let day = first_day(&found.value)?;
            Some(Found { value: day.date, span: found.span })
        };
        let signed = |in_head: bool, named: bool| {
            let fit = |signature: &&Signature| {
                signature.in_head == in_head && signature.organs.is_empty() != named && signature.written
            };
            let mut fitting = signatures.iter().filter(fit);
            let signature = if in_head { fitting.next() } else { fitting.next_back() };
            signature.and_then(|signature| signature.date.clone())
        };
        Self(
            signed(true, true)
                .or_else(|| noted(sheet))
                .or_else(|| signed(false, true))
                .or_else(|| labelled(Field::Issued))
                .or_else(|| signed(true, false))
                .or_else(|| signed(false, false))
                .or_else(|| imprint(sheet))
                .or_else(|| labelled(Field::Published)),
        )
    }

    pub(crate) fn day(&self) -> Option<Date> {
        self.0.as_ref().map(|found| found.value)
    }

    pub(crate) fn into_found(self) -> Option<Found<Date>> {
        self.0
    }
}

/// The day in the note of issue below the title.
fn noted(sheet: &Sheet<'_>) -> Option<Found<Date>> {
    sheet.head().iter().find_map(|line| {
        let day = first_day(note(&line.text)?)?;
        Some(at(line, day, line.text.len() - line.text.trim_start_matches(['（', '(']).len()))
    })
}

/// 某市人民政府办公室2021年3月12日印发.
fn imprint(sheet: &Sheet<'_>) -> Option<Found<Date>> {
    let foot = sheet.lines.len().saturating_sub(FOOT);
    let lines = sheet.head().iter().chain(&sheet.lines[foot.max(sheet.head)..]);
    lines.filter(|line| line.text.len() < 150).find_map(|line| {
        let dated = line.text.strip_suffix("印发")?;
        let day = first_day(dated).filter(|day| day.span.end == dated.len())?;
        Some(at(line, day, 0))
    })
}

fn at(line: &Line<'_>, day: Day, shift: usize) -> Found<Date> {
    Found::at(day.date, line.part_of(day.span.start + shift..day.span.end + shift))
}
