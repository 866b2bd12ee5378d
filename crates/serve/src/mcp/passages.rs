//! `read`, `search`, `verify_quote`: the text itself.

use super::documents::{named, place_of, within};
use super::place::{self, Place};
use super::tool::{self, Answered, Entry, ROOM, listed, shape};
use crate::call::Call;
use crate::reply::Refusal;
use serde_json::{Value, json};
use zhengtu_model::{Clause, DocumentFacts, Evidence};
use zhengtu_search::{Hit, Order, Page, Query};
use zhengtu_text::Solid;

/// How many characters are read where the call does not say.
const USUAL: usize = 4_000;
/// How many places of a quotation are given.
const PLACES: usize = 20;
/// How many passages are offered where a quotation stands nowhere.
const NEAREST: usize = 3;

/// `read`.
pub(super) fn read(call: &Call) -> Result<Answered, Refusal> {
    let facts = named(call, "document")?;
    let at = call.opened.document(&facts.info.name).unwrap_or_default();
    let text = &call.opened.texts[at];
    let (first, last) = bounds(call, facts)?;
    let from = call.number::<usize>("start")?.map_or(first, |start| start.clamp(first, last));
    let length = call.number::<usize>("length")?.unwrap_or(USUAL).clamp(1, ROOM);
    let to = from.saturating_add(length).min(last);
    let span = text.span(from, to);
    let (whole, evidence) = (span.of(text.whole()), text.evidence(span));
    let next = (to < last).then_some(to);
    let (part, item) = holder(facts, from);
    let place = Place { doc: &facts.info.name, part, item, evidence: &evidence };
    let value = json!({ "place": place.value(call), "text": whole, "next_start": next });
    let rest = next.map(|next| {
        call.asked.lang.pick(format!("\n（未完，用 start={next} 接着读）"), format!("\n(more from start={next})"))
    });
    Ok(Answered { value, text: format!("{}\n{whole}{}", place.words(call), rest.unwrap_or_default()) })
}

/// The first and last character of what is to be read: an item, a part, or the whole.
fn bounds(call: &Call, facts: &DocumentFacts) -> Result<(usize, usize), Refusal> {
    let part = call.number::<u32>("part")?;
    let item = call.get("item");
    if part.is_none() && item.is_none() {
        return Ok((0, facts.info.chars));
    }
    let meant = |clause: &Clause| {
        part.is_none_or(|part| clause.part == part) && item.is_none_or(|item| within(&clause.path, item))
    };
    let missing = || Refusal::missing("没有这个部分或条目，编号见 outline / no such part or item, see outline");
    stretch(facts, meant).ok_or_else(missing)
}

/// The first and last character of the clauses that are meant.
pub(super) fn stretch(facts: &DocumentFacts, meant: impl Fn(&Clause) -> bool) -> Option<(usize, usize)> {
    let places = || facts.clauses.iter().filter(|clause| meant(clause)).map(|clause| &clause.evidence);
    Some((places().map(|place| place.start).min()?, places().map(|place| place.end).max()?))
}

/// The part and item that a character stands in.
fn holder(facts: &DocumentFacts, at: usize) -> (u32, &str) {
    let before = facts.clauses.partition_point(|clause| clause.evidence.start <= at);
    let clause = before.checked_sub(1).and_then(|at| facts.clauses.get(at));
    clause.map_or((0, ""), |clause| (clause.part, clause.path.as_str()))
}

/// What [`read`] gives.
pub(super) fn read_schema() -> Value {
    shape(json!({
        "place": place::schema(), "text": { "type": "string" }, "next_start": { "type": ["integer", "null"] },
    }))
}

/// `search`.
pub(super) fn search(call: &Call) -> Result<Answered, Refusal> {
    let mut typed = call.get("query").unwrap_or_default().to_owned();
    if let Some(doc) = call.get("document") {
        typed += &format!(" 文件:{doc}");
    }
    let offset = tool::offset(call)?;
    let (hits, total) = hits(call, &typed, offset, tool::limit(call)?)?;
    tool::page(call, &hits, offset, total, |hit| found(call, hit))
}

fn hits(call: &Call, typed: &str, offset: usize, limit: usize) -> Result<(Vec<Hit>, usize), Refusal> {
    let query = Query::parse(typed).map_err(Refusal::bad)?;
    let today = call.day("today")?.unwrap_or_else(|| zhengtu_ask::Clock::now().today);
    let page =
        Page { offset, limit: Some(limit), order: Order::Relevance, context: 0, facets: false, today: Some(today) };
    let results = call.opened.index.search(&query, &page, &call.opened.aliases).map_err(Refusal::fault)?;
    Ok((results.hits, results.total))
}

