//! Which documents are the files of one plan: the overall plan and its annexes.
//!
//! In this order, each on what those before left: what a corrections file says, what the user says
//! (`--plan`), the titles in a list of annexes, the numbers of annexes in files beside the list, and, where
//! no document of a folder has a list, file names. What is doubtful is left apart.

mod card;

pub(crate) use card::Card;
use card::{FileName, different_titles, same_title};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use zhengtu_model::{Correction, CorrectionChange, Membership};

/// A plan whose files the user named.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NamedPlan {
    /// The name of the plan.
    pub name: String,
    /// Its files, as given.
    pub files: Vec<std::path::PathBuf>,
}

/// A document to be placed.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Candidate<'a> {
    /// Its name in the knowledge base.
    pub(crate) name: &'a str,
    /// Its path, with `/` between folders.
    pub(crate) path: &'a str,
    pub(crate) card: &'a Card,
}

/// A plan in several files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Group {
    /// What the plan is called, where the user said so.
    name: Option<String>,
    /// The index of the document with the main text.
    main: usize,
    /// The annexes: the index of the document and the part it starts with.
    annexes: Vec<(usize, u32)>,
}

/// The place of a document in its plan.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Place {
    /// The plan; `None` where the document is a plan of its own.
    pub(crate) plan: Option<Membership>,
    /// The part that it starts with; 0 where it numbers its parts itself.
    pub(crate) part: u32,
}

/// The place of each of the documents.
pub(crate) fn places(documents: &[Candidate<'_>], named: &[NamedPlan], corrections: &[Correction]) -> Vec<Place> {
    let mut places = vec![Place::default(); documents.len()];
    for group in groups(documents, named, corrections) {
        let order: Vec<(usize, u32)> = std::iter::once((group.main, 0)).chain(group.annexes).collect();
        let main = &documents[group.main];
        let title = Some(main.card.title.clone()).filter(|title| !title.is_empty());
        let plan = Membership {
            name: group.name.or(title).unwrap_or_else(|| main.name.to_owned()),
            main: main.name.to_owned(),
            documents: order.iter().map(|&(at, _)| documents[at].name.to_owned()).collect(),
        };
        for (at, part) in order {
            places[at] = Place { plan: Some(plan.clone()), part: forced(documents[at].card, part) };
        }
    }
    places
}

/// The part that a document has to be told it starts with: none where it says so itself.
fn forced(card: &Card, part: u32) -> u32 {
    if card.has_main() || card.bare { part } else { 0 }
}

fn groups(documents: &[Candidate<'_>], named: &[NamedPlan], corrections: &[Correction]) -> Vec<Group> {
    let names: Vec<FileName> = documents.iter().map(|document| FileName::of(document.name)).collect();
    let mut grouping = Grouping { documents, names, place: BTreeMap::new(), groups: Vec::new() };
    grouping.ruled(corrections);
    grouping.by_hand(named);
    grouping.by_titles();
    grouping.by_numbers();
    grouping.by_file_names();
    grouping.groups.retain(|group| !group.annexes.is_empty());
    for group in &mut grouping.groups {
        group.annexes.sort_by_key(|&(at, part)| (part, documents[at].name));
    }
    grouping.groups
}

/// Where a document has gone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Seat {
    /// It is the main text of a group.
    Main(usize),
    /// It is an annex, or was said to stand alone.
    Taken,
}

struct Grouping<'a> {
    documents: &'a [Candidate<'a>],
    names: Vec<FileName>,
    place: BTreeMap<usize, Seat>,
    groups: Vec<Group>,
}

