//! # Who qualifies: 对…以上的…给予, and what stands in a clause before what is given
//!
//! ```target
//! 对重点企业开展培训，新增用工1000人。
//! 培育企业30家，给予奖励。
//! ```
//!
//! ```none
//! 对建筑面积3000平方米以上，且年交易额达到200万元的市场，给予补助。
//! 企业引进的排名前100名高校的毕业生，给予补贴。
//! ```

use super::{About, Site};
use crate::targets::passage::is_clause_end;
use zhengtu_lexicon::targets::Sign;
use zhengtu_model::Reading;

pub(super) const ABOUT: About = About::Numbers;

pub(super) fn decide(site: &Site<'_>) -> Option<Reading> {
    // 对…企业，将4个环节压缩至2个，给予奖励: what is changed to a level is what is done for them.
    if site.changes_into_level() {
        return None;
    }
    if is_before_gift(site) {
        return Some(Reading::Condition);
    }
    (gives_after(site) && is_after_whom(site)).then_some(Reading::Condition)
}

/// Whether 对 opens the clause of the number or one before it, with nothing given between.
fn is_after_whom(site: &Site<'_>) -> bool {
    let own = site.lead_words().trim_start_matches(is_clause_end);
    let clauses = std::iter::once(own).chain(site.earlier_part().rsplit(is_clause_end).take(MOST_CLAUSES));
    clauses.take_while(|clause| !site.within(Sign::Benefit, clause)).any(|clause| says_whom(site, clause))
}

/// 对重点企业; 对接 is a word of its own.
fn says_whom(site: &Site<'_>, clause: &str) -> bool {
    site.starts(Sign::Singling, clause.trim_start()) && !site.starts(Sign::LongerWord, clause)
}

/// How many clauses before the number the one that says whom may stand.
const MOST_CLAUSES: usize = 4;

/// Whether something is given after the number, before a semicolon.
fn gives_after(site: &Site<'_>) -> bool {
    site.within(Sign::Benefit, site.later_part())
}

/// 排名前100名高校的毕业生，给予补贴: the clause names who receives what the next one gives.
fn is_before_gift(site: &Site<'_>) -> bool {
    let Some(next) = site.passage.text[site.clause.end..].strip_prefix(['，', ',']) else { return false };
    let next = next.trim_start_matches(['，', ',']);
    if !site.starts(Sign::Benefit, next.trim_start_matches(['可', '均', '将'])) {
        return false;
    }
    if [Sign::Commit, Sign::Weak].into_iter().any(|verb| site.starts(verb, site.before())) {
        return false;
    }
    if site.after().contains('的') {
        return true;
    }
    !site.opens_with_commitment() && !site.follows_target()
}
