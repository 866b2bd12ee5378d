//! A small invented plan, read by hand.

#![allow(dead_code)]

use oxrdf::Quad;
use zhengtu_model::*;
use zhengtu_rdf::{Base, Run, alignment_quads, identify, level_quads, ontology, quads};
use zhengtu_store::{Graph, Limits, Query, Results, Table};
use zhengtu_text::{CharIndex, strip_white};

pub const COUNTY: &str = include_str!("county.txt");
pub const CITY: &str = include_str!("city.txt");

/// Facts about a text, found in it by their words.
pub struct Reading<'a> {
    text: &'a str,
    index: CharIndex,
    pub facts: DocumentFacts,
}

impl<'a> Reading<'a> {
    pub fn new(name: &str, title: &str, place: &str, text: &'a str) -> Self {
        let info = DocumentInfo {
            name: name.into(),
            title: title.into(),
            sha256: "00ff".into(),
            format: "txt".into(),
            chars: text.chars().count(),
            year: Some(2021),
            place: Some(place.into()),
            ..DocumentInfo::default()
        };
        Self { text, index: CharIndex::new(text), facts: DocumentFacts { info, ..DocumentFacts::default() } }
    }

    /// The place of the first `words`.
    pub fn at(&self, words: &str) -> Evidence {
        let start = self.text.find(words).unwrap_or_else(|| panic!("{words} is not in the text"));
        let char = |at| self.index.char_of(self.text, at);
        Evidence {
            start: char(start),
            end: char(start + words.len()),
            line: self.index.line(start),
            ..Evidence::default()
        }
    }

    pub fn part(&mut self, number: u32, title: &str, present: bool) -> &mut Self {
        let evidence = self.at(title);
        let listed = (number > 0).then(|| title.to_owned());
        let title = title.to_owned();
        self.facts.parts.push(PartInfo { id: String::new(), number, title, present, listed, held_by: None, evidence });
        self
    }

    pub fn unit(&mut self, name: &str, kind: UnitKind, surfaces: &[&str], level: Option<&str>) -> &mut Self {
        let evidence = self.at(surfaces[0]);
        let surfaces = surfaces.iter().map(|&surface| surface.to_owned()).collect();
        let place = self.facts.info.place.clone().unwrap_or_default();
        let stem = name.trim_start_matches(['县', '市']);
        let body = BodyRef { key: format!("{place}/{stem}"), label: format!("{place}{stem}"), ..BodyRef::default() };
        let level = level.map(str::to_owned);
        self.facts.units.push(UnitName { name: name.into(), kind, surfaces, function: None, level, body, evidence });
        self
    }

    /// A task whose text starts with `title` and whose field lines are `units` and `deadline`.
    pub fn task(
        &mut self,
        part: u32,
        path: &str,
        title: &str,
        text: &str,
        units: &[(&str, Role, Ground)],
    ) -> &mut Task {
        let whole = self.at(text);
        let statement = text.lines().find_map(|line| line.strip_prefix("责任单位："));
        let deadline = text.lines().find_map(|line| line.strip_prefix("完成时限："));
        let evidence = |words: Option<&str>| {
            words.map(|words| {
                let lead = &text[..text.find(words).unwrap()];
                let start = whole.start + lead.chars().count();
                let line = whole.line + lead.matches('\n').count();
                Evidence { start, end: start + words.chars().count(), line, ..Evidence::default() }
            })
        };
        let units_evidence = evidence(statement);
        let units = units.iter().map(|&(name, role, ground)| Unit {
            name: name.into(),
            surface: name.into(),
            role,
            kind: if name.contains("部门") { UnitKind::Collective } else { UnitKind::Unit },
            ground,
            evidence: units_evidence.clone().unwrap(),
        });
        let task = Task {
            id: String::new(),
            doc: self.facts.info.name.clone(),
            part,
            path: path.into(),
            title: title.into(),
            trail: std::sync::Arc::from(["二、主要措施".into()]),
            text: strip_white(text),
            units: units.collect(),
            statements: Vec::new(),
            rules: Vec::new(),
            open: statement.is_some_and(|statement| statement.ends_with('等')),
            units_raw: statement.map(strip_white),
            deadline_raw: deadline.map(strip_white),
            deadline: deadline.map(read_deadline).unwrap_or_default(),
            commitments: Vec::new(),
            citations: Vec::new(),
            evidence: whole.clone(),
            units_evidence: units_evidence.clone(),
            deadline_evidence: evidence(deadline),
        };
        self.facts.tasks.push(task);
        self.facts.tasks.last_mut().unwrap()
    }

