//! # text-contact：电话号码、邮箱的位数和写法不对
//!
//! 手机号码是11位，区号加固定电话是10到12位，固定电话是7、8位；邮箱要有“@”和域名（警告）。短号（12345、110）和服务号码（400、800、95、96）不查。
//!
//! ```bad
//! 某县工作方案
//! 一、工作要求
//! 联系电话：0391-612345，电子邮箱：wxfgw.163.com。
//! ```
//! ```bad
//! 某县工作方案
//! 一、工作要求
//! 联系人：张三，手机：1383912345。
//! ```
//! ```good
//! 某县工作方案
//! 一、工作要求
//! 联系电话：0391-6123456、13839123456，热线电话：12345，服务热线：400-820-8820，电子邮箱：wxfgw@163.com。
//! ```

use crate::document::Context;
use crate::finding::{Finding, Severity, finding};
use crate::places::around;
use regex::Regex;
use std::sync::LazyLock;

pub(super) const CODE: &str = "text-contact";
pub(super) const TITLE: &str = "电话号码、邮箱的位数和写法不对";

/// A number behind the words for a telephone.
static NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:电话|手机|手机号|手机号码|传真)(?:号码)?[：:](\d{3,4}[—\-－]\d{5,9}|\d{6,13})(?:[^\d—\-－]|$)")
        .expect("a pattern")
});
/// An address behind the words for mail.
static MAIL: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?:邮箱|E-?mail|email)(?:地址)?[：:]([A-Za-z0-9._\-@]{6,60})").expect("a pattern"));
static ADDRESS: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^[A-Za-z0-9._\-]+@[A-Za-z0-9\-]+(?:\.[A-Za-z0-9\-]+)+$").expect("a pattern"));

/// Numbers that begin with 1 and have fewer digits are those of services (118114).
const SHORT: usize = 9;

/// Whether a number can be dialled.
fn is_whole(number: &str) -> bool {
    let digits: Vec<char> = number.chars().filter(char::is_ascii_digit).collect();
    match (number.split(['—', '-', '－']).next().map_or(0, str::len), digits.first()) {
        // 400-820-8820, 95533: numbers for services are of their own length.
        _ if ["400", "800", "9"].iter().any(|start| number.starts_with(start)) => true,
        (area, _) if area < number.len() => (7..=8).contains(&(digits.len() - area)),
        (_, Some('1')) => digits.len() < SHORT || digits.len() == 11,
        (_, Some('0')) => (10..=12).contains(&digits.len()),
        _ => (7..=8).contains(&digits.len()),
    }
}

pub(super) fn run(context: &Context<'_>, findings: &mut Vec<Finding>) {
    for passage in &context.passages {
        let numbers = NUMBER.captures_iter(&passage.text).filter_map(|found| found.get(1));
        let numbers = numbers.filter(|number| !is_whole(number.as_str())).map(|number| (number, "电话号码的位数不对"));
        let mails = MAIL.captures_iter(&passage.text).filter_map(|found| found.get(1));
        let mails = mails
            .filter(|mail| !ADDRESS.is_match(mail.as_str().trim_end_matches('.')))
            .map(|mail| (mail, "邮箱地址不全"));
        for (found, say) in numbers.chain(mails) {
            let side = context.in_passage(passage, around(&passage.text, found.range())).marked(found.as_str());
            let message = format!("“{}”：{say}", found.as_str());
            findings.push(finding(CODE, Severity::Warning, message, side, None));
        }
    }
}
