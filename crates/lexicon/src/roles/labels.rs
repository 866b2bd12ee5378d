use super::{FILE, ForeignWord, any_of, compile};
use regex::Regex;
use std::sync::LazyLock;
use zhengtu_model::Role;
use zhengtu_text::Span;

/// What follows a label.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LabelSense {
    /// Units with this role (牵头单位：).
    Units(Role),
    /// Persons (责任领导：).
    Person,
    /// Something else (完成时限：).
    Other,
}

/// A label in a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Label {
    /// The label with its colon.
    pub span: Span,
    /// What follows it.
    pub sense: LabelSense,
}

/// The grammar of labels: `[【] qualifier* stem noun ((及|和|、) (stem noun | person))* （…）? [】] ：`.
struct Grammar {
    anywhere: Regex,
    at_start: Regex,
    header: Regex,
    stem: Regex,
    aside: Regex,
    unknown: Regex,
}

static GRAMMAR: LazyLock<Grammar> = LazyLock::new(|| {
    let stem = any_of(FILE.stem.iter().map(|stem| stem.word.as_str()));
    let bare = any_of(FILE.stem.iter().filter(|stem| stem.bare).map(|stem| stem.word.as_str()));
    let noun = any_of(FILE.noun.iter().map(|word| word.word.as_str()));
    let qualifier = any_of(FILE.qualifier.iter().map(|word| word.word.as_str()));
    let foreign = any_of(FILE.foreign.iter().map(|word| word.word.as_str()));
    let aside = r"(?:\s*[（(][^（）()]{0,24}[）)])?";
    let join = r"\s*(?:及其|以及|及|和|与|、|/|或)\s*";
    let more = format!("{join}{qualifier}*(?:{stem}?{noun}|{foreign}){aside}");
    let units = format!("{qualifier}*{stem}{aside}(?:{noun}{aside}(?:{more})*|(?:{more})+)");
    let label = format!("(?:{units}|{bare}|{foreign}{aside})");
    let header = format!(r"^(?:(?P<units>{units}|{bare})|(?P<foreign>{foreign}{aside}))$");
    Grammar {
        anywhere: compile(&format!(r"[【\[〔]?{label}[】\]〕]?\s*[：:]|[【\[〔]{label}[】\]〕]")),
        at_start: compile(&format!(r"^\s*(?:{units})\s*(?:为|是|\s)")),
        header: compile(&header),
        stem: compile(&stem),
        aside: compile(r"[（(][^（）()]*[）)]"),
        unknown: compile(r"(?:^|[，。；;、,\s）)])(?P<label>[\p{Han}]{2,10})[：:]"),
    }
});

/// The first label of `text` at or after byte `from`, known or not; an unknown one is
/// [`LabelSense::Other`].
pub fn find_label(text: &str, from: usize) -> Option<Label> {
    let known = known_label(text, from);
    let unknown = unknown_label(text, from);
    match (known, unknown) {
        (Some(known), Some(unknown)) if unknown.span.end < known.span.start + 1 => Some(unknown),
        (Some(known), _) => Some(known),
        (None, unknown) => unknown,
    }
}

/// The label at the start of `text`, also one without a colon (责任单位 县财政局, 牵头单位为县财政局).
pub fn label_at(text: &str) -> Option<Label> {
    let start = text.len() - text.trim_start().len();
    if let Some(label) = known_label(text, 0).filter(|label| label.span.start == start) {
        return Some(label);
    }
    let found = GRAMMAR.at_start.find(text)?;
    Some(Label { span: Span::new(start, found.end()), sense: LabelSense::Units(role_of(found.as_str())) })
}

/// What a column of a table holds by its header, if the header is a label of this kind.
pub fn header_sense(header: &str) -> Option<LabelSense> {
    let bare = header.trim_matches(|char: char| char.is_whitespace() || "【[〔】]〕：:".contains(char));
    let found = GRAMMAR.header.captures(bare)?;
    Some(match found.name("foreign") {
        Some(word) => foreign_sense(word.as_str()),
        None => LabelSense::Units(role_of(bare)),
    })
}

