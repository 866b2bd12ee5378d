//! Questions are answered from what a knowledge base keeps of its documents as from all their records.

use crate::support::{corpus_kb, plans_kb};
use std::collections::BTreeSet;
use std::sync::Arc;
use zhengtu_ask::{Base, Clock, Names, OpenIndex, Records};
use zhengtu_kb::KnowledgeBase;

/// Of so many questions one is asked: all are asked by the tests of `zhengtu-ask`, over columns that were never written.
const EACH: usize = 4;

fn questions() -> impl Iterator<Item = &'static str> {
    let asked = include_str!("../../crates/ask/tests/asked.txt").lines();
    let asked = asked.filter_map(|line| line.split_once(" => ")).map(|(asked, _)| asked);
    asked.map(|asked| asked.split_once(" || ").map_or(asked, |(first, _)| first)).step_by(EACH)
}

#[test]
fn the_columns_of_a_knowledge_base_answer_as_its_records() {
    let mut answered = 0;
    for folder in [corpus_kb(), plans_kb()] {
        let kb = KnowledgeBase::open(&folder.join(".zhengtu")).unwrap();
        let facts = kb.facts().unwrap();
        let gathered = Names::gather(kb.lexicon(), &facts);
        let recalled = Arc::new(kb.recalled());
        let kept = Names::of(kb.lexicon(), kb.columns().unwrap(), Some(recalled.clone()));
        let (index, aliases) = (kb.index().unwrap(), kb.aliases());
        let clauses = OpenIndex { index: &index, aliases: &aliases };
        let said = |question: &str, names: &Names, documents: &dyn Records| {
            let clock = Clock { today: "2022-05-10".parse().unwrap() };
            let base = Base { names, documents, clock, done: Box::new(BTreeSet::new) };
            let reply = zhengtu_ask::reply(question, None, &base, &clauses).unwrap();
            let rows = reply.answer.as_ref().map_or(&[][..], |answer| &answer.rows);
            (rows.len(), serde_json::to_string(&(reply.head(), rows)).unwrap())
        };
        for question in questions() {
            let wanted = said(question, &gathered, &facts);
            answered += wanted.0.min(1);
            assert_eq!(said(question, &kept, &*recalled), wanted, "{question}");
        }
        recalled.check().unwrap();
    }
    assert!(answered > 40, "{answered} were answered");
}
