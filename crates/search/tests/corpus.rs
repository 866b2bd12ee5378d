//! The index over the plan that ships with the project.

mod support;

use std::collections::BTreeSet;
use support::{index_of, lines, made_plans, plan, plan_text, read};
use zhengtu_lexicon::testing::lexicon;
use zhengtu_model::{Bodies, ClauseKind, DocumentFacts};
use zhengtu_search::{
    AliasGroups, Blocks, Error, FilterName, Filters, Hit, HitKind, Index, NoAliases, Order, Page, Part, Query, Results,
    Thesaurus, is_read_in_pieces, merge, write, write_among,
};

fn search(index: &Index, query: &str) -> Results {
    let page = Page { limit: None, facets: true, ..Page::default() };
    index.search(&Query::parse(query).unwrap(), &page, &NoAliases).unwrap()
}

fn paths(index: &Index, query: &str) -> Vec<String> {
    search(index, query).hits.into_iter().map(|hit| format!("{}:{}", hit.part, hit.path)).collect()
}

#[test]
fn every_run_of_characters_on_the_page_is_found() {
    let facts = lines("plan.txt", &plan_text());
    let (_dir, index) = index_of(&facts);
    for (at, clause) in facts.clauses.iter().enumerate().step_by(7) {
        let chars: Vec<char> = clause.text.chars().collect();
        for len in [2, 3, 5, 9] {
            let start = (at * 13) % chars.len();
            let Some(run) = chars.get(start..start + len) else { continue };
            // A number is found as the number that it is, and not as a part of another one.
            let splits = |at: usize| at > 0 && chars.get(at - 1..=at).is_some_and(|two| two.iter().all(is_of_number));
            if splits(start) || splits(start + len) {
                continue;
            }
            let run: String = run.iter().collect();
            let typed = [format!("\"{}\"", run.replace(['"', '“', '”'], "")), run.clone()];
            for query in
                typed.iter().filter_map(|typed| Query::parse(typed).ok()).filter(|query| query.filters.is_empty())
            {
                let page = Page { limit: None, ..Page::default() };
                let found = index.search(&query, &page, &NoAliases).unwrap();
                assert!(found.hits.iter().any(|hit| hit.path == clause.path), "{query:?} of {}", clause.path);
            }
        }
    }
}

fn is_of_number(char: &char) -> bool {
    char.is_ascii_digit() || matches!(char, '.' | '．' | ',' | '，')
}

/// Files of an index of which only pieces are read, with a byte turned in one after the other: what is answered is right, or
/// the file is named; nothing panics.
#[test]
fn a_byte_that_is_used_is_as_it_was_written() {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path().join("index");
    write(&dir, [&plan()]).unwrap();
    let names = std::fs::read_dir(&dir).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut files: Vec<(String, Vec<u8>)> = names
        .filter(|name| is_read_in_pieces(name))
        .map(|name| (name.clone(), std::fs::read(dir.join(name)).unwrap()))
        .collect();
    files.sort();
    let blocks = files.iter().filter_map(|(name, bytes)| Some((name.clone(), Blocks::of(bytes)?))).collect();
    let part = Part { dir: dir.clone(), blocks, ..Part::default() };
    files.retain(|(name, _)| part.blocks.contains_key(name));
    assert!(files.len() > 3, "{:?}", part.blocks.keys());
    let queries =
        ["税务局", "不动产登记 办理时间", "“互联网+不动产登记”", "牵头:税务局 截止:今年", "登计", "县税务局负责什么"];
    let asked = || -> Result<Vec<Vec<(String, String)>>, Error> {
        let index = Index::open_all(std::slice::from_ref(&part))?;
        let page = Page { limit: Some(20), facets: true, ..Page::default() };
        let of = |hits: Vec<Hit>| hits.into_iter().map(|hit| (hit.id, hit.snippet)).collect();
        let each = queries.iter().map(|query| {
            let query = Query::parse(query).unwrap();
            Ok(of(index.search(&query, &page, &Thesaurus::new(lexicon()))?.hits))
        });
        let mut found: Vec<Vec<(String, String)>> = each.collect::<Result<_, Error>>()?;
        found.push(of(index.best("不动产登记归谁管", &Filters::default(), 5, &NoAliases)?));
        Ok(found)
    };
    let right = asked().unwrap();
    let (mut same, mut refused) = (0, 0);
    for (name, bytes) in &files {
        for at in (0..24).map(|step| (step * 7919 + 31 * step) % bytes.len()).chain([bytes.len() - 1]) {
            let mut turned = bytes.clone();
            turned[at] ^= 1 << (at % 8);
            std::fs::write(dir.join(name), &turned).unwrap();
            match asked() {
                Ok(found) => {
                    assert!(found == right, "{name}, byte {at}");
                    same += 1;
                }
                Err(error) => {
                    assert!(error.to_string().contains(dir.to_str().unwrap()), "{name}, byte {at}: {error}");
                    refused += 1;
                }
            }
        }
        std::fs::write(dir.join(name), bytes).unwrap();
    }
    assert!(same > 0 && refused > 0, "{same} as before, {refused} refused");
}

