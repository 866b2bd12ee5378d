use super::clean::Clean;
use super::naming::{Naming, is_specific, is_strict, naming, starts_body, without_bracket};
use super::{Conventions, Mention, Statement, Vocabulary, parse_statement};
use regex::Regex;
use std::sync::LazyLock;
use zhengtu_lexicon::roles::LabelSense;
use zhengtu_model::{Ground, UnitKind};
use zhengtu_text::{Span, strip_white};

/// How a passage shows that it is a responsibility statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum StatementForm {
    /// A label before the list (责任单位：X).
    Labelled,
    /// A role word after the list (X牵头，Y配合).
    Stated,
    /// Nothing but names of bodies. In a bracket at the end of an item that is a statement; a line
    /// of its own may as well be a signature or an addressee.
    BareList,
}

/// The longest passage that is believed to be a statement, in characters.
const LONGEST: usize = 1200;

/// Whether the content of a bracket at the end of an item is a responsibility statement. For lines
/// use [`statement_form`] and refuse [`StatementForm::BareList`].
pub fn looks_like_statement(vocabulary: &Vocabulary<'_>, text: &str) -> bool {
    statement_form(vocabulary, text).is_some()
}

/// The form of the responsibility statement that a passage is, if it is one. The brackets around the
/// passage may be there or not.
pub fn statement_form(vocabulary: &Vocabulary<'_>, text: &str) -> Option<StatementForm> {
    let text = text.trim_start();
    let text = &text[NUMBER.find(text).map_or(0, |number| number.end())..];
    if !may_be(vocabulary, text) {
        return None;
    }
    let trimmed = text.trim_start_matches(|char: char| char.is_whitespace() || "（(〔[".contains(char));
    if vocabulary.roles().label_at(trimmed).is_none()
        && !begins_as_list(vocabulary, trimmed)
        && !ends_with_tail(vocabulary, before_fields(vocabulary, trimmed))
    {
        return None;
    }
    let statement = parse_statement(vocabulary, text, &Conventions::default());
    let names: Vec<String> = statement.mentions.iter().map(|mention| strip_white(mention.span.of(text))).collect();
    let first = names.first()?;
    if let Some(label) = vocabulary.roles().label_at(trimmed) {
        let units = matches!(label.sense, LabelSense::Units(_)) || LATER_LABEL.is_match(text);
        let named = is_strict(vocabulary, first)
            || names.iter().any(|name| is_shaped(vocabulary, name))
            || asks_for_bodies(label.span.of(trimmed));
        return (units && named).then_some(StatementForm::Labelled);
    }
    if !leaves_only_asides(vocabulary, text, &statement, trimmed) {
        return None;
    }
    if only_groups_at_work(vocabulary, text, &statement) {
        return None;
    }
    if is_closed_list(vocabulary, text, &statement, &names) {
        return Some(StatementForm::Stated);
    }
    if names.iter().any(|name| naming(vocabulary, name) == Some(Naming::Loose)) {
        return None;
    }
    if !is_specific(vocabulary, first) {
        return every_role_is_stated(vocabulary, &statement, &names).then_some(StatementForm::Stated);
    }
    let sole = statement.mentions.iter().all(|mention| mention.ground == Ground::Sole);
    if statement.mentions.iter().any(|mention| mention.ground == Ground::Stated)
        || (sole && ends_with_tail(vocabulary, text))
    {
        return Some(StatementForm::Stated);
    }
    let asides = statement.remarks.iter().all(|remark| is_aside(vocabulary, &strip_white(remark.of(text))));
    (asides && (vocabulary.roles().says_first_leads(text) || is_list_of_bodies(vocabulary, &names)))
        .then_some(StatementForm::BareList)
}

/// Whether a sentence of running text says who is responsible, and nothing else but when: each name has
/// its role by a word, and no duty follows (县财政局负责资金保障 is none).
pub fn is_closing_statement(vocabulary: &Vocabulary<'_>, sentence: &str) -> bool {
    let may_state = vocabulary.roles().gives_role(sentence) || vocabulary.forms().statement.part.within(sentence);
    if !may_state || statement_form(vocabulary, sentence) != Some(StatementForm::Stated) {
        return false;
    }
    let statement = parse_statement(vocabulary, sentence, &Conventions::default());
    let named = statement.mentions.iter().all(|mention| {
        let name = strip_white(mention.span.of(sentence));
        mention.kind == UnitKind::Collective || is_specific(vocabulary, &name) || is_shaped(vocabulary, &name)
    });
    let stated = statement.mentions.iter().all(|mention| matches!(mention.ground, Ground::Stated | Ground::Sole));
    let asides = statement.remarks.iter().all(|remark| {
        let words = strip_white(remark.of(sentence));
        is_aside(vocabulary, &words) && words.chars().count() <= 12
    });
    named && stated && asides
}

