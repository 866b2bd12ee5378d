//! What each code means, for `--explain`.

use crate::diff::CHANGES;
use crate::rules::rules;
use zhengtu_say::Lang;

/// The manual of the rule, or of the kind of change, with this code.
pub fn explain(code: &str, lang: Lang) -> Option<String> {
    if let Some(rule) = rules().iter().find(|rule| rule.code == code) {
        return Some(match lang {
            Lang::Zh => rule.manual(),
            Lang::En => rule.english_manual(),
        });
    }
    let change = CHANGES.iter().find(|change| change.code == code)?;
    Some(lang.pick(format!("# {code}：{}\n", change.title), format!("# {code}: {}\n", change.english)))
}

/// What the rule, or the kind of change, with this code looks for, in English and in one line.
pub(crate) fn english_title(code: &str) -> Option<&'static str> {
    let rule = rules().iter().find(|rule| rule.code == code).map(|rule| rule.english().0);
    rule.or_else(|| CHANGES.iter().find(|change| change.code == code).map(|change| change.english))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_is_explained_in_both_languages() {
        let chinese = |text: &str| text.chars().any(|char| ('\u{4e00}'..='\u{9fff}').contains(&char));
        for rule in rules() {
            let english = explain(rule.code, Lang::En).unwrap();
            assert!(english.starts_with(&format!("# {}: ", rule.code)) && english.contains("```bad"));
            assert!(explain(rule.code, Lang::Zh).is_some_and(|manual| chinese(&manual)));
        }
        assert!(explain("diff-moved", Lang::En).is_some() && explain("no-such-rule", Lang::Zh).is_none());
    }
}
