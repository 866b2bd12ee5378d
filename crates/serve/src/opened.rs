//! One generation of the knowledge base, open, with what the pages look up again and again.

use crate::Settings;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};
use zhengtu_ask::{Base, Clock, Names, OpenIndex, Reply};
use zhengtu_check::{Rule, Verdict};
use zhengtu_desk::Desk;
use zhengtu_kb::{Error, Graph, KnowledgeBase, Selection};
use zhengtu_model::{
    Bodies, Counterpart, Date, DocumentFacts, Evidence, Finding, Reading, Report, Severity, Target, Task,
};
use zhengtu_progress::{Board, Lights};
use zhengtu_say::{Lang, Titles};
use zhengtu_search::{Index, Thesaurus};
use zhengtu_text::CharIndex;

/// An open generation.
pub struct Opened {
    /// Its directory.
    pub generation: PathBuf,
    /// The records of the documents, in the order of their names.
    pub facts: Vec<DocumentFacts>,
    /// Their texts, in the same order.
    pub texts: Vec<Text>,
    /// The full-text index.
    pub index: Index,
    /// The graph.
    pub graph: Graph,
    /// The named graphs of the documents.
    pub graph_names: Vec<oxrdf::NamedNode>,
    /// Whether these are all the documents that the graph has.
    pub whole: bool,
    /// What the documents are called.
    pub titles: Arc<Titles>,
    /// The bodies that they name.
    pub bodies: Arc<Bodies>,
    /// The names that questions may use.
    pub names: Names,
    /// The names that mean the same, for searching.
    pub aliases: Thesaurus,
    /// The base of the IRIs.
    pub base: String,
    tasks: BTreeMap<String, (usize, usize)>,
    targets: BTreeMap<String, (usize, usize)>,
    /// What the checks found and nobody settled, in document order.
    pub findings: Vec<Finding>,
    /// What somebody settled, each with the reason.
    pub settled: Vec<(Finding, String)>,
    /// The settings of the checks, and their state when they were read.
    settings: (Option<PathBuf>, Stamp),
    counterparts: Vec<Counterpart>,
    compared: OnceLock<Vec<Compared>>,
    looks: OnceLock<Vec<Look>>,
    /// The tasks in one row, for the reports.
    in_a_row: OnceLock<Vec<Task>>,
    /// Questions that have an answer here, by language.
    examples: [OnceLock<Vec<String>>; 2],
    reports: Vec<Report>,
    lights: OnceLock<Lights>,
    named: OnceLock<Vec<oxrdf::NamedNode>>,
    /// Keeps the generation from being removed, and knows the words that its documents were read with.
    kb: KnowledgeBase,
}

/// What of a document a person should look at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Look {
    /// How many errors the checks found in it.
    pub errors: usize,
    /// How many passages may have been missed.
    pub overlooked: usize,
    /// How many were not understood.
    pub unexplained: usize,
}

/// What a plan says of one indicator in several places.
pub struct Compared {
    /// The document with the main text of the plan.
    pub doc: String,
    /// The targets, in the order of the parts: the document, and the place in it.
    targets: Vec<(usize, usize)>,
    /// Whether they agree, as the checks say.
    pub verdict: Verdict,
    /// The findings that say so.
    findings: Vec<usize>,
}

/// A text as read, into which evidence counts.
pub struct Text {
    text: String,
    index: CharIndex,
}

impl Text {
    /// The passage, as printed.
    pub fn passage(&self, evidence: &Evidence) -> &str {
        let start = self.index.byte_of(&self.text, evidence.start);
        let end = self.index.byte_of(&self.text, evidence.end);
        self.text.get(start..end).unwrap_or_default()
    }

    /// The bytes from one character to another that does not stand before it.
    #[cfg(feature = "mcp")]
    pub fn span(&self, start: usize, end: usize) -> zhengtu_text::Span {
        zhengtu_text::Span::new(self.index.byte_of(&self.text, start), self.index.byte_of(&self.text, end))
    }

    /// The whole text.
    pub fn whole(&self) -> &str {
        &self.text
    }

    /// The place of a span of bytes of the whole text.
    pub fn evidence(&self, span: zhengtu_text::Span) -> Evidence {
        let count = |at: usize| self.index.char_of(&self.text, at);
        Evidence {
            start: count(span.start),
            end: count(span.end),
            line: self.index.line(span.start),
            ..Evidence::default()
        }
    }
}

impl Opened {
    /// Opens what is current in the knowledge base of the settings, with the settings of the checks beside its documents.
    pub fn at(desk: &Desk, settings: &Settings) -> Result<Arc<Self>, Error> {
        let checks = desk.place().ok().map(|place| place.settings);
        Self::open(&settings.kb, &settings.scope, checks)
    }

