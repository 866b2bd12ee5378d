use crate::Lang;
use std::fmt::Display;

/// A part of a plan: 总体方案, 附件6.
///
/// ```
/// use zhengtu_say::{Lang, part};
/// assert_eq!([part(0, Lang::Zh), part(6, Lang::Zh)], ["总体方案", "附件6"]);
/// assert_eq!([part(0, Lang::En), part(6, Lang::En)], ["overall plan", "annex 6"]);
/// ```
pub fn part(number: u32, lang: Lang) -> String {
    match (number, lang) {
        (0, lang) => lang.pick("总体方案", "overall plan").to_owned(),
        (number, Lang::Zh) => format!("附件{number}"),
        (number, Lang::En) => format!("annex {number}"),
    }
}

/// The number of the part that a ledger calls so in Chinese: the way back from [`part`].
///
/// ```
/// use zhengtu_say::part_named;
/// assert_eq!([part_named("总体方案"), part_named("附件6"), part_named("附件")], [Some(0), Some(6), None]);
/// ```
pub fn part_named(name: &str) -> Option<u32> {
    if name == part(0, Lang::Zh) { Some(0) } else { name.strip_prefix("附件")?.parse().ok() }
}

/// A line of a file.
pub fn line(number: impl Display, lang: Lang) -> String {
    lang.pick(format!("第{number}行"), format!("line {number}"))
}

/// A page of a file.
pub fn page(number: impl Display, lang: Lang) -> String {
    lang.pick(format!("第{number}页"), format!("page {number}"))
}
