//! The forms in which people write names.

use crate::fold::fold;
use crate::words::WORDS;
use zhengtu_lexicon::bodies::Bodies;
use zhengtu_model::DocumentInfo;

/// What a question may call a document, folded: its file name, title, place and number.
pub(crate) fn document_forms(info: &DocumentInfo) -> Vec<String> {
    let (title, place) = (info.title.as_str(), info.place.as_deref());
    let file = fold(&info.name);
    let stem = file.rsplit_once('.').map(|(stem, _)| stem.to_owned());
    let title = fold(title);
    let places = [place.map(fold), titled(&title)];
    let bare =
        places.iter().flatten().filter_map(|place| place.strip_suffix(['市', '省', '县', '区'])).map(str::to_owned);
    let mut forms: Vec<String> = bare.chain([file, title]).chain(stem).collect();
    forms.extend(places.into_iter().flatten());
    let number = info.identity.number.as_ref().map(|number| fold(&number.value));
    forms.extend(number.iter().flat_map(|number| numbered(number)));
    forms.retain(|form| form.chars().nth(1).is_some());
    forms.sort();
    forms.dedup();
    forms
}

/// What a document is called by its folded number: whole, without the letters of its issuer, by the last figures (127号文).
fn numbered(number: &str) -> Vec<String> {
    let year = number.find('[').map(|at| number[at..].to_owned());
    let last = number.rsplit_once(']').map(|(_, last)| format!("{}文", last.trim_start_matches('第')));
    [Some(number.to_owned()), year, last].into_iter().flatten().collect()
}

/// The place that a document is of: as it says, else as its title begins.
pub(crate) fn place_of(info: &DocumentInfo) -> Option<String> {
    info.place.clone().or_else(|| titled(&info.title))
}

/// The place with which a title begins: 青河县 of 青河县优化营商环境方案.
fn titled(title: &str) -> Option<String> {
    let title = fold(title);
    let (at, char) = title.char_indices().take(7).find(|(_, char)| matches!(char, '省' | '市' | '县' | '区'))?;
    let place = &title[..at + char.len_utf8()];
    let is_place = place.chars().all(zhengtu_text::is_cjk) && WORDS.name.no_place.at_end(place).is_none();
    (at > 0 && is_place).then(|| place.to_owned())
}

/// The one year that its title or else its file name has in figures, or else that of its issue.
pub(crate) fn year_of(info: &DocumentInfo) -> Option<u16> {
    let only = |text: &str| {
        let mut years = figures(text).filter(|year| (2000..2100).contains(year));
        years.next().filter(|_| years.next().is_none())
    };
    let issued = || info.identity.issued.as_ref().map(|stated| stated.value.year());
    only(&fold(&info.title)).or_else(|| only(&info.name)).or_else(issued)
}

/// The numbers of four figures in a text.
fn figures(text: &str) -> impl Iterator<Item = u16> {
    let runs = text.split(|char: char| !char.is_ascii_digit());
    runs.filter(|run| run.len() == 4).filter_map(|run| run.parse().ok())
}

/// The name without the level or place before it, if enough of it is left to be a name.
pub(crate) fn bare<'a>(bodies: &Bodies, name: &'a str, place: Option<&str>) -> &'a str {
    if let Some(rest) = place.and_then(|place| name.strip_prefix(place)).filter(|rest| rest.chars().nth(2).is_some()) {
        return rest;
    }
    let level = bodies.level_word(name).filter(|_| name.chars().count() > 3);
    level.map_or(name, |level| &name[level.len()..])
}

/// The number of character pairs that the name has in common with another, apart from the suffix.
pub(crate) fn shared(core: &[char], known: &str) -> usize {
    let known: Vec<char> = known.chars().collect();
    let same = core.iter().filter(|char| !matches!(char, '局' | '委' | '办' | '县' | '市') && known.contains(char));
    same.count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use zhengtu_lexicon::testing::lexicon;

    #[test]
    fn a_document_is_called_by_its_number_or_the_end_of_it() {
        assert_eq!(numbered("国办发[2018]127号"), ["国办发[2018]127号", "[2018]127号", "127号文"]);
        assert_eq!(numbered("公告2022年第31号"), ["公告2022年第31号"]);
    }

    #[test]
    fn level_and_place_are_taken_off_a_name_but_not_off_a_word() {
        let bodies = lexicon().bodies();
        assert_eq!(bare(bodies, "县税务局", None), "税务局");
        assert_eq!(bare(bodies, "温县税务局", Some("温县")), "税务局");
        assert_eq!(bare(bodies, "市场监管局", None), "市场监管局");
        assert_eq!(bare(bodies, "县市场监管局", None), "市场监管局");
    }
}
