//! The targets that the words of a question mean.

use crate::Names;
use crate::fold::fold;
use crate::names::TargetWords;
use crate::pieces::{END, PARTICLES, pieces, sentences, stands_in_order};
use crate::question::Amount;
use crate::topic::{mended, reworded, unqualified};
use crate::words::{KindWords, WORDS, same_measure};
use crate::{number, when};
use zhengtu_lexicon::measures::MeasureClass;

/// The kind of measure that 多久 asks for.
pub(crate) const TIME: &str = "时间";
/// The kind of measure that 多少个, 几家 ask for: things that are counted.
pub(crate) const COUNT: &str = "数量";

/// How surely a target is meant, the surest first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Level {
    /// The words are its name, or stand in it whole.
    Named,
    /// All the words are in its name, or what it says has them.
    Said,
    /// Its name is within the words, or has the same characters in order.
    Near,
    /// It says a part of the words, the last among them, and its task says the others.
    InTask,
    /// It is in the unit that is asked for, and the title of its task says all the words.
    OfTask,
    /// It is in the unit that is asked for and says the end of the words, and the text of its task the others; or it is the
    /// limit of its task, a time is asked for, and a sentence of the task says all the words.
    OfText,
}

/// The targets that the words mean, the surest first. Those that only their tasks tell stand beside the others where
/// they have the same unit of measure. With a unit of measure in the question only such are meant.
pub(crate) fn targets<'n>(words: &[&str], measure: &str, names: &'n Names) -> Vec<&'n TargetWords> {
    let long = |word: &&&str| word.chars().nth(1).is_some();
    let told: Vec<&str> = if words.iter().any(|word| long(&word)) {
        words.iter().filter(long).copied().collect()
    } else {
        words.to_vec()
    };
    let bare: Vec<&str> = told.iter().map(|word| without_verbs(word, names)).collect();
    let meant = |words: &[&str], last| Some(leveled(words, measure, last, names)).filter(|found| !found.is_empty());
    // Words that were tried are not tried again.
    let others = |words: &[&str], tried: &[&str], last| if words == tried { None } else { meant(words, last) };
    let reworded = || reworded(&fold(&bare.concat()), names).iter().find_map(|other| meant(&[other], Level::Near));
    let stems = || {
        // 实践课时占比 is what takes its share in the name of a target: 实践性教学课时占总课时.
        let stem = |word: &&str| WORDS.value.shares.at_end(word).map_or(word.len(), |len| word.len() - len);
        let stems: Vec<&str> = bare.iter().map(|word| &word[..stem(word)]).collect();
        others(&stems, &bare, Level::Said)
    };
    let figures = || {
        // 一年最多补多少 names nothing.
        if is_only_verbs(&bare.concat()) {
            return None;
        }
        let figures: Vec<String> = bare.iter().map(|word| in_figures(word)).collect();
        let figures: Vec<&str> = figures.iter().map(String::as_str).collect();
        others(&figures, &bare, Level::OfText)
    };
    let mended = || meant(&[mended(&fold(&told.concat()), names)?.as_str()], Level::OfText);
    let plain = || others(&[without_general(&bare.concat())?.as_str()], &bare, Level::Said);
    meant(&told, Level::OfText)
        .or_else(|| others(&bare, &told, Level::OfText))
        .or_else(reworded)
        .or_else(stems)
        .or_else(figures)
        .or_else(mended)
        .or_else(plain)
        .unwrap_or_default()
}

/// The words without those that say of nothing what it is (地区, 情况), where there are such and enough is left.
pub(crate) fn without_general(words: &str) -> Option<String> {
    let (mut left, mut rest) = (String::new(), words);
    while let Some(char) = rest.chars().next() {
        let general = WORDS.value.general.at_start(rest).filter(|_| !left.is_empty());
        let len = general.unwrap_or_else(|| {
            left.push(char);
            char.len_utf8()
        });
        rest = &rest[len..];
    }
    (left.len() < words.len() && left.chars().nth(3).is_some()).then_some(left)
}

