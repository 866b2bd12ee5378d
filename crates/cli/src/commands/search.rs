//! `zhengtu search`: clauses by words.

use crate::args::{HitFormat, Search, SearchOrder};
use crate::failure::Failure;
use crate::lang::Lang;
use crate::output::{self, Out};
use crate::session;
use std::collections::BTreeSet;
use std::io::{IsTerminal, Write};
use std::ops::Range;
use zhengtu_kb::KnowledgeBase;
use zhengtu_model::{Date, Role};
use zhengtu_reader::OcrChoice;
use zhengtu_say::{self as say, Titles};
use zhengtu_search::{FacetCount, Facets, Filters, Hit, HitKind, Most, Neighbour, Order, Page, Query, Results};

/// Searches and prints a page of hits.
pub fn run(options: &Search, lang: Lang, ocr: &OcrChoice) -> Result<(), Failure> {
    let kb = session::open(&options.kb, lang, ocr)?;
    let mut within = Filters::default();
    if options.kb.scope.narrows() {
        within.keep_to(kb.documents().map(|entry| entry.name.clone()).collect());
    }
    let query = Query::parse_with(&typed(options), within).map_err(zhengtu_search::Error::from)?;
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
        today: Some(today(options)?),
    };
    let aliases = kb.aliases();
    let results = kb.index()?.search(&query, &page, &aliases)?;
    let mut out = output::stdout();
    match options.format {
        HitFormat::Jsonl => output::json_lines(&mut out, &results.hits),
        HitFormat::Text => {
            Printer { titles: &titles(&kb, &results)?, lang }.print(&mut out, &query, &results, page.offset)
        }
    }
}

/// What the documents of the hits are called; all documents where facets count them.
fn titles(kb: &KnowledgeBase, results: &Results) -> Result<Titles, Failure> {
    if results.facets.is_some() {
        return session::titles(kb);
    }
    let docs: BTreeSet<&str> = results.hits.iter().map(|hit| hit.doc.as_str()).collect();
    Ok(Titles::among(kb.headings()?.iter(), &docs))
}

fn today(options: &Search) -> Result<Date, Failure> {
    options.today.as_deref().map_or_else(|| Ok(session::today()), |day| session::day("--today", day))
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
    typed
}

/// Prints what was found for people.
struct Printer<'a> {
    titles: &'a Titles,
    lang: Lang,
}

impl Printer<'_> {
    fn print(&self, out: &mut Out, query: &Query, results: &Results, offset: usize) -> Result<(), Failure> {
        let lang = self.lang;
        for (name, others) in &results.expanded {
            writeln!(out, "{}{name} → {}", lang.pick("同义：", "also: "), others.join("、"))?;
        }
        for (typed, meant) in &results.replaced {
            writeln!(out, "{}{typed} → {meant}", lang.pick("没有这样写的，按同音词查：", "not found so; by sound: "))?;
        }
        // Those that have most of the words stand last, under a line that says so.
        let all = results.hits.len().min(results.total.saturating_sub(offset));
        for (number, hit) in (offset + 1..).zip(&results.hits[..all]) {
            self.print_hit(out, number, hit)?;
        }
        match results.total {
            0 => print_nothing(out, query, results, lang)?,
            total => print_total(out, total, results.more, offset + 1..offset + all, lang)?,
        }
        if let Some(most) = results.most.as_ref().filter(|_| all < results.hits.len()) {
            print_most(out, most, lang)?;
            for (number, hit) in (offset + all + 1..).zip(&results.hits[all..]) {
                self.print_hit(out, number, hit)?;
            }
        }
        if let Some(facets) = &results.facets {
            self.print_facets(out, facets)?;
        }
        Ok(out.flush()?)
    }

    fn print_hit(&self, out: &mut Out, number: usize, hit: &Hit) -> Result<(), Failure> {
        let lang = self.lang;
        for neighbour in &hit.before {
            print_neighbour(out, neighbour)?;
        }
        let page = hit.evidence.page.map(|page| format!(" {}", say::page(page, lang))).unwrap_or_default();
        let (part, line) = (self.titles.part(&hit.doc, hit.part, lang), say::line(hit.evidence.line, lang));
        let doc = self.titles.beside(&hit.doc);
        writeln!(out, "{number}. {part} {}  〔{doc} {line}{page}〕", hit.title)?;
        writeln!(out, "   {}", mark(hit))?;
        if let Some(task) = of_task(hit, lang) {
            writeln!(out, "   {task}")?;
        }
        if !hit.missing.is_empty() {
            writeln!(out, "   {}{}", lang.pick("不含：", "without: "), hit.missing.join("、"))?;
        }
        for neighbour in &hit.after {
            print_neighbour(out, neighbour)?;
        }
        Ok(())
    }

    fn print_facets(&self, out: &mut Out, facets: &Facets) -> Result<(), Failure> {
        let lang = self.lang;
        let same = |value: &str| value.to_owned();
        let doc = |value: &str| self.titles.title(value).to_owned();
        let level =
            |value: &str| value.parse().map_or_else(|()| value.to_owned(), |one| say::level(one, lang).to_owned());
        let part = |value: &str| {
            value.parse().map_or_else(|_| value.to_owned(), |part: u32| self.titles.part_of_all(part, lang))
        };
        let role = |value: &str| {
            let role = Role::ALL.into_iter().find(|role| role.name() == value);
            role.map_or_else(|| value.to_owned(), |role| say::role(role, lang).to_owned())
        };
        let kind = |value: &str| HitKind::named(value).map_or(value, |kind| hit_kind(kind, lang)).to_owned();
        let groups: [(&str, &[FacetCount], Wording<'_>); 10] = [
            (lang.pick("文件", "document"), &facets.doc, &doc),
            (lang.pick("地区", "place"), &facets.place, &same),
            (lang.pick("级别", "level"), &facets.level, &level),
            (lang.pick("年份", "year"), &facets.year, &same),
            (lang.pick("文种", "kind of document"), &facets.form, &same),
            (lang.pick("部分", "part"), &facets.part, &part),
            (lang.pick("单位", "unit"), &facets.unit, &same),
            (lang.pick("角色", "role"), &facets.role, &role),
            (lang.pick("到期月份", "due month"), &facets.month, &same),
            (lang.pick("种类", "kind"), &facets.kind, &kind),
        ];
        for (name, counts, said) in groups {
            let counts: Vec<String> =
                counts.iter().take(12).map(|facet| format!("{} {}", said(&facet.value), facet.count)).collect();
            writeln!(out, "{name}：{}", counts.join("，"))?;
        }
        Ok(())
    }
}

