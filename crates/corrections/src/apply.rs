use zhengtu_lexicon::Lexicon;
use zhengtu_model::{AppliedCorrection, Correction, CorrectionChange as Change, Evidence, Outcome};
use zhengtu_outline::{Edit, Given};
use zhengtu_reader::Source;
use zhengtu_text::{CharIndex, Solid, Span};

/// What the replacements come to in one document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Applied {
    /// The passages to be read otherwise, in the order of the source and without overlap.
    pub edits: Vec<Edit>,
    /// The corrections whose passage is there, in the order of `corrections`.
    pub corrections: Vec<AppliedCorrection>,
}

/// Finds the passages of the replacements among `corrections` in a document that starts with part
/// `first`. Where two replacements are about the same characters the first one holds.
pub fn apply(lexicon: &Lexicon, source: &Source, first: u32, corrections: &[Correction]) -> Applied {
    let replacements: Vec<Replacement<'_>> = corrections.iter().filter_map(Replacement::of).collect();
    let mut applied = Applied::default();
    if replacements.is_empty() {
        return applied;
    }
    let solid = Solid::of(&source.text);
    let index = CharIndex::new(&source.text);
    let placed = |one: &Replacement<'_>| one.correction.part.is_some() || one.path.is_some();
    let places = replacements.iter().any(placed).then(|| Places::of(lexicon, source, first));
    for one in replacements {
        let Replacement { correction, passage, by, all, path } = one;
        let mut spans: Vec<Span> = solid.find_all(passage).collect();
        if let Some(places) = &places {
            spans.retain(|span| places.holds(*span, correction.part, path));
        }
        if spans.is_empty() {
            continue;
        }
        let free = |span: &Span| applied.edits.iter().all(|edit| !edit.span.overlaps(*span));
        let outcome = match spans.len() {
            count if count > 1 && !all => Outcome::Ambiguous { places: count },
            _ if !spans.iter().all(free) => Outcome::Overlapping,
            _ => Outcome::Applied,
        };
        spans.retain(free);
        if !matches!(outcome, Outcome::Ambiguous { .. }) {
            applied.edits.extend(spans.iter().map(|&span| Edit { span, by: by.to_owned() }));
        }
        let places = spans.iter().map(|&span| evidence(source, &index, span)).collect();
        applied.corrections.push(AppliedCorrection { correction: correction.clone(), places, outcome });
    }
    applied.edits.sort_by_key(|edit| edit.span.start);
    applied
}

fn evidence(source: &Source, index: &CharIndex, span: Span) -> Evidence {
    Evidence {
        start: index.char_of(&source.text, span.start),
        end: index.char_of(&source.text, span.end),
        line: index.line(span.start),
        page: source.blocks.iter().rev().find(|block| block.span().start <= span.start).and_then(|block| block.page),
        corrected: true,
        ..Evidence::default()
    }
}

/// A replacement, as its entry says.
struct Replacement<'a> {
    correction: &'a Correction,
    passage: &'a str,
    by: &'a str,
    all: bool,
    path: Option<&'a str>,
}

impl<'a> Replacement<'a> {
    fn of(correction: &'a Correction) -> Option<Self> {
        match &correction.change {
            Change::Replace { passage, by, all, path } => {
                Some(Self { correction, passage, by, all: *all, path: path.as_deref() })
            }
            _ => None,
        }
    }
}

/// Which part of the plan, and which item, each byte of a source belongs to.
struct Places {
    /// Where each part begins.
    parts: Vec<(usize, u32)>,
    /// The numbering path of each item, and where it stands.
    items: Vec<(String, Span)>,
}

impl Places {
    fn of(lexicon: &Lexicon, source: &Source, first: u32) -> Self {
        let outline = zhengtu_outline::parse_given(lexicon, source, &Given { part: first, edits: Vec::new() });
        let in_source = |span: Span| outline.mapped.source_span(span);
        let mut parts: Vec<(usize, u32)> =
            outline.parts.iter().filter_map(|part| Some((in_source(part.span)?.start, part.number))).collect();
        parts.sort_unstable();
        let item = |(node, of): (usize, &zhengtu_outline::Node)| {
            let paragraphs = outline.all_paragraphs(node);
            let (first, last) = (paragraphs.first()?, paragraphs.last()?);
            Some((of.path.clone(), in_source(first.span)?.join(in_source(last.span)?)))
        };
        let items = outline.nodes.iter().enumerate().filter_map(item).collect();
        Self { parts, items }
    }

    fn part_at(&self, at: usize) -> u32 {
        self.parts.iter().rev().find(|(start, _)| *start <= at).map_or(0, |&(_, part)| part)
    }

