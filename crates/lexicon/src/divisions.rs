//! The administrative divisions of GB/T 2260, `ontology/divisions.tsv`: codes, names, what lies in what.

use crate::bodies::Level;
use std::collections::HashMap;

const FILE: &str = include_str!("../../../ontology/divisions.tsv");

/// A province, a city or a county, or one that there was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Division {
    /// The code of GB/T 2260, six digits.
    pub code: &'static str,
    /// The name in full, such as 恩施土家族苗族自治州.
    pub name: &'static str,
    /// The name without its ending, such as 恩施.
    pub short: &'static str,
    /// The code of the division in which it lies; nothing for a province.
    pub superior: Option<&'static str>,
    /// The name is no longer in use.
    pub former: bool,
    /// The code of the division that took the place of a former one, where a single one did.
    pub successor: Option<&'static str>,
}

impl Division {
    /// The level of its government.
    pub fn level(&self) -> Level {
        match (self.superior, self.code.ends_with("00")) {
            (None, _) => Level::Province,
            (Some(_), true) => Level::City,
            (Some(_), false) => Level::County,
        }
    }

    fn of_line(line: &'static str) -> Option<Self> {
        let mut fields = line.split('\t');
        let (code, name, short, superior) = (fields.next()?, fields.next()?, fields.next()?, fields.next()?);
        let successor = fields.next().unwrap_or_default();
        let some = |code: &'static str| (code.len() == CODE).then_some(code);
        Some(Self {
            code: some(code)?,
            name,
            short,
            superior: some(superior),
            former: !successor.is_empty(),
            successor: some(successor),
        })
    }

    /// The full name, and how it is called where that is long: 恩施州, 积石山县.
    fn names(&self) -> impl Iterator<Item = String> {
        let called = SELF_GOVERNED.iter().find(|(ending, _)| self.name.ends_with(ending));
        let called = called.map(|(_, sign)| format!("{}{sign}", self.short));
        std::iter::once(self.name.to_owned()).chain(called)
    }
}

/// The length of a code.
const CODE: usize = 6;

/// Endings of divisions that govern themselves, and what their short names are followed by.
const SELF_GOVERNED: [(&str, char); 3] = [("自治州", '州'), ("自治县", '县'), ("自治旗", '旗')];

/// All divisions, those of today and those that there were.
#[derive(Debug)]
pub struct Divisions {
    all: Vec<Division>,
    by_code: HashMap<&'static str, usize>,
    /// The divisions of each full name, those of today first.
    by_name: HashMap<String, Vec<usize>>,
    /// The provinces and cities of each short name.
    by_short: HashMap<&'static str, Vec<usize>>,
}

impl Divisions {
    /// Those of the file.
    pub(crate) fn built_in() -> Self {
        let lines = FILE.lines().filter(|line| !line.starts_with('#'));
        let all: Vec<Division> = lines.filter_map(Division::of_line).collect();
        let mut divisions =
            Self { by_code: HashMap::new(), by_name: HashMap::new(), by_short: HashMap::new(), all: Vec::new() };
        for (at, division) in all.iter().enumerate() {
            divisions.by_code.entry(division.code).or_insert(at);
            for name in division.names() {
                divisions.by_name.entry(name).or_default().push(at);
            }
            if division.level() != Level::County {
                divisions.by_short.entry(division.short).or_default().push(at);
            }
        }
        Self { all, ..divisions }
    }

    /// All of them, in the order of the codes, the former ones last.
    pub fn iter(&self) -> impl Iterator<Item = &Division> {
        self.all.iter()
    }

    /// The division with this code: that of today, where it is one of today.
    pub fn of_code(&self, code: &str) -> Option<&Division> {
        self.by_code.get(code).map(|&at| &self.all[at])
    }

    /// The divisions with this name in full; those that there were only where none of today has it.
    pub fn named(&self, name: &str) -> Vec<&Division> {
        let all = self.by_name.get(name).into_iter().flatten().map(|&at| &self.all[at]);
        let all: Vec<&Division> = all.collect();
        let today: Vec<&Division> = all.iter().copied().filter(|division| !division.former).collect();
        if today.is_empty() { all } else { today }
    }

