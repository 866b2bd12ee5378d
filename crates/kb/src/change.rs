//! What is different from the generation before, and the segment that holds it.
//!
//! Written anew are the documents that were read just now; those that the index calls otherwise than before, since what
//! bodies are called depends on which others there are; and with each all files of its plan, which are understood
//! together. The links with higher plans are found anew for plans that changed and for those that may be linked with
//! one that changed.

use crate::calls::{Called, Calling};
use crate::contents::Contents;
use crate::documents::ReadDocument;
use crate::manifest::{Entry, Held};
use crate::member::{Member, examined, write_graph};
use crate::previous::Previous;
use crate::profile::{self, Profile};
use crate::records::{self, Written};
use crate::slices::Kind;
use crate::spool::Spooled;
use crate::{Error, Progress, layout, levels, segments};
use rayon::prelude::*;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use zhengtu_lexicon::Lexicon;
use zhengtu_model::DocumentFacts;
use zhengtu_rdf::Base;

/// What is different from the generation before.
pub(crate) struct Change<'a> {
    previous: &'a Previous,
    lexicon: &'a Lexicon,
    base: &'a Base,
    read: BTreeMap<&'a str, &'a ReadDocument>,
    /// What was read besides and is written, and where each of its documents is.
    spooled: &'a [Spooled],
    places: BTreeMap<&'a str, (usize, usize)>,
    kept: BTreeMap<&'a str, &'a Entry>,
    /// What of all documents that there are now concerns others.
    pub(crate) profiles: BTreeMap<&'a str, Profile>,
    bodies: Called,
    /// The kept documents that are written anew.
    moved: BTreeSet<&'a str>,
    /// The plans, by their first documents, whose links with higher ones are found anew.
    lowers: BTreeSet<String>,
}

impl<'a> Change<'a> {
    pub(crate) fn of(contents: &'a Contents<'a>, previous: &'a Previous, base: &'a Base) -> Result<Self, Error> {
        let read: BTreeMap<&str, &ReadDocument> =
            contents.read.iter().map(|document| (document.entry.name.as_str(), document)).collect();
        let kept: BTreeMap<&str, &Entry> = contents.kept.iter().map(|entry| (entry.name.as_str(), entry)).collect();
        let (mut profiles, mut calling): (BTreeMap<&str, Profile>, _) = (BTreeMap::new(), Calling::default());
        if let Some(before) = &previous.generation {
            before.segments.each(Kind::Profile, kept.values().copied(), |entry, bytes| {
                let profile = Profile::read(bytes, &mut calling);
                let profile = profile.map_err(|error| before.segments.slot(entry).fault(Kind::Profile, &error))?;
                profiles.insert(&entry.name, profile);
                Ok(())
            })?;
        }
        if let Some((name, _)) = kept.iter().find(|(name, _)| !profiles.contains_key(**name)) {
            return Err(Error::damaged(Path::new(name), "旧记录不见了"));
        }
        profiles.extend(read.iter().map(|(&name, document)| (name, Profile::of(&document.facts, &mut calling))));
        let mut places = BTreeMap::new();
        for (number, spooled) in contents.spooled.iter().enumerate() {
            for (at, entry) in spooled.entries.iter().enumerate() {
                let slot = spooled.slot(at);
                let profile = Profile::read(&slot.bytes(Kind::Profile)?, &mut calling);
                places.insert(entry.name.as_str(), (number, at));
                profiles.insert(&entry.name, profile.map_err(|error| slot.fault(Kind::Profile, &error))?);
            }
        }
        let bodies = calling.finish(profiles.values().map(|profile| &profile.info));
        let mut change = Self {
            previous,
            lexicon: &contents.amendments.lexicon,
            base,
            read,
            spooled: contents.spooled,
            places,
            kept,
            profiles,
            bodies,
            moved: BTreeSet::new(),
            lowers: BTreeSet::new(),
        };
        change.find_moved(contents);
        change.find_lowers(contents);
        Ok(change)
    }

