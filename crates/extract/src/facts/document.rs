//! What a document is: its title and parts, its clauses, and what a person should look at.

use super::DocumentReader;
use crate::units::Registry;
use crate::unsure;
use std::collections::HashMap;
use zhengtu_model::{Clause, ClauseKind, DocumentInfo, Identity, Notice, NoticeLevel, PartInfo, Recognised, UnitName};
use zhengtu_outline::{Irregularity, ParagraphKind, Part};
use zhengtu_reader::Source;
use zhengtu_text::{Span, strip_white};

impl DocumentReader<'_> {
    pub(super) fn info(&self, source: &Source, year: Option<u16>, identity: Identity) -> DocumentInfo {
        let printed = self.outline.first_part().and_then(|part| part.title);
        let printed = || printed.map(|span| strip_white(self.outline.slice(span)));
        let title = identity.title.as_ref().map(|stated| stated.value.clone()).or_else(printed);
        DocumentInfo {
            id: String::new(),
            name: source.name.clone(),
            place: None,
            title: title.unwrap_or_default(),
            identity,
            issuers: Vec::new(),
            places: Vec::new(),
            sha256: String::new(),
            format: source.format.extension().to_owned(),
            chars: self.places.chars(),
            year,
            plan: None,
            recognised: source.recognition.as_ref().map(|recognition| Recognised {
                program: recognition.program.clone(),
                version: recognition.version.clone(),
                confidence: recognition.mean(),
                pages: recognition.pages.clone(),
            }),
        }
    }

    /// The parts that are there, and the annexes that are only listed.
    pub(super) fn parts(&self) -> Vec<PartInfo> {
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

    pub(super) fn clauses(&self) -> Vec<Clause> {
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

    pub(super) fn notices(&self, registry: &Registry, units: &[UnitName]) -> Vec<Notice> {
        let mut notices = irregularities(self);
        notices.extend(unsure::notices(self.source, self.outline, self.places));
        let named: HashMap<&str, &UnitName> = units.iter().map(|unit| (unit.name.as_str(), unit)).collect();
        for new in registry.new_names() {
            let Some(unit) = named.get(new.name.as_str()) else { continue };
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

fn irregularities(reader: &DocumentReader<'_>) -> Vec<Notice> {
    let nodes = &reader.outline.nodes;
    let notices = reader.outline.notices.iter().map(|notice| Notice {
        code: irregularity_code(notice.kind).to_owned(),
        level: NoticeLevel::Warning,
        message: notice.detail.clone(),
        part: nodes[notice.node].part,
        path: nodes[notice.node].path.clone(),
        evidence: reader.places.evidence(notice.span),
    });
    notices.collect()
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
