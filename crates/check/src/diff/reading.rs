//! What a passage says that matters more than its words: numbers, limits, dates, bodies and roles.

use super::kind::Kind;
use zhengtu_lexicon::Lexicon;
use zhengtu_lexicon::measures::WordKind;
use zhengtu_terms::dates::Context;
use zhengtu_terms::{Term, scan};
use zhengtu_text::Span;

/// What is read of a passage; the spans of each are kept to tell what else it says.
struct Reading {
    numbers: Read,
    limits: Read,
    dates: Read,
    bodies: Read,
    roles: Read,
}

/// The values of one kind in the order printed, and where they stand.
#[derive(Default)]
struct Read {
    values: Vec<String>,
    spans: Vec<Span>,
}

impl Read {
    fn push(&mut self, value: String, span: Span) {
        self.values.push(value);
        self.spans.push(span);
    }
}

fn read(lexicon: &Lexicon, text: &str) -> Reading {
    let (mut numbers, mut limits, mut dates) = (Read::default(), Read::default(), Read::default());
    for term in scan(lexicon, text, &Context::default()) {
        match term {
            Term::Date(mention) => dates.push(mention.span.of(text).to_owned(), mention.span),
            Term::Figure(figure) => numbers.push(figure.span.of(text).to_owned(), figure.span),
            Term::Quantity(found) => {
                let after = text[found.number.end..].strip_prefix(found.unit.as_str()).map_or(0, |_| found.unit.len());
                let span = Span::new(found.number.start, found.number.end + after);
                numbers.push(span.of(text).to_owned(), span);
                let said = format!("{:?} {:?} {}", found.comparator, found.change, found.to);
                limits.push(said, Span::new(found.lead.min(found.span.start), found.span.end));
            }
        }
    }
    apart(lexicon, text, &mut limits);
    let (mut bodies, mut roles) = (Read::default(), Read::default());
    for (span, _) in lexicon.bodies().find_mentions(text) {
        bodies.push(span.of(text).to_owned(), span);
    }
    let mut words: Vec<(usize, &str)> =
        lexicon.roles().words().flat_map(|(word, _)| text.match_indices(word)).collect();
    words.sort_unstable_by_key(|&(at, word)| (at, std::cmp::Reverse(word.len())));
    for (at, word) in words {
        roles.push(word.to_owned(), Span::new(at, at + word.len()));
    }
    Reading { numbers, limits, dates, bodies, roles }
}

/// Adds the words of limits that stand away from their number (不超过贷款利率35%).
fn apart(lexicon: &Lexicon, text: &str, limits: &mut Read) {
    let near = limits.spans.clone();
    for end in text.char_indices().map(|(at, char)| at + char.len_utf8()) {
        let Some((WordKind::AtLeast | WordKind::AtMost, length)) = lexicon.measures().word_before(&text[..end]) else {
            continue;
        };
        let span = Span::new(end - length, end);
        let beside = near.iter().any(|number| number.start < span.end && span.start < number.end);
        if !beside && span.of(text).starts_with('不') {
            limits.push(span.of(text).to_owned(), span);
        }
    }
}

/// What changed from one passage to the other, what matters most first, each with the words of both; `key` gives the
/// form in which words are compared.
pub(super) fn changes(
    lexicon: &Lexicon,
    (old, new): (&str, &str),
    key: &dyn Fn(&str) -> String,
) -> Vec<(Kind, [Vec<String>; 2])> {
    let (before, after) = (read(lexicon, old), read(lexicon, new));
    let mut found = Vec::new();
    let mut masks = [before.dates.spans.clone(), after.dates.spans.clone()];
    let keys = |values: &[String]| values.iter().map(|value| key(value)).collect::<Vec<_>>();
    let mut compare = |kind: Kind, a: &Read, b: &Read| {
        let differs = keys(&a.values) != keys(&b.values);
        if differs {
            found.push((kind, [only(&a.values, &b.values), only(&b.values, &a.values)]));
        }
        if differs || kind == Kind::Number {
            masks[0].extend(&a.spans);
            masks[1].extend(&b.spans);
        }
        differs
    };
    let numbers = compare(Kind::Number, &before.numbers, &after.numbers);
    if !numbers || before.limits.values.len() == after.limits.values.len() {
        compare(Kind::Limit, &before.limits, &after.limits);
    }
    compare(Kind::Deadline, &before.dates, &after.dates);
    compare(Kind::Unit, &before.bodies, &after.bodies);
    // 落实, 负责 say who has to do what only beside a body.
    if !before.bodies.values.is_empty() || !after.bodies.values.is_empty() {
        compare(Kind::Role, &before.roles, &after.roles);
    }
    if found.is_empty() || key(&rest(old, &masks[0])) != key(&rest(new, &masks[1])) {
        found.push((Kind::Wording, Default::default()));
    }
    found
}

/// The values that the other passage lacks.
fn only(values: &[String], others: &[String]) -> Vec<String> {
    let mut left = others.to_vec();
    let mut own = Vec::new();
    for value in values {
        match left.iter().position(|other| other == value) {
            Some(at) => drop(left.remove(at)),
            None => own.push(value.clone()),
        }
    }
    own
}

/// The text without the spans.
fn rest(text: &str, spans: &[Span]) -> String {
    let outside = |at: usize| !spans.iter().any(|span| span.start <= at && at < span.end);
    text.char_indices().filter(|(at, _)| outside(*at)).map(|(_, char)| char).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use zhengtu_lexicon::testing::lexicon;

    fn kinds(old: &str, new: &str) -> Vec<&'static str> {
        let key = |text: &str| text.to_owned();
        changes(lexicon(), (old, new), &key).into_iter().map(|(kind, _)| kind.name()).collect()
    }

    #[test]
    fn what_matters_is_told_from_words() {
        assert_eq!(kinds("覆盖率达到90%", "覆盖率达到95%"), ["number"]);
        assert_eq!(kinds("补助3万元", "补助3亿元"), ["number"]);
        assert_eq!(kinds("时间不超过3天", "时间不少于3天"), ["limit"]);
        assert_eq!(kinds("不超过贷款利率35%的贴息", "不低于贷款利率35%的贴息"), ["limit"]);
        assert_eq!(kinds("2021年6月底前完成", "2021年9月底前完成"), ["deadline"]);
        assert_eq!(kinds("由县财政局牵头", "由县公安局牵头"), ["unit"]);
        assert_eq!(kinds("由县财政局牵头", "由县财政局配合"), ["role"]);
        assert_eq!(kinds("加强宣传引导", "做好宣传引导"), ["wording"]);
    }

    #[test]
    fn several_things_in_one_phrase_are_all_told() {
        assert_eq!(kinds("力争覆盖率达到90%", "确保覆盖率达到95%"), ["number", "wording"]);
        assert_eq!(kinds("加强督导落实", "加强督导负责"), ["wording"]);
    }
}
