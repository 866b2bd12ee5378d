//! Page headers, footers and numbers: what returns in the margin at the same place, with a number only
//! where that is the number of the page plus a constant.

use super::{Line, Page, Part, starts};
use crate::writer::is_blank;
use regex::Regex;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// How much of the page, from its top and from its bottom, may hold furniture.
const MARGIN: f32 = 0.14;
/// The same for page numbers, which some set high.
const NUMBER_MARGIN: f32 = 0.25;
/// How many lines at either end of a page are looked at.
const REACH: usize = 3;
/// How far apart two places may lie and count as one.
const PLACE: f32 = 4.0;
/// How many pages on a page number may be found again: some pages have none.
const NEAR_PAGES: usize = 2;
/// How often a line returns at least in a file of many pages.
const RETURNS: usize = 3;

static PAGE_NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?:[-—–－―─_·.•~|]*\d{1,4}[-—–－―─_·.•~|]*|\d{1,4}/\d{1,4}|第\d{1,4}页(?:[，,/]?共\d{1,4}页)?|[Pp]age\d{1,4}(?:of\d{1,4})?|[-—–－―─]+[ivxlcIVXLC]{1,6}[-—–－―─]+)$")
        .unwrap_or_else(|error| panic!("{error}"))
});

static NUMBER: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\d{1,6}").unwrap_or_else(|error| panic!("{error}")));

/// The furniture of a page.
#[derive(Debug, Default)]
pub(crate) struct Furniture {
    pub(crate) top: Vec<Line>,
    pub(crate) bottom: Vec<Line>,
}

/// A line near the top or bottom of a page.
#[derive(Debug)]
struct Edge {
    /// From 0.
    page: usize,
    /// Its place among the parts of the page.
    part: usize,
    at_top: bool,
    /// How far it stands from the edge of the page.
    place: f32,
    /// Whether it is the first or last line of the page.
    outermost: bool,
    in_margin: bool,
    /// Its text without blanks.
    text: String,
    /// What its text says on whichever page: as it is, and with one number as its distance from that of the page.
    keys: Vec<String>,
}

