//! The manuals of rules, whose examples are tests.

/// The examples of a manual under a fence: one a line, or a whole plan where it has sections.
pub(crate) fn examples(source: &str, fence: &str) -> Vec<String> {
    let manual: Vec<&str> = source.lines().map_while(|line| line.strip_prefix("//!")).map(str::trim).collect();
    let mut found = Vec::new();
    let mut lines = manual.iter();
    while lines.by_ref().any(|line| line.strip_prefix("```") == Some(fence)) {
        let block: Vec<&str> = lines.by_ref().take_while(|line| **line != "```").copied().collect();
        match block.iter().any(|line| line.starts_with("一、")) {
            true => found.push(block.join("\n")),
            false => found.extend(block.iter().map(|line| (*line).to_owned())),
        }
    }
    found
}