#[test]
fn an_index_in_several_parts_answers_as_one_and_so_does_what_they_are_merged_into() {
    let all: Vec<DocumentFacts> = std::iter::once(plan()).chain(made_plans()).collect();
    let mut sorted: Vec<&DocumentFacts> = all.iter().collect();
    sorted.sort_by(|a, b| a.info.name.cmp(&b.info.name));
    let bodies = Bodies::of(sorted.iter().copied());
    let folder = tempfile::tempdir().unwrap();
    let whole = folder.path().join("whole");
    write_among(&whole, sorted.iter().copied(), &bodies).unwrap();
    // Earlier forms of two of the plans stand in the first part, whose places others have taken.
    let old: Vec<DocumentFacts> = all[2..]
        .iter()
        .map(|facts| {
            let text = "县税务局优化营商环境，压缩办理时间\n2030年底前完成不动产登记\n".repeat(40);
            DocumentFacts { clauses: lines(&facts.info.name, &text).clauses, ..facts.clone() }
        })
        .collect();
    let written: [(Vec<&DocumentFacts>, &[&str]); 4] = [
        (vec![&old[0], &all[1], &old[1]], &[&old[0].info.name, &old[1].info.name]),
        (vec![&all[3]], &[]),
        (vec![], &[]),
        (vec![&all[2], &all[0]], &[]),
    ];
    let parts: Vec<Part> = (0..)
        .zip(&written)
        .map(|(number, (documents, without))| {
            let dir = folder.path().join(format!("part-{number}"));
            write_among(&dir, documents.iter().copied(), &bodies).unwrap();
            let without = without.iter().map(|&name| name.to_owned()).collect::<BTreeSet<_>>();
            Part { dir, without, ..Part::default() }
        })
        .collect();
    let merged = folder.path().join("merged");
    merge(&merged, &parts).unwrap();
    let one = Index::open(&whole).unwrap();
    for other in [Index::open_all(&parts).unwrap(), Index::open(&merged).unwrap()] {
        assert_eq!(other.len(), one.len());
        for query in [
            "税务局",
            "优化营商环境",
            "压缩办理时间",
            "牵头:税务局 截止:<=2021-06",
            "县",
            "“不动产登记”",
            "不动产登记 2030",
            "工作 -税务局",
            "类型:目标",
            "单位:财政局",
            "发改委",
            "登计",
            "没有这样的词",
            "地区:清河",
            "年份:2021 改革",
            "推进",
        ] {
            let Ok(parsed) = Query::parse(query) else { panic!("{query}") };
            for page in [
                Page::default(),
                Page { limit: None, facets: true, context: 1, ..Page::default() },
                Page { order: Order::Deadline, limit: Some(30), ..Page::default() },
                Page { order: Order::Document, offset: 5, ..Page::default() },
            ] {
                let answer = |index: &Index| format!("{:#?}", index.search(&parsed, &page, &NoAliases).unwrap());
                assert_eq!(answer(&other), answer(&one), "{query} {page:?}");
            }
            let best = |index: &Index| format!("{:?}", index.best(query, &Filters::default(), 5, &NoAliases).unwrap());
            assert_eq!(best(&other), best(&one), "{query}");
        }
    }
}

