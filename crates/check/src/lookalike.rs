//! Characters that are mistaken for each other, and those that are words by themselves (`data/lookalike.toml`).

use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::LazyLock;

#[derive(Deserialize)]
struct Lookalike {
    /// Groups of characters that are mistaken for each other.
    group: Vec<String>,
    /// Groups of characters that look like the first of them.
    shape: Vec<String>,
    /// Groups of characters that sound alike, by their sound.
    sound: BTreeMap<String, String>,
    /// Characters that are words by themselves.
    alone: String,
    /// Characters that make a word of any word before them.
    suffix: String,
}

static FILE: LazyLock<Lookalike> = LazyLock::new(|| {
    toml::from_str(include_str!("../data/lookalike.toml")).expect("data/lookalike.toml is well formed: a test reads it")
});

static GROUPS: LazyLock<BTreeMap<char, Vec<char>>> = LazyLock::new(|| by_char(&FILE.group));

static SHAPES: LazyLock<BTreeMap<char, Vec<char>>> = LazyLock::new(|| {
    let mut by_char: BTreeMap<char, Vec<char>> = BTreeMap::new();
    for group in &FILE.shape {
        let mut chars = group.chars();
        let Some(first) = chars.next() else { continue };
        for other in chars {
            by_char.entry(first).or_default().push(other);
            by_char.entry(other).or_default().push(first);
        }
    }
    by_char
});

static SOUNDS: LazyLock<BTreeMap<char, Vec<char>>> = LazyLock::new(|| by_char(FILE.sound.values()));

/// The other characters of the groups of each.
fn by_char<'g>(groups: impl IntoIterator<Item = &'g String>) -> BTreeMap<char, Vec<char>> {
    let mut by_char: BTreeMap<char, Vec<char>> = BTreeMap::new();
    for group in groups {
        for char in group.chars() {
            by_char.entry(char).or_default().extend(group.chars().filter(|other| *other != char));
        }
    }
    by_char
}

/// The characters that look like another.
pub(crate) fn looking(char: char) -> impl Iterator<Item = char> {
    GROUPS.get(&char).into_iter().flatten().copied()
}

/// The characters that sound like another.
pub(crate) fn sounding(char: char) -> impl Iterator<Item = char> {
    SOUNDS.get(&char).into_iter().flatten().copied()
}

/// The characters that look or sound like another, also those that are seldom mistaken for it.
pub(crate) fn alike(char: char) -> impl Iterator<Item = char> {
    looking(char).chain(sounding(char)).chain(SHAPES.get(&char).into_iter().flatten().copied())
}

/// Whether a character makes a word of any word before it.
pub(crate) fn is_suffix(char: char) -> bool {
    FILE.suffix.contains(char)
}

/// Whether a character is a word by itself.
pub(crate) fn is_alone(char: char) -> bool {
    FILE.alone.contains(char)
}
