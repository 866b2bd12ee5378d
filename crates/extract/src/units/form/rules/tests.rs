use super::{Decide, Passage, RULES, Ruling, decide};
use crate::testing::examples;
use crate::units::rule::Rule;
use crate::units::testing::vocabulary;

fn ruling(text: &str) -> Ruling {
    decide(&Passage::of(&vocabulary(), text))
}

fn finds_statements(rule: &Rule<Decide>) -> bool {
    rule.source.contains("Verdict::States(")
}

#[test]
fn each_rule_has_a_manual_with_examples_of_both_kinds() {
    for rule in RULES {
        assert!(rule.source.starts_with("//! # "), "{} has no title", rule.name);
        for fence in ["statement", "none"] {
            assert!(!examples(rule.source, fence).is_empty(), "{} shows no {fence}", rule.name);
        }
    }
}

#[test]
fn the_examples_are_decided_as_the_manuals_say() {
    let mut wrong = Vec::new();
    for rule in RULES {
        let finds = finds_statements(rule);
        for text in examples(rule.source, "statement") {
            let found = ruling(&text);
            if found.form.is_none() || (found.rule == rule.name) != finds {
                wrong.push(format!("{}, a statement: {found:?} of {text}", rule.name));
            }
        }
        for text in examples(rule.source, "none") {
            let found = ruling(&text);
            if (found.rule == rule.name) == finds {
                wrong.push(format!("{}, none: {found:?} of {text}", rule.name));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
