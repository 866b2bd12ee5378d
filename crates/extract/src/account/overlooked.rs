//! Sentences and cells that may say who does something, or by when, and that no task took up: where a
//! person looks for what the program missed.

use super::coverage::{has_words, sentences};
use super::{Cover, EntryDraft, Sources};
use crate::paragraphs::is_in_cell;
use std::sync::LazyLock;
use zhengtu_lexicon::roles::LabelSense;
use zhengtu_lexicon::{Lexicon, Words};
use zhengtu_model::{Deadline, Reading};
use zhengtu_outline::{Outline, Paragraph, ParagraphKind};
use zhengtu_terms::dates::{self, Context, DateKind};
use zhengtu_terms::deadline;
use zhengtu_text::{CharSet, Span, signs, trim_start};

/// The sentences and cells with a body and a word of responsibility, or with a limit, that stand in no
/// task, or in a task that names no unit or no limit.
pub(super) fn overlooked(lexicon: &Lexicon, outline: &Outline, sources: &Sources<'_>) -> Vec<EntryDraft> {
    let search = Search::new(lexicon, outline, sources);
    let read = outline.paragraphs.iter().filter(|paragraph| is_read(paragraph) && search.may_lack(paragraph.span));
    let passages = read.flat_map(|paragraph| sentences(outline.text(), paragraph.span));
    passages
        .map(|span| Passage::new(&search, span))
        .filter(|passage| LACKS.iter().any(|lacks| lacks(&search, passage)))
        .filter(|passage| has_words(passage.text))
        .map(|passage| EntryDraft::plain(passage.span, Reading::Overlooked))
        .collect()
}

/// What a passage may lack: somebody, a limit, or some of those that it names.
const LACKS: [fn(&Search<'_>, &Passage<'_>) -> bool; 8] = [
    |search, passage| search.lacks_units(passage),
    |search, passage| search.lacks_limit(passage),
    |search, passage| search.lacks_words_of_limit(passage),
    |search, passage| search.lacks_labelled(passage),
    |search, passage| search.lacks_some(passage),
    |search, passage| search.lacks_actor(passage),
    |search, passage| search.lacks_recurrence(passage),
    |search, passage| search.lacks_head(passage),
];

/// Whether a plan commits anybody in a paragraph of this kind.
fn is_read(paragraph: &Paragraph) -> bool {
    matches!(paragraph.kind, ParagraphKind::Heading | ParagraphKind::Text | ParagraphKind::Field | ParagraphKind::Cell)
}

/// A sentence or cell, and what is known of what stands in it.
struct Passage<'a> {
    span: Span,
    text: &'a str,
    /// Whether some of it is of a task.
    in_task: bool,
    /// Whether a name in it has a role.
    named: bool,
    /// Whether it is of a task without a limit, and none of it is read as one.
    open: bool,
}

impl<'a> Passage<'a> {
    fn new(search: &Search<'a>, span: Span) -> Self {
        Self {
            span,
            text: search.outline.slice(span),
            in_task: search.tasks.meets(span),
            named: search.responsible.meets(span),
            open: search.undated.holds(span) && !search.fields.meets(span),
        }
    }

    /// Whether it is of a task and has no name with a role.
    fn names_nobody(&self) -> bool {
        self.in_task && !self.named
    }
}

struct Search<'a> {
    lexicon: &'a Lexicon,
    outline: &'a Outline,
    tasks: Cover,
    unstated: Cover,
    undated: Cover,
    /// The deadline fields.
    fields: Cover,
    responsible: Cover,
    /// The names of bodies that have no role.
    mentions: Vec<Span>,
    /// The values of targets: a limit beside one is the target's.
    targets: Vec<Span>,
    /// The dates by which a text commits somebody, and that are no deadline of a task.
    limits: Vec<Span>,
    /// The characters with which words of duty begin.
    duties: CharSet,
}

