//! Sentences and cells that may say who does something, or by when, and that no task took up: where a
//! person looks for what the program missed.

use super::coverage::{has_words, sentences};
use super::{Cover, EntryDraft, Sources};
use crate::paragraphs::is_in_cell;
use zhengtu_lexicon::Lexicon;
use zhengtu_lexicon::roles::LabelSense;
use zhengtu_model::{Deadline, Reading};
use zhengtu_outline::{Outline, Paragraph, ParagraphKind};
use zhengtu_terms::dates::{self, Context, DateKind};
use zhengtu_terms::deadline;
use zhengtu_text::{Span, signs};

/// The sentences and cells with a body and a word of responsibility, or with a limit, that stand in no
/// task, or in a task that names no unit or no limit.
pub(super) fn overlooked(lexicon: &Lexicon, outline: &Outline, sources: &Sources<'_>) -> Vec<EntryDraft> {
    let search = Search::new(lexicon, outline, sources);
    let read = outline.paragraphs.iter().filter(|paragraph| is_read(paragraph) && search.may_lack(paragraph.span));
    let passages = read.flat_map(|paragraph| sentences(outline.text(), paragraph.span));
    passages
        .filter(|&passage| LACKS.iter().any(|lacks| lacks(&search, passage)))
        .filter(|passage| has_words(passage.of(outline.text())))
        .map(|span| EntryDraft::plain(span, Reading::Overlooked))
        .collect()
}