    /// Opens what is current in `dir`, and keeps to the documents that `scope` means; `checks` are the settings of the
    /// checks, if there are any.
    pub fn open(dir: &Path, scope: &Selection, checks: Option<PathBuf>) -> Result<Arc<Self>, Error> {
        let kb = KnowledgeBase::open(dir)?;
        let stamp = stamp(checks.as_deref());
        let (findings, settled) = settled(kb.findings()?, checks.as_deref());
        let all = kb.documents().count();
        let kb = kb.only(scope)?;
        let facts = kb.facts()?;
        let texts: Result<Vec<Text>, Error> = kb.documents().map(|entry| kb.text(entry).map(Text::from)).collect();
        let by_id = |(doc, ids): (usize, Vec<&String>)| {
            (0..).zip(ids).map(move |(at, id)| (id.clone(), (doc, at))).collect::<Vec<_>>()
        };
        let tasks = facts.iter().map(|facts| facts.tasks.iter().map(|task| &task.id).collect()).enumerate();
        let targets = facts.iter().map(|facts| facts.targets.iter().map(|target| &target.id).collect()).enumerate();
        Ok(Arc::new(Self {
            generation: kb.generation().to_owned(),
            texts: texts?,
            index: kb.index()?,
            graph: kb.graph()?.with_text(Arc::new(kb.text_index()?)),
            graph_names: kb.graph_names(),
            whole: all == facts.len(),
            titles: Arc::new(Titles::of_facts(&facts)),
            bodies: Arc::new(Bodies::of(&facts)),
            names: Names::gather(kb.lexicon(), &facts),
            aliases: kb.aliases(),
            base: kb.base().to_owned(),
            tasks: tasks.flat_map(by_id).collect(),
            targets: targets.flat_map(by_id).collect(),
            findings,
            settled,
            settings: (checks, stamp),
            counterparts: kb.counterparts()?,
            compared: OnceLock::new(),
            looks: OnceLock::new(),
            in_a_row: OnceLock::new(),
            examples: Default::default(),
            reports: kb.reports()?,
            lights: OnceLock::new(),
            named: OnceLock::new(),
            facts,
            kb,
        }))
    }

    /// Makes what the pages look up again and again, so that no request has to wait for it.
    pub fn prepare(&self) {
        self.looks();
        self.compared();
        self.named_graphs();
        self.in_a_row();
        for lang in [Lang::Zh, Lang::En] {
            self.examples(lang);
        }
    }

    /// Whether what [`Opened::prepare`] makes is there.
    #[cfg(test)]
    pub fn is_prepared(&self) -> bool {
        let made = [self.looks.get().is_some(), self.compared.get().is_some(), self.named.get().is_some()];
        made.into_iter().chain([self.in_a_row.get().is_some()]).all(|made| made)
            && self.examples.iter().all(|examples| examples.get().is_some())
    }

    /// Whether the settings of the checks are as they were when the findings were settled by them.
    pub fn is_settled(&self) -> bool {
        stamp(self.settings.0.as_deref()) == self.settings.1
    }

    /// What was found, and what was settled of it.
    fn found(&self) -> impl Iterator<Item = &Finding> {
        self.findings.iter().chain(self.settled.iter().map(|(finding, _)| finding))
    }

