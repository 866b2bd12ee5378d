//! Choices in forms.

use crate::call::Call;

/// A choice in a form.
pub struct Choice {
    /// The value.
    pub value: String,
    /// What the reader sees.
    pub label: String,
    /// Whether it is the one chosen.
    pub chosen: bool,
}

/// The parts that the documents have, as choices.
pub fn part_choices(call: &Call) -> Vec<Choice> {
    let mut parts: Vec<u32> = call
        .opened
        .facts
        .iter()
        .flat_map(|facts| &facts.parts)
        .filter(|part| part.present)
        .map(|part| part.number)
        .collect();
    parts.sort_unstable();
    parts.dedup();
    let chosen = call.get("part").unwrap_or_default();
    let choice = |part: u32| {
        let value = part.to_string();
        Choice { label: call.opened.titles.part_of_all(part, call.asked.lang), chosen: value == chosen, value }
    };
    parts.into_iter().map(choice).collect()
}

/// The documents as choices; none where there is but one.
pub fn document_choices(call: &Call) -> Vec<Choice> {
    if call.opened.facts.len() < 2 {
        return Vec::new();
    }
    let chosen = call.get("doc").unwrap_or_default();
    let choice = |facts: &zhengtu_model::DocumentFacts| {
        let value = facts.info.name.clone();
        Choice { label: call.opened.titles.whole(&value), chosen: value == chosen, value }
    };
    call.opened.facts.iter().map(choice).collect()
}

/// Values with their names as choices.
pub fn choices(call: &Call, parameter: &str, values: &[(&str, &'static str)]) -> Vec<Choice> {
    let chosen = call.get(parameter).unwrap_or_default();
    let choice = |(value, label): &(&str, &str)| Choice {
        value: (*value).to_owned(),
        label: (*label).to_owned(),
        chosen: *value == chosen,
    };
    values.iter().map(choice).collect()
}
