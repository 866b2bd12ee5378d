//! The pages of a long list: a few rows on the screen, all of them on paper.

use crate::call::Page;
use crate::shell::Shell;

/// How many rows a page of a table has.
pub const PAGE: usize = 50;
/// Up to how many rows a page holds those of the other pages too, for paper. More would make every page heavy; then it
/// says on paper which rows are there and where all are.
const PRINTED: usize = 2_000;
/// How many rows are listed at most where all are asked for; a file holds more.
pub const MOST: usize = 10_000;

/// Where a page stands among the pages of a long list.
pub struct Pager {
    /// The number of the first row shown, from 1; 0 where there is none.
    pub first: usize,
    /// The number of the last.
    pub last: usize,
    /// How many there are.
    pub total: usize,
    /// How many pages there are.
    pub pages: usize,
    /// The page before.
    pub previous: Option<String>,
    /// The page after.
    pub next: Option<String>,
    /// All of them on one page, where this one does not show all.
    pub all: Option<String>,
    /// The first and the last page, where there is no page of the number asked for.
    pub beyond: Option<(String, String)>,
    /// Whether the rows of the other pages are there too, for paper.
    pub whole: bool,
}

impl Pager {
    /// The page of `total` rows that is asked for, `size` a page.
    pub fn new(shell: &Shell, total: usize, page: Page, size: usize) -> Self {
        let to = |page: usize| shell.with("page", &page.to_string());
        let pages = total.div_ceil(size).max(1);
        let (before, last) = match page {
            Page::All => (0, total.min(MOST)),
            Page::Number(page) => {
                let before = page.saturating_sub(1).saturating_mul(size).min(total);
                (before, before.saturating_add(size).min(total))
            }
        };
        let shown = last > before;
        let number = match page {
            Page::All => 1,
            Page::Number(number) => number,
        };
        Self {
            first: if shown { before + 1 } else { 0 },
            last,
            total,
            pages,
            previous: (shown && before > 0).then(|| to(number - 1)),
            next: (shown && last < total && page != Page::All).then(|| to(number + 1)),
            all: (shown && page != Page::All && last - before < total).then(|| shell.with("page", Page::ALL)),
            beyond: (!shown && total > 0).then(|| (to(1), to(pages))),
            whole: shown && total <= PRINTED,
        }
    }

    /// The rows that the page holds, each with whether it is there for paper only.
    pub fn listed<'a, T>(&self, rows: &'a [T]) -> impl Iterator<Item = (&'a T, bool)> {
        let (from, to) = (self.first.saturating_sub(1), if self.first == 0 { 0 } else { self.last });
        let held = if self.whole { 0..rows.len() } else { from..to.min(rows.len()) };
        held.filter_map(move |at| Some((rows.get(at)?, at < from || at >= to)))
    }

    /// Whether rows are missing on paper.
    pub fn is_part(&self) -> bool {
        self.first > 0 && !self.whole && (self.first > 1 || self.last < self.total)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Lang;

    fn pager(total: usize, page: Page) -> Pager {
        let shell = Shell {
            lang: Lang::Zh,
            explicit: false,
            path: "/tasks".into(),
            pairs: vec![("unit".into(), "a".into())],
            title: String::new(),
            conditions: Vec::new(),
            base: String::new(),
            titles: Default::default(),
            bodies: Default::default(),
            desk: Default::default(),
        };
        Pager::new(&shell, total, page, 50)
    }

    fn seen(pager: &Pager, total: usize) -> (usize, usize) {
        let rows: Vec<usize> = (1..=total).collect();
        let on: Vec<usize> = pager.listed(&rows).filter(|(_, off)| !off).map(|(row, _)| *row).collect();
        assert!(on.is_empty() || (on[0], on[on.len() - 1]) == (pager.first, pager.last));
        (on.len(), pager.listed(&rows).count())
    }

    #[test]
    fn a_page_shows_its_rows_and_holds_all_for_paper() {
        for (page, shown) in [(Page::Number(1), 50), (Page::Number(7), 28), (Page::All, 328)] {
            assert_eq!(seen(&pager(328, page), 328), (shown, 328), "{page:?}");
        }
        let middle = pager(328, Page::Number(2));
        assert_eq!(middle.all.as_deref(), Some("/tasks?unit=a&page=all"));
        assert!(middle.previous.is_some() && middle.next.is_some() && !middle.is_part());
        let short = pager(20, Page::Number(1));
        assert!(short.all.is_none() && short.next.is_none() && seen(&short, 20) == (20, 20));
    }

    #[test]
    fn a_list_too_long_for_every_page_says_so_on_paper_and_is_listed_whole_when_asked() {
        let long = pager(6_000, Page::Number(1));
        assert!(long.is_part() && long.all.is_some());
        assert_eq!(seen(&long, 6_000), (50, 50));
        let all = pager(6_000, Page::All);
        assert_eq!((seen(&all, 6_000), all.is_part(), all.all.is_none()), ((6_000, 6_000), false, true));
        let most = pager(20_000, Page::All);
        assert!(most.is_part() && most.last == MOST);
    }

    #[test]
    fn a_page_beyond_the_last_leads_back() {
        let beyond = pager(328, Page::Number(999));
        let (first, last) = beyond.beyond.clone().unwrap();
        assert_eq!((first.as_str(), last.as_str()), ("/tasks?unit=a&page=1", "/tasks?unit=a&page=7"));
        assert_eq!((seen(&beyond, 328), beyond.next), ((0, 0), None));
        assert!(pager(0, Page::Number(3)).beyond.is_none());
        assert!(pager(1, Page::Number(usize::MAX)).beyond.is_some());
    }
}
