//! Lists and their levels, and the numbers that paragraphs get (ECMA-376, part 1, section 17.9).

use super::styles::{NumberingProperties, Styles};
use crate::numerals;
use crate::xml::{Element, Ns};
use std::collections::{BTreeMap, BTreeSet};

/// How many levels a list has at most.
const LEVELS: usize = 9;

/// A level of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Level {
    start: u32,
    format: String,
    /// The digits to which a number is filled up with noughts (01, 02, …).
    width: usize,
    /// The text, with `%1` … `%9` for the numbers of the levels.
    text: String,
    suffix: &'static str,
    /// The level starts anew after a paragraph of a level above this one; 0 never, nothing after any.
    restart: Option<usize>,
    /// All numbers in Arabic digits (`w:isLgl`).
    legal: bool,
    /// The style whose paragraphs take this level.
    style: Option<String>,
}

impl Default for Level {
    fn default() -> Self {
        Self {
            start: 1,
            format: "decimal".to_owned(),
            width: 0,
            text: String::new(),
            suffix: " ",
            restart: None,
            legal: false,
            style: None,
        }
    }
}

#[derive(Clone, Debug, Default)]
struct List {
    /// The list definition that the list counts in, together with all other lists of that definition.
    definition: u32,
    levels: Vec<Level>,
    /// The levels that start anew, and where, when the list is first used.
    overrides: BTreeMap<usize, u32>,
}

/// The lists of a document.
#[derive(Clone, Debug, Default)]
pub(crate) struct Numbering {
    lists: BTreeMap<u32, List>,
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
        let level = own.level.or_else(|| list.level_of_style(style, styles)).or(inherited.level).unwrap_or(0);
        (level < list.levels.len()).then_some((id, level))
    }
}

impl List {
    fn level_of_style(&self, style: Option<&str>, styles: &Styles) -> Option<usize> {
        styles.ancestry(style).find_map(|id| self.levels.iter().position(|level| level.style.as_deref() == Some(id)))
    }
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
        list.set(level);
    }
    for change in instance.named("lvlOverride") {
        let Some(index) = number(change, "ilvl").map(|index| index as usize).filter(|&index| index < LEVELS) else {
            continue;
        };
        if let Some(level) = change.child("lvl") {
            list.set(level);
        }
        if let Some(start) = change.value("startOverride").and_then(|start| start.trim().parse().ok()) {
            list.overrides.insert(index, start);
        }
    }
    list
}

impl List {
    fn set(&mut self, element: &Element) {
        let Some(index) = number(element, "ilvl").map(|index| index as usize).filter(|&index| index < LEVELS) else {
            return;
        };
        if self.levels.len() <= index {
            self.levels.resize(index + 1, Level::default());
        }
        self.levels[index] = read_level(element);
    }
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

/// The numbers reached so far.
#[derive(Clone, Debug, Default)]
pub(crate) struct Counters {
    reached: BTreeMap<u32, [Option<u32>; LEVELS]>,
    used: BTreeSet<u32>,
}

impl Counters {
    /// Counts a paragraph of list `id` at `level`, and gives the number that Word shows before it,
    /// with the space that follows.
    pub(crate) fn next(&mut self, numbering: &Numbering, id: u32, level: usize) -> String {
        let Some(list) = numbering.lists.get(&id).filter(|list| level < list.levels.len()) else {
            return String::new();
        };
        let reached = self.reached.entry(list.definition).or_default();
        if self.used.insert(id) {
            for &index in list.overrides.keys() {
                reached[index] = None;
            }
        }
        reached[level] = Some(reached[level].map_or(list.start(level), |number| number.saturating_add(1)));
        for (index, deeper) in list.levels.iter().enumerate().skip(level + 1) {
            if deeper.restart.is_none_or(|above| level < above) {
                reached[index] = None;
            }
        }
        list.render(level, reached)
    }
}

impl List {
    fn start(&self, level: usize) -> u32 {
        self.overrides.get(&level).copied().unwrap_or(self.levels[level].start)
    }

    fn render(&self, index: usize, reached: &[Option<u32>; LEVELS]) -> String {
        let level = &self.levels[index];
        let mut text = String::new();
        let mut chars = level.text.chars().peekable();
        while let Some(char) = chars.next() {
            let digit = (char == '%').then(|| chars.peek().and_then(|next| next.to_digit(10))).flatten();
            match digit.filter(|digit| (1..=9).contains(digit)) {
                Some(digit) => {
                    chars.next();
                    text.push_str(&self.number(level, digit as usize - 1, reached));
                }
                None => text.push(shown(char)),
            }
        }
        if text.is_empty() {
            return text;
        }
        text.push_str(level.suffix);
        text
    }

    /// The number of the level `index` within the text of `level`.
    fn number(&self, level: &Level, index: usize, reached: &[Option<u32>; LEVELS]) -> String {
        let Some(of) = self.levels.get(index) else { return String::new() };
        let number = reached[index].unwrap_or_else(|| self.start(index));
        let format = if level.legal && of.format != "none" { "decimal" } else { &of.format };
        let width = of.width;
        let text = numerals::render(number, format);
        if width > 0 { format!("{text:0>width$}") } else { text }
    }
}

/// The signs of symbol fonts stand in the private use area and look like bullets of one kind or another.
fn shown(char: char) -> char {
    if matches!(char, '\u{e000}'..='\u{f8ff}') { '•' } else { char }
}

fn number(element: &Element, attribute: &str) -> Option<u32> {
    element.attribute(attribute)?.trim().parse().ok()
}
