//! What changed in running text, phrase by phrase: all of it, in tasks and outside of them.

use super::Versions;
use super::kind::Kind;
use super::reading::changes;
use super::sequence::{gaps, matched};
use crate::document::{Context, Passage};
use crate::finding::{Finding, Side};
use crate::phrases::{strip_number, with_signs};
use std::collections::HashMap;
use std::ops::Range;
use zhengtu_model::ClauseKind;

/// A phrase with the passage it stands in.
#[derive(Clone, Copy)]
pub(super) struct Piece<'p> {
    /// The phrase with the sign that ends it.
    text: &'p str,
    pub(super) passage: &'p Passage<'p>,
}

impl<'p> Piece<'p> {
    /// The phrase without the sign at its end.
    fn words(&self) -> &'p str {
        self.text.trim_end_matches(SIGNS)
    }

    /// The sign at its end.
    fn sign(&self) -> &'p str {
        &self.text[self.words().len()..]
    }

    /// What is quoted: the words, or the sign where it is alone.
    fn quote(&self) -> &'p str {
        if self.words().is_empty() { self.text } else { self.words() }
    }
}

/// The signs that end a phrase.
const SIGNS: [char; 7] = ['。', '；', ';', '！', '？', '，', ','];

/// The phrases of passages, in order; page numbers are none, and the number of an item is not part of its text.
pub(super) fn pieces<'p>(passages: impl Iterator<Item = &'p Passage<'p>>) -> Vec<Piece<'p>> {
    let is_text = |passage: &&Passage<'_>| {
        passage.clause.kind != ClauseKind::Other || passage.text.contains(|char: char| char.is_alphabetic())
    };
    let of = |passage: &'p Passage<'p>| {
        with_signs(without_item_number(&passage.text)).map(move |text| Piece { text, passage })
    };
    passages.filter(is_text).flat_map(of).collect()
}

/// The text without the number of its item; 1.5万 begins with none.
fn without_item_number(text: &str) -> &str {
    let rest = strip_number(text);
    if rest.starts_with(|char: char| char.is_ascii_digit()) && !text.starts_with(['(', '（']) { text } else { rest }
}

/// What other findings tell of, in either version.
#[derive(Default)]
pub(super) struct Told {
    pub(super) old: Vec<String>,
    pub(super) new: Vec<String>,
}

impl Told {
    pub(super) fn both(&mut self, words: &str) {
        self.old.push(words.to_owned());
        self.new.push(words.to_owned());
    }
}

/// The phrase without what is told elsewhere.
fn untold(text: &str, told: &[String]) -> String {
    let mut left = text.to_owned();
    for words in told.iter().filter(|words| !words.is_empty()) {
        if left.contains(words.as_str()) {
            left = left.replace(words.as_str(), "");
        } else if words.contains(left.as_str()) {
            return String::new();
        }
    }
    if left.len() < text.len() && !left.contains(char::is_alphanumeric) { String::new() } else { left }
}

