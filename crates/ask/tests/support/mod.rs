//! The plan that ships with the project, read.

use std::path::Path;
use zhengtu_model::DocumentFacts;

/// The records of the plan.
pub fn plan() -> DocumentFacts {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../corpus/wenxian-2021.txt");
    let bytes = std::fs::read(path).unwrap();
    let source = zhengtu_reader::read("wenxian-2021.txt", &bytes, &zhengtu_reader::Options::default()).unwrap();
    let mut facts = zhengtu_extract::facts(&source, &zhengtu_outline::parse(&source));
    zhengtu_rdf::identify(&mut facts, &zhengtu_rdf::Base::default());
    facts
}
