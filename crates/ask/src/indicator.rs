//! The targets that the words of a question mean.

use crate::Names;
use crate::names::{TargetWords, fold};
use crate::topic::{in_order, mended, pieces, unqualified};
use crate::words::same_measure;
use zhengtu_lexicon::Groups;

/// How surely a target is meant, the surest first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Level {
    /// All the words are in its name, or what it says has them.
    Said,
    /// Its name is within the words, or has the same characters in order.
    Near,
    /// It says a part of the words, the last among them, and its task says the others.
    InTask,
}

/// The targets that the words mean, the surest first. Those that only their tasks tell stand beside the others where
/// they have the same unit of measure. With a unit of measure in the question only such are meant.
pub(crate) fn targets<'n>(words: &[&str], measure: &str, names: &'n Names) -> Vec<&'n TargetWords> {
    let whole = fold(&words.concat());
    if whole.chars().nth(1).is_none() {
        return Vec::new();
    }
    let found = leveled(&whole, words, measure, names);
    if !found.is_empty() {
        return found;
    }
    mended(&whole, names).map(|mended| leveled(&mended, &[mended.as_str()], measure, names)).unwrap_or_default()
}

fn leveled<'n>(whole: &str, words: &[&str], measure: &str, names: &'n Names) -> Vec<&'n TargetWords> {
    let words: Vec<String> = words.iter().map(|word| fold(word)).collect();
    let chars: Vec<char> = whole.chars().collect();
    let fits = |target: &&TargetWords| measure.is_empty() || is_measure(measure, &target.unit);
    let each = names.targets.iter().filter(fits);
    let mut found: Vec<(Level, &TargetWords)> =
        each.filter_map(|target| level(target, whole, &words, &chars, names).map(|level| (level, target))).collect();
    found.sort_by_key(|(level, _)| *level);
    let Some(&(best, first)) = found.first() else { return Vec::new() };
    let beside = |level: Level, target: &TargetWords| match (best, level) {
        (best, level) if best == level => true,
        (Level::Said, Level::InTask) => target.unit == first.unit,
        _ => false,
    };
    found.into_iter().filter(|(level, target)| beside(*level, target)).map(|(_, target)| target).collect()
}

fn level(target: &TargetWords, whole: &str, words: &[String], chars: &[char], names: &Names) -> Option<Level> {
    let (name, quote) = (target.indicator.folded(), target.quote.folded());
    let named = unqualified(name) == unqualified(whole) || words.iter().all(|word| name.contains(word.as_str()));
    if named || pieces(chars, &[name, quote]).is_some() {
        return Some(Level::Said);
    }
    let within = name.chars().nth(2).is_some() && whole.contains(name);
    if within || in_order(whole, name) {
        return Some(Level::Near);
    }
    let task = &names.tasks[target.task?];
    let (title, trail, text) = (task.title.folded(), task.trail.folded(), task.text.folded());
    let pieces = pieces(chars, &[name, quote, title, trail, text, task.units.folded()])?;
    let says = |piece: &String| name.contains(piece.as_str()) || quote.contains(piece.as_str());
    pieces.last().is_some_and(says).then_some(Level::InTask)
}

/// Whether a unit of measure as printed is one that the question asks for: 亿 of 亿元, 天 of 个工作日, 元 of 万元.
pub(crate) fn is_measure(asked: &str, printed: &str) -> bool {
    let (asked, printed) = (asked.trim_start_matches('个'), printed.trim_start_matches('个'));
    let kind = crate::words::WORDS.kind_of_measure.groups().into_iter().find(|(_, words)| words.is(asked));
    let of_kind = kind.is_some_and(|(_, words)| words.iter().any(|word| printed.ends_with(word)));
    !printed.is_empty() && (printed.contains(asked) || of_kind || same_measure(asked).contains(&printed))
}
