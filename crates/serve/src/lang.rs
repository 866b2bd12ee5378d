//! The words of the pages, Chinese and English, from `data/texts.toml`.

use std::collections::BTreeMap;
use std::sync::LazyLock;

pub use zhengtu_say::Lang;

const TEXTS: &str = include_str!("../data/texts.toml");

#[derive(serde::Deserialize)]
struct Text {
    zh: String,
    en: String,
    /// The English of one, where that is another word.
    one: Option<String>,
}

static TABLE: LazyLock<BTreeMap<String, Text>> = LazyLock::new(|| toml::from_str(TEXTS).unwrap_or_default());

/// What the pages say besides what the records say.
pub trait Texts {
    /// The tag of the language (BCP 47).
    fn tag(self) -> &'static str;

    /// The text with this key; a question mark where there is none, which a test rules out.
    fn text(self, key: &str) -> &'static str;

    /// The text that stands behind a number.
    fn counted(self, key: &str, count: usize) -> &'static str;
}

impl Texts for Lang {
    fn tag(self) -> &'static str {
        self.pick("zh-CN", "en")
    }

    fn text(self, key: &str) -> &'static str {
        TABLE.get(key).map_or("?", |text| self.pick(&text.zh, &text.en))
    }

    fn counted(self, key: &str, count: usize) -> &'static str {
        let one = TABLE.get(key).and_then(|text| text.one.as_deref());
        one.filter(|_| self == Lang::En && count == 1).unwrap_or_else(|| self.text(key))
    }
}

/// The language that a request asks for: `lang` in its address, else the first of the two in
/// `Accept-Language` (RFC 9110, section 12.5.4), else Chinese.
pub fn of(asked: Option<&str>, accepted: Option<&str>) -> Lang {
    let named = asked.and_then(|code| code.parse().ok());
    named.unwrap_or_else(|| preferred(accepted.unwrap_or_default()))
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
        assert_eq!(of(Some("en"), Some("zh-CN")), Lang::En);
        assert_eq!(of(None, Some("en-GB,en;q=0.9,zh;q=0.8")), Lang::En);
        assert_eq!(of(None, Some("zh-CN,zh;q=0.9,en;q=0.8")), Lang::Zh);
        assert_eq!(of(None, Some("fr")), Lang::Zh);
        assert_eq!(of(Some("xx"), None), Lang::Zh);
    }

    #[test]
    fn one_is_no_plural() {
        assert_eq!([1, 2].map(|count| Lang::En.counted("home.errors", count)), ["error", "errors"]);
        assert_eq!(Lang::Zh.counted("home.errors", 1), Lang::Zh.text("home.errors"));
        assert_eq!(Lang::En.counted("nav.tasks", 1), "Tasks");
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
                for start in [".t(\"", ".text(\"", ".counted(\""] {
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