#[test]
fn words_in_any_order_match_and_a_phrase_only_as_it_stands() {
    let facts = lines("a.txt", "经济社会发展\n发展经济\n经济发展\n能源，消耗");
    let (_dir, index) = index_of(&facts);
    assert_eq!(search(&index, "经济 发展").total, 3);
    assert_eq!(paths(&index, "“经济发展”"), ["0:3"]);
    assert_eq!(search(&index, "能源消耗").total, 1);
    assert_eq!(search(&index, "“能源消耗”").total, 0);
    assert_eq!(search(&index, "能").total, 1);
}

#[test]
fn filters_keep_to_units_roles_parts_dates_and_kinds() {
    let (_dir, index) = index_of(&plan());
    let led = search(&index, "牵头:税务局 截止:<=2021-06 部分:附件6");
    assert_eq!(led.total, 8);
    assert!(led.hits.iter().all(|hit| hit.part == 6 && hit.kind == HitKind::Task));
    assert_eq!(search(&index, "lead:税务局 due:<=2021-06 part:6").total, 8);
    assert_eq!(search(&index, "牵头:税务局 部分:6 -发票").total + search(&index, "牵头:税务局 部分:6 发票").total, 21);
    let targets = search(&index, "类型:目标 部分:12");
    assert!(targets.total > 0 && targets.hits.iter().all(|hit| hit.kind == HitKind::Target));
    assert!(search(&index, "类型:标题").hits.iter().all(|hit| hit.kind == HitKind::Heading));
    let ongoing = search(&index, "截止:持续 部分:12");
    assert_eq!(ongoing.total, 13);
    assert_eq!(search(&index, "文件:wenxian 部分:6 牵头:税务局").total, 21);
}

#[test]
fn names_of_one_body_find_each_other() {
    let (_dir, index) = index_of(&plan());
    let query = Query::parse("发改委").unwrap();
    let plain = index.search(&query, &Page::default(), &NoAliases).unwrap();
    let expanded = index.search(&query, &Page::default(), &Thesaurus::new(lexicon())).unwrap();
    assert!(expanded.total > plain.total && expanded.total > 10);
    assert_eq!(expanded.expanded[0].0, "发改委");
    let groups = AliasGroups::new([vec!["住建局".to_owned(), "住房城乡建设局".to_owned()]]);
    let filter = Query::parse("牵头:县住建局 部分:2").unwrap();
    assert!(index.search(&filter, &Page::default(), &groups).unwrap().total >= 10);
}

#[test]
fn a_number_is_found_with_what_is_counted_and_not_within_another() {
    let facts = lines(
        "a.txt",
        "安排资金14亿元\n投资114亿元\n投资1.4亿元\n投资14500元\n不超过1%\n不超过11%\n压减至2个工作日\n压减至12个工作日",
    );
    let (_dir, index) = index_of(&facts);
    let found = |typed: &str| {
        let page = Page::default();
        let results = index.search(&Query::parse(typed).unwrap(), &page, &Thesaurus::new(lexicon())).unwrap();
        results.hits.iter().map(|hit| hit.path.clone()).collect::<Vec<_>>()
    };
    for (typed, line) in
        [("14亿元", "1"), ("114亿元", "2"), ("1.4亿", "3"), ("14500元", "4"), ("1%", "5"), ("2个工作日", "7")]
    {
        assert_eq!(found(typed), [line], "{typed}");
    }
    assert_eq!(found("不超过1%")[0], "5");
}

