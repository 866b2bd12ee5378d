//! Which records a request asks for; the same for pages, files and programs.

use crate::call::Call;
use crate::reply::Refusal;
use std::collections::BTreeSet;
use zhengtu_model::{AccountEntry, Body, DocumentFacts, Finding, Role, Target, Task};
use zhengtu_progress::{Board, Entry, Light, Scope};

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
    let filters = [
        ("unit", "单位"),
        ("lead", "牵头"),
        ("part", "部分"),
        ("due", "截止"),
        ("kind", "类型"),
        ("doc", "文件"),
        ("place", "地区"),
        ("level", "级别"),
        ("year", "年份"),
        ("form", "文种"),
    ];
    for (name, filter) in filters {
        for value in call.asked.params.all(name) {
            typed += &format!(" {filter}:{value}");
        }
    }
    typed.trim().to_owned()
}

/// Whether a document is one of those that the parameters ask for: the one named, those of a government.
pub fn is_of(call: &Call, doc: &str) -> bool {
    call.get("doc").is_none_or(|wanted| doc == wanted)
        && call.get("place").is_none_or(|place| call.opened.titles.government(doc) == place)
}

/// The documents that the parameters ask for: by words of title, number and file, by place, level, year and kind; the
/// latest first, or by title or place.
pub fn documents(call: &Call) -> Result<Vec<&DocumentFacts>, Refusal> {
    let titles = &call.opened.titles;
    let keeps = |facts: &&DocumentFacts| {
        let info = &facts.info;
        let number = info.identity.number.as_ref().map_or("", |stated| stated.value.as_str());
        let text = || format!("{}\n{number}\n{}", titles.whole(&info.name), info.name);
        let is = |name: &str| {
            let value = || document_value(call, facts, name).map(|(value, _)| value);
            call.get(name).is_none_or(|wanted| value().is_some_and(|value| value == wanted))
        };
        ["place", "level", "year", "form"].into_iter().all(is)
            && call.get("q").is_none_or(|words| has_all(&text(), words))
    };
    let mut found: Vec<&DocumentFacts> = call.opened.facts.iter().filter(keeps).collect();
    let issued =
        |facts: &&DocumentFacts| std::cmp::Reverse(facts.info.identity.issued.as_ref().map(|stated| stated.value));
    // The sorts are stable: what is alike stays in the order of the files.
    match call.get("sort") {
        None | Some("issued") => found.sort_by_key(issued),
        Some("title") => found.sort_by(|a, b| titles.title(&a.info.name).cmp(titles.title(&b.info.name))),
        Some("place") => found.sort_by(|a, b| titles.government(&a.info.name).cmp(titles.government(&b.info.name))),
        Some(other) => return Err(Refusal::bad(format!("sort={other}：issued, title, place"))),
    }
    Ok(found)
}

/// What a document is by one of the filters of documents, and how that is said.
pub fn document_value(call: &Call, facts: &DocumentFacts, name: &str) -> Option<(String, String)> {
    let same = |value: String| (value.clone(), value);
    let identity = &facts.info.identity;
    match name {
        "place" => Some(call.opened.titles.government(&facts.info.name))
            .filter(|place| !place.is_empty())
            .map(str::to_owned)
            .map(same),
        "level" => identity.level.as_ref().map(|stated| {
            (stated.value.name().to_owned(), zhengtu_say::level(stated.value, call.asked.lang).to_owned())
        }),
        "year" => facts.info.year.map(|year| same(year.to_string())),
        "form" => identity.kind.as_ref().map(|stated| same(stated.value.clone())),
        _ => None,
    }
}

/// The bodies that the parameter `unit` means, those that are called so before those with it in their name; none where it is
/// not given.
pub fn bodies(call: &Call) -> Result<Vec<&Body>, Refusal> {
    let Some(name) = call.get("unit") else { return Ok(Vec::new()) };
    let found = call.opened.bodies.meant(name);
    if found.is_empty() { Err(Refusal::missing(call.t("error.unit"))) } else { Ok(found) }
}

/// The light that the parameters ask for.
pub fn light(call: &Call) -> Result<Option<Light>, Refusal> {
    let Some(name) = call.get("light") else { return Ok(None) };
    let found = Light::ALL.into_iter().find(|light| light.name() == name);
    let names = || Light::ALL.map(Light::name).join(", ");
    found.map(Some).ok_or_else(|| Refusal::bad(format!("light={name}：{}", names())))
}

