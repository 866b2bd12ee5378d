//! The links between plans of several levels: found anew where something changed.

use crate::Error;
use crate::profile::Profile;
use oxrdf::Quad;
use rayon::prelude::*;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use zhengtu_check::{Document, Uppers};
use zhengtu_lexicon::Lexicon;
use zhengtu_model::{Citation, DocumentFacts, DocumentInfo, LevelLink};
use zhengtu_rdf::Base;

/// The links of so many plans are found at once: the records of these and of those above them are in memory together.
const CHUNK: usize = 128;

/// A plan, by its first document.
struct Plan<'a> {
    info: &'a DocumentInfo,
    documents: Vec<(&'a str, &'a Profile)>,
}

impl Plan<'_> {
    fn citations(&self) -> Vec<Citation> {
        self.documents.iter().flat_map(|(_, profile)| profile.citations()).collect()
    }

    /// The place of its government: plans of one place have the same ones above them.
    fn place(&self) -> Option<&str> {
        self.info.identity.place.as_ref()?.value.code.as_deref()
    }
}

/// The plans of documents, by the names of their first documents.
fn plans<'a>(profiles: &'a BTreeMap<&str, Profile>) -> BTreeMap<&'a str, Plan<'a>> {
    let mut plans: BTreeMap<&str, Plan<'_>> = BTreeMap::new();
    for profile in profiles.values() {
        let listed = profile.info.plan.iter().flat_map(|plan| &plan.documents);
        let first = listed.filter_map(|listed| profiles.get(listed.as_str())).next().unwrap_or(profile);
        let plan = plans.entry(&first.info.name).or_insert_with(|| Plan { info: &first.info, documents: Vec::new() });
        plan.documents.push((&profile.info.name, profile));
    }
    plans
}

/// The plans whose links with higher ones may be others than before: those of which a document was read, and those that
/// may be linked with one that was read or has gone.
pub(crate) fn affected(
    lexicon: &Lexicon,
    profiles: &BTreeMap<&str, Profile>,
    is_read: &(dyn Fn(&str) -> bool + Sync),
    gone: &[DocumentInfo],
    all: bool,
) -> BTreeSet<String> {
    let now = plans(profiles);
    if all {
        return now.into_keys().map(str::to_owned).collect();
    }
    let is_read = |plan: &Plan<'_>| plan.documents.iter().any(|(name, _)| is_read(name));
    let changed = now.values().filter(|plan| is_read(plan)).map(|plan| plan.info).chain(gone);
    let uppers = Uppers::of(lexicon, changed);
    let may_change = |plan: &Plan<'_>| is_read(plan) || !uppers.above(plan.info, || plan.citations()).is_empty();
    let affected = now.par_iter().filter(|(_, plan)| may_change(plan));
    affected.map(|(name, _)| (*name).to_owned()).collect()
}

/// The links of the plans `lowers`, as statements, and which plans have any. `answerable` gives what was read out of a document.
pub(crate) fn found<'f>(
    lexicon: &Lexicon,
    profiles: &BTreeMap<&str, Profile>,
    answerable: &(dyn Fn(&str) -> Result<Cow<'f, DocumentFacts>, Error> + Sync),
    lowers: &BTreeSet<String>,
    base: &Base,
) -> Result<(BTreeSet<String>, Vec<Quad>), Error> {
    if lowers.is_empty() {
        return Ok(Default::default());
    }
    let now = plans(profiles);
    let plans: Vec<&Plan<'_>> = now.values().collect();
    let uppers = Uppers::of(lexicon, plans.iter().map(|plan| plan.info));
    let mut asked: Vec<&Plan<'_>> = lowers.iter().filter_map(|name| now.get(name.as_str())).collect();
    asked.sort_by_key(|plan| plan.place());
    let of_some = |lowers: &[&Plan<'_>]| {
        let above = lowers.iter().flat_map(|lower| uppers.above(lower.info, || lower.citations()));
        let above: BTreeSet<usize> = above.collect();
        let needed = above.into_iter().map(|at| plans[at]).chain(lowers.iter().copied());
        let needed: BTreeSet<&str> = needed.flat_map(|plan| plan.documents.iter().map(|(name, _)| *name)).collect();
        let facts: Vec<Cow<'f, DocumentFacts>> = needed.into_iter().map(answerable).collect::<Result<_, _>>()?;
        let documents: Vec<Document<'_>> = facts.iter().map(|facts| Document { facts, text: "", lexicon }).collect();
        let lowers: BTreeSet<&str> = lowers.iter().map(|plan| plan.info.name.as_str()).collect();
        let links = zhengtu_check::links_of(&documents, &|lower| lowers.contains(lower));
        let mut by_plan: BTreeMap<&str, Vec<&LevelLink>> = BTreeMap::new();
        for link in &links {
            by_plan.entry(&link.doc).or_default().push(link);
        }
        let quads =
            by_plan.into_iter().map(|(doc, links)| (doc.to_owned(), zhengtu_rdf::level_quads(doc, &links, base)));
        Ok(quads.collect::<Vec<_>>())
    };
    let found = asked.par_chunks(CHUNK).map(of_some).collect::<Result<Vec<_>, Error>>()?;
    let by_plan: BTreeMap<String, Vec<Quad>> = found.into_iter().flatten().collect();
    let (levels, quads): (BTreeSet<String>, Vec<Vec<Quad>>) = by_plan.into_iter().unzip();
    Ok((levels, quads.into_iter().flatten().collect()))
}