#[test]
fn short_forms_of_bodies_find_all_their_names() {
    let facts =
        lines("a.txt", "县人力资源和社会保障局牵头\n县人社局牵头\n县住建局牵头\n人力资源社会保障、教育等部门\n人社");
    let (_dir, index) = index_of(&facts);
    let page = Page::default();
    let results = index.search(&Query::parse("人社").unwrap(), &page, &Thesaurus::new(lexicon())).unwrap();
    let mut found: Vec<String> = results.hits.iter().map(|hit| hit.path.clone()).collect();
    found.sort();
    assert_eq!(found, ["1", "2", "4", "5"]);
    assert!(results.expanded[0].1.iter().all(|name| name != "人力社保局"), "{:?}", results.expanded);
}

#[test]
fn most_words_come_after_all_words_and_say_what_they_lack() {
    let facts = lines("a.txt", "企业上市培育\n企业上市培育和贷款\n上市公司贷款\n道路绿化");
    let (_dir, index) = index_of(&facts);
    let results = search_with(&index, "企业 上市 贷款");
    assert_eq!(results.total, 1);
    let lacks: Vec<(&str, &[String])> = results.hits.iter().map(|hit| (hit.path.as_str(), &hit.missing[..])).collect();
    assert_eq!(lacks[0], ("2", &[][..]));
    assert_eq!(lacks.len(), 3);
    assert!(lacks[1..].iter().all(|(_, missing)| missing.len() == 1), "{lacks:?}");
    let results = search_with(&index, "企业 上市 贷款 外汇");
    assert_eq!((results.total, results.hits[0].path.as_str()), (0, "2"));
    assert_eq!(results.most.unwrap().absent, ["外汇"]);
    assert!(search_with(&index, "“企业贷款”").hits.is_empty());
    assert!(search_with(&index, "外汇 -绿化").hits.is_empty());
}

#[test]
fn a_wrong_character_is_taken_for_the_word_that_sounds_so() {
    let (_dir, index) = index_of(&plan());
    let results = search_with(&index, "不动产登计");
    assert_eq!(results.replaced, [("登计".to_owned(), "登记".to_owned())]);
    assert!(results.total > 5 && results.hits[0].snippet.contains("登记"));
    assert!(search_with(&index, "不动产登记").replaced.is_empty());
    assert!(search_with(&index, "鲸鱼").hits.is_empty());
}

#[test]
fn traditional_characters_and_full_width_find_the_simplified_text() {
    let (_dir, index) = index_of(&plan());
    assert_eq!(paths(&index, "不動產登記"), paths(&index, "不动产登记"));
    assert_eq!(paths(&index, "５Ｇ"), paths(&index, "5g"));
}

#[test]
fn letters_find_units_by_their_first_sounds_where_they_are_asked_for() {
    let (_dir, index) = index_of(&plan());
    let by_letters = search(&index, "牵头:swj 部分:6");
    assert_eq!((by_letters.total, by_letters.hits.len()), (21, 21));
    let results = search(&index, "swj");
    assert_eq!(results.total, 0);
    assert!(results.suggestions.iter().any(|near| near.query == "单位:swj"), "{:?}", results.suggestions);
}

#[test]
fn captions_or_between_filters_and_days_of_the_year_keep_to_what_they_say() {
    let (_dir, index) = index_of(&plan());
    let total = |typed: &str| search(&index, typed).total;
    assert_eq!(total("牵头单位:税务局 部分:6"), total("牵头:税务局 部分:6"));
    assert!(total("责任单位：税务局 部分：5") >= total("负责:税务局 部分:5"));
    let (tax, finance) = (total("牵头:税务局 部分:0"), total("牵头:财政局 部分:0"));
    let either = total("牵头:税务局 或 牵头:财政局 部分:0");
    assert!(either >= tax.max(finance) && either <= tax + finance && finance > 0);
    assert_eq!(total("截止:6月底 部分:6"), total("截止:2021-06 部分:6"));
    assert_eq!(total("截止:6月底前 部分:6"), total("截止:2021-01..2021-06 部分:6"));
    let page = Page { limit: None, today: "2021-03-01".parse().ok(), ..Page::default() };
    let this_year = index.search(&Query::parse("截止:今年 部分:6").unwrap(), &page, &NoAliases).unwrap();
    assert_eq!(this_year.total, total("截止:2021 部分:6"));
    assert_eq!(total("年份:2021 部分:6"), total("部分:6"));
    assert_eq!(total("年份:2020"), 0);
    assert_eq!(total("地区:温县 部分:6"), total("部分:6"));
}

