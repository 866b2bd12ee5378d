//! Statements in sentences that say more: 由X牵头，组织…; 请X会同Y研究提出…; X会同Y做好…; X要在…前完成….

use super::form::is_closing_statement;
use super::naming::{is_specific, is_strict, starts_body};
use super::{Conventions, Mention, Statement, Vocabulary, parse_statement};
use zhengtu_lexicon::Lexicon;
use zhengtu_model::Ground;
use zhengtu_terms::dates::{self, Context, DateKind, DateMention};
use zhengtu_text::{Span, strip_white};

/// The statement that a sentence (without its stop) makes in one of its clauses, from the word that
/// leads in the units to the end of the last clause that gives somebody a role.
pub fn statement_in(vocabulary: &Vocabulary<'_>, sentence: &str) -> Option<Span> {
    let starts = clause_starts(sentence);
    let found = starts.iter().enumerate().find_map(|(nth, &start)| {
        let end = starts.get(nth + 1).map_or(sentence.len(), |next| next - SIGN);
        let clause = Span::new(start, end);
        says_who(vocabulary, clause.of(sentence)).then_some((nth, clause))
    });
    let (nth, first) = found?;
    let ends = starts[nth + 1..].iter().map(|next| next - SIGN).chain([sentence.len()]);
    let clauses = ends.skip(1).zip(&starts[nth + 1..]).map(|(end, &start)| Span::new(start, end.max(start)));
    let others = clauses.take_while(|clause| is_closing_statement(vocabulary, clause.of(sentence)));
    let whole = others.fold(first, Span::join);
    Some(Span::new(whole.start, whole.start + names_end(vocabulary, whole.of(sentence))))
}

/// The bodies of a sentence (without its stop) that says what they answer for (县民政局负责整治养老机构), with their
/// role word.
pub fn charge_in(vocabulary: &Vocabulary<'_>, sentence: &str) -> Option<Span> {
    if sentence.contains(INTERPRETS) || !starts_body(vocabulary, sentence) {
        return None;
    }
    let statement = parse_statement(vocabulary, sentence, &Conventions::default());
    let stated = |mention: &Mention| matches!(mention.ground, Ground::Stated | Ground::Sole);
    let begins = |mention: &&Mention| mention.span.start == 0 && statement.mentions.iter().all(stated);
    let first = statement.mentions.first().filter(begins)?;
    if !is_specific(vocabulary, &strip_white(first.span.of(sentence))) {
        return None;
    }
    Some(Span::new(0, charge_end(vocabulary, sentence, &statement)?))
}

/// Where the role word behind the last name ends, if that gives a role to whoever has to do what follows.
fn charge_end(lexicon: &Lexicon, text: &str, statement: &Statement) -> Option<usize> {
    let last = statement.mentions.last()?.span.end;
    let tail = lexicon.roles().tail_at(&text[last..]).filter(|tail| tail.strong)?;
    Some(last + tail.len)
}

/// Where a statement ends: behind its last name where that runs on into what is done (会同各运营商倒排计划),
/// else at its own end.
fn names_end(vocabulary: &Vocabulary<'_>, statement: &str) -> usize {
    let parsed = parse_statement(vocabulary, statement, &Conventions::default());
    let Some(last) = parsed.mentions.last() else { return statement.len() };
    let name = last.span.of(statement);
    if is_strict(vocabulary, &strip_white(name)) {
        return statement.len();
    }
    let ends =
        name.char_indices().map(|(at, _)| at).take(LONGEST_NAME).filter(|&at| is_strict(vocabulary, &name[..at]));
    ends.last().map_or(statement.len(), |end| last.span.start + end)
}

/// The longest name that is looked for in running text, in characters.
const LONGEST_NAME: usize = 24;

/// The length of the sign between two clauses in bytes.
const SIGN: usize = "，".len();

/// Where the clauses of a sentence begin.
fn clause_starts(sentence: &str) -> Vec<usize> {
    std::iter::once(0).chain(sentence.match_indices('，').map(|(at, sign)| at + sign.len())).collect()
}

/// Who interprets a document answers for none of its measures.
const INTERPRETS: &str = "负责解释";

/// Whether a clause names bodies first, and then says in one of the forms of prose what they have to do.
fn says_who(vocabulary: &Vocabulary<'_>, clause: &str) -> bool {
    let lead_in = vocabulary.roles().lead_in(clause);
    if clause.contains(INTERPRETS) || !starts_body(vocabulary, &clause[lead_in..]) {
        return false;
    }
    let statement = parse_statement(vocabulary, clause, &Conventions::default());
    let begins = |span: Span| span.start <= lead_in && is_specific(vocabulary, &strip_white(span.of(clause)));
    if !statement.mentions.first().is_some_and(|first| begins(first.span)) {
        return false;
    }
    let clause = Clause { lexicon: vocabulary, text: clause, lead_in: &clause[..lead_in], statement: &statement };
    FORMS.iter().any(|form| form(&clause))
}

