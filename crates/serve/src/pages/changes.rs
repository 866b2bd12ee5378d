//! What was changed, by whom and when, and how it is taken back.

use super::pager::{PAGE, Pager};
use crate::call::{Call, page};
use crate::reply::Refusal;
use crate::right::Right;
use crate::sheet::Sheet;
use crate::shell::Shell;
use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use zhengtu_desk::{Change, Deed, Journal, version};
use zhengtu_model::{Correction, Date, Outcome};

/// The hours by which the time of China is before that of Greenwich, which is that of all days here.
const HOURS: u64 = 8;

#[derive(Template)]
#[template(path = "changes.html")]
struct Changes {
    shell: Shell,
    pager: Pager,
    rows: Vec<Row>,
}

/// A change.
struct Row {
    off: bool,
    number: u64,
    at: String,
    who: String,
    what: &'static str,
    about: String,
    before: String,
    after: String,
    reason: String,
    /// What became of it: taken back, not followed.
    state: String,
    can_go: bool,
}

/// `/changes`: what was changed, the latest first.
pub fn changes(call: &Call) -> Result<Response, Refusal> {
    let journal = call.app.desk.journal().map_err(|error| call.refused(error))?;
    let followed = call.opened.corrections().unwrap_or_default();
    let mut rows: Vec<Row> = journal.changes.iter().map(|change| row(call, &journal, change, &followed)).collect();
    rows.reverse();
    if let Some(form) = call.download()? {
        return sheet(call, &rows).reply(form);
    }
    let shell = call.shell(call.t("nav.changes"));
    let pager = Pager::new(&shell, rows.len(), call.page()?, PAGE);
    let on: Vec<bool> = (1..=rows.len()).map(|at| at >= pager.first && at <= pager.last && pager.first > 0).collect();
    let rows = rows.into_iter().zip(on).map(|(row, on)| Row { off: !on, ..row });
    let rows = rows.filter(|row| pager.whole || !row.off).collect();
    page(&Changes { rows, pager, shell })
}

fn row(call: &Call, journal: &Journal, change: &Change, followed: &[zhengtu_kb::CorrectionReport]) -> Row {
    let note = &change.note;
    let holds = journal.holds(change);
    let state = match &change.deed {
        Deed::TakenBack { of } => call.t("changes.takes-back").replace("{number}", &of.to_string()),
        _ if !holds => call.t("changes.taken-back").to_owned(),
        Deed::Correction { entry, .. } => trouble(call, entry, followed).to_owned(),
        _ => String::new(),
    };
    Row {
        off: false,
        number: change.number,
        at: time(note.at),
        who: note.who.clone(),
        what: call.t(kind(&change.deed)),
        about: note.about.clone(),
        before: note.before.clone(),
        after: note.after.clone(),
        reason: note.reason.clone(),
        state,
        can_go: holds && call.asked.visitor.right >= Right::Edit,
    }
}

/// The key of what was done.
fn kind(deed: &Deed) -> &'static str {
    match deed {
        Deed::Correction { .. } => "changes.correction",
        Deed::Exception { .. } => "changes.exception",
        Deed::Reports { .. } => "changes.reports",
        Deed::Added { .. } => "changes.added",
        Deed::Replaced { .. } => "changes.replaced",
        Deed::Comment { .. } => "comment.title",
        Deed::TakenBack { .. } => "changes.taking-back",
    }
}

/// Why a correction was not followed, if it was not.
fn trouble(call: &Call, entry: &str, followed: &[zhengtu_kb::CorrectionReport]) -> &'static str {
    let same = |a: &Correction, b: &Correction| {
        (&a.change, &a.doc, a.part, &a.reason) == (&b.change, &b.doc, b.part, &b.reason)
    };
    let entries = zhengtu_corrections::parse("", entry).unwrap_or_default();
    let reports = entries.iter().filter_map(|entry| followed.iter().find(|found| same(&found.correction, entry)));
    for report in reports {
        if report.is_stale() {
            return call.t("changes.stale");
        }
        let wrong = report.uses.iter().find(|(_, applied)| applied.outcome != Outcome::Applied);
        match wrong.map(|(_, applied)| applied.outcome) {
            Some(Outcome::Ambiguous { .. }) => return call.t("changes.ambiguous"),
            Some(Outcome::Overlapping) => return call.t("changes.overlapping"),
            _ => {}
        }
    }
    ""
}

