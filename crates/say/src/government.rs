use crate::Lang;
use zhengtu_model::GovernmentLevel;

/// The level of a government.
pub fn government(level: GovernmentLevel, lang: Lang) -> &'static str {
    match level {
        GovernmentLevel::National => lang.pick("国家级", "national"),
        GovernmentLevel::Province => lang.pick("省级", "province"),
        GovernmentLevel::City => lang.pick("市级", "city"),
        GovernmentLevel::County => lang.pick("县级", "county"),
        GovernmentLevel::Town => lang.pick("乡镇级", "town"),
    }
}

/// The level that a person names in either language (市级, 市, city).
pub fn government_named(name: &str) -> Option<GovernmentLevel> {
    GovernmentLevel::ALL.into_iter().find(|&level| {
        let chinese = government(level, Lang::Zh);
        name == chinese || name == chinese.trim_end_matches('级') || name == government(level, Lang::En)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_level_is_known_by_what_it_is_called_in_both_languages() {
        for level in GovernmentLevel::ALL {
            for lang in [Lang::Zh, Lang::En] {
                assert_eq!(government_named(government(level, lang)), Some(level));
            }
        }
        assert_eq!(government_named("市"), Some(GovernmentLevel::City));
        assert_eq!(government_named("级"), None);
    }
}
