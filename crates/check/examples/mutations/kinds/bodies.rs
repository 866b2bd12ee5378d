//! Bodies, their names, levels and roles, statements and limits of tasks.

use super::{Kind, at, group, own};
use crate::text::{Fault, Random, Text};
use regex::{Captures, Regex};

/// A statement of several bodies, the first of which leads.
const LED: &str = r"(?P<lead>[\p{Han}]{3,16}(?:局|委|办|院|厅|会|部|公司|中心))(?P<role>牵头)(?:负责)?[，,；](?P<rest>[\p{Han}、]{6,120})";

pub(super) fn kinds() -> Vec<Kind> {
    vec![
        own("role-lost", "别的都写“牵头”，这一项漏了", |text, _| {
            led(text, 4, |found, _| Some((found.name("role")?.range(), String::new())))
        }),
        own("roles-both", "牵头单位又列在配合单位里", |text, _| {
            led(text, 1, |found, _| {
                let end = found
                    .name("rest")?
                    .as_str()
                    .find(['配', '负', '按', '参', '落'])
                    .unwrap_or(group(found, "rest").len());
                let at = found.name("rest")?.start() + end;
                Some((at..at, format!("、{}", group(found, "lead"))))
            })
        }),
        own("lead-changed", "附件里同一任务换了牵头单位", lead_changed),
        at(
            "body-twice",
            "同一单位列了两次",
            r"[（(：:、](?P<a>[\p{Han}]{4,10}(?:局|委|办|院|厅))、(?P<b>[\p{Han}]{3,10}(?:局|委|办|院|厅))(?P<it>)[、，）)\n按配负]",
            |found, _| Some(format!("、{}", group(found, "a"))),
        ),
        at(
            "body-cut",
            "单位名称漏了“局”",
            r"[（(：:、，](?:省|市|县|区)(?:自然资源|财政|教育|公安|司法|水利|交通运输|农业农村|生态环境|市场监管|住房城乡建设|住房和城乡建设|民政|商务|应急管理|税务|城市管理)(?P<it>局|厅)(?:牵头|、|，|负责|配合)",
            |_, _| Some(String::new()),
        ),
        own("body-old", "机构改革前的名称", old_names),
        at(
            "body-level",
            "单位的级别写错",
            r"[（(：:、，](?P<it>省|市|县|区)(?:自然资源|财政|教育|公安|司法|水利|交通运输|农业农村|生态环境|市场监管|住房城乡建设|住房和城乡建设|民政|商务|税务|发展改革|卫生健康)(?:局|厅|委)",
            |found, _| {
                Some(
                    match group(found, "it") {
                        "省" => "市",
                        "市" => "县",
                        _ => "市",
                    }
                    .to_owned(),
                )
            },
        ),
        at(
            "body-kind",
            "局写成厅、厅写成局",
            r"[（(：:、，](?:省|市|县|区)(?:自然资源|财政|教育|司法|水利|交通运输|农业农村|生态环境|住房城乡建设|住房和城乡建设|民政|商务)(?P<it>局|厅)[、，）)\n牵负配]",
            |found, _| Some(if group(found, "it") == "局" { "厅" } else { "局" }.to_owned()),
        ),
        own("body-short", "同一单位换了个简称", short_names),
        own("we-level", "我县写成我市，我市写成我县", we_level),
        own("we-bureau", "政府的方案里写成“我局”", |text, _| {
            let pattern = Regex::new(r"[。，；\n](?P<it>(?:我|全)(?:省|市|县))").expect("a pattern");
            let found = pattern.captures_iter(&text.flat).filter_map(|found| found.name("it").map(|it| it.range()));
            found.map(|at| Fault::new(at, "我局")).collect()
        }),
        own("statement-lost", "别的任务都有责任单位，这一项漏了", |text, _| {
            siblings(
                text,
                r"(?m)(?:[^\n]{20,}(?P<it>[（(][^（()）\n]{4,120}(?:负责|牵头|配合|落实)[^（()）\n]{0,20}[）)][。]?)$|^(?P<line>(?:责任单位|牵头单位|责任部门)[：:][^\n]+\n))",
                6,
            )
        }),
        own("limit-lost", "别的任务都有完成时限，这一项漏了", |text, _| {
            siblings(text, r"(?m)^(?P<line>(?:完成时限|时间节点|完成时间|时限要求)[：:][^\n]+\n)", 6)
        }),
        at(
            "body-typo",
            "单位名称有错字",
            r"[（(：:、，](?:省|市|县|区)?(?P<it>自然资源|财政|教育|公安|水利|交通运输|农业农村|生态环境|市场监管|住房城乡建设|卫生健康|发展改革)(?:局|厅|委)",
            |found, _| {
                Some(
                    match group(found, "it") {
                        "自然资源" => "自然资原",
                        "财政" => "财证",
                        "教育" => "教肓",
                        "公安" => "公按",
                        "水利" => "水力",
                        "交通运输" => "交通运榆",
                        "农业农村" => "农业农材",
                        "生态环境" => "生态环镜",
                        "市场监管" => "市场临管",
                        "住房城乡建设" => "住房城乡建没",
                        "卫生健康" => "卫生建康",
                        _ => "发展改草",
                    }
                    .to_owned(),
                )
            },
        ),
        at(
            "role-typo",
            "“牵头”“负责”有错字",
            r"[局委办厅会](?P<it>牵头|负责|配合)[，）)\n；]",
            |found, _| {
                Some(
                    match group(found, "it") {
                        "牵头" => "签头",
                        "负责" => "负则",
                        _ => "配和",
                    }
                    .to_owned(),
                )
            },
        ),
    ]
}