/// What a passage may lack: somebody, a limit, or some of those that it names.
const LACKS: [fn(&Search<'_>, Span) -> bool; 7] = [
    |search, passage| search.lacks_units(passage),
    |search, passage| search.lacks_limit(passage),
    |search, passage| search.lacks_words_of_limit(passage),
    |search, passage| search.lacks_labelled(passage),
    |search, passage| search.lacks_some(passage),
    |search, passage| search.lacks_actor(passage),
    |search, passage| search.lacks_recurrence(passage),
];

/// Whether a plan commits anybody in a paragraph of this kind.
fn is_read(paragraph: &Paragraph) -> bool {
    matches!(paragraph.kind, ParagraphKind::Heading | ParagraphKind::Text | ParagraphKind::Field | ParagraphKind::Cell)
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
        }
    }

    /// Whether one of the sentences of a passage may lack something: most have neither an open mention nor an open limit.
    fn may_lack(&self, passage: Span) -> bool {
        if [&self.mentions, &self.limits].iter().any(|spans| has_any(spans, passage)) {
            return true;
        }
        self.undated.meets(passage) || self.tasks.meets(passage)
    }

    /// Whether a passage of a task has no name with a role.
    fn names_nobody(&self, passage: Span) -> bool {
        self.tasks.meets(passage) && !self.responsible.meets(passage)
    }

    /// Whether a clause of a task closes with names and their role word, none of which any statement took
    /// (李庄村、大营社区具体实施).
    fn lacks_some(&self, passage: Span) -> bool {
        if !self.tasks.meets(passage) {
            return false;
        }
        let text = self.outline.slice(passage);
        let (mut start, mut lists) = (0, false);
        for (at, sign) in signs(text).chain([(text.len(), '。')]) {
            match sign {
                '、' => lists = true,
                '，' | ',' | '；' | ';' | '。' | '（' | '）' => {
                    let clause = Span::new(start, at).shift(passage.start);
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
    fn lacks_units(&self, passage: Span) -> bool {
        // Of most passages the first question says no.
        if !has_any(&self.mentions, passage) || self.responsible.meets(passage) {
            return false;
        }
        // A cell of a row that names nobody: the caption above it was not understood.
        if self.unstated.meets(passage) && is_in_cell(self.outline, passage.start) {
            return true;
        }
        let open = !self.tasks.meets(passage) || self.unstated.meets(passage);
        open && (says_duty(self.lexicon, self.outline.slice(passage)) || self.bids(passage))
    }

    /// Whether a body of the passage is bidden to do something: 财政部要分别修订….
    fn bids(&self, passage: Span) -> bool {
        let first = self.mentions.partition_point(|span| span.start < passage.start);
        let own = self.mentions[first..].iter().take_while(|span| span.end <= passage.end);
        own.map(|span| &self.outline.text()[span.end..]).any(is_bidden)
    }

    /// Whether a passage has a label of units (责任部门：), and none of its names was taken.
    fn lacks_labelled(&self, passage: Span) -> bool {
        if !self.names_nobody(passage) {
            return false;
        }
        let text = self.outline.slice(passage);
        let label = text.contains(['：', ':']).then(|| self.lexicon.roles().find_label(text, 0)).flatten();
        label.is_some_and(|label| matches!(label.sense, LabelSense::Units(_)))
    }

    /// Whether a clause of a passage is a limit in whatever words (长期坚持, 每半年一次, 自印发之日起30日内) and holds no
    /// target, and the task around it has none.
    fn lacks_words_of_limit(&self, passage: Span) -> bool {
        if !self.undated.holds(passage) {
            return false;
        }
        let text = self.outline.slice(passage);
        if !text.contains(OF_LIMITS) {
            return false;
        }
        if self.fields.meets(passage) {
            return false;
        }
        let limits = deadline::find(self.lexicon, text, &Context::SOME_YEAR);
        // 主汛期前: a day that differs from place to place.
        let own = limits.iter().filter(|limit| limit.deadline != Deadline::None || limit.event.is_none());
        own.map(|limit| limit.clause.shift(passage.start)).any(|clause| !has_any(&self.targets, clause))
    }

    /// Whether a clause of a task begins with a body or an office and what it has to do, and no name of the passage has a
    /// role (信息科要每月汇总数据).
    fn lacks_actor(&self, passage: Span) -> bool {
        if !self.names_nobody(passage) {
            return false;
        }
        let text = self.outline.slice(passage);
        text.split(is_sign_of_clause).any(|clause| begins_with_actor(self.lexicon, clause.trim_start()))
    }

    /// Whether a passage that says who does something in a task without a limit says how often (每年汛期前清掏管渠，由…牵头).
    fn lacks_recurrence(&self, passage: Span) -> bool {
        let open = self.undated.holds(passage) && !self.fields.meets(passage);
        if !open || !self.outline.slice(passage).contains('每') || !self.responsible.meets(passage) {
            return false;
        }
        let dates = dates::scan(self.lexicon, self.outline.slice(passage), &Context::SOME_YEAR);
        dates.iter().any(|date| matches!(date.kind, DateKind::Recurring(_)))
    }

    /// Whether a passage has a limit, and the task around it has none.
    fn lacks_limit(&self, passage: Span) -> bool {
        if !has_any(&self.limits, passage) || has_any(&self.targets, passage) {
            return false;
        }
        !self.tasks.meets(passage) || self.undated.meets(passage)
    }
}

/// The characters of which every limit in words has one.
const OF_LIMITS: [char; 9] = ['期', '续', '常', '每', '前', '内', '即', '底', '止'];

/// The signs that end a clause.
fn is_sign_of_clause(char: char) -> bool {
    matches!(char, '，' | ',' | '；' | ';' | '。' | '：' | ':')
}

/// The names of those who act, in characters.
const SHORTEST_ACTOR: usize = 3;
const LONGEST_ACTOR: usize = 14;

/// Whether a clause begins with what ends as the names of bodies do, and no group, straight before a word of duty.
fn begins_with_actor(lexicon: &Lexicon, clause: &str) -> bool {
    let (duty, name) = (&lexicon.forms().duty, &lexicon.forms().name);
    if [&name.opening, &name.leading, &duty.verb, &duty.oblige].iter().any(|words| words.at_start(clause).is_some()) {
        return false;
    }
    let begun = lexicon.bodies().begun_len(clause);
    let acts = |rest: &str| {
        duty.other.at_start(rest).is_none()
            && [&duty.oblige, &duty.verb].iter().any(|words| words.at_start(rest).is_some())
    };
    let mut ends = clause.char_indices().take(LONGEST_ACTOR + 1).skip(SHORTEST_ACTOR).map(|(at, _)| at);
    ends.find(|&at| acts(&clause[at..])).is_some_and(|at| {
        let actor = &clause[..at];
        begun == at || name.desk.at_end(actor).is_some()
    })
}

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
