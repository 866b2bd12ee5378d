//! What a finding is known by: its code and the words of its passages. So it keeps its id when the text around it is
//! renumbered or moved, and gets another when one of the passages changes.

use crate::phrases::strip_number;
use crate::{Finding, Side};
use sha2::{Digest, Sha256};
use std::collections::HashMap;

/// The hexadecimal digits of an id: two of a million findings have the same in one of 500 plans.
const DIGITS: usize = 12;

/// Gives each finding its id. Those that say the same of the same words are told apart by their order.
pub(crate) fn name(findings: &mut [Finding]) {
    let mut earlier: HashMap<String, usize> = HashMap::new();
    for finding in findings {
        let id = id(finding);
        let same = earlier.entry(id.clone()).or_default();
        *same += 1;
        finding.id = if *same == 1 { id } else { format!("{id}-{same}") };
    }
}

fn id(finding: &Finding) -> String {
    let b = finding.b.as_ref().map_or("", words);
    let hash = Sha256::digest(format!("{}\0{}\0{b}", finding.code, words(&finding.a)));
    let hex: String = hash.iter().map(|byte| format!("{byte:02x}")).collect();
    hex[..DIGITS].to_owned()
}

/// The words of a passage without the number in front; where it has none, those of the heading.
pub(crate) fn words(side: &Side) -> &str {
    let quote = unnumbered(&side.quote);
    if quote.is_empty() { unnumbered(&side.heading) } else { quote }
}

/// The text without the number in front; a figure (3.5亿元) has none.
fn unnumbered(text: &str) -> &str {
    let rest = strip_number(text);
    let is_figure = rest.starts_with(|char: char| char.is_ascii_digit());
    if is_figure { text } else { rest }
}

#[cfg(test)]
mod tests {
    use super::{Side, words};
    use crate::testing::check;

    fn ids(text: &str) -> Vec<(String, String)> {
        check(text).into_iter().map(|finding| (finding.id, finding.code)).collect()
    }

    const PLAN: &str = "某县工作方案\n一、主要措施\n1.加强布署。\n2.推进甲事，再接再励。\n3.加强布署。\n";

    #[test]
    fn an_id_stays_when_items_are_numbered_anew_and_changes_with_the_words() {
        let before = ids(PLAN);
        let renumbered = ids(
            "某县工作方案\n一、总体要求\n1.推进乙事。\n二、主要措施\n1.加强布署。\n2.推进丙事。\n3.推进甲事，再接再励。\n4.加强布署。\n",
        );
        for id in before.iter().filter(|(_, code)| code == "text-slip") {
            assert!(renumbered.contains(id), "{id:?} of {before:?} not in {renumbered:?}");
        }
        let changed = ids(&PLAN.replace("推进甲事，再接再励", "推进丁事，再接再励"));
        assert_eq!(before.iter().filter(|id| id.1 == "text-slip" && !changed.contains(id)).count(), 1);
    }

    #[test]
    fn a_figure_at_the_start_is_no_number_of_an_item() {
        let quoted = |quote: &str| Side { quote: quote.to_owned(), ..Side::default() };
        assert_eq!(words(&quoted("3.5亿元以上")), "3.5亿元以上");
        assert_eq!(words(&quoted("3.推进甲事")), "推进甲事");
        assert_eq!(words(&Side { heading: "（一）推进甲事".to_owned(), ..quoted("1.") }), "推进甲事");
    }

    #[test]
    fn findings_of_the_same_words_are_told_apart() {
        let mut found: Vec<String> = ids(PLAN).into_iter().map(|(id, _)| id).collect();
        let all = found.len();
        found.sort();
        found.dedup();
        assert_eq!(found.len(), all);
    }
}
