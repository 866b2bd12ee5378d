//! Where in a part of a Word file something can be put in: one pass over the part.
//!
//! Ranges of comments stand between runs (ECMA-376, part 1, section 17.13.4). Word takes no notice of one within a text box
//! (MS-OI29500, section 2.1.315), so what stands in a box is given the place of the run that the box hangs on.

use crate::Error;
use crate::root::attribute;
use quick_xml::NsReader;
use quick_xml::events::{BytesStart, Event};
use quick_xml::name::ResolveResult;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// The namespaces of WordprocessingML, transitional and strict.
pub(crate) const WORD: [&str; 2] = [
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
];
const MATH: [&str; 2] =
    ["http://schemas.openxmlformats.org/officeDocument/2006/math", "http://purl.oclc.org/ooxml/officeDocument/math"];

/// What a pass over a part found.
#[derive(Debug, Default)]
pub(crate) struct Index {
    /// The places of the elements that were asked for, by the byte at which each begins.
    pub(crate) spots: BTreeMap<usize, Spot>,
    pub(crate) runs: Vec<Run>,
    /// The numbers that comments, changes and bookmarks have.
    pub(crate) ids: BTreeSet<i64>,
    /// How many ranges of comments there are.
    pub(crate) ranges: usize,
}

/// The place of an element.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Spot {
    pub(crate) kind: Kind,
    /// The cell that it stands in, by its first byte; 0 outside of tables.
    pub(crate) cell: usize,
    /// The paragraph that it stands in, by its first byte.
    pub(crate) paragraph: usize,
    /// Whether the element itself stands in a text box.
    pub(crate) boxed: bool,
}

/// What can be done at an element.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// It holds text of a run, which can be parted within it.
    Text { run: usize, open: Range<usize>, close: Range<usize> },
    /// It is another child of a run, which can be parted before and behind it.
    Child { run: usize, at: Range<usize> },
    /// It stands within something that is not parted.
    Block(Range<usize>),
    /// It is a paragraph with this content.
    Paragraph(Range<usize>),
}

/// A run of text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Run {
    pub(crate) open: Range<usize>,
    pub(crate) properties: Option<Range<usize>>,
    /// Where what it holds begins, behind its properties.
    pub(crate) content: usize,
    pub(crate) close: Range<usize>,
    /// Whether it stands in no tracked change and in no field of one element.
    pub(crate) plain: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Name {
    Paragraph,
    ParagraphProperties,
    Run,
    RunProperties,
    Text,
    Cell,
    Box,
    /// A content control or a formula: nothing is put into it.
    Closed,
    Ruby,
    /// A tracked change or a field of one element: no change is put into it.
    Changed,
    Other,
}

struct Frame {
    name: Name,
    open: Range<usize>,
    run: Option<usize>,
    /// Where the content of a paragraph begins.
    content: usize,
    /// The elements whose place is known when this one closes.
    waiting: Vec<(usize, Wanted)>,
}

#[derive(Clone, Copy)]
struct Wanted {
    how: How,
    cell: usize,
    paragraph: usize,
    boxed: bool,
}

#[derive(Clone, Copy)]
enum How {
    Text(usize),
    Child(usize),
    Block,
    Paragraph,
}

impl Index {
    /// Finds the places of the elements that begin at these bytes. `part` names the text in messages.
    pub(crate) fn of(text: &str, part: &str, wanted: &BTreeSet<usize>) -> Result<Self, Error> {
        let fault = |reason: String| Error::Malformed { part: part.to_owned(), reason };
        let mut reader = NsReader::from_str(text);
        let mut index = Self::default();
        let mut stack: Vec<Frame> = Vec::new();
        loop {
            let before = reader.buffer_position() as usize;
            let event = reader.read_event().map_err(|error| fault(error.to_string()))?;
            let after = reader.buffer_position() as usize;
            match event {
                Event::Start(tag) => index.open(&reader, &tag, before..after, &mut stack, wanted),
                Event::Empty(tag) => {
                    index.open(&reader, &tag, before..after, &mut stack, wanted);
                    index.close(after..after, &mut stack);
                }
                Event::End(_) => index.close(before..after, &mut stack),
                Event::Eof if stack.is_empty() => return Ok(index),
                Event::Eof => return Err(fault("没有写完".into())),
                _ => {}
            }
        }
    }

    fn open(
        &mut self,
        reader: &NsReader<&[u8]>,
        tag: &BytesStart<'_>,
        at: Range<usize>,
        stack: &mut Vec<Frame>,
        wanted: &BTreeSet<usize>,
    ) {
        let name = name_of(reader, tag);
        self.count(tag);
        let run = (name == Name::Run).then(|| {
            let plain = since_paragraph(stack).iter().all(|frame| frame.name != Name::Changed);
            self.runs.push(Run { open: at.clone(), content: at.end, plain, ..Run::default() });
            self.runs.len() - 1
        });
        stack.push(Frame { name, content: at.end, open: at.clone(), run, waiting: Vec::new() });
        if wanted.contains(&at.start) {
            let (level, wanted) = plan(stack);
            stack[level].waiting.push((at.start, wanted));
        }
    }

