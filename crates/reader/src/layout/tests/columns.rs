use super::{page, source};
use crate::testing::texts;

#[test]
fn two_columns_are_read_one_after_the_other() {
    let half = "两栏排版的公报每栏字数";
    let mut lines = vec![(80.0, 80.0, 20.0, "公报标题横跨两栏占满一行文字共多少")];
    for index in 0..10 {
        let y = 120.0 + 20.0 * index as f32;
        lines.push((80.0, y, 14.0, half));
        lines.push((300.0, y, 14.0, "右边一栏的文字排在后面"));
    }
    let source = source(&[page(&lines)]);
    let text = &source.text;
    assert!(text.rfind("两栏排版").unwrap() < text.find("右边一栏").unwrap());
}

#[test]
fn three_columns_are_read_one_after_the_other() {
    let mut lines = vec![(60.0, 80.0, 20.0, "简报标题横跨三栏占满一行文字共多少个字")];
    for index in 0..10 {
        let y = 120.0 + 16.0 * index as f32;
        lines.push((60.0, y, 10.0, "左栏文字每行十二个字不多"));
        lines.push((210.0, y, 10.0, "中栏文字每行十二个字不多"));
        lines.push((360.0, y, 10.0, "右栏文字每行十二个字不多"));
    }
    let source = source(&[page(&lines)]);
    let text = &source.text;
    assert!(text.rfind("左栏").unwrap() < text.find("中栏").unwrap());
    assert!(text.rfind("中栏").unwrap() < text.find("右栏").unwrap());
}

/// Ten lines in each of two columns, the right one lower by `shift`.
fn columns(shift: f32, count: usize) -> Vec<(f32, f32, f32, &'static str)> {
    let left = (0..count).map(|index| (80.0, 120.0 + 20.0 * index as f32, 14.0, "左栏文字每行十四字不多不少哪"));
    let right =
        (0..count).map(move |index| (300.0, 120.0 + shift + 20.0 * index as f32, 14.0, "右栏文字每行十四字不多不少呢"));
    left.chain(right).collect()
}

#[test]
fn lines_of_columns_are_joined_each_in_its_own() {
    let read = source(&[page(&columns(0.0, 10))]);
    assert_eq!(texts(&read).len(), 1);
    assert_eq!(read.text.matches("哪左栏").count(), 9);
    assert_eq!(read.text.matches("哪右栏").count(), 1);
}

#[test]
fn columns_whose_lines_stand_at_other_heights_are_told_and_so_is_a_headline_close_above_them() {
    let mut lines = columns(9.0, 10);
    lines.push((150.0, 112.0, 24.0, "关于印发方案的通知"));
    let read = source(&[page(&lines)]);
    assert!(read.text.starts_with("关于印发方案的通知\n左栏"), "{}", read.text);
    assert!(read.text.rfind("左栏").unwrap() < read.text.find("右栏").unwrap());
}

#[test]
fn a_last_page_with_few_lines_parts_where_the_others_do() {
    let read = source(&[page(&columns(0.0, 10)), page(&columns(0.0, 3))]);
    let second = read.text.rfind("右栏文字").unwrap();
    assert!(read.text[..second].ends_with("呢右栏文字每行十四字不多不少呢"), "{}", read.text);
    // By themselves they may be a table.
    assert!(source(&[page(&columns(0.0, 3))]).text.starts_with("左栏文字每行十四字不多不少哪 "));
}
