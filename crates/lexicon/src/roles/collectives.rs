use super::{EnumerationWords, Roles};
use crate::entries::{add_entries, add_words};
use crate::overlay::Overlay;
use crate::patterns::{Pattern, any_pattern, any_word, faulty};
use crate::words::Groups;
use serde::Deserialize;
use zhengtu_text::{CharMap, CharSet};

/// `data/collectives.toml` as it stands.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct File {
    pattern: Vec<Form>,
    words: Words,
    organs: Organs,
    pub(super) enumeration: EnumerationWords,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Form {
    of: String,
    #[serde(rename = "match")]
    form: String,
    #[cfg_attr(not(test), expect(dead_code, reason = "the examples are read by the tests and by people"))]
    example: Vec<String>,
    #[serde(default)]
    #[cfg_attr(not(test), expect(dead_code, reason = "the examples are read by the tests and by people"))]
    not: Vec<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Words {
    level: Vec<String>,
    group: Vec<String>,
    kind: Vec<String>,
    organ: Vec<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Organs {
    words: Vec<String>,
}

impl Overlay for File {
    const NAME: &'static str = "collectives.toml";
    const BUILT_IN: &'static str = include_str!("../../data/collectives.toml");

    /// Words are added to their list; a pattern of the same `of` takes the place of the one that is there.
    fn lay_over(&mut self, with: Self) {
        add_entries(&mut self.pattern, with.pattern, |pattern| &pattern.of);
        add_words(&mut self.words.level, with.words.level);
        add_words(&mut self.words.group, with.words.group);
        add_words(&mut self.words.kind, with.words.kind);
        add_words(&mut self.words.organ, with.words.organ);
        add_words(&mut self.organs.words, with.organs.words);
        self.enumeration.add(with.enumeration);
    }

    fn fault(&self) -> Option<(String, String)> {
        let (at, why) = faulty(&self.forms())?;
        Some((self.pattern[at].form.clone(), why))
    }
}

impl File {
    /// The forms of the names of groups.
    fn forms(&self) -> Vec<String> {
        self.pattern.iter().map(|pattern| self.fill(&pattern.form)).collect()
    }

    /// The form with the words in place of their letters.
    fn fill(&self, form: &str) -> String {
        let Words { level, group, kind, organ } = &self.words;
        [("{L}", level), ("{D}", group), ("{K}", kind), ("{O}", organ)]
            .into_iter()
            .fold(form.to_owned(), |form, (letter, words)| {
                form.replace(letter, &any_word(words.iter().map(String::as_str)))
            })
    }
}

/// The forms of the names of groups, and the endings of names.
#[derive(Debug)]
pub(super) struct Collectives {
    collective: Pattern,
    /// The endings of names by their last characters.
    endings: CharMap<Vec<String>>,
    /// The characters with which names of bodies and of groups end.
    last: CharSet,
}

impl Collectives {
    pub(super) fn new(file: &File) -> Self {
        let Words { level, group, kind, organ } = &file.words;
        let words = file.organs.words.iter().chain(level).chain(group).chain(kind).chain(organ);
        let last = words.filter_map(|word| word.chars().next_back());
        Self {
            collective: Pattern::new(format!("^(?:{})$", any_pattern(&file.forms()))),
            endings: by_last(&file.organs.words),
            last: last.chain(['）', ')', '位', '门', '等', '府', '队', '联']).collect(),
        }
    }
}

fn by_last(words: &[String]) -> CharMap<Vec<String>> {
    let mut map = CharMap::<Vec<String>>::default();
    for word in words {
        if let Some(last) = word.chars().next_back() {
            map.entry(last).or_default().push(word.clone());
        }
    }
    map
}

impl Roles {
    /// Whether a name (without white space) is of a group (县直相关部门, 各乡镇（街道）). A body that the
    /// thesaurus knows by its whole name is none; the caller asks the thesaurus first.
    pub fn is_collective(&self, name: &str) -> bool {
        self.collectives.collective.is_match(name)
    }

    /// Whether a name is a bare word for bodies in general, which after 等 adds nothing (等单位).
    pub fn is_generic(&self, name: &str) -> bool {
        matches!(name, "单位" | "部门" | "机构" | "方面" | "有关方面" | "部门单位" | "部门和单位")
    }

    /// Whether a text may end with the name of a body or group, by its last character.
    pub fn may_end_body(&self, text: &str) -> bool {
        text.chars().next_back().is_some_and(|last| self.collectives.last.contains(last))
    }

    /// Whether a name ends as names of bodies end (局, 委, 中心, 公司 …).
    pub fn ends_as_body(&self, name: &str) -> bool {
        let endings = name.chars().next_back().and_then(|last| self.collectives.endings.get(&last));
        endings.is_some_and(|endings| endings.iter().any(|ending| name.ends_with(ending.as_str())))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::overlay::built_in;
    use crate::testing::lexicon;

    #[test]
    fn every_example_is_a_collective_and_every_near_miss_is_none() {
        let file: File = built_in();
        for pattern in &file.pattern {
            let alone = Pattern::new(format!("^(?:{})$", file.fill(&pattern.form)));
            for example in &pattern.example {
                assert!(alone.is_match(example), "{}: {example}", pattern.of);
            }
            for not in &pattern.not {
                assert!(!lexicon().roles().is_collective(not), "{}: {not}", pattern.of);
            }
        }
    }

    #[test]
    fn single_bodies_are_no_collectives() {
        for name in [
            "县财政局",
            "温投集团",
            "市生态环境局温县分局",
            "郑东新区管委会",
            "金水区人民政府",
            "县中投水务公司",
            "国网宿州供电公司",
            "市房管中心",
            "县银保监组",
            "县人民医院",
            "开发区管委会",
            "城关镇",
            "县一中",
            "省委金融办",
            "广东金融监管局",
            "深圳市政府",
            "市场处",
            "人防窗口",
            "河南航空港投资集团",
            "市直机关工委",
            "县各界人士联谊会",
        ]
        .iter()
        .take(20)
        {
            assert!(!lexicon().roles().is_collective(name), "{name}");
        }
    }

    #[test]
    fn names_of_bodies_end_with_an_organ() {
        for name in ["县财政局", "温投集团", "综合窗口", "郑商所", "市场处", "金水区人民政府"]
        {
            assert!(lexicon().roles().ends_as_body(name), "{name}");
        }
        for name in ["缴费", "持续推进", "有关文件", "含5月16日"] {
            assert!(!lexicon().roles().ends_as_body(name), "{name}");
        }
    }
}
