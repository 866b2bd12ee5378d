//! Files to records: each file by itself up to its structure, the files of a plan together from there.

use crate::amendments::Amendments;
use crate::limits::{Over, Watch};
use crate::manifest::Failed;
use crate::plans::Card;
use crate::{BuildOptions, Entry, Progress, digests};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicUsize, Ordering};
use zhengtu_check::Examination;
use zhengtu_extract::Document;
use zhengtu_lexicon::Lexicon;
use zhengtu_model::{
    AppliedCorrection, Correction, CorrectionChange, DocumentFacts, Evidence, Membership, Outcome, PartInfo,
};
use zhengtu_outline::{Given, Outline};
use zhengtu_rdf::Base;
use zhengtu_reader::{Found, Options, ReadError, Source};

/// A document whose text and structure are known.
struct Draft {
    entry: Entry,
    source: Source,
    outline: Outline,
}

/// A document to be read whose place is known. What was read of it for that is here as far as there is room; else its file
/// is read again.
pub(crate) struct Pending {
    pub(crate) file: Found,
    pub(crate) entry: Entry,
    /// How many bytes of text it has.
    size: usize,
    draft: Option<Draft>,
}

impl Pending {
    /// Reads a file up to its structure, of which nothing but the entry is kept where there is no room for it. What a
    /// program recognised in pictures is always kept: it takes too long to do so again.
    pub(crate) fn read(file: Found, entry: Entry, how: How<'_>, room: &Room) -> Result<Self, Failed> {
        let draft = read_as(&file, entry, how)?;
        let (entry, size) = (draft.entry.clone(), draft.source.text.len());
        let keeps = room.take(size) || draft.source.recognition.is_some();
        Ok(Self { file, entry, size, draft: keeps.then_some(draft) })
    }

    /// The document with its place.
    fn draft(self, how: How<'_>) -> Result<Draft, Failed> {
        match self.draft {
            Some(draft) => Ok(Draft { entry: self.entry, ..draft }),
            None => {
                let (plan, part) = (self.entry.plan.clone(), self.entry.part);
                let draft = read_as(&self.file, self.entry, how)?;
                Ok(Draft { entry: Entry { plan, part, ..draft.entry }, ..draft })
            }
        }
    }
}

/// How many bytes of text there may be in memory at once.
pub(crate) struct Room {
    most: usize,
    taken: AtomicUsize,
}

impl Room {
    pub(crate) fn new(most: usize) -> Self {
        Self { most, taken: AtomicUsize::new(0) }
    }

    /// Whether there is room for so much more, which is then taken.
    fn take(&self, size: usize) -> bool {
        self.taken.fetch_add(size, Ordering::Relaxed) + size <= self.most
    }

    /// Divides documents into batches that have room, all of a plan in one; those of plans of which some documents are kept
    /// come last, whatever room they take, since both are looked at together.
    pub(crate) fn divide(&self, documents: Vec<Pending>, kept: &[Entry]) -> Vec<Vec<Pending>> {
        let mixed: BTreeSet<&str> = kept.iter().map(main_of).collect();
        let mut plans: BTreeMap<String, Vec<Pending>> = BTreeMap::new();
        for document in documents {
            plans.entry(main_of(&document.entry).to_owned()).or_default().push(document);
        }
        let (last, plans): (Vec<_>, Vec<_>) = plans.into_iter().partition(|(main, _)| mixed.contains(main.as_str()));
        let mut batches: Vec<Vec<Pending>> = Vec::new();
        let mut size = 0;
        for (_, plan) in plans {
            let more: usize = plan.iter().map(|document| document.size).sum();
            match batches.last_mut().filter(|_| size + more <= self.most) {
                Some(batch) => {
                    batch.extend(plan);
                    size += more;
                }
                None => {
                    batches.push(plan);
                    size = more;
                }
            }
        }
        let mixed: Vec<Pending> = last.into_iter().flat_map(|(_, plan)| plan).collect();
        match batches.last_mut() {
            Some(batch) => batch.extend(mixed),
            None => batches.extend((!mixed.is_empty()).then_some(mixed)),
        }
        batches
    }
}

/// The first document of the plan to which a document belongs.
fn main_of(entry: &Entry) -> &str {
    entry.plan.as_ref().map_or(&entry.name, |plan| &plan.main)
}

/// With what documents are read.
#[derive(Clone, Copy)]
pub(crate) struct How<'a> {
    pub(crate) options: &'a BuildOptions,
    pub(crate) amendments: &'a Amendments,
    pub(crate) base: &'a Base,
    pub(crate) watch: &'a Watch,
    pub(crate) progress: &'a dyn Progress,
}

/// A document just read.
pub(crate) struct ReadDocument {
    pub(crate) entry: Entry,
    pub(crate) facts: DocumentFacts,
    pub(crate) text: String,
    /// What the checks find, looking at the documents of its plan that were read with it.
    pub(crate) examined: Examination,
}

/// Why a file became no document.
enum Unread {
    File(ReadError),
    Over(Over),
}