    #[allow(clippy::too_many_arguments)]
    pub fn target(
        &mut self,
        part: u32,
        path: &str,
        quote: &str,
        indicator: &str,
        comparator: Comparator,
        change: Change,
        value: f64,
        unit: &str,
        deadline: Option<&str>,
    ) -> &mut Self {
        let target = Target {
            id: String::new(),
            doc: self.facts.info.name.clone(),
            part,
            path: path.into(),
            quote: quote.into(),
            indicator: indicator.into(),
            comparator,
            change,
            value: Value::Number(value),
            unit: unit.into(),
            from: None,
            deadline: deadline.map(|date| date.parse().unwrap()),
            rule: "by-hand".into(),
            evidence: self.at(quote),
        };
        self.facts.targets.push(target);
        self
    }

    pub fn cite(&mut self, part: u32, path: &str, words: &str, number: Option<&str>, usage: CitationUse) -> &mut Self {
        let title = words.split_once('》').map(|(title, _)| title.trim_start_matches('《').to_owned());
        let citation = Citation {
            id: String::new(),
            part,
            path: path.into(),
            title,
            number: number.map(str::to_owned),
            number_raw: number.map(str::to_owned),
            usage,
            evidence: self.at(words),
        };
        self.facts.citations.push(citation);
        self
    }

    pub fn clause(&mut self, part: u32, path: &str, kind: ClauseKind, text: &str) -> &mut Self {
        let evidence = self.at(text);
        self.facts.clauses.push(Clause {
            id: String::new(),
            part,
            path: path.into(),
            kind,
            trail: std::sync::Arc::default(),
            text: strip_white(text),
            task: None,
            evidence,
        });
        self
    }

    pub fn finish(mut self) -> DocumentFacts {
        identify(&mut self.facts, &Base::default());
        self.facts
    }
}

fn read_deadline(words: &str) -> Deadline {
    let date = |text: &str| text.parse().unwrap();
    match words {
        "持续推进" => Deadline::Ongoing,
        "2021年6月底" => Deadline::Date { end: date("2021-06-30") },
        "2021年12月" => Deadline::Date { end: date("2021-12-31") },
        "2021年3月至5月" => Deadline::Interval { start: date("2021-03-01"), end: date("2021-05-31") },
        "每月底" => Deadline::Recurring { rule: "FREQ=MONTHLY".into() },
        "印发之日起30日内" => Deadline::Relative { duration: "P30D".into() },
        _ => Deadline::None,
    }
}