/// Reports what changed between two runs of phrases, and gives the pairs of phrases that changed.
pub(super) fn compare<'p>(
    versions: &Versions<'_>,
    old: &[Piece<'p>],
    new: &[Piece<'p>],
    told: &Told,
    findings: &mut Vec<Finding>,
) -> Vec<(Piece<'p>, Piece<'p>)> {
    let keys = |pieces: &[Piece<'_>]| pieces.iter().map(|piece| versions.key(piece.words())).collect::<Vec<_>>();
    let (before, after) = (keys(old), keys(new));
    let same = matched(&before, &after);
    let mut report = Report { versions, told, findings };
    report.signs(old, new, &same);
    let (mut pairs, mut lost, mut gained) = (Vec::new(), Vec::new(), Vec::new());
    for (left, right) in gaps(&same, (old.len(), new.len())) {
        let paired = pair_up(&before, &after, left.clone(), right.clone());
        lost.extend(left.filter(|at| paired.iter().all(|pair| pair.0 != *at)));
        gained.extend(right.filter(|at| paired.iter().all(|pair| pair.1 != *at)));
        pairs.extend(paired.into_iter().map(|(a, b)| (old[a], new[b])));
    }
    for (a, b) in &pairs {
        report.changed(a, b);
    }
    let moved = moved((&before, &lost), (&after, &gained));
    report.moved(old, new, &moved);
    lost.retain(|at| moved.iter().all(|pair| pair.0 != *at));
    gained.retain(|at| moved.iter().all(|pair| pair.1 != *at));
    report.one_sided(old, &lost, false);
    report.one_sided(new, &gained, true);
    pairs
}

/// More phrases than this on either side are not put side by side.
const MOST: usize = 40;
/// Two phrases that share less of their characters are not one that changed.
const ALIKE: f64 = 0.5;

/// Which phrase of a gap became which; a phrase alone against a phrase alone is one that changed.
fn pair_up(before: &[String], after: &[String], left: Range<usize>, right: Range<usize>) -> Vec<(usize, usize)> {
    if left.len() == 1 && right.len() == 1 {
        return vec![(left.start, right.start)];
    }
    if left.is_empty() || left.len() > MOST || right.len() > MOST {
        return Vec::new();
    }
    let chars =
        |range: Range<usize>, of: &[String]| -> Vec<Vec<char>> { range.map(|at| of[at].chars().collect()).collect() };
    let (a, b) = (chars(left.clone(), before), chars(right.clone(), after));
    let alike = |x: usize, y: usize| {
        let shared = matched(&a[x], &b[y]).len() * 2;
        shared as f64 / (a[x].len() + b[y].len()).max(1) as f64
    };
    let mut best = vec![vec![0.0; b.len() + 1]; a.len() + 1];
    let mut takes = vec![vec![false; b.len()]; a.len()];
    for x in (0..a.len()).rev() {
        for y in (0..b.len()).rev() {
            let (skip, share) = (f64::max(best[x + 1][y], best[x][y + 1]), alike(x, y));
            takes[x][y] = share >= ALIKE && share + best[x + 1][y + 1] > skip;
            best[x][y] = if takes[x][y] { share + best[x + 1][y + 1] } else { skip };
        }
    }
    let (mut x, mut y) = (0, 0);
    let mut pairs = Vec::new();
    while x < a.len() && y < b.len() {
        if takes[x][y] {
            pairs.push((left.start + x, right.start + y));
            (x, y) = (x + 1, y + 1);
        } else if best[x + 1][y] >= best[x][y + 1] {
            x += 1;
        } else {
            y += 1;
        }
    }
    pairs
}

/// The phrases that went from one place to another.
fn moved((before, lost): (&[String], &[usize]), (after, gained): (&[String], &[usize])) -> Vec<(usize, usize)> {
    let mut places: HashMap<&str, Vec<usize>> = HashMap::new();
    for &at in gained.iter().rev() {
        places.entry(&after[at]).or_default().push(at);
    }
    let found = lost.iter().filter_map(|&at| Some((at, places.get_mut(before[at].as_str())?.pop()?)));
    found.collect()
}

/// Two phrases of fewer characters that are the same say nothing of a passage that moved.
const SHORT: usize = 6;

struct Report<'r, 'v> {
    versions: &'r Versions<'v>,
    told: &'r Told,
    findings: &'r mut Vec<Finding>,
}

impl Report<'_, '_> {
    /// Signs that changed between phrases that stayed.
    fn signs(&mut self, old: &[Piece<'_>], new: &[Piece<'_>], same: &[(usize, usize)]) {
        for (at, &(a, b)) in same.iter().enumerate() {
            let goes_on = match same.get(at + 1) {
                Some(&next) => next == (a + 1, b + 1),
                None => a + 1 == old.len() && b + 1 == new.len(),
            };
            let (before, after) = (&old[a], &new[b]);
            let told =
                untold(before.words(), &self.told.old).is_empty() || untold(after.words(), &self.told.new).is_empty();
            if goes_on && !told && before.sign() != after.sign() {
                let message = format!("标点改了：“{}”改为“{}”", before.text, after.text);
                let sides = (self.quote(before, before.text, false), self.quote(after, after.text, true));
                self.push(Kind::Wording.in_text(), message, sides);
            }
        }
    }

    /// A phrase that became another.
    fn changed(&mut self, before: &Piece<'_>, after: &Piece<'_>) {
        let (a, b) = (untold(before.words(), &self.told.old), untold(after.words(), &self.told.new));
        if self.versions.key(&a) == self.versions.key(&b) {
            return;
        }
        let found = changes(self.versions.new.lexicon, (&a, &b), &|text| self.versions.key(text));
        let (old_marks, new_marks) = marks(before.quote(), after.quote());
        for (kind, [lost, gained]) in found {
            let message = format!("{}改了：“{}”改为“{}”", kind.word(), before.quote(), after.quote());
            let mut old = self.quote(before, before.quote(), false);
            let mut new = self.quote(after, after.quote(), true);
            (old.marks, new.marks) = (old_marks.clone(), new_marks.clone());
            let at = self.findings.len();
            self.push(kind.in_text(), message, (old, new));
            if !lost.is_empty() || !gained.is_empty() {
                self.findings[at].detail = Some(format!("{}：{}", kind.word(), became(&lost, &gained)));
            }
        }
    }

    /// Passages that went under another heading.
    fn moved(&mut self, old: &[Piece<'_>], new: &[Piece<'_>], pairs: &[(usize, usize)]) {
        let mut last = None;
        for &(a, b) in pairs {
            let (before, after) = (&old[a], &new[b]);
            let heading = |piece: &Piece<'_>| {
                let trail = &piece.passage.clause.trail;
                trail.last().map(|last| self.versions.key(strip_number(last)))
            };
            let goes_on = last == Some((a.wrapping_sub(1), b.wrapping_sub(1)));
            last = Some((a, b));
            let apart = before.passage.clause.part != after.passage.clause.part || heading(before) != heading(after);
            if apart && !goes_on && before.words().chars().count() >= SHORT {
                let message = format!("“{}”移到别处", before.words());
                let sides = (self.quote(before, before.words(), false), self.quote(after, after.words(), true));
                self.push("diff-moved", message, sides);
            }
        }
    }

    /// Phrases that only one version has: those that stand together, together.
    fn one_sided(&mut self, all: &[Piece<'_>], places: &[usize], is_new: bool) {
        let told = if is_new { &self.told.new } else { &self.told.old };
        let is_told = |at: usize| all[at].text.is_empty() || untold(all[at].quote(), told).is_empty();
        let open: Vec<usize> =
            places.iter().copied().filter(|&at| !is_told(at) && !self.of_a_task(&all[at], is_new)).collect();
        let runs = open.chunk_by(|&a, &b| a + 1 == b && std::ptr::eq(all[a].passage, all[b].passage));
        for run in runs {
            let text: String = run.iter().map(|&at| all[at].text).collect();
            let quote =
                if text.trim_end_matches(SIGNS).is_empty() { text.as_str() } else { text.trim_end_matches(SIGNS) };
            let empty = String::new();
            let pair = if is_new { (empty.as_str(), quote) } else { (quote, empty.as_str()) };
            let found = changes(self.versions.new.lexicon, pair, &|text| text.to_owned());
            let kind = found.first().map_or(Kind::Wording, |(kind, _)| *kind);
            let code = match (kind, is_new) {
                (Kind::Wording, true) => "diff-text-added",
                (Kind::Wording, false) => "diff-text-dropped",
                (kind, _) => kind.in_text(),
            };
            let context = if is_new { &self.versions.new } else { &self.versions.old };
            let side = context.in_passage(all[run[0]].passage, quote);
            let made = match is_new {
                true => self.versions.added(code, format!("增加“{quote}”"), side),
                false => self.versions.dropped(code, format!("删去“{quote}”"), side),
            };
            self.findings.push(made);
        }
    }

    /// Whether the phrase is of a task that is reported whole.
    fn of_a_task(&self, piece: &Piece<'_>, is_new: bool) -> bool {
        let whole = if is_new { &self.versions.whole_new } else { &self.versions.whole_old };
        piece.passage.task.is_some_and(|task| whole.contains(&task))
    }

    fn quote(&self, piece: &Piece<'_>, words: &str, is_new: bool) -> Side {
        let context: &Context<'_> = if is_new { &self.versions.new } else { &self.versions.old };
        context.in_passage(piece.passage, words)
    }

    fn push(&mut self, code: &str, message: String, (old, new): (Side, Side)) {
        self.findings.push(self.versions.changed(code, message, old, new));
    }
}

/// What became what, in words: 3天改为5天.
fn became(lost: &[String], gained: &[String]) -> String {
    match (lost, gained) {
        ([], gained) => format!("增加{}", gained.join("、")),
        (lost, []) => format!("减少{}", lost.join("、")),
        (lost, gained) => format!("{}改为{}", lost.join("、"), gained.join("、")),
    }
}

/// The characters that only one of two phrases has, as ranges.
pub(super) fn marks(old: &str, new: &str) -> (Vec<[usize; 2]>, Vec<[usize; 2]>) {
    let (a, b): (Vec<char>, Vec<char>) = (old.chars().collect(), new.chars().collect());
    let (mut lost, mut gained) = (Vec::new(), Vec::new());
    for (left, right) in gaps(&matched(&a, &b), (a.len(), b.len())) {
        lost.extend((!left.is_empty()).then_some([left.start, left.end]));
        gained.extend((!right.is_empty()).then_some([right.start, right.end]));
    }
    (lost, gained)
}