impl<'a> Search<'a> {
    fn new(lexicon: &'a Lexicon, outline: &'a Outline, sources: &Sources<'_>) -> Self {
        let responsible = Cover::new(sources.responsible);
        let fields = Cover::new(sources.deadlines);
        let mut mentions: Vec<Span> =
            sources.mentions.iter().copied().filter(|&span| !responsible.meets(span)).collect();
        mentions.sort_unstable();
        let dates = sources.numbers.readings.iter().filter(|number| number.reading == Reading::Commitment);
        // A limit of which no year is known dates nothing.
        let undated = Cover::new(sources.undated);
        let open = |&span: &Span| !fields.meets(span) || undated.meets(span);
        let mut limits: Vec<Span> = dates.map(|number| number.span).filter(open).collect();
        limits.sort_unstable();
        let values = sources.numbers.readings.iter().filter(|number| number.reading == Reading::Target);
        let mut targets: Vec<Span> = values.map(|number| number.span).collect();
        targets.sort_unstable();
        let duty = &lexicon.forms().duty;
        let first = |word: &str| word.chars().next();
        Self {
            lexicon,
            outline,
            tasks: Cover::new(sources.tasks),
            unstated: Cover::new(sources.unstated),
            undated,
            fields,
            responsible,
            mentions,
            targets,
            limits,
            duties: [&duty.oblige, &duty.verb].into_iter().flat_map(Words::iter).filter_map(first).collect(),
        }
    }

    /// Whether one of the sentences of a passage may lack something: most have neither an open mention nor an open limit.
    fn may_lack(&self, passage: Span) -> bool {
        if [&self.mentions, &self.limits].iter().any(|spans| has_any(spans, passage)) {
            return true;
        }
        self.undated.meets(passage) || self.tasks.meets(passage)
    }

    /// Whether a clause of a task closes with names and their role word, none of which any statement took
    /// (李庄村、大营社区具体实施).
    fn lacks_some(&self, passage: &Passage<'_>) -> bool {
        if !passage.in_task {
            return false;
        }
        let text = passage.text;
        let (mut start, mut lists) = (0, false);
        for (at, sign) in signs(text).chain([(text.len(), '。')]) {
            match sign {
                '、' => lists = true,
                '，' | ',' | '；' | ';' | '。' | '（' | '）' => {
                    let clause = Span::new(start, at).shift(passage.span.start);
                    // What holds no sign of a list is none.
                    if lists && !self.responsible.meets(clause) && self.closes_list(self.outline.slice(clause)) {
                        return true;
                    }
                    (start, lists) = (at + sign.len_utf8(), false);
                }
                _ => {}
            }
        }
        false
    }

    /// Whether a clause is a list whose last member ends as a name does, before role words at its end.
    fn closes_list(&self, clause: &str) -> bool {
        let roles = self.lexicon.roles();
        let Some((before, last)) = clause.rsplit_once('、').filter(|_| !roles.is_rule_for_all(clause)) else {
            return false;
        };
        if !before.split('、').all(|name| self.ends_as_name(name)) {
            return false;
        }
        let mut places = last.char_indices().skip(2).filter(|&(_, char)| roles.may_follow_name(char));
        places.any(|(at, _)| {
            let closes = roles.tail_at(&last[at..]).filter(|tail| at + tail.len == last.len());
            closes.is_some_and(|_| self.ends_as_name(&last[..at]))
        })
    }

    /// Whether a name ends as those of bodies do, or as those of villages and other places (李庄村).
    fn ends_as_name(&self, name: &str) -> bool {
        self.lexicon.roles().ends_as_body(name) || self.lexicon.forms().name.area.at_end(name).is_some()
    }

    /// Whether a passage has a body beside a word of responsibility, and the task around it names nobody.
    fn lacks_units(&self, passage: &Passage<'_>) -> bool {
        // Of most passages the first question says no.
        if passage.named || !has_any(&self.mentions, passage.span) {
            return false;
        }
        // A cell of a row that names nobody: the caption above it was not understood.
        if self.unstated.meets(passage.span) && is_in_cell(self.outline, passage.span.start) {
            return true;
        }
        let unstated = !passage.in_task || self.unstated.meets(passage.span);
        unstated && (says_duty(self.lexicon, passage.text) || self.bids(passage.span))
    }

