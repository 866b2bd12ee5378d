//! The forms in which people write names.

use super::fold;

/// What a question may call a document, folded.
pub(super) fn document_forms(name: &str, title: &str, place: Option<&str>) -> Vec<String> {
    let file = fold(name);
    let stem = file.rsplit_once('.').map(|(stem, _)| stem.to_owned());
    let title = fold(title);
    let before = title.char_indices().take(7).find(|(_, char)| matches!(char, '省' | '市' | '县' | '区'));
    let titled = before.map(|(at, char)| title[..at + char.len_utf8()].to_owned());
    let places = [place.map(fold), titled];
    let bare =
        places.iter().flatten().filter_map(|place| place.strip_suffix(['市', '省', '县', '区'])).map(str::to_owned);
    let mut forms: Vec<String> = bare.chain([file, title]).chain(stem).collect();
    forms.extend(places.into_iter().flatten());
    forms.retain(|form| form.chars().nth(1).is_some());
    forms.sort();
    forms.dedup();
    forms
}

/// The name without the level or place before it, if enough of it is left to be a name.
pub(super) fn bare<'a>(name: &'a str, place: Option<&str>) -> &'a str {
    if let Some(rest) = place.and_then(|place| name.strip_prefix(place)).filter(|rest| rest.chars().nth(2).is_some()) {
        return rest;
    }
    let mut chars = name.chars();
    let level = chars.next().is_some_and(|char| matches!(char, '县' | '市' | '省' | '区' | '州' | '旗'));
    if level && name.chars().count() > 3 && !name.starts_with("市场") { chars.as_str() } else { name }
}

/// The number of character pairs that the name has in common with another, apart from the suffix.
pub(super) fn shared(core: &[char], known: &str) -> usize {
    let known: Vec<char> = known.chars().collect();
    let same = core.iter().filter(|char| !matches!(char, '局' | '委' | '办' | '县' | '市') && known.contains(char));
    same.count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn level_and_place_are_taken_off_a_name_but_not_off_a_word() {
        assert_eq!(bare("县税务局", None), "税务局");
        assert_eq!(bare("温县税务局", Some("温县")), "税务局");
        assert_eq!(bare("市场监管局", None), "市场监管局");
        assert_eq!(bare("县市场监管局", None), "市场监管局");
    }
}
