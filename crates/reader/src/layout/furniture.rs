//! Page headers, footers and numbers, by where they stand and that they return.

use super::{Line, Page, Part};
use crate::writer::is_blank;
use regex::Regex;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// How much of the page, from its top and from its bottom, may hold furniture.
const MARGIN: f32 = 0.14;
/// How many lines at either end of a page are looked at.
const REACH: usize = 3;

static PAGE_NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?:[-—–－―─_·.•~|]*\d{1,4}[-—–－―─_·.•~|]*|\d{1,4}/\d{1,4}|第\d{1,4}页(?:[，,/]?共\d{1,4}页)?|[Pp]age\d{1,4}(?:of\d{1,4})?|[-—–－―─]+[ivxlcIVXLC]{1,6}[-—–－―─]+)$")
        .unwrap_or_else(|error| panic!("{error}"))
});

/// The furniture of a page.
#[derive(Debug, Default)]
pub(crate) struct Furniture {
    pub(crate) top: Vec<Line>,
    pub(crate) bottom: Vec<Line>,
}

/// Takes the furniture out of the pages; gives it page by page.
pub(crate) fn take(laid: &mut [Vec<Part>], pages: &[Page]) -> Vec<Furniture> {
    let mut returns: BTreeMap<(bool, String), usize> = BTreeMap::new();
    for (parts, page) in laid.iter().zip(pages) {
        let mut keys: Vec<_> = edges(parts, page).into_iter().map(|(_, at_top, key)| (at_top, key)).collect();
        keys.sort();
        keys.dedup();
        for key in keys {
            *returns.entry(key).or_default() += 1;
        }
    }
    let enough = if pages.len() < 4 { pages.len().max(2) } else { 3.max(pages.len() / 5) };
    let is_furniture = |at_top: bool, key: &str| {
        PAGE_NUMBER.is_match(&key.replace('#', "1"))
            || returns.get(&(at_top, key.to_owned())).is_some_and(|&count| count >= enough)
    };
    laid.iter_mut().zip(pages).map(|(parts, page)| take_from(parts, page, &is_furniture)).collect()
}

fn take_from(parts: &mut Vec<Part>, page: &Page, is_furniture: &dyn Fn(bool, &str) -> bool) -> Furniture {
    let mut found: Vec<(usize, bool)> = edges(parts, page)
        .into_iter()
        .filter(|(_, at_top, key)| is_furniture(*at_top, key))
        .map(|(index, at_top, _)| (index, at_top))
        .collect();
    found.sort_unstable();
    found.dedup_by_key(|(index, _)| *index);
    let mut furniture = Furniture::default();
    for (index, at_top) in found.into_iter().rev() {
        if let Part::Line(line) = parts.remove(index) {
            let of = if at_top { &mut furniture.top } else { &mut furniture.bottom };
            of.insert(0, line);
        }
    }
    furniture
}

/// The lines in the margins: their index, whether they stand at the top, and their text with every
/// number as `#`.
fn edges(parts: &[Part], page: &Page) -> Vec<(usize, bool, String)> {
    let lines = || {
        parts.iter().enumerate().filter_map(|(index, part)| match part {
            Part::Line(line) => Some((index, line)),
            Part::Table(_) => None,
        })
    };
    let mut sorted: Vec<(usize, &Line)> = lines().collect();
    sorted.sort_by(|a, b| a.1.y.total_cmp(&b.1.y));
    let top = sorted.iter().take(REACH).filter(|(_, line)| line.y < page.height * MARGIN);
    let bottom = sorted.iter().rev().take(REACH).filter(|(_, line)| line.y > page.height * (1.0 - MARGIN));
    let entry = |at_top: bool| move |&(index, line): &(usize, &Line)| (index, at_top, key(&line.text));
    top.map(entry(true)).chain(bottom.map(entry(false))).collect()
}

fn key(text: &str) -> String {
    let mut key = String::new();
    for char in text.chars().filter(|&char| !is_blank(char)).map(zhengtu_text::fold_char) {
        match char.is_ascii_digit() {
            true if key.ends_with('#') => {}
            true => key.push('#'),
            false => key.push(char),
        }
    }
    key
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn page_numbers_are_told_by_their_form() {
        for text in ["— 12 —", "-3-", "17", "第 3 页 共 10 页", "3/10", "－ ２ －"] {
            assert!(PAGE_NUMBER.is_match(&key(text).replace('#', "1")), "{text}");
        }
        for text in ["2021年", "1.总体要求", "第3条", "12个", "（一）"] {
            assert!(!PAGE_NUMBER.is_match(&key(text).replace('#', "1")), "{text}");
        }
    }
}
