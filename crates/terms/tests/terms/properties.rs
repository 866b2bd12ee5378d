//! What holds of every text: numbers written are read again, no text makes a parser panic, and the passages
//! of what is found lie in the text, in order.

use proptest::prelude::*;
use zhengtu_lexicon::testing::lexicon;
use zhengtu_terms::dates::{self, Context};
use zhengtu_terms::{deadline, numeral, scan};
use zhengtu_text::Span;
use zhengtu_text::numeral::{Signs, exact};

/// Pieces of official prose, and what goes wrong in it.
const PIECES: [&str; 61] = [
    "1",
    "20",
    "2021",
    "3.5",
    "１２",
    "1,200",
    "年",
    "月",
    "日",
    "号",
    "%",
    "个",
    "万",
    "亿",
    "千",
    "百",
    "十",
    "一",
    "二",
    "两",
    "三",
    "五",
    "零",
    "〇",
    "点",
    "分之",
    "半",
    "负",
    "-",
    "—",
    "至",
    "到",
    "和",
    "之间",
    "第",
    "季度",
    "每",
    "底",
    "前",
    "后",
    "起",
    "末",
    "Q",
    "上半年",
    "“十四五”",
    "（",
    "）",
    "《",
    "》",
    "，",
    "。",
    "、",
    "/",
    " ",
    "以上",
    "不超过",
    "余",
    "几",
    "受理之日起",
    "完成",
    "𠀀",
];

fn prose() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(PIECES.to_vec()), 0..24).prop_map(|pieces| pieces.concat())
}

/// Whether the spans follow each other in the text and cut no character.
fn in_order(text: &str, spans: &[Span]) -> bool {
    let whole = spans.iter().all(|span| text.get(span.start..span.end).is_some_and(|passage| !passage.is_empty()));
    whole && spans.windows(2).all(|pair| pair[0].end <= pair[1].start)
}

proptest! {
    #[test]
    fn a_number_written_is_read_again(n in 10u32..100_000_000) {
        let written = Signs::COUNTING.write(n);
        prop_assert_eq!(exact(&written), Some(n), "{}", written);
        prop_assert_eq!(exact(&Signs::LEGAL.write(n)), Some(n));
        let read = numeral::whole_at(&written, 0).unwrap();
        prop_assert_eq!((read.value, read.span.end), (f64::from(n), written.len()));
    }

    #[test]
    fn digits_and_signs_mixed_are_read_as_one_number(myriads in 1u32..10_000, thousands in 1u32..10, rest in 1u32..1000) {
        let value = f64::from(myriads * 10_000 + thousands * 1000 + rest);
        let sign = Signs::COUNTING.digits[thousands as usize];
        for written in [format!("{myriads}万{thousands}千零{rest}"), format!("{myriads}万{sign}千零{rest}"), format!("{myriads}万{thousands}{rest:03}")] {
            let read = numeral::at(&written, 0).unwrap();
            prop_assert_eq!((read.value, read.span.of(&written)), (value, written.as_str()));
        }
    }

    #[test]
    fn terms_lie_in_the_text_in_order_and_hold_every_digit(text in prose()) {
        let terms = scan(lexicon(), &text, &Context { year: Some(2022) });
        let spans: Vec<Span> = terms.iter().map(zhengtu_terms::Term::span).collect();
        prop_assert!(in_order(&text, &spans), "{spans:?}");
        for (at, _) in text.char_indices().filter(|(_, char)| char.is_ascii_digit()) {
            prop_assert!(spans.iter().any(|span| span.contains(Span::new(at, at + 1))), "{at} of {text:?}");
        }
    }

    #[test]
    fn dates_and_limits_lie_in_the_text(text in prose(), year in prop::option::of(1990u16..2060)) {
        let context = Context { year };
        let mentions = dates::scan(lexicon(), &text, &context);
        let spans: Vec<Span> = mentions.iter().map(|mention| mention.span).collect();
        prop_assert!(in_order(&text, &spans), "{spans:?}");
        for limit in deadline::find(lexicon(), &text, &context) {
            prop_assert!(text.get(limit.span.start..limit.span.end).is_some());
            prop_assert!(text.get(limit.clause.start..limit.clause.end).is_some());
            prop_assert!(limit.event.is_none_or(|event| limit.span.contains(event)));
        }
        deadline::parse(lexicon(), &text, &context);
    }

    #[test]
    fn no_text_makes_a_parser_panic(text in "\\PC{0,40}") {
        let context = Context::default();
        let terms = scan(lexicon(), &text, &context);
        for term in terms {
            prop_assert!(text.get(term.span().start..term.span().end).is_some());
        }
        deadline::find(lexicon(), &text, &context);
        deadline::parse(lexicon(), &text, &context);
    }
}
