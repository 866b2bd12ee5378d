//! Enumerations of places, which are one name: 各市、县人民政府.

use super::Vocabulary;
use zhengtu_lexicon::roles::{Behind, Enumeration, Rank};

/// Whether `right` goes on with the enumeration of places that `left` begins, so that both are one
/// name: 各市 + 县人民政府, 各县区 + 园区燃气管理部门; but not 各乡镇 + 县财政局.
pub(super) fn enumerates(vocabulary: &Vocabulary<'_>, left: &str, right: &str) -> bool {
    let places = vocabulary.roles().enumeration();
    if is_second_organ(places, left, right) {
        return true;
    }
    let Some(first) = places.begun(left).filter(|_| !names_one_place(left)) else { return false };
    let Some((next, behind)) = places.goes_on(right) else { return false };
    match behind {
        Behind::End => next != Rank::Zone,
        Behind::Tail => !rises(first, next),
        Behind::Organ(organ, rest) => !rises(first, next) && !is_one_body(places, next, organ, rest),
        Behind::Other(rest) => goes_down(places, first, next, rest),
    }
}

/// 各县（市、区）党委 + 政府: a second organ of the same places.
fn is_second_organ(places: &Enumeration, left: &str, right: &str) -> bool {
    if !left.starts_with('各') {
        return false;
    }
    if places.words.governing.at_end(left).is_none() {
        return false;
    }
    places.is_second(right)
}

/// The longest bare word of level that may begin an enumeration (市 + 县人民政府), in characters.
const LONGEST_BARE: usize = 2;

/// Whether no word before the place says that several are meant (各, 有关, 所辖).
fn names_one_place(left: &str) -> bool {
    if left.contains('各') {
        return false;
    }
    if left.starts_with(['有', '相', '所', '下', '沿']) {
        return false;
    }
    left.chars().nth(LONGEST_BARE).is_some()
}

/// Whether a place of a higher level follows a town: 各乡镇 + 县财政局.
fn rises(first: Rank, next: Rank) -> bool {
    first == Rank::Town && next < Rank::Town
}

/// Whether what governs a place is a body of its own: 县政府 + 办公室, 园区 + 管委会.
fn is_one_body(places: &Enumeration, next: Rank, organ: &str, rest: &str) -> bool {
    if next == Rank::Zone && organ == "管委会" {
        return true;
    }
    organ.ends_with("政府") && places.words.office.at_start(rest).is_some()
}

/// Whether what else stands behind a place is of all those enumerated: of a lower level than the first, or a group of
/// the same (各县区 + 区住建部门).
fn goes_down(places: &Enumeration, first: Rank, next: Rank, rest: &str) -> bool {
    if places.words.own.at_start(rest).is_some() {
        return false;
    }
    match places.words.group.within(rest) {
        true => first <= next,
        false => first < next,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::units::testing::vocabulary;

    #[test]
    fn places_of_one_enumeration_are_one_name() {
        for (left, right) in [
            ("各市", "县人民政府"),
            ("各县区", "园区燃气管理部门"),
            ("各镇", "街道"),
            ("各乡镇", "街道办事处"),
            ("各县", "市"),
            ("各县、市", "区人民政府负责落实"),
            ("各市", "县（市、区）人民政府按职责分工负责"),
            ("市", "县人民政府"),
            ("各市", "县财政局"),
            ("有关市", "县政府"),
            ("各市、县", "自治县人民政府"),
            ("各县（市、区）党委", "政府具体落实"),
            ("各省", "自治区"),
            ("各省、自治区", "直辖市人民政府"),
            ("各设区市委", "政府"),
        ] {
            assert!(enumerates(&vocabulary(), left, right), "{left}、{right}");
        }
    }

    #[test]
    fn a_body_of_its_own_is_another_name() {
        for (left, right) in [
            ("各乡镇", "县财政局"),
            ("各县区", "市直有关部门"),
            ("各县区", "各园区"),
            ("县财政局", "县税务局"),
            ("各镇", "县政府办公室"),
            ("各区", "市财政局"),
            ("各市", "省财政厅"),
            ("各省", "市场监管总局"),
            ("金水区", "二七区人民政府"),
            ("各开发区管委会", "各区县(市)人民政府"),
        ] {
            assert!(!enumerates(&vocabulary(), left, right), "{left}、{right}");
        }
    }
}
