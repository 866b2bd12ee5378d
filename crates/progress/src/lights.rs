use crate::Error;
use crate::words::{Meaning, Words};
use serde::Deserialize;
use std::collections::BTreeMap;

const BUILT_IN: &str = include_str!("../data/lights.toml");

/// How a task stands on a day, the first being what is over and done with, then the most urgent first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Light {
    /// Reported done.
    Done,
    /// The last day is past, and it was not reported done.
    Overdue,
    /// Reported late, though the last day is not past.
    Late,
    /// The last day is near.
    DueSoon,
    /// Reported as going on as planned.
    OnTrack,
    /// Reported as not begun.
    NotStarted,
    /// Reported in words that no light is known for.
    Unclear,
    /// Nothing was reported.
    Unreported,
}

impl Light {
    /// All lights, in order.
    pub const ALL: [Self; 8] = [
        Self::Done,
        Self::Overdue,
        Self::Late,
        Self::DueSoon,
        Self::OnTrack,
        Self::NotStarted,
        Self::Unclear,
        Self::Unreported,
    ];

    /// The name, as records and settings have it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Overdue => "overdue",
            Self::Late => "late",
            Self::DueSoon => "due-soon",
            Self::OnTrack => "on-track",
            Self::NotStarted => "not-started",
            Self::Unclear => "unclear",
            Self::Unreported => "unreported",
        }
    }

    /// Whether somebody should look at the task.
    pub fn is_urgent(self) -> bool {
        matches!(self, Self::Overdue | Self::Late | Self::DueSoon | Self::Unclear)
    }
}

/// What a light is called, and its colour.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Look {
    /// In Chinese.
    pub zh: String,
    /// In English.
    pub en: String,
    /// Six hexadecimal digits.
    pub colour: String,
}

/// The settings of the lights: which words mean what, when something is due soon, names and colours.
#[derive(Clone, Debug)]
pub struct Lights {
    /// How many days before the last one something is due soon.
    pub due_soon_days: u32,
    looks: BTreeMap<Light, Look>,
    pub(crate) words: Words,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    due_soon_days: Option<u32>,
    #[serde(default)]
    light: BTreeMap<Light, Look>,
    #[serde(default)]
    word: Vec<Entry>,
    percent: Option<Percent>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    means: Meaning,
    words: Vec<String>,
    #[serde(default, rename = "example")]
    _example: String,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Percent {
    words: Vec<String>,
    #[serde(default, rename = "example")]
    _example: String,
}

impl Default for Lights {
    fn default() -> Self {
        let empty = Self { due_soon_days: 30, looks: BTreeMap::new(), words: Words::default() };
        // The built-in file is part of the program; a test reads it.
        empty.clone().with(BUILT_IN).unwrap_or(empty)
    }
}

impl Lights {
    /// The settings with those of a file, as TOML in the form of `data/lights.toml`, in their place.
    ///
    /// # Errors
    /// [`Error`] where the text is not of that form.
    pub fn with(mut self, toml: &str) -> Result<Self, Error> {
        let file: File = toml::from_str(toml)?;
        self.due_soon_days = file.due_soon_days.unwrap_or(self.due_soon_days);
        for look in file.light.values() {
            if look.colour.len() != 6 || !look.colour.chars().all(|char| char.is_ascii_hexdigit()) {
                return Err(Error::Colour { colour: look.colour.clone() });
            }
        }
        self.looks.extend(file.light);
        let entries =
            file.word.into_iter().flat_map(|entry| entry.words.into_iter().map(move |word| (word, entry.means)));
        self.words.add(entries)?;
        self.words.add_percent(file.percent.into_iter().flat_map(|percent| percent.words));
        Ok(self)
    }

    /// What the light is called, and its colour.
    pub fn look(&self, light: Light) -> Look {
        let unnamed = || Look { zh: light.name().into(), en: light.name().into(), colour: "FFFFFF".into() };
        self.looks.get(&light).cloned().unwrap_or_else(unnamed)
    }

    /// Whether the words of a 状态 cell are known.
    pub fn knows(&self, status: &str) -> bool {
        self.words.meaning(status).is_some()
    }

    /// The words that the 状态 column of a ledger offers: the first of each meaning.
    pub fn offered(&self) -> Vec<String> {
        [Light::Done, Light::OnTrack, Light::Late, Light::NotStarted].map(|light| self.look(light).zh).into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_entry_of_the_data_reads_its_example() {
        let file: File = toml::from_str(BUILT_IN).unwrap();
        let lights = Lights::default();
        assert_eq!(lights.looks.len(), Light::ALL.len());
        for entry in &file.word {
            assert_eq!(lights.words.meaning(&entry._example), Some(entry.means), "{}", entry._example);
            assert!(entry.words.iter().all(|word| lights.words.meaning(word) == Some(entry.means)), "{entry:?}");
        }
        assert_eq!(lights.words.meaning(&file.percent.unwrap()._example), Some(Meaning::OnTrack));
    }

    #[test]
    fn what_the_ledger_offers_is_understood() {
        let lights = Lights::default();
        let meanings: Vec<_> = lights.offered().iter().map(|word| lights.words.meaning(word)).collect();
        assert_eq!(meanings, [Meaning::Done, Meaning::OnTrack, Meaning::Late, Meaning::NotStarted].map(Some));
        assert!(lights.offered().iter().all(|word| lights.knows(word)) && !lights.knows("差不多了"));
    }

    #[test]
    fn a_users_file_adds_words_and_takes_the_place_of_what_it_names() {
        let own = "due_soon_days = 7\n[light.overdue]\nzh = '红灯'\nen = 'red'\ncolour = 'FF0000'\n[[word]]\nmeans = 'done'\nwords = ['收官']\n[[word]]\nmeans = 'late'\nwords = ['正常']";
        let lights = Lights::default().with(own).unwrap();
        assert_eq!(lights.due_soon_days, 7);
        assert_eq!((lights.look(Light::Overdue).zh, lights.look(Light::Done).zh), ("红灯".into(), "已完成".into()));
        assert_eq!(lights.words.meaning("收官"), Some(Meaning::Done));
        assert_eq!(lights.words.meaning("正常"), Some(Meaning::Late));
    }

    #[test]
    fn a_users_file_that_is_wrong_is_refused() {
        let fault = |text: &str| Lights::default().with(text).unwrap_err().to_string();
        assert!(fault("due_son_days = 7").contains("due_son_days"));
        assert!(fault("[light.red]\nzh='红'\nen='red'\ncolour='FF0000'").contains("灯色设置有误"));
        assert!(fault("[light.done]\nzh='绿'\nen='g'\ncolour='green'").contains("green"));
        assert!(
            fault("[[word]]\nmeans='done'\nwords=['甲']\n[[word]]\nmeans='late'\nwords=['甲']")
                .contains("“甲”写了两次")
        );
        assert!(fault("[[word]]\nmeans='finished'\nwords=['甲']").contains("灯色设置有误"));
    }
}
