//! The words of the pages, Chinese and English, from `data/texts.toml`.

use std::collections::BTreeMap;
use std::sync::LazyLock;

const TEXTS: &str = include_str!("../data/texts.toml");

/// The language of the pages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Lang {
    /// Chinese.
    #[default]
    Zh,
    /// English.
    En,
}

#[derive(serde::Deserialize)]
struct Text {
    zh: String,
    en: String,
}

static TABLE: LazyLock<BTreeMap<String, Text>> = LazyLock::new(|| toml::from_str(TEXTS).unwrap_or_default());

impl Lang {
    /// The language that a request asks for: `lang` in its address, else the first of the two in
    /// `Accept-Language` (RFC 9110, section 12.5.4), else Chinese.
    pub fn of(asked: Option<&str>, accepted: Option<&str>) -> Self {
        match asked {
            Some("en") => Self::En,
            Some("zh") => Self::Zh,
            _ => preferred(accepted.unwrap_or_default()),
        }
    }

    /// The tag of the language (BCP 47).
    pub fn tag(self) -> &'static str {
        match self {
            Self::Zh => "zh-CN",
            Self::En => "en",
        }
    }

    /// Whether it is English.
    pub fn is_english(self) -> bool {
        self == Self::En
    }

    /// The text with this key; a question mark where there is none, which a test rules out.
    pub fn text(self, key: &str) -> &'static str {
        match TABLE.get(key) {
            Some(text) if self == Self::En => &text.en,
            Some(text) => &text.zh,
            None => "?",
        }
    }

    /// The name of a part: 总体方案, 附件6.
    pub fn part(self, part: u32) -> String {
        match (self, part) {
            (_, 0) => self.text("part.main").to_owned(),
            (Self::Zh, _) => format!("附件{part}"),
            (Self::En, _) => format!("Annex {part}"),
        }
    }
}

fn preferred(accepted: &str) -> Lang {
    let quality = |entry: &str| -> f32 {
        let weight = entry.split(';').nth(1).and_then(|weight| weight.trim().strip_prefix("q="));
        weight.map_or(1.0, |weight| weight.parse().unwrap_or(0.0))
    };
    let of = |tag: &str| {
        let entries = accepted.split(',').map(str::trim);
        entries.filter(|entry| entry.to_ascii_lowercase().starts_with(tag)).map(quality).fold(0.0, f32::max)
    };
    if of("en") > of("zh") { Lang::En } else { Lang::Zh }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_decides_then_the_browser_then_chinese() {
        assert_eq!(Lang::of(Some("en"), Some("zh-CN")), Lang::En);
        assert_eq!(Lang::of(None, Some("en-GB,en;q=0.9,zh;q=0.8")), Lang::En);
        assert_eq!(Lang::of(None, Some("zh-CN,zh;q=0.9,en;q=0.8")), Lang::Zh);
        assert_eq!(Lang::of(None, Some("fr")), Lang::Zh);
        assert_eq!(Lang::of(Some("xx"), None), Lang::Zh);
    }

    #[test]
    fn every_text_has_both_languages() {
        assert!(TABLE.len() > 50);
        for (key, text) in TABLE.iter() {
            assert!(!text.zh.is_empty() && !text.en.is_empty(), "{key}");
            let chinese = |text: &str| text.chars().any(|char| zhengtu_text::is_cjk(char) && char.is_alphanumeric());
            assert!(!chinese(&text.en) || key == "lang.other", "{key}: {}", text.en);
        }
    }

    #[test]
    fn every_key_that_is_used_is_in_the_table() {
        let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
        let mut used = 0;
        for folder in ["templates", "src", "src/pages", "src/api"] {
            for file in std::fs::read_dir(root.join(folder)).unwrap() {
                let path = file.unwrap().path();
                if path.is_dir() || path.ends_with("lang.rs") {
                    continue;
                }
                let text = std::fs::read_to_string(&path).unwrap();
                for start in [".t(\"", ".text(\""] {
                    for rest in text.split(start).skip(1) {
                        let key = rest.split('"').next().unwrap();
                        assert!(TABLE.contains_key(key), "{}: {key}", path.display());
                        used += 1;
                    }
                }
            }
        }
        assert!(used > 50, "{used}");
    }
}