    /// Whether a body of the passage is bidden to do something: 财政部要分别修订….
    fn bids(&self, passage: Span) -> bool {
        let first = self.mentions.partition_point(|span| span.start < passage.start);
        let own = self.mentions[first..].iter().take_while(|span| span.end <= passage.end);
        own.map(|span| &self.outline.text()[span.end..]).any(is_bidden)
    }

    /// Whether a passage has a label of units (责任部门：), and none of its names was taken.
    fn lacks_labelled(&self, passage: &Passage<'_>) -> bool {
        if !passage.names_nobody() {
            return false;
        }
        let text = passage.text;
        let label =
            (text.contains('：') || text.contains(':')).then(|| self.lexicon.roles().find_label(text, 0)).flatten();
        label.is_some_and(|label| matches!(label.sense, LabelSense::Units(_)))
    }

    /// Whether a clause of a passage is a limit in whatever words (长期坚持, 每半年一次, 自印发之日起30日内) and holds no
    /// target, and the task around it has none.
    fn lacks_words_of_limit(&self, passage: &Passage<'_>) -> bool {
        if !passage.open || OF_LIMITS.find_in(passage.text).next().is_none() {
            return false;
        }
        let limits = deadline::find(self.lexicon, passage.text, &Context::SOME_YEAR);
        // 主汛期前: a day that differs from place to place.
        let own = limits.iter().filter(|limit| limit.deadline != Deadline::None || limit.event.is_none());
        own.map(|limit| limit.clause.shift(passage.span.start)).any(|clause| !has_any(&self.targets, clause))
    }

    /// Whether a clause of a task begins with a body or an office and what it has to do, and no name of the passage has a
    /// role (信息科要每月汇总数据).
    fn lacks_actor(&self, passage: &Passage<'_>) -> bool {
        if !passage.in_task {
            return false;
        }
        clauses(passage).any(|clause| {
            let open = Some(clause).filter(|&clause| !self.responsible.meets(clause));
            open.is_some_and(|clause| self.begins_with_actor(trim_start(self.outline.slice(clause))))
        })
    }

    /// Whether a clause of a task begins with a body that has no role and does something, whoever else of the passage has
    /// one (市气象局提前发布预报，市水利局负责巡查).
    fn lacks_head(&self, passage: &Passage<'_>) -> bool {
        let open = passage.in_task.then(|| has_any(&self.mentions, passage.span));
        let Some(true) = open else { return false };
        let text = self.outline.text();
        clauses(passage).any(|clause| {
            let clause = clause.trim(text);
            let first = self.mentions.partition_point(|span| span.start < clause.start);
            let head = self.mentions.get(first).filter(|span| span.start == clause.start);
            let acts = |head: &&Span| text.get(head.end..clause.end).is_some_and(does_something);
            head.filter(acts).is_some_and(|_| !self.responsible.meets(clause))
        })
    }

    /// Whether a clause begins with what ends as the names of bodies do, and no group, straight before a word of duty.
    fn begins_with_actor(&self, clause: &str) -> bool {
        let (duty, name) = (&self.lexicon.forms().duty, &self.lexicon.forms().name);
        let acts = |rest: &str| {
            let is_duty = [&duty.oblige, &duty.verb].iter().any(|words| words.at_start(rest).is_some());
            is_duty && duty.other.at_start(rest).is_none()
        };
        // What is told by a few characters is asked first: of most clauses nobody is at the beginning.
        let near = |name: &str| (SHORTEST_ACTOR..=LONGEST_ACTOR).contains(&name.chars().count());
        let nearest = &clause[..clause.floor_char_boundary((LONGEST_ACTOR + 1) * WIDEST)];
        let mut ends = self.duties.find_in(nearest).map(|(at, _)| clause.split_at(at));
        let Some((actor, _)) = ends.find(|(name, rest)| near(name) && acts(rest)) else {
            return false;
        };
        let begins = [&name.opening, &name.leading, &duty.verb, &duty.oblige];
        begins.iter().all(|words| words.at_start(clause).is_none())
            && (name.desk.at_end(actor).is_some() || self.lexicon.bodies().begun_len(clause) == actor.len())
    }