/// Whether a label says that bodies follow it (责任单位：), so that their names need no other sign.
fn asks_for_bodies(label: &str) -> bool {
    label.contains("单位") || label.contains("部门")
}

/// Whether a passage says what each of a group does, and not who answers for the item (各专业负责建设1至2门).
fn only_groups_at_work(vocabulary: &Vocabulary<'_>, text: &str, statement: &Statement) -> bool {
    let grouped = statement.mentions.iter().all(|mention| mention.kind == UnitKind::Collective);
    grouped && statement.remarks.iter().any(|remark| !is_aside(vocabulary, &strip_white(remark.of(text))))
}

/// Whether a passage is a list that role words close, whatever its names are: nothing else stands in it,
/// and either one name is of a body that is known as such, so that its neighbours are bodies too, or all
/// are short names that are no word for whoever it may be (企业牵头、高校参与).
fn is_closed_list(vocabulary: &Vocabulary<'_>, text: &str, statement: &Statement, names: &[String]) -> bool {
    let unclosed = |mention: &&Mention| !matches!(mention.ground, Ground::Stated | Ground::Sole);
    if !ends_with_tail(vocabulary, before_fields(vocabulary, text))
        || statement.mentions.iter().find(unclosed).is_some()
    {
        return false;
    }
    if !statement.remarks.iter().all(|remark| is_aside(vocabulary, &strip_white(remark.of(text)))) {
        return false;
    }
    names.iter().any(|name| is_specific(vocabulary, name) || is_placed(vocabulary, name))
        || names.iter().all(|name| is_office(vocabulary, name))
}

/// The text before a label of something else than units (办公室牵头；完成时限：…).
fn before_fields<'a>(vocabulary: &Vocabulary<'_>, text: &'a str) -> &'a str {
    let label = vocabulary.roles().find_label(text, 0).filter(|label| !matches!(label.sense, LabelSense::Units(_)));
    let end = label.map_or(text.len(), |label| label.span.start);
    text[..end].trim_end_matches(['；', ';', '，', ',', '。', ' ', '\n'])
}

/// The longest name of an office that is told by its place in a statement alone, in characters.
const LONGEST_OFFICE: usize = 8;

/// Whether a name may be that of an office inside a body, or of a place below it (党建部, 李家镇, 办公室).
fn is_office(vocabulary: &Vocabulary<'_>, name: &str) -> bool {
    name.chars().count() <= LONGEST_OFFICE
        && naming(vocabulary, name).is_some_and(|naming| naming != Naming::Collective)
        && vocabulary.roles().ends_as_body(without_bracket(name))
}

/// Whether a passage whose first name is not known is a statement nevertheless: it consists of names
/// and role words alone, and names no group in general (企业牵头、高校参与).
fn every_role_is_stated(vocabulary: &Vocabulary<'_>, statement: &Statement, names: &[String]) -> bool {
    let stated = statement.mentions.iter().all(|mention| mention.ground == Ground::Stated);
    let units =
        names.iter().all(|name| is_specific(vocabulary, name) || naming(vocabulary, name) == Some(Naming::Shaped));
    let bodies = names.iter().all(|name| {
        naming(vocabulary, name) == Some(Naming::Collective) || vocabulary.roles().ends_as_body(without_bracket(name))
    });
    stated && units && bodies && statement.remarks.is_empty()
}

/// Whether a name tells its level or place, before its function (县财政局) or after it (人民银行宿州市分行).
fn is_placed(vocabulary: &Vocabulary<'_>, name: &str) -> bool {
    vocabulary.bodies().prefix_of(name).is_some()
        || vocabulary.bodies().recognise(name).is_some_and(|found| found.place.is_some())
}

/// Whether names without any word of role are a list of bodies: the first tells whose it is, and so do
/// most of the others.
fn is_list_of_bodies(vocabulary: &Vocabulary<'_>, names: &[String]) -> bool {
    let first = names.first().is_some_and(|first| {
        vocabulary.forms().name.placed.within(first)
            || (is_placed(vocabulary, first) && naming(vocabulary, first) != Some(Naming::Collective))
    });
    let specific = names.iter().filter(|name| is_specific(vocabulary, name)).count();
    first && specific * 3 >= names.len() * 2
}

