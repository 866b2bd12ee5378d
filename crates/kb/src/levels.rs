//! The links between plans of several levels: found anew where something changed.

use crate::Error;
use crate::profile::Profile;
use oxrdf::Quad;
use rayon::prelude::*;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use zhengtu_check::Document;
use zhengtu_lexicon::Lexicon;
use zhengtu_model::{Citation, DocumentFacts, DocumentInfo, LevelLink};
use zhengtu_rdf::Base;

/// A plan, by its first document.
struct Plan<'a> {
    info: &'a DocumentInfo,
    documents: Vec<&'a str>,
    citations: Vec<Citation>,
}

/// The plans of documents, by the names of their first documents.
fn plans<'a>(profiles: impl IntoIterator<Item = &'a Profile>) -> BTreeMap<&'a str, Plan<'a>> {
    let by_name: BTreeMap<&str, &Profile> =
        profiles.into_iter().map(|profile| (profile.info.name.as_str(), profile)).collect();
    let mut plans: BTreeMap<&str, Plan<'_>> = BTreeMap::new();
    for (&name, profile) in &by_name {
        let listed = profile.info.plan.iter().flat_map(|plan| &plan.documents);
        let first = listed.filter_map(|listed| by_name.get(listed.as_str())).next().unwrap_or(profile);
        let plan = plans.entry(&first.info.name).or_insert_with(|| Plan {
            info: &first.info,
            documents: Vec::new(),
            citations: Vec::new(),
        });
        plan.documents.push(name);
        plan.citations.extend(profile.citations());
    }
    plans
}

/// The plans whose links with higher ones may be others than before: those of which a document was read, and those that
/// may be linked with one that was read or has gone.
pub(crate) fn affected(
    lexicon: &Lexicon,
    profiles: &BTreeMap<&str, Profile>,
    is_read: &(dyn Fn(&str) -> bool + Sync),
    gone: &[Profile],
    all: bool,
) -> BTreeSet<String> {
    let now = plans(profiles.values());
    if all {
        return now.into_keys().map(str::to_owned).collect();
    }
    let is_read = |plan: &Plan<'_>| plan.documents.iter().any(|name| is_read(name));
    let changed: Vec<&DocumentInfo> = now
        .values()
        .filter(|plan| is_read(plan))
        .map(|plan| plan.info)
        .chain(gone.iter().map(|profile| &profile.info))
        .collect();
    let may_change = |plan: &Plan<'_>| {
        is_read(plan) || changed.iter().any(|upper| zhengtu_check::may_link(lexicon, plan.info, &plan.citations, upper))
    };
    let affected = now.into_par_iter().filter(|(_, plan)| may_change(plan));
    affected.map(|(name, _)| name.to_owned()).collect()
}

/// The links of the plans `lowers`, as statements, and which plans have any. `answerable` gives what was read out of a document.
pub(crate) fn found<'f>(
    lexicon: &Lexicon,
    profiles: &BTreeMap<&str, Profile>,
    answerable: &dyn Fn(&str) -> Result<Cow<'f, DocumentFacts>, Error>,
    lowers: &BTreeSet<String>,
    base: &Base,
) -> Result<(BTreeSet<String>, Vec<Quad>), Error> {
    let now = plans(profiles.values());
    let asked: Vec<&Plan<'_>> = now.iter().filter(|(name, _)| lowers.contains(**name)).map(|(_, plan)| plan).collect();
    let is_needed = |(name, upper): &(&&str, &Plan<'_>)| {
        lowers.contains(**name)
            || asked.iter().any(|lower| zhengtu_check::may_link(lexicon, lower.info, &lower.citations, upper.info))
    };
    let needed: BTreeSet<&str> =
        now.par_iter().filter(is_needed).flat_map_iter(|(_, plan)| plan.documents.iter().copied()).collect();
    let facts: Vec<Cow<'f, DocumentFacts>> = needed.into_iter().map(answerable).collect::<Result<_, _>>()?;
    let documents: Vec<Document<'_>> = facts.iter().map(|facts| Document { facts, text: "", lexicon }).collect();
    let links = zhengtu_check::links_of(&documents, &|lower| lowers.contains(lower));
    let mut by_plan: BTreeMap<&str, Vec<&LevelLink>> = BTreeMap::new();
    for link in &links {
        by_plan.entry(&link.doc).or_default().push(link);
    }
    let quads = by_plan.iter().flat_map(|(doc, links)| zhengtu_rdf::level_quads(doc, links, base)).collect();
    Ok((by_plan.into_keys().map(str::to_owned).collect(), quads))
}
