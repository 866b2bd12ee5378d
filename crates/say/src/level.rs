use crate::Lang;
use zhengtu_model::GovernmentLevel;

/// The level of a government.
///
/// ```
/// use zhengtu_say::{Lang, level};
/// assert_eq!(level(zhengtu_model::GovernmentLevel::City, Lang::Zh), "市级");
/// ```
pub fn level(level: GovernmentLevel, lang: Lang) -> &'static str {
    match level {
        GovernmentLevel::National => lang.pick("国家级", "national"),
        GovernmentLevel::Province => lang.pick("省级", "provincial"),
        GovernmentLevel::City => lang.pick("市级", "of a city"),
        GovernmentLevel::County => lang.pick("县级", "of a county"),
        GovernmentLevel::Town => lang.pick("乡镇级", "of a town"),
    }
}

/// The level that a person names in either language (市级, 市, city).
///
/// ```
/// use zhengtu_model::GovernmentLevel::City;
/// use zhengtu_say::level_named;
/// assert_eq!(["市级", "市", "city"].map(level_named), [Some(City); 3]);
/// assert_eq!(level_named("级"), None);
/// ```
pub fn level_named(name: &str) -> Option<GovernmentLevel> {
    GovernmentLevel::ALL.into_iter().find(|&one| {
        let chinese = level(one, Lang::Zh);
        [chinese, chinese.trim_end_matches('级'), one.name()].contains(&name)
    })
}
