//! Quantities of running text: a number, its unit, and the words about it that stand beside it.

mod lists;
mod units;

use crate::numeral::{self, Numeral, NumeralForm};
use units::UnitRead;
use zhengtu_lexicon::measures::{Measure, MeasureClass, WordKind, measures};
use zhengtu_model::{Change, Comparator, Value};
use zhengtu_text::Span;

/// A number with its unit, and what the words beside it say.
#[derive(Clone, Debug)]
pub struct Quantity {
    /// From the first digit to the last word after the unit (10%以上).
    pub span: Span,
    /// Where the words about the number begin that stand straight before it (达到, 压缩至, 不低于).
    pub lead: usize,
    /// The number or range, without its unit.
    pub number: Span,
    /// The value, in `unit`.
    pub value: Value,
    /// The unit as printed, with its scale (万家次); empty where there is none.
    pub unit: String,
    /// The unit of the thesaurus, where it is known.
    pub measure: Option<&'static Measure>,
    /// How the number is printed.
    pub form: NumeralForm,
    /// What the words beside it compare with, if any.
    pub comparator: Option<Comparator>,
    /// A word of change straight before it.
    pub change: Option<Change>,
    /// Whether 至, 到, 为 stands between the word of change and the number: the number is the level.
    pub to: bool,
    /// Whether a word that states a level (达到, 控制在) stands straight before it.
    pub reach: bool,
    /// Its place in a list with one unit (2个、6个、8个工作日): index and length.
    pub list: Option<(usize, usize)>,
}

impl Quantity {
    /// What is measured, where the unit is known.
    pub fn class(&self) -> Option<MeasureClass> {
        self.measure.map(|measure| measure.class)
    }
}

/// The quantities of `text`, in order; dates and codes are none.
///
/// ```
/// let found = zhengtu_terms::quantity::scan("报税后流程指数提升2.5个百分点");
/// assert_eq!(found[0].unit, "个百分点");
/// ```
pub fn scan(text: &str) -> Vec<Quantity> {
    let terms = crate::scan(text, &crate::dates::Context::default());
    terms.into_iter().filter_map(crate::Term::into_quantity).collect()
}

/// Gives the members of each list the unit and the comparator of its last, and the words before its first.
pub(crate) fn join_lists(terms: &mut [crate::Term], text: &str) {
    lists::join(terms, text);
}

/// The quantity whose number starts at byte `at`; words before it are looked for from `floor` on.
pub(crate) fn at(text: &str, at: usize, floor: usize) -> Option<Quantity> {
    let first = numeral::at(text, at)?;
    let (value, number, unit) = range(text, &first).unwrap_or_else(|| one(text, &first));
    let after = after_words(text, &unit);
    let before = before_words(text, floor, number.start);
    // 大于二十, 五百以上: of two signs at least, as 高于一线 names a class.
    let compared = before.comparator.or(after.comparator).is_some() && number.len() > SIGN && unit.name.is_empty();
    if first.form == NumeralForm::Chinese && !compared && !speaks_of_quantity(text, &unit) {
        return None;
    }
    let quantity = Quantity {
        span: Span::new(number.start, after.end),
        lead: before.lead,
        number,
        value,
        unit: unit.name,
        measure: unit.measure,
        form: first.form,
        comparator: combine(before.comparator, after.comparator.or(unit.more.then_some(Comparator::AtLeast))),
        change: before.change,
        to: before.to,
        reach: before.reach,
        list: None,
    };
    // 一次, 一个 are seldom counts: only with words that make them one.
    let single = first.form == NumeralForm::Chinese && quantity.value == Value::Number(1.0) && quantity.is_counting();
    let meant = quantity.comparator.is_some() || quantity.to;
    (!single || meant).then_some(quantity)
}

impl Quantity {
    /// Whether no word beside the number says how it is meant.
    pub(crate) fn is_bare(&self) -> bool {
        self.comparator.is_none() && matches!(self.value, Value::Number(_))
    }

