//! A small plan for tests.

use zhengtu_model::{DocumentFacts, Finding, Severity, Side};

const PLAN: &str = "江北县2022年绿化工作方案\n一、工作目标\n2022年底前，绿化率达到30%至35%。\n二、重点任务\n\
                    （一）植树造林。完成造林任务。（县林业局牵头，县财政局配合，2022年6月底前完成）\n\
                    （二）资金保障。落实《江北县财政资金管理办法》。（责任单位：县财政局）\n";

/// The facts of a small plan.
pub(crate) fn facts(name: &str) -> DocumentFacts {
    let lexicon = zhengtu_lexicon::testing::lexicon();
    let source = zhengtu_reader::read(name, PLAN.as_bytes(), &zhengtu_reader::Options::default()).expect("it is text");
    let mut facts = zhengtu_extract::facts(lexicon, &source, &zhengtu_outline::parse(lexicon, &source));
    zhengtu_rdf::identify(&mut facts, &zhengtu_rdf::Base::default());
    facts
}

/// Two findings in it, one of two places.
pub(crate) fn findings(facts: &DocumentFacts) -> Vec<Finding> {
    let side = |path: &str| Side { path: path.to_owned(), quote: "绿化率".to_owned(), ..Side::default() };
    let finding = |id: &str, b| Finding {
        id: id.to_owned(),
        doc: facts.info.name.clone(),
        code: "value-conflict".to_owned(),
        severity: Severity::Error,
        message: "两处不一致".to_owned(),
        a: side("一"),
        b,
        detail: None,
        also: Vec::new(),
        fix: None,
        confidence: 0.9,
    };
    vec![finding("1", Some(side("二"))), finding("2", None)]
}