/// A label of units somewhere in the passage, after one of persons.
static LATER_LABEL: LazyLock<Regex> =
    LazyLock::new(|| Regex::new("(?:牵头|责任|配合|主办|承办|参加|协办)(?:单位|部门)").expect("a constant pattern"));

/// Signs that say at once that a passage is none: cheap, since every bracket of a document is asked.
fn may_be(vocabulary: &Vocabulary<'_>, text: &str) -> bool {
    let chars = text.chars().take(LONGEST + 1).count();
    let start = text.trim_start_matches(|char: char| char.is_whitespace() || "（(〔[".contains(char));
    (3..=LONGEST).contains(&chars) && vocabulary.forms().statement.aside.at_start(start).is_none()
}

/// Whether a passage may begin with a name, judged by its first characters.
fn begins_as_list(vocabulary: &Vocabulary<'_>, text: &str) -> bool {
    let first = text.split(['，', ',', '；', ';', '\n']).next().unwrap_or(text);
    let text = if is_aside(vocabulary, first) {
        text[first.len()..].trim_start_matches(['，', ',', '；', ';', '\n'])
    } else {
        text
    };
    let text = &text[vocabulary.roles().lead_in(text)..];
    let piece = text.split(['、', '，', ',', '；', ';', '。', '\n']).next().unwrap_or(text);
    starts_body(vocabulary, text) || (piece.chars().count() <= 40 && ends_with_name(vocabulary, &strip_white(piece)))
}

/// Whether a piece is a place, or a name with or without the role words after it.
fn ends_with_name(vocabulary: &Vocabulary<'_>, piece: &str) -> bool {
    vocabulary.roles().ends_as_body(piece)
        || naming(vocabulary, piece) >= Some(Naming::Shaped)
        || vocabulary.roles().gives_role(piece)
}

fn is_shaped(vocabulary: &Vocabulary<'_>, name: &str) -> bool {
    naming(vocabulary, name).is_some_and(|naming| naming >= Naming::Shaped)
}

/// Whether what names nobody is an aside (dates, 以下均需…, a short duty) and the passage begins with a
/// name; a sentence that only mentions bodies has more.
fn leaves_only_asides(vocabulary: &Vocabulary<'_>, text: &str, statement: &Statement, trimmed: &str) -> bool {
    let begins = text.len() - trimmed.len();
    let first = statement.mentions.first().map_or(usize::MAX, |mention| mention.span.start);
    let lead = strip_white(&text[begins.min(first)..first.min(text.len())]);
    let lead = lead.trim_end_matches(['，', ',', '；', ';']);
    let by = lead.is_empty() || vocabulary.roles().lead_in(lead) == lead.len() || is_aside(vocabulary, lead);
    let sentence = statement.remarks.iter().any(|remark| {
        let words = strip_white(remark.of(text));
        let led = vocabulary.roles().lead_in(lead) > 0;
        let long = words.chars().count() > 24 || vocabulary.forms().statement.sentence.within(&words);
        !is_aside(vocabulary, &words) && !begins_sentence(text, *remark) && (led || long)
    });
    by && !sentence
}

/// Whether a passage is a date or one of the remarks that statements carry.
fn is_aside(vocabulary: &Vocabulary<'_>, words: &str) -> bool {
    vocabulary.roles().is_remark(words) || words.starts_with(|char: char| char.is_ascii_digit())
}

fn begins_sentence(text: &str, remark: Span) -> bool {
    text[..remark.start].trim_end().ends_with('。')
}

/// Whether the passage ends with role words: the role of the only unit is not stated by its ground.
fn ends_with_tail(vocabulary: &Vocabulary<'_>, text: &str) -> bool {
    let clean = Clean::of(vocabulary, text).text;
    let end = clean.trim_end_matches(['。', '）', ')', '；', ';']);
    end.char_indices()
        .any(|(at, _)| vocabulary.roles().tail_at(&end[at..]).is_some_and(|tail| at + tail.len == end.len()))
}