    /// Notes the number of a comment, a change or a bookmark.
    fn count(&mut self, tag: &BytesStart<'_>) {
        self.ranges += usize::from(tag.local_name().as_ref() == "commentRangeStart");
        if tag.contains("id=") {
            self.ids.extend(attribute(tag, "id").and_then(|id| id.trim().parse::<i64>().ok()));
        }
    }

    fn close(&mut self, at: Range<usize>, stack: &mut Vec<Frame>) {
        let Some(frame) = stack.pop() else { return };
        match (frame.name, stack.last_mut()) {
            (Name::RunProperties, Some(Frame { run: Some(run), .. })) => {
                self.runs[*run].properties = Some(frame.open.start..at.end);
                self.runs[*run].content = at.end;
            }
            (Name::ParagraphProperties, Some(parent)) => parent.content = at.end,
            _ => {}
        }
        if let Some(run) = frame.run {
            self.runs[run].close = at.clone();
        }
        for (element, Wanted { how, cell, paragraph, boxed }) in frame.waiting {
            let kind = match how {
                How::Text(run) if at.start < at.end => Kind::Text { run, open: frame.open.clone(), close: at.clone() },
                How::Text(run) | How::Child(run) => Kind::Child { run, at: frame.open.start..at.end },
                How::Block => Kind::Block(frame.open.start..at.end),
                // A paragraph of one tag has no place for anything.
                How::Paragraph if at.is_empty() => continue,
                How::Paragraph => Kind::Paragraph(frame.content..at.start),
            };
            self.spots.insert(element, Spot { kind, cell, paragraph, boxed });
        }
    }
}

fn name_of(reader: &NsReader<&[u8]>, tag: &BytesStart<'_>) -> Name {
    let (space, local) = reader.resolver().resolve_element(tag.name());
    let ResolveResult::Bound(space) = space else { return Name::Other };
    let space: &str = space.as_ref();
    match local.into_inner() {
        "oMath" | "oMathPara" if MATH.contains(&space) => Name::Closed,
        _ if !WORD.contains(&space) => Name::Other,
        "p" => Name::Paragraph,
        "pPr" => Name::ParagraphProperties,
        "r" => Name::Run,
        "rPr" => Name::RunProperties,
        "t" => Name::Text,
        "tc" => Name::Cell,
        "txbxContent" => Name::Box,
        "sdt" => Name::Closed,
        "ruby" => Name::Ruby,
        "ins" | "del" | "moveTo" | "moveFrom" | "fldSimple" => Name::Changed,
        _ => Name::Other,
    }
}

/// The elements from the paragraph, which is left out, on.
fn since_paragraph(stack: &[Frame]) -> &[Frame] {
    let paragraph = stack.iter().rposition(|frame| frame.name == Name::Paragraph);
    &stack[paragraph.map_or(0, |at| at + 1)..]
}

/// At which of the open elements a range for the innermost stands, and how.
fn plan(stack: &[Frame]) -> (usize, Wanted) {
    let outer = stack.iter().position(|frame| frame.name == Name::Box);
    let open = &stack[..outer.unwrap_or(stack.len())];
    let innermost = open.len() - 1;
    if outer.is_none() && open[innermost].name == Name::Paragraph {
        return (innermost, wanted(stack, innermost, How::Paragraph, false));
    }
    let within = since_paragraph(open);
    let from = open.len() - within.len();
    let find = |name: Name| within.iter().position(|frame| frame.name == name).map(|at| from + at);
    let run = find(Name::Run);
    let around = find(Name::Closed).or_else(|| find(Name::Ruby).and(run));
    let precise = innermost.checked_sub(1).filter(|&parent| outer.is_none() && around.is_none() && run == Some(parent));
    if let Some(number) = precise.and_then(|parent| open[parent].run) {
        let how = if open[innermost].name == Name::Text { How::Text(number) } else { How::Child(number) };
        return (innermost, wanted(stack, innermost, how, false));
    }
    let level = around.or(run).unwrap_or(from.min(innermost));
    (level, wanted(stack, level, How::Block, outer.is_some()))
}

fn wanted(stack: &[Frame], level: usize, how: How, boxed: bool) -> Wanted {
    let innermost = |name: Name| {
        let found = stack[..=level].iter().rfind(|frame| frame.name == name);
        found.map_or(0, |frame| frame.open.start)
    };
    Wanted { how, cell: innermost(Name::Cell), paragraph: innermost(Name::Paragraph), boxed }
}
