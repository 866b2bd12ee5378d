use super::drafts;
use super::furniture::is_page_number;
use zhengtu_lexicon::testing::lexicon;
use zhengtu_reader::Options;

fn repaired(text: &str) -> Vec<String> {
    let source = zhengtu_reader::read("计划.txt", text.as_bytes(), &Options::default()).unwrap();
    drafts(lexicon(), &source, &[]).into_iter().map(|draft| draft.text).collect()
}

#[test]
fn a_heading_glued_to_the_line_before_is_cut_off() {
    assert_eq!(
        repaired("完成时限：2021 年底\n责任单位：县税务局            6.推进 “一网”改革。推进办税。"),
        ["完成时限：2021年底", "责任单位：县税务局", "6.推进“一网”改革。推进办税。"]
    );
    assert_eq!(
        repaired("责任单位：县法院、县财政局 ( 五 ) 支持管理人依法履职"),
        ["责任单位：县法院、县财政局", "(五)支持管理人依法履职"]
    );
    assert_eq!(repaired("（三）压缩环节      1.压缩时间。全面落实"), ["（三）压缩环节", "1.压缩时间。全面落实"]);
    assert_eq!(repaired("进行公示。 时间节点：2021 年 3 月"), ["进行公示。", "时间节点：2021年3月"]);
}

#[test]
fn what_stands_inside_a_sentence_is_not_cut() {
    assert_eq!(repaired("4. 责任单位：市城管局"), ["4.责任单位：市城管局"]);
    assert_eq!(repaired("推行套餐式服务 3.0 版，落实第 (二) 项要求"), ["推行套餐式服务3.0版，落实第(二)项要求"]);
    assert_eq!(repaired("压缩至 2 个、 6 个、8 个工作日"), ["压缩至2个、6个、8个工作日"]);
}

#[test]
fn page_numbers_stand_after_the_paragraph_they_interrupt() {
    assert_eq!(
        repaired("充分听取申请人、\n\n— 51 —\n\n意见建议。\n下一段。"),
        ["充分听取申请人、意见建议。", "—51—", "下一段。"]
    );
    assert!(is_page_number("-3-") && is_page_number("第3页共10页"));
    assert!(!is_page_number("2021") && !is_page_number("—三—") && !is_page_number("第3页的表"));
}

#[test]
fn lines_wrapped_at_one_width_are_joined_and_short_ones_end_the_paragraph() {
    let line = "深入推进全县企业开办全程网上办理不断优化企业开办服务";
    let text = format!("{}\n推动一网通办\n(一)新的一项\n", vec![line; 14].join("\n"));
    let expected = [line.repeat(14) + "推动一网通办", "(一)新的一项".to_owned()];
    assert_eq!(repaired(&text), expected);
    let prose = format!(
        "{}。\n力争提升，平均用时降低到 210 天\n以下，成本降低。\n1.推进，落实\n正文",
        vec![line; 14].join("\n")
    );
    assert!(repaired(&prose).contains(&"力争提升，平均用时降低到210天以下，成本降低。".to_owned()));
    assert!(repaired(&prose).contains(&"1.推进，落实".to_owned()));
}

#[test]
fn a_numbered_heading_that_fills_its_line_is_closed_where_its_siblings_are_headings() {
    let body = "严格规范上诉发回重审等上下级法院之间卷宗移送的期限和流程，缩短卷宗移转环节耗时。完成移送。";
    let full = "2.提高一审与二审之间的案卷移送效率缩短案件移转周期";
    let wrapped = vec!["深入推进全县企业开办全程网上办理不断优化企业开办服"; 14].join("\n");
    let text = format!("{wrapped}。\n1.畅通立案渠道\n{body}\n{full}\n{body}\n3.加强审限管理\n{body}\n");
    assert!(repaired(&text).contains(&full.to_owned()));
    let run_in = format!("{wrapped}。\n1.畅通立案。{body}\n{full}\n{body}\n3.加强管理。{body}\n");
    assert!(repaired(&run_in).contains(&(full.to_owned() + body)));
}