    fn is_counting(&self) -> bool {
        matches!(
            self.class(),
            Some(
                MeasureClass::Count
                    | MeasureClass::People
                    | MeasureClass::Rank
                    | MeasureClass::Household
                    | MeasureClass::Score
            )
        )
    }
}

/// One number with its unit; 三成半 and 一吨半 are half a unit more.
fn one(text: &str, number: &Numeral) -> (Value, Span, UnitRead) {
    let mut unit = units::read(text, number.span.end, number.form);
    let halved = unit.measure.is_some() && !unit.more && units::and_a_half(&text[unit.end..]);
    if halved {
        unit.end += SIGN;
    }
    let half = if halved { 0.5 } else { 0.0 };
    (Value::Number(number.value + half), number.span, unit)
}

/// The length of a Chinese sign in bytes.
const SIGN: usize = 3;

/// A Chinese number is read as a quantity only with a unit, or with a scale and more (十余万); 三农 and 两端
/// are words.
fn speaks_of_quantity(text: &str, unit: &UnitRead) -> bool {
    let scaled = unit.more && !unit.name.is_empty();
    (unit.measure.is_some() || scaled) && !text[unit.end..].starts_with("制") && !text[unit.end..].starts_with("化")
}

/// 6%-10%, 3至5年, 20%—30%: both ends, where the second follows the sign and the units agree.
fn range(text: &str, first: &Numeral) -> Option<(Value, Span, UnitRead)> {
    let own = units::read(text, first.span.end, first.form);
    let gap = if own.measure.is_some() || !own.name.is_empty() { own.end } else { first.span.end };
    let gap = gap + spaces(&text[gap..]);
    let sign = BETWEEN.iter().find(|sign| text[gap..].starts_with(**sign))?;
    let spoken = matches!(*sign, "至" | "到" | "和" | "与");
    if spoken && text[..first.span.start].ends_with(['由', '从']) {
        return None;
    }
    let start = gap + sign.len() + spaces(&text[gap + sign.len()..]);
    let second = numeral::at(text, start)?;
    let unit = units::read(text, second.span.end, second.form);
    let between = text[unit.end..].starts_with("之间") || text[unit.end..].starts_with('间');
    if matches!(*sign, "和" | "与") && !between {
        return None;
    }
    let agree = own.name.is_empty() || own.name == unit.name || unit.name.ends_with(own.name.as_str());
    let rising = second.value > first.value && (first.form == second.form);
    let bare =
        unit.name.is_empty() && !between && (spoken && first.form == NumeralForm::Arabic || first.value >= 1949.0);
    (agree && rising && !bare)
        .then(|| (Value::Range([first.value, second.value]), Span::new(first.span.start, second.span.end), unit))
}

/// What stands between the ends of a range, longest first; 和 and 与 with 之间 after the second.
const BETWEEN: [&str; 11] = ["——", "—", "–", "-", "－", "~", "～", "至", "到", "和", "与"];

fn spaces(text: &str) -> usize {
    text.len() - text.trim_start_matches(' ').len()
}

struct After {
    comparator: Option<Comparator>,
    end: usize,
}

/// 以上, （含）以下, 左右 straight after the unit, or at the end of the clause after the thing counted.
fn after_words(text: &str, unit: &UnitRead) -> After {
    let start = unit.end + spaces(&text[unit.end..]);
    let rest = &text[start..];
    if let Some((kind, length)) = measures().word_after(rest)
        && !begins_longer_word(&rest[length..], &rest[..length], unit)
    {
        return After { comparator: comparator(kind), end: start + length };
    }
    far_after(text, unit).unwrap_or(After { comparator: None, end: unit.end })
}

/// 内 of 内容, and 内 after what has no inside.
fn begins_longer_word(next: &str, word: &str, unit: &UnitRead) -> bool {
    match word {
        "内" => next.starts_with(['容', '部', '外', '涵', '生', '需', '控', '设']) || unit.measure.is_none(),
        "以下" => next.starts_with(['简', '几']),
        "上下" => next.starts_with('游'),
        _ => false,
    }
}

