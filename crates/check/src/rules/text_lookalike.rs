//! # text-lookalike：形近字、同音字误用
//!
//! “经菅”应为“经营”，“平合”应为“平台”：同样的上下文别处用的是另一个形近或同音的字，而且用得更多（提示）。
//! 字表：`data/lookalike.toml`。
//!
//! ```bad
//! 某县工作方案
//! 一、主要措施
//! 1.优化服务。规范与企业经菅有关的事项。
//! 2.改进监管。减少对企业经营的干扰，规范企业经营行为。
//! ```
//! ```good
//! 某县工作方案
//! 一、主要措施
//! 1.优化服务。规范与企业经营有关的事项。
//! 2.改进监管。减少对企业经营的干扰，规范企业经营行为。
//! ```

use crate::document::Context;
use crate::finding::{Finding, Severity, finding};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::LazyLock;

pub(super) const CODE: &str = "text-lookalike";
pub(super) const TITLE: &str = "形近字、同音字误用";

#[derive(Deserialize)]
struct Lookalike {
    /// Groups of characters that are mistaken for each other.
    group: Vec<String>,
}

static GROUPS: LazyLock<BTreeMap<char, Vec<char>>> = LazyLock::new(|| {
    let file: Lookalike = toml::from_str(include_str!("../../data/lookalike.toml"))
        .expect("data/lookalike.toml is well formed: a test reads it");
    let mut groups: BTreeMap<char, Vec<char>> = BTreeMap::new();
    for group in &file.group {
        for char in group.chars() {
            groups.entry(char).or_default().extend(group.chars().filter(|other| *other != char));
        }
    }
    groups
});

pub(super) fn run(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let whole = context.squeezed();
    for passage in context.passages.iter().filter(|passage| passage.is_content()) {
        let chars: Vec<char> = passage.text.chars().collect();
        for (at, char) in chars.iter().enumerate() {
            let Some(others) = GROUPS.get(char) else { continue };
            if let Some((seen, meant)) = others.iter().find_map(|other| better(&chars, at, *other, whole)) {
                let start = at.saturating_sub(8);
                let quote: String = chars[start..(at + 9).min(chars.len())].iter().collect();
                let message = format!("“{seen}”疑为“{meant}”");
                let side = context.in_passage(passage, &quote).marked(&seen);
                findings.push(finding(CODE, Severity::Info, message, side, None));
            }
        }
    }
}

/// The words as printed and as meant, where the same words stand elsewhere with the other character
/// and more often.
fn better(chars: &[char], at: usize, other: char, whole: &str) -> Option<(String, String)> {
    for (before, after) in [(2, 1), (1, 2), (3, 0), (0, 3)] {
        if at < before || at + after >= chars.len() {
            continue;
        }
        let mut words = chars[at - before..=at + after].to_vec();
        if !words.iter().all(|char| char.is_alphabetic()) {
            continue;
        }
        let seen: String = words.iter().collect();
        words[before] = other;
        let meant: String = words.iter().collect();
        let (wrong, right) = (whole.matches(&seen).count(), whole.matches(&meant).count());
        if wrong == 1 && right >= 1 && rarer(chars[at], other, whole) {
            return Some((seen, meant));
        }
    }
    None
}

/// Whether the character is much rarer in the text than the one it may stand for, or the pair differs
/// only here.
fn rarer(char: char, other: char, whole: &str) -> bool {
    whole.matches(other).count() >= whole.matches(char).count()
}
