use serde::{Deserialize, Serialize};
use zhengtu_outline::{Outline, ParagraphKind, annex_number};
use zhengtu_text::strip_white;

/// What of a document tells to which plan it belongs.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Card {
    /// The title of its first part.
    pub(crate) title: String,
    /// The parts that are there, with their titles.
    pub(crate) parts: Vec<(u32, String)>,
    /// The annexes in its list of annexes.
    pub(crate) listed: Vec<(u32, String)>,
    /// It starts with 附件 and no number.
    pub(crate) bare: bool,
    /// Its main text is a covering letter and nothing else.
    pub(crate) letter: bool,
}

impl Card {
    /// Reads the card off a document's structure, as it is without its plan.
    pub(crate) fn of(outline: &Outline) -> Self {
        let title = |span| strip_white(outline.slice(span));
        let holds_text = |part: &&zhengtu_outline::Part| !part.span.trim(outline.text()).is_empty();
        let first = outline.first_part();
        let opening = first.and_then(|part| outline.all_paragraphs(part.root).first());
        let body = outline.paragraphs.iter().filter(|paragraph| outline.nodes[paragraph.node].part == 0);
        let is_body = |kind| {
            matches!(kind, ParagraphKind::Text | ParagraphKind::Heading | ParagraphKind::Field | ParagraphKind::Cell)
        };
        Self {
            title: first.and_then(|part| part.title).map(title).unwrap_or_default(),
            parts: outline
                .parts
                .iter()
                .filter(holds_text)
                .map(|part| (part.number, part.title.map(title).unwrap_or_default()))
                .collect(),
            listed: outline.annexes.iter().map(|annex| (annex.number, title(annex.title))).collect(),
            bare: opening.is_some_and(|paragraph| is_bare(outline.slice(paragraph.span))),
            letter: body.clone().next().is_some() && !body.into_iter().any(|paragraph| is_body(paragraph.kind)),
        }
    }

    /// Whether the document has a main text.
    pub(crate) fn has_main(&self) -> bool {
        self.parts.iter().any(|(number, _)| *number == 0)
    }

    /// The annexes that are listed and not in the document.
    pub(crate) fn missing(&self) -> impl Iterator<Item = &(u32, String)> {
        self.listed.iter().filter(|(number, _)| self.parts.iter().all(|(there, _)| there != number))
    }
}

/// Whether a line says 附件 and no more.
fn is_bare(line: &str) -> bool {
    line.strip_suffix(['：', ':']).unwrap_or(line) == "附件"
}

/// What a file name says of an annex: 附件6：获得电力.docx, 3-附件.pdf.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct FileName {
    /// Whether it says 附件.
    pub(super) annex: bool,
    /// The number behind 附件.
    pub(super) number: Option<u32>,
    /// What is left of the name, without sign and white space.
    pub(super) title: String,
}

impl FileName {
    pub(super) fn of(name: &str) -> Self {
        let file = name.rsplit('/').next().unwrap_or(name);
        let stem = strip_white(file.rsplit_once('.').map_or(file, |(stem, _)| stem));
        let Some(at) = stem.find("附件").or_else(|| stem.find("附录")) else {
            return Self { annex: false, number: None, title: bare(&stem) };
        };
        let (before, rest) = stem.split_at(at);
        // The plan may be called 方案（含附件）.
        let beside = before.ends_with(['含', '及', '和', '无', '的', '与']);
        let (number, len) = annex_number(rest).map_or((None, "附件".len()), |(number, len)| (Some(number), len));
        let number = number.filter(|_| len > "附件".len());
        let after = bare(&rest[len.min(rest.len())..]);
        let title = if after.is_empty() { bare(before) } else { after };
        Self { annex: !beside, number, title }
    }
}

/// The letters and digits of a title.
pub(super) fn bare(text: &str) -> String {
    text.chars().filter(|char| char.is_alphanumeric()).collect()
}

/// Whether two titles are the same, or one is the other without the place and year before it.
pub(super) fn same_title(one: &str, other: &str) -> bool {
    let (one, other) = (bare(one), bare(other));
    let (short, long) = if one.len() <= other.len() { (&one, &other) } else { (&other, &one) };
    short.chars().count() >= 4 && (short == long || short.chars().count() >= 6 && long.contains(short.as_str()))
}

/// Whether two titles have so little in common that they are of different things; nothing is known of an
/// empty one.
pub(super) fn different_titles(one: &str, other: &str) -> bool {
    let pairs = |text: &str| -> Vec<(char, char)> {
        let chars: Vec<char> = bare(text).chars().collect();
        chars.windows(2).map(|pair| (pair[0], pair[1])).collect()
    };
    let (one, other) = (pairs(one), pairs(other));
    if one.is_empty() || other.is_empty() {
        return false;
    }
    let common = one.iter().filter(|pair| other.contains(pair)).count();
    common * 3 < one.len().min(other.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_name_may_tell_the_annex_and_its_title() {
        let read = |name| {
            let FileName { annex, number, title } = FileName::of(name);
            (annex, number, title)
        };
        assert_eq!(read("a/附件6：获得电力 方案.docx"), (true, Some(6), "获得电力方案".to_owned()));
        assert_eq!(read("某县方案附件三.pdf"), (true, Some(3), "某县方案".to_owned()));
        assert_eq!(read("附件.doc"), (true, None, String::new()));
        assert_eq!(read("附件-任务分工表.xlsx"), (true, None, "任务分工表".to_owned()));
        assert!(!read("总体方案（含附件）.docx").0);
        assert_eq!(read("总体方案.docx"), (false, None, "总体方案".to_owned()));
    }

    #[test]
    fn titles_agree_where_only_place_and_year_are_left_out() {
        assert!(same_title("2021年温县获得电力专项方案", "获得电力专项方案"));
        assert!(same_title("《任务分工》", "任务分工"));
        assert!(!same_title("方案", "温县方案"));
        assert!(!same_title("获得用水专项方案", "获得电力专项方案"));
        assert!(different_titles("获得电力专项方案", "住房公积金管理办法"));
        assert!(!different_titles("获得电力专项方案", "温县提升电力服务方案") || !different_titles("", "甲乙"));
    }
}
