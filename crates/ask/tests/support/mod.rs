//! Plans that are read: the one that ships with the project, and the small ones of the tests.
#![allow(dead_code, reason = "each test uses a part of it")]

pub mod asked;

use std::path::{Path, PathBuf};
use zhengtu_lexicon::testing::lexicon;
use zhengtu_model::DocumentFacts;
use zhengtu_reader::Source;

fn corpus() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../corpus/wenxian-2021.txt")
}

fn source(path: &Path) -> Source {
    let name = path.file_name().unwrap().to_string_lossy().into_owned();
    let bytes = std::fs::read(path).unwrap();
    zhengtu_reader::read(&name, &bytes, &zhengtu_reader::Options::default()).unwrap()
}

/// The plan's text as read.
pub fn plan_text() -> String {
    source(&corpus()).text
}

/// The records of the plan.
pub fn plan() -> DocumentFacts {
    facts(&corpus())
}

/// The records of a plan.
pub fn facts(path: &Path) -> DocumentFacts {
    let source = source(path);
    let mut facts = zhengtu_extract::facts(lexicon(), &source, &zhengtu_outline::parse(lexicon(), &source));
    zhengtu_rdf::identify(&mut facts, &zhengtu_rdf::Base::default());
    facts
}