#[test]
fn paragraphs_that_are_a_line_each_are_not_joined() {
    assert_eq!(
        repaired("关于印发方案的通知\n\n各县区人民政府：\n\n现印发给你们"),
        ["关于印发方案的通知", "各县区人民政府：", "现印发给你们"]
    );
}

#[test]
fn a_document_on_one_line_is_cut_at_its_numbers() {
    let item = |number: &str, title: &str| {
        format!("({number}){title}。{}(责任单位:县住保中心)", "落实各项政策要求。".repeat(60))
    };
    let text = format!(
        "制定如下措施: 一、消化存量住房{}{}二、优化增量供给{}",
        item("一", "购房补贴"),
        item("二", "生育补贴"),
        item("一", "优化供地")
    );
    let lines = repaired(&text);
    let starts: Vec<String> = lines.iter().map(|line| line.chars().take(6).collect()).collect();
    assert_eq!(starts, ["制定如下措施", "一、消化存量", "(一)购房补", "(二)生育补", "二、优化增量", "(一)优化供"]);
}

#[test]
fn a_label_a_number_or_a_bracket_broken_at_the_end_of_a_line_goes_on() {
    assert_eq!(
        repaired("1.建设场馆。（责任单位：\n县文化局、县财政局）\n2.\n开展培训。（责任单位：县文化局）"),
        ["1.建设场馆。（责任单位：县文化局、县财政局）", "2.开展培训。（责任单位：县文化局）"]
    );
    assert_eq!(
        repaired("完善标准。（牵头部\n\n门：县质监局）\n\n培育人才。（见附件\n\n3.开展评比）"),
        ["完善标准。（牵头部门：县质监局）", "培育人才。（见附件", "3.开展评比）"]
    );
    assert_eq!(repaired("主要措施如下：\n县文化局开展培训。"), ["主要措施如下：", "县文化局开展培训。"]);
}

#[test]
fn a_few_wrapped_lines_are_joined_where_none_is_longer() {
    let wrapped = "一是构建全域保护体系。整合各类文物和历史建筑资\n源，初步建立数据库。建设文物安全智慧监管平台试\n点。\n\
                   二是开展修复与活化。研发辅助工具，为文物修复提\n供支持。推进三维建模和数字复原，逐步向社会开放\n数据。";
    assert_eq!(repaired(wrapped).len(), 2);
    let headings = "加强全县水库大坝的日常巡查和检查\n加强全县水库大坝的汛前演练和会商\n加强全县水库大坝的设施维护与保养\n\
                    加强全县水库大坝的安全监测和预警\n加强水库管理";
    assert_eq!(repaired(&format!("{headings}的组织领导和资金保障以及队伍建设与培训")).len(), 5);
}

#[test]
fn the_heading_of_an_annex_glued_to_the_list_of_annexes_is_cut_off() {
    let text = "附件：1.重点任务清单\n2.重点项目清单（首批）附件1\n重点任务清单";
    assert_eq!(repaired(text), ["附件：1.重点任务清单", "2.重点项目清单（首批）", "附件1", "重点任务清单"]);
    assert_eq!(repaired("2.重点项目清单见附件1"), ["2.重点项目清单见附件1"]);
}

#[test]
fn a_wrapped_line_that_begins_with_a_figure_goes_on() {
    let full = "深入推进全县企业开办全程网上办理不断优化企业开办服务";
    let text = format!("{}\n2025年底前完成，覆盖率达到\n50%、满意率达到90%。\n", vec![full; 14].join("\n"));
    assert_eq!(repaired(&text), [format!("{}2025年底前完成，覆盖率达到50%、满意率达到90%。", full.repeat(14))]);
    let item = format!("{}\n  1.加强培训。\n", vec![full; 14].join("\n"));
    assert_eq!(repaired(&item)[1], "1.加强培训。");
}