    /// All that is said of a question; `after` is the one before it.
    ///
    /// # Errors
    /// Where the index cannot be read.
    pub fn reply(&self, question: &str, after: Option<&str>, clock: Clock) -> Result<Reply<'_>, zhengtu_search::Error> {
        let clauses = OpenIndex { index: &self.index, aliases: &self.aliases };
        let base =
            Base { names: &self.names, documents: &self.facts, clock, done: Box::new(move || self.done(clock.today)) };
        zhengtu_ask::reply(question, after, &base, &clauses)
    }

    /// How the tasks stand on a day.
    pub fn board(&self, today: Date) -> Board<'_> {
        let tasks = self.in_a_row();
        let infos = || self.facts.iter().map(|facts| &facts.info);
        let years = infos().filter_map(|info| Some((info.name.as_str(), info.year?)));
        let days = infos().filter_map(|info| Some((info.name.as_str(), info.identity.issued.as_ref()?.value)));
        let board = Board::new(tasks, &self.reports, self.lights(), today, None);
        board.with_years(years).with_issued(days).with_bodies(&self.bodies)
    }

    fn in_a_row(&self) -> &[Task] {
        self.in_a_row.get_or_init(|| self.tasks().cloned().collect())
    }

    /// The lights.
    pub fn lights(&self) -> &Lights {
        self.lights.get_or_init(Lights::default)
    }

    /// The tasks that are reported done on a day, by their IRIs.
    pub fn done(&self, today: Date) -> BTreeSet<String> {
        if self.reports.is_empty() {
            return BTreeSet::new();
        }
        self.board(today).done().collect()
    }

    /// Whether anything was reported.
    pub fn has_reports(&self) -> bool {
        !self.reports.is_empty()
    }

    /// What of each document a person should look at, in the order of [`Opened::facts`].
    pub fn looks(&self) -> &[Look] {
        self.looks.get_or_init(|| {
            let mut errors: BTreeMap<&str, usize> = BTreeMap::new();
            for finding in self.findings.iter().filter(|finding| finding.severity == Severity::Error) {
                *errors.entry(&finding.doc).or_default() += 1;
            }
            let look = |facts: &DocumentFacts| Look {
                errors: errors.get(facts.info.name.as_str()).copied().unwrap_or_default(),
                overlooked: facts.account.of(Reading::Overlooked).count(),
                unexplained: facts.account.of(Reading::Unexplained).count(),
            };
            self.facts.iter().map(look).collect()
        })
    }

    /// Three questions that have an answer here.
    pub fn examples(&self, lang: Lang) -> &[String] {
        self.examples[usize::from(lang == Lang::En)].get_or_init(|| crate::examples::of(self, lang))
    }

    /// The task with this IRI, which may be given without the base.
    pub fn task(&self, id: &str) -> Option<&Task> {
        let &(doc, at) = self.tasks.get(id).or_else(|| self.tasks.get(&format!("{}{id}", self.base)))?;
        self.facts.get(doc)?.tasks.get(at)
    }

    /// The target with this IRI, which may be given without the base.
    pub fn target(&self, id: &str) -> Option<&Target> {
        let &(doc, at) = self.targets.get(id).or_else(|| self.targets.get(&format!("{}{id}", self.base)))?;
        self.facts.get(doc)?.targets.get(at)
    }

    /// The number of the document called `name`.
    pub fn document(&self, name: &str) -> Option<usize> {
        self.facts.iter().position(|facts| facts.info.name == name)
    }

    /// A document as the checks take it.
    pub fn checked(&self, at: usize) -> Option<zhengtu_check::Document<'_>> {
        let (facts, text) = (self.facts.get(at)?, self.texts.get(at)?);
        Some(zhengtu_check::Document { facts, text: text.whole(), lexicon: self.kb.lexicon() })
    }

    /// The file that a document was read from, and its notices.
    pub fn entry(&self, name: &str) -> Option<&zhengtu_kb::Entry> {
        self.kb.documents().find(|entry| entry.name == name)
    }

    /// What became of the corrections.
    ///
    /// # Errors
    /// Where the records cannot be read.
    pub fn corrections(&self) -> Result<Vec<zhengtu_kb::CorrectionReport>, Error> {
        self.kb.corrections()
    }

    /// The texts of the documents, for reports of findings.
    pub fn sources(&self) -> zhengtu_check::render::Sources<'_> {
        let texts = self.facts.iter().zip(&self.texts).map(|(facts, text)| (facts.info.name.as_str(), text.whole()));
        zhengtu_check::render::Sources::new(texts).called(Titles::of_facts(&self.facts))
    }

    /// The IRI without the base, as addresses have it.
    pub fn short<'a>(&self, id: &'a str) -> &'a str {
        id.strip_prefix(&self.base).unwrap_or(id)
    }

    /// A passage of a document on one line.
    pub fn passage(&self, doc: &str, evidence: &Evidence) -> String {
        let text = self.document(doc).and_then(|at| self.texts.get(at));
        text.map(|text| zhengtu_text::strip_white(text.passage(evidence))).unwrap_or_default()
    }

    /// All tasks, in document order.
    pub fn tasks(&self) -> impl Iterator<Item = &Task> {
        self.facts.iter().flat_map(|facts| &facts.tasks)
    }

    /// All targets, in document order.
    pub fn targets(&self) -> impl Iterator<Item = &Target> {
        self.facts.iter().flat_map(|facts| &facts.targets)
    }

    /// What speaks of the same matter as the thing with this IRI: its IRI, and why; the surest first.
    pub fn counterparts(&self, id: &str) -> Vec<(&str, &[String])> {
        let of = |pair: &&Counterpart| pair.a.id == id || pair.b.id == id;
        let mut found: Vec<&Counterpart> = self.counterparts.iter().filter(of).collect();
        found.sort_by(|a, b| b.score.total_cmp(&a.score));
        let other = |pair: &'_ Counterpart| if pair.a.id == id { 1 } else { 0 };
        found.into_iter().map(|pair| ([&pair.a, &pair.b][other(pair)].id.as_str(), pair.reasons.as_slice())).collect()
    }

    /// The indicators for which a plan has targets in several places, those first that do not agree.
    pub fn compared(&self) -> &[Compared] {
        self.compared.get_or_init(|| {
            // What somebody settled is still no agreement.
            let findings: Vec<&Finding> = self.found().collect();
            let mut plans: BTreeMap<&str, Vec<(usize, usize)>> = BTreeMap::new();
            for (at, facts) in self.facts.iter().enumerate() {
                let info = &facts.info;
                let main = info.plan.as_ref().map_or(info.name.as_str(), |plan| &plan.main);
                plans.entry(main).or_default().extend((0..facts.targets.len()).map(|target| (at, target)));
            }
            let of_plan = |(doc, mut places): (&str, Vec<(usize, usize)>)| {
                places.sort_by_key(|&(at, target)| self.facts[at].targets[target].part);
                let targets: Vec<&Target> =
                    places.iter().map(|&(at, target)| &self.facts[at].targets[target]).collect();
                let found = zhengtu_check::comparisons(self.kb.lexicon(), &targets, &findings);
                let compared = |found: zhengtu_check::Comparison| Compared {
                    doc: doc.to_owned(),
                    targets: found.targets.into_iter().map(|at| places[at]).collect(),
                    verdict: found.verdict,
                    findings: found.findings,
                };
                found.into_iter().map(compared).collect::<Vec<_>>()
            };
            let mut all: Vec<Compared> = plans.into_iter().flat_map(of_plan).collect();
            all.sort_by_key(|one| one.verdict);
            all
        })
    }

    /// The targets of a comparison.
    pub fn targets_of<'a>(&'a self, compared: &'a Compared) -> impl Iterator<Item = &'a Target> {
        compared.targets.iter().map(|&(doc, at)| &self.facts[doc].targets[at])
    }

    /// The findings of a comparison.
    pub fn findings_of<'a>(&'a self, compared: &'a Compared) -> impl Iterator<Item = &'a Finding> {
        compared.findings.iter().filter_map(|&at| self.found().nth(at))
    }

    /// The named graphs that may be read: of the documents and the ontology, and those that were imported
    /// where no document is kept to.
    pub fn named_graphs(&self) -> &[oxrdf::NamedNode] {
        self.named.get_or_init(|| {
            let mut names: BTreeSet<oxrdf::NamedNode> = self.graph_names.iter().cloned().collect();
            names.insert(zhengtu_store::ontology::graph());
            names.extend(self.whole.then(|| self.graph.named_graphs().unwrap_or_default()).into_iter().flatten());
            names.into_iter().collect()
        })
    }

    /// The named graphs of the documents that `selection` means, and those in which names are looked up for them.
    ///
    /// # Errors
    /// Where there is none.
    pub fn graphs_of(
        &self,
        selection: &Selection,
    ) -> Result<(Vec<oxrdf::NamedNode>, Option<Vec<oxrdf::NamedNode>>), Error> {
        self.kb.graphs_of(selection)
    }

    /// The rule with this code.
    pub fn rule(code: &str) -> Option<&'static Rule> {
        zhengtu_check::rules().iter().find(|rule| rule.code == code)
    }
}

