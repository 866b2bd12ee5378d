//! `zhengtu search`: clauses by words.

use crate::args::{HitFormat, Search, SearchOrder};
use crate::failure::Failure;
use crate::lang::Lang;
use crate::output::{self, Out};
use crate::session;
use std::io::{IsTerminal, Write};
use zhengtu_reader::OcrChoice;
use zhengtu_say as say;
use zhengtu_search::{FacetCount, Facets, Hit, Neighbour, Order, Page, Query, Results};

/// Searches and prints a page of hits.
pub fn run(options: &Search, lang: Lang, ocr: &OcrChoice) -> Result<(), Failure> {
    let kb = session::open(&options.kb, lang, ocr)?;
    let query = Query::parse(&typed(options)).map_err(zhengtu_search::Error::from)?;
    let limit = (!options.all).then_some(options.limit);
    let page = Page {
        offset: if options.all { 0 } else { (options.page as usize - 1) * options.limit },
        limit,
        order: match options.sort {
            SearchOrder::Relevance => Order::Relevance,
            SearchOrder::Document => Order::Document,
            SearchOrder::Deadline => Order::Deadline,
        },
        context: options.context,
        facets: options.facets,
    };
    let aliases = kb.aliases();
    let results = kb.index()?.search(&query, &page, &aliases)?;
    let mut out = output::stdout();
    match options.format {
        HitFormat::Jsonl => output::json_lines(&mut out, &results.hits),
        HitFormat::Text => print(&mut out, &query, &results, page.offset, lang),
    }
}

/// The query with the conditions given as options, in the query language.
fn typed(options: &Search) -> String {
    let mut typed = options.query.join(" ");
    let filters = [
        ("单位", &options.unit),
        ("牵头", &options.lead),
        ("部分", &options.part),
        ("截止", &options.due),
        ("类型", &options.kind),
    ];
    for (name, values) in filters {
        for value in values {
            typed += &format!(" {name}:{value}");
        }
    }
    if let Some(doc) = &options.kb.doc {
        typed += &format!(" 文件:{doc}");
    }
    typed
}

fn print(out: &mut Out, query: &Query, results: &Results, offset: usize, lang: Lang) -> Result<(), Failure> {
    for (name, others) in &results.expanded {
        writeln!(out, "{}{name} → {}", lang.pick("同义：", "also: "), others.join("、"))?;
    }
    for (number, hit) in (offset + 1..).zip(&results.hits) {
        print_hit(out, number, hit, lang)?;
    }
    if results.total == 0 {
        writeln!(out, "{}{}", lang.pick("没有命中：", "no hit: "), query.typed())?;
        for suggestion in &results.suggestions {
            let (total, reason) = (suggestion.total, &suggestion.reason);
            writeln!(out, "  {}（{total} 条，{reason}）", suggestion.query)?;
        }
    } else {
        let last = offset + results.hits.len();
        writeln!(
            out,
            "{}{} {} {}–{last}",
            lang.pick("共命中 ", "hits: "),
            results.total,
            lang.pick("条，现列", "; shown"),
            (offset + 1).min(last)
        )?;
    }
    if let Some(facets) = &results.facets {
        print_facets(out, facets, lang)?;
    }
    Ok(out.flush()?)
}

fn print_hit(out: &mut Out, number: usize, hit: &Hit, lang: Lang) -> Result<(), Failure> {
    for neighbour in &hit.before {
        print_neighbour(out, neighbour)?;
    }
    let page = hit.evidence.page.map(|page| match lang {
        Lang::Zh => format!(" 第{page}页"),
        Lang::En => format!(" page {page}"),
    });
    let (part, line) = (say::part(hit.part, lang), say::line(hit.evidence.line, lang));
    writeln!(out, "{number}. {part} {}  〔{} {line}{}〕", hit.title, hit.doc, page.unwrap_or_default())?;
    writeln!(out, "   {}", mark(hit))?;
    for neighbour in &hit.after {
        print_neighbour(out, neighbour)?;
    }
    Ok(())
}

fn print_neighbour(out: &mut Out, neighbour: &Neighbour) -> Result<(), Failure> {
    Ok(writeln!(out, "   ┆ {}", neighbour.text.replace('\n', " "))?)
}

/// The snippet with what matches set off: bold on a terminal, in 【】 elsewhere.
fn mark(hit: &Hit) -> String {
    let (open, close) = if std::io::stdout().is_terminal() { ("\u{1b}[1;31m", "\u{1b}[0m") } else { ("【", "】") };
    let mut marked = String::new();
    for (at, char) in hit.snippet.chars().enumerate() {
        if hit.highlights.iter().any(|[start, _]| *start == at) {
            marked += open;
        }
        marked.push(if char == '\n' { ' ' } else { char });
        if hit.highlights.iter().any(|[_, end]| *end == at + 1) {
            marked += close;
        }
    }
    marked
}

fn print_facets(out: &mut Out, facets: &Facets, lang: Lang) -> Result<(), Failure> {
    let groups: [(&str, &[FacetCount]); 6] = [
        (lang.pick("文件", "document"), &facets.doc),
        (lang.pick("部分", "part"), &facets.part),
        (lang.pick("单位", "unit"), &facets.unit),
        (lang.pick("角色", "role"), &facets.role),
        (lang.pick("到期月份", "due month"), &facets.month),
        (lang.pick("种类", "kind"), &facets.kind),
    ];
    for (name, counts) in groups {
        let counts: Vec<String> =
            counts.iter().take(12).map(|facet| format!("{} {}", facet.value, facet.count)).collect();
        writeln!(out, "{name}：{}", counts.join("，"))?;
    }
    Ok(())
}