fn search_with(index: &Index, typed: &str) -> Results {
    index.search(&Query::parse(typed).unwrap(), &Page::default(), &Thesaurus::new(lexicon())).unwrap()
}

#[test]
fn hits_tell_place_trail_and_matches() {
    let text = plan_text();
    let (_dir, index) = index_of(&plan());
    let results = search(&index, "优化政策辅导");
    let hit = &results.hits[0];
    assert_eq!((hit.part, hit.path.as_str()), (6, "三/二/8"));
    assert!(hit.title.contains("附件") || hit.title.contains("缴纳税费"), "{}", hit.title);
    let snippet: Vec<char> = hit.snippet.chars().collect();
    assert!(!hit.highlights.is_empty());
    for &[start, end] in &hit.highlights {
        assert!("优化政策辅导".contains(&snippet[start..end].iter().collect::<String>()));
    }
    let passage: String = text.chars().skip(hit.evidence.start).take(hit.evidence.end - hit.evidence.start).collect();
    assert!(passage.replace(char::is_whitespace, "").contains("优化政策辅导"));
    assert_eq!(text.lines().nth(hit.evidence.line - 1).map(|line| line.contains("优化政策辅导")), Some(true));
    let json = serde_json::to_value(hit).unwrap();
    for field in ["doc", "part", "path", "kind", "score", "title", "snippet", "highlights", "evidence"] {
        assert!(json.get(field).is_some(), "{field}");
    }
}

#[test]
fn documents_are_told_apart_by_place_level_year_kind_and_their_bodies() {
    let plan = |name: &str, place: &str, title: &str, number: &str| {
        let text = format!(
            "{place}人民政府关于印发{title}的通知\n{number}\n各县（市、区）人民政府：\n{place}人民政府\n2021年3月1日\n\
            {title}\n一、主要任务\n（一）推进网上办理。逐项落实到位。\n责任单位：市财政局\n完成时限：2021年6月\n"
        );
        support::read(name, &text)
    };
    let documents = [
        plan("a.txt", "广元市", "广元市政务服务实施方案", "广府发〔2021〕3号"),
        plan("b.txt", "苏州市", "苏州市政务服务行动方案", "苏府〔2021〕8号"),
    ];
    let (_dir, index) = support::index_of_all(&documents);
    let facets = search(&index, "网上办理").facets.unwrap();
    let values = |counts: &[zhengtu_search::FacetCount]| {
        counts.iter().map(|count| count.value.clone()).collect::<Vec<_>>().join(" ")
    };
    let said = [&facets.place, &facets.level, &facets.year, &facets.form, &facets.unit].map(|counts| values(counts));
    assert_eq!(said, ["广元市 苏州市", "city", "2021", "实施方案 行动方案", "广元市财政局 苏州市财政局"]);
    let docs = |typed: &str| {
        let mut docs: Vec<String> = search(&index, typed).hits.into_iter().map(|hit| hit.doc).collect();
        docs.dedup();
        docs.join(" ")
    };
    for (typed, found) in [
        ("网上办理 单位:广元市财政局", "a.txt"),
        ("网上办理 单位:市财政局", "a.txt b.txt"),
        ("网上办理 地区:苏州市", "b.txt"),
        ("网上办理 级别:市级", "a.txt b.txt"),
        ("网上办理 级别:县级", ""),
        ("网上办理 文种:行动方案", "b.txt"),
        ("网上办理 文号:广府发〔2021〕3号", "a.txt"),
        ("网上办理 文号:广府发〔2020〕3号", ""),
    ] {
        assert_eq!(docs(typed), found, "{typed}");
    }
}

