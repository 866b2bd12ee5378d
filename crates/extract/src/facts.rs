//! All facts of a document, as records.

use crate::account;
use crate::citations::{CitationDraft, citations};
use crate::issue;
use crate::places::Places;
use crate::rulings;
use crate::targets::{CommitmentDraft, Numbers, TargetDraft, numbers};
use crate::tasks::{StatementSource, TaskDraft, tasks};
use crate::units::{Conventions, Registry, Statement, parse_cell, parse_statement};
use zhengtu_lexicon::bodies;
use zhengtu_model::{
    Account, AppliedCorrection, Citation, Clause, ClauseKind, Correction, DatedCommitment, Deadline, DocumentFacts,
    DocumentInfo, Ground, Notice, NoticeLevel, PartInfo, Role, Target, Task, Unit, UnitKind, UnitName,
};
use zhengtu_outline::{Irregularity, NodeId, Outline, ParagraphKind, Part};
use zhengtu_reader::Source;
use zhengtu_terms::dates::Context;
use zhengtu_terms::deadline;
use zhengtu_text::{Span, strip_white};

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
pub fn facts(source: &Source, outline: &Outline) -> DocumentFacts {
    plan_facts(&[Document { source, outline, corrections: &[] }]).pop().unwrap_or_default()
}

/// Everything that can be read out of the documents of one plan, the main text first, then the annexes
/// in order. They share the year, the names of the bodies and the manner of stating them, as the parts
/// of one file do.
pub fn plan_facts(documents: &[Document<'_>]) -> Vec<DocumentFacts> {
    let places: Vec<Places<'_>> =
        documents.iter().map(|document| Places::new(document.outline, &document.source.text)).collect();
    let main = documents.first().and_then(|document| issue::year(document.outline));
    let readers: Vec<Reader<'_>> =
        documents.iter().zip(&places).map(|(document, places)| Reader::new(document, places, main)).collect();
    let drafts: Vec<Drafts> = readers.iter().map(Reader::drafts).collect();
    let statements = read_statements(&readers, &drafts);
    let text = documents.iter().map(|document| document.outline.text()).collect::<Vec<_>>().join("\n");
    let read = statements.iter().flatten().flatten();
    let registry = Registry::of(read.map(|read| (read.text.as_str(), &read.parsed)), &text);
    let parts = readers.iter().zip(drafts).zip(&statements);
    let mut all: Vec<DocumentFacts> =
        parts.map(|((reader, drafts), statements)| reader.facts(drafts, statements, &registry)).collect();
    if let Some((first, others)) = all.split_first_mut() {
        for other in others {
            other.info.place = first.info.place.clone().or(other.info.place.take());
        }
    }
    all
}

/// The items that are tasks, and the corrections that say which are not.
type Drafts = (Vec<TaskDraft>, Vec<AppliedCorrection>);

/// The statements of each task of each document, read with the conventions of them all.
fn read_statements(readers: &[Reader<'_>], drafts: &[Drafts]) -> Vec<Vec<Vec<ReadStatement>>> {
    let raw: Vec<Vec<Vec<RawStatement>>> = readers
        .iter()
        .zip(drafts)
        .map(|(reader, (tasks, _))| tasks.iter().map(|draft| reader.statement_texts(&draft.statement)).collect())
        .collect();
    let texts = raw.iter().flatten().flatten().map(|(text, ..)| text.as_str());
    let conventions =
        readers.iter().fold(Conventions::of(texts), |known, reader| known.with_text(reader.outline.text()));
    let parse = |(text, pieces, role): RawStatement| {
        let parsed = match role {
            Some(role) => parse_cell(&text, role, &conventions),
            None => parse_statement(&text, &conventions),
        };
        ReadStatement { text, parsed, pieces }
    };
    let document = |tasks: Vec<Vec<RawStatement>>| -> Vec<Vec<ReadStatement>> {
        tasks.into_iter().map(|statements| statements.into_iter().map(parse).collect()).collect()
    };
    raw.into_iter().map(document).collect()
}

/// The text of a statement, where each of its passages starts in it with its span in the repaired text,
/// and the role that a table column gives.
type RawStatement = (String, Vec<(usize, Span)>, Option<Role>);

/// A responsibility statement as read, with the way back to the repaired text.
struct ReadStatement {
    text: String,
    parsed: Statement,
    /// Where each passage of the statement starts in `text`, and its span in the repaired text.
    pieces: Vec<(usize, Span)>,
}

impl ReadStatement {
    /// The span of the repaired text for a span of the statement.
    fn locate(&self, span: Span) -> Span {
        let next = self.pieces.partition_point(|piece| piece.0 <= span.start);
        let Some((at, piece)) = next.checked_sub(1).map(|found| self.pieces[found]) else { return Span::default() };
        let start = piece.start + (span.start - at);
        Span::new(start.min(piece.end), (start + span.len()).min(piece.end))
    }
}

struct Reader<'a> {
    source: &'a Source,
    outline: &'a Outline,
    corrections: &'a [Correction],
    places: &'a Places<'a>,
    doc: &'a str,
    context: Context,
}

impl<'a> Reader<'a> {
    /// A reader of one document of a plan whose main text is of the year `main`.
    fn new(document: &Document<'a>, places: &'a Places<'a>, main: Option<u16>) -> Self {
        let &Document { source, outline, corrections } = document;
        let year = main.or_else(|| issue::year(outline));
        Self { source, outline, corrections, places, doc: &source.name, context: Context { year } }
    }

    fn drafts(&self) -> Drafts {
        let mut drafts = tasks(self.outline);
        let dropped = rulings::drop_items(&mut drafts, self.outline, self.places, self.corrections);
        (drafts, dropped)
    }

    /// The records of the document.
    fn facts(
        &self,
        (drafts, dropped): Drafts,
        statements: &[Vec<ReadStatement>],
        registry: &Registry,
    ) -> DocumentFacts {
        let cited = citations(self.outline);
        let read_numbers = numbers(self.outline, &self.context);
        let Numbers { targets, commitments, .. } = &read_numbers;
        let mut tasks: Vec<Task> = drafts
            .iter()
            .zip(statements)
            .map(|(draft, statements)| Task {
                commitments: self.commitments(draft, commitments),
                ..self.task(draft, statements, registry, &cited)
            })
            .collect();
        let mut corrections = rulings::name_units(&mut tasks, self.corrections);
        corrections.extend(dropped);
        let units = unit_names(&tasks);
        DocumentFacts {
            info: self.info(self.source, self.context.year),
            parts: self.parts(),
            clauses: self.clauses(),
            notices: self.notices(registry, &units),
            targets: targets.iter().map(|draft| self.target(draft)).collect(),
            tasks,
            citations: cited.iter().map(|draft| self.citation(draft)).collect(),
            units,
            account: self.account(&drafts, statements, &read_numbers),
            corrections,
        }
    }

    /// The texts of a task's statements. Passages of running text are one statement, read together;
    /// cells are one each.
    fn statement_texts(&self, statement: &StatementSource) -> Vec<RawStatement> {
        match statement {
            StatementSource::Text(spans) if spans.is_empty() => Vec::new(),
            StatementSource::Text(spans) => {
                let (text, pieces) = self.join(spans);
                vec![(text, pieces, None)]
            }
            StatementSource::UnitFirst(span) => {
                let (text, pieces) = self.join(&[*span]);
                vec![(text, pieces, Some(Role::Lead))]
            }
            StatementSource::Cells(cells) => cells
                .iter()
                .map(|&(span, role)| {
                    let (text, pieces) = self.join(&[span]);
                    (text, pieces, Some(role))
                })
                .collect(),
        }
    }

    fn join(&self, spans: &[Span]) -> (String, Vec<(usize, Span)>) {
        let mut text = String::new();
        let mut pieces = Vec::new();
        for &span in spans {
            if !text.is_empty() {
                text.push('\n');
            }
            pieces.push((text.len(), span));
            text.push_str(self.outline.slice(span));
        }
        (text, pieces)
    }

    fn task(
        &self,
        draft: &TaskDraft,
        statements: &[ReadStatement],
        registry: &Registry,
        cited: &[CitationDraft],
    ) -> Task {
        let units = self.units(draft, statements, registry);
        let deadlines: String = draft.deadlines.iter().map(|&span| strip_white(self.outline.slice(span))).collect();
        let in_task = |span: Span| draft.span.contains(span);
        Task {
            id: String::new(),
            doc: self.doc.to_owned(),
            part: self.outline.nodes[draft.node].part,
            path: draft.path.clone(),
            title: strip_white(self.outline.slice(draft.title)),
            trail: self.trail(self.outline.nodes[draft.node].parent.unwrap_or(draft.node)),
            text: self.places.text(draft.paragraphs),
            units,
            open: statements.iter().any(|read| read.parsed.open),
            units_raw: self.raw(statements),
            deadline: if deadlines.is_empty() { Deadline::None } else { deadline::parse(&deadlines, &self.context) },
            deadline_raw: (!deadlines.is_empty()).then_some(deadlines),
            commitments: Vec::new(),
            citations: cited.iter().filter(|found| in_task(found.span)).map(|found| self.citation(found)).collect(),
            evidence: self.places.evidence(draft.span),
            units_evidence: self.units_span(statements).map(|span| self.places.evidence(span)),
            deadline_evidence: draft.deadlines.first().map(|&span| self.places.evidence(span)),
        }
    }

    fn units(&self, draft: &TaskDraft, statements: &[ReadStatement], registry: &Registry) -> Vec<Unit> {
        let unit_first = matches!(draft.statement, StatementSource::UnitFirst(_));
        let mut units: Vec<Unit> = Vec::new();
        for read in statements {
            for unit in registry.resolve(&read.text, &read.parsed) {
                if units.iter().any(|known| known.name == unit.name && known.role == unit.role) {
                    continue;
                }
                units.push(Unit {
                    name: unit.name,
                    surface: unit.surface,
                    role: unit.role,
                    kind: unit.kind,
                    ground: if unit_first { Ground::UnitFirst } else { unit.ground },
                    evidence: self.places.evidence(read.locate(unit.span)),
                });
            }
        }
        units
    }

    fn raw(&self, statements: &[ReadStatement]) -> Option<String> {
        let raw: Vec<String> = statements.iter().map(|read| strip_white(&read.text)).collect();
        let raw = raw.join("；");
        (!raw.is_empty()).then_some(raw)
    }

    fn units_span(&self, statements: &[ReadStatement]) -> Option<Span> {
        statements.iter().flat_map(|read| &read.pieces).map(|piece| piece.1).reduce(Span::join)
    }

    /// The headings from the part down to `node`.
    fn trail(&self, node: NodeId) -> Vec<String> {
        let mut nodes: Vec<NodeId> = std::iter::once(node).chain(self.outline.ancestors(node)).collect();
        nodes.reverse();
        nodes.into_iter().map(|node| strip_white(self.outline.heading(node))).filter(|text| !text.is_empty()).collect()
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

    fn target(&self, draft: &TargetDraft) -> Target {
        let node = &self.outline.nodes[draft.node];
        Target {
            id: String::new(),
            doc: self.doc.to_owned(),
            part: node.part,
            path: node.path.clone(),
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

    /// The dates to which the text of a task commits somebody, apart from its deadline field.
    fn commitments(&self, task: &TaskDraft, drafts: &[CommitmentDraft]) -> Vec<DatedCommitment> {
        let in_field = |span: Span| task.deadlines.iter().any(|field| field.overlaps(span));
        let own = drafts.iter().filter(|draft| task.span.contains(draft.quote) && !in_field(draft.date));
        own.map(|draft| DatedCommitment {
            end: draft.end,
            raw: strip_white(self.outline.slice(draft.date)),
            quote: strip_white(self.outline.slice(draft.quote)),
            evidence: self.places.evidence(draft.quote),
        })
        .collect()
    }

    /// What each number, date and name was taken for.
    fn account(&self, drafts: &[TaskDraft], statements: &[Vec<ReadStatement>], numbers: &Numbers) -> Account {
        let deadlines: Vec<Span> = drafts.iter().flat_map(|draft| draft.deadlines.iter().copied()).collect();
        let named = |read: &ReadStatement| -> Vec<Span> {
            read.parsed.mentions.iter().map(|mention| read.locate(mention.span)).collect()
        };
        let responsible: Vec<Span> = statements.iter().flatten().flat_map(named).collect();
        let mentions: Vec<Span> = bodies::find_mentions(self.outline.text()).into_iter().map(|found| found.0).collect();
        let tasks: Vec<Span> = drafts.iter().map(|draft| draft.span).collect();
        let sources = account::Sources {
            numbers,
            deadlines: &deadlines,
            responsible: &responsible,
            mentions: &mentions,
            tasks: &tasks,
        };
        account::records(&account::account(self.outline, &sources), self.outline, self.places)
    }

    fn info(&self, source: &Source, year: Option<u16>) -> DocumentInfo {
        let title = self.outline.first_part().and_then(|part| part.title);
        let title = title.map(|span| strip_white(self.outline.slice(span))).unwrap_or_default();
        DocumentInfo {
            id: String::new(),
            name: source.name.clone(),
            place: issue::place(&title),
            title,
            sha256: String::new(),
            format: source.format.extension().to_owned(),
            chars: source.text.chars().count(),
            year,
            plan: None,
        }
    }

    /// The parts that are there, and the annexes that are only listed.
    fn parts(&self) -> Vec<PartInfo> {
        let listed = |number: u32| self.outline.annexes.iter().find(|annex| annex.number == number);
        let title = |span: Span| strip_white(self.outline.slice(span));
        // A file that starts with an annex has no main text.
        let is_empty = |part: &Part| {
            self.outline.parts.len() > 1 && part.span.trim(self.outline.text()).is_empty() && part.title.is_none()
        };
        let mut parts: Vec<PartInfo> = self
            .outline
            .parts
            .iter()
            .filter(|part| !is_empty(part))
            .map(|part| PartInfo {
                id: String::new(),
                number: part.number,
                title: part.title.map(title).unwrap_or_default(),
                present: true,
                listed: listed(part.number).map(|annex| title(annex.title)),
                held_by: None,
                evidence: self.places.evidence(part.span.trim(self.outline.text())),
            })
            .collect();
        for annex in &self.outline.annexes {
            if parts.iter().all(|part| part.number != annex.number) {
                parts.push(PartInfo {
                    id: String::new(),
                    number: annex.number,
                    title: title(annex.title),
                    present: false,
                    listed: Some(title(annex.title)),
                    held_by: None,
                    evidence: self.places.evidence(annex.title),
                });
            }
        }
        parts.sort_by_key(|part| part.number);
        parts
    }

    fn clauses(&self) -> Vec<Clause> {
        self.outline
            .paragraphs
            .iter()
            .map(|paragraph| {
                let node = &self.outline.nodes[paragraph.node];
                Clause {
                    id: String::new(),
                    part: node.part,
                    path: node.path.clone(),
                    kind: clause_kind(paragraph.kind),
                    trail: self.trail(paragraph.node),
                    text: self.outline.slice(paragraph.span).to_owned(),
                    task: None,
                    evidence: self.places.evidence(paragraph.span),
                }
            })
            .collect()
    }

    fn notices(&self, registry: &Registry, units: &[UnitName]) -> Vec<Notice> {
        let mut notices: Vec<Notice> = self
            .outline
            .notices
            .iter()
            .map(|notice| Notice {
                code: irregularity_code(notice.kind).to_owned(),
                level: NoticeLevel::Warning,
                message: notice.detail.clone(),
                part: self.outline.nodes[notice.node].part,
                path: self.outline.nodes[notice.node].path.clone(),
                evidence: self.places.evidence(notice.span),
            })
            .collect();
        for new in registry.new_names() {
            let Some(unit) = units.iter().find(|unit| unit.name == new.name) else { continue };
            notices.push(Notice {
                code: "new-unit".to_owned(),
                level: NoticeLevel::Info,
                message: format!("词表中没有的单位：{}（{} 处）", new.name, new.count),
                part: 0,
                path: String::new(),
                evidence: unit.evidence.clone(),
            });
        }
        notices.sort_by_key(|notice| notice.evidence.start);
        notices
    }
}

fn clause_kind(kind: ParagraphKind) -> ClauseKind {
    match kind {
        ParagraphKind::Title | ParagraphKind::Heading => ClauseKind::Heading,
        ParagraphKind::Text | ParagraphKind::Note => ClauseKind::Text,
        ParagraphKind::Field => ClauseKind::Field,
        ParagraphKind::Cell => ClauseKind::Row,
        ParagraphKind::AnnexEntry | ParagraphKind::Letter | ParagraphKind::Furniture => ClauseKind::Other,
    }
}

/// The stable code of an irregularity.
pub fn irregularity_code(kind: Irregularity) -> &'static str {
    match kind {
        Irregularity::NumberingGap => "numbering-gap",
        Irregularity::NumberingRepeat => "numbering-repeat",
        Irregularity::NumberingOrder => "numbering-order",
        Irregularity::LevelSkipped => "level-skipped",
        Irregularity::AnnexAbsent => "annex-absent",
        Irregularity::AnnexUnlisted => "annex-unlisted",
        Irregularity::AnnexTitle => "annex-title",
        Irregularity::Unplaced => "unplaced",
    }
}

/// The bodies that the tasks name, in order of first appearance, with the forms they are printed in.
fn unit_names(tasks: &[Task]) -> Vec<UnitName> {
    let mut names: Vec<UnitName> = Vec::new();
    for unit in tasks.iter().flat_map(|task| &task.units) {
        match names.iter_mut().find(|known| known.name == unit.name) {
            Some(known) if known.surfaces.contains(&unit.surface) => {}
            Some(known) => known.surfaces.push(unit.surface.clone()),
            None => names.push(unit_name(unit)),
        }
    }
    names
}

fn unit_name(unit: &Unit) -> UnitName {
    let known = (unit.kind == UnitKind::Unit).then(|| bodies::recognise(&unit.name)).flatten();
    UnitName {
        name: unit.name.clone(),
        kind: unit.kind,
        surfaces: vec![unit.surface.clone()],
        function: known.as_ref().map(|known| known.function.to_string()),
        level: known.as_ref().and_then(|known| known.level.map(|level| level_name(level).to_owned())),
        evidence: unit.evidence.clone(),
    }
}

fn level_name(level: bodies::Level) -> &'static str {
    match level {
        bodies::Level::Nation => "nation",
        bodies::Level::Province => "province",
        bodies::Level::City => "city",
        bodies::Level::County => "county",
        bodies::Level::Town => "town",
    }
}
