use super::rows::{Choice, PAGE, Pager, TargetRow, document_choices, part_choices, target_sheet};
use super::tasks::{Note, notes};
use crate::call::{Call, page};
use crate::reply::Refusal;
use crate::select;
use crate::shell::Shell;
use askama::Template;
use axum::response::Response;
use std::collections::BTreeMap;
use zhengtu_model::Target;
use zhengtu_say as say;

#[derive(Template)]
#[template(path = "targets.html")]
struct Targets {
    shell: Shell,
    parts: Vec<Choice>,
    docs: Vec<Choice>,
    pager: Pager,
    rows: Vec<TargetRow>,
    shared: Vec<Shared>,
}

/// An indicator that several parts set a target for.
struct Shared {
    name: String,
    href: String,
    parts: String,
    count: usize,
}

/// `/targets`: the targets as a table, and the indicators that several parts speak of.
pub fn targets(call: &Call) -> Result<Response, Refusal> {
    let found = select::targets(call)?;
    if let Some(form) = call.download()? {
        return target_sheet(call, call.t("nav.targets"), &found).reply(form);
    }
    let shell = call.shell(call.t("nav.targets"));
    let pager = Pager::new(&shell, found.len(), call.page()?, PAGE);
    page(&Targets {
        parts: part_choices(call),
        docs: document_choices(call),
        rows: pager.of(&found).iter().map(|target| TargetRow::new(&shell, target)).collect(),
        shared: shared(call, &shell),
        pager,
        shell,
    })
}

fn shared(call: &Call, shell: &Shell) -> Vec<Shared> {
    let mut parts: BTreeMap<(&str, &str), (Vec<u32>, usize)> = BTreeMap::new();
    for target in call.opened.targets() {
        let (seen, count) = parts.entry((&target.doc, &target.indicator)).or_default();
        *count += 1;
        if !seen.contains(&target.part) {
            seen.push(target.part);
        }
    }
    let several = parts.into_iter().filter(|(_, (parts, _))| parts.len() > 1);
    let shared = several.map(|((_, name), (parts, count))| Shared {
        name: name.to_owned(),
        href: shell.indicator(name),
        parts: parts.iter().map(|part| shell.part(part)).collect::<Vec<_>>().join("、"),
        count,
    });
    shared.collect()
}

#[derive(Template)]
#[template(path = "target.html")]
struct One {
    shell: Shell,
    target: TargetRow,
    from: String,
    rule: String,
    task: Option<(String, String)>,
    findings: Vec<Note>,
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
        rule: target.rule.clone(),
        task: task.map(|task| (shell.task(&task.id), task.title.clone())),
        findings: notes(call, &shell, &target.doc, target.part, &target.evidence),
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
    others: Vec<TargetRow>,
}

/// The targets of one document: those of the plan, those of the annexes.
struct Group {
    doc: String,
    plan: Vec<TargetRow>,
    annexes: Vec<TargetRow>,
    agreement: Option<bool>,
}

/// `/indicator`: the targets of an indicator, the overall plan against the annexes.
pub fn indicator(call: &Call) -> Result<Response, Refusal> {
    let name = call.get("name").unwrap_or_default();
    let found: Vec<&Target> = call.opened.targets().filter(|target| target.indicator == name).collect();
    if found.is_empty() {
        return Err(Refusal::missing(call.t("error.indicator")));
    }
    if let Some(form) = call.download()? {
        return target_sheet(call, name, &found).reply(form);
    }
    let shell = call.shell(name);
    let documents = call.opened.facts.iter().map(|facts| facts.info.name.as_str());
    let groups: Vec<Group> = documents.filter_map(|doc| group(&shell, doc, &found)).collect();
    let mut others: Vec<&Target> = Vec::new();
    for other in found.iter().flat_map(|target| alike(call, target)).filter(|other| other.indicator != name) {
        if others.iter().all(|known| known.id != other.id) {
            others.push(other);
        }
    }
    page(&Indicator {
        name: name.to_owned(),
        groups,
        others: others.into_iter().map(|target| TargetRow::new(&shell, target)).collect(),
        shell,
    })
}

fn group(shell: &Shell, doc: &str, found: &[&Target]) -> Option<Group> {
    let of_doc: Vec<&Target> = found.iter().filter(|target| target.doc == doc).copied().collect();
    let (plan, annexes): (Vec<&Target>, Vec<&Target>) = of_doc.iter().partition(|target| target.part == 0);
    let rows = |targets: &[&Target]| targets.iter().map(|target| TargetRow::new(shell, target)).collect();
    let said = |target: &&Target| say::figure(target, shell.lang);
    let agreement = (!plan.is_empty() && !annexes.is_empty())
        .then(|| annexes.iter().all(|annex| plan.iter().any(|plan| said(plan) == said(annex))));
    (!of_doc.is_empty()).then(|| Group { doc: doc.to_owned(), plan: rows(&plan), annexes: rows(&annexes), agreement })
}
