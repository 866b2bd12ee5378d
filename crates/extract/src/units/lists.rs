//! Lists of names: the units before a duty (市财政局：负责…), the cells of a column of bodies.

use super::form::{after_number, begins_as_list, ends_with_tail};
use super::naming::{is_specific, is_strict, without_bracket};
use super::{Conventions, Mention, Vocabulary, parse_statement};
use zhengtu_model::{Ground, UnitKind};
use zhengtu_text::{Span, strip_white};

/// How far into a line the sign behind its units stands, in characters.
const LONGEST_UNITS: usize = 80;

/// The shortest duty, in characters.
const SHORTEST_DUTY: usize = 4;

/// An entry of a unit-first duty list (市财政局：负责…): the span of the unit (or list of units) and
/// of the duty. `None` for addressees (各县人民政府：), labels and other lines with a colon.
pub fn unit_first(vocabulary: &Vocabulary<'_>, line: &str) -> Option<(Span, Span)> {
    // 市财政局：负责…, or the units as a heading before their duty: 市财政局。负责….
    let sign = line.char_indices().take(LONGEST_UNITS).find(|(_, char)| matches!(char, '：' | ':' | '。'))?;
    let units = after_number(line, Span::new(0, sign.0).trim(line));
    let duty = Span::new(sign.0 + sign.1.len_utf8(), line.len()).trim(line);
    let entry = Entry { vocabulary, units: units.of(line), duty: duty.of(line) };
    (entry.may_be() && entry.is_listed()).then_some((units, duty))
}

/// What may be an entry of a duty list.
struct Entry<'a> {
    vocabulary: &'a Vocabulary<'a>,
    units: &'a str,
    duty: &'a str,
}

impl Entry<'_> {
    /// Every line with a colon or a full stop is asked: the last sign of the units comes first.
    fn may_be(&self) -> bool {
        if !self.vocabulary.roles().may_end_body(self.units) {
            return false;
        }
        if self.duty.chars().nth(SHORTEST_DUTY - 1).is_none() {
            return false;
        }
        begins_as_list(self.vocabulary, self.units)
    }

    fn is_listed(&self) -> bool {
        if is_unit_list(self.vocabulary, self.units) {
            return true;
        }
        opens_with_duty(self.vocabulary, self.duty) && is_name_list(self.vocabulary, self.units)
    }
}

/// Whether a passage says at its start what somebody has to do (负责…, 牵头…, 受理…).
fn opens_with_duty(vocabulary: &Vocabulary<'_>, passage: &str) -> bool {
    vocabulary.roles().tail_at(passage).is_some() || vocabulary.roles().is_duty(passage)
}

/// Whether a passage is a list of names that end as names of bodies do, known or not; a bracket behind
/// the last (简称“各单位”) is no name.
fn is_name_list(vocabulary: &Vocabulary<'_>, text: &str) -> bool {
    let text = without_bracket(text.trim());
    let ends_as_body = |name: &str| vocabulary.roles().ends_as_body(without_bracket(name));
    holds_only_names(vocabulary, text, |mention| {
        let name = strip_white(mention.span.of(text));
        is_strict(vocabulary, &name) || ends_as_body(&name)
    })
}

/// The longest list of names, in characters.
const LONGEST_LIST: usize = 120;

/// Whether a passage is a name of a body or a list of such names, and nothing else.
pub fn is_unit_list(vocabulary: &Vocabulary<'_>, text: &str) -> bool {
    if text.chars().nth(LONGEST_LIST).is_some() {
        return false;
    }
    holds_only_names(vocabulary, text, |mention| {
        let whole = matches!(mention.ground, Ground::Default | Ground::Sole);
        whole && is_unit(vocabulary, mention.kind, &strip_white(mention.span.of(text)))
    })
}

/// The bodies that a heading puts in charge of what stands below it, with their role word: 县城管局, 县水利局牵头工作（2项）.
pub fn units_in_charge(vocabulary: &Vocabulary<'_>, heading: &str) -> Option<Span> {
    let named = without_bracket(heading.trim_end());
    // Most headings are none, as their last character tells.
    if vocabulary.roles().may_end_body(named) && is_unit_list(vocabulary, named) {
        return Some(Span::new(0, named.len()));
    }
    let nouns = &vocabulary.forms().statement.charge;
    let rest = &named[..named.len() - nouns.at_end(named)?];
    let rest = rest.strip_suffix('的').unwrap_or(rest);
    let tail = |at: usize| vocabulary.roles().tail_at(&rest[at..]).filter(|tail| tail.strong).map(|tail| at + tail.len);
    let in_particular = |names: &str| {
        holds_only_names(vocabulary, names, |mention| is_specific(vocabulary, &strip_white(mention.span.of(names))))
    };
    let charged = |&at: &usize| tail(at) == Some(rest.len()) && in_particular(&rest[..at]);
    rest.char_indices().map(|(at, _)| at).find(charged).map(|_| Span::new(0, rest.len()))
}

/// Whether a name is of a body or a group in particular.
fn is_unit(vocabulary: &Vocabulary<'_>, kind: UnitKind, name: &str) -> bool {
    match kind {
        UnitKind::Unit => is_strict(vocabulary, name),
        UnitKind::Collective => is_specific(vocabulary, name),
    }
}

/// Whether a passage is no caption, ends with no role word, and consists of names that are so.
fn holds_only_names(vocabulary: &Vocabulary<'_>, text: &str, is_so: impl Fn(&Mention) -> bool) -> bool {
    if vocabulary.roles().header_sense(text).is_some() {
        return false;
    }
    let statement = parse_statement(vocabulary, text, &Conventions::default());
    if statement.mentions.is_empty() {
        return false;
    }
    if !statement.remarks.is_empty() {
        return false;
    }
    statement.mentions.iter().all(is_so) && !ends_with_tail(vocabulary, text)
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
    fn a_heading_may_say_whose_the_items_below_it_are() {
        for (heading, units) in [
            ("县城管局", "县城管局"),
            ("县水利局（3项）", "县水利局"),
            ("县水利局牵头工作（2项）", "县水利局牵头"),
            ("市财政局、市税务局负责的事项", "市财政局、市税务局负责"),
        ] {
            let found = units_in_charge(&vocabulary(), heading).map(|span| span.of(heading));
            assert_eq!(found, Some(units), "{heading}");
        }
        for heading in ["明确牵头任务", "县水利局重点工作", "加强市财政局牵头的资金监管", "政府负责的工作"]
        {
            assert_eq!(units_in_charge(&vocabulary(), heading), None, "{heading}");
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
