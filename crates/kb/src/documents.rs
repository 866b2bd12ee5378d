//! Files to records: each file by itself up to its structure, the files of a plan together from there.

use crate::amendments::Amendments;
use crate::plans::Card;
use crate::{BuildOptions, Entry, digests};
use rayon::prelude::*;
use std::collections::BTreeMap;
use zhengtu_extract::Document;
use zhengtu_lexicon::Lexicon;
use zhengtu_model::{
    AppliedCorrection, Correction, CorrectionChange, DocumentFacts, Evidence, Membership, Outcome, PartInfo,
};
use zhengtu_outline::{Given, Outline};
use zhengtu_rdf::Base;
use zhengtu_reader::{Found, Options, ReadError, Source};

/// A document whose text and structure are known.
pub(crate) struct Draft {
    pub(crate) entry: Entry,
    source: Source,
    outline: Outline,
}

/// A document just read.
pub(crate) struct ReadDocument {
    pub(crate) entry: Entry,
    pub(crate) facts: DocumentFacts,
    pub(crate) text: String,
}

/// Reads a file up to its structure. The bytes that are read are those whose hash the entry keeps, also where the file
/// changes meanwhile.
pub(crate) fn read(
    file: &Found,
    mut entry: Entry,
    options: &BuildOptions,
    lexicon: &Lexicon,
) -> Result<Draft, ReadError> {
    let bytes = file.bytes()?;
    entry.sha256 = digests::hex(&bytes);
    let how = Options { lossy: options.lossy, office: options.office.clone(), ocr: options.ocr.clone() };
    let mut source = file.parse(&bytes, &how)?;
    drop(bytes);
    source.name.clone_from(&entry.name);
    entry.notices.clone_from(&source.notices);
    let outline = zhengtu_outline::parse(lexicon, &source);
    entry.card = Card::of(&outline);
    Ok(Draft { entry, source, outline })
}

/// The records of all documents.
pub(crate) fn extract(drafts: Vec<Draft>, amendments: &Amendments, base: &Base) -> Vec<ReadDocument> {
    let mut plans: BTreeMap<String, Vec<Draft>> = BTreeMap::new();
    for draft in drafts {
        let main = draft.entry.plan.as_ref().map_or(&draft.entry.name, |plan| &plan.main);
        plans.entry(main.clone()).or_default().push(draft);
    }
    let plans: Vec<Vec<Draft>> = plans.into_values().collect();
    plans.into_par_iter().flat_map_iter(|drafts| extract_plan(drafts, amendments, base)).collect()
}

fn extract_plan(mut drafts: Vec<Draft>, amendments: &Amendments, base: &Base) -> Vec<ReadDocument> {
    let lexicon = &amendments.lexicon;
    let order = |plan: &Membership, name: &str| plan.documents.iter().position(|other| other == name);
    drafts.sort_by_key(|draft| draft.entry.plan.as_ref().and_then(|plan| order(plan, &draft.entry.name)));
    let corrections: Vec<Vec<Correction>> = drafts.iter().map(|draft| amendments.of(&draft.entry.name)).collect();
    let mut applied: Vec<Vec<AppliedCorrection>> = Vec::with_capacity(drafts.len());
    for (draft, corrections) in drafts.iter_mut().zip(&corrections) {
        let found = zhengtu_corrections::apply(lexicon, &draft.source, draft.entry.part, corrections);
        let given = Given { part: draft.entry.part, edits: found.edits };
        if given != Given::default() {
            draft.outline = zhengtu_outline::parse_given(lexicon, &draft.source, &given);
        }
        applied.push(found.corrections);
    }
    let documents: Vec<Document<'_>> = drafts
        .iter()
        .zip(&corrections)
        .map(|(draft, corrections)| Document { source: &draft.source, outline: &draft.outline, corrections })
        .collect();
    let mut all = zhengtu_extract::plan_facts(lexicon, &documents);
    share_parts(&mut all);
    let read = drafts.into_iter().zip(all).zip(applied.into_iter().zip(&corrections));
    read.map(|((draft, mut facts), (mut applied, corrections))| {
        facts.info.sha256.clone_from(&draft.entry.sha256);
        facts.info.plan.clone_from(&draft.entry.plan);
        applied.append(&mut facts.corrections);
        applied.extend(placed(corrections, &facts));
        applied.sort_by(|a, b| (&a.correction.file, a.correction.line).cmp(&(&b.correction.file, b.correction.line)));
        facts.corrections = applied;
        zhengtu_rdf::identify(&mut facts, base);
        ReadDocument { entry: draft.entry, facts, text: draft.source.text }
    })
    .collect()
}

/// Tells the main text which documents hold the annexes that it lists, and each annex its title in the list.
fn share_parts(all: &mut [DocumentFacts]) {
    let Some((main, annexes)) = all.split_first_mut() else { return };
    for annex in annexes {
        let name = annex.info.name.clone();
        for part in annex.parts.iter_mut().filter(|part| part.present && part.number > 0) {
            let missing = |listed: &&mut PartInfo| listed.number == part.number && !listed.present;
            let Some(listed) = main.parts.iter_mut().find(missing) else { continue };
            listed.held_by = Some(name.clone());
            part.listed.clone_from(&listed.listed);
            main.notices.retain(|notice| notice.code != "annex-absent" || notice.evidence != listed.evidence);
        }
    }
}

/// The corrections that gave a document its place.
fn placed<'a>(corrections: &'a [Correction], facts: &'a DocumentFacts) -> impl Iterator<Item = AppliedCorrection> + 'a {
    let name = facts.info.name.as_str();
    let main = facts.info.plan.as_ref().map(|plan| plan.main.as_str());
    let is = |name: &str, wanted: &str| name == wanted || name.ends_with(&format!("/{wanted}"));
    let whole = Evidence { end: facts.info.chars, line: 1, ..Evidence::default() };
    corrections
        .iter()
        .filter(move |correction| match &correction.change {
            CorrectionChange::Annex { annex, plan, .. } => {
                is(name, annex) && plan.as_deref().is_none_or(|plan| main.is_some_and(|main| is(main, plan)))
            }
            _ => false,
        })
        .map(move |correction| AppliedCorrection {
            correction: correction.clone(),
            places: vec![whole.clone()],
            outcome: Outcome::Applied,
        })
}