    fn find_moved(&mut self, contents: &Contents<'_>) {
        let names: Vec<&str> = self.held().map(|held| held.name.as_str()).collect();
        let is_moved = |entry: &Entry| {
            names.get(entry.segment).is_some_and(|name| contents.anew.contains(*name))
                || profile::called(&self.bodies, &entry.name) != entry.called
        };
        let mut moved: BTreeSet<&str> =
            self.kept.par_iter().filter(|(_, entry)| is_moved(entry)).map(|(&name, _)| name).collect();
        let plans: Vec<&str> = moved
            .iter()
            .chain(self.read.keys())
            .chain(self.places.keys())
            .filter_map(|&name| self.profiles[name].info.plan.as_ref())
            .flat_map(|plan| plan.documents.iter().map(String::as_str))
            .collect();
        moved.extend(plans.into_iter().filter_map(|name| self.kept.get_key_value(name)).map(|(&name, _)| name));
        self.moved = moved;
    }

    fn find_lowers(&mut self, contents: &Contents<'_>) {
        let mut gone = Vec::new();
        if let Some(before) = &self.previous.generation {
            let is_gone = |entry: &&Entry| !self.kept.contains_key(entry.name.as_str());
            // What is damaged is read anew, and is then what it was.
            gone.extend(
                before
                    .segments
                    .documents()
                    .iter()
                    .filter(is_gone)
                    .filter_map(|entry| Some(records::head(before.segments.slot(entry)).ok()?.info)),
            );
        }
        let all = contents.kept.is_empty();
        self.lowers = levels::affected(self.lexicon, &self.profiles, &|name| self.is_read(name), &gone, all);
        // The links of a segment that cannot stay.
        let lost = self.held().enumerate().filter(|(at, held)| !self.may_stay(*at, held, contents));
        let lost: BTreeSet<String> = lost.flat_map(|(_, held)| held.levels.iter().cloned()).collect();
        self.lowers.extend(lost.into_iter().filter(|doc| self.profiles.contains_key(doc.as_str())));
    }

    /// Whether what is left of a segment can be used.
    fn may_stay(&self, at: usize, held: &Held, contents: &Contents<'_>) -> bool {
        let open = self.previous.generation.as_ref().is_some_and(|before| before.segments.is_open(at));
        open && !contents.anew.contains(&held.name)
    }

