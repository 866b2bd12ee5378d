//! 主要内容: what a task says besides its number, title, units and deadline, which have columns of their own.

use zhengtu_model::Task;
use zhengtu_text::{Solid, Span, strip_white};

/// The longest label before a field, in characters (完成时限：, 牵头责任单位：).
const LONGEST_LABEL: usize = 10;
/// The longest number before a title, in characters (（二十一）, 第十二条).
const LONGEST_NUMBER: usize = 8;

/// The content of a task; its title where the task says nothing more.
pub(crate) fn content(task: &Task) -> String {
    let mut lines = task.text.lines();
    let first = lines.next().map(|line| without_title(line, &task.title)).unwrap_or_default();
    let lines: Vec<String> = std::iter::once(first.to_owned())
        .chain(lines.map(str::to_owned))
        .filter(|line| !is_field(line, task))
        .map(|line| without_statement(&line, task.units_raw.as_deref()).trim().to_owned())
        .filter(|line| !line.is_empty())
        .collect();
    let content = lines.join("\n");
    if content.chars().any(char::is_alphanumeric) { content } else { task.title.clone() }
}

/// The first line without its number and title.
fn without_title<'a>(line: &'a str, title: &str) -> &'a str {
    let number = |found: &Span| line[..found.start].trim_end().chars().count();
    let found = Solid::of(line).find(title).filter(|found| number(found) <= LONGEST_NUMBER);
    found.map_or(line, |found| {
        line[found.end..].trim_start_matches(|char: char| char.is_whitespace() || "。：:；;".contains(char))
    })
}

/// Whether the line is a field of the task and nothing else: 完成时限：2021年12月, or one of the statement.
fn is_field(line: &str, task: &Task) -> bool {
    let line = strip_white(line);
    let label = line.find(['：', ':']).filter(|&at| line[..at].chars().count() <= LONGEST_LABEL);
    let Some(label) = label else { return task.units_raw.as_ref().is_some_and(|raw| *raw == line) };
    let value = line[label..].trim_start_matches(['：', ':']).trim_end_matches(['。', '；', ';']);
    let of_deadline = task.deadline_raw.as_deref().is_some_and(|raw| value == raw.trim_end_matches(['。', '；', ';']));
    of_deadline
        || task.units_raw.as_ref().is_some_and(|raw| !value.is_empty() && raw.contains(line.trim_end_matches('。')))
}

/// The line without the statement at its end, brackets and all: …。(县财政局牵头，县商务局配合).
fn without_statement<'a>(line: &'a str, statement: Option<&str>) -> &'a str {
    let Some(found) = statement.and_then(|statement| Solid::of(line).find(statement)) else { return line };
    if line[found.end..].chars().any(char::is_alphanumeric) {
        return line;
    }
    line[..found.start].trim_end_matches(|char: char| char.is_whitespace() || "(（[〔【".contains(char))
}

#[cfg(test)]
mod tests {
    use crate::table::tests::task;

    fn content(title: &str, text: &str, units: Option<&str>, deadline: Option<&str>) -> String {
        let mut task = task("三/1", title, text);
        (task.units_raw, task.deadline_raw) = (units.map(str::to_owned), deadline.map(str::to_owned));
        super::content(&task)
    }

    #[test]
    fn number_title_and_fields_go() {
        let text = "2.精简办电手续。高低压客户办电资料均精简为 2 项。\n时间节点：2021 年 3 月\n责任单位：县供电公司、县发展改革委";
        let found = content("精简办电手续", text, Some("责任单位：县供电公司、县发展改革委"), Some("2021年3月"));
        assert_eq!(found, "高低压客户办电资料均精简为 2 项。");
    }

    #[test]
    fn a_statement_in_brackets_goes_with_its_brackets() {
        let text = "(二)推进数据共享。形成“三份清单”。(县大数据局牵头，县直各部门按职责分工负责)";
        let found = content("推进数据共享", text, Some("县大数据局牵头，县直各部门按职责分工负责"), None);
        assert_eq!(found, "形成“三份清单”。");
    }

    #[test]
    fn a_heading_on_a_line_of_its_own_goes() {
        let text = "(五)支持管理人\n为管理人接管提供便利。\n完成时限：持续推进";
        assert_eq!(content("支持管理人", text, None, Some("持续推进")), "为管理人接管提供便利。");
    }

    #[test]
    fn what_the_fields_do_not_hold_stays() {
        let text = "1.推进。分三步：2021年3月启动。\n保障措施：加大投入。\n责任单位：县财政局";
        let found = content("推进", text, Some("责任单位：县财政局"), Some("2021年12月"));
        assert_eq!(found, "分三步：2021年3月启动。\n保障措施：加大投入。");
    }

    #[test]
    fn a_task_that_says_no_more_than_its_title_has_it_for_content() {
        assert_eq!(content("完善网络", "3.完善网络。\n责任单位：县法院", Some("责任单位：县法院"), None), "完善网络");
    }
}
