use super::{any_of, compile};
use regex::Regex;
use serde::Deserialize;
use std::sync::LazyLock;
use zhengtu_text::CharSet;

#[derive(Debug, Deserialize)]
struct File {
    pattern: Vec<Pattern>,
    words: Words,
    organs: Organs,
}

#[derive(Debug, Deserialize)]
struct Pattern {
    #[cfg_attr(not(test), expect(dead_code, reason = "read by people"))]
    of: String,
    #[serde(rename = "match")]
    form: String,
    #[cfg_attr(not(test), expect(dead_code, reason = "the examples are read by the tests and by people"))]
    example: Vec<String>,
    #[serde(default)]
    #[cfg_attr(not(test), expect(dead_code, reason = "the examples are read by the tests and by people"))]
    not: Vec<String>,
}

#[derive(Debug, Deserialize)]
struct Words {
    level: Vec<String>,
    group: Vec<String>,
    kind: Vec<String>,
    organ: Vec<String>,
}

#[derive(Debug, Deserialize)]
struct Organs {
    words: Vec<String>,
}

static FILE: LazyLock<File> = LazyLock::new(|| {
    toml::from_str(include_str!("../../data/collectives.toml"))
        .expect("data/collectives.toml is well formed: a test reads it")
});

static COLLECTIVE: LazyLock<Regex> = LazyLock::new(|| {
    let forms: Vec<String> = FILE.pattern.iter().map(|pattern| fill(&pattern.form)).collect();
    compile(&format!("^(?:{})$", forms.join("|")))
});

static ENDING: LazyLock<Regex> =
    LazyLock::new(|| compile(&format!("{}$", any_of(FILE.organs.words.iter().map(String::as_str)))));

/// The form with the words in place of their letters.
fn fill(form: &str) -> String {
    let words = &FILE.words;
    let letters = [("{L}", &words.level), ("{D}", &words.group), ("{K}", &words.kind), ("{O}", &words.organ)];
    letters
        .iter()
        .fold(form.to_owned(), |form, (letter, words)| form.replace(letter, &any_of(words.iter().map(String::as_str))))
}

/// Whether a name (without white space) is of a group (县直相关部门, 各乡镇（街道）). A body that the
/// thesaurus knows by its whole name is none; the caller asks the thesaurus first.
pub fn is_collective(name: &str) -> bool {
    COLLECTIVE.is_match(name)
}

/// Whether a name is a bare word for bodies in general, which after 等 adds nothing (等单位).
pub fn is_generic(name: &str) -> bool {
    matches!(name, "单位" | "部门" | "机构" | "方面" | "有关方面" | "部门单位" | "部门和单位")
}

/// The characters with which names of bodies and of groups end.
static LAST: LazyLock<CharSet> = LazyLock::new(|| {
    let Words { level, group, kind, organ } = &FILE.words;
    let words = FILE.organs.words.iter().chain(level).chain(group).chain(kind).chain(organ);
    words.filter_map(|word| word.chars().next_back()).chain(['）', ')', '位', '门', '等', '府', '队', '联']).collect()
});

/// Whether a text may end with the name of a body or group, by its last character.
pub fn may_end_body(text: &str) -> bool {
    text.chars().next_back().is_some_and(|last| LAST.contains(last))
}

/// Whether a name ends as names of bodies end (局, 委, 中心, 公司 …).
pub fn ends_as_body(name: &str) -> bool {
    ENDING.is_match(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_example_is_a_collective_and_every_near_miss_is_none() {
        for pattern in &FILE.pattern {
            let alone = compile(&format!("^(?:{})$", fill(&pattern.form)));
            for example in &pattern.example {
                assert!(alone.is_match(example), "{}: {example}", pattern.of);
            }
            for not in &pattern.not {
                assert!(!is_collective(not), "{}: {not}", pattern.of);
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
            assert!(!is_collective(name), "{name}");
        }
    }

    #[test]
    fn names_of_bodies_end_with_an_organ() {
        for name in ["县财政局", "温投集团", "综合窗口", "郑商所", "市场处", "金水区人民政府"]
        {
            assert!(ends_as_body(name), "{name}");
        }
        for name in ["缴费", "持续推进", "有关文件", "含5月16日"] {
            assert!(!ends_as_body(name), "{name}");
        }
    }
}