/// How the tasks stand with the units that answer for them, or with those that the parameters ask for.
pub fn standings<'a>(board: &'a Board<'a>, bodies: &'a [&'a Body]) -> Vec<Entry<'a>> {
    board.by_unit(if bodies.is_empty() { Scope::Accountable } else { Scope::Bodies(bodies) })
}

/// The tasks that the parameters ask for.
pub fn tasks(call: &Call) -> Result<Vec<&Task>, Refusal> {
    let part = call.number::<u32>("part")?;
    let role = role(call)?;
    let (since, until) = (call.day("since")?, call.day("until")?);
    let today = || zhengtu_ask::Clock::now().today;
    let done = match call.get("open") {
        None => BTreeSet::new(),
        Some(_) => call.opened.done(call.day("today")?.unwrap_or_else(today)),
    };
    let bodies = &call.opened.bodies;
    let keys =
        |given: &str| bodies.meant(given).into_iter().map(|body| body.body.key.as_str()).collect::<BTreeSet<_>>();
    let units: Vec<BTreeSet<&str>> = call.asked.params.all("unit").map(keys).collect();
    let has = |task: &Task, wanted: Option<&BTreeSet<&str>>| {
        task.units.iter().filter(|unit| role.is_none_or(|role| unit.role == role)).any(|unit| {
            let key = || bodies.get(&task.doc, &unit.name).map(|body| body.body.key.as_str());
            wanted.is_none_or(|wanted| key().is_some_and(|key| wanted.contains(key)))
        })
    };
    let keeps = |task: &&Task| {
        is_of(call, &task.doc)
            && part.is_none_or(|part| task.part == part)
            && units.iter().all(|wanted| has(task, Some(wanted)))
            && (role.is_none() || has(task, None))
            && !done.contains(task.id.as_str())
            && (call.get("undated").is_none() || task.deadline.end().is_none())
            && call.get("kind").is_none_or(|kind| task.deadline.kind().name() == kind)
            && since.is_none_or(|since| task.deadline.end().is_some_and(|end| end >= since))
            && until.is_none_or(|until| task.deadline.end().is_some_and(|end| end <= until))
            && call.get("q").is_none_or(|words| has_all(&format!("{}\n{}", task.title, task.text), words))
    };
    Ok(call.opened.tasks().filter(keeps).collect())
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
        is_of(call, &target.doc)
            && part.is_none_or(|part| target.part == part)
            && call.get("indicator").is_none_or(|name| target.indicator == name)
            && call.get("q").is_none_or(|words| has_all(&format!("{}\n{}", target.indicator, target.quote), words))
    };
    Ok(call.opened.targets().filter(keeps).collect())
}

/// The findings that the parameters ask for: the gravest first, in document order, or by rule.
pub fn findings(call: &Call) -> Result<Vec<&Finding>, Refusal> {
    let part = call.number::<u32>("part")?;
    if let Some(other) = call.get("severity").filter(|name| !["error", "warning", "info"].contains(name)) {
        return Err(Refusal::bad(format!("severity={other}：error, warning, info")));
    }
    let keeps = |finding: &&Finding| {
        let in_part = |part: u32| finding.a.part == part || finding.b.as_ref().is_some_and(|side| side.part == part);
        is_of(call, &finding.doc)
            && part.is_none_or(in_part)
            && call.get("severity").is_none_or(|name| finding.severity.name() == name)
            && call.get("code").is_none_or(|code| finding.code.starts_with(code))
            && call.get("id").is_none_or(|id| finding.id == id)
    };
    let opened = &call.opened;
    let mut found: Vec<&Finding> = match call.get("state") {
        None => opened.findings.iter().filter(keeps).collect(),
        Some("settled") => opened.settled.iter().map(|(finding, _)| finding).filter(keeps).collect(),
        Some(other) => return Err(Refusal::bad(format!("state={other}：settled"))),
    };
    // The sort is stable: what is alike stays in document order.
    match call.get("sort") {
        None | Some("severity") => found.sort_by_key(|finding| finding.severity),
        Some("code") => found.sort_by(|a, b| a.code.cmp(&b.code)),
        Some("document") => {}
        Some(other) => return Err(Refusal::bad(format!("sort={other}：severity, document, code"))),
    }
    Ok(found)
}

/// The entries of the account that the parameters ask for, each with its document.
pub fn entries(call: &Call) -> Result<Vec<(&str, &AccountEntry)>, Refusal> {
    let part = call.number::<u32>("part")?;
    let documents = call.opened.facts.iter().filter(|facts| is_of(call, &facts.info.name));
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
