//! The thesaurus of the functional bodies of Chinese government (`ontology/bodies.ttl`).

use zhengtu_text::Span;

/// The level of government that a body belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Level {
    /// 国家, 中央, 国务院.
    Nation,
    /// 省, 自治区, 直辖市.
    Province,
    /// 市, 州, 盟.
    City,
    /// 县, 区, 旗, 县级市.
    County,
    /// 乡, 镇, 街道.
    Town,
}

/// A name split into what the body does and whose it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recognised {
    /// The key of the functional body, such as `taxation`.
    pub function: &'static str,
    /// The level of government, where the name tells.
    pub level: Option<Level>,
    /// The place named (温县), without a bare level word.
    pub place: Option<String>,
    /// What stands after the functional name (行政审批科).
    pub rest: Option<String>,
}

/// Splits a name into level, place and function, if the thesaurus knows the function.
pub fn recognise(name: &str) -> Option<Recognised> {
    let _ = name;
    None
}

/// The names of known bodies in running text, with the key of the function.
pub fn find_mentions(text: &str) -> Vec<(Span, &'static str)> {
    let _ = text;
    Vec::new()
}