/// The state of a file: its size, and when it was changed; nothing where there is none.
type Stamp = Option<(u64, Option<std::time::SystemTime>)>;

fn stamp(file: Option<&Path>) -> Stamp {
    let data = std::fs::metadata(file?).ok()?;
    Some((data.len(), data.modified().ok()))
}

/// The findings as the settings of the checks grade them: those that nobody settled, and those that somebody did, with the
/// reason. Settings that cannot be read settle nothing; `zhengtu check` says what is wrong with them.
fn settled(findings: Vec<Finding>, file: Option<&Path>) -> (Vec<Finding>, Vec<(Finding, String)>) {
    let text = file.and_then(|file| std::fs::read_to_string(file).ok()).unwrap_or_default();
    let Ok(settings) = zhengtu_check::Settings::parse(&text) else { return (findings, Vec::new()) };
    let own: Vec<String> = settings.checks.iter().map(|check| check.code.clone()).collect();
    let wanted = zhengtu_check::Options::new(&settings.select, &settings.ignore, &own);
    let findings = match wanted {
        Ok(wanted) => wanted.keep(findings),
        Err(_) => findings,
    };
    let (mut open, mut settled) = (Vec::new(), Vec::new());
    for finding in settings.grade(findings) {
        match settings.allowed.reason(&finding).map(str::to_owned) {
            Some(reason) => settled.push((finding, reason)),
            None => open.push(finding),
        }
    }
    (open, settled)
}

impl From<String> for Text {
    fn from(text: String) -> Self {
        Self { index: CharIndex::new(&text), text }
    }
}