/// 2个环节（申请、领证）以内: the comparator ends the clause.
fn far_after(text: &str, unit: &UnitRead) -> Option<After> {
    let mut at = unit.end;
    let mut noun = 0;
    while let Some(char) = text[at..].chars().next() {
        if matches!(char, '（' | '(') {
            at += text[at..].find(['）', ')']).filter(|&length| length <= 90)? + if char == '(' { 1 } else { 3 };
            at = text.is_char_boundary(at).then_some(at)?;
            continue;
        }
        if let Some((kind, length)) = measures().word_after(&text[at..])
            && at > unit.end
            && ends_clause(&text[at + length..])
        {
            // What stands between may hold a number of its own.
            return (length > 3).then(|| After { comparator: comparator(kind), end: unit.end });
        }
        noun += 1;
        if noun > 6 || !zhengtu_text::is_cjk(char) || is_stop(char) || numeral::digit(char).is_some() {
            return None;
        }
        at += char.len_utf8();
    }
    None
}

fn ends_clause(rest: &str) -> bool {
    rest.chars().next().is_none_or(is_stop)
}

/// Signs that end a clause.
pub(crate) fn is_stop(char: char) -> bool {
    matches!(
        char,
        '，' | '。'
            | '；'
            | '：'
            | '、'
            | ','
            | ';'
            | ':'
            | '\n'
            | '（'
            | '）'
            | '('
            | ')'
            | '“'
            | '”'
            | '《'
            | '》'
            | '！'
            | '？'
    )
}

#[derive(Default)]
struct Before {
    lead: usize,
    comparator: Option<Comparator>,
    change: Option<Change>,
    to: bool,
    reach: bool,
}

/// The words about the number that stand straight before it, read backwards.
fn before_words(text: &str, floor: usize, number: usize) -> Before {
    let mut found = Before { lead: number, ..Before::default() };
    loop {
        let before = text[floor..found.lead].trim_end_matches(' ');
        let Some((kind, length)) = measures().word_before(before) else { break };
        let at = floor + before.len() - length;
        if !take(&mut found, kind, &text[at..at + length], &text[floor..at]) {
            break;
        }
        found.lead = at;
    }
    found
}

/// Takes one more word, unless it does not belong to the number.
fn take(found: &mut Before, kind: WordKind, word: &str, before: &str) -> bool {
    match kind {
        WordKind::AtLeast | WordKind::AtMost | WordKind::About if found.change.is_none() => {
            found.comparator = found.comparator.or(comparator(kind));
        }
        WordKind::Rise | WordKind::Fall if found.change.is_none() && !found.reach => {
            found.change = Some(if kind == WordKind::Rise { Change::Increase } else { Change::Decrease });
        }
        // 达到…以上提升: the nearest word tells.
        WordKind::Rise | WordKind::Fall | WordKind::Other => return false,
        WordKind::Reach if found.change.is_none() => {
            found.reach = true;
            if word.starts_with("控制") && found.comparator.is_none() {
                found.comparator = Some(Comparator::AtMost);
            }
        }
        WordKind::To if found.change.is_none() => {
            let follows = measures().word_before(before).map(|(kind, _)| kind);
            let changed = matches!(follows, Some(WordKind::Rise | WordKind::Fall));
            if !changed && !matches!(word, "至" | "到" | "为") {
                return false;
            }
            found.to = true;
        }
        WordKind::Filler => {}
        _ => return false,
    }
    true
}

fn comparator(kind: WordKind) -> Option<Comparator> {
    match kind {
        WordKind::AtLeast => Some(Comparator::AtLeast),
        WordKind::AtMost => Some(Comparator::AtMost),
        WordKind::About => Some(Comparator::About),
        _ => None,
    }
}

/// 控制在500天左右 is about 500 days; else the word before the number is the stronger.
fn combine(before: Option<Comparator>, after: Option<Comparator>) -> Option<Comparator> {
    if after == Some(Comparator::About) && before != Some(Comparator::AtLeast) { after } else { before.or(after) }
}