/// The county's plan.
pub fn county() -> DocumentFacts {
    let mut read = Reading::new("county.txt", "甲县优化营商环境行动方案", "甲县", COUNTY);
    read.part(0, "甲县优化营商环境行动方案", true);
    read.part(1, "政务服务专项方案", true);
    read.part(2, "招标投标专项方案", false);
    read.unit("县税务局", UnitKind::Unit, &["县税务局", "税务部门"], Some("county"));
    read.unit("县市场监管局", UnitKind::Unit, &["县市场监管局"], Some("county"));
    read.unit("县财政局", UnitKind::Unit, &["县财政局"], Some("county"));
    read.unit("县直相关部门", UnitKind::Collective, &["县直相关部门"], None);
    read.unit("县政务服务和大数据局", UnitKind::Unit, &["县政务服务和大数据局"], Some("county"));
    let (lead, answer, help) = (Role::Lead, Role::Responsible, Role::Cooperate);
    let text = "（一）压缩办税时间。推行网上申报，2021年9月底前全部上线。\n责任单位：县税务局\n完成时限：2021年6月底";
    let quote = "2021年9月底前全部上线";
    let commitment = DatedCommitment {
        end: "2021-09-30".parse().unwrap(),
        raw: "2021年9月底前".into(),
        quote: quote.into(),
        evidence: read.at(quote),
    };
    read.task(0, "二/一", "压缩办税时间", text, &[("县税务局", lead, Ground::Sole)]).commitments.push(commitment);
    let text = "（二）完善信用监管。落实《乙市信用办法》，不良率下降0.5个百分点。\n责任单位：县市场监管局牵头，县税务局、县财政局配合，县直相关部门等\n完成时限：持续推进";
    let units = [
        ("县市场监管局", lead, Ground::Stated),
        ("县税务局", help, Ground::Stated),
        ("县财政局", help, Ground::Stated),
        ("县直相关部门", answer, Ground::Default),
    ];
    read.task(0, "二/二", "完善信用监管", text, &units);
    let text = "（三）加强宣传。开通税务部门热线。\n完成时限：适时";
    read.task(0, "二/三", "加强宣传", text, &[]);
    let text = "1.精简材料。\n责任单位：县政务服务和大数据局、县财政局\n完成时限：2021年12月";
    let units = [("县政务服务和大数据局", answer, Ground::Default), ("县财政局", answer, Ground::Default)];
    read.task(1, "一/1", "精简材料", text, &units);
    let text = "2.减少环节。办理时间压缩至40天以内，登记户数增加300户。\n责任单位：县财政局\n完成时限：2021年3月至5月";
    read.task(1, "一/2", "减少环节", text, &[("县财政局", lead, Ground::Sole)]);
    let text = "3.公开进度。\n责任单位：县税务局牵头，县财政局配合\n完成时限：每月底";
    read.task(1, "一/3", "公开进度", text, &[("县税务局", lead, Ground::Stated), ("县财政局", help, Ground::Stated)]);
    use {Change as C, Comparator as Cmp};
    let end = Some("2021-12-31");
    read.target(0, "一", "不见面审批占比达到90%以上", "不见面审批占比", Cmp::AtLeast, C::Level, 90.0, "%", end);
    read.target(0, "一", "办理时间压缩至38天以内", "办理时间", Cmp::AtMost, C::Level, 38.0, "天", end);
    read.target(0, "二/二", "不良率下降0.5个百分点", "不良率", Cmp::Equal, C::Decrease, 0.5, "个百分点", None);
    read.target(1, "一/2", "办理时间压缩至40天以内", "办理时间", Cmp::AtMost, C::Level, 40.0, "天", None);
    read.target(1, "一/2", "登记户数增加300户", "登记户数", Cmp::Equal, C::Increase, 300.0, "户", None);
    let number = Some("乙政〔2021〕3号");
    read.cite(0, "", "《乙市优化营商环境条例》（乙政〔2021〕3号）", number, CitationUse::Basis);
    read.cite(0, "二/二", "《乙市信用办法》", None, CitationUse::Implements);
    read.clause(0, "", ClauseKind::Heading, "甲县优化营商环境行动方案");
    read.clause(0, "二/一", ClauseKind::Text, "（一）压缩办税时间。推行网上申报，2021年9月底前全部上线。");
    read.clause(0, "二/三", ClauseKind::Text, "（三）加强宣传。开通税务部门热线。");
    let evidence = read.at("3.公开进度");
    read.facts.notices.push(Notice {
        code: "numbering-gap".into(),
        level: NoticeLevel::Warning,
        message: "编号不连续".into(),
        part: 1,
        path: "一/3".into(),
        evidence,
    });
    read.finish()
}