/// A time as people in China read it: day, hour and minute.
pub fn time(seconds: u64) -> String {
    let local = seconds + HOURS * 3600;
    let day = Date::from_days_since_1970(local / 86_400).map(|day| day.to_string()).unwrap_or_default();
    format!("{day} {:02}:{:02}", local / 3600 % 24, local / 60 % 60)
}

fn sheet(call: &Call, rows: &[Row]) -> Sheet {
    let t = |key: &str| call.t(key);
    Sheet::of(t("nav.changes"), rows)
        .column("number", t("changes.number"), |row| usize::try_from(row.number).unwrap_or(usize::MAX))
        .column("at", t("changes.at"), |row| row.at.as_str())
        .column("who", t("changes.who"), |row| row.who.as_str())
        .column("what", t("changes.what"), |row| row.what)
        .column("about", t("changes.about"), |row| row.about.as_str())
        .column("before", t("changes.before"), |row| row.before.as_str())
        .column("after", t("changes.after"), |row| row.after.as_str())
        .column("reason", t("changes.reason"), |row| row.reason.as_str())
        .column("state", t("changes.state"), |row| row.state.as_str())
        .finish()
}

/// A change, taken back.
pub fn take_back(call: &Call) -> Result<Response, Refusal> {
    let number = call.number("number")?.ok_or_else(|| Refusal::bad(call.t("error.number")))?;
    let note = call.note(String::new(), String::new(), "");
    let mut edit = call.app.desk.begin().map_err(|error| call.refused(error))?;
    let made = edit.take_back(number, &note.who, note.at).map_err(|error| call.refused(error))?;
    call.changed("/changes", &[], made.number, true)
}

/// What two people want of the same thing.
pub struct Conflict {
    /// The page of the thing.
    pub back: String,
    /// What it is.
    pub about: String,
    /// What holds now.
    pub now: String,
    /// What was wanted.
    pub wanted: String,
    /// What came between.
    pub since: Vec<Change>,
}

#[derive(Template)]
#[template(path = "conflict.html")]
struct Both {
    shell: Shell,
    conflict: Conflict,
    since: Vec<(String, String, String, String)>,
    version: u64,
    /// What was sent, to be sent once more.
    sent: Vec<(String, String)>,
    path: String,
}

/// Shows both: what came between, and what was wanted, which can still be done.
pub fn conflict(call: &Call, conflict: Conflict) -> Result<Response, Refusal> {
    let shell = call.shell(call.t("conflict.title"));
    let subject = conflict.since.first().map(|change| change.note.subject.clone()).unwrap_or_default();
    let journal = call.app.desk.journal().map_err(|error| call.refused(error))?;
    let told = |change: &Change| {
        let Change { note, .. } = change;
        (time(note.at), note.who.clone(), note.after.clone(), note.reason.clone())
    };
    let left_out = ["csrf", "version", "lang"];
    let pairs = call.asked.params.pairs().filter(|(name, _)| !left_out.contains(name));
    let mut response = page(&Both {
        since: conflict.since.iter().map(told).collect(),
        version: version(&journal, &subject),
        sent: pairs.map(|(name, value)| (name.to_owned(), value.to_owned())).collect(),
        path: call.asked.path.clone(),
        conflict,
        shell,
    })?;
    *response.status_mut() = StatusCode::CONFLICT;
    Ok(response)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_that_of_china() {
        assert_eq!(time(0), "1970-01-01 08:00");
        assert_eq!(time(1_700_000_000 + 59), "2023-11-15 06:14");
    }
}