    /// Whether a passage that says who does something in a task without a limit says how often (每年汛期前清掏管渠，由…牵头).
    fn lacks_recurrence(&self, passage: &Passage<'_>) -> bool {
        if !(passage.open && passage.named && passage.text.contains('每')) {
            return false;
        }
        let dates = dates::scan(self.lexicon, passage.text, &Context::SOME_YEAR);
        dates.iter().any(|date| matches!(date.kind, DateKind::Recurring(_)))
    }

    /// Whether a passage has a limit, and the task around it has none.
    fn lacks_limit(&self, passage: &Passage<'_>) -> bool {
        if !has_any(&self.limits, passage.span) || has_any(&self.targets, passage.span) {
            return false;
        }
        !passage.in_task || self.undated.meets(passage.span)
    }
}

/// The characters of which every limit in words has one.
static OF_LIMITS: LazyLock<CharSet> = LazyLock::new(|| "期续常每前内即底止".chars().collect());

/// The shortest thing that a body is said to do, in characters.
const SHORTEST_DEED: usize = 4;

/// Whether what stands behind a body may be what it does, and is no more of a name or what it has (的).
fn does_something(rest: &str) -> bool {
    let more = rest.starts_with(['的', '等', '和', '与', '及', '、', '（', '(', '”', '》']);
    !more && rest.chars().nth(SHORTEST_DEED - 1).is_some()
}

/// The clauses of a passage.
fn clauses<'a>(passage: &Passage<'a>) -> impl Iterator<Item = Span> + use<'a> {
    let (text, from) = (passage.text, passage.span.start);
    let ends = signs(text).filter(|&(_, sign)| is_sign_of_clause(sign)).map(|(at, sign)| (at, at + sign.len_utf8()));
    let mut start = 0;
    ends.chain([(text.len(), text.len())])
        .map(move |(end, next)| Span::new(std::mem::replace(&mut start, next), end).shift(from))
}

/// The signs that end a clause.
fn is_sign_of_clause(char: char) -> bool {
    matches!(char, '，' | ',' | '；' | ';' | '。' | '：' | ':')
}

/// The names of those who act, in characters.
const SHORTEST_ACTOR: usize = 3;
const LONGEST_ACTOR: usize = 14;

/// The bytes of the widest character.
const WIDEST: usize = 4;

/// How far behind a body stands what it is bidden, in characters: others may stand between (财政部和有关单位要…).
const NEAR: usize = 16;

/// Whether a clause goes on with a word that bids, behind a body.
fn is_bidden(after: &str) -> bool {
    let near = after.chars().take(NEAR).take_while(|char| !matches!(char, '，' | '。' | '；' | ','));
    near.into_iter().any(|char| matches!(char, '要' | '应' | '须'))
}

/// Whether one of the sorted spans begins in the passage.
fn has_any(spans: &[Span], passage: Span) -> bool {
    let first = spans.partition_point(|span| span.start < passage.start);
    spans.get(first).is_some_and(|span| span.start < passage.end)
}

