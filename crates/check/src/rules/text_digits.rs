//! # text-digits：数字中混入字母
//!
//! “1：l9”把数字1打成了字母 l，“1O个”把0打成了字母 O（错误）。O3、5G、PM2.5 一类的代号不算。
//!
//! ```bad
//! 某县工作方案
//! 一、主要措施
//! 1.落实编制标准。按照高中师生比1：12.5、小学1：l9的标准统一编制。
//! ```
//! ```good
//! 某县工作方案
//! 一、主要措施
//! 1.改善大气质量。推进PM2.5和O3协同控制，发展5G和O2O。
//! ```

use crate::document::Context;
use crate::finding::{Finding, Severity, finding};
use crate::phrases::split;
use crate::places;
use regex::Regex;
use std::sync::LazyLock;

pub(super) const CODE: &str = "text-digits";
pub(super) const TITLE: &str = "数字中混入字母";

static TOKEN: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"[A-Za-z0-9]+").expect("a pattern"));

pub(super) fn run(context: &Context<'_>, findings: &mut Vec<Finding>) {
    places::patterns(context, CODE, findings);
    for passage in context.passages.iter().filter(|passage| passage.is_content()) {
        for phrase in split(&passage.text) {
            for token in TOKEN.find_iter(phrase).filter(|token| is_slip(token.as_str(), &phrase[token.end()..])) {
                let meant: String = token.as_str().chars().map(digit).collect();
                let message = format!("“{}”疑为“{meant}”：数字中混入字母", token.as_str());
                let at = context.in_passage(passage, phrase).marked(token.as_str());
                findings.push(finding(CODE, Severity::Error, message, at, None));
            }
        }
    }
}

fn digit(char: char) -> char {
    match char {
        'l' => '1',
        'O' | 'o' => '0',
        _ => char,
    }
}

/// Digits and letters that look like them: l9, 1O, 2O21; not O3, O2O.
fn is_slip(token: &str, behind: &str) -> bool {
    let alike = |char: char| matches!(char, 'l' | 'O' | 'o');
    let digits = token.chars().filter(char::is_ascii_digit).count();
    let letters = token.chars().filter(|char| alike(*char)).count();
    // 50l is fifty litres; what begins with O is a code.
    let counted = behind.starts_with(['年', '月', '日', '个', '家', '项', '户', '%']);
    let litres = token.ends_with('l') && letters == 1 && !counted;
    if litres || token.starts_with(['O', 'o']) {
        return false;
    }
    digits.min(letters) > 0 && digits + letters == token.len()
}