/// An entry of a unit-first duty list (市财政局：负责…): the span of the unit (or list of units) and
/// of the duty. `None` for addressees (各县人民政府：), labels and other lines with a colon.
pub fn unit_first(vocabulary: &Vocabulary<'_>, line: &str) -> Option<(Span, Span)> {
    // 市财政局：负责…, or the units as a heading before their duty: 市财政局。负责….
    let sign = line.char_indices().take(80).find(|(_, char)| matches!(char, '：' | ':' | '。'))?;
    let units = Span::new(0, sign.0).trim(line);
    let units = after_number(line, units);
    let duty = Span::new(sign.0 + sign.1.len_utf8(), line.len()).trim(line);
    // Every line with a colon or a full stop is asked: look at the last sign first.
    let may_be = vocabulary.roles().may_end_body(units.of(line))
        && duty.of(line).chars().count() >= 4
        && begins_as_list(vocabulary, units.of(line));
    let listed = || {
        is_unit_list(vocabulary, units.of(line))
            || (opens_with_duty(vocabulary, duty.of(line)) && is_name_list(vocabulary, units.of(line)))
    };
    (may_be && listed()).then_some((units, duty))
}

/// Whether a passage says at its start what somebody has to do (负责…, 牵头…, 受理…).
fn opens_with_duty(vocabulary: &Vocabulary<'_>, passage: &str) -> bool {
    vocabulary.roles().tail_at(passage).is_some() || vocabulary.roles().is_duty(passage)
}

/// Whether a passage is a list of names that end as names of bodies do, known or not; a bracket behind
/// the last (简称“各单位”) is no name.
fn is_name_list(vocabulary: &Vocabulary<'_>, text: &str) -> bool {
    let text = without_bracket(text.trim());
    if vocabulary.roles().header_sense(text).is_some() || ends_with_tail(vocabulary, text) {
        return false;
    }
    let statement = parse_statement(vocabulary, text, &Conventions::default());
    let mut names = statement.mentions.iter().map(|mention| strip_white(mention.span.of(text)));
    statement.remarks.is_empty()
        && !statement.mentions.is_empty()
        && names.all(|name| is_strict(vocabulary, &name) || vocabulary.roles().ends_as_body(without_bracket(&name)))
}

/// Whether a passage is a name of a body or a list of such names, and nothing else.
pub fn is_unit_list(vocabulary: &Vocabulary<'_>, text: &str) -> bool {
    if text.chars().count() > 120 || vocabulary.roles().header_sense(text).is_some() {
        return false;
    }
    let statement = parse_statement(vocabulary, text, &Conventions::default());
    let whole = |ground| matches!(ground, Ground::Default | Ground::Sole);
    let names = statement.mentions.iter().map(|mention| (strip_white(mention.span.of(text)), mention.kind));
    let mut named = names.filter(|(name, kind)| {
        is_strict(vocabulary, name) && (is_specific(vocabulary, name) || *kind == UnitKind::Unit)
    });
    !statement.mentions.is_empty()
        && statement.remarks.is_empty()
        && statement.mentions.iter().all(|mention| whole(mention.ground))
        && named.by_ref().count() == statement.mentions.len()
        && !ends_with_tail(vocabulary, text)
}

static NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?:[（(]?[一二三四五六七八九十0-9]+[）)、.．]|[①-⑳]|——|[-•·●*])\s*").expect("a constant pattern")
});

/// The span without the number of the item.
fn after_number(line: &str, span: Span) -> Span {
    let len = NUMBER.find(span.of(line)).map_or(0, |number| number.end());
    Span::new(span.start + len, span.end).trim(line)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::units::testing::vocabulary;

    #[test]
    fn a_duty_entry_begins_with_its_unit() {
        let line = "（三）市财政局：负责落实资金保障。";
        let (unit, duty) = unit_first(&vocabulary(), line).unwrap();
        assert_eq!((unit.of(line), duty.of(line)), ("市财政局", "负责落实资金保障。"));
        for line in ["各乡镇（街道）：落实属地责任", "县发展改革委、县财政局：负责项目审批", "2.县税务局：优化服务"]
        {
            assert!(unit_first(&vocabulary(), line).is_some(), "{line}");
        }
    }

    #[test]
    fn addressees_labels_and_other_lines_are_no_duty_entries() {
        for line in [
            "各县（市、区）人民政府，市政府各部门：",
            "责任单位：县税务局",
            "完成时限：2021年底",
            "工作目标：到2025年建成5个示范区",
            "现将有关事项通知如下：一是",
            "咨询电话：12345",
        ] {
            assert_eq!(unit_first(&vocabulary(), line), None, "{line}");
        }
    }
}
