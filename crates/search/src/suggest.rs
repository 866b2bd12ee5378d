use crate::hits::{Found, find};
use crate::numbers::SIGN;
use crate::opened::Opened;
use crate::plan::{Context, plan};
use crate::query::{Condition, Filter, FilterName, Filters, Query, Term};
use crate::{Error, Folded, Page, units};
use serde::Serialize;

/// A query that finds something where the one typed finds nothing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Suggestion {
    /// The query as a person would type it.
    pub query: String,
    /// How many clauses it finds.
    pub total: usize,
    /// What is different, in Chinese.
    pub reason: String,
}

/// How many suggestions are given.
const MOST: usize = 5;

/// Queries near to `query` that find something: without one of its conditions or words, with a word
/// or a unit's name of the index in place of one that is not there.
pub(crate) fn suggestions(context: &Context<'_>, query: &Query) -> Result<Vec<Suggestion>, Error> {
    let mut found: Vec<Suggestion> = Vec::new();
    for (changed, reason) in candidates(context.index, query)? {
        let total = count(context, &changed)?;
        let typed = changed.typed();
        if total > 0 && found.iter().all(|other| other.query != typed) {
            found.push(Suggestion { query: typed, total, reason });
        }
        if found.len() == MOST {
            break;
        }
    }
    Ok(found)
}

/// How many clauses a query finds.
fn count(context: &Context<'_>, query: &Query) -> Result<usize, Error> {
    let Found { total, .. } = find(context.index, &plan(context, query)?, &Page::default())?;
    Ok(total)
}

fn candidates(index: &Opened, query: &Query) -> Result<Vec<(Query, String)>, Error> {
    let mut candidates = Vec::new();
    for (at, group) in query.groups.iter().enumerate() {
        for (within, term) in group.iter().enumerate() {
            candidates.extend(by_initials(query, at, term));
            for (near, reason) in near_terms(index, term)? {
                let mut changed = query.clone();
                changed.groups[at][within] = near;
                candidates.push((changed, reason));
            }
        }
    }
    for (at, filter) in query.filters.iter().enumerate() {
        for (near, reason) in near_units(index, filter)? {
            let mut changed = query.clone();
            changed.filters = query.filters.without(at);
            changed.filters.push(near);
            candidates.push((changed, reason));
        }
    }
    candidates.extend(shorter(query));
    Ok(candidates)
}

/// A word of letters alone taken for the first letters of a unit's name.
fn by_initials(query: &Query, group: usize, term: &Term) -> Option<(Query, String)> {
    let word = Folded::new(term.text()).chars().iter().collect::<String>();
    let letters = units::initials(&word)?;
    let mut filters: Filters = query.filters.clone();
    filters.add(FilterName::Unit, letters).ok()?;
    let mut groups = query.groups.clone();
    groups.remove(group);
    Some((Query { groups, filters, ..query.clone() }, "按拼音首字母找单位".to_owned()))
}

/// The query without one of its conditions, exclusions or words.
fn shorter(query: &Query) -> Vec<(Query, String)> {
    let mut shorter = Vec::new();
    for (at, filter) in query.filters.iter().enumerate() {
        let changed = Query { filters: query.filters.without(at), ..query.clone() };
        shorter.push((changed, format!("去掉筛选“{}”", filter.typed())));
    }
    for at in 0..query.without.len() {
        let mut changed = query.clone();
        let term = changed.without.remove(at);
        shorter.push((changed, format!("不排除“{}”", term.text())));
    }
    for at in 0..query.groups.len() {
        let mut changed = query.clone();
        let group = changed.groups.remove(at);
        let words: Vec<&str> = group.iter().map(Term::text).collect();
        shorter.push((changed, format!("去掉“{}”", words.join(" 或 "))));
    }
    shorter.retain(|(query, _)| !query.groups.is_empty() || !query.filters.is_empty());
    shorter
}

/// A phrase as words, and the words of the index that share most with the term.
fn near_terms(index: &Opened, term: &Term) -> Result<Vec<(Term, String)>, Error> {
    let mut near = Vec::new();
    if let Term::Phrase(text) = term {
        near.push((Term::Words(text.clone()), "不要求原样连写".to_owned()));
    }
    let text: Vec<char> = Folded::new(term.text()).chars().to_vec();
    if text.len() < 2 || text.len() > 12 {
        return Ok(near);
    }
    let words = index.terms_of(index.fields().words, |word| !word.starts_with(SIGN) && likeness(&text, word) > 0)?;
    let mut ranked: Vec<(usize, String)> = words.into_iter().map(|word| (likeness(&text, &word), word)).collect();
    ranked.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
    near.extend(ranked.into_iter().take(3).map(|(_, word)| (Term::Words(word.clone()), format!("相近的词“{word}”"))));
    near.extend(runs(&text).map(|run| (Term::Phrase(run.clone()), format!("只查“{run}”"))));
    Ok(near)
}

/// The runs of two characters and more within what was typed, the longest first.
fn runs(typed: &[char]) -> impl Iterator<Item = String> {
    let longest_first = (2..typed.len()).rev();
    longest_first.flat_map(|len| typed.windows(len).map(|run| run.iter().collect()).collect::<Vec<String>>())
}

/// How much a word of the index is like what was typed, in thousandths; 0 where less than half of
/// the characters are the same.
fn likeness(typed: &[char], word: &str) -> usize {
    let word: Vec<char> = word.chars().collect();
    let mut left = word.clone();
    let shared = typed
        .iter()
        .filter(|&char| left.iter().position(|other| other == char).map(|at| left.swap_remove(at)).is_some());
    let shared = shared.count() * 2000 / (typed.len() + word.len());
    let same_start = typed.first() == word.first();
    if shared >= 500 { shared + usize::from(same_start) } else { 0 }
}

/// The filter with the name of a unit that the index has.
fn near_units(index: &Opened, filter: &Filter) -> Result<Vec<(Filter, String)>, Error> {
    let Condition::Unit(roles, names) = &filter.condition else { return Ok(Vec::new()) };
    let mut near = Vec::new();
    let known = units::unit_names(index)?;
    for name in names {
        let typed: Vec<char> = Folded::new(name).chars().to_vec();
        let mut ranked: Vec<(usize, &String)> =
            known.iter().map(|known| (likeness(&typed, known), known)).filter(|(like, _)| *like > 0).collect();
        ranked.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(b.1)));
        for (_, known) in ranked.into_iter().take(3) {
            let condition = Condition::Unit(roles.clone(), vec![known.clone()]);
            let changed = Filter { value: known.clone(), condition, ..filter.clone() };
            near.push((changed, format!("相近的单位“{known}”")));
        }
    }
    Ok(near)
}
