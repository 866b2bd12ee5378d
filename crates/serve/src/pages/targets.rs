use super::choices::{Choice, document_choices, part_choices};
use super::columns::{Columns, Key};
use super::pager::{PAGE, Pager};
use super::rows::{TargetRow, target_columns, target_sheet, whose};
use super::tasks::{Note, note, notes};
use crate::call::{Call, page};
use crate::opened::Compared;
use crate::reply::Refusal;
use crate::select;
use crate::sheet::{Cell, Sheet};
use crate::shell::Shell;
use askama::Template;
use axum::response::Response;
use std::collections::BTreeSet;
use zhengtu_check::Verdict;
use zhengtu_model::{Target, Value};
use zhengtu_say as say;

#[derive(Template)]
#[template(path = "targets.html")]
struct Targets {
    shell: Shell,
    parts: Vec<Choice>,
    docs: Vec<Choice>,
    pager: Pager,
    columns: Columns,
    rows: Vec<TargetRow>,
    overview: Option<Vec<Line>>,
    /// How many indicators stand in several places, and how many of them do not agree.
    compared: (usize, usize),
}

/// An indicator that stands in several places of a plan: a line of the overview.
struct Line {
    off: bool,
    verdict: Said,
    name: String,
    href: String,
    doc: String,
    /// What the main text says, and what the annexes say: figure, place, its address.
    sides: [Vec<(String, String, String)>; 2],
}

/// A verdict in words, as the style sheet calls it.
struct Said {
    class: &'static str,
    words: &'static str,
}

impl Said {
    fn of(shell: &Shell, verdict: Verdict) -> Self {
        let (class, key) = match verdict {
            Verdict::Conflict => ("error", "verdict.conflict"),
            Verdict::Doubt => ("warning", "verdict.doubt"),
            Verdict::Differ => ("", "verdict.differ"),
            Verdict::Agree => ("good", "verdict.agree"),
        };
        Self { class, words: shell.t(key) }
    }
}

/// `/targets`: the targets as a table, or the indicators that stand in several places, those first that do not agree.
pub fn targets(call: &Call) -> Result<Response, Refusal> {
    let mut found = select::targets(call)?;
    let columns = Columns::of(call, &call.shell(""), &target_columns(call))?;
    columns.sort(&mut found, |target, column| key(call, target, column));
    let compared = call.opened.compared();
    let wanted: BTreeSet<&str> = found.iter().map(|target| target.id.as_str()).collect();
    let shown =
        compared.iter().filter(|one| call.opened.targets_of(one).any(|target| wanted.contains(target.id.as_str())));
    let shown: Vec<&Compared> = shown.collect();
    let overview = call.get("view") == Some("compare");
    if let Some(form) = call.download()? {
        return match overview {
            true => overview_sheet(call, &shown).reply(form),
            false => target_sheet(call, call.t("nav.targets"), &found).reply(form),
        };
    }
    let shell = call.shell(call.t("nav.targets"));
    let total = if overview { shown.len() } else { found.len() };
    let pager = Pager::new(&shell, total, call.page()?, PAGE);
    let lines = || pager.listed(&shown).map(|(one, off)| Line { off, ..line(call, &shell, one) }).collect();
    let rows =
        || pager.listed(&found).map(|(target, off)| TargetRow { off, ..TargetRow::new(&shell, target) }).collect();
    page(&Targets {
        parts: part_choices(call),
        docs: document_choices(call),
        rows: if overview { Vec::new() } else { rows() },
        overview: overview.then(lines),
        compared: (compared.len(), compared.iter().filter(|one| one.verdict == Verdict::Conflict).count()),
        columns,
        pager,
        shell,
    })
}

/// By what a target is sorted in a column; of a range the lower end.
fn key(call: &Call, target: &Target, column: &str) -> Key {
    match column {
        "doc" => call.opened.titles.whole(&target.doc).as_str().into(),
        "indicator" => target.indicator.as_str().into(),
        "value" => match target.value {
            Value::Number(number) => Key::Number(number),
            Value::Range([from, _]) => Key::Number(from),
        },
        "due" => target.deadline.into(),
        "quote" => target.quote.as_str().into(),
        _ => Key::Nothing,
    }
}

fn line(call: &Call, shell: &Shell, one: &Compared) -> Line {
    let side = |main: bool| {
        let own = call.opened.targets_of(one).filter(|target| (target.part == 0) == main);
        let said = |target: &Target| {
            let place = shell.titles.place(&target.doc, target.part, &target.path, shell.lang);
            (say::figure(target, shell.lang), place, shell.place(&target.doc, &target.part, &target.evidence))
        };
        own.map(said).collect()
    };
    let name = call.opened.targets_of(one).next().map(|target| target.indicator.clone()).unwrap_or_default();
    Line {
        off: false,
        verdict: Said::of(shell, one.verdict),
        href: shell.indicator(&name),
        name,
        doc: one.doc.clone(),
        sides: [side(true), side(false)],
    }
}

fn overview_sheet(call: &Call, shown: &[&Compared]) -> Sheet {
    let lang = call.asked.lang;
    let rows: Vec<(&Compared, &Target)> =
        shown.iter().flat_map(|one| call.opened.targets_of(one).map(move |target| (*one, target))).collect();
    let shell = call.shell("");
    whose(call, Sheet::of(call.t("view.compare"), &rows), |(_, target)| &target.doc)
        .column("verdict", call.t("column.verdict"), |(one, _)| Said::of(&shell, one.verdict).words)
        .column("indicator", call.t("column.indicator"), |(_, target)| target.indicator.as_str())
        .column("place", call.t("column.place"), |(_, target)| {
            call.opened.titles.place(&target.doc, target.part, &target.path, lang)
        })
        .column("value", call.t("column.value"), |(_, target)| say::figure(target, lang))
        .column("due", call.t("column.due"), |(_, target)| target.deadline.map_or(Cell::Empty, Cell::Day))
        .column("quote", call.t("column.quote"), |(_, target)| target.quote.as_str())
        .column("line", call.t("column.line"), |(_, target)| target.evidence.line)
        .finish()
}