/// The words with years in figures, as plans print them: 5年 for 五年.
fn in_figures(words: &str) -> String {
    let mut written = String::new();
    let mut rest = words;
    while let Some(char) = rest.chars().next() {
        let number = when::number(rest).filter(|(_, len)| WORDS.date.years.at_start(&rest[*len..]).is_some());
        let (text, len) = number.map_or((char.to_string(), char.len_utf8()), |(number, len)| (number.to_string(), len));
        written.push_str(&text);
        rest = &rest[len..];
    }
    written
}

/// The words without those that only say what is to be done (要建, 要提供), where there are others.
pub(crate) fn telling(words: Vec<&str>) -> Vec<&str> {
    // 贴息最高贴多少
    let again =
        |word: &str| word.chars().nth(1).is_none() && words.iter().any(|other| *other != word && other.contains(word));
    let telling: Vec<&str> = words.iter().copied().filter(|word| !is_only_verbs(word) && !again(word)).collect();
    if telling.is_empty() { words } else { telling }
}

/// Whether words only say what is to be done.
pub(crate) fn is_only_verbs(words: &str) -> bool {
    let mut rest = words;
    while let Some(len) = WORDS.value.verbs.at_start(rest) {
        rest = &rest[len..];
    }
    rest.is_empty()
}

/// Those of the targets that speak of the amounts; all where none does. Those that speak of the other side of an amount
/// (500万元及以下 of 500万元以上) are not meant.
pub(crate) fn beside<'n>(targets: Vec<&'n TargetWords>, amounts: &[Amount], names: &Names) -> Vec<&'n TargetWords> {
    let speaks = |target: &&&TargetWords| amounts.iter().all(|amount| target.quote.has(&amount.text));
    let side = |target: &TargetWords, amount: &Amount| {
        let quote = target.quote.folded();
        let task = target.task.map(|task| names.tasks[task].text.folded()).unwrap_or_default();
        // What the sentence says before the value, up to its end.
        let in_task = || {
            let end = task.find(quote)? + quote.len();
            let start = task[..end].rfind(END).map_or(0, |at| at + task[at..].chars().next().map_or(0, char::len_utf8));
            side_of(&task[start..end], &amount.text)
        };
        side_of(quote, &amount.text).or_else(in_task)
    };
    let sides: Vec<&Amount> = amounts.iter().filter(|amount| amount.above.is_some()).collect();
    let is_other = |target: &&TargetWords| {
        sides.iter().any(|amount| side(target, amount).is_some_and(|above| Some(above) != amount.above))
    };
    let says_side =
        |target: &&&TargetWords| !sides.is_empty() && sides.iter().all(|amount| side(target, amount) == amount.above);
    let of_side: Vec<&TargetWords> = targets.iter().filter(says_side).copied().collect();
    let speaking: Vec<&TargetWords> = targets.iter().filter(speaks).copied().collect();
    let meant = [of_side, speaking].into_iter().find(|meant| !meant.is_empty()).unwrap_or(targets);
    meant.into_iter().filter(|target| !is_other(target)).collect()
}

/// Which side of an amount a text speaks of where it names it last: whether of more than it.
fn side_of(text: &str, amount: &str) -> Option<bool> {
    /// How far behind the amount the word may stand, in characters: 元（含）以上.
    const FARTHEST: usize = 6;
    let (_, after) = text.rsplit_once(amount)?;
    let starts = after.char_indices().map(|(at, _)| at).take(FARTHEST);
    let mut sides = starts.filter_map(|at| {
        let above = WORDS.value.side_above.at_start(&after[at..]).map(|_| true);
        above.or_else(|| WORDS.value.side_below.at_start(&after[at..]).map(|_| false))
    });
    sides.next()
}

/// The words without those around them that say what is to be done, where enough is left. A single character that
/// begins a word in the plans is part of that (分 of 分阶段).
pub(crate) fn without_verbs<'w>(words: &'w str, names: &Names) -> &'w str {
    let verbs = &WORDS.value.verbs;
    let begins_word = |rest: &str, len: usize| {
        let next = rest[len..].chars().next().map_or(0, char::len_utf8);
        rest[..len].chars().nth(1).is_none() && names.mentions(&fold(&rest[..len + next]))
    };
    let mut rest = words;
    while let Some(len) =
        verbs.at_start(rest).filter(|&len| rest[len..].chars().nth(1).is_some() && !begins_word(rest, len))
    {
        rest = &rest[len..];
    }
    while let Some(len) = verbs.at_end(rest).filter(|&len| rest[..rest.len() - len].chars().nth(1).is_some()) {
        rest = &rest[..rest.len() - len];
    }
    rest
}

