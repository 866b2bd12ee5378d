//! Lines that were wrapped at the margin, joined to the paragraphs they were.

use super::paragraph::starts_paragraph;
use crate::Style;
use crate::annex::is_annex_heading;
use crate::draft::{Draft, OriginKind, columns};
use crate::marker::marker;
use crate::signs::OpenSigns;
use crate::statement::ends_with_statement;
use std::collections::BTreeMap;
use zhengtu_lexicon::Lexicon;
use zhengtu_text::signs;

/// The narrowest and the widest print, in half-width columns: half a page of two columns, and a sheet
/// set across.
const NARROWEST: usize = 30;
const WIDEST: usize = 160;

/// How many long lines tell of a width; fewer may be of one width by chance.
const LINES_TO_TELL: usize = 12;

/// How many lines at the margin tell of it in a shorter document.
const FEW_LINES: usize = 4;

/// The signs with which sentences and labels end.
const ENDS: [char; 12] = ['。', '！', '？', '!', '?', '：', ':', '；', ';', '）', ')', '”'];

/// How many columns a line may be shorter than the margin: a sign that may not begin a line takes the
/// character before it along.
const RAGGED: usize = 2;

/// How many columns a full line may lack: as above, and a gap inside a word prints as one column more
/// than its text has.
const SHORT_OF_FULL: usize = 6;

/// The width, in half-width columns, to which the lines were wrapped when the text was printed, where
/// a good share of them has one width. A wrap is a line end or, where a converter joined the lines, a
/// space that was left behind.
pub(super) fn print_width(lines: &[Draft]) -> Option<usize> {
    let mut counts = vec![0usize; WIDEST];
    for segment in lines.iter().filter(|line| line.is_line()).flat_map(segments) {
        if let Some(count) = counts.get_mut(segment) {
            *count += 1;
        }
    }
    let long: usize = counts[NARROWEST..].iter().sum();
    let near = |width: usize| width.saturating_sub(RAGGED)..(width + RAGGED + 1).min(WIDEST);
    let window = |width: usize| counts[near(width)].iter().sum::<usize>();
    let best = (NARROWEST..WIDEST).max_by_key(|&width| (window(width), width))?;
    if long >= LINES_TO_TELL {
        return (window(best) * 3 >= long).then_some(best);
    }
    few_lines_tell(lines, best).then_some(best)
}

/// Whether the few lines of a short document tell its width: none is longer, and most of those that
/// reach it break off inside a sentence.
fn few_lines_tell(lines: &[Draft], width: usize) -> bool {
    let widths = lines.iter().filter(|line| line.is_line()).map(|line| (line, width_of(&line.text)));
    let reaching: Vec<&Draft> = widths.clone().filter(|line| line.1 + RAGGED >= width).map(|line| line.0).collect();
    if reaching.len() < FEW_LINES || widths.map(|line| line.1).any(|other| other > width + RAGGED) {
        return false;
    }
    let broken = reaching.iter().filter(|line| !line.text.ends_with(ENDS)).count();
    broken * 4 >= reaching.len() * 3
}

/// The widths of the runs of a line between its gaps and at its end.
fn segments(line: &Draft) -> impl Iterator<Item = usize> {
    let ends = line.gaps.iter().map(|gap| gap.0).chain([line.text.len()]);
    let mut start = 0;
    ends.map(move |end| width_of(&line.text[std::mem::replace(&mut start, end)..end]))
}

fn width_of(text: &str) -> usize {
    let mut width = 0;
    let mut at = 0;
    for (sign, char) in signs(text) {
        width += width_of_ideographs(sign - at) + columns(char);
        at = sign + char.len_utf8();
    }
    width + width_of_ideographs(text.len() - at)
}

/// The width of as many ideographs as take so many bytes.
fn width_of_ideographs(bytes: usize) -> usize {
    bytes / '一'.len_utf8() * columns('一')
}

/// Whether the last printed line of a draft reaches the margin: the runs are set line by line, a new
/// line at each gap that stands near the margin.
fn is_full(line: &Draft, width: usize) -> bool {
    let near_margin = width.saturating_sub(2 * RAGGED);
    let set = |filled: usize, segment: usize| if filled >= near_margin { segment } else { filled + segment };
    segments(line).fold(0, set) + SHORT_OF_FULL >= width
}