fn print_total(out: &mut Out, total: usize, more: bool, shown: Range<usize>, lang: Lang) -> Result<(), Failure> {
    let more = if more { lang.pick(" 以上", " or more") } else { "" };
    let (first, last) = (shown.start.min(shown.end), shown.end);
    Ok(match lang {
        Lang::Zh => writeln!(out, "共命中 {total}{more} 条，现列 {first}–{last}"),
        Lang::En => writeln!(out, "hits: {total}{more}; shown {first}–{last}"),
    }?)
}

fn print_nothing(out: &mut Out, query: &Query, results: &Results, lang: Lang) -> Result<(), Failure> {
    let none = match results.most {
        Some(_) => lang.pick("没有条款含有全部字词：", "no clause has all words: "),
        None => lang.pick("没有命中：", "no hit: "),
    };
    writeln!(out, "{none}{}", query.typed())?;
    for suggestion in &results.suggestions {
        let (total, reason) = (suggestion.total, &suggestion.reason);
        writeln!(out, "  {}（{total} 条，{reason}）", suggestion.query)?;
    }
    Ok(())
}

fn print_most(out: &mut Out, most: &Most, lang: Lang) -> Result<(), Failure> {
    let absent = match most.absent.join("、") {
        absent if absent.is_empty() => String::new(),
        absent => format!("{}{absent}", lang.pick("；没有条款提到：", "; in no clause: ")),
    };
    Ok(match lang {
        Lang::Zh => writeln!(out, "以下 {} 条只含其中大部分{absent}", most.total),
        Lang::En => writeln!(out, "{} with most of the words{absent}", most.total),
    }?)
}

/// Units and deadline of the task that a hit belongs to.
fn of_task(hit: &Hit, lang: Lang) -> Option<String> {
    let deadline = hit.deadline.as_ref()?;
    let units: Vec<String> =
        hit.units.iter().map(|unit| format!("{}（{}）", unit.name, say::role(unit.role, lang))).collect();
    let due = format!("{}{}", lang.pick("时限：", "due: "), say::deadline(deadline, lang));
    Some(if units.is_empty() { due } else { format!("{}  {due}", units.join("、")) })
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

/// How a value of a facet is said.
type Wording<'a> = &'a dyn Fn(&str) -> String;

fn hit_kind(kind: HitKind, lang: Lang) -> &'static str {
    match kind {
        HitKind::Task => lang.pick("任务", "task"),
        HitKind::Target => lang.pick("目标", "target"),
        HitKind::Clause => lang.pick("条款", "clause"),
        HitKind::Heading => lang.pick("标题", "heading"),
    }
}
