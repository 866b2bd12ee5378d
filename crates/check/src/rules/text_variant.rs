//! # text-variant：夹用的繁体字、旧字形
//!
//! 全文用规范字，个别字却是繁体字或者旧字形（报吿、利稅），多半是从别处粘贴、识别来的（提示）。全文有不少的（繁体文本）不查。
//! 字表：`data/variants.toml`，可以增补。
//!
//! ```bad
//! 某县工作方案
//! 一、主要措施
//! 1.加强调度。重大问题及时向县政府报吿。
//! ```
//! ```good
//! 某县工作方案
//! 一、主要措施
//! 1.加强调度。重大问题及时向县政府报告，落实利税政策。
//! ```

use crate::document::Context;
use crate::finding::{Finding, Severity, finding};
use crate::places::around;
use serde::Deserialize;
use std::sync::LazyLock;
use zhengtu_text::CharMap;

pub(super) const CODE: &str = "text-variant";
pub(super) const TITLE: &str = "夹用的繁体字、旧字形";

#[derive(Deserialize)]
struct Variants {
    /// The form that is not in use, and the one that is.
    pairs: Vec<String>,
}

static VARIANTS: LazyLock<CharMap<char>> = LazyLock::new(|| {
    let file: Variants = toml::from_str(include_str!("../../data/variants.toml"))
        .expect("data/variants.toml is well formed: a test reads it");
    file.pairs.iter().filter_map(|pair| Some((pair.chars().next()?, pair.chars().nth(1)?))).collect()
});

/// A text with more of them is written so.
const MOST: usize = 5;

pub(super) fn run(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let mut found = Vec::new();
    for passage in context.passages.iter().filter(|passage| passage.is_written()) {
        for (at, seen) in passage.text.char_indices() {
            if let Some(right) = VARIANTS.get(&seen) {
                found.push((passage, at..at + seen.len_utf8(), seen, *right));
            }
        }
    }
    if found.len() > MOST {
        return;
    }
    for (passage, at, seen, right) in found {
        let side = context.in_passage(passage, around(&passage.text, at)).marked(&seen.to_string());
        let message = format!("“{seen}”不是规范字，应为“{right}”");
        findings.push(finding(CODE, Severity::Info, message, side, None));
    }
}
