use crate::call::{Call, page};
use crate::reply::Refusal;
use crate::shell::Shell;
use askama::Template;
use axum::response::Response;

#[derive(Template)]
#[template(path = "help.html")]
struct Help {
    shell: Shell,
    rows: Vec<(String, &'static str, &'static str)>,
}

/// The pages with what they answer: path, key of the name, key of what it answers.
const PAGES: [(&str, &str, &str); 14] = [
    ("/", "nav.home", "help.home"),
    ("/search", "nav.search", "help.search"),
    ("/ask", "nav.ask", "help.ask"),
    ("/tasks", "nav.tasks", "help.tasks"),
    ("/progress", "nav.progress", "help.progress"),
    ("/reminders", "reminders.title", "help.reminders"),
    ("/units", "nav.units", "help.units"),
    ("/targets?view=compare", "nav.targets", "help.targets"),
    ("/findings", "nav.findings", "help.findings"),
    ("/diff", "nav.diff", "help.diff"),
    ("/changes", "nav.changes", "help.changes"),
    ("/queries", "nav.queries", "help.queries"),
    ("/audit", "nav.audit", "help.audit"),
    ("/api", "nav.api", "help.api"),
];

/// `/help`: what each page answers, and how things are put right.
pub fn help(call: &Call) -> Result<Response, Refusal> {
    let shell = call.shell(call.t("help.title"));
    let row =
        |(path, name, about): (&'static str, &'static str, &'static str)| (shell.to(path), call.t(name), call.t(about));
    page(&Help { rows: PAGES.map(row).into(), shell })
}