/// 我市, or 全市, of the level that the text speaks of most, becomes that of another level.
fn we_level(text: &Text, _: &mut Random) -> Vec<Fault> {
    let levels = [("省", "我市"), ("市", "我县"), ("县", "我市")];
    let count =
        |level: &str| ["我", "全"].iter().map(|we| text.flat.matches(&format!("{we}{level}")).count()).sum::<usize>();
    let Some((level, other)) = levels.into_iter().max_by_key(|(level, _)| count(level)) else { return Vec::new() };
    let pattern = Regex::new(&format!("(?P<it>[我全]{level})[^级辖直域委政场公]")).expect("a pattern");
    let found = pattern.captures_iter(&text.flat).filter_map(|found| found.name("it").map(|it| it.range()));
    found.map(|at| Fault::new(at, other)).collect()
}

/// Statements with a lead, where the text has at least so many.
fn led(
    text: &Text,
    least: usize,
    change: impl Fn(&Captures<'_>, &Text) -> Option<(std::ops::Range<usize>, String)>,
) -> Vec<Fault> {
    let pattern = Regex::new(LED).expect("a pattern");
    let found: Vec<Captures<'_>> = pattern.captures_iter(&text.flat).collect();
    if found.len() < least {
        return Vec::new();
    }
    found.iter().filter_map(|found| change(found, text)).map(|(at, with)| Fault::new(at, with)).collect()
}

/// Tasks of the overall plan whose title stands in an annex too: another body leads there.
fn lead_changed(text: &Text, random: &mut Random) -> Vec<Fault> {
    let item = Regex::new(r"(?m)^\d{1,2}[.．](?P<title>[\p{Han}“”、]{6,30})。").expect("a pattern");
    let lead =
        Regex::new(r"(?:责任单位[：:]|[（(])(?P<it>[\p{Han}]{3,14}(?:局|委|办|院|中心|公司))牵头").expect("a pattern");
    let items: Vec<Captures<'_>> = item.captures_iter(&text.flat).collect();
    let bodies: Vec<&str> =
        lead.captures_iter(&text.flat).filter_map(|found| found.name("it").map(|it| it.as_str())).collect();
    let mut faults = Vec::new();
    for (at, found) in items.iter().enumerate() {
        let twice = items[..at].iter().any(|earlier| group(earlier, "title") == group(found, "title"));
        let (Some(start), true) = (found.get(0).map(|whole| whole.end()), twice) else { continue };
        let end = items.get(at + 1).and_then(|next| next.get(0)).map_or(text.flat.len(), |next| next.start());
        if let Some(it) = lead.captures(&text.flat[start..end]).and_then(|found| found.name("it").map(|it| it.range()))
        {
            let own = &text.flat[start + it.start..start + it.end];
            let others: Vec<&&str> = bodies.iter().filter(|body| **body != own).collect();
            faults.push(Fault::new(start + it.start..start + it.end, **random.one(&others)));
        }
    }
    faults
}

/// Bodies whose name changed with the reforms, in a text of after them.
fn old_names(text: &Text, _: &mut Random) -> Vec<Fault> {
    let year = Regex::new(r"20(?P<y>19|2\d)年").expect("a pattern");
    if !year.is_match(&text.flat.chars().take(2000).collect::<String>()) {
        return Vec::new();
    }
    let names = [
        ("自然资源局", "国土资源局"),
        ("市场监管局", "工商局"),
        ("生态环境局", "环保局"),
        ("农业农村局", "农业局"),
        ("应急管理局", "安监局"),
        ("卫生健康委", "卫计委"),
        ("文化和旅游厅", "旅游局"),
        ("农业农村厅", "农业厅"),
        ("自然资源厅", "国土资源厅"),
        ("生态环境厅", "环保厅"),
        ("文化广电旅游局", "文广新局"),
    ];
    let found = names
        .iter()
        .flat_map(|(new, old)| text.flat.match_indices(new).map(move |(at, _)| Fault::new(at..at + new.len(), *old)));
    found.collect()
}

/// A body that has another short name in one of its many places.
fn short_names(text: &Text, _: &mut Random) -> Vec<Fault> {
    let names = [
        ("发展改革委", "发改委"),
        ("市场监管局", "市场局"),
        ("交通运输局", "交通局"),
        ("人力资源社会保障局", "人社局"),
        ("住房城乡建设局", "住建局"),
        ("自然资源局", "资源局"),
        ("农业农村局", "农业农村委"),
        ("公安局", "公安"),
        ("卫生健康委", "卫健委"),
        ("工业和信息化局", "工信局"),
        ("人力资源社会保障厅", "人社厅"),
        ("住房城乡建设厅", "住建厅"),
        ("交通运输厅", "交通厅"),
    ];
    let many = names.iter().filter(|(long, _)| text.flat.matches(long).count() >= 4);
    many.flat_map(|(long, short)| {
        text.flat.match_indices(long).map(move |(at, _)| Fault::new(at..at + long.len(), *short))
    })
    .collect()
}

/// A field of which the text has many is taken away in one place.
fn siblings(text: &Text, pattern: &str, least: usize) -> Vec<Fault> {
    let pattern = Regex::new(pattern).expect("a pattern");
    let places: Vec<_> = pattern
        .captures_iter(&text.flat)
        .filter_map(|found| found.name("it").or(found.name("line")).map(|it| it.range()))
        .collect();
    if places.len() < least {
        return Vec::new();
    }
    places.into_iter().map(|at| Fault::new(at, "").around(8, 0)).collect()
}
