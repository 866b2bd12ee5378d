use serde::Deserialize;
use std::sync::LazyLock;
use zhengtu_text::{fold_width, strip_white};

/// A column of the ledger.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Column {
    /// 序号.
    Number,
    /// 地区, where the ledger is of several documents.
    Place,
    /// 文件: the title of the document, where the ledger is of several.
    Document,
    /// 任务.
    Task,
    /// 主要内容.
    Content,
    /// 牵头单位.
    Lead,
    /// 责任/配合单位.
    Others,
    /// 完成时限.
    Due,
    /// 量化目标.
    Targets,
    /// 出处.
    Source,
    /// 进展, to be filled in.
    Progress,
    /// 完成情况, to be filled in.
    Completion,
    /// 状态, to be filled in.
    Status,
    /// 备注, to be filled in.
    Note,
    /// The IRI of the task, hidden.
    Id,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    column: Vec<Entry>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    name: Column,
    caption: String,
    width: f64,
    also: Vec<String>,
}

// The file is part of the program; a test reads it.
static ENTRIES: LazyLock<Vec<Entry>> = LazyLock::new(|| {
    let file: Result<File, _> = toml::from_str(include_str!("../data/columns.toml"));
    file.map(|file| file.column).unwrap_or_default()
});

impl Column {
    /// All columns, from left to right.
    pub const ALL: [Self; 15] = [
        Self::Number,
        Self::Place,
        Self::Document,
        Self::Task,
        Self::Content,
        Self::Lead,
        Self::Others,
        Self::Due,
        Self::Targets,
        Self::Source,
        Self::Progress,
        Self::Completion,
        Self::Status,
        Self::Note,
        Self::Id,
    ];

    /// The columns by which rows of several documents are told apart.
    pub const WHOSE: [Self; 2] = [Self::Place, Self::Document];

    /// The columns that units fill in.
    pub const FILLED: [Self; 4] = [Self::Progress, Self::Completion, Self::Status, Self::Note];

    /// The caption.
    pub fn caption(self) -> &'static str {
        ENTRIES.iter().find(|entry| entry.name == self).map_or("", |entry| &entry.caption)
    }

    /// The width in Latin characters.
    pub fn width(self) -> f64 {
        ENTRIES.iter().find(|entry| entry.name == self).map_or(10.0, |entry| entry.width)
    }

    /// The column that goes by this caption, in whatever width and with whatever white space.
    pub fn named(caption: &str) -> Option<Self> {
        let wanted = fold(caption);
        let goes_by = |entry: &&Entry| entry.also.iter().chain([&entry.caption]).any(|name| fold(name) == wanted);
        ENTRIES.iter().find(goes_by).map(|entry| entry.name)
    }
}

fn fold(caption: &str) -> String {
    fold_width(&strip_white(caption)).to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_column_is_described_and_no_caption_names_two() {
        assert!(ENTRIES.iter().map(|entry| entry.name).eq(Column::ALL));
        for entry in ENTRIES.iter() {
            for name in entry.also.iter().chain([&entry.caption]) {
                assert_eq!(Column::named(name), Some(entry.name), "{name}");
            }
        }
    }

    #[test]
    fn captions_are_known_in_any_width_and_broken_over_lines() {
        assert_eq!(Column::named("责任／\n配合 单位"), Some(Column::Others));
        assert_eq!(Column::named("标识(请勿改动)"), Some(Column::Id));
        assert_eq!(Column::named("进展时间表"), None);
    }
}
