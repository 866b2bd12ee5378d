//! Which records a request asks for; the same for pages, files and programs.

use crate::call::Call;
use crate::reply::Refusal;
use zhengtu_model::{AccountEntry, Finding, Role, Target, Task};

/// The order of a search.
pub fn order(call: &Call) -> Result<zhengtu_search::Order, Refusal> {
    match call.get("sort") {
        None | Some("relevance") => Ok(zhengtu_search::Order::Relevance),
        Some("document") => Ok(zhengtu_search::Order::Document),
        Some("deadline") => Ok(zhengtu_search::Order::Deadline),
        Some(other) => Err(Refusal::bad(format!("sort={other}：relevance, document, deadline"))),
    }
}

/// The search query with the conditions that are given as parameters, in the query language.
pub fn typed(call: &Call) -> String {
    let mut typed = call.get("q").unwrap_or_default().to_owned();
    let filters =
        [("unit", "单位"), ("lead", "牵头"), ("part", "部分"), ("due", "截止"), ("kind", "类型"), ("doc", "文件")];
    for (name, filter) in filters {
        for value in call.asked.params.all(name) {
            typed += &format!(" {filter}:{value}");
        }
    }
    typed.trim().to_owned()
}

/// The tasks that the parameters ask for.
pub fn tasks(call: &Call) -> Result<Vec<&Task>, Refusal> {
    let part = call.number::<u32>("part")?;
    let role = role(call)?;
    let (since, until) = (call.day("since")?, call.day("until")?);
    let mut units: Vec<&str> = call.asked.params.all("unit").collect();
    if units.is_empty() && role.is_some() {
        units.push("");
    }
    let keeps = |task: &&Task| {
        call.get("doc").is_none_or(|doc| task.doc == doc)
            && part.is_none_or(|part| task.part == part)
            && units.iter().all(|name| has(task, role, name))
            && call.get("kind").is_none_or(|kind| task.deadline.kind().name() == kind)
            && since.is_none_or(|since| task.deadline.end().is_some_and(|end| end >= since))
            && until.is_none_or(|until| task.deadline.end().is_some_and(|end| end <= until))
            && call.get("q").is_none_or(|words| has_all(&format!("{}\n{}", task.title, task.text), words))
    };
    Ok(call.opened.tasks().filter(keeps).collect())
}

/// Whether a unit with `name` in its name has a role in the task, and the role asked for.
fn has(task: &Task, role: Option<Role>, name: &str) -> bool {
    task.units.iter().any(|unit| role.is_none_or(|role| unit.role == role) && unit.name.contains(name))
}

fn role(call: &Call) -> Result<Option<Role>, Refusal> {
    match call.get("role") {
        None => Ok(None),
        Some("lead") => Ok(Some(Role::Lead)),
        Some("responsible") => Ok(Some(Role::Responsible)),
        Some("cooperate") => Ok(Some(Role::Cooperate)),
        Some(other) => Err(Refusal::bad(format!("role={other}：lead, responsible, cooperate"))),
    }
}

/// Whether the text has all of the words, which stand apart.
fn has_all(text: &str, words: &str) -> bool {
    words.split_whitespace().all(|word| text.contains(word))
}

/// The targets that the parameters ask for.
pub fn targets(call: &Call) -> Result<Vec<&Target>, Refusal> {
    let part = call.number::<u32>("part")?;
    let keeps = |target: &&Target| {
        call.get("doc").is_none_or(|doc| target.doc == doc)
            && part.is_none_or(|part| target.part == part)
            && call.get("indicator").is_none_or(|name| target.indicator == name)
            && call.get("q").is_none_or(|words| has_all(&format!("{}\n{}", target.indicator, target.quote), words))
    };
    Ok(call.opened.targets().filter(keeps).collect())
}

/// The findings that the parameters ask for, each with its number among all of them.
pub fn findings(call: &Call) -> Result<Vec<(usize, &Finding)>, Refusal> {
    let part = call.number::<u32>("part")?;
    if let Some(other) = call.get("severity").filter(|name| !["error", "warning", "info"].contains(name)) {
        return Err(Refusal::bad(format!("severity={other}：error, warning, info")));
    }
    let keeps = |(_, finding): &(usize, &Finding)| {
        let in_part = |part: u32| finding.a.part == part || finding.b.as_ref().is_some_and(|side| side.part == part);
        call.get("doc").is_none_or(|doc| finding.doc == doc)
            && part.is_none_or(in_part)
            && call.get("severity").is_none_or(|name| finding.severity.name() == name)
            && call.get("code").is_none_or(|code| finding.code.starts_with(code))
    };
    Ok((1..).zip(&call.opened.findings).filter(keeps).collect())
}

/// The entries of the account that the parameters ask for, each with its document.
pub fn entries(call: &Call) -> Result<Vec<(&str, &AccountEntry)>, Refusal> {
    let part = call.number::<u32>("part")?;
    let documents = call.opened.facts.iter().filter(|facts| call.get("doc").is_none_or(|doc| facts.info.name == doc));
    let all = documents.flat_map(|facts| {
        facts.account.entries.iter().map(|entry| (facts.info.name.as_str(), entry)).collect::<Vec<_>>()
    });
    let keeps = |(_, entry): &(&str, &AccountEntry)| {
        part.is_none_or(|part| entry.part == part)
            && call.get("reading").is_none_or(|name| reading_name(entry.reading) == name)
    };
    Ok(all.filter(keeps).collect())
}

/// The name of a reading, as the records print it.
pub fn reading_name(reading: zhengtu_model::Reading) -> String {
    serde_json::to_value(reading).ok().and_then(|name| name.as_str().map(str::to_owned)).unwrap_or_default()
}
