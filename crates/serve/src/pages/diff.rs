//! Two versions of a plan, or plans of two levels, compared.

use super::choices::Choice;
use super::findings::{Row, row};
use crate::call::{Call, page};
use crate::opened::Opened;
use crate::reply::Refusal;
use crate::shell::Shell;
use askama::Template;
use axum::response::Response;
use zhengtu_check::Document;
use zhengtu_check::diff as changes;
use zhengtu_model::Finding;
use zhengtu_say::Titles;

#[derive(Template)]
#[template(path = "diff.html")]
struct Diff {
    shell: Shell,
    old: Vec<Choice>,
    new: Vec<Choice>,
    levels: bool,
    rows: Option<Vec<Row>>,
    all: usize,
}

/// How many changes a page shows.
const SHOWN: usize = 500;

/// `/diff`: two documents of the knowledge base compared, as versions of one or as plans of two levels.
pub fn diff(call: &Call) -> Result<Response, Refusal> {
    let shell = call.shell(call.t("nav.diff"));
    let document = |name: &str| {
        let Some(given) = call.get(name) else { return Ok(None) };
        call.opened.document(given).map(Some).ok_or_else(|| Refusal::missing(call.t("error.document")))
    };
    let (old, new) = (document("old")?, document("new")?);
    let levels = call.get("levels").is_some();
    let found = match (old, new) {
        (Some(old), Some(new)) if old != new => {
            let of = |at: usize| call.opened.checked(at).ok_or_else(|| Refusal::missing(call.t("error.document")));
            let compare = if levels { changes::levels } else { changes::diff };
            Some(compare(&of(old)?, &of(new)?))
        }
        _ => None,
    };
    let choices = |chosen: Option<usize>| {
        let choice = |(at, facts): (usize, &zhengtu_model::DocumentFacts)| Choice {
            value: facts.info.name.clone(),
            label: call.opened.titles.whole(&facts.info.name),
            chosen: chosen == Some(at),
        };
        call.opened.facts.iter().enumerate().map(choice).collect::<Vec<_>>()
    };
    page(&Diff {
        old: choices(old),
        new: choices(new),
        levels,
        all: found.as_ref().map_or(0, Vec::len),
        rows: found.map(|found| {
            let titles = &call.opened.titles;
            found.iter().take(SHOWN).map(|finding| shown(&shell, call, finding, (titles, &finding.doc))).collect()
        }),
        shell,
    })
}

/// A change as a row: what was there stands on the left. `new` tells what the newer document is called.
fn shown(shell: &Shell, call: &Call, finding: &Finding, new: (&Titles, &str)) -> Row {
    let mut row = row(shell, &call.opened.titles, finding);
    row.rule = changes::CHANGES
        .iter()
        .find(|change| change.code == finding.code)
        .map_or("", |change| shell.lang.pick(change.title, change.english));
    row.href.clear();
    let sides = std::iter::once(&finding.a).chain(&finding.b);
    for (passage, side) in row.sides.iter_mut().zip(sides) {
        let is_new = side.doc.as_ref().is_none_or(|doc| *doc == finding.doc);
        passage.other = shell.t(if is_new { "diff.after" } else { "diff.before" }).to_owned();
        if is_new {
            passage.part = new.0.part(new.1, side.part, shell.lang);
        }
    }
    let before = shell.t("diff.before");
    row.sides.sort_by_key(|passage| passage.other != before);
    row
}

/// What changes from a document of the knowledge base to a file that was read by itself.
pub fn versions(call: &Call, name: &str, new: &Opened) -> Result<Vec<Row>, Refusal> {
    let missing = || Refusal::missing(call.t("error.document"));
    let old = call.opened.document(name).and_then(|at| call.opened.checked(at)).ok_or_else(missing)?;
    let fresh = new.checked(0).ok_or_else(missing)?;
    // The two have to have different names.
    let mut facts = fresh.facts.clone();
    facts.info.name = format!("{}（{}）", facts.info.name, call.t("diff.new"));
    let found = changes::diff(&old, &Document { facts: &facts, ..fresh });
    let shell = call.shell("");
    let rows = found.iter().map(|finding| {
        let mut row = shown(&shell, call, finding, (&new.titles, &fresh.facts.info.name));
        row.forget_addresses();
        row
    });
    Ok(rows.collect())
}