/// The words without what is to be done with them behind a word like 要: 停车位 of 停车位要建. A word of the plans that has
/// the 要 in it is no such word (纲要).
pub(crate) fn without_modal<'w>(words: &'w str, names: &Names) -> &'w str {
    let in_word = |at: usize, len: usize| {
        let before = words[..at].chars().next_back().map_or(0, char::len_utf8);
        names.mentions(&fold(&words[at - before..at + len]))
    };
    let ends = words.char_indices().skip(2).find(|&(at, _)| {
        WORDS.value.modal.at_start(&words[at..]).is_some_and(|len| {
            let act = &words[at + len..];
            (is_only_verbs(act) || act.chars().nth(1).is_none()) && !in_word(at, len)
        })
    });
    ends.map_or(words, |(at, _)| &words[..at])
}

/// The words without the kind of value at their end: 办电 of 办电时限; nothing where they are nothing else.
fn without_noun(words: &str) -> &str {
    WORDS.value.nouns.at_end(words).map_or(words, |len| &words[..words.len() - len])
}

/// The targets that are meant no less surely than at the last level that counts.
fn leveled<'n>(words: &[&str], measure: &str, last: Level, names: &'n Names) -> Vec<&'n TargetWords> {
    let whole = fold(&words.concat());
    if whole.chars().nth(1).is_none() {
        return Vec::new();
    }
    let words: Vec<String> = words.iter().map(|word| fold(word)).collect();
    let chars: Vec<char> = whole.chars().collect();
    let is_share = |target: &TargetWords| {
        let name = target.indicator.folded();
        let in_words = WORDS.value.takes_share.within(name) && WORDS.value.shares.at_end(name).is_none();
        target.unit.is_empty() && in_words && WORDS.measure.percent.is(measure)
    };
    // A rate that is printed without a unit counts nothing.
    let is_rate = |target: &TargetWords| WORDS.value.rates.at_end(target.indicator.folded()).is_some();
    let fits = |target: &&TargetWords| {
        let of_measure = is_measure(measure, &target.unit, names) && !(measure == COUNT && is_rate(target));
        measure.is_empty() || of_measure || is_share(target)
    };
    let each = names.targets.iter().filter(fits);
    let mut found: Vec<(Level, &TargetWords)> = each
        .filter_map(|target| level(target, &whole, &words, &chars, measure, names).map(|level| (level, target)))
        .collect();
    found.retain(|(level, _)| *level <= last);
    found.sort_by_key(|(level, _)| *level);
    let Some(&(best, first)) = found.first() else { return Vec::new() };
    // What stands beside one that is meant, in its task, and has a name of its own is another.
    let exact = first.indicator.folded() == whole;
    let is_other =
        |target: &TargetWords| target.task == first.task && (exact || !whole.contains(target.indicator.folded()));
    let beside = |level: Level, target: &TargetWords| match (best, level) {
        (best, level) if best == level => true,
        (Level::Named | Level::Said, Level::InTask) => target.unit == first.unit && !is_other(target),
        _ => false,
    };
    let meant: Vec<&TargetWords> =
        found.iter().filter(|(level, target)| beside(*level, target)).map(|(_, target)| *target).collect();
    // Another plan says it in the very unit that is asked for (几个工作日), though its target is called otherwise.
    let elsewhere = |target: &TargetWords| {
        meant.iter().all(|known| known.task.is_none() || names.plan_of(known) != names.plan_of(target))
    };
    let in_unit = |target: &TargetWords| target.unit.trim_start_matches('个') == measure.trim_start_matches('个');
    let others = found.iter().map(|(_, target)| *target).filter(|target| is_time(measure) && in_unit(target));
    let others: Vec<&TargetWords> = others.filter(|target| target.task.is_some() && elsewhere(target)).collect();
    with_limits([meant, others].concat(), measure, names)
}

