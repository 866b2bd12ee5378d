//! Traditional characters.

use std::collections::HashMap;
use std::sync::LazyLock;

static SIMPLE: LazyLock<HashMap<char, char>> = LazyLock::new(|| {
    let lines = include_str!("../data/traditional.txt").lines().filter(|line| !line.starts_with('#'));
    let forms = lines.filter_map(|line| line.split_once(' '));
    let each = forms.filter_map(|(simple, forms)| Some((simple.chars().next()?, forms)));
    each.flat_map(|(simple, forms)| forms.chars().map(move |form| (form, simple))).collect()
});

/// The simplified form of a character that has one.
pub(crate) fn simplified(char: char) -> Option<char> {
    SIMPLE.get(&char).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn traditional_characters_have_a_simplified_form_and_others_none() {
        let text: String = "專精特新企業開辦".chars().map(|char| simplified(char).unwrap_or(char)).collect();
        assert_eq!(text, "专精特新企业开办");
        assert_eq!(simplified('企'), None);
        assert!(SIMPLE.len() > 2500 && SIMPLE.values().all(|simple| simplified(*simple) != Some(*simple)));
    }
}