#[test]
fn facets_count_all_that_match() {
    let (_dir, index) = index_of(&plan());
    let results = search(&index, "牵头:税务局 部分:6");
    let facets = results.facets.unwrap();
    let sum = |counts: &[zhengtu_search::FacetCount]| counts.iter().map(|count| count.count).sum::<usize>();
    assert_eq!(sum(&facets.part), results.total);
    assert_eq!(sum(&facets.doc), results.total);
    assert_eq!(facets.unit[0].value, "县税务局");
    assert_eq!(
        facets.month.iter().map(|month| month.value.as_str()).collect::<Vec<_>>(),
        ["2021-04", "2021-06", "2021-12"]
    );
    assert_eq!(facets.month.iter().map(|month| month.count).collect::<Vec<_>>(), [4, 4, 13]);
}

#[test]
fn pages_orders_and_context_agree() {
    let (_dir, index) = index_of(&plan());
    let query = Query::parse("不动产登记").unwrap();
    let all = search(&index, "不动产登记");
    let mut paged = Vec::new();
    for offset in (0..all.total).step_by(3) {
        let page = Page { offset, limit: Some(3), ..Page::default() };
        paged.extend(index.search(&query, &page, &NoAliases).unwrap().hits);
    }
    assert_eq!(paged, all.hits);
    let page = Page { limit: None, order: Order::Document, context: 1, ..Page::default() };
    let in_order = index.search(&query, &page, &NoAliases).unwrap().hits;
    assert!(in_order.windows(2).all(|pair| pair[0].evidence.start <= pair[1].evidence.start));
    assert!(in_order[1].before.len() == 1 && in_order[1].after.len() == 1);
    let due = Query::parse("牵头:税务局 部分:6").unwrap();
    let page = Page { limit: None, order: Order::Deadline, ..Page::default() };
    let dates: Vec<_> = index
        .search(&due, &page, &NoAliases)
        .unwrap()
        .hits
        .into_iter()
        .map(|hit| hit.deadline.unwrap().end())
        .collect();
    assert!(dates.is_sorted());
}

#[test]
fn nothing_found_suggests_what_would_be() {
    let (_dir, index) = index_of(&plan());
    let results = search(&index, "缴纳税货");
    assert_eq!(results.total, 0);
    assert!(results.suggestions.iter().any(|near| near.query == "缴纳税费"), "{:?}", results.suggestions);
    let results = search(&index, "发票 部分:附件9");
    assert!(results.suggestions.iter().any(|near| near.query == "发票"), "{:?}", results.suggestions);
    let results = search(&index, "牵头:水务局");
    assert!(results.suggestions.iter().any(|near| near.query.contains("县税务局")), "{:?}", results.suggestions);
    assert!(results.suggestions.iter().all(|near| near.total > 0));
}

#[test]
fn a_task_is_one_unit_with_its_lines_of_units_and_deadline() {
    let (_dir, index) = index_of(&plan());
    let found = paths(&index, "优化政策辅导 县税务局 2021年12月");
    assert_eq!(found.first().map(String::as_str), Some("6:三/二/8"));
}

#[test]
fn a_row_of_a_table_is_found_as_its_task() {
    let table = "# 青山市数字化任务清单\n\n\
        | 序号 | 任务 | 牵头单位 | 完成时限 |\n|---|---|---|---|\n\
        | 1 | 建设数据标注基地。 | 市数据局 | 2026年6月 |\n\
        | 2 | 发放算力券。 | 市发展改革委 | 2026年9月 |\n";
    let (_dir, index) = index_of(&read("list.md", table));
    assert_eq!(paths(&index, "标注基地"), ["0:table/1"]);
    assert_eq!(paths(&index, "牵头:市数据局"), ["0:table/1"]);
    assert_eq!(paths(&index, "截止:2026年9月 算力券"), ["0:table/2"]);
    // The head of the table belongs to no task.
    assert!(paths(&index, "完成时限").iter().all(|path| path == "0:"));
    let hit = search(&index, "算力券").hits.remove(0);
    assert_eq!((hit.kind, hit.snippet.contains("2026年9月")), (HitKind::Task, true));
}

