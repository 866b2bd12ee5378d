use super::*;

fn card(parts: &[(u32, &str)], listed: &[(u32, &str)]) -> Card {
    let own = |list: &[(u32, &str)]| list.iter().map(|&(number, title)| (number, title.to_owned())).collect::<Vec<_>>();
    Card {
        title: parts.first().map(|(_, title)| (*title).to_owned()).unwrap_or_default(),
        parts: own(parts),
        listed: own(listed),
        ..Card::default()
    }
}

/// The plan (by the name of its main document) and forced part of each document.
fn placed(documents: &[(&str, Card)], named: &[NamedPlan], corrections: &[Correction]) -> Vec<(Option<String>, u32)> {
    let candidates: Vec<Candidate<'_>> = documents
        .iter()
        .map(|(path, card)| Candidate { name: path.rsplit('/').next().unwrap_or(path), path, card })
        .collect();
    places(&candidates, named, corrections)
        .into_iter()
        .map(|place| (place.plan.map(|plan| plan.main), place.part))
        .collect()
}

fn of(main: &str, part: u32) -> (Option<String>, u32) {
    (Some(main.to_owned()), part)
}

const ALONE: (Option<String>, u32) = (None, 0);

fn overall() -> Card {
    card(&[(0, "某县优化营商环境方案")], &[(1, "某县获得电力专项方案"), (2, "某县获得用水专项方案")])
}

#[test]
fn the_list_of_annexes_finds_its_annexes_by_title() {
    let documents = [
        ("p/总体方案.docx", overall()),
        ("p/电力.docx", card(&[(0, "获得电力专项方案")], &[])),
        ("q/用水.docx", card(&[(2, "某县获得用水专项方案")], &[])),
        ("p/公积金.docx", card(&[(0, "住房公积金管理办法")], &[])),
    ];
    assert_eq!(
        placed(&documents, &[], &[]),
        [of("总体方案.docx", 0), of("总体方案.docx", 1), of("总体方案.docx", 0), ALONE]
    );
}

#[test]
fn a_number_alone_tells_only_beside_the_one_list_that_misses_it() {
    let annex = || card(&[(2, "")], &[]);
    let documents = [("p/甲.docx", overall()), ("p/b.docx", annex()), ("q/c.docx", annex())];
    assert_eq!(placed(&documents, &[], &[]), [of("甲.docx", 0), of("甲.docx", 0), ALONE]);
    let two = [("p/甲.docx", overall()), ("p/乙.docx", overall()), ("p/b.docx", annex())];
    assert_eq!(placed(&two, &[], &[])[2], ALONE);
    let other = [("p/甲.docx", overall()), ("p/附件2.docx", card(&[(0, "住房公积金管理办法")], &[]))];
    assert_eq!(placed(&other, &[], &[])[1], ALONE);
    let named = [("p/甲.docx", overall()), ("p/附件2.docx", card(&[(0, "")], &[]))];
    assert_eq!(placed(&named, &[], &[])[1], of("甲.docx", 2));
}

#[test]
fn file_names_tell_where_a_folder_holds_one_plan_and_its_annexes() {
    let plain = |title| card(&[(0, title)], &[]);
    let documents =
        [("p/方案.docx", plain("某县方案")), ("p/附件1 分工.docx", plain("任务分工")), ("p/附件2.docx", plain("名单"))];
    assert_eq!(placed(&documents, &[], &[]), [of("方案.docx", 0), of("方案.docx", 1), of("方案.docx", 2)]);
    let mixed = [documents[0].clone(), documents[1].clone(), ("p/另一.docx", plain("另一方案"))];
    assert_eq!(placed(&mixed, &[], &[]), [ALONE, ALONE, ALONE]);
}

#[test]
fn what_a_letter_encloses_is_the_main_text() {
    let letter =
        Card { letter: true, ..card(&[(0, "关于印发方案的通知")], &[(1, "某县优化营商环境方案")]) };
    let documents = [("p/通知.html", letter), ("p/方案.docx", card(&[(0, "某县优化营商环境方案")], &[]))];
    assert_eq!(placed(&documents, &[], &[]), [of("通知.html", 0), of("通知.html", 0)]);
}

#[test]
fn the_user_says_which_files_are_a_plan() {
    let plain = |title| card(&[(0, title)], &[]);
    let documents = [("x/乙.docx", plain("用水")), ("y/甲.docx", plain("方案")), ("z/附件5.docx", plain("燃气"))];
    let files = ["y/甲.docx", "./x/乙.docx", "z/附件5.docx"].map(Into::into).to_vec();
    let named = [NamedPlan { name: "营商环境".to_owned(), files }];
    assert_eq!(placed(&documents, &named, &[]), [of("甲.docx", 1), of("甲.docx", 0), of("甲.docx", 5)]);
    let candidates: Vec<Candidate<'_>> =
        documents.iter().map(|(path, card)| Candidate { name: path, path, card }).collect();
    let plan = places(&candidates, &named, &[])[0].plan.clone().unwrap();
    assert_eq!((plan.name.as_str(), plan.documents.len()), ("营商环境", 3));
    assert_eq!(plan.documents[0], "y/甲.docx");
}

#[test]
fn a_correction_outweighs_what_is_found() {
    let rule = |plan: Option<&str>, number| Correction {
        change: CorrectionChange::Annex { annex: "电力.docx".into(), plan: plan.map(str::to_owned), number },
        doc: None,
        part: None,
        reason: "另行印发".into(),
        file: "corrections.toml".into(),
        line: 1,
    };
    let documents = [("p/总体方案.docx", overall()), ("p/电力.docx", card(&[(0, "获得电力专项方案")], &[]))];
    assert_eq!(placed(&documents, &[], &[rule(None, None)]), [ALONE, ALONE]);
    assert_eq!(placed(&documents, &[], &[rule(Some("总体方案.docx"), Some(7))])[1], of("总体方案.docx", 7));
    assert_eq!(placed(&documents, &[], &[rule(Some("没有.docx"), None)])[1], of("总体方案.docx", 1));
}
