use super::{FULL, line, page, source};
use crate::testing::texts;
use crate::{BlockKind, Source};

/// Lines of a full page, between a header and a page number.
fn full_page(header: &str, lines: &[&str], number: &str) -> super::Page {
    let mut page = page(&[]);
    page.glyphs.extend(line(200.0, 50.0, 12.0, header));
    for (index, text) in lines.iter().enumerate() {
        page.glyphs.extend(line(100.0, 100.0 + 28.0 * index as f32, 16.0, text));
    }
    page.glyphs.extend(line(280.0, 800.0, 12.0, number));
    page
}

fn furniture(source: &Source) -> Vec<&str> {
    let of = source.blocks.iter().filter(|block| block.kind == BlockKind::Furniture);
    of.map(|block| block.span().of(&source.text)).collect()
}

/// Lines of text, each another.
fn body() -> Vec<String> {
    (0..7).map(|index| FULL.chars().cycle().skip(3 * index).take(20).collect()).collect()
}

#[test]
fn a_header_at_one_place_and_numbers_that_follow_the_pages_are_furniture_and_said() {
    let body = body();
    let page = |index: usize| full_page("某县人民政府公报", &[&body[index]], &format!("— {} —", index + 1));
    let pages: Vec<_> = (0..5).map(page).collect();
    let read = source(&pages);
    assert_eq!(furniture(&read).len(), 10);
    assert!(read.notices.iter().any(|notice| notice.contains("10 处")), "{:?}", read.notices);
    assert!(!read.printed().contains("公报"));
}

#[test]
fn annexes_items_and_sentences_that_return_with_another_number_are_none() {
    let heads = ["附件1", "附件2", "附件3"];
    let body = body();
    let pages: Vec<_> = heads.iter().zip(&body).map(|(head, line)| full_page(head, &[line], "")).collect();
    assert_eq!(furniture(&source(&pages)), [""; 0]);
    let items: Vec<_> = (1..=6)
        .map(|number| {
            full_page(&format!("{number}.推进第{number}批改革"), &[&body[number]], &format!("第{number}批于年底前完成"))
        })
        .collect();
    let read = source(&items);
    assert_eq!(furniture(&read), [""; 0]);
    assert_eq!(texts(&read).join("").matches("批改革").count(), 6);
}

#[test]
fn a_line_of_the_text_that_returns_at_a_place_where_others_stand_is_none() {
    let last =
        ["责任单位：县财政局", "加强监督", "责任单位：县财政局", "完善机制", "责任单位：县财政局", "推进", "公开"];
    let body = body();
    let pages: Vec<_> = last.iter().zip(&body).map(|(last, line)| full_page("", &[line], last)).collect();
    assert_eq!(furniture(&source(&pages)), [""; 0]);
}

#[test]
fn a_page_number_set_high_is_one_and_a_number_that_does_not_follow_the_pages_is_none() {
    let high = |numbers: [&str; 4]| {
        let body = body();
        let mut pages = Vec::new();
        for (number, line_of) in numbers.iter().zip(&body) {
            let mut page = full_page("", &[line_of], "");
            page.glyphs.extend(line(290.0, 690.0, 12.0, number));
            pages.push(page);
        }
        furniture(&source(&pages)).len()
    };
    assert_eq!(high(["7", "8", "9", "10"]), 4);
    assert_eq!(high(["7", "30", "2", "55"]), 0);
}

#[test]
fn numbers_of_a_list_at_the_edge_of_a_page_that_has_its_number_are_none() {
    let body = body();
    let page =
        |index: usize| full_page(if index == 2 { "— 7 —" } else { "" }, &[&body[index]], &format!("— {} —", index + 1));
    let pages: Vec<_> = (0..4).map(page).collect();
    assert_eq!(furniture(&source(&pages)).len(), 4);
}
