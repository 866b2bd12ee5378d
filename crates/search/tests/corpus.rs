//! The index over the plan that ships with the project, a paragraph a clause.

mod support;

use support::{index_of, plan_lines};
use zhengtu_search::{AliasGroups, Error, Index, NoAliases, Order, Page, Query, write};

fn paths(index: &Index, query: &str) -> Vec<String> {
    let page = Page { limit: None, ..Page::default() };
    let results = index.search(&Query::parse(query).unwrap(), &page, &NoAliases).unwrap();
    results.hits.into_iter().map(|hit| hit.path).collect()
}

#[test]
fn every_run_of_characters_on_the_page_is_found() {
    let facts = plan_lines();
    let (_dir, index) = index_of(&facts);
    for (at, clause) in facts.clauses.iter().enumerate().step_by(7) {
        let chars: Vec<char> = clause.text.chars().collect();
        for len in [2, 3, 5, 9] {
            let start = (at * 13) % chars.len().max(1);
            let Some(run) = chars.get(start..start + len) else { continue };
            let run: String = run.iter().collect();
            if let Ok(query) = Query::parse(&format!("\"{}\"", run.replace(['"', '“', '”'], ""))) {
                let page = Page { limit: None, ..Page::default() };
                let found = index.search(&query, &page, &NoAliases).unwrap();
                assert!(found.hits.iter().any(|hit| hit.path == clause.path), "{run:?} of {}", clause.path);
            }
        }
    }
}
