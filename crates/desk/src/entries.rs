//! Entries of TOML files that people write too: put at the end, and taken out as they were written.

/// The text with an entry at its end.
pub(crate) fn with(text: &str, entry: &str) -> String {
    let between = match text {
        "" => "",
        text if text.ends_with('\n') => "\n",
        _ => "\n\n",
    };
    format!("{text}{between}{entry}")
}

/// The text without an entry that stands in it word for word, and with nothing more: what follows is another entry, a remark
/// or nothing. The blank line before it goes too.
pub(crate) fn without(text: &str, entry: &str) -> Option<String> {
    let ends = |after: &str| after.is_empty() || after.starts_with(['\n', '\r', '[', '#']);
    let begins = |before: &str| before.is_empty() || before.ends_with('\n');
    let mut places = text.match_indices(entry).filter(|(at, _)| {
        let (before, after) = (&text[..*at], &text[at + entry.len()..]);
        begins(before) && ends(after)
    });
    let (at, _) = places.next()?;
    let before = text[..at].strip_suffix("\n\n").map_or(&text[..at], |_| &text[..at - 1]);
    let rest = text[at + entry.len()..].trim_start_matches(['\n', '\r']);
    let between = if before.is_empty() || rest.is_empty() { "" } else { "\n" };
    Some(format!("{before}{between}{rest}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const A: &str = "[[unit]]\nname = \"甲\"\nreason = \"略\"\n";
    const B: &str = "[[unit]]\nname = \"乙\"\nreason = \"略\"\n";

    #[test]
    fn an_entry_goes_as_it_came_and_leaves_what_others_wrote() {
        let own = "# 手写\n[[unit]]\nname = \"丙\"\nreason = \"略\"";
        for text in ["", "# 手写\n", own] {
            let one = with(text, A);
            let two = with(&one, B);
            assert_eq!(without(&two, B).as_deref(), Some(one.as_str()));
            let only = without(&two, A).unwrap();
            assert_eq!(only.trim_start(), with(text, B).trim_start().replace("\n\n\n", "\n\n"), "{text:?}");
            assert_eq!(without(&one, A).unwrap().trim_end(), text.trim_end());
        }
    }

    #[test]
    fn an_entry_to_which_somebody_added_stays() {
        assert_eq!(without(&format!("{A}part = 3\n"), A), None);
        assert_eq!(without(B, A), None);
        assert!(without(&format!("{A}# 注\n"), A).is_some());
    }
}