/// The plan of the city above it, where other bodies have like names.
pub fn city() -> DocumentFacts {
    let mut read = Reading::new("city.txt", "乙市营商环境实施方案", "乙市", CITY);
    read.part(0, "乙市营商环境实施方案", true);
    read.unit("市税务局", UnitKind::Unit, &["市税务局"], Some("city"));
    read.unit("县财政局", UnitKind::Unit, &["县财政局"], Some("county"));
    let text = "（一）简化申报。办理时间压缩至30天以内。\n责任单位：市税务局、县财政局\n完成时限：2021年6月底";
    let units = [("市税务局", Role::Responsible, Ground::Default), ("县财政局", Role::Responsible, Ground::Default)];
    read.task(0, "一/一", "简化申报", text, &units);
    let text = "（二）公开清单。公布一批清单。";
    read.task(0, "一/二", "公开清单", text, &[]);
    let at_most = (Comparator::AtMost, Change::Level);
    read.target(0, "一/一", "办理时间压缩至30天以内", "办理时间", at_most.0, at_most.1, 30.0, "天", None);
    read.finish()
}

pub fn quads_of(facts: &DocumentFacts, text: &str) -> Vec<Quad> {
    quads(facts, &Base::default(), &Run { program: "0.0.0", lexicon: "0.0.0", text })
}

/// The two targets of the county's plan that are of one indicator.
pub fn aligned(facts: &DocumentFacts) -> Vec<Quad> {
    let member = |at: usize| {
        let target = &facts.targets[at];
        Member { id: target.id.clone(), evidence: target.evidence.clone(), doc: None }
    };
    let reasons = vec!["指标同为“办理时间”".to_owned()];
    let pair = Counterpart { a: member(1), b: member(3), score: 0.9, reasons };
    alignment_quads(&facts.info.name, COUNTY, &[pair], &Base::default())
}

/// The county's plan takes up the one task of the city's, which it cites, and asks for the same.
pub fn levels() -> Vec<Quad> {
    let (county, city) = (county(), city());
    let member = |facts: &DocumentFacts, id: &str, evidence: &Evidence| Member {
        id: id.into(),
        evidence: evidence.clone(),
        doc: Some(facts.info.name.clone()),
    };
    let (own, above) = (&county.tasks[0], &city.tasks[0]);
    let tasks = LinkedPair {
        lower: member(&county, &own.id, &own.evidence),
        upper: member(&city, &above.id, &above.evidence),
        reason: "“压缩办税时间”与“简化申报”".into(),
    };
    let (own, above) = (&county.targets[1], &city.targets[0]);
    let targets = LinkedPair {
        lower: member(&county, &own.id, &own.evidence),
        upper: member(&city, &above.id, &above.evidence),
        reason: "指标同为“办理时间”".into(),
    };
    let link = LevelLink {
        doc: county.info.name.clone(),
        lower: member(&county, &county.info.id, &county.citations[0].evidence),
        upper: member(&city, &city.info.id, &city.parts[0].evidence),
        ground: LinkGround::Cited,
        reason: "引用乙政〔2021〕3号".into(),
        tasks: vec![tasks],
        targets: vec![(targets, Standing::Weaker)],
    };
    level_quads(&county.info.name, &[&link], &Base::default())
}

/// The county's plan with the ontology.
pub fn county_graph() -> Graph {
    let facts = county();
    let quads = quads_of(&facts, COUNTY).into_iter().chain(aligned(&facts));
    Graph::from_quads(quads.chain(ontology::quads())).unwrap()
}

/// Both plans, with what the lower one takes up of the higher one.
pub fn both() -> Graph {
    let county = county();
    let quads =
        quads_of(&county, COUNTY).into_iter().chain(aligned(&county)).chain(quads_of(&city(), CITY)).chain(levels());
    Graph::from_quads(quads.chain(ontology::quads())).unwrap()
}

pub fn ask(graph: &Graph, query: &str) -> Results {
    graph.query(&Query::parse(query).unwrap(), &Limits::NONE).unwrap()
}

/// The rows as tab-separated text, a line each.
pub fn lines(table: &Table) -> String {
    let columns: Vec<Vec<String>> = table.variables.iter().map(|variable| table.column(variable)).collect();
    let row = |at: usize| columns.iter().map(|column| column[at].as_str()).collect::<Vec<_>>().join("\t");
    (0..table.rows.len()).map(|at| row(at) + "\n").collect()
}
