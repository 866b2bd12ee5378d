//! The lists of a document and their levels (ECMA-376, part 1, section 17.9).

use super::styles::{NumberingProperties, Styles};
use crate::lists::{LEVELS, Level, List, Lists};
use crate::xml::{Element, Ns};
use std::collections::BTreeMap;

/// The lists of a document.
#[derive(Clone, Debug, Default)]
pub(crate) struct Numbering {
    pub(crate) lists: Lists,
}

impl Numbering {
    /// Reads the part `numbering.xml`.
    pub(crate) fn read(root: &Element, styles: &Styles) -> Self {
        let definitions: BTreeMap<u32, &Element> = root
            .named("abstractNum")
            .filter_map(|element| Some((number(element, "abstractNumId")?, element)))
            .collect();
        let instances: BTreeMap<u32, &Element> =
            root.named("num").filter_map(|element| Some((number(element, "numId")?, element))).collect();
        let lists = instances.iter().filter_map(|(&id, element)| {
            let definition = element.value("abstractNumId")?.trim().parse().ok()?;
            let definition = followed(definition, &definitions, &instances, styles);
            Some((id, read_list(element, definition, definitions.get(&definition).copied())))
        });
        Self { lists: lists.collect() }
    }

    /// The list and level of a paragraph, from its own properties and its style.
    pub(crate) fn place(&self, own: NumberingProperties, style: Option<&str>, styles: &Styles) -> Option<(u32, usize)> {
        let inherited = styles.numbering(style);
        let id = own.list.or(inherited.list).filter(|&id| id != 0)?;
        let list = self.lists.get(&id)?;
        let level = own.level.or_else(|| level_of_style(list, style, styles)).or(inherited.level).unwrap_or(0);
        (level < list.levels.len()).then_some((id, level))
    }
}

fn level_of_style(list: &List, style: Option<&str>, styles: &Styles) -> Option<usize> {
    styles.ancestry(style).find_map(|id| list.levels.iter().position(|level| level.style.as_deref() == Some(id)))
}

/// The definition that a definition refers to by way of a list style, or itself.
fn followed(
    id: u32,
    definitions: &BTreeMap<u32, &Element>,
    instances: &BTreeMap<u32, &Element>,
    styles: &Styles,
) -> u32 {
    let Some(style) = definitions.get(&id).and_then(|element| element.value("numStyleLink")) else { return id };
    let linked = styles.numbering(Some(style)).list.and_then(|list| instances.get(&list));
    let by_list = linked.and_then(|element| element.value("abstractNumId")?.trim().parse().ok());
    let by_style =
        || definitions.iter().find(|(_, element)| element.value("styleLink") == Some(style)).map(|(&other, _)| other);
    by_list.filter(|&other| other != id).or_else(by_style).unwrap_or(id)
}

fn read_list(instance: &Element, definition: u32, element: Option<&Element>) -> List {
    let mut list = List { definition, ..List::default() };
    for level in element.into_iter().flat_map(|element| element.named("lvl")) {
        set(&mut list, level);
    }
    for change in instance.named("lvlOverride") {
        let Some(index) = number(change, "ilvl").map(|index| index as usize).filter(|&index| index < LEVELS) else {
            continue;
        };
        if let Some(level) = change.child("lvl") {
            set(&mut list, level);
        }
        if let Some(start) = change.value("startOverride").and_then(|start| start.trim().parse().ok()) {
            list.overrides.insert(index, start);
        }
    }
    list
}

fn set(list: &mut List, element: &Element) {
    let Some(index) = number(element, "ilvl").map(|index| index as usize).filter(|&index| index < LEVELS) else {
        return;
    };
    if list.levels.len() <= index {
        list.levels.resize(index + 1, Level::default());
    }
    list.levels[index] = read_level(element);
}

fn read_level(element: &Element) -> Level {
    let (format, width) = number_format(element);
    let defaults = Level::default();
    Level {
        start: element.value("start").and_then(|start| start.trim().parse().ok()).unwrap_or(defaults.start),
        format,
        width,
        text: element.value("lvlText").unwrap_or_default().to_owned(),
        suffix: if element.value("suff") == Some("nothing") { "" } else { " " },
        restart: element.value("lvlRestart").and_then(|level| level.trim().parse().ok()),
        legal: element.is_on("isLgl"),
        style: element.value("pStyle").map(str::to_owned),
    }
}

/// The number format, and how many digits a format of Word 2010 (`01, 02, 03, ...`) asks for.
fn number_format(level: &Element) -> (String, usize) {
    let compat = level.elements().find(|element| element.ns == Ns::Compat && &*element.name == "AlternateContent");
    if let Some(custom) = compat.and_then(|compat| compat.child("Choice")?.child("numFmt"))
        && let Some(first) = custom.attribute("format").and_then(|format| format.split(',').next())
        && first.trim().bytes().all(|byte| byte.is_ascii_digit())
    {
        return ("decimal".to_owned(), first.trim().len());
    }
    let fallback = compat.and_then(|compat| compat.child("Fallback")?.value("numFmt"));
    (level.value("numFmt").or(fallback).unwrap_or("decimal").to_owned(), 0)
}

fn number(element: &Element, attribute: &str) -> Option<u32> {
    element.attribute(attribute)?.trim().parse().ok()
}