/// A clause that begins with bodies.
struct Clause<'a> {
    lexicon: &'a Lexicon,
    text: &'a str,
    lead_in: &'a str,
    statement: &'a Statement,
}

/// The forms in which prose says who has to do something.
const FORMS: [fn(&Clause<'_>) -> bool; 4] = [is_led, is_asked, is_joined, is_bound_by_date];

/// 由X牵头…, 由X负责…: somebody is led in and leads or answers; without 由 the clause ends with that (X牵头).
fn is_led(clause: &Clause<'_>) -> bool {
    let led = clause.statement.mentions.iter().any(Mention::is_said_to_lead);
    let closed = clause.statement.remarks.is_empty();
    match clause.lead_in {
        "" => led && closed,
        _ if led => true,
        _ => charge_end(clause.lexicon, clause.text, clause.statement).is_some(),
    }
}

/// 请X研究提出….
fn is_asked(clause: &Clause<'_>) -> bool {
    clause.lead_in.ends_with('请')
}

/// X会同Y做好….
fn is_joined(clause: &Clause<'_>) -> bool {
    clause.text.contains("会同") && clause.statement.mentions.iter().any(Mention::is_said_to_help)
}

/// X要在…前完成…, X应于每年3月底前报送…: the names lead to a day by which something is to be done.
fn is_bound_by_date(clause: &Clause<'_>) -> bool {
    let end = clause.statement.mentions.last().map_or(0, |mention| mention.span.end);
    let after = clause.text[end..].trim_start_matches(['要', '应', '须', '需']);
    let Some(dated) = after.strip_prefix(['在', '于']) else { return false };
    let dated = dated.trim_start_matches("每年");
    let first = dates::at_start(clause.lexicon, dated, &Context::default());
    if first.is_some_and(|mention| leads_to_act(&mention, dated)) {
        return true;
    }
    dated.contains("前完成") && dated.contains(|char: char| "0123456789年月季".contains(char))
}

/// Whether something is to be done by the date with which a text begins; 前已完成 reports what was done.
fn leads_to_act(mention: &DateMention, text: &str) -> bool {
    let act = &text[mention.span.end..];
    if act.is_empty() || act.starts_with('已') {
        return false;
    }
    mention.kind == DateKind::By
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::units::testing::vocabulary;

    fn found(sentence: &str) -> Option<&str> {
        statement_in(&vocabulary(), sentence).map(|span| span.of(sentence))
    }

    #[test]
    fn a_sentence_says_who_in_one_of_its_clauses() {
        for (sentence, statement) in [
            ("由市应急局牵头，组织演练，2022年5月底前完成", "由市应急局牵头"),
            ("市水利局牵头，市应急局配合，修订办法，年底前完成", "市水利局牵头，市应急局配合"),
            ("会议明确，由市应急局负责，4月底前完成清表", "由市应急局负责"),
            ("根据情况，由市工信局牵头制定方案", "由市工信局牵头制定方案"),
            ("由市财政局带头，2022年5月底前完成试点", "由市财政局带头"),
            ("请市财政局会同有关部门研究提出修订建议", "请市财政局会同有关部门"),
            ("市发改委会同相关部门做好跟踪推进工作", "市发改委会同相关部门做好跟踪推进工作"),
            ("市水利局要在2022年3月底前完成教材编写", "市水利局要在2022年3月底前完成教材编写"),
            ("市水利局应于每年3月底前报送情况", "市水利局应于每年3月底前报送情况"),
            ("市通信管理局要在2024年6月前实现全覆盖", "市通信管理局要在2024年6月前实现全覆盖"),
        ] {
            assert_eq!(found(sentence), Some(statement), "{sentence}");
        }
    }

    #[test]
    fn a_sentence_may_say_what_bodies_answer_for() {
        let found = |sentence: &'static str| charge_in(&vocabulary(), sentence).map(|span| span.of(sentence));
        assert_eq!(found("县民政局负责整治养老服务乱象"), Some("县民政局负责"));
        assert_eq!(found("市公安局、市司法局牵头打击犯罪，及时通报"), Some("市公安局、市司法局牵头"));
        for sentence in ["县民政局整治养老服务乱象", "企业负责安装设施", "本办法由县民政局负责解释"]
        {
            assert_eq!(found(sentence), None, "{sentence}");
        }
    }

    #[test]
    fn a_sentence_that_only_mentions_bodies_says_nothing() {
        for sentence in [
            "企业牵头，高校参与，组建创新联合体",
            "由企业牵头组建联合体",
            "党员干部要带头遵守各项规定",
            "县财政局要带头过紧日子",
            "经市财政局同意，给予补助",
            "由市财政局给予一次性补助",
            "市财政局要加强资金监管",
            "向市财政局报送材料",
            "市水利局于2022年3月底前已完成教材编写",
            "市水利局在2022年3月召开会议",
            "本办法由市财政局会同市教育局负责解释",
        ] {
            assert_eq!(found(sentence), None, "{sentence}");
        }
    }
}