impl Grouping<'_> {
    fn is_free(&self, at: usize) -> bool {
        !self.place.contains_key(&at)
    }

    /// The documents that a person means by a name or path.
    fn find(&self, wanted: &str) -> Option<usize> {
        let wanted = wanted.replace('\\', "/");
        let wanted = wanted.trim_start_matches("./");
        let ends = |text: &str| text == wanted || text.ends_with(&format!("/{wanted}"));
        self.documents.iter().position(|document| ends(document.path) || ends(document.name))
    }

    /// The group whose main text is the document; a new one where there is none.
    fn group_of(&mut self, main: usize) -> Option<usize> {
        match self.place.get(&main) {
            Some(Seat::Main(group)) => Some(*group),
            Some(Seat::Taken) => None,
            None => {
                self.groups.push(Group { name: None, main, annexes: Vec::new() });
                self.place.insert(main, Seat::Main(self.groups.len() - 1));
                Some(self.groups.len() - 1)
            }
        }
    }

    fn add(&mut self, main: usize, annex: usize, part: u32) {
        if main == annex || !self.is_free(annex) {
            return;
        }
        if let Some(group) = self.group_of(main) {
            self.place.insert(annex, Seat::Taken);
            self.groups[group].annexes.push((annex, part));
        }
    }

    /// The number of an annex as file, text or the list of the main text tell it, else the next one.
    fn number_of(&self, main: usize, annex: usize) -> u32 {
        let card = self.documents[annex].card;
        let listed = &self.documents[main].card.listed;
        let by_title = || listed.iter().find(|(_, title)| self.is_titled(annex, title)).map(|(number, _)| *number);
        let taken = |number: u32| {
            self.groups.iter().any(|group| group.main == main && group.annexes.iter().any(|&(_, part)| part == number))
        };
        let next = || (1..).find(|&number| !taken(number)).unwrap_or(1);
        own_number(card, &self.names[annex]).or_else(by_title).unwrap_or_else(next)
    }

    /// Whether a document has this title, by its text or its file name.
    fn is_titled(&self, at: usize, title: &str) -> bool {
        let card = self.documents[at].card;
        same_title(&card.title, title)
            || same_title(&self.names[at].title, title)
            || card.parts.iter().any(|(_, own)| same_title(own, title))
    }

    fn ruled(&mut self, corrections: &[Correction]) {
        for correction in corrections {
            let CorrectionChange::Annex { annex, plan, number } = &correction.change else { continue };
            let Some(annex) = self.find(annex) else { continue };
            match plan.as_deref() {
                None => drop(self.place.insert(annex, Seat::Taken)),
                Some(plan) => {
                    let Some(main) = self.find(plan) else { continue };
                    let part = number.unwrap_or_else(|| self.number_of(main, annex));
                    self.add(main, annex, part);
                }
            }
        }
    }

    fn by_hand(&mut self, named: &[NamedPlan]) {
        for plan in named {
            let files: Vec<usize> = plan
                .files
                .iter()
                .filter_map(|file| self.find(&file.to_string_lossy()))
                .filter(|&at| self.is_free(at))
                .collect();
            let Some(main) = self.main_of(&files) else { continue };
            for annex in files {
                let part = self.number_of(main, annex);
                self.add(main, annex, part);
            }
            if let Some(group) = self.group_of(main) {
                self.groups[group].name = Some(plan.name.clone());
            }
        }
    }

    /// The document with the main text among the files of a plan: the one with the list of annexes, else the
    /// first that is not called an annex, else the first.
    fn main_of(&self, files: &[usize]) -> Option<usize> {
        let lists = |&&at: &&usize| self.documents[at].card.missing().next().is_some();
        let is_main = |&&at: &&usize| self.documents[at].card.has_main() && !self.is_annex(at);
        files.iter().find(lists).or_else(|| files.iter().find(is_main)).or(files.first()).copied()
    }

    /// Whether a document calls itself an annex, in its text or its file name.
    fn is_annex(&self, at: usize) -> bool {
        let card = self.documents[at].card;
        self.names[at].annex || card.bare || !card.has_main()
    }

    /// The documents that list annexes that they do not hold.
    fn heads(&self) -> Vec<usize> {
        let lists = |&at: &usize| {
            self.documents[at].card.missing().next().is_some() && self.place.get(&at) != Some(&Seat::Taken)
        };
        (0..self.documents.len()).filter(lists).collect()
    }

    /// The documents whose title stands in a list of annexes.
    fn by_titles(&mut self) {
        let mut found: BTreeMap<usize, Vec<(usize, u32)>> = BTreeMap::new();
        let heads = self.heads();
        for &head in &heads {
            for (number, title) in self.documents[head].card.missing() {
                if let Some(annex) = self.titled(head, *number, title) {
                    found.entry(annex).or_default().push((head, *number));
                }
            }
        }
        for (annex, mut wanted) in found {
            if wanted.len() > 1 {
                wanted.retain(|&(head, _)| self.beside(head, annex));
            }
            if let [(head, number)] = wanted[..] {
                let alone = self.documents[head].card.letter && self.documents[head].card.listed.len() == 1;
                // What a covering letter encloses is the plan itself.
                self.add(head, annex, if alone && !self.is_annex(annex) { 0 } else { number });
            }
        }
    }

    /// The document that is the annex of this number and title: the only one, or the only one beside the list.
    fn titled(&self, head: usize, number: u32, title: &str) -> Option<usize> {
        let fits = |&at: &usize| {
            let own = own_number(self.documents[at].card, &self.names[at]);
            at != head && self.is_free(at) && self.is_titled(at, title) && own.is_none_or(|own| own == number)
        };
        let mut all: Vec<usize> = (0..self.documents.len()).filter(fits).collect();
        if all.len() > 1 {
            all.retain(|&at| self.beside(head, at));
        }
        if let [only] = all[..] { Some(only) } else { None }
    }

    /// The documents that are called annex n and lie beside the only document that misses an annex n.
    fn by_numbers(&mut self) {
        let heads = self.heads();
        for annex in 0..self.documents.len() {
            if !self.is_free(annex) || !self.is_annex(annex) {
                continue;
            }
            let card = self.documents[annex].card;
            let numbers: Vec<u32> = match own_number(card, &self.names[annex]) {
                Some(own) => vec![own],
                None => card.parts.iter().map(|(number, _)| *number).filter(|&number| number > 0).collect(),
            };
            let misses = |&head: &usize| {
                let listed = self.documents[head].card.missing().find(|(number, _)| numbers.contains(number));
                head != annex
                    && self.beside(head, annex)
                    && listed.is_some_and(|(_, title)| !different_titles(title, &card.title))
            };
            let near: Vec<usize> = heads.iter().copied().filter(misses).collect();
            if let ([head], Some(&number)) = (&near[..], numbers.first()) {
                self.add(*head, annex, number);
            }
        }
    }

    /// A folder with one document and, beside it, only files that are called its annexes.
    fn by_file_names(&mut self) {
        let mut folders: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (at, document) in self.documents.iter().enumerate() {
            folders.entry(folder(document.path)).or_default().push(at);
        }
        for files in folders.into_values() {
            let numbered = |at: usize| own_number(self.documents[at].card, &self.names[at]).is_some();
            let (annexes, others): (Vec<usize>, Vec<usize>) =
                files.iter().partition(|&&at| self.is_annex(at) && numbered(at));
            let all_free = files.iter().all(|&at| self.is_free(at));
            if let ([main], true) = (&others[..], all_free && !annexes.is_empty())
                && self.documents[*main].card.has_main()
                && self.documents[*main].card.listed.is_empty()
                && !self.is_annex(*main)
            {
                for annex in annexes {
                    let part = self.number_of(*main, annex);
                    self.add(*main, annex, part);
                }
            }
        }
    }

    /// Whether two documents lie in the same folder.
    fn beside(&self, one: usize, other: usize) -> bool {
        folder(self.documents[one].path) == folder(self.documents[other].path)
    }
}

fn folder(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// The number of the annex that a document says it is.
fn own_number(card: &Card, name: &FileName) -> Option<u32> {
    let starts = card.parts.first().map(|(number, _)| *number).filter(|&number| number > 0 && !card.bare);
    starts.or(name.number)
}

#[cfg(test)]
mod tests;
