use super::{Sources, summary};
use crate::{Finding, Side};
use std::collections::BTreeMap;
use zhengtu_say::Lang;

/// A report in Markdown (CommonMark), grouped by document and part, with both passages of each finding.
pub fn markdown(findings: &[Finding], sources: &Sources<'_>) -> String {
    let mut text = format!("# 一致性检查\n\n{}。\n", summary(findings, Lang::Zh));
    let mut groups: BTreeMap<(&str, u32), Vec<&Finding>> = BTreeMap::new();
    for finding in findings {
        groups.entry((&finding.doc, finding.a.part)).or_default().push(finding);
    }
    for group in groups.into_values() {
        text += &format!("\n## {}\n", escape(&sources.part(group[0], Lang::Zh)));
        for finding in group {
            text += &entry(finding, sources);
        }
    }
    text
}

fn entry(finding: &Finding, sources: &Sources<'_>) -> String {
    let head = format!(
        "\n- **{}** `{}` {}\n",
        zhengtu_say::severity(finding.severity, Lang::Zh),
        finding.code,
        escape(&finding.message)
    );
    let sides = std::iter::once(&finding.a).chain(&finding.b);
    let passages: String = sides
        .map(|side| {
            let (line, column) = sources.region(&finding.doc, side).from;
            format!("  - {}（{line}:{column}）：{}\n", escape(&sources.whole_place(&finding.doc, side)), marked(side))
        })
        .collect();
    head + &passages + &format!("  - {}\n", escape(&super::note(finding, Lang::Zh)))
}

/// The quote with the words that differ in bold type.
fn marked(side: &Side) -> String {
    let chars: Vec<char> = side.quote.chars().collect();
    let mut text = String::new();
    let mut at = 0;
    for &[start, end] in &side.marks {
        let (start, end) = (start.clamp(at, chars.len()), end.clamp(at, chars.len()));
        text += &escape(&chars[at..start].iter().collect::<String>());
        text += &format!("**{}**", escape(&chars[start..end].iter().collect::<String>()));
        at = end;
    }
    text + &escape(&chars[at..].iter().collect::<String>())
}

fn escape(text: &str) -> String {
    let special = |char: char| matches!(char, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|');
    text.chars().flat_map(|char| special(char).then_some('\\').into_iter().chain([char])).collect()
}