/// Reads a file up to its structure; one that cannot be read is told to be done with.
fn read_as(file: &Found, entry: Entry, how: How<'_>) -> Result<Draft, Failed> {
    let known = entry.clone();
    read(file, entry, how.options, &how.amendments.lexicon, how.watch).map_err(|unread| {
        how.progress.read(&known.name);
        match unread {
            Unread::File(error) => Failed::new(file, &error),
            Unread::Over(over) => Failed::over(&known, &over),
        }
    })
}

/// Reads a file up to its structure. The bytes that are read are those whose hash the entry keeps, also where the file
/// changes meanwhile.
fn read(
    file: &Found,
    mut entry: Entry,
    options: &BuildOptions,
    lexicon: &Lexicon,
    watch: &Watch,
) -> Result<Draft, Unread> {
    let bytes = file.bytes().map_err(Unread::File)?;
    entry.sha256 = digests::hex(&bytes);
    let how = Options { lossy: options.lossy, office: options.office.clone(), ocr: options.ocr.clone() };
    let mut source = file.parse(&bytes, &how).map_err(Unread::File)?;
    drop(bytes);
    source.name.clone_from(&entry.name);
    entry.notices.clone_from(&source.notices);
    let parse = || zhengtu_outline::parse(lexicon, &source);
    let outline = watch.over(source.text.len(), parse).map_err(Unread::Over)?;
    entry.card = Card::of(&outline);
    Ok(Draft { entry, source, outline })
}

/// The records of the documents of a batch, checked, in the order of their names, and the documents that could no longer be
/// read or took more than they may.
pub(crate) fn extract(batch: Vec<Pending>, how: How<'_>) -> (Vec<ReadDocument>, Vec<Failed>) {
    let mut failed = Vec::new();
    let mut plans: BTreeMap<String, Vec<Draft>> = BTreeMap::new();
    for result in batch.into_par_iter().map(|pending| pending.draft(how)).collect::<Vec<_>>() {
        match result {
            Ok(draft) => {
                plans.entry(main_of(&draft.entry).to_owned()).or_default().push(draft);
            }
            Err(fault) => failed.push(fault),
        }
    }
    let plans: Vec<Vec<Draft>> = plans.into_values().collect();
    let extract = |mut drafts: Vec<Draft>| {
        let entries: Vec<Entry> = drafts.iter().map(|draft| draft.entry.clone()).collect();
        let size = drafts.iter().map(|draft| draft.source.text.len()).sum();
        let done = how.watch.over(size, || extract_plan(&mut drafts, how.amendments, how.base));
        entries.iter().for_each(|entry| how.progress.read(&entry.name));
        done.map_err(|over| entries.iter().map(|entry| Failed::over(entry, &over)).collect::<Vec<_>>())
    };
    let mut read: Vec<ReadDocument> = Vec::new();
    for done in plans.into_par_iter().map(extract).collect::<Vec<_>>() {
        match done {
            Ok(documents) => read.extend(documents),
            Err(left_out) => failed.extend(left_out),
        }
    }
    read.sort_by(|a, b| a.entry.name.cmp(&b.entry.name));
    (read, failed)
}

/// The records of the documents of a plan, whose texts are taken out of the drafts at the very end.
fn extract_plan(drafts: &mut [Draft], amendments: &Amendments, base: &Base) -> Vec<ReadDocument> {
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
    let amended = all.iter_mut().zip(drafts.iter()).zip(applied.into_iter().zip(&corrections));
    for ((facts, draft), (mut applied, corrections)) in amended {
        facts.info.sha256.clone_from(&draft.entry.sha256);
        facts.info.plan.clone_from(&draft.entry.plan);
        applied.append(&mut facts.corrections);
        applied.extend(placed(corrections, facts));
        applied.sort_by(|a, b| (&a.correction.file, a.correction.line).cmp(&(&b.correction.file, b.correction.line)));
        facts.corrections = applied;
        zhengtu_rdf::identify(facts, base);
    }
    let checked: Vec<zhengtu_check::Document<'_>> = all
        .iter()
        .zip(drafts.iter())
        .map(|(facts, draft)| zhengtu_check::Document { facts, text: &draft.source.text, lexicon })
        .collect();
    let examined = zhengtu_check::examine_plan(&checked);
    let read = drafts.iter_mut().zip(all).zip(examined);
    read.map(|((draft, facts), examined)| {
        let text = std::mem::take(&mut draft.source.text);
        ReadDocument { entry: draft.entry.clone(), facts, text, examined }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_a_file_that_changes_while_it_is_read_the_hash_is_that_of_what_was_read() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("甲.txt");
        std::fs::write(&path, "某县方案\n一、任务\n（一）推进工作。\n").unwrap();
        let found = zhengtu_reader::collect(&[&path]).files.remove(0);
        let looked_at = Entry { sha256: digests::hex(&found.bytes().unwrap()), ..Entry::default() };
        let after = "某县方案\n一、任务\n（一）扩大范围。\n";
        std::fs::write(&path, after).unwrap();
        let (options, watch) = (BuildOptions::default(), Watch::default());
        let Ok(draft) = read(&found, looked_at.clone(), &options, &Lexicon::built_in(), &watch) else {
            panic!("it is text")
        };
        assert_ne!(draft.entry.sha256, looked_at.sha256);
        assert_eq!(draft.entry.sha256, digests::hex(after.as_bytes()));
        assert!(draft.source.text.contains("扩大范围"));
    }
}
