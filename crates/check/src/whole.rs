//! A plan whose main text and annexes lie in several files, as one document: the rules see the plan as if
//! it stood in one file, and what they find is led back to the files.

use crate::{Document, Examination};
use std::collections::BTreeMap;
use zhengtu_lexicon::Lexicon;
use zhengtu_model::{Counterpart, DocumentFacts, Evidence, Finding, Member, Side};

/// The documents of a plan as one.
pub(crate) struct Whole<'a> {
    /// All records; evidence counts into `text`.
    pub(crate) facts: DocumentFacts,
    /// The texts, one after the other.
    pub(crate) text: String,
    pieces: Vec<Piece>,
    lexicon: &'a Lexicon,
}

/// One of the documents within the whole.
struct Piece {
    doc: String,
    /// The first character, the lines and the tables before it.
    start: usize,
    lines: usize,
    tables: u32,
}

impl<'a> Whole<'a> {
    /// Joins the documents of a plan, the main text first.
    pub(crate) fn of(first: &Document<'a>, documents: &[Document<'a>]) -> Self {
        let lexicon = first.lexicon;
        let mut whole = Self { facts: DocumentFacts::default(), text: String::new(), pieces: Vec::new(), lexicon };
        let (mut chars, mut lines, mut tables) = (0, 0, 0);
        for document in documents {
            let mut facts = document.facts.clone();
            let piece = Piece { doc: facts.info.name.clone(), start: chars, lines, tables };
            let mut most = 0;
            facts.visit_evidence(&mut |evidence| {
                most = most.max(evidence.cell.map_or(0, |cell| cell.table));
                piece.move_in(evidence);
            });
            for kind in facts.look.iter_mut().flat_map(|look| &mut look.types) {
                (kind.start, kind.end) = (kind.start + piece.start, kind.end + piece.start);
            }
            whole.text.push_str(document.text);
            whole.text.push('\n');
            chars += document.text.chars().count() + 1;
            lines += document.text.matches('\n').count() + 1;
            tables += most;
            whole.add(facts);
            whole.pieces.push(piece);
        }
        whole.facts.info.chars = chars;
        whole.facts.parts.sort_by_key(|part| part.number);
        whole
    }

    /// The whole, as the rules see it.
    pub(crate) fn document(&self) -> Document<'_> {
        Document { facts: &self.facts, text: &self.text, lexicon: self.lexicon }
    }

    fn add(&mut self, facts: DocumentFacts) {
        let all = &mut self.facts;
        if self.pieces.is_empty() {
            all.info = facts.info;
        }
        // An annex that another document holds is there.
        all.parts.extend(facts.parts.into_iter().filter(|part| part.held_by.is_none()));
        all.clauses.extend(facts.clauses);
        all.tasks.extend(facts.tasks);
        all.targets.extend(facts.targets);
        all.citations.extend(facts.citations);
        for unit in facts.units {
            match all.units.iter_mut().find(|known| known.name == unit.name) {
                Some(known) => known.surfaces.extend(unit.surfaces),
                None => all.units.push(unit),
            }
        }
        all.account.entries.extend(facts.account.entries);
        all.notices.extend(facts.notices);
        if let Some(look) = facts.look {
            let known = all.look.get_or_insert_default();
            known.pages.extend(look.pages);
            known.types.extend(look.types);
        }
    }

    /// What was found in the whole, by the documents in which the first place lies, in their order.
    pub(crate) fn part(&self, found: Examination) -> Vec<Examination> {
        let mut parts: BTreeMap<usize, Examination> = BTreeMap::new();
        for finding in found.findings {
            let (at, finding) = self.lead_back(finding);
            parts.entry(at).or_default().findings.push(finding);
        }
        for Counterpart { a, b, score, reasons } in found.counterparts {
            let (at, a) = self.member(a, None);
            let (_, b) = self.member(b, Some(at));
            parts.entry(at).or_default().counterparts.push(Counterpart { a, b, score, reasons });
        }
        (0..self.pieces.len()).map(|at| parts.remove(&at).unwrap_or_default()).collect()
    }

    fn lead_back(&self, mut finding: Finding) -> (usize, Finding) {
        let at = self.side(&mut finding.a, None);
        if let Some(b) = &mut finding.b {
            self.side(b, Some(at));
        }
        for other in &mut finding.also {
            self.side(other, Some(at));
        }
        finding.doc.clone_from(&self.pieces[at].doc);
        (at, finding)
    }

    /// Leads a side back to its document, which it names where it is not `home`.
    fn side(&self, side: &mut Side, home: Option<usize>) -> usize {
        let at = self.piece_at(&side.evidence);
        self.pieces[at].move_out(&mut side.evidence);
        side.doc = home.filter(|&home| home != at).map(|_| self.pieces[at].doc.clone());
        at
    }

    fn member(&self, mut member: Member, home: Option<usize>) -> (usize, Member) {
        let at = self.piece_at(&member.evidence);
        self.pieces[at].move_out(&mut member.evidence);
        member.doc = home.filter(|&home| home != at).map(|_| self.pieces[at].doc.clone());
        (at, member)
    }

    /// The name of the whole: that of its first document.
    pub(crate) fn name(&self) -> &str {
        &self.facts.info.name
    }

    /// Leads a side back to its document and gives the name of that.
    pub(crate) fn place(&self, side: &mut Side) -> String {
        let at = self.side(side, None);
        side.doc = None;
        self.pieces[at].doc.clone()
    }

    fn piece_at(&self, evidence: &Evidence) -> usize {
        self.pieces.partition_point(|piece| piece.start <= evidence.start).saturating_sub(1)
    }
}