/// The targets with the limits of the tasks in which they stand before them, where times are asked for: what a task says
/// of all of it (办理时限：3个工作日) before what it says of its steps.
fn with_limits<'n>(meant: Vec<&'n TargetWords>, measure: &str, names: &'n Names) -> Vec<&'n TargetWords> {
    if !is_time(measure) {
        return meant;
    }
    let is_limit = |target: &&TargetWords| is_time(&target.unit) && is_kind_of_value(target.indicator.folded());
    let of_same = |limit: &&TargetWords| meant.iter().any(|target| target.task.is_some() && target.task == limit.task);
    let mut all: Vec<&TargetWords> = names.targets.iter().filter(is_limit).filter(of_same).collect();
    for target in meant {
        if !all.iter().any(|known| known.id == target.id) {
            all.push(target);
        }
    }
    all
}

/// Whether a unit of measure is one of time.
fn is_time(unit: &str) -> bool {
    unit == TIME || WORDS.kind_of_measure.time.iter().any(|word| unit.trim_start_matches('个') == word)
}

/// The words without a kind of value that a time is at their end, where they are more: 施工许可 of 施工许可办理时限.
pub(crate) fn without_time(words: &str) -> Option<&str> {
    let is_time = |rest: &str| WORDS.value.times.at_end(rest).is_some() && is_kind_of_value(rest);
    let at = words.char_indices().map(|(at, _)| at).find(|&at| is_time(&words[at..]))?;
    words[..at].chars().nth(1).map(|_| &words[..at])
}

/// Whether the name of a target says no more than what kind of value it is: 办理时限.
fn is_kind_of_value(name: &str) -> bool {
    let stem = without_noun(name);
    stem.len() < name.len() && is_only_verbs(stem)
}

fn level(
    target: &TargetWords,
    whole: &str,
    words: &[String],
    chars: &[char],
    measure: &str,
    names: &Names,
) -> Option<Level> {
    let (name, quote) = (target.indicator.folded(), target.quote.folded());
    // 重点县每个乡镇建设 counts no 重点县.
    let of_each = name.split_once(whole).is_some_and(|(_, rest)| WORDS.name.each.at_start(rest).is_some());
    // What is counted has the words in its name: that they stand beside it is of something else.
    let beside = quote.contains(whole) && !chars.windows(2).any(|pair| name.contains(&pair.iter().collect::<String>()));
    if (of_each || beside) && measure == COUNT {
        return None;
    }
    if !name.contains(whole) && !values_before(quote, whole, names).is_empty() {
        return None;
    }
    if unqualified(name) == unqualified(whole) || name.contains(whole) {
        return Some(Level::Named);
    }
    let named = words.iter().all(|word| name.contains(word.as_str()));
    if named || pieces(chars, &[name, quote]).is_some() {
        return Some(Level::Said);
    }
    // What is named within the words must be the most of them.
    let within = name.chars().nth(2).is_some() && whole.contains(name) && 3 * name.len() >= 2 * whole.len();
    let shorter = within || stands_in_order(name, whole);
    if stands_in_order(whole, name) || shorter && says_rest(target, whole, names) {
        return Some(Level::Near);
    }
    if tells_in_task(target, chars, names) {
        return Some(Level::InTask);
    }
    let task = target.task.map(|task| &names.tasks[task]).filter(|_| !measure.is_empty())?;
    // Of a task on 重点渔村 what counts 冷藏车 counts none of these.
    let counts_other = measure == COUNT && !is_only_verbs(name) && !chars.iter().any(|char| name.contains(*char));
    if !counts_other && pieces(chars, &[task.title.folded()]).is_some() {
        return Some(Level::OfTask);
    }
    if measure != COUNT && measure != TIME && tells_in_text(target, chars, task.text.folded()) {
        return Some(Level::OfText);
    }
    let limit = is_time(measure) && is_kind_of_value(name);
    let said = limit && sentences(task.text.folded()).any(|sentence| pieces(chars, &[sentence]).is_some());
    said.then_some(Level::OfText)
}

