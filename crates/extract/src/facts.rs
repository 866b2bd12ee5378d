//! All facts of a document, as records.

mod document;
mod identity;
mod names;
mod rows;
mod rules;
mod statements;
mod units;

use crate::account::{self, Cover};
use crate::citations::{CitationDraft, citations};
use crate::corrected;
use crate::issue;
use crate::places::Places;
use crate::targets::{CommitmentDraft, Numbers, TargetDraft, numbers};
use crate::tasks::{TaskDraft, counts_time, is_limit_field, tasks};
use crate::units::{Registry, Vocabulary};
pub use document::irregularity_code;
use foldhash::HashMap;
use names::unit_names;
use rows::Rows;
use statements::TaskStatements;
use std::cell::{OnceCell, RefCell};
use std::collections::BTreeSet;
use std::sync::Arc;
use units::TaskUnits;
use zhengtu_lexicon::Lexicon;
use zhengtu_lexicon::deadlines::DeadlineWord;
use zhengtu_model::{
    Account, AppliedCorrection, Citation, Correction, DatedCommitment, Deadline, DocumentFacts, Target, Task,
};
use zhengtu_outline::{NodeId, Outline};
use zhengtu_reader::Source;
use zhengtu_terms::dates::Context;
use zhengtu_terms::deadline;
use zhengtu_text::{Span, strip_white};

/// A longer heading, in characters, is cut where it is said over a clause: it is a paragraph, and each clause below it and each
/// finding in it says it again.
const LONGEST_HEADING: usize = 500;

/// A heading as it is said over a clause: without white space.
fn said(heading: &str) -> String {
    let mut said = strip_white(heading);
    if let Some((end, _)) = said.char_indices().nth(LONGEST_HEADING) {
        said.truncate(end);
        said.push('…');
    }
    said
}

/// A document as the outline sees it, and what a person put right in it.
#[derive(Clone, Copy, Debug)]
pub struct Document<'a> {
    /// The file.
    pub source: &'a Source,
    /// Its structure.
    pub outline: &'a Outline,
    /// The corrections that hold for it, in the order of their file.
    pub corrections: &'a [Correction],
}

/// Everything that can be read out of a document. The records have no IRIs yet, and the document no
/// hash: the one is the graph's business, the other the file's.
pub fn facts(lexicon: &Lexicon, source: &Source, outline: &Outline) -> DocumentFacts {
    plan_facts(lexicon, &[Document { source, outline, corrections: &[] }]).pop().unwrap_or_default()
}

/// Everything that can be read out of the documents of one plan, the main text first, then the annexes
/// in order. They share the year, the names of the bodies and the manner of stating them, as the parts
/// of one file do.
pub fn plan_facts(lexicon: &Lexicon, documents: &[Document<'_>]) -> Vec<DocumentFacts> {
    let vocabulary = &Vocabulary::new(lexicon);
    let places: Vec<Places<'_>> =
        documents.iter().map(|document| Places::new(document.outline, document.source)).collect();
    let main = documents.first().and_then(|document| issue::year(document.outline));
    let readers: Vec<DocumentReader<'_>> = documents
        .iter()
        .zip(&places)
        .map(|(document, places)| DocumentReader::new(vocabulary, document, places, main))
        .collect();
    let drafts: Vec<Drafts> = readers.iter().map(DocumentReader::drafts).collect();
    let read: Vec<_> =
        readers.iter().zip(&drafts).map(|(reader, drafts)| (reader.outline, drafts.0.as_slice())).collect();
    let mut statements = statements::read_all(vocabulary, &read);
    let texts: Vec<&str> = documents.iter().map(|document| document.outline.text()).collect();
    let each = statements.iter().flatten().flat_map(|task| &task.read);
    let (registry, names) = Registry::reading(vocabulary, each.map(|read| (read.text, &read.parsed)), &texts);
    let each = statements.iter_mut().flatten().flat_map(|task| &mut task.read);
    each.zip(names).for_each(|(read, names)| read.names = names);
    let parts = readers.iter().zip(&drafts).zip(&statements);
    let mut all: Vec<DocumentFacts> =
        parts.map(|((reader, drafts), statements)| reader.facts(drafts, statements, &registry)).collect();
    identity::share(lexicon, &mut all);
    all
}

/// The items that are tasks, and the corrections that say which are not.
type Drafts = (Vec<TaskDraft>, Vec<AppliedCorrection>);

struct DocumentReader<'a> {
    vocabulary: &'a Vocabulary<'a>,
    source: &'a Source,
    outline: &'a Outline,
    corrections: &'a [Correction],
    places: &'a Places<'a>,
    doc: &'a str,
    context: Context,
    /// The headings of the nodes as they are said: each stands above many clauses.
    headings: Vec<String>,
    /// The headings above each node, made where they are first asked for.
    trails: Vec<OnceCell<Arc<[String]>>>,
    /// What the fields of deadlines were read as: many tasks of a document are due on the same day.
    deadlines: RefCell<HashMap<String, Deadline>>,
}

