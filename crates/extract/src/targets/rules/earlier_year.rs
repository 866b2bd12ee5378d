//! # 2023年巩固率为90.2%，2025年达到95%: the level of an earlier year beside that of a later one
//!
//! What a year has been (为) is where the later level starts from; levels of several years that are each to be reached
//! are targets.
//!
//! ```target
//! 2024年巩固率达到90%，2025年达到95%。
//! 到2025年，巩固率为95%以上。
//! ```
//!
//! ```none
//! 2023年巩固率为90.2%，2025年达到95%。
//! ```

use super::{About, Site};
use zhengtu_model::{Date, Reading};
use zhengtu_terms::Term;
use zhengtu_terms::dates::DateKind;

pub(super) const ABOUT: About = About::Numbers;

pub(super) fn decide(site: &Site<'_>) -> Option<Reading> {
    if site.is_compared() {
        return None;
    }
    site.lead_words().trim_end().strip_suffix('为')?;
    let year = own_year(site)?;
    rises_later(site, year).then_some(Reading::Baseline)
}

/// The last day of the year that the clause of the number names as the one in which it was so.
fn own_year(site: &Site<'_>) -> Option<Date> {
    let before = site.passage.terms.iter().take_while(|term| term.span().start < site.quantity.span.start);
    let own = before.filter_map(|term| match term {
        Term::Date(mention) if site.clause.contains(mention.span) => Some(mention),
        _ => None,
    });
    own.last().filter(|mention| mention.kind == DateKind::Period)?.end
}

/// Whether a later year follows in the sentence, and a level of the same kind with it.
fn rises_later(site: &Site<'_>, year: Date) -> bool {
    let after = site.passage.terms.iter().skip_while(|term| term.span().start <= site.last.span.start);
    let mut near = after.take_while(|term| term.span().end <= site.sentence.end).take(MOST_BETWEEN);
    let later = |term: &Term| matches!(term, Term::Date(mention) if mention.end.is_some_and(|end| end > year));
    if !near.any(later) {
        return false;
    }
    let quantities = near.filter_map(|term| match term {
        Term::Quantity(next) => Some(next),
        _ => None,
    });
    quantities.filter(|next| next.is_level()).any(|next| next.class == site.quantity.class)
}

/// How many dates and numbers may stand between the two levels.
const MOST_BETWEEN: usize = 4;