/// Those of the targets that say what is counted: how many 人 are trained is no number of 领域.
pub(crate) fn counting<'n>(found: Vec<&'n TargetWords>, noun: &str) -> Vec<&'n TargetWords> {
    found.into_iter().filter(|target| target.indicator.has(noun) || target.quote.has(noun)).collect()
}

/// Those of the targets that speak of what is paid, where the question asks how much that is: 补多少 asks of 补贴, and of no
/// share of what is built.
pub(crate) fn of_what_is_paid<'n>(found: Vec<&'n TargetWords>, asked: &[&str]) -> Vec<&'n TargetWords> {
    let paid: Vec<&str> =
        WORDS.value.paid.iter().filter(|sign| asked.iter().any(|word| word.ends_with(sign))).collect();
    let speaks = |target: &&TargetWords| paid.is_empty() || paid.iter().any(|sign| target.quote.has(sign));
    found.into_iter().filter(speaks).collect()
}

/// The targets without those that say only how long something is handled, where a sentence of their task that says all the
/// words names a time of its own: what it takes to be paid for 6个月 is no 办理时限.
pub(crate) fn of_own_time<'n>(found: Vec<&'n TargetWords>, words: &[&str], names: &Names) -> Vec<&'n TargetWords> {
    let whole: Vec<char> = fold(&words.concat()).chars().collect();
    let bare = words.iter().map(|word| without_verbs(word, names)).collect::<Vec<&str>>().concat();
    let bare: Vec<char> = fold(&bare).chars().collect();
    let says = |sentence: &str| [&whole, &bare].iter().any(|chars| pieces(chars, &[sentence]).is_some());
    let speaks = |sentence: &str| says(sentence) && names_time(sentence, names);
    let of_other = |target: &&&TargetWords| {
        let task = target.task.map(|task| &names.tasks[task]);
        let limit = is_time(&target.unit) && is_kind_of_value(target.indicator.folded());
        limit && task.is_some_and(|task| sentences(task.text.folded()).any(speaks))
    };
    found.iter().filter(|target| !of_other(target)).copied().collect()
}

/// Whether a text names a stretch of time in figures.
fn names_time(text: &str, names: &Names) -> bool {
    let time = |at: usize| {
        let (_, unit, _) = number::at(&text[at..], names.lexicon.measures(), &names.measures)?;
        Some(is_time(&unit))
    };
    let inside = |at: usize| text[..at].ends_with(|char: char| char.is_ascii_digit() || char == '.');
    let starts = text.char_indices().map(|(at, _)| at).filter(|&at| !inside(at));
    starts.filter_map(time).any(|time| time)
}

/// The values that stand right before the words in a text: 8个 of 8个试点行业. They count these, and nothing else does.
pub(crate) fn values_before(text: &str, words: &str, names: &Names) -> Vec<String> {
    let value = |end: usize| {
        let starts = text[..end].char_indices().map(|(at, _)| at);
        let mut starts = starts.filter(|&at| !text[..at].ends_with(|char: char| char.is_ascii_digit() || char == '.'));
        starts.find(|&at| {
            let read = number::at(&text[at..], names.lexicon.measures(), &names.measures);
            read.is_some_and(|(_, unit, len)| at + len == end && !unit.is_empty() && counts(&unit, names))
        })
    };
    let ends = text.match_indices(words).map(|(at, _)| at);
    ends.filter_map(|end| value(end).map(|at| text[at..end].to_owned())).collect()
}

/// Whether what the words say beside the name of the target stands around it, or is only whose it is or what kind of
/// value: the loans of another trade are not all loans.
fn says_rest(target: &TargetWords, whole: &str, names: &Names) -> bool {
    let mut name = target.indicator.folded().chars().peekable();
    let mut runs = vec![String::new()];
    for char in unqualified(whole).chars() {
        match (name.next_if_eq(&char), runs.last_mut()) {
            (None, Some(run)) => run.push(char),
            _ => runs.push(String::new()),
        }
    }
    let task = target.task.map(|task| &names.tasks[task]);
    let around = task.map(|task| [task.title.folded(), task.trail.folded(), task.units.folded()]);
    let says = |run: &str| around.iter().flatten().chain([&target.quote.folded()]).any(|text| text.contains(run));
    let told = runs.iter().map(|run| without_noun(without_verbs(run, names)));
    told.filter(|run| run.chars().nth(1).is_some()).all(says)
}

