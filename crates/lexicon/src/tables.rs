//! Captions of tables, and words that tell what a row or cell is (`data/tables.toml`).

use crate::entries::without;
use crate::overlay::Overlay;
use serde::Deserialize;

/// What a caption says of its column, or a cell of its row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum TableWord {
    /// 序号.
    Ordinal,
    /// 备注, 联系人: no task, unit or deadline.
    Aside,
    /// 发布时间: a time that is no deadline.
    NoDate,
    /// 投用时间: a deadline.
    Date,
    /// 任务类别: several rows are of one kind.
    Group,
    /// 单位名称: bodies, where the cells are.
    Body,
    /// 工作职责: what the unit of the row has to do.
    Duty,
    /// 工作任务, 具体措施: the task or its measure.
    Task,
    /// 实施路径, 考核指标: what is done, and the task where nothing else names it.
    Measure,
    /// 合计: the row is a sum (of a cell).
    Total,
    /// 无: there is no such unit (of a cell).
    Nobody,
    /// 同上: what the cell above says (of a cell).
    Ditto,
}

/// How a word is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum How {
    Whole,
    End,
    Within,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Group {
    kind: TableWord,
    how: How,
    words: Vec<String>,
    #[cfg_attr(not(test), expect(dead_code, reason = "the examples are read by the tests and by people"))]
    examples: Vec<String>,
    #[cfg_attr(not(test), expect(dead_code, reason = "the misses are read by the tests and by people"))]
    misses: Vec<String>,
}

impl Group {
    fn fits(&self, text: &str) -> bool {
        self.words.iter().any(|word| match self.how {
            How::Whole => text == word,
            How::End => text.ends_with(word.as_str()),
            How::Within => text.contains(word.as_str()),
        })
    }

    fn is_of_cells(&self) -> bool {
        matches!(self.kind, TableWord::Total | TableWord::Nobody | TableWord::Ditto)
    }
}

/// `data/tables.toml` as it stands.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct File {
    word: Vec<Group>,
}

impl Overlay for File {
    const NAME: &'static str = "tables.toml";
    const BUILT_IN: &'static str = include_str!("../data/tables.toml");

    /// Groups are put before those there are; a word of theirs leaves the group in which it stood and was
    /// looked for in the same way.
    fn lay_over(&mut self, with: Self) {
        for group in with.word.into_iter().rev() {
            let alike = |known: &&mut Group| known.how == group.how && known.is_of_cells() == group.is_of_cells();
            self.word.iter_mut().filter(alike).for_each(|known| without(&mut known.words, &group.words));
            self.word.insert(0, group);
        }
    }
}

/// The words of captions and cells.
#[derive(Debug)]
pub struct Tables {
    word: Vec<Group>,
}

impl Tables {
    pub(crate) fn new(file: File) -> Self {
        Self { word: file.word }
    }

    /// What a caption, without white space, says of its column.
    pub fn caption_word(&self, caption: &str) -> Option<TableWord> {
        // 完成时限（年月） is 完成时限.
        let bare = match caption.find(['（', '(']) {
            Some(at) if at > 0 && caption.ends_with(['）', ')']) => &caption[..at],
            _ => caption,
        };
        let mut captions = self.word.iter().filter(|group| !group.is_of_cells());
        captions.find(|group| group.fits(bare)).map(|group| group.kind)
    }

    /// What a cell, without white space, says of its row, or that it names nobody.
    pub fn cell_word(&self, cell: &str) -> Option<TableWord> {
        let mut cells = self.word.iter().filter(|group| group.is_of_cells());
        cells.find(|group| group.fits(cell)).map(|group| group.kind)
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::lexicon;

    #[test]
    fn each_example_is_of_its_kind_and_each_miss_is_not() {
        let tables = lexicon().tables();
        for group in &tables.word {
            let kind =
                |text: &String| if group.is_of_cells() { tables.cell_word(text) } else { tables.caption_word(text) };
            for example in &group.examples {
                assert_eq!(kind(example), Some(group.kind), "{example}");
            }
            for miss in &group.misses {
                assert_ne!(kind(miss), Some(group.kind), "{miss}");
            }
        }
    }
}