    /// Whether a passage stands in the part and in the item, where these are given.
    fn holds(&self, span: Span, part: Option<u32>, path: Option<&str>) -> bool {
        let in_item = |path: &str| self.items.iter().any(|(own, item)| own == path && item.contains(span));
        part.is_none_or(|part| self.part_at(span.start) == part) && path.is_none_or(in_item)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use zhengtu_lexicon::testing::lexicon;
    use zhengtu_reader::Options;

    const PLAN: &str =
        "方案\n一、任务\n1.优化办税。责任单 位：县说\n务局\n附件1\n优化方案\n一、任务\n1.优化。县财政局、县财政局\n";

    fn source() -> Source {
        zhengtu_reader::read("计划.txt", PLAN.as_bytes(), &Options::default()).unwrap()
    }

    fn replace(passage: &str, by: &str, all: bool, part: Option<u32>) -> Correction {
        let change = Change::Replace { passage: passage.into(), by: by.into(), all, path: None };
        Correction { change, doc: None, part, reason: "有误".into(), file: "corrections.toml".into(), line: 1 }
    }

    #[test]
    fn a_passage_is_found_whatever_its_white_space_and_read_otherwise() {
        let source = source();
        let applied = apply(lexicon(), &source, 0, &[replace("责任单位：县说务局", "责任单位：县税务局", false, None)]);
        assert_eq!(applied.edits[0].span.of(&source.text), "责任单 位：县说\n务局");
        let place = &applied.corrections[0].places[0];
        let passage: String = source.text.chars().skip(place.start).take(place.end - place.start).collect();
        assert_eq!(passage, "责任单 位：县说\n务局");
        let given = Given { part: 0, edits: applied.edits };
        let outline = zhengtu_outline::parse_given(lexicon(), &source, &given);
        assert!(outline.text().contains("1.优化办税。责任单位：县税务局\n"), "{}", outline.text());
        let at = outline.text().find("税务局").unwrap();
        let read = outline.mapped.source_span(Span::new(at, at + "税务局".len())).unwrap();
        assert_eq!(read.of(&source.text), "责任单 位：县说\n务局");
    }

    #[test]
    fn a_passage_that_stands_twice_is_left_unless_all_places_or_a_part_are_meant() {
        let source = source();
        let outcome = |correction| {
            let applied = apply(lexicon(), &source, 0, &[correction]);
            (applied.edits.len(), applied.corrections.first().map(|applied| applied.outcome))
        };
        assert_eq!(outcome(replace("县财政局", "甲", false, None)), (0, Some(Outcome::Ambiguous { places: 2 })));
        assert_eq!(outcome(replace("县财政局", "甲", true, None)), (2, Some(Outcome::Applied)));
        assert_eq!(outcome(replace("1.优化", "甲", false, None)).0, 0);
        assert_eq!(outcome(replace("1.优化", "甲", false, Some(1))), (1, Some(Outcome::Applied)));
        assert_eq!(outcome(replace("县水利局", "甲", false, None)), (0, None));
        assert_eq!(outcome(replace(" ", "甲", true, None)), (0, None));
    }

    #[test]
    fn a_passage_is_looked_for_in_the_item_that_is_named() {
        let text = "方案\n一、任务\n1.甲事。\n责任单位：县财政局\n2.乙事。\n责任单位：县财政局\n";
        let source = zhengtu_reader::read("计划.txt", text.as_bytes(), &Options::default()).unwrap();
        let of = |path: &str| {
            let change = Change::Replace {
                passage: "责任单位：县财政局".into(),
                by: "责任单位：县税务局".into(),
                all: false,
                path: Some(path.into()),
            };
            let correction =
                Correction { change, doc: None, part: None, reason: "有误".into(), file: "c".into(), line: 1 };
            apply(lexicon(), &source, 0, &[correction])
        };
        let second = of("一/2");
        assert_eq!(second.corrections[0].outcome, Outcome::Applied);
        assert!(second.edits[0].span.start > text.find("乙事").unwrap());
        assert_eq!(of("一").corrections[0].outcome, Outcome::Ambiguous { places: 2 });
        assert_eq!(of("一/3").corrections, []);
    }

    #[test]
    fn the_first_of_two_replacements_of_the_same_characters_holds() {
        let source = source();
        let applied = apply(
            lexicon(),
            &source,
            0,
            &[replace("县说务局", "甲", false, None), replace("说务局", "乙", false, None)],
        );
        assert_eq!(applied.edits.len(), 1);
        assert_eq!(applied.corrections[1].outcome, Outcome::Overlapping);
    }
}
