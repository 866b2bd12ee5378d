use crate::testing;
use crate::{BlockKind, Options, ReadError, Source, read};
use encoding_rs::GB18030;

fn source(page: &str) -> Source {
    read("通知.html", page.as_bytes(), &Options::default()).unwrap()
}

/// The blocks but those kept for the account.
fn texts(source: &Source) -> Vec<String> {
    let all = testing::texts(source);
    let kept = source.blocks.iter().zip(all).filter(|(block, _)| block.kind != BlockKind::Furniture);
    kept.map(|(_, text)| text).collect()
}

const TEXT: &str =
    "<p>各县（市、区）人民政府，市政府各部门：</p><p>为进一步优化营商环境，现将有关事项通知如下，请认真贯彻执行。</p>";

/// A page as sites make them, around the text.
fn page(text: &str) -> String {
    format!(
        r#"<!DOCTYPE html><html><head><meta charset="utf-8"><title>关于优化营商环境的通知_某市人民政府</title><script>var a="，。，。";</script></head>
<body><div class="header"><ul><li><a href="/">首页</a></li><li><a href="/zw">政务公开</a></li></ul></div>
<div class="wrap"><div class="position">当前位置：<a href="/">首页</a> &gt; 政策文件</div>
<div class="box"><h1>关于优化营商环境的通知</h1><div class="meta"><span>发布日期：2024-01-02</span> <span>来源：市政府办</span></div>
<div class="TRS_Editor">{text}</div><div class="share">分享到：<a>微信</a></div><p>【打印本页】 【关闭窗口】</p></div>
<div class="side"><h3>相关文章</h3><ul><li><a href="/1">关于公布某项目录的通知，请各单位遵照执行</a></li></ul></div></div>
<div class="footer">主办单位：某市人民政府办公室　网站标识码：1234567890　某ICP备12345678号</div></body></html>"#
    )
}

#[test]
fn the_document_is_read_and_the_site_around_it_left_out() {
    let source = source(&page(TEXT));
    assert_eq!(
        texts(&source),
        [
            "关于优化营商环境的通知",
            "各县（市、区）人民政府，市政府各部门：",
            "为进一步优化营商环境，现将有关事项通知如下，请认真贯彻执行。"
        ]
    );
    assert_eq!(source.blocks[0].kind, BlockKind::Paragraph { level: Some(1) });
    assert_eq!(source.notices.len(), 1);
}

#[test]
fn a_heading_that_the_text_repeats_is_read_once() {
    let source = source(&page(&format!("<p>关于优化营商环境的通知</p>{TEXT}")));
    assert_eq!(texts(&source)[0], "关于优化营商环境的通知");
    assert_eq!(texts(&source).len(), 3);
    assert_eq!(source.blocks[0].kind, BlockKind::Paragraph { level: None });
}

#[test]
fn struck_out_text_is_left_out() {
    let struck =
        "<p>由县财政局<del>、县税务局</del><span style=\"text-decoration: line-through\">、县审计局</span>牵头。</p>";
    let source = source(&page(&format!("{TEXT}{struck}")));
    assert_eq!(texts(&source).last().unwrap(), "由县财政局牵头。");
}

#[test]
fn text_beside_the_longest_part_is_kept() {
    let long = TEXT.repeat(12);
    let source = source(&page(&format!("<div>{long}</div><div><p>本通知自印发之日起施行。</p></div>")));
    assert_eq!(texts(&source).last().unwrap(), "本通知自印发之日起施行。");
}

#[test]
fn pages_in_gb18030_are_read_whatever_they_say() {
    for label in ["gb2312", "utf-8", "nonsense"] {
        let page = page(TEXT).replace("utf-8", label);
        let bytes = GB18030.encode(&page).0.into_owned();
        let source = read("甲.htm", &bytes, &Options::default()).unwrap();
        assert_eq!(texts(&source).len(), 3, "{label}");
    }
}

#[test]
fn a_broken_byte_matters_only_where_it_is_read() {
    let bytes = |text: &str| GB18030.encode(&page(text)).0.into_owned();
    let broken = |mut bytes: Vec<u8>, near: &str| {
        let near = GB18030.encode(near).0.into_owned();
        let at = bytes.windows(near.len()).position(|window| window == near).unwrap();
        bytes[at] = 0xff;
        bytes
    };
    let read = |bytes: Vec<u8>, lossy| read("甲.htm", &bytes, &Options { lossy, ..Options::default() });
    assert!(read(broken(bytes(TEXT), "网站标识码"), false).is_ok());
    let inside = broken(bytes(TEXT), "贯彻");
    assert!(matches!(read(inside.clone(), false), Err(ReadError::Encoding { encoding: "gb18030", .. })));
    assert!(read(inside, true).is_ok());
}

#[test]
fn tables_keep_their_spans_and_frames_are_no_tables() {
    let table = "<table><tr><td rowspan=2>甲</td><td>乙</td></tr><tr><td>丙<br>丁</td></tr><tr><td colspan=99999>戊，己。</td></tr></table>";
    let source = source(&page(&format!("{TEXT}{table}")));
    let cells: Vec<_> = source.blocks.iter().filter(|block| matches!(block.kind, BlockKind::Cell { .. })).collect();
    assert_eq!(cells[0].kind, BlockKind::Cell { table: 1, row: 1, column: 1, rows: 2, columns: 1 });
    assert_eq!(cells[2].kind, BlockKind::Cell { table: 1, row: 2, column: 2, rows: 1, columns: 1 });
    assert_eq!(cells[2].pieces.len(), 2);
    let frame = format!("<table><tr><td>{TEXT}</td></tr></table>");
    assert!(self::source(&page(&frame)).blocks.iter().all(|block| !matches!(block.kind, BlockKind::Cell { .. })));
}

#[test]
fn numbered_lists_show_their_numbers_and_breaks_part_lines() {
    let text = "<ol><li>一项，。</li><li>二项，。</li></ol><p>甲<br>乙</p><p>丙<br><br>丁</p><p style='display: none'>隐，。</p>";
    let source = source(&page(&format!("{TEXT}{text}")));
    assert_eq!(texts(&source)[3..], ["1. 一项，。", "2. 二项，。", "甲", "乙", "丙", "丁"]);
    assert_eq!(source.blocks[5].kind, BlockKind::Line);
    assert_eq!(source.blocks[7].kind, BlockKind::Paragraph { level: None });
}

#[test]
fn pages_nested_without_bound_are_read() {
    let deep = format!("<html>{}{TEXT}", "<div>".repeat(20_000));
    assert!(source(&deep).text.contains("各县（市、区）人民政府"));
    let tables = format!("<html>{}{TEXT}", "<table><tr><td>".repeat(3_000));
    assert!(source(&tables).text.contains("各县（市、区）人民政府"));
}
