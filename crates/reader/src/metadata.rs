//! Data about a document that stands above its text, such as 发布日期：2025-01-10.

use std::collections::BTreeSet;
use std::sync::LazyLock;

#[derive(serde::Deserialize)]
struct Data {
    names: BTreeSet<String>,
    #[cfg(test)]
    example: String,
    #[cfg(test)]
    other: String,
}

static DATA: LazyLock<Data> =
    LazyLock::new(|| toml::from_str(include_str!("../data/metadata.toml")).unwrap_or_else(|error| panic!("{error}")));

/// Whether lines that stand before the text are data about it: all have a name and a colon, and
/// half of the names at least are known.
pub(crate) fn is_metadata<'a>(lines: impl Iterator<Item = &'a str>) -> bool {
    let (mut all, mut known) = (0, 0);
    for line in lines {
        let Some(name) = name(line) else { return false };
        all += 1;
        known += usize::from(DATA.names.contains(name));
    }
    all > 0 && known * 2 >= all
}

/// The word before the first colon, where it is short enough for a name.
fn name(line: &str) -> Option<&str> {
    let (name, _) = line.split_once(['：', ':'])?;
    let name = name.trim_matches(|char: char| char.is_whitespace() || matches!(char, '*' | '【' | '】' | '[' | ']'));
    (1..=8).contains(&name.chars().count()).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_with_known_names_are_data() {
        assert!(is_metadata([DATA.example.as_str()].into_iter()));
        assert!(!is_metadata([DATA.other.as_str()].into_iter()));
        assert!(!is_metadata(["发布日期：2025-01-10", "正文没有冒号"].into_iter()));
        for name in &DATA.names {
            assert!(is_metadata([format!("{name}：甲").as_str()].into_iter()), "{name}");
        }
    }
}
