//! Documents that say the same: copies of one file, and versions of it, each of which has the findings of the others.

use std::collections::{BTreeMap, HashMap};
use zhengtu_text::{halt, strip_white};

/// Two documents, by their places in a list, that say the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Likeness {
    /// The one that stands first.
    pub first: usize,
    /// The other one.
    pub second: usize,
    /// Whether their words are the same throughout; else most of them are.
    pub is_copy: bool,
}

/// A shorter sentence, in characters, stands in many documents.
const TELLING: usize = 10;
/// A sentence that stands in more documents than this says nothing of them.
const COMMON: usize = 8;
/// Of a hundred characters in sentences so many stand in both of two versions.
const VERSION: usize = 60;

/// The documents that are copies or versions of one that stands before them, each with the first of these. The work grows
/// with the text: two documents are compared where they share a sentence.
pub fn alike<'t>(texts: impl IntoIterator<Item = &'t str>) -> Vec<Likeness> {
    let texts: Vec<String> = texts.into_iter().map(strip_white).collect();
    let mut found = Vec::new();
    let mut copies: HashMap<&str, usize> = HashMap::new();
    let mut holders: HashMap<&str, Vec<usize>> = HashMap::new();
    let mut sizes = vec![0; texts.len()];
    for (second, text) in texts.iter().enumerate().filter(|(_, text)| !text.is_empty()) {
        halt::step();
        if let Some(&first) = copies.get(text.as_str()) {
            found.push(Likeness { first, second, is_copy: true });
            continue;
        }
        copies.insert(text, second);
        let mut shared: BTreeMap<usize, usize> = BTreeMap::new();
        for sentence in text.split(['。', '；', '！', '？']) {
            let length = sentence.chars().count();
            if length < TELLING {
                continue;
            }
            sizes[second] += length;
            let known = holders.entry(sentence).or_default();
            if known.len() <= COMMON {
                known.iter().filter(|&&first| first != second).for_each(|&first| {
                    *shared.entry(first).or_default() += length;
                });
                if known.last() != Some(&second) {
                    known.push(second);
                }
            }
        }
        let is_version =
            |&(&first, &shared): &(&usize, &usize)| shared * 100 >= sizes[first].max(sizes[second]) * VERSION;
        if let Some((&first, _)) = shared.iter().find(is_version) {
            found.push(Likeness { first, second, is_copy: false });
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLAN: &str = "某县工作方案\n一、主要任务\n1.推进网上办理，优化业务流程。\n2.推进信息共享，打通部门系统。\n3.推进证照应用，扩大应用范围。\n";

    #[test]
    fn a_copy_and_a_version_are_told_and_another_plan_is_not() {
        let copy = PLAN.replace('\n', "\n\n");
        let version = PLAN.replace("扩大应用范围", "扩大使用范围");
        let other = "某县养老方案。\n一、主要任务\n1.新建养老服务中心六个。\n2.推进信息共享，打通部门系统。\n3.培训护理人员两百名。\n";
        let found = alike([PLAN, other, &copy, &version]);
        let (second, third) =
            (Likeness { first: 0, second: 2, is_copy: true }, Likeness { first: 0, second: 3, is_copy: false });
        assert_eq!(found, [second, third]);
    }

    #[test]
    fn empty_texts_are_no_copies() {
        assert!(alike(["", "", "\n"]).is_empty());
    }
}
