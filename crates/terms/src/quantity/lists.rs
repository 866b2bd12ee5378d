//! Lists of quantities with one unit: 2个、6个、8个工作日; 11%和18%左右.

use super::Quantity;
use crate::Term;

/// Joins the lists among `terms`.
pub(super) fn join(terms: &mut [Term], text: &str) {
    let mut start = 0;
    while start < terms.len() {
        let end = run_end(terms, start, text);
        if end - start > 1 {
            share(&mut terms[start..end]);
        }
        start = end;
    }
}

/// The index after the last member of the list that starts at `start`.
fn run_end(terms: &[Term], start: usize, text: &str) -> usize {
    let mut end = start + 1;
    while let (Some(Term::Quantity(last)), Some(Term::Quantity(next))) = (terms.get(end - 1), terms.get(end)) {
        let between = &text[last.span.end..next.number.start];
        let joined = matches!(between, "、" | "和" | "及" | "与" | "以及" | "，" | ",");
        let comma = matches!(between, "，" | ",");
        // 覆盖率达到100%，15%的村设置站点: a clause of its own.
        let begins = text[next.span.end..].starts_with('的') || last.unit != next.unit;
        if !joined || comma && begins || !agree(last, next) {
            break;
        }
        end += 1;
    }
    if end - start > 1 && !last_agrees(&terms[start..end]) { start + 1 } else { end }
}

/// Whether two neighbours can have one unit: the same, none, or 个 before 个工作日.
fn agree(first: &Quantity, next: &Quantity) -> bool {
    first.unit == next.unit || first.unit.is_empty() || first.unit == "个" && next.unit.starts_with('个')
}

fn last_agrees(list: &[Term]) -> bool {
    match (&list[0], list.last()) {
        (Term::Quantity(first), Some(Term::Quantity(last))) => agree(first, last) && !last.unit.is_empty(),
        _ => false,
    }
}

fn share(list: &mut [Term]) {
    let length = list.len();
    let (Some(Term::Quantity(first)), Some(Term::Quantity(last))) = (list.first().cloned(), list.last().cloned())
    else {
        return;
    };
    for (index, term) in list.iter_mut().enumerate() {
        let Term::Quantity(member) = term else { continue };
        member.list = Some((index, length));
        member.unit.clone_from(&last.unit);
        member.class = last.class;
        member.lead = first.lead;
        member.comparator = member.comparator.or(last.comparator).or(first.comparator);
        member.change = member.change.or(first.change);
        member.to |= first.to;
        member.reach |= first.reach;
    }
}