    /// The provinces and cities that are called so in short (苏州, 恩施).
    pub fn called(&self, short: &str) -> Vec<&Division> {
        let all = self.by_short.get(short).into_iter().flatten().map(|&at| &self.all[at]);
        all.filter(|division| !division.former).collect()
    }

    /// The division in which another lies.
    pub fn superior(&self, division: &Division) -> Option<&Division> {
        division.superior.and_then(|code| self.of_code(code))
    }

    /// The divisions in which a division lies, the nearest first.
    pub fn superiors<'a>(&'a self, division: &Division) -> impl Iterator<Item = &'a Division> {
        std::iter::successors(self.superior(division), |above| self.superior(above))
    }

    /// Whether the division with one code is the one with another, or lies in it.
    pub fn lies_in(&self, code: &str, of: &str) -> bool {
        let Some(division) = self.of_code(code) else { return code == of };
        code == of || self.superiors(division).any(|above| above.code == of)
    }

    /// The divisions with the longest full name with which a text begins, and its length in bytes.
    pub fn at_start(&self, text: &str) -> Option<(Vec<&Division>, usize)> {
        ends(text, LONGEST).find_map(|end| {
            let found = self.named(&text[..end]);
            (!found.is_empty()).then_some((found, end))
        })
    }

    /// The provinces and cities with the longest short name with which a text begins, and its length in bytes.
    pub fn called_at_start(&self, text: &str) -> Option<(Vec<&Division>, usize)> {
        ends(text, LONGEST_SHORT).find_map(|end| {
            let found = self.called(&text[..end]);
            (!found.is_empty()).then_some((found, end))
        })
    }
}

/// The longest names, in characters.
const LONGEST: usize = 17;
const LONGEST_SHORT: usize = 6;

/// The ends of the first characters of a text from the second on, the longest first.
fn ends(text: &str, most: usize) -> impl Iterator<Item = usize> {
    let ends: Vec<usize> = text.char_indices().take(most).skip(1).map(|(at, char)| at + char.len_utf8()).collect();
    ends.into_iter().rev()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_holds_every_province_and_what_lies_in_it() {
        let divisions = Divisions::built_in();
        let count = |level| divisions.iter().filter(|division| !division.former && division.level() == level).count();
        assert_eq!(count(Level::Province), 34);
        assert_eq!((count(Level::City), count(Level::County)), (333, 2844));
        for division in divisions.iter() {
            let known = |code: Option<&str>| code.is_none_or(|code| divisions.of_code(code).is_some());
            assert!(known(division.superior) || division.former, "{division:?}");
            assert!(known(division.successor), "{division:?}");
            assert!(division.name.starts_with(division.short), "{division:?}");
        }
    }

    #[test]
    fn a_name_gives_its_code_and_what_it_lies_in() {
        let divisions = Divisions::built_in();
        let one = |name: &str| divisions.named(name).first().map(|division| division.code);
        assert_eq!(one("苏州市"), Some("320500"));
        assert_eq!(one("恩施州"), one("恩施土家族苗族自治州"));
        assert_eq!(one("苏州"), None);
        assert_eq!(divisions.called("苏州").first().map(|division| division.code), Some("320500"));
        assert!(divisions.lies_in("410825", "410000") && !divisions.lies_in("410825", "420000"));
        assert!(divisions.lies_in("419001", "410000"), "a county that no city governs");
        assert!(divisions.named("鼓楼区").len() > 1);
    }

    #[test]
    fn what_was_renamed_is_known_by_both_names() {
        let divisions = Divisions::built_in();
        let old = divisions.named("襄樊市")[0];
        assert!(old.former && old.successor == Some("420600"));
        assert_eq!(divisions.of_code("420600").unwrap().name, "襄阳市");
    }

    #[test]
    fn the_longest_name_at_the_start_of_a_text_is_taken() {
        let divisions = Divisions::built_in();
        let start = |text| divisions.at_start(text).map(|(found, len)| (found[0].name, len));
        assert_eq!(start("海南藏族自治州人民政府"), Some(("海南藏族自治州", "海南藏族自治州".len())));
        assert_eq!(start("温县人民政府"), Some(("温县", "温县".len())));
        assert_eq!(start("人民政府"), None);
        assert_eq!(divisions.called_at_start("苏州工业园区").map(|(found, _)| found[0].name), Some("苏州市"));
    }
}
