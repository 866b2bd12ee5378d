//! # Whom or which case the number singles out
//!
//! 对投资500万元以上的项目; 达到80%的，…
//!
//! ```target
//! 项目开工率达到80%。
//! ```
//!
//! ```none
//! 对上年投资增长10%的，加强指导。
//! ```

use super::{About, Site};
use zhengtu_lexicon::targets::Sign;
use zhengtu_model::Reading;

pub(super) const ABOUT: About = About::Numbers;

pub(super) fn decide(site: &Site<'_>) -> Option<Reading> {
    let stands = ends_as_case(site) || singles_out(site);
    stands.then_some(Reading::Condition)
}

/// 注册资本1000万元以上的，…: the clause is a case.
fn ends_as_case(site: &Site<'_>) -> bool {
    let follows = &site.passage.text[site.clause.end..];
    let clause = site.clause.of(site.passage.text).trim_end();
    clause.ends_with('的') && follows.starts_with(['，', ',', '；', ';', '：', ':'])
}

/// 对新增就业100人的企业: whom something is for.
fn singles_out(site: &Site<'_>) -> bool {
    if site.is_share() {
        return false;
    }
    site.starts(Sign::Singling, site.before()) && site.after().starts_with('的')
}