impl<'a> DocumentReader<'a> {
    /// A reader of one document of a plan whose main text is of the year `main`.
    fn new(vocabulary: &'a Vocabulary<'a>, document: &Document<'a>, places: &'a Places<'a>, main: Option<u16>) -> Self {
        let &Document { source, outline, corrections } = document;
        let year = main.or_else(|| issue::year(outline));
        let headings = (0..outline.nodes.len()).map(|node| said(outline.heading(node))).collect();
        let context = Context { year };
        let (doc, deadlines) = (source.name.as_str(), RefCell::default());
        let trails = vec![OnceCell::new(); outline.nodes.len()];
        Self { vocabulary, source, outline, corrections, places, doc, context, headings, trails, deadlines }
    }

    fn drafts(&self) -> Drafts {
        let mut drafts = tasks(self.vocabulary, self.outline);
        let dropped = corrected::drop_items(&mut drafts, self.outline, self.places, self.corrections);
        (drafts, dropped)
    }

    /// The records of the document.
    fn facts(
        &self,
        (drafts, dropped): &Drafts,
        statements: &[TaskStatements<'_>],
        registry: &Registry,
    ) -> DocumentFacts {
        let cited = citations(self.vocabulary, self.outline);
        let mut read_numbers = numbers(self.vocabulary, self.outline, &self.context);
        read_numbers.commitments.sort_by_key(|commitment| commitment.quote.start);
        let mut tasks: Vec<Task> = drafts
            .iter()
            .zip(statements)
            .map(|(draft, statements)| {
                let task = self.task(draft, statements, registry, &cited);
                let commitments = self.commitments(draft, &task.deadline, &read_numbers.commitments);
                Task { commitments, ..task }
            })
            .collect();
        let rules = self.document_rules();
        for (task, draft) in tasks.iter_mut().zip(drafts) {
            task.rules = self.rules_of(draft, task, &rules, registry);
        }
        let mut corrections = corrected::name_units(&mut tasks, self.corrections);
        corrections.extend(dropped.iter().cloned());
        let (identity, said) = self.identity();
        corrections.extend(said);
        let units = unit_names(self.vocabulary, &tasks);
        DocumentFacts {
            info: self.info(self.source, self.context.year, identity),
            parts: self.parts(),
            clauses: self.clauses(),
            notices: self.notices(registry, &units),
            targets: self.targets(&read_numbers.targets, drafts),
            citations: cited.iter().map(|draft| self.citation(draft)).collect(),
            account: self.account(drafts, statements, &read_numbers),
            tasks,
            units,
            corrections,
            look: self.source.look.as_ref().map(|look| self.places.look(look)),
        }
    }

    fn task(
        &self,
        draft: &TaskDraft,
        statements: &TaskStatements<'_>,
        registry: &Registry,
        cited: &[CitationDraft],
    ) -> Task {
        let limits = draft.deadlines.iter().map(|&span| strip_white(self.outline.slice(span)));
        let deadlines = limits.collect::<Vec<String>>().join("，");
        let TaskUnits { units, statements: stated } = self.task_units(draft, statements, registry);
        Task {
            id: String::new(),
            doc: self.doc.to_owned(),
            part: self.outline.nodes[draft.node].part,
            path: draft.path.clone(),
            title: strip_white(self.outline.slice(draft.title)),
            trail: self.trail(self.outline.nodes[draft.node].parent.unwrap_or(draft.node)),
            text: self.places.text(&draft.paragraphs),
            units,
            statements: stated,
            rules: Vec::new(),
            open: statements.open(),
            units_raw: statements.raw(),
            deadline: if deadlines.is_empty() { Deadline::None } else { self.deadline(&deadlines) },
            deadline_raw: (!deadlines.is_empty()).then_some(deadlines),
            commitments: Vec::new(),
            citations: inside(cited, draft.span, |found| found.span).map(|found| self.citation(found)).collect(),
            evidence: self.places.evidence(draft.span),
            units_evidence: statements.span().map(|span| self.places.evidence(span)),
            deadline_evidence: draft.deadlines.first().map(|&span| self.places.evidence(span)),
        }
    }

    /// What a field says of when, read where it is first met.
    fn deadline(&self, field: &str) -> Deadline {
        if let Some(known) = self.deadlines.borrow().get(field) {
            return known.clone();
        }
        let read = deadline::parse(self.vocabulary, field, &self.context);
        self.deadlines.borrow_mut().insert(field.to_owned(), read.clone());
        read
    }

    /// The headings from the part down to `node`.
    fn trail(&self, node: NodeId) -> Arc<[String]> {
        let read = || {
            let nodes = std::iter::once(node).chain(self.outline.ancestors(node));
            let mut trail: Vec<String> =
                nodes.map(|node| &self.headings[node]).filter(|text| !text.is_empty()).cloned().collect();
            trail.reverse();
            trail.into()
        };
        Arc::clone(self.trails[node].get_or_init(read))
    }

    fn citation(&self, draft: &CitationDraft) -> Citation {
        let node = &self.outline.nodes[draft.node];
        Citation {
            id: String::new(),
            part: node.part,
            path: node.path.clone(),
            title: draft.title.clone(),
            number: draft.number.clone(),
            number_raw: draft.number_raw.clone(),
            usage: draft.usage,
            evidence: self.places.evidence(draft.span),
        }
    }

    /// The targets; a number in the deadline field of a task is none, and of a limit in words no time that it counts.
    fn targets(&self, targets: &[TargetDraft], tasks: &[TaskDraft]) -> Vec<Target> {
        let limits = tasks.iter().flat_map(|task| task.deadlines.iter().copied());
        let (fields, words): (Vec<Span>, Vec<Span>) = limits.partition(|&limit| is_limit_field(self.outline, limit));
        let (fields, words) = (Cover::new(&fields), Cover::new(&words));
        let of_limit = |draft: &TargetDraft| {
            fields.holds(draft.number) || words.holds(draft.number) && counts_time(self.vocabulary, &draft.unit)
        };
        let rows = Rows::of(tasks);
        targets.iter().filter(|draft| !of_limit(draft)).map(|draft| self.target(draft, &rows)).collect()
    }

    fn target(&self, draft: &TargetDraft, rows: &Rows<'_>) -> Target {
        let node = &self.outline.nodes[draft.node];
        let row = rows.path(self.outline, draft.quote);
        Target {
            id: String::new(),
            doc: self.doc.to_owned(),
            part: node.part,
            path: row.map_or_else(|| node.path.clone(), str::to_owned),
            quote: strip_white(self.outline.slice(draft.quote)),
            indicator: draft.indicator.clone(),
            comparator: draft.comparator,
            change: draft.change,
            value: draft.value,
            unit: draft.unit.clone(),
            from: draft.from,
            deadline: draft.deadline,
            rule: draft.rule.to_owned(),
            evidence: self.places.evidence(draft.quote),
        }
    }

    /// The dates to which the text of a task commits somebody, apart from its deadline; of a field with several
    /// (2025年6月、2026年6月) those before the last.
    fn commitments(&self, task: &TaskDraft, deadline: &Deadline, drafts: &[CommitmentDraft]) -> Vec<DatedCommitment> {
        let in_field = |span: Span| task.deadlines.iter().any(|field| field.overlaps(span));
        let earlier = |draft: &CommitmentDraft| deadline.end().is_some_and(|end| draft.end < end);
        let own =
            inside(drafts, task.span, |draft| draft.quote).filter(|draft| !in_field(draft.date) || earlier(draft));
        own.map(|draft| DatedCommitment {
            end: draft.end,
            raw: strip_white(self.outline.slice(draft.date)),
            quote: strip_white(self.outline.slice(draft.quote)),
            evidence: self.places.evidence(draft.quote),
        })
        .collect()
    }

    /// What each number, date and name was taken for.
    fn account(&self, drafts: &[TaskDraft], statements: &[TaskStatements<'_>], numbers: &Numbers) -> Account {
        let deadlines: Vec<Span> = drafts.iter().flat_map(|draft| draft.deadlines.iter().copied()).collect();
        let read = statements.iter().flat_map(|task| &task.read);
        let mut responsible: Vec<Span> =
            read.flat_map(|read| read.parsed.mentions.iter().map(|mention| read.locate(mention.span))).collect();
        responsible.sort_unstable();
        let mentions = self.vocabulary.bodies().find_mentions_outside(self.outline.text(), &responsible);
        let mentions: Vec<Span> = mentions.into_iter().map(|found| found.0).collect();
        let tasks: Vec<Span> = drafts.iter().map(|draft| draft.span).collect();
        let unstated = drafts.iter().filter(|draft| draft.statement.is_empty()).map(|draft| draft.span);
        // A limit of which no year is known dates nothing, and neither do words such as 按省定时间完成.
        let unread: BTreeSet<Span> = deadlines.iter().copied().filter(|&limit| self.dates_nothing(limit)).collect();
        let undated = drafts.iter().filter(|draft| draft.deadlines.iter().all(|limit| unread.contains(limit)));
        let undated: Vec<Span> = undated.map(|draft| draft.span).collect();
        let unread: Vec<Span> = unread.into_iter().filter(|&limit| self.says_some_time(limit)).collect();
        let sources = account::Sources {
            numbers,
            deadlines: &deadlines,
            responsible: &responsible,
            mentions: &mentions,
            tasks: &tasks,
            unstated: &unstated.collect::<Vec<_>>(),
            undated: &undated,
            unread: &unread,
        };
        account::records(&account::account(self.vocabulary, self.outline, &sources), self.outline, self.places)
    }

    /// Whether no limit was made of a deadline field.
    fn dates_nothing(&self, limit: Span) -> bool {
        self.deadline(self.outline.slice(limit)) == Deadline::None
    }

    /// Whether a deadline field has words, and none of those that say that there is no date (待定).
    fn says_some_time(&self, limit: Span) -> bool {
        let words = self.outline.slice(limit);
        let none = self.vocabulary.deadline_word(words) == Some(DeadlineWord::None);
        !none && words.contains(char::is_alphanumeric)
    }
}

/// The drafts whose passages lie in `span`; `drafts` are in the order in which their passages start.
fn inside<T>(drafts: &[T], span: Span, passage: fn(&T) -> Span) -> impl Iterator<Item = &T> {
    let first = drafts.partition_point(|draft| passage(draft).start < span.start);
    let near = drafts[first..].iter().take_while(move |draft| passage(draft).start < span.end);
    near.filter(move |draft| span.contains(passage(draft)))
}
