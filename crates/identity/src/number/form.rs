//! The forms of document numbers.

use regex::Regex;
use std::sync::LazyLock;

/// Agency, year and number, with every form of bracket (GB/T 9704-2012, section 7.2.5, wants 〔〕).
pub(super) static NUMBER: LazyLock<Regex> =
    LazyLock::new(|| compile(r"(\p{Han}{1,20})[〔\[［【（(〈﹝]((?:19|20)\d{2})年?[〕\]］】）)〉﹞]第?(\d{1,5})号"));

/// The number of an order or announcement: 令第12号, 公告2022年第31号.
static SERIES: LazyLock<Regex> = LazyLock::new(|| {
    compile(r"^\p{Han}{2,30}(?:第\d{1,4}号令|令第\d{1,4}号|(?:公告|通告)(?:(?:19|20)\d{2}年)?第\d{1,4}号)$")
});

/// Names of issuers before the sign of the agency.
static ISSUER: LazyLock<Regex> = LazyLock::new(|| {
    compile(r"^.*(?:人民政府(?:办公厅|办公室)?|委员会(?:办公厅|办公室)?|办公室|办公厅|管理局|总局|日由?)(\p{Han}{2,})$")
});

pub(super) fn compile(pattern: &str) -> Regex {
    Regex::new(pattern).expect("a constant pattern")
}

/// A number with its year in 〔〕, without the name of the issuer before the sign of its agency.
pub(crate) fn well_formed(text: &str) -> Option<String> {
    let found = NUMBER.captures(text)?;
    let agency = &found[1];
    let agency = ISSUER.captures(agency).map_or(agency, |found| found.get(1).map_or("", |found| found.as_str()));
    Some(format!("{agency}〔{}〕{}号", &found[2], &found[3]))
}

pub(super) fn series(text: &str) -> Option<String> {
    SERIES.is_match(text).then(|| text.to_owned())
}

/// The number in the bracket at the end of a title, and where the bracket starts.
pub(crate) fn behind_title(title: &str) -> Option<(String, usize)> {
    let open = title.rfind(['（', '('])?;
    let inner = title[open..].trim_start_matches(['（', '(']).strip_suffix(['）', ')'])?;
    // The brackets of the year may be round.
    let whole = NUMBER.find(inner).filter(|found| found.start() == 0 && found.end() == inner.len());
    if whole.is_some() {
        return Some((well_formed(inner)?, open));
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_of_bracket_is_read_and_the_issuer_before_it_is_no_part() {
        for (printed, number) in [
            ("某政办发〔2021〕7号", "某政办发〔2021〕7号"),
            ("某政办发[2021]第7号", "某政办发〔2021〕7号"),
            ("某发改（2021）7号", "某发改〔2021〕7号"),
            ("某州市人民政府某府规字〔2023〕1号", "某府规字〔2023〕1号"),
            ("鲁教委办发〔2020〕12号", "鲁教委办发〔2020〕12号"),
        ] {
            assert_eq!(well_formed(printed).as_deref(), Some(number));
        }
        assert_eq!(well_formed("某政办发〔21〕7号"), None);
    }

    #[test]
    fn orders_have_numbers_of_a_series_and_buildings_have_none() {
        assert!(series("某市人民政府令第12号").is_some() && series("财政部公告2022年第31号").is_some());
        assert!(series("某街道第12号楼").is_none());
        assert_eq!(
            behind_title("关于加强管理的通知（某教〔2021〕3号）").map(|found| found.0).as_deref(),
            Some("某教〔2021〕3号")
        );
        assert_eq!(behind_title("加强管理方案（2021年）"), None);
    }
}