/// Joins the lines that continue the one before; `width`: the lines of the document were wrapped there.
pub(super) fn join(lexicon: &Lexicon, mut lines: Vec<Draft>, width: Option<usize>) -> Vec<Draft> {
    for line in &mut lines {
        line.full = width.is_some_and(|width| is_full(line, width));
    }
    mark_heading_lines(&mut lines);
    let mut joined = Joined::new(lexicon, width.is_some());
    lines.into_iter().for_each(|line| joined.add(line));
    joined.finish()
}

/// The paragraphs joined so far.
struct Joined<'a> {
    lexicon: &'a Lexicon,
    out: Vec<Draft>,
    /// What was read of the last of them.
    last: Signs,
    /// The furniture since it began.
    furniture: Vec<Draft>,
    wrapped: bool,
}

impl<'a> Joined<'a> {
    fn new(lexicon: &'a Lexicon, wrapped: bool) -> Self {
        Self { lexicon, out: Vec::new(), last: Signs::default(), furniture: Vec::new(), wrapped }
    }

    fn add(&mut self, line: Draft) {
        if line.origin.kind == OriginKind::Furniture {
            return self.furniture.push(line);
        }
        let (lexicon, signs, wrapped) = (self.lexicon, self.last, self.wrapped);
        match self.out.last_mut() {
            Some(last) if (Seam { lexicon, last, next: &line, signs, wrapped }).joins() => {
                self.last.read(&line.text);
                last.append(line);
            }
            _ => {
                self.last = Signs::default();
                self.last.read(&line.text);
                self.out.append(&mut self.furniture);
                self.out.push(line);
            }
        }
    }

    fn finish(mut self) -> Vec<Draft> {
        self.out.append(&mut self.furniture);
        self.out
    }
}

/// What the signs of a paragraph tell of it.
#[derive(Clone, Copy, Default)]
struct Signs {
    open: OpenSigns,
    comma: bool,
    stop: bool,
}

impl Signs {
    fn read(&mut self, text: &str) {
        self.open.read(text);
        self.comma |= text.contains('，');
        self.stop |= text.contains('。');
    }
}

/// Two lines that follow one another.
struct Seam<'a> {
    lexicon: &'a Lexicon,
    last: &'a Draft,
    next: &'a Draft,
    /// The signs of `last`.
    signs: Signs,
    /// The lines of the document were wrapped at one width.
    wrapped: bool,
}

/// What a rule says of two lines.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Verdict {
    Join,
    Part,
}

/// Whether something holds of a seam.
type Rule<S> = fn(&S) -> bool;

