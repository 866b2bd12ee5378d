//! Two versions side by side as a Word document: a paragraph beside what became of it.

use super::text::marks;
use super::{gaps, matched};
use crate::Document;
use zhengtu_model::ClauseKind;
use zhengtu_office::Error;
use zhengtu_office::docx::{Document as Report, Page, Run};

/// The colour of what changed.
const RED: &str = "C00000";

/// A paragraph in pieces, each with whether the other version lacks it.
type Pieces = Vec<(String, bool)>;

/// The whole text of both versions in two columns; what only the old one has is struck through, what only the new one
/// has underlined, both in red.
///
/// # Errors
/// Where the package cannot be written.
pub fn beside(old: &Document<'_>, new: &Document<'_>) -> Result<Vec<u8>, Error> {
    let rows = rows(&paragraphs(old), &paragraphs(new));
    let mut report = Report::new(Page::Wide);
    report.title("新旧对照");
    let cells: Vec<Vec<Vec<Run<'_>>>> =
        rows.iter().map(|[before, after]| vec![runs(before, false), runs(after, true)]).collect();
    let name = |prefix: &str, document: &Document<'_>| format!("{prefix}：{}", document.facts.info.name);
    report.table_of_runs(&[(name("旧", old), 1), (name("新", new), 1)], &cells);
    report.to_bytes()
}

fn runs(pieces: &Pieces, is_new: bool) -> Vec<Run<'_>> {
    let mut runs = Vec::new();
    for (text, changed) in pieces {
        let run = Run::new(text);
        runs.push(match (changed, is_new) {
            (false, _) => run,
            (true, true) => run.colour(RED).underlined(),
            (true, false) => run.colour(RED).struck(),
        });
    }
    runs
}

/// The paragraphs of a document; page furniture without a word is none.
fn paragraphs(document: &Document<'_>) -> Vec<String> {
    let is_text = |text: &str| text.contains(|char: char| char.is_alphabetic());
    let clauses = document.facts.clauses.iter();
    clauses
        .filter(|clause| clause.kind != ClauseKind::Other || is_text(&clause.text))
        .map(|clause| clause.text.clone())
        .collect()
}

/// The rows: paragraphs that stayed beside themselves, those between them in order.
fn rows(old: &[String], new: &[String]) -> Vec<[Pieces; 2]> {
    let plain = |text: &String| vec![(text.clone(), false)];
    let same = matched(old, new);
    let mut rows: Vec<(usize, usize, [Pieces; 2])> =
        same.iter().map(|&(a, b)| (a, b, [plain(&old[a]), plain(&new[b])])).collect();
    for (left, right) in gaps(&same, (old.len(), new.len())) {
        for step in 0..left.len().max(right.len()) {
            let (a, b) = (left.start + step, right.start + step);
            let (before, after) = (old[..left.end].get(a), new[..right.end].get(b));
            let pair = [before, after].map(|text| text.map_or("", String::as_str));
            let (lost, gained) = marks(pair[0], pair[1]);
            rows.push((a.min(left.end), b.min(right.end), [marked(pair[0], &lost), marked(pair[1], &gained)]));
        }
    }
    rows.sort_by_key(|row| (row.0, row.1));
    rows.into_iter().map(|row| row.2).collect()
}

/// A text in pieces by the ranges that are marked.
fn marked(text: &str, marks: &[[usize; 2]]) -> Pieces {
    let chars: Vec<char> = text.chars().collect();
    let mut pieces = Pieces::new();
    let mut at = 0;
    for &[start, end] in marks.iter().chain([&[chars.len(); 2]]) {
        pieces.push((chars[at..start].iter().collect(), false));
        pieces.push((chars[start..end].iter().collect(), true));
        at = end;
    }
    pieces.retain(|(text, _)| !text.is_empty());
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(rows: &[[Pieces; 2]]) -> Vec<[String; 2]> {
        let shown = |pieces: &Pieces| -> String {
            pieces.iter().map(|(text, changed)| if *changed { format!("[{text}]") } else { text.clone() }).collect()
        };
        rows.iter().map(|[old, new]| [shown(old), shown(new)]).collect()
    }

    #[test]
    fn each_paragraph_stands_beside_what_became_of_it() {
        let of = |lines: &[&str]| lines.iter().map(|line| (*line).to_owned()).collect::<Vec<_>>();
        let found = rows(&of(&["甲", "办理3天", "丙", "丁"]), &of(&["甲", "办理5天", "丁", "戊"]));
        let wanted = [["甲", "甲"], ["办理[3]天", "办理[5]天"], ["[丙]", ""], ["丁", "丁"], ["", "[戊]"]];
        assert_eq!(texts(&found), wanted.map(|row| row.map(str::to_owned)));
    }
}
