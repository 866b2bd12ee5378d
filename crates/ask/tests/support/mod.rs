//! The plan that ships with the project, read.
#![allow(dead_code, reason = "each test uses a part of it")]

use std::path::Path;
use zhengtu_lexicon::testing::lexicon;
use zhengtu_model::DocumentFacts;
use zhengtu_reader::Source;

fn source() -> Source {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../corpus/wenxian-2021.txt");
    let bytes = std::fs::read(path).unwrap();
    zhengtu_reader::read("wenxian-2021.txt", &bytes, &zhengtu_reader::Options::default()).unwrap()
}

/// The plan's text as read.
pub fn plan_text() -> String {
    source().text
}

/// The records of the plan.
pub fn plan() -> DocumentFacts {
    let source = source();
    let mut facts = zhengtu_extract::facts(lexicon(), &source, &zhengtu_outline::parse(lexicon(), &source));
    zhengtu_rdf::identify(&mut facts, &zhengtu_rdf::Base::default());
    facts
}