/// Takes the furniture out of the pages; gives it page by page.
pub(crate) fn take(laid: &mut [Vec<Part>], pages: &[Cow<'_, Page>]) -> Vec<Furniture> {
    let edges: Vec<Edge> =
        laid.iter().zip(pages).enumerate().flat_map(|(index, (parts, page))| edges(index, parts, page)).collect();
    let numbers = page_numbers(&edges, pages.len());
    let returning = returning(&edges, &numbers, pages.len());
    let mut furniture: Vec<Furniture> = laid.iter().map(|_| Furniture::default()).collect();
    let mut taken: Vec<&Edge> = edges
        .iter()
        .enumerate()
        .filter(|(index, _)| numbers[*index] || returning[*index])
        .map(|(_, edge)| edge)
        .collect();
    taken.sort_by_key(|edge| (edge.page, edge.part));
    taken.dedup_by_key(|edge| (edge.page, edge.part));
    for edge in taken.into_iter().rev() {
        if let Part::Line(line) = laid[edge.page].remove(edge.part) {
            let of = &mut furniture[edge.page];
            if edge.at_top { &mut of.top } else { &mut of.bottom }.insert(0, line);
        }
    }
    furniture
}

/// The lines near the top and bottom of a page.
fn edges(index: usize, parts: &[Part], page: &Page) -> Vec<Edge> {
    let lines = parts.iter().enumerate().filter_map(|(part, of)| of.line().map(|line| (part, line)));
    let mut sorted: Vec<(usize, &Line)> = lines.collect();
    sorted.sort_by(|a, b| a.1.y.total_cmp(&b.1.y));
    let edge = |rank: usize, part: usize, line: &Line, at_top: bool| {
        let place = if at_top { line.y } else { page.height - line.y };
        let text = solid(&line.text);
        let keys = keys(&text, index);
        let in_margin = place < page.height * MARGIN;
        Edge { page: index, part, at_top, place, outermost: rank == 0, in_margin, text, keys }
    };
    let top = sorted.iter().take(REACH).enumerate().map(|(rank, &(part, line))| edge(rank, part, line, true));
    let last = sorted.iter().rev().take(REACH).enumerate().map(|(rank, &(part, line))| edge(rank, part, line, false));
    top.chain(last).filter(|edge| edge.place < page.height * NUMBER_MARGIN).collect()
}

fn solid(text: &str) -> String {
    text.chars().filter(|&char| !is_blank(char)).map(zhengtu_text::fold_char).collect()
}

/// The text as it is; and, where a number stands at its beginning or end as that of a page does, with the
/// distance of that number from the number of the page.
fn keys(text: &str, page: usize) -> Vec<String> {
    let mut keys = vec![text.to_owned()];
    let ends = [NUMBER.find(text), NUMBER.find_iter(text).last()];
    for number in ends.into_iter().flatten() {
        if is_set_off(&text[..number.start()], &text[number.end()..]) {
            let distance = number.as_str().parse::<i64>().unwrap_or_default() - page as i64;
            keys.push(format!("{}\u{0}{distance}\u{0}{}", &text[..number.start()], &text[number.end()..]));
        }
    }
    keys.dedup();
    keys
}

/// Whether a number between these is set as that of a page: alone, between signs, or in 第…页.
fn is_set_off(before: &str, after: &str) -> bool {
    let sign = |char: char| "-—–―─_·.•~|/".contains(char);
    let named = before.ends_with('第') && after.starts_with('页');
    let at_end = before.chars().all(sign) || after.chars().all(sign);
    let apart = before.chars().next_back().is_none_or(sign) && after.chars().next().is_none_or(sign);
    named || (at_end && apart)
}

/// Which edges are the numbers of their pages.
fn page_numbers(edges: &[Edge], pages: usize) -> Vec<bool> {
    let mut numbers: Vec<bool> = edges.iter().map(|edge| follows_the_pages(edge, edges)).collect();
    let numbered: BTreeSet<usize> =
        edges.iter().zip(&numbers).filter(|(_, number)| **number).map(|(edge, _)| edge.page).collect();
    for (edge, number) in edges.iter().zip(&mut numbers) {
        *number |= !numbered.contains(&edge.page) && looks_like_one(edge, edges, pages);
    }
    numbers
}

fn page_numbers_near<'e>(edge: &'e Edge, edges: &'e [Edge]) -> impl Iterator<Item = &'e Edge> {
    let near = of_pages(edges, edge.page.saturating_sub(NEAR_PAGES), edge.page + NEAR_PAGES).1;
    near.iter().filter(move |other| {
        other.page != edge.page && other.at_top == edge.at_top && PAGE_NUMBER.is_match(&other.text)
    })
}

/// The edges of some pages, and the place of the first of them. Edges come page by page.
fn of_pages(edges: &[Edge], first: usize, last: usize) -> (usize, &[Edge]) {
    let from = edges.partition_point(|edge| edge.page < first);
    (from, &edges[from..edges.partition_point(|edge| edge.page <= last)])
}

/// Whether an edge has the form of a page number, and the number of a page near by, at the same place, differs
/// from it as the pages do.
fn follows_the_pages(edge: &Edge, edges: &[Edge]) -> bool {
    let agrees = |other: &Edge| {
        (other.place - edge.place).abs() <= PLACE && other.keys.iter().skip(1).any(|key| edge.keys.contains(key))
    };
    PAGE_NUMBER.is_match(&edge.text) && page_numbers_near(edge, edges).any(agrees)
}

/// Whether an edge of a page without another number has the form of one, where no page near by has any.
fn looks_like_one(edge: &Edge, edges: &[Edge], pages: usize) -> bool {
    if !edge.in_margin || !edge.outermost || !PAGE_NUMBER.is_match(&edge.text) {
        return false;
    }
    let decorated = !edge.text.chars().all(|char| char.is_ascii_digit());
    decorated || pages == 1 || page_numbers_near(edge, edges).next().is_none()
}

/// Which edges are headers or footers.
fn returning(edges: &[Edge], numbers: &[bool], pages: usize) -> Vec<bool> {
    let mut groups: BTreeMap<(bool, &str), Vec<usize>> = BTreeMap::new();
    for (index, edge) in edges.iter().enumerate() {
        if edge.in_margin && !starts::number(&edge.text) && !starts::annex(&edge.text) {
            for key in &edge.keys {
                groups.entry((edge.at_top, key)).or_default().push(index);
            }
        }
    }
    // What returns at one place, before it is asked what else stands there.
    let mut groups: Vec<Vec<usize>> = groups.into_values().flat_map(|group| at_one_place(group, edges)).collect();
    groups.retain(|group| is_often(group, edges, pages));
    let mut candidates = numbers.to_vec();
    groups.iter().flatten().for_each(|&index| candidates[index] = true);
    let mut returning = vec![false; edges.len()];
    for group in groups.iter().filter(|group| owns_its_place(group, edges, &candidates)) {
        group.iter().for_each(|&index| returning[index] = true);
    }
    returning
}

/// The edges of a group, those at one place together.
fn at_one_place(mut group: Vec<usize>, edges: &[Edge]) -> Vec<Vec<usize>> {
    group.sort_by(|&a, &b| edges[a].place.total_cmp(&edges[b].place));
    group.chunk_by(|&a, &b| edges[b].place - edges[a].place <= PLACE).map(<[usize]>::to_vec).collect()
}

/// The first and the last page of a group.
fn reach(group: &[usize], edges: &[Edge]) -> (usize, usize) {
    let pages = || group.iter().map(|&index| edges[index].page);
    (pages().min().unwrap_or_default(), pages().max().unwrap_or_default())
}

/// Whether a group returns on enough pages: on all of few, or on two of five of those that it reaches over.
fn is_often(group: &[usize], edges: &[Edge], pages: usize) -> bool {
    if pages <= RETURNS {
        return pages > 1 && group.len() >= pages;
    }
    let (first, last) = reach(group, edges);
    group.len() >= RETURNS && group.len() * 5 >= (last - first + 1) * 2
}

/// Whether next to nothing but furniture stands at the place of a group: a line of the text that happens to
/// return has others in its place on other pages.
fn owns_its_place(group: &[usize], edges: &[Edge], candidates: &[bool]) -> bool {
    let (first, last) = reach(group, edges);
    let Some(of) = group.first().map(|&index| &edges[index]) else { return false };
    let (from, reached) = of_pages(edges, first, last);
    let there = reached
        .iter()
        .zip(&candidates[from..])
        .filter(|(edge, _)| edge.at_top == of.at_top && (edge.place - of.place).abs() <= PLACE);
    let (own, other): (Vec<_>, Vec<_>) = there.partition(|(_, candidate)| **candidate);
    other.len() * 4 <= own.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn page_numbers_are_told_by_their_form() {
        for text in ["— 12 —", "-3-", "17", "第 3 页 共 10 页", "3/10", "－ ２ －"] {
            assert!(PAGE_NUMBER.is_match(&solid(text)), "{text}");
        }
        for text in ["2021年", "1.总体要求", "第3条", "12个", "（一）"] {
            assert!(!PAGE_NUMBER.is_match(&solid(text)), "{text}");
        }
    }

    #[test]
    fn only_a_number_that_is_set_off_may_be_that_of_the_page() {
        for text in ["政府公报·3", "3|政府公报", "方案第3页", "—3—"] {
            assert_eq!(keys(text, 2)[1..], keys(&text.replace('3', "4"), 3)[1..], "{text}");
            assert_eq!(keys(text, 2).len(), 2, "{text}");
        }
        for text in ["附件3", "第3批项目", "3年内完成", "完成3项"] {
            assert_eq!(keys(text, 2).len(), 1, "{text}");
        }
    }
}