#[derive(Template)]
#[template(path = "target.html")]
struct One {
    shell: Shell,
    target: TargetRow,
    from: String,
    task: Option<(String, String)>,
    findings: Vec<Note>,
    columns: Columns,
    pairs: Vec<TargetRow>,
}

/// `/target`: one target.
pub fn target(call: &Call) -> Result<Response, Refusal> {
    let target = call.get("id").and_then(|id| call.opened.target(id));
    let target = target.ok_or_else(|| Refusal::missing(call.t("error.target")))?;
    if let Some(form) = call.download()? {
        return target_sheet(call, &target.indicator, &[target]).reply(form);
    }
    let shell = call.shell(&target.indicator);
    let task = call.opened.tasks().find(|task| {
        let (outer, inner) = (&task.evidence, &target.evidence);
        task.doc == target.doc && outer.start <= inner.start && inner.end <= outer.end
    });
    page(&One {
        from: target.from.map(|from| format!("{from}{}", target.unit)).unwrap_or_default(),
        task: task.map(|task| (shell.task(&task.id), task.title.clone())),
        findings: notes(call, &shell, &target.doc, target.part, &target.evidence),
        columns: Columns::plain(&target_columns(call)),
        pairs: alike(call, target).into_iter().map(|other| TargetRow::new(&shell, other)).collect(),
        target: TargetRow::new(&shell, target),
        shell,
    })
}

/// The targets of the document that may be of the same indicator.
fn alike<'a>(call: &'a Call, target: &Target) -> Vec<&'a Target> {
    let others = call.opened.counterparts(&target.id).into_iter();
    others.filter_map(|(id, _)| call.opened.target(id)).collect()
}

#[derive(Template)]
#[template(path = "indicator.html")]
struct Indicator {
    shell: Shell,
    name: String,
    groups: Vec<Group>,
    columns: Columns,
    others: Vec<TargetRow>,
}

/// The targets of the indicator in one plan: those of the main text, those of the annexes.
struct Group {
    doc: String,
    main: String,
    plan: Vec<TargetRow>,
    annexes: Vec<TargetRow>,
    verdict: Option<Said>,
    findings: Vec<Note>,
}

/// `/indicator`: the targets of an indicator, the main text against the annexes. Whether they agree is told by what the
/// checks found; names that the checks take for the same stand together.
pub fn indicator(call: &Call) -> Result<Response, Refusal> {
    let name = call.get("name").unwrap_or_default();
    let own: Vec<&Target> = call.opened.targets().filter(|target| target.indicator == name).collect();
    if own.is_empty() {
        return Err(Refusal::missing(call.t("error.indicator")));
    }
    let is_own = |target: &Target| target.indicator == name;
    let compared: Vec<&Compared> =
        call.opened.compared().iter().filter(|one| call.opened.targets_of(one).any(is_own)).collect();
    let mut shown: Vec<&Target> = compared.iter().flat_map(|one| call.opened.targets_of(one)).collect();
    let alone: Vec<&Target> = own.iter().filter(|target| !among(&shown, target)).copied().collect();
    shown.extend(&alone);
    if let Some(form) = call.download()? {
        return target_sheet(call, name, &shown).reply(form);
    }
    let shell = call.shell(name);
    let mut groups: Vec<Group> = compared.iter().map(|one| compared_group(call, &shell, one)).collect();
    for target in &alone {
        match groups.iter_mut().find(|group| group.verdict.is_none() && group.doc == target.doc) {
            Some(group) => group.add(&shell, target),
            None => groups.push(Group::of(&shell, &target.doc, [*target])),
        }
    }
    let mut others: Vec<&Target> = Vec::new();
    for other in shown.iter().flat_map(|target| alike(call, target)) {
        if !among(&shown, other) && !among(&others, other) {
            others.push(other);
        }
    }
    page(&Indicator {
        name: name.to_owned(),
        groups,
        columns: Columns::plain(&target_columns(call)),
        others: others.into_iter().map(|target| TargetRow::new(&shell, target)).collect(),
        shell,
    })
}

fn among(targets: &[&Target], one: &Target) -> bool {
    targets.iter().any(|target| target.id == one.id)
}

fn compared_group(call: &Call, shell: &Shell, one: &Compared) -> Group {
    let group = Group::of(shell, &one.doc, call.opened.targets_of(one));
    let findings = call.opened.findings_of(one).map(|finding| note(shell, finding)).collect();
    Group { verdict: Some(Said::of(shell, one.verdict)), findings, ..group }
}

impl Group {
    fn of<'a>(shell: &Shell, doc: &str, targets: impl IntoIterator<Item = &'a Target>) -> Self {
        let mut group = Self {
            doc: doc.to_owned(),
            main: shell.part(doc, &0),
            plan: Vec::new(),
            annexes: Vec::new(),
            verdict: None,
            findings: Vec::new(),
        };
        targets.into_iter().for_each(|target| group.add(shell, target));
        group
    }

    fn add(&mut self, shell: &Shell, target: &Target) {
        let side = if target.part == 0 { &mut self.plan } else { &mut self.annexes };
        side.push(TargetRow::new(shell, target));
    }
}
