use regex::Regex;
use std::sync::LazyLock;

/// Words of administrative level in an enumeration of places.
const LEVELS: &str = "地级以上市|地级市|县级市|设区的市|设区市|省辖市|自治县|自治州|自治旗|旗县市区|旗县区|旗县|市州|州市|地市|市县|县区|区县|县市区|县市|市区|乡镇|镇街|街镇|街道|市|州|盟|县|区|旗|镇|乡|园区";

static LEFT: LazyLock<Regex> = LazyLock::new(|| {
    compile(&format!(
        r"^(?:.{{0,8}}(?:各|有关|相关|所辖|下辖|沿\p{{Han}}))?(?P<first>{LEVELS})(?:{LEVELS})*(?:[（(][^（）()]{{1,12}}[）)])?(?:、(?:{LEVELS})+)*$"
    ))
});

static RIGHT: LazyLock<Regex> = LazyLock::new(|| {
    compile(&format!(
        r"^(?P<first>{LEVELS})(?:{LEVELS})*(?:[（(][^（）()]{{1,12}}[）)])?(?P<organ>人民政府|政府|党委|办事处|街道办|管委会|党工委|等|$|牵头|负责|按|配合|具体|组织|落实)?(?P<rest>.*)$"
    ))
});

/// What governs a place, before a second organ of the same place: 各县（市、区）党委、政府.
const GOVERNING: [&str; 4] = ["党委", "党工委", "人民政府", "政府"];

static BARE_ORGAN: LazyLock<Regex> =
    LazyLock::new(|| compile(r"^(?:人民政府|政府|管委会|街道办事处|办事处)(?:$|等|牵头|负责|按|配合|具体|组织|落实)"));

/// Whether `right` goes on with the enumeration of places that `left` begins, so that both are one
/// name: 各市 + 县人民政府, 各县区 + 园区燃气管理部门; but not 各乡镇 + 县财政局.
pub(super) fn enumerates(left: &str, right: &str) -> bool {
    if left.starts_with('各') && GOVERNING.iter().any(|organ| left.ends_with(organ)) && BARE_ORGAN.is_match(right) {
        return true;
    }
    // The patterns are asked of every two neighbours of a list, and most are no places.
    let level_ends = ['市', '州', '盟', '县', '区', '旗', '镇', '乡', '街', '道', '）', ')'];
    let level_begins = ['地', '县', '设', '省', '自', '旗', '市', '州', '区', '乡', '镇', '街', '盟', '园'];
    if !left.ends_with(level_ends) || !right.starts_with(level_begins) {
        return false;
    }
    let (Some(begun), Some(goes_on)) = (LEFT.captures(left), RIGHT.captures(right)) else { return false };
    let bare = !left.starts_with(['各', '有', '相', '所', '下', '沿']) && !left.contains('各');
    if bare && left.chars().count() > 2 {
        return false;
    }
    let (first, next) = (&begun["first"], &goes_on["first"]);
    let organ = goes_on.name("organ").map_or("", |organ| organ.as_str());
    let rest = &goes_on["rest"];
    if organ.is_empty() && rest.is_empty() {
        return next != "园区";
    }
    if !organ.is_empty() {
        let office = organ.ends_with("政府") && ["办", "督查", "研究"].iter().any(|word| rest.starts_with(word));
        let rises = rank(first) > 3 && rank(next) <= 3;
        let zone = next == "园区" && organ == "管委会";
        return !(office || rises || zone);
    }
    let general = ["部门", "单位", "机构", "企业"].iter().any(|word| rest.contains(word))
        && !rest.starts_with(['直', '级', '属']);
    let own = rest.starts_with(['直', '级', '属', '各', '有', '相', '委']);
    !own && (rank(first) < rank(next) || (general && rank(first) <= rank(next)))
}

/// The rank of a level from the top: 市 1, 县 and 区 2, 园区 3, 乡 and 镇 4.
fn rank(level: &str) -> u8 {
    match level {
        "地级以上市" | "地级市" | "设区的市" | "设区市" | "省辖市" | "自治州" | "市州" | "州市" | "地市" | "市"
        | "州" | "盟" | "市县" => 1,
        "园区" => 3,
        "乡" | "镇" | "乡镇" | "镇街" | "街镇" | "街道" => 4,
        _ => 2,
    }
}

fn compile(pattern: &str) -> Regex {
    Regex::new(pattern).expect("a constant pattern")
}

#[cfg(test)]
mod tests {
    use super::*;

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
        ] {
            assert!(enumerates(left, right), "{left}、{right}");
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
            ("金水区", "二七区人民政府"),
            ("各开发区管委会", "各区县(市)人民政府"),
        ] {
            assert!(!enumerates(left, right), "{left}、{right}");
        }
    }
}