impl Seam<'_> {
    /// The rules; the first that holds decides. Lines of which none holds are paragraphs of their own.
    const RULES: [(Verdict, Rule<Self>); 13] = [
        (Verdict::Part, Self::is_no_prose),
        (Verdict::Part, Self::begins_anew),
        (Verdict::Join, Self::follows_number),
        (Verdict::Part, Self::follows_heading),
        (Verdict::Join, Self::closes_bracket),
        (Verdict::Part, Self::is_of_the_format),
        (Verdict::Join, Self::breaks_off),
        (Verdict::Join, Self::follows_label),
        (Verdict::Part, Self::follows_stop),
        (Verdict::Part, Self::follows_statement),
        (Verdict::Join, Self::follows_full_line),
        (Verdict::Join, Self::is_inside_signs),
        (Verdict::Join, Self::is_inside_prose),
    ];

    fn joins(&self) -> bool {
        Self::RULES.iter().find(|rule| rule.1(self)).is_some_and(|rule| rule.0 == Verdict::Join)
    }

    /// A cell, a note: the format says where it begins and ends.
    fn is_no_prose(&self) -> bool {
        [self.last, self.next].iter().any(|draft| !draft.is_prose())
    }

    /// A paragraph of Word: the format says where it begins and ends.
    fn is_of_the_format(&self) -> bool {
        [self.last, self.next].iter().any(|draft| !draft.is_line())
    }

    /// 县财政局负责⏎2.优化服务
    fn begins_anew(&self) -> bool {
        starts_paragraph(self.lexicon, &self.next.text)
    }

    /// 2.⏎建设数字文化馆: a number alone.
    fn follows_number(&self) -> bool {
        self.last.is_line() && marker(&self.last.text).is_some_and(|found| found.len == self.last.text.len())
    }

    /// （牵头部⏎⏎门：县财政局）: what follows closes the bracket, whatever the format says of paragraphs.
    fn closes_bracket(&self) -> bool {
        self.signs.open.bracket() && !self.follows_stop() && closes(&self.next.text)
    }

    /// （责任单位：⏎县财政局）, 责任单位：⏎县财政局
    fn follows_label(&self) -> bool {
        if !self.last.text.ends_with(['：', ':']) || !self.is_close() {
            return false;
        }
        let label = || self.lexicon.field_label(&self.last.text).map(|label| label.1);
        self.signs.open.any() || label() == Some(self.last.text.len())
    }

    /// 附件3⏎县财政局任务清单
    fn follows_heading(&self) -> bool {
        self.last.heading_line || is_annex_heading(&self.last.text)
    }

    /// 充分听取申请人、⏎意见建议
    fn breaks_off(&self) -> bool {
        self.last.text.ends_with(['、', '，', ',', '（', '(', '“', '《', '〈', '+', '-', '/'])
    }

    /// 全面落实。⏎建立台账
    fn follows_stop(&self) -> bool {
        self.last.text.ends_with(['。', '！', '？', '!', '?', '：', ':', '；', ';'])
    }

    /// A line up to the margin goes on in the next.
    fn follows_full_line(&self) -> bool {
        self.last.full
    }

    /// 建立台账（县水利局负责）⏎二是建立机制: a statement closes what it answers for.
    fn follows_statement(&self) -> bool {
        ends_with_statement(self.lexicon, &self.last.text)
    }

    /// （责任单位：县财政局⏎县税务局）
    fn is_inside_signs(&self) -> bool {
        self.is_close() && self.signs.open.any()
    }

    /// 平均用时降低到 210 天⏎以下，成本降低: prose that stops without a sign.
    fn is_inside_prose(&self) -> bool {
        self.wrapped && self.is_close() && self.is_prose()
    }

    /// No blank line stands between the two.
    fn is_close(&self) -> bool {
        self.next.breaks_before <= 1
    }

    /// Whether the line before is sentences rather than a heading or a labelled line.
    fn is_prose(&self) -> bool {
        if self.lexicon.field_label(&self.last.text).is_some() {
            return false;
        }
        self.signs.stop || self.signs.comma && marker(&self.last.text).is_none()
    }
}

/// Whether a bracket of a text closes before one opens.
fn closes(text: &str) -> bool {
    text.find(['（', '(', '）', ')', '【', '】']).is_some_and(|at| text[at..].starts_with(['）', ')', '】']))
}

/// The manner of numbering of a part.
type Manner = (usize, Style);

/// How often the numbered lines of a manner are headings on lines of their own, and how often text runs
/// on behind the heading.
#[derive(Default)]
struct Vote {
    own_line: usize,
    run_in: usize,
}

/// Marks the numbered headings on lines of their own that reach the margin: where most other numbered
/// lines of their manner in the part are such headings, and what follows is running text rather than
/// the rest of a heading.
fn mark_heading_lines(lines: &mut [Draft]) {
    let manners = manners(lines);
    let votes = votes(lines, &manners);
    let voted = |manner: &Manner| votes.get(manner).is_some_and(|vote| vote.own_line > vote.run_in);
    let is_open = |line: &Draft| line.full && !line.text.contains('。');
    let is_text = |line: &Draft| line.full || line.text.contains('。');
    for at in 0..lines.len() {
        let heading = manners[at].as_ref().is_some_and(voted) && is_open(&lines[at]);
        lines[at].heading_line = heading && lines.get(at + 1).is_some_and(is_text);
    }
}

/// For each line the manner of its number, if it has one.
fn manners(lines: &[Draft]) -> Vec<Option<Manner>> {
    let mut part = 0;
    let manner = |line: &Draft| {
        part += usize::from(is_annex_heading(&line.text));
        marker(&line.text).filter(|_| line.is_line()).map(|found| (part, found.style))
    };
    lines.iter().map(manner).collect()
}

fn votes(lines: &[Draft], manners: &[Option<Manner>]) -> BTreeMap<Manner, Vote> {
    let mut votes: BTreeMap<Manner, Vote> = BTreeMap::new();
    for (line, manner) in lines.iter().zip(manners) {
        let Some(manner) = manner else { continue };
        let vote = votes.entry(*manner).or_default();
        if line.text.contains('。') {
            vote.run_in += 1;
        } else if !line.full {
            vote.own_line += 1;
        }
    }
    votes
}