impl Piece {
    fn move_in(&self, evidence: &mut Evidence) {
        evidence.start += self.start;
        evidence.end += self.start;
        evidence.line += self.lines;
        if let Some(cell) = &mut evidence.cell {
            cell.table += self.tables;
        }
    }

    fn move_out(&self, evidence: &mut Evidence) {
        evidence.start -= self.start;
        evidence.end = evidence.end.saturating_sub(self.start);
        evidence.line = evidence.line.saturating_sub(self.lines);
        if let Some(cell) = &mut evidence.cell {
            cell.table = cell.table.saturating_sub(self.tables);
        }
    }
}

/// The documents by plan: those of one plan together, the main text first, in the order of the first of each.
pub fn plans(documents: &[Document<'_>]) -> Vec<Vec<usize>> {
    let name = |at: usize| documents[at].facts.info.name.as_str();
    let mut plans: Vec<Vec<usize>> = Vec::new();
    let mut by_main: BTreeMap<&str, usize> = BTreeMap::new();
    for (at, document) in documents.iter().enumerate() {
        let plan = document.facts.info.plan.as_ref();
        let known = plan.and_then(|plan| by_main.get(plan.main.as_str()).copied());
        let same = |known: &usize| documents[plans[*known][0]].facts.info.plan.as_ref() == plan;
        match known.filter(same) {
            Some(known) => plans[known].push(at),
            None => {
                by_main.extend(plan.map(|plan| (plan.main.as_str(), plans.len())));
                plans.push(vec![at]);
            }
        }
    }
    for plan in &mut plans {
        if let Some(membership) = &documents[plan[0]].facts.info.plan {
            plan.sort_by_key(|&at| membership.documents.iter().position(|document| document == name(at)));
        }
    }
    plans
}

#[cfg(test)]
mod tests {
    use crate::testing::facts;
    use crate::{Document, Options, check, examine_plan};
    use zhengtu_lexicon::testing::lexicon;
    use zhengtu_model::{DocumentFacts, Membership};

    const MAIN: &str = "某县优化营商环境方案\n为做好工作，制定本方案。\n一、主要任务\n1.提升纳税便利度。\
                        将办税时间压缩至100小时以内。\n责任单位：县税务局\n附件：1.某县纳税专项方案\n";
    const ANNEX: &str = "附件1\n某县纳税专项方案\n一、主要任务\n1.提升纳税便利度。将办税时间压缩至120小时以内。\n\
                         责任单位：县税务局\n";

    fn member(name: &str, text: &str, plan: &Membership) -> DocumentFacts {
        let mut facts = facts(text);
        facts.info.name = name.to_owned();
        facts.info.plan = Some(plan.clone());
        for part in facts.parts.iter_mut().filter(|part| !part.present) {
            part.held_by = Some("附件1.txt".to_owned());
        }
        facts
    }

    #[test]
    fn a_plan_in_two_files_is_checked_as_one_and_each_place_keeps_its_file() {
        let documents = ["总.txt".to_owned(), "附件1.txt".to_owned()];
        let plan = Membership { name: "方案".into(), main: "总.txt".into(), documents: documents.to_vec() };
        let (main, annex) = (member("总.txt", MAIN, &plan), member("附件1.txt", ANNEX, &plan));
        let split = [
            Document { facts: &annex, text: ANNEX, lexicon: lexicon() },
            Document { facts: &main, text: MAIN, lexicon: lexicon() },
        ];
        let found = check(&split, &Options::default());
        let conflict = found.iter().find(|finding| finding.code == "value-conflict").unwrap();
        let b = conflict.b.as_ref().unwrap();
        assert_eq!((conflict.doc.as_str(), b.doc.as_deref()), ("总.txt", Some("附件1.txt")));
        let passage: String = ANNEX.chars().skip(b.evidence.start).take(b.evidence.end - b.evidence.start).collect();
        assert!(passage.contains("120小时"), "{passage}");
        assert_eq!(b.evidence.line, 4);
        assert!(found.iter().all(|finding| finding.code != "annex-list"), "{found:?}");

        let whole = format!("{MAIN}{ANNEX}");
        let one = facts(&whole);
        let alone = check(&[Document { facts: &one, text: &whole, lexicon: lexicon() }], &Options::default());
        let said = |finding: &crate::Finding| (finding.code.clone(), finding.message.clone());
        assert_eq!(found.iter().map(said).collect::<Vec<_>>(), alone.iter().map(said).collect::<Vec<_>>());
        let examined = examine_plan(&[split[1], split[0]]);
        assert_eq!(examined[0].findings.len() + examined[1].findings.len(), found.len());
    }

    #[test]
    fn documents_of_no_plan_are_checked_by_themselves() {
        let (main, annex) = (facts(MAIN), facts(ANNEX));
        let apart = [
            Document { facts: &main, text: MAIN, lexicon: lexicon() },
            Document { facts: &annex, text: ANNEX, lexicon: lexicon() },
        ];
        assert!(check(&apart, &Options::default()).iter().all(|finding| finding.code != "value-conflict"));
    }
}