/// Whether a sentence has a word of responsibility anywhere.
fn says_duty(lexicon: &Lexicon, sentence: &str) -> bool {
    if lexicon.roles().lead_in(sentence) > 0 {
        return true;
    }
    let places = sentence.char_indices().filter(|&(_, char)| lexicon.roles().may_follow_name(char));
    let mut rests = places.map(|(at, _)| &sentence[at..]);
    rests.any(|rest| lexicon.roles().tail_at(rest).is_some_and(|tail| tail.strong))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::targets::numbers;
    use zhengtu_lexicon::testing::lexicon;
    use zhengtu_terms::dates::Context;

    /// The passages listed where the items whose numbers are given are tasks without unit and limit.
    fn listed(text: &str, tasks: &[&str]) -> Vec<String> {
        let source = zhengtu_reader::read("方案.txt", text.as_bytes(), &zhengtu_reader::Options::default()).unwrap();
        let outline = zhengtu_outline::parse(lexicon(), &source);
        let numbers = numbers(lexicon(), &outline, &Context { year: Some(2023) });
        let mentions = lexicon().bodies().find_mentions(outline.text());
        let mentions: Vec<Span> = mentions.into_iter().map(|found| found.0).collect();
        let span = |words: &&str| {
            let start = outline.text().find(*words).unwrap();
            Span::new(start, start + words.len())
        };
        let tasks: Vec<Span> = tasks.iter().map(span).collect();
        let sources = Sources {
            numbers: &numbers,
            deadlines: &[],
            responsible: &[],
            mentions: &mentions,
            tasks: &tasks,
            unstated: &[],
            undated: &tasks,
            unread: &[],
        };
        overlooked(lexicon(), &outline, &sources).iter().map(|entry| outline.slice(entry.span).to_owned()).collect()
    }

    #[test]
    fn a_sentence_with_a_body_and_its_duty_is_listed_where_no_task_covers_it() {
        let text = "方案\n一、重点任务\n1.优化服务。改进流程，由市财政局牵头。\n二、组织保障\n\
                    由县水利局负责督导。县财政局要修订办法。定期向县水利局报送材料。全市上下要形成合力。\n";
        assert_eq!(
            listed(text, &["优化服务。改进流程，由市财政局牵头。"]),
            ["由县水利局负责督导。", "县财政局要修订办法。"]
        );
    }

    #[test]
    fn who_is_obliged_in_a_task_is_listed_where_no_name_of_the_sentence_was_taken() {
        let task = "1.共享数据。信息科要每月汇总数据。完善信息科要件目录。各科室要高度重视。";
        let text = format!("方案\n一、重点任务\n{task}\n");
        assert_eq!(listed(&text, &[&task[2..]]), ["信息科要每月汇总数据。"]);
    }

    #[test]
    fn a_limit_whose_day_differs_from_place_to_place_is_listed() {
        let task = "1.疏浚河道。主汛期前完成疏浚。汛期实行值班。";
        let text = format!("方案\n一、重点任务\n{task}\n");
        assert_eq!(listed(&text, &[&task[2..]]), ["主汛期前完成疏浚。"]);
    }

    #[test]
    fn names_before_a_role_word_are_listed_where_no_statement_took_them() {
        let text = "方案\n一、重点任务\n1.整治水体。李庄村、大营社区具体实施，每周报送。坚持党建引领、压实责任。以下均需各镇、村委会落实。\n";
        let task = "整治水体。李庄村、大营社区具体实施，每周报送。坚持党建引领、压实责任。以下均需各镇、村委会落实。";
        assert_eq!(listed(text, &[task]), ["李庄村、大营社区具体实施，每周报送。"]);
    }

    #[test]
    fn a_limit_in_words_is_listed_where_its_task_has_none() {
        let task = "1.优化服务。加强巡查，长期坚持。持续优化服务质量和水平。";
        let text = format!("方案\n一、重点任务\n{task}\n");
        assert_eq!(listed(&text, &[&task[2..]]), ["加强巡查，长期坚持。"]);
        assert!(listed(&text, &[]).is_empty());
    }

    #[test]
    fn a_limit_is_listed_where_its_task_has_none() {
        let text = "方案\n一、重点任务\n1.优化服务。2023年6月底前完成改造。改进流程。\n";
        assert_eq!(listed(text, &["优化服务。2023年6月底前完成改造。改进流程。"]), ["2023年6月底前完成改造。"]);
    }
}
