//! Comments on passages: what people want others to see at the words that it is about. Nothing is read otherwise for them.

use super::changes::time;
use crate::call::{Call, page};
use crate::opened::Text;
use crate::reply::Refusal;
use crate::right::Right;
use crate::shell::Shell;
use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use zhengtu_desk::{Deed, Journal, Note};
use zhengtu_model::Evidence;
use zhengtu_text::{Solid, strip_white};

/// How long a comment may be, in characters.
const LONGEST: usize = 1_000;

/// A comment as the reader shows it.
pub struct Remark {
    /// Its number among the changes.
    pub number: u64,
    /// Who made it, and when.
    pub by: String,
    /// What it says.
    pub says: String,
    /// The words that it is about.
    pub words: String,
    /// Where they begin and end now; nothing where they stand nowhere any more.
    pub place: Option<(usize, usize)>,
}

/// The comments on a document that nobody took back, in the order of their passages; those last whose words are gone.
pub fn remarks(journal: &Journal, doc: &str, text: &Text) -> Vec<Remark> {
    let mut solid: Option<Solid> = None;
    let of = |change: &&zhengtu_desk::Change| change.note.doc == doc && journal.holds(change);
    let mut found: Vec<Remark> = Vec::new();
    for change in journal.changes.iter().filter(of) {
        let Deed::Comment { passage, start } = &change.deed else { continue };
        // The same words may stand at several places: meant are those nearest to where they stood.
        let all = solid.get_or_insert_with(|| Solid::of(text.whole())).find_all(passage);
        let places = all.map(|span| text.evidence(span)).map(|at| (at.start, at.end));
        found.push(Remark {
            number: change.number,
            by: format!("{} {}", change.note.who, time(change.note.at)),
            says: change.note.after.clone(),
            words: passage.clone(),
            place: places.min_by_key(|(at, _)| at.abs_diff(*start)),
        });
    }
    found.sort_by_key(|remark| (remark.place.is_none(), remark.place, remark.number));
    found
}

#[derive(Template)]
#[template(path = "comment.html")]
struct Form {
    shell: Shell,
    doc: String,
    at: String,
    place: String,
    back: String,
    words: String,
    says: String,
    fault: String,
}

/// A passage that is commented on.
struct Passage<'a> {
    doc: &'a str,
    part: u32,
    /// The name of its part, and its numbering.
    name: String,
    words: String,
    at: Evidence,
}

/// The passage that the address names by its place; with words, these within it.
fn passage(call: &Call) -> Result<Passage<'_>, Refusal> {
    let at = call.get("doc").and_then(|name| call.opened.document(name));
    let at = at.ok_or_else(|| Refusal::missing(call.t("error.document")))?;
    let (facts, text) = (&call.opened.facts[at], &call.opened.texts[at]);
    let (start, end) = call.get("at").map(super::place::place).transpose()?.unwrap_or_default();
    let clause = facts.clauses.iter().find(|clause| clause.evidence.start <= start && start < clause.evidence.end);
    let clause = clause.filter(|_| start < end).ok_or_else(|| Refusal::missing(call.t("comment.gone")))?;
    let own = Evidence { start, end: end.min(clause.evidence.end), ..clause.evidence.clone() };
    let words = strip_white(text.passage(&own));
    let narrowed = call.get("words").map(strip_white).filter(|words| !words.is_empty());
    let within = narrowed.and_then(|narrowed| {
        let before = words[..words.find(&narrowed)?].chars().count();
        let solid = text.passage(&own).char_indices().enumerate().filter(|(_, (_, char))| !char.is_whitespace());
        let skipped = solid.map(|(at, _)| at).nth(before)?;
        Some((narrowed, own.start + skipped))
    });
    let (words, start) = within.unwrap_or((words, own.start));
    Ok(Passage {
        doc: &facts.info.name,
        part: clause.part,
        name: call.opened.titles.place(&facts.info.name, clause.part, &clause.path, call.asked.lang),
        words,
        at: Evidence { start, ..own },
    })
}

/// `/comment`: a comment on a passage.
pub fn comment(call: &Call) -> Result<Response, Refusal> {
    call.may(Right::Report)?;
    form(call, &passage(call)?, "")
}

fn form(call: &Call, passage: &Passage<'_>, fault: &str) -> Result<Response, Refusal> {
    let shell = call.shell(call.t("comment.title"));
    let mut response = page(&Form {
        doc: passage.doc.to_owned(),
        at: format!("{}-{}", passage.at.start, passage.at.end),
        place: format!("{} {}", call.opened.titles.whole(passage.doc), passage.name),
        back: shell.place(passage.doc, &passage.part, &passage.at),
        words: passage.words.clone(),
        says: call.get("says").unwrap_or_default().to_owned(),
        fault: fault.to_owned(),
        shell,
    })?;
    if !fault.is_empty() {
        *response.status_mut() = StatusCode::BAD_REQUEST;
    }
    Ok(response)
}

/// The form, sent.
pub fn commented(call: &Call) -> Result<Response, Refusal> {
    let passage = passage(call)?;
    let says = call.get("says").unwrap_or_default().chars().filter(|char| !char.is_control() || *char == '\n');
    let says = says.take(LONGEST).collect::<String>().trim().to_owned();
    if says.is_empty() {
        return form(call, &passage, call.t("comment.empty"));
    }
    let about = format!("{} {}", call.opened.titles.beside(passage.doc), passage.name);
    let note = call.note(format!("comment:{}", passage.doc), about, passage.doc);
    let note = Note { before: passage.words.clone(), after: says, ..note };
    let mut edit = call.app.desk.begin().map_err(|error| call.refused(error))?;
    let made = edit.comment(note, passage.words, passage.at.start).map_err(|error| call.refused(error))?;
    let path = format!("/doc/{}", crate::address::segment(passage.doc));
    let (part, at) = (passage.part.to_string(), format!("{}-{}", passage.at.start, passage.at.end));
    call.changed(&path, &[("part", part.as_str()), ("at", at.as_str())], made.number, false)
}
