//! Clauses as documents for the search engines of others, which have no segmenter of Chinese of their own: what the index
//! here knows of a clause, with its words beside its text.

use crate::tokens::word_tokens;
use serde::Serialize;
use std::collections::HashMap;
use zhengtu_model::{Clause, Date, DocumentFacts, DocumentRecord, Role, Task};

/// A clause as a flat document.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ExportedClause<'a> {
    /// Its IRI in the graph.
    pub id: &'a str,
    /// The document's file name without its folder.
    pub doc: &'a str,
    /// The title of the document.
    pub title: Option<&'a str>,
    /// Who issued it.
    pub issuer: Option<&'a str>,
    /// The place whose government issued it.
    pub place: Option<&'a str>,
    /// Its code of GB/T 2260.
    pub place_code: Option<&'a str>,
    /// The level of that government.
    pub level: Option<&'a str>,
    /// What kind of document it is (实施方案).
    pub form: Option<&'a str>,
    /// The day of issue.
    pub issued: Option<Date>,
    /// 0 for the main text, n for annex n.
    pub part: u32,
    /// The numbering path.
    pub path: &'a str,
    /// What the clause is.
    pub kind: &'static str,
    /// The headings above, outermost first, joined by ` / `.
    pub trail: String,
    /// The text.
    pub text: &'a str,
    /// The words of the text that are looked for here, joined by spaces.
    pub words: String,
    /// The IRI of the task that the clause belongs to.
    pub task: Option<&'a str>,
    /// The bodies of the task.
    pub units: Vec<&'a str>,
    /// Those of them that lead.
    pub leads: Vec<&'a str>,
    /// The last day of the task.
    pub due: Option<Date>,
    /// The first character of the passage in the text as read.
    pub start: usize,
    /// The character after it.
    pub end: usize,
    /// Its line, from 1.
    pub line: usize,
    /// Its page, from 1.
    pub page: Option<u32>,
}

/// The clauses of a document.
pub fn exported(facts: &DocumentFacts) -> impl Iterator<Item = ExportedClause<'_>> {
    let record = DocumentRecord::from(&facts.info);
    let tasks: HashMap<&str, &Task> = facts.tasks.iter().map(|task| (task.id.as_str(), task)).collect();
    facts.clauses.iter().map(move |clause| {
        let task = clause.task.as_deref().and_then(|id| tasks.get(id)).copied();
        of(&record, clause, task)
    })
}

fn of<'a>(record: &DocumentRecord<'a>, clause: &'a Clause, task: Option<&'a Task>) -> ExportedClause<'a> {
    let units = |keep: fn(Role) -> bool| {
        let units = task.into_iter().flat_map(|task| &task.units).filter(|unit| keep(unit.role));
        units.map(|unit| unit.name.as_str()).collect()
    };
    let words: Vec<String> = word_tokens(&clause.text).into_iter().map(|token| token.text).collect();
    ExportedClause {
        id: &clause.id,
        doc: record.doc,
        title: record.title,
        issuer: record.issuer,
        place: record.place.map(|place| place.name.as_str()),
        place_code: record.place.and_then(|place| place.code.as_deref()),
        level: record.level.map(|level| level.name()),
        form: record.kind,
        issued: record.issued,
        part: clause.part,
        path: &clause.path,
        kind: clause.kind.name(),
        trail: clause.trail.join(" / "),
        text: &clause.text,
        words: words.join(" "),
        task: clause.task.as_deref(),
        units: units(|_| true),
        leads: units(|role| role == Role::Lead),
        due: task.and_then(|task| task.deadline.end()),
        start: clause.evidence.start,
        end: clause.evidence.end,
        line: clause.evidence.line,
        page: clause.evidence.page,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLAN: &str = "江北县2022年绿化工作方案\n一、重点任务\n\
                        （一）不动产登记。压缩办理时间。（县自然资源局牵头，县财政局配合，2022年6月底前完成）\n";

    #[test]
    fn a_clause_has_its_words_and_what_its_task_says() {
        let lexicon = zhengtu_lexicon::testing::lexicon();
        let options = zhengtu_reader::Options::default();
        let source = zhengtu_reader::read("甲.txt", PLAN.as_bytes(), &options).expect("it is text");
        let mut facts = zhengtu_extract::facts(lexicon, &source, &zhengtu_outline::parse(lexicon, &source));
        zhengtu_rdf::identify(&mut facts, &zhengtu_rdf::Base::default());
        let found: Vec<ExportedClause<'_>> = exported(&facts).collect();
        assert_eq!(found.len(), facts.clauses.len());
        let one = found.iter().find(|clause| clause.text.contains("压缩办理时间")).expect("the clause is there");
        assert!(one.words.split(' ').any(|word| word == "办理"), "{}", one.words);
        assert_eq!(
            (one.units.as_slice(), one.leads.as_slice()),
            (&["县自然资源局", "县财政局"][..], &["县自然资源局"][..])
        );
        assert_eq!(one.due.map(|day| day.to_string()).as_deref(), Some("2022-06-30"));
        let passage: String = PLAN.chars().skip(one.start).take(one.end - one.start).collect();
        assert!(passage.contains("压缩办理时间"), "{passage}");
    }
}
