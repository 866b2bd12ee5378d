//! Headings that tell what a section is for, and the labels of lines that state units or a deadline
//! (`data/sections.toml`; the labels of units in `data/roles.toml`).

use crate::entries::add_entries;
use crate::overlay::Overlay;
use crate::roles::{LabelSense, Roles};
use crate::words::finder;
use aho_corasick::AhoCorasick;
use serde::Deserialize;
use zhengtu_text::{CharSet, OPENING, signs};

/// What a section is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SectionWord {
    /// 总体要求, 指导思想.
    General,
    /// 总体目标, 工作目标.
    Goals,
    /// 主要措施, 重点任务.
    Measures,
    /// 保障措施, 组织实施.
    Safeguards,
}

/// What a labelled line states.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldWord {
    /// 完成时限：…
    Deadline,
    /// 责任单位：…
    Units,
}

/// `data/sections.toml` as it stands.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct File {
    kind: Vec<Group>,
    deadline: Vec<Entry>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Group {
    name: SectionWord,
    words: Vec<Entry>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    word: String,
    #[cfg_attr(not(test), expect(dead_code, reason = "the examples are read by the tests and by people"))]
    example: String,
}

impl Overlay for File {
    const NAME: &'static str = "sections.toml";
    const BUILT_IN: &'static str = include_str!("../data/sections.toml");

    /// Words are added; one that stands there takes the place of the old one, also that of another kind.
    fn lay_over(&mut self, with: Self) {
        for group in with.kind.into_iter().rev() {
            let moved = |word: &Entry| group.words.iter().any(|entry| entry.word == word.word);
            self.kind.iter_mut().for_each(|known| known.words.retain(|word| !moved(word)));
            self.kind.insert(0, group);
        }
        add_entries(&mut self.deadline, with.deadline, |entry| &entry.word);
    }
}

/// The longest label, in characters.
const LONGEST_LABEL: usize = 40;

/// The words of headings, and the labels of deadlines.
#[derive(Debug)]
pub struct Sections {
    file: File,
    /// Finds the words of headings, each with the kind it tells: of several kinds the first of the file holds.
    headings: AhoCorasick,
    kinds: Vec<usize>,
    /// The characters with which labels of deadlines begin.
    starts: CharSet,
    /// The characters with which they end.
    ends: CharSet,
}

/// The signs that may stand before a labelled line.
pub const BULLETS: [char; 8] = ['—', '－', '●', '•', '◆', '■', '▲', '►'];

impl Sections {
    pub(crate) fn new(file: File) -> Self {
        let words =
            file.kind.iter().enumerate().flat_map(|(kind, group)| group.words.iter().map(move |entry| (kind, entry)));
        let (kinds, words): (Vec<usize>, Vec<String>) = words.map(|(kind, entry)| (kind, entry.word.clone())).unzip();
        let deadlines = || file.deadline.iter().map(|entry| entry.word.as_str());
        let starts = deadlines().filter_map(|word| word.chars().next()).collect();
        let ends = deadlines().filter_map(|word| word.chars().next_back()).collect();
        Self { headings: finder(&words), kinds, starts, ends, file }
    }

    /// What the section under `heading` is for, where the heading tells.
    pub fn kind(&self, heading: &str) -> Option<SectionWord> {
        let told = self.headings.find_overlapping_iter(heading).map(|found| self.kinds[found.pattern().as_usize()]);
        told.min().map(|kind| self.file.kind[kind].name)
    }

    /// The label at the start of a line, behind a dash or bullet too (——责任单位：): what it states, and its length in bytes
    /// with the colon and what stands before it.
    pub fn field_label(&self, roles: &Roles, line: &str) -> Option<(FieldWord, usize)> {
        let bare = line.trim_start_matches(BULLETS);
        let (word, len) = self.label_of(roles, bare)?;
        Some((word, line.len() - bare.len() + len))
    }

