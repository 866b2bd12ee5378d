//! Paragraph styles: what a paragraph takes from its style and the styles that one is based on.

use crate::xml::Element;
use std::collections::BTreeMap;

/// How far a chain of styles is followed; a chain that returns to itself ends there.
const MAX_CHAIN: usize = 32;

/// The numbering that a paragraph or a style asks for; the two halves are inherited one by one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct NumberingProperties {
    /// The list; 0 takes the numbering away.
    pub(crate) list: Option<u32>,
    /// The level in the list, from 0.
    pub(crate) level: Option<usize>,
}

impl NumberingProperties {
    /// Reads `w:numPr` out of paragraph properties.
    pub(crate) fn read(properties: &Element) -> Self {
        let Some(element) = properties.child("numPr") else { return Self::default() };
        Self {
            list: element.value("numId").and_then(|value| value.trim().parse().ok()),
            level: element.value("ilvl").and_then(|value| value.trim().parse().ok()),
        }
    }
}

#[derive(Clone, Debug, Default)]
struct Style {
    name: String,
    based_on: Option<String>,
    numbering: NumberingProperties,
    outline: Option<u8>,
}

/// The styles of a document by their id.
#[derive(Clone, Debug, Default)]
pub(crate) struct Styles {
    styles: BTreeMap<String, Style>,
    default: Option<String>,
}

impl Styles {
    /// Reads the part `styles.xml`.
    pub(crate) fn read(root: &Element) -> Self {
        let mut styles = Self::default();
        for element in root.named("style") {
            let Some(id) = element.attribute("styleId") else { continue };
            if element.attribute("type") == Some("paragraph")
                && matches!(element.attribute("default"), Some("1" | "true"))
            {
                styles.default = Some(id.to_owned());
            }
            styles.styles.insert(id.to_owned(), read_style(element));
        }
        styles
    }

    /// The style of a paragraph that names `id`, or the default style.
    pub(crate) fn id<'a>(&'a self, id: Option<&'a str>) -> Option<&'a str> {
        id.filter(|id| self.styles.contains_key(*id)).or(self.default.as_deref())
    }

    /// The style and the styles it is based on, nearest first.
    fn chain<'a>(&'a self, id: Option<&'a str>) -> impl Iterator<Item = (&'a str, &'a Style)> {
        let first = id.and_then(|id| Some((id, self.styles.get(id)?)));
        std::iter::successors(first, |(_, style)| {
            let id = style.based_on.as_deref()?;
            Some((id, self.styles.get(id)?))
        })
        .take(MAX_CHAIN)
    }

    /// The ids of the style and the styles it is based on, nearest first.
    pub(crate) fn ancestry<'a>(&'a self, id: Option<&'a str>) -> impl Iterator<Item = &'a str> {
        self.chain(id).map(|(id, _)| id)
    }

    /// The numbering that a style gives.
    pub(crate) fn numbering(&self, id: Option<&str>) -> NumberingProperties {
        NumberingProperties {
            list: self.chain(id).find_map(|(_, style)| style.numbering.list),
            level: self.chain(id).find_map(|(_, style)| style.numbering.level),
        }
    }

    /// The heading level from 1 that a style gives; nothing for body text.
    pub(crate) fn heading(&self, id: Option<&str>) -> Option<u8> {
        self.chain(id)
            .find_map(|(_, style)| style.outline.or_else(|| level_of_name(&style.name)))
            .and_then(heading_level)
    }

    /// Whether the style is that of an entry in a table of contents.
    pub(crate) fn is_contents(&self, id: Option<&str>) -> bool {
        self.chain(id).any(|(_, style)| {
            let name = style.name.to_ascii_lowercase();
            name == "toc heading" || name.strip_prefix("toc ").is_some_and(|level| level.trim().parse::<u8>().is_ok())
        })
    }
}

/// The heading level of `w:outlineLvl`, whose 9 is body text.
pub(crate) fn heading_level(outline: u8) -> Option<u8> {
    (outline < 9).then(|| outline + 1)
}

/// The built-in heading styles carry their level in the name, which every language version keeps.
fn level_of_name(name: &str) -> Option<u8> {
    let level: u8 = name.to_ascii_lowercase().strip_prefix("heading ")?.trim().parse().ok()?;
    (1..=9).contains(&level).then(|| level - 1)
}

fn read_style(element: &Element) -> Style {
    let properties = element.child("pPr");
    Style {
        name: element.value("name").unwrap_or_default().to_owned(),
        based_on: element.value("basedOn").map(str::to_owned),
        numbering: properties.map(NumberingProperties::read).unwrap_or_default(),
        outline: properties.and_then(|properties| properties.value("outlineLvl")?.parse().ok()),
    }
}