/// A hit with its place.
pub(super) fn found(call: &Call, hit: &Hit) -> Entry {
    let place = Place { doc: &hit.doc, part: hit.part, item: &hit.path, evidence: &hit.evidence };
    let value = json!({
        "place": place.value(call), "heading": hit.title, "text": hit.text, "task": hit.task, "missing": hit.missing,
    });
    Entry { value, text: format!("{}：{}", place.words(call), hit.text.replace('\n', " ")) }
}

/// What [`search`] gives.
pub(super) fn search_schema() -> Value {
    listed(hit_schema())
}

/// The schema of a hit.
pub(super) fn hit_schema() -> Value {
    shape(json!({
        "place": place::schema(), "heading": { "type": "string" }, "text": { "type": "string" },
        "task": { "type": ["string", "null"] }, "missing": { "type": "array", "items": { "type": "string" } },
    }))
}

/// `verify_quote`.
pub(super) fn verify_quote(call: &Call) -> Result<Answered, Refusal> {
    let quote = call.get("quote").unwrap_or_default();
    if zhengtu_text::strip_white(quote).is_empty() {
        return Err(Refusal::bad("引文是空的 / the quotation is empty"));
    }
    let only = call.get("document").map(|_| named(call, "document")).transpose()?;
    let mut places = Vec::new();
    let mut total = 0;
    for (facts, text) in call.opened.facts.iter().zip(&call.opened.texts) {
        if only.is_some_and(|only| only.info.name != facts.info.name) {
            continue;
        }
        for span in Solid::of(text.whole()).find_all(quote) {
            total += 1;
            if places.len() < PLACES {
                places.push(quoted(call, facts, text.evidence(span), span.of(text.whole())));
            }
        }
    }
    let nearest = if total == 0 { nearest(call, quote, only)? } else { Vec::new() };
    let lang = call.asked.lang;
    let head = match total {
        0 => lang.pick("没有这段原文。最相近的是：".to_owned(), "No such passage. The nearest are:".to_owned()),
        _ => lang.pick(format!("原文确有，{total} 处："), format!("It stands in the text, {total} times:")),
    };
    let lines = places.iter().chain(&nearest).map(|entry| entry.text.as_str());
    let text = [head.as_str()].into_iter().chain(lines).collect::<Vec<_>>().join("\n");
    let values = |entries: Vec<Entry>| entries.into_iter().map(|entry| entry.value).collect::<Vec<_>>();
    let value = json!({ "verified": total > 0, "total": total, "places": values(places), "nearest": values(nearest) });
    Ok(Answered { value, text })
}

fn quoted(call: &Call, facts: &DocumentFacts, evidence: Evidence, printed: &str) -> Entry {
    let (part, item) = holder(facts, evidence.start);
    let clause = facts
        .clauses
        .iter()
        .find(|clause| clause.evidence.start <= evidence.start && evidence.end <= clause.evidence.end);
    let evidence = Evidence { page: clause.and_then(|clause| place_of(facts, clause).evidence.page), ..evidence };
    let place = Place { doc: &facts.info.name, part, item, evidence: &evidence };
    Entry { value: json!({ "place": place.value(call), "text": printed }), text: place.words(call) }
}

/// The passages that share most with a quotation that stands nowhere.
fn nearest(call: &Call, quote: &str, only: Option<&DocumentFacts>) -> Result<Vec<Entry>, Refusal> {
    // As words: a quotation may hold what the query language takes for signs.
    let words: String = quote.chars().map(|char| if char.is_alphanumeric() { char } else { ' ' }).collect();
    let filter = only.map(|facts| format!(" 文件:{}", facts.info.name)).unwrap_or_default();
    let (hits, _) = hits(call, &format!("{}{filter}", words.trim()), 0, NEAREST)?;
    Ok(hits.iter().map(|hit| found(call, hit)).collect())
}

/// What [`verify_quote`] gives.
pub(super) fn verify_schema() -> Value {
    let place = shape(json!({ "place": place::schema(), "text": { "type": "string" } }));
    shape(json!({
        "verified": { "type": "boolean" }, "total": { "type": "integer" },
        "places": { "type": "array", "items": place }, "nearest": { "type": "array", "items": hit_schema() },
    }))
}
