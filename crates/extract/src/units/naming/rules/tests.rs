use super::{Candidate, RULES, decide};
use crate::testing::examples;
use crate::units::rule::Rule;
use zhengtu_lexicon::testing::lexicon;

/// Whether the rule decided about a passage, and whether that is a name.
fn outcome(rule: &str, name: &str) -> (bool, bool) {
    let ruling = decide(&Candidate::new(lexicon(), name));
    (ruling.rule == rule, ruling.naming.is_some())
}

fn finds_names(rule: &Rule<super::Decide>) -> bool {
    rule.source.contains("Verdict::Name(")
}

#[test]
fn each_rule_has_a_manual_with_examples_of_both_kinds() {
    for rule in RULES {
        assert!(rule.source.starts_with("//! # "), "{} has no title", rule.name);
        for fence in ["name", "none"] {
            assert!(!examples(rule.source, fence).is_empty(), "{} shows no {fence}", rule.name);
        }
    }
}

#[test]
fn the_examples_are_decided_as_the_manuals_say() {
    let mut wrong = Vec::new();
    for rule in RULES {
        let finds = finds_names(rule);
        for name in examples(rule.source, "name") {
            let (decided, named) = outcome(rule.name, &name);
            if !named || decided != finds {
                wrong.push(format!("{}, a name: {:?} of {name}", rule.name, decide(&Candidate::new(lexicon(), &name))));
            }
        }
        for name in examples(rule.source, "none") {
            let (decided, _) = outcome(rule.name, &name);
            if decided == finds {
                wrong.push(format!("{}, none: {:?} of {name}", rule.name, decide(&Candidate::new(lexicon(), &name))));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