    fn label_of(&self, roles: &Roles, line: &str) -> Option<(FieldWord, usize)> {
        if !self.may_begin_label(roles, line) {
            return None;
        }
        let near = signs(line).take_while(|&(at, _)| at < LONGEST_LABEL * '一'.len_utf8());
        let colon = near.into_iter().find(|(_, sign)| matches!(sign, '：' | ':' | '】' | '〕'))?;
        let label = strip_bracket(line[..colon.0].trim_start_matches(['（', '(', '【', '[', '［']));
        let is_deadline = |last| self.ends.contains(last) && self.file.deadline.iter().any(|entry| entry.word == label);
        if label.chars().next_back().is_some_and(is_deadline) {
            return Some((FieldWord::Deadline, colon.0 + colon.1.len_utf8()));
        }
        // A label without a colon (责任单位 县财政局) may as well be the middle of a sentence.
        let found = roles
            .label_at(line)
            .filter(|found| line[..found.span.end].ends_with(['：', ':', '】', '〕', ']', '］']))?;
        let states = matches!(found.sense, LabelSense::Units(_) | LabelSense::Person);
        states.then_some((FieldWord::Units, found.span.end))
    }

    /// Whether a line may begin with a label: every line is asked, and most begin with none.
    pub fn may_begin_label(&self, roles: &Roles, line: &str) -> bool {
        let is_lead = |char: char| char.is_whitespace() || OPENING.contains(&char);
        let may_begin = |first: char| self.starts.contains(first) || roles.may_begin_label(first);
        line.chars().find(|&char| !is_lead(char)).is_some_and(may_begin)
    }

    /// The length in bytes of the label of a deadline that `text` ends with, straight before its colon.
    pub fn deadline_label_before(&self, text: &str) -> Option<usize> {
        text.chars().next_back().filter(|&last| self.ends.contains(last))?;
        let known = self.file.deadline.iter().filter(|entry| text.ends_with(entry.word.as_str()));
        known.map(|entry| entry.word.len()).max()
    }
}

/// The label without a bracket at its end: 责任单位及承办科室（单位）.
fn strip_bracket(label: &str) -> &str {
    match label.find(['（', '(']) {
        Some(at) if label.ends_with(['）', ')']) => &label[..at],
        _ => label.trim_end_matches(['】', ']', '］', '）', ')']),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::WordFiles;
    use crate::overlay::built_in;
    use crate::testing::lexicon;

    #[test]
    fn each_word_is_found_in_its_example() {
        let file: File = built_in();
        for group in &file.kind {
            for entry in &group.words {
                assert_eq!(lexicon().section_kind(&entry.example), Some(group.name), "{}", entry.example);
            }
        }
        for entry in &file.deadline {
            let (field, len) = lexicon().field_label(&entry.example).unwrap_or_else(|| panic!("{}", entry.example));
            assert_eq!(field, FieldWord::Deadline, "{}", entry.example);
            assert!(entry.example[..len].ends_with([':', '：']));
        }
    }

    #[test]
    fn the_labels_of_units_are_those_of_the_roles() {
        for (line, rest) in [
            ("牵头单位：市金融局", "市金融局"),
            ("责任单位及承办科室（单位）：市房管中心", "市房管中心"),
            ("【责任单位】市水利局", "市水利局"),
            ("责任领导：李某", "李某"),
        ] {
            let (field, len) = lexicon().field_label(line).unwrap_or_else(|| panic!("{line}"));
            assert_eq!((field, &line[len..]), (FieldWord::Units, rest));
        }
    }

    #[test]
    fn a_label_of_ones_own_may_begin_with_any_character() {
        let words = r#"qualifier = [{ word = "A类", example = "A类责任单位：县税务局" }]"#;
        let own = lexicon().with_files(WordFiles::from_texts([("roles.toml", words)]).unwrap()).unwrap();
        assert_eq!(own.field_label("A类责任单位：县税务局"), Some((FieldWord::Units, "A类责任单位：".len())));
        assert_eq!(own.field_label("B类责任单位：县税务局"), None);
    }

    #[test]
    fn other_headings_and_labels_tell_nothing() {
        assert_eq!(lexicon().section_kind("一、精准有效帮扶企业"), None);
        for line in ["办理时限：10个工作日", "主要目标：2021年底前，", "县税务局负责", "责任单位和个人应当：一是"]
        {
            assert_eq!(lexicon().field_label(line), None, "{line}");
        }
    }
}
