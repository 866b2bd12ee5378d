use super::RULES;
use crate::targets::{Numbers, numbers};
use crate::testing::examples;
use zhengtu_lexicon::testing::lexicon;
use zhengtu_model::Reading;
use zhengtu_terms::dates::Context;

fn read(text: &str) -> Numbers {
    let plan = match text.contains("\n") {
        true => format!("{text}\n"),
        false => format!("某市行动方案\n一、重点任务\n（一）持续优化服务。{text}\n（二）做好保障工作。\n"),
    };
    let source = zhengtu_reader::read("方案.txt", plan.as_bytes(), &zhengtu_reader::Options::default()).unwrap();
    numbers(lexicon(), &zhengtu_outline::parse(lexicon(), &source), &Context { year: Some(2023) })
}

/// Whether the rule decided a number of the text, and whether the text has a target.
fn outcome(rule: &str, text: &str) -> (bool, bool) {
    let read = read(text);
    (read.readings.iter().any(|number| number.rule == Some(rule)), !read.targets.is_empty())
}

fn finds_targets(rule: &super::Rule) -> bool {
    rule.source.contains("Reading::Target")
}

#[test]
fn each_rule_has_a_manual_with_examples_of_both_kinds() {
    for rule in RULES {
        assert!(rule.source.starts_with("//! # "), "{} has no title", rule.name);
        for fence in ["target", "none"] {
            assert!(!examples(rule.source, fence).is_empty(), "{} shows no {fence}", rule.name);
        }
    }
}

#[test]
fn the_examples_are_decided_as_the_manuals_say() {
    let mut wrong = Vec::new();
    for rule in RULES {
        let name = rule.name;
        for text in examples(rule.source, "target") {
            let (decided, target) = outcome(name, &text);
            if !target || decided != finds_targets(rule) {
                wrong.push(format!("{name}, a target: decided {decided}, found {target} in {text}"));
            }
        }
        for text in examples(rule.source, "none") {
            let (decided, target) = outcome(name, &text);
            if decided == finds_targets(rule) {
                wrong.push(format!("{name}, none: decided {decided}, found {target} in {text}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_last_rule_decides_whatever_is_left() {
    let found = read("全市12所学校参加活动。");
    assert_eq!(
        found.readings.iter().map(|number| (number.reading, number.rule)).collect::<Vec<_>>(),
        [(Reading::Count, Some("uncommitted"))]
    );
}
