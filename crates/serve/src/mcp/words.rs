//! What assistants read about tools and prompts, from `data/mcp.toml`.

use std::collections::BTreeMap;
use std::sync::LazyLock;
use zhengtu_say::Lang;

/// The words of the face.
pub(super) static WORDS: LazyLock<Words> =
    LazyLock::new(|| toml::from_str(include_str!("../../data/mcp.toml")).unwrap_or_default());

/// A text in both languages.
#[derive(Clone, Debug, Default, serde::Deserialize)]
pub(super) struct Both {
    zh: String,
    en: String,
}

impl Both {
    /// The text in one language.
    pub(super) fn pick(&self, lang: Lang) -> &str {
        lang.pick(&self.zh, &self.en)
    }

    /// Both, Chinese first: what describes a tool is read before a language is chosen.
    pub(super) fn both(&self) -> String {
        format!("{} / {}", self.zh, self.en)
    }
}

/// All words.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Words {
    /// What a client is told at the beginning.
    pub(super) instructions: Both,
    /// The tools by name.
    pub(super) tool: BTreeMap<String, ToolWords>,
    /// The arguments by name; the same name means the same in all tools.
    pub(super) argument: BTreeMap<String, Both>,
    /// The prompts by name.
    pub(super) prompt: BTreeMap<String, PromptWords>,
}

/// What is said of a tool.
#[derive(Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ToolWords {
    /// Its name for people.
    pub(super) title: Both,
    /// What it does.
    pub(super) about: Both,
}

/// A prompt.
#[derive(Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PromptWords {
    /// Its name for people.
    pub(super) title: Both,
    /// What it is for.
    pub(super) about: Both,
    /// Its text, with `{argument}` where a value goes.
    pub(super) text: Both,
    /// Its arguments; all are needed.
    pub(super) arguments: BTreeMap<String, Both>,
}