#[test]
fn an_index_of_another_version_or_none_says_so() {
    let facts = lines("a.txt", "税务局");
    let dir = tempfile::TempDir::new().unwrap();
    assert!(matches!(Index::open(dir.path()), Err(Error::Unusable { .. })));
    write(dir.path(), [&facts]).unwrap();
    std::fs::write(dir.path().join("tokenizer-version"), "t0-d0").unwrap();
    assert!(matches!(Index::open(dir.path()), Err(Error::OtherVersion { .. })));
}

#[test]
fn no_documents_make_an_empty_index() {
    let dir = tempfile::TempDir::new().unwrap();
    write(dir.path(), std::iter::empty::<&DocumentFacts>()).unwrap();
    let index = Index::open(dir.path()).unwrap();
    assert!(index.is_empty());
    assert_eq!(search(&index, "税务局").total, 0);
    assert_eq!(search(&index, "牵头:税务局").total, 0);
}

#[test]
fn equal_hits_stand_in_document_order() {
    let mut facts = lines("a.txt", &"县税务局\n".repeat(30));
    facts.clauses.iter_mut().for_each(|clause| clause.kind = ClauseKind::Text);
    let (_dir, index) = index_of(&facts);
    let expected: Vec<String> = (1..=30).map(|line| format!("0:{line}")).collect();
    assert_eq!(paths(&index, "税务局"), expected);
}

#[test]
fn a_whole_question_gives_the_clauses_that_speak_of_it() {
    let (_dir, index) = index_of(&plan());
    let thesaurus = Thesaurus::new(lexicon());
    let best = |question: &str| index.best(question, &Filters::default(), 3, &thesaurus).unwrap();
    let first = |question: &str| best(question).first().map(|hit| format!("{}:{}", hit.part, hit.path));
    assert_eq!(first("请问应收账款融资归哪个部门管？").as_deref(), Some("8:三/二/3"));
    assert_eq!(best("养老归谁管").len(), 3);
    let mut within = Filters::default();
    within.add(FilterName::Part, "9").unwrap();
    assert!(index.best("企业破产怎么办", &within, 5, &thesaurus).unwrap().iter().all(|hit| hit.part == 9));
    assert!(best("？？").is_empty() && best("鲸鱼").is_empty());
}

#[test]
fn a_long_measure_that_says_more_stands_before_a_sentence_that_says_it_once() {
    let filler = "推进各项工作落实到位，加强统筹协调，完善工作机制，".repeat(6);
    let text = format!(
        "双河市绿色建造方案\n一、重点任务\n1.推广绿色建造。大力发展装配式建筑，{filler}政府投资项目采用装配式建筑，\
         装配式建筑占比不低于三成。（市住房城乡建设局负责）\n2.加强价格备案。（市发展改革委负责）\n\
         （1）对于增加装配式比例的高品质住房项目，开展成本审核并出具报告书；\n（2）对于首次备案的项目，开展成本审核。\n"
    );
    let (_dir, index) = index_of(&read("made.txt", &text));
    let found = paths(&index, "装配式");
    let results = index.search(&Query::parse("装配式").unwrap(), &Page::default(), &NoAliases).unwrap();
    assert!(found.len() == 2, "{found:?}");
    assert!(results.hits[0].text.contains("绿色建造"), "{:?}", results.hits[0].text);
    // A heading of its own still counts.
    let headed = index.search(&Query::parse("绿色建造").unwrap(), &Page::default(), &NoAliases).unwrap();
    assert!(headed.hits.iter().any(|hit| hit.text.contains("推广绿色建造")));
}