/// Whether the target says the end of the words, or their beginning, and its task the others in its title, headings or
/// units.
fn tells_in_task(target: &TargetWords, chars: &[char], names: &Names) -> bool {
    let Some(task) = target.task.map(|task| &names.tasks[task]) else { return false };
    let own = [target.indicator.folded(), target.quote.folded()];
    let around = [task.title.folded(), task.trail.folded(), task.units.folded()];
    // What a heading says of all its tasks tells none of their targets.
    let whole: String = chars.iter().collect();
    if task.trail.has(&whole) && !task.title.has(&whole) {
        return false;
    }
    let says = |part: &[char]| {
        let part: String = part.iter().collect();
        own.iter().any(|text| text.contains(&part))
    };
    // 占比 is said of many things.
    let tells = |part: &[char]| {
        let words: String = part.iter().collect();
        !WORDS.value.shares.is(&words) && !is_only_verbs(&words) && says(part)
    };
    (2..=chars.len().saturating_sub(2)).any(|at| {
        let (start, end) = chars.split_at(at);
        tells(end) && pieces(start, &around).is_some() || tells(start) && pieces(end, &around).is_some()
    })
}

/// Whether the target says the end of the words, of nothing else by name (一般登记办理时间 is not that of another 登记), and the
/// text of its task the others.
fn tells_in_text(target: &TargetWords, chars: &[char], text: &str) -> bool {
    let quote = target.quote.folded();
    let unnamed = |at: usize| {
        let before = &quote[..at];
        let before = &before[..before.len() - WORDS.value.verbs.at_end(before).unwrap_or(0)];
        let ends_word = before.ends_with(|char: char| !char.is_alphanumeric() || PARTICLES.contains(char));
        before.is_empty() || ends_word || WORDS.date.inside.at_end(before).is_some()
    };
    (2..=chars.len().saturating_sub(2)).any(|at| {
        let (start, end) = chars.split_at(at);
        let end: String = end.iter().collect();
        quote.match_indices(&end).any(|(at, _)| unnamed(at)) && pieces(start, &[text]).is_some()
    })
}

/// Whether a unit of measure as printed is one that the question asks for: 亿 of 亿元, 天 of 个工作日, 元 of 万元; where
/// things are counted, whatever counts them, and what is printed without a unit.
pub(crate) fn is_measure(asked: &str, printed: &str, names: &Names) -> bool {
    if asked == COUNT {
        return printed.is_empty() || counts(printed, names);
    }
    let asked = &asked[WORDS.value.ordinal.at_start(asked).unwrap_or(0)..];
    let (asked, printed) = (asked.trim_start_matches('个'), printed.trim_start_matches('个'));
    let KindWords { days, time, people } = &WORDS.kind_of_measure;
    let kinds = [(days, days.is(asked)), (people, people.is(asked)), (time, asked == TIME)];
    let kind = kinds.into_iter().find(|(_, asked)| *asked).map(|(words, _)| words);
    let of_kind = kind.is_some_and(|words| words.iter().any(|word| printed.ends_with(word)));
    let same = !asked.is_empty() && printed.contains(asked);
    !printed.is_empty()
        && (same || of_kind || same_measure(asked).contains(&printed) || is_same_unit(asked, printed, names))
}

/// Whether both words are of one unit: 平米, 平方米.
fn is_same_unit(asked: &str, printed: &str, names: &Names) -> bool {
    let measures = names.lexicon.measures();
    measures
        .unit(asked)
        .zip(measures.unit(printed))
        .is_some_and(|(asked, printed)| asked.iri == printed.iri && !asked.iri.is_empty())
}

/// Whether a unit counts things, people or households; one that is not known is a classifier.
pub(crate) fn counts(unit: &str, names: &Names) -> bool {
    let unit = unit.trim_start_matches(['万', '亿']);
    let class = names.lexicon.measures().unit(unit).map(|measure| measure.class);
    class.is_none_or(|class| matches!(class, MeasureClass::Count | MeasureClass::People | MeasureClass::Household))
}
