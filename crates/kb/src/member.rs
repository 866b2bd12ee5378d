//! The documents of a segment in the making: those read just now, and those that are written anew.

use crate::documents::ReadDocument;
use crate::graph;
use crate::manifest::Entry;
use crate::records::{self, Written};
use crate::{Error, layout};
use oxrdf::Quad;
use rayon::prelude::*;
use std::borrow::Cow;
use std::path::Path;
use zhengtu_check::{Document, Examination};
use zhengtu_lexicon::Lexicon;
use zhengtu_model::DocumentFacts;
use zhengtu_rdf::Base;

/// Writes the graph of documents and of links with higher plans into the folder of a segment.
pub(crate) fn write_graph(
    folder: &Path,
    members: &[Member<'_>],
    levels: Vec<Quad>,
    lexicon: &Lexicon,
    base: &Base,
) -> Result<(), Error> {
    let documents: Vec<graph::Document<'_>> = members
        .iter()
        .map(|member| graph::Document { facts: member.facts(), text: member.text(), examined: &member.examined })
        .collect();
    graph::write(&folder.join(layout::GRAPH), &documents, levels, &graph::Made { base, words: &lexicon.digest() })
}

/// A document of the new segment.
pub(crate) struct Member<'a> {
    source: Source<'a>,
    examined: Cow<'a, Examination>,
}

enum Source<'a> {
    Read(&'a ReadDocument),
    Kept { entry: &'a Entry, facts: Box<DocumentFacts>, text: String },
}

impl<'a> Member<'a> {
    /// A document that was read just now.
    pub(crate) fn read(document: &'a ReadDocument) -> Self {
        Self { source: Source::Read(document), examined: Cow::Borrowed(&document.examined) }
    }

    /// A document of the generation before.
    pub(crate) fn kept(entry: &'a Entry, facts: DocumentFacts, text: String, examined: Examination) -> Self {
        Self { source: Source::Kept { entry, facts: Box::new(facts), text }, examined: Cow::Owned(examined) }
    }

    /// The entry and the records as they are written. What its bodies are called is left as it was.
    pub(crate) fn written(&self) -> Result<(Entry, Written), Error> {
        let entry = match self.source {
            Source::Read(document) => &document.entry,
            Source::Kept { entry, .. } => entry,
        };
        let mut written = Written::of(self.facts(), self.text())?;
        written.examined(&self.examined)?;
        Ok((Entry { counts: records::counts(self.facts()), ..entry.clone() }, written))
    }

    pub(crate) fn facts(&self) -> &DocumentFacts {
        match &self.source {
            Source::Read(document) => &document.facts,
            Source::Kept { facts, .. } => facts,
        }
    }

    fn text(&self) -> &str {
        match &self.source {
            Source::Read(document) => &document.text,
            Source::Kept { text, .. } => text,
        }
    }
}

/// The documents with what the checks find in the plans of which some documents were read just now and others could not be:
/// those of others were looked at when they were read.
pub(crate) fn examined<'a>(mut members: Vec<Member<'a>>, lexicon: &Lexicon) -> Vec<Member<'a>> {
    for (at, examined) in examine(&members, lexicon) {
        members[at].examined = Cow::Owned(examined);
    }
    members
}

fn examine(members: &[Member<'_>], lexicon: &Lexicon) -> Vec<(usize, Examination)> {
    let documents: Vec<Document<'_>> =
        members.iter().map(|member| Document { facts: member.facts(), text: member.text(), lexicon }).collect();
    let was_read = |at: &usize| matches!(members[*at].source, Source::Read(_));
    let is_mixed = |plan: &Vec<usize>| plan.iter().any(was_read) && !plan.iter().all(was_read);
    let examine = |plan: Vec<usize>| {
        let of_plan: Vec<Document<'_>> = plan.iter().map(|&at| documents[at]).collect();
        plan.into_iter().zip(zhengtu_check::examine_plan(&of_plan)).collect::<Vec<_>>()
    };
    zhengtu_check::plans(&documents).into_par_iter().filter(is_mixed).flat_map_iter(examine).collect()
}