    fn held(&self) -> impl Iterator<Item = &'a Held> {
        self.previous.manifest().into_iter().flat_map(|manifest| &manifest.segments)
    }

    /// Whether a document was read just now.
    fn is_read(&self, name: &str) -> bool {
        self.read.contains_key(name) || self.places.contains_key(name)
    }

    /// How many bytes of text were read just now.
    pub(crate) fn weight(&self) -> u64 {
        let read: u64 = self.read.values().map(|document| document.text.len() as u64).sum();
        read + self.spooled.iter().map(|spooled| spooled.text).sum::<u64>()
    }

    /// All that was read out of a document.
    pub(crate) fn answerable(&self, name: &str) -> Result<Cow<'a, DocumentFacts>, Error> {
        if let Some(&(number, at)) = self.places.get(name) {
            return Ok(Cow::Owned(records::read_answerable(self.spooled[number].slot(at))?));
        }
        match (self.read.get(name), self.kept.get(name), &self.previous.generation) {
            (Some(document), ..) => Ok(Cow::Borrowed(&document.facts)),
            (None, Some(entry), Some(before)) => Ok(Cow::Owned(records::read_answerable(before.segments.slot(entry))?)),
            _ => Err(Error::damaged(Path::new(name), "旧记录不见了")),
        }
    }

    /// The segments of before that still count, each without what has gone from it.
    pub(crate) fn staying(&self) -> Vec<Held> {
        let mut staying: Vec<Held> = self.held().cloned().collect();
        let mut weights = vec![(0, 0); staying.len()];
        for entry in self.previous.documents() {
            let name = entry.name.as_str();
            let stays = self.kept.contains_key(name) && !self.moved.contains(name);
            let Some(held) = staying.get_mut(entry.segment) else { continue };
            if stays {
                let bytes = entry.slices.iter().map(|slice| slice.1).sum::<u64>();
                weights[entry.segment] = (weights[entry.segment].0 + bytes, weights[entry.segment].1 + 1);
            } else {
                held.without.insert(name.to_owned());
            }
        }
        for (held, (weight, documents)) in staying.iter_mut().zip(weights) {
            (held.weight, held.documents) = (weight, documents);
            // A document that was read may no longer be the first of its plan.
            let is_new = |doc: &String| {
                let name = doc.as_str();
                self.lowers.contains(doc) || self.is_read(name) || !self.profiles.contains_key(name)
            };
            let (gone, left) = std::mem::take(&mut held.levels).into_iter().partition(is_new);
            held.levels = left;
            held.without_levels.extend::<BTreeSet<String>>(gone);
        }
        let is_open = |at: usize| self.previous.generation.as_ref().is_some_and(|before| before.segments.is_open(at));
        let staying = staying.into_iter().enumerate().filter(|(at, _)| is_open(*at)).map(|(_, held)| held);
        staying.filter(|held| held.documents > 0 || !held.levels.is_empty()).collect()
    }

    /// Writes what the spooled segments lack: their indexes, since what bodies are called is known only when all documents
    /// are, and the lists of their documents.
    pub(crate) fn finish_spooled(&self, generation: &Path, progress: &dyn Progress) -> Result<Vec<Held>, Error> {
        let called = |entry: &Entry| profile::called(&self.bodies, &entry.name);
        let finish = |spooled: &Spooled| {
            let held = spooled.finish(generation, &self.bodies, called)?;
            progress.written(spooled.entries.len());
            Ok::<_, Error>(held)
        };
        self.spooled.par_iter().map(finish).collect()
    }

    /// Writes the segment of what is new; none where nothing is.
    pub(crate) fn write(&self, generation: &Path, name: &str) -> Result<Option<Held>, Error> {
        let members = self.members()?;
        let (levels, quads) =
            levels::found(self.lexicon, &self.profiles, &|name| self.answerable(name), &self.lowers, self.base)?;
        if members.is_empty() && levels.is_empty() {
            return Ok(None);
        }
        let folder = generation.join(name);
        let (mut entries, written) = self.records(&members)?;
        let bytes = |at: usize, kind| Ok(Cow::Borrowed(written[at].get(kind)));
        let weight = segments::write_records(&folder, &mut entries, bytes)?;
        segments::write_list(&folder, &entries)?;
        drop(written);
        let (graph, index) = rayon::join(
            || write_graph(&folder, &members, quads, self.lexicon, self.base),
            || {
                let facts = members.iter().map(|member| member.facts());
                zhengtu_search::write_among(&folder.join(layout::INDEX), facts, &self.bodies)
            },
        );
        graph?;
        index.map_err(|error| Error::Index(error.to_string()))?;
        let documents = entries.len();
        Ok(Some(Held { name: name.to_owned(), weight, documents, levels, ..Held::default() }))
    }

    /// The documents that are written anew, in the order of their names, with what the checks find.
    fn members(&self) -> Result<Vec<Member<'a>>, Error> {
        let names: BTreeSet<&'a str> = self.read.keys().chain(&self.moved).copied().collect();
        let member = |name: &'a str| {
            if let Some(document) = self.read.get(name) {
                return Ok(Member::read(document));
            }
            let (Some(entry), Some(before)) = (self.kept.get(name), &self.previous.generation) else {
                return Err(Error::damaged(Path::new(name), "旧记录不见了"));
            };
            let slot = before.segments.slot(entry);
            Ok(Member::kept(entry, records::read(slot)?, records::text(slot)?, records::read_examination(slot)?))
        };
        let names: Vec<&'a str> = names.into_iter().collect();
        let members: Vec<Member<'a>> = names.into_par_iter().map(member).collect::<Result<_, Error>>()?;
        Ok(examined(members, self.lexicon))
    }

    /// The entries and records of the documents of the new segment.
    fn records(&self, members: &[Member<'_>]) -> Result<(Vec<Entry>, Vec<Written>), Error> {
        let of = |member: &Member<'_>| {
            let (mut entry, written) = member.written()?;
            entry.called = profile::called(&self.bodies, &entry.name);
            Ok((entry, written))
        };
        let all = members.par_iter().map(of).collect::<Result<Vec<_>, Error>>()?;
        Ok(all.into_iter().unzip())
    }
}