fn known_label(text: &str, from: usize) -> Option<Label> {
    let found = GRAMMAR.anywhere.find_at(text, from)?;
    let sense = header_sense(found.as_str()).unwrap_or(LabelSense::Other);
    Some(Label { span: Span::new(found.start(), found.end()), sense })
}

fn unknown_label(text: &str, from: usize) -> Option<Label> {
    let found = GRAMMAR.unknown.captures_at(text, from)?;
    let (whole, word) = (found.get(0)?, found.name("label")?);
    Some(Label { span: Span::new(word.start(), whole.end()), sense: LabelSense::Other })
}

fn foreign_sense(label: &str) -> LabelSense {
    let word =
        FILE.foreign.iter().filter(|foreign| label.starts_with(&foreign.word)).max_by_key(|word| word.word.len());
    match word.map(|word| word.role) {
        Some(ForeignWord::Person) => LabelSense::Person,
        _ => LabelSense::Other,
    }
}

/// The strongest role among the stems of a label. A label that names leading and helping units
/// together (牵头及配合单位) does not tell which is which.
fn role_of(label: &str) -> Role {
    let label = &GRAMMAR.aside.replace_all(label, "");
    let roles: Vec<Role> = GRAMMAR.stem.find_iter(label).filter_map(|stem| stem_role(stem.as_str())).collect();
    let has = |role| roles.contains(&role);
    match (has(Role::Lead), has(Role::Cooperate)) {
        (true, true) => Role::Responsible,
        (true, false) => Role::Lead,
        (false, true) if !has(Role::Responsible) => Role::Cooperate,
        _ => Role::Responsible,
    }
}

fn stem_role(word: &str) -> Option<Role> {
    FILE.stem.iter().find(|stem| stem.word == word).map(|stem| stem.role.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_label_of_the_data_gives_the_role_it_is_listed_with() {
        for stem in &FILE.stem {
            let label = label_at(&stem.example).unwrap_or_else(|| panic!("no label in {}", stem.example));
            assert_eq!(label.sense, LabelSense::Units(stem.role.into()), "{}", stem.example);
        }
        for word in FILE.noun.iter().chain(&FILE.qualifier) {
            assert!(
                matches!(label_at(&word.example).map(|label| label.sense), Some(LabelSense::Units(_))),
                "{}",
                word.example
            );
        }
        for foreign in &FILE.foreign {
            let sense = match foreign.role {
                ForeignWord::Person => LabelSense::Person,
                ForeignWord::Other => LabelSense::Other,
            };
            assert_eq!(label_at(&foreign.example).map(|label| label.sense), Some(sense), "{}", foreign.example);
        }
    }

    #[test]
    fn labels_of_several_stems_and_with_brackets_are_one_label() {
        for (text, role) in [
            ("责任单位及承办科室（单位）：市房管中心", Role::Responsible),
            ("牵头责任单位：市住建局", Role::Lead),
            ("牵头单位（责任单位）：市住建局", Role::Lead),
            ("责任单位（排名第一的为牵头单位）：市住建局", Role::Responsible),
            ("【牵头单位】：市住建局", Role::Lead),
            ("【配合单位】市住建局", Role::Cooperate),
            ("牵头及配合单位：市住建局、市财政局", Role::Responsible),
            ("责任单位 县财政局", Role::Responsible),
        ] {
            assert_eq!(label_at(text).map(|label| label.sense), Some(LabelSense::Units(role)), "{text}");
        }
    }

    #[test]
    fn a_role_word_in_running_text_is_no_label() {
        for text in ["鼓励龙头企业牵头建设：一是", "牵头建设创新平台", "责任单位要高度重视", "参与国际竞争"]
        {
            assert_eq!(label_at(text), None, "{text}");
        }
    }

    #[test]
    fn column_headers_are_labels_without_a_colon() {
        assert_eq!(header_sense("牵头单位"), Some(LabelSense::Units(Role::Lead)));
        assert_eq!(header_sense("指导部门"), Some(LabelSense::Units(Role::Responsible)));
        assert_eq!(header_sense("责任领导"), Some(LabelSense::Person));
        assert_eq!(header_sense("完成时限"), Some(LabelSense::Other));
        assert_eq!(header_sense("工作任务"), None);
    }
}
