//! Quantities of running text: a number, its unit, and the words about it that stand beside it.

mod beside;
mod lists;
mod range;
mod units;

use crate::numeral::{Numeral, NumeralForm};
pub(crate) use beside::is_stop;
use units::UnitRead;
use zhengtu_lexicon::Lexicon;
use zhengtu_lexicon::measures::MeasureClass;
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
    /// What is measured, where the unit is known.
    pub class: Option<MeasureClass>,
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
    /// Whether the words before it say that it is a level: 达到, 压缩至.
    pub fn is_level(&self) -> bool {
        self.to || self.reach
    }

    /// Whether it is what something is changed by or to: 压缩, 压缩至.
    pub fn is_changed(&self) -> bool {
        self.to || self.change.is_some()
    }
}

/// The quantities of `text`, in order; dates and codes are none.
///
/// ```
/// let lexicon = zhengtu_lexicon::Lexicon::built_in();
/// let found = zhengtu_terms::quantity::scan(&lexicon, "报税后流程指数提升2.5个百分点");
/// assert_eq!(found[0].unit, "个百分点");
/// ```
pub fn scan(lexicon: &Lexicon, text: &str) -> Vec<Quantity> {
    let terms = crate::scan(lexicon, text, &crate::dates::Context::default());
    terms.into_iter().filter_map(crate::Term::into_quantity).collect()
}

/// Gives the members of each list the unit and the comparator of its last, and the words before its first.
pub(crate) fn join_lists(terms: &mut [crate::Term], text: &str) {
    lists::join(terms, text);
}

/// The quantity that begins with the number `first`; words before it are looked for from `floor` on.
pub(crate) fn of(lexicon: &Lexicon, text: &str, first: Numeral, floor: usize) -> Option<Quantity> {
    let own = units::read(lexicon.measures(), text, first.span.end, first.form);
    let Read { value, number, unit } =
        range::read(lexicon, text, &first, &own).unwrap_or_else(|| one(text, &first, own));
    // 三农, 高于一线: one sign without a unit is a word, whatever stands beside it.
    if first.form == NumeralForm::Chinese && unit.name.is_empty() && number.of(text).chars().nth(1).is_none() {
        return None;
    }
    let after = beside::after(lexicon.measures(), text, &unit);
    let before = beside::before(lexicon.measures(), text, floor, number.start);
    let compared = before.comparator.or(after.comparator);
    if first.form == NumeralForm::Chinese && !is_meant(text, &unit, compared) {
        return None;
    }
    let more = unit.more.then_some(Comparator::AtLeast);
    let quantity = Quantity {
        span: Span::new(number.start, after.end),
        lead: before.lead,
        number,
        value,
        unit: unit.name,
        class: unit.class,
        form: first.form,
        comparator: beside::combine(before.comparator, after.comparator.or(more)),
        change: before.change,
        to: before.to,
        reach: before.reach,
        list: None,
    };
    let meant = !quantity.is_article() || is_least(&text[..quantity.span.start]);
    meant.then_some(quantity)
}

impl Quantity {
    /// Whether no word beside the number says how it is meant.
    pub(crate) fn is_bare(&self) -> bool {
        self.comparator.is_none() && matches!(self.value, Value::Number(_))
    }

    /// 一次, 一个 are seldom counts: only with words that make them one.
    fn is_article(&self) -> bool {
        let one = self.form == NumeralForm::Chinese && self.value == Value::Number(1.0);
        one && self.is_counting() && self.comparator.is_none() && !self.to
    }

    fn is_counting(&self) -> bool {
        matches!(
            self.class,
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

/// 至少建设一所: whether the text before a number says in its clause that it is the least.
fn is_least(before: &str) -> bool {
    let near = before.char_indices().rev().nth(NEAR_LEAST).map_or(0, |(at, _)| at);
    let clause = before[near..].rsplit(['，', '；', '。', '、']).next().unwrap_or_default();
    LEAST.iter().any(|least| clause.contains(least))
}

/// Words of the least that stand before the verb.
const LEAST: [&str; 2] = ["至少", "最少"];

/// How far before the number they stand, in characters.
const NEAR_LEAST: usize = 10;

/// A number or range with its unit.
struct Read {
    value: Value,
    number: Span,
    unit: UnitRead,
}

/// One number with its unit; 三成半 and 一吨半 are half a unit more.
fn one(text: &str, number: &Numeral, mut unit: UnitRead) -> Read {
    let half = units::and_a_half(text, &unit);
    unit.end += half.map_or(0, char::len_utf8);
    let value = number.value + if half.is_some() { 0.5 } else { 0.0 };
    Read { value: Value::Number(value), number: number.span, unit }
}

/// Whether a Chinese number is a quantity: with a unit, with a scale and more (十余万), or with a word that compares
/// (五百以上).
fn is_meant(text: &str, unit: &UnitRead, compared: Option<Comparator>) -> bool {
    if unit.name.is_empty() {
        return compared.is_some();
    }
    // 三级制, 一体化 name a manner.
    let manner = text[unit.end..].starts_with(['制', '化']);
    !manner && (unit.class.is_some() || unit.more)
}
