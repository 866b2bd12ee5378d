//! The body of a document: its blocks in reading order.

use super::numbering::Numbering;
use super::styles::{NumberingProperties, Styles, heading_level};
use super::table::{self, Table};
use crate::fields::Fields;
use crate::lists::Counters;
use crate::origins::{self, Part, Place};
use crate::writer::{Inline, Writer};
use crate::xml::{Element, Ns};
use std::collections::BTreeMap;

/// A block of the document.
#[derive(Debug)]
pub(crate) enum Item {
    /// A paragraph.
    Paragraph {
        inline: Inline,
        level: Option<u8>,
        /// An entry of a table of contents.
        contents: bool,
    },
    /// A table.
    Table(Table),
}

impl Item {
    /// Writes the block. A table of one cell is a frame around paragraphs.
    pub(crate) fn write(self, writer: &mut Writer) {
        match self {
            Self::Paragraph { inline, contents: true, .. } => writer.furniture(&inline),
            Self::Paragraph { inline, level, .. } => writer.paragraph(&inline, level),
            Self::Table(mut table) if table.cells.len() == 1 => {
                for item in table.cells.pop().into_iter().flat_map(|cell| cell.items) {
                    item.write(writer);
                }
            }
            Self::Table(table) => writer.table(&table.grid()),
        }
    }

    /// The lines of the block, tables in it cell by cell.
    pub(crate) fn lines(self, lines: &mut Vec<Inline>) {
        match self {
            Self::Paragraph { inline, .. } => lines.push(inline),
            Self::Table(table) => {
                for item in table.cells.into_iter().flat_map(|cell| cell.items) {
                    item.lines(lines);
                }
            }
        }
    }
}

/// A note that was referred to.
#[derive(Clone)]
struct Cited {
    kind: &'static str,
    id: String,
    /// The byte of the main part at which the reference begins.
    at: usize,
    /// How many pages ended before it.
    pages: u32,
}

/// Walks the body and keeps what runs on from paragraph to paragraph: counters, fields, notes.
pub(crate) struct Walker<'a> {
    styles: &'a Styles,
    numbering: &'a Numbering,
    counters: Counters,
    fields: Fields,
    /// The texts of footnotes and endnotes, by kind and number.
    pub(crate) notes: BTreeMap<&'static str, BTreeMap<String, Element>>,
    /// The notes referred to so far.
    cited: Vec<Cited>,
    /// The part that is read, and within notes the place of what refers to the note.
    part: Part,
    reference: Option<usize>,
    /// How many pages ended so far, when Word last saved the file.
    pages: u32,
    /// The text of a paragraph whose end was deleted, and its level: it goes on in the next one.
    open: Option<(Inline, Option<u8>)>,
    /// Blocks of text boxes that stand after the paragraph they are anchored in.
    boxes: Vec<Item>,
    /// Characters of hidden text that were left out.
    hidden: usize,
    /// Characters of struck-out text that were left out.
    struck: usize,
    /// Parts of other files or programs that were left out.
    foreign: usize,
    /// The lines of diagrams, by the relationship that leads to them.
    pub(crate) diagrams: BTreeMap<String, Vec<String>>,
    /// Diagrams that were read, and those whose words were not found.
    drawn: (usize, usize),
    /// The pictures shown, by the relationships that lead to them.
    pub(crate) pictures: Vec<String>,
}

impl<'a> Walker<'a> {
    pub(crate) fn new(styles: &'a Styles, numbering: &'a Numbering) -> Self {
        Self {
            styles,
            numbering,
            counters: Counters::default(),
            fields: Fields::default(),
            notes: BTreeMap::new(),
            cited: Vec::new(),
            part: Part::Main,
            reference: None,
            pages: 0,
            open: None,
            boxes: Vec::new(),
            hidden: 0,
            struck: 0,
            foreign: 0,
            diagrams: BTreeMap::new(),
            drawn: (0, 0),
            pictures: Vec::new(),
        }
    }

    /// The blocks of an element that may hold blocks.
    pub(crate) fn block(&mut self, element: &Element) -> Vec<Item> {
        match (element.ns, &*element.name) {
            (Ns::Word, "p") => self.paragraph(element),
            (Ns::Word, "tbl") => vec![Item::Table(table::read(self, element))],
            (Ns::Word, "sdt") => self.content_control(element),
            (Ns::Word, "del" | "moveFrom") => Vec::new(),
            (Ns::Word, "altChunk" | "subDoc") => {
                self.foreign += 1;
                Vec::new()
            }
            (Ns::Compat, "AlternateContent") => chosen(element).map(|choice| self.blocks(choice)).unwrap_or_default(),
            _ => self.blocks(element),
        }
    }

    /// The blocks of all elements in `element`.
    pub(crate) fn blocks(&mut self, element: &Element) -> Vec<Item> {
        element.elements().flat_map(|child| self.block(child)).collect()
    }

    fn content_control(&mut self, element: &Element) -> Vec<Item> {
        let properties = element.child("sdtPr");
        let gallery = properties.and_then(|properties| properties.child("docPartObj")?.value("docPartGallery"));
        let mut items = element.child("sdtContent").map(|content| self.blocks(content)).unwrap_or_default();
        if gallery == Some("Table of Contents") {
            for item in &mut items {
                if let Item::Paragraph { contents, .. } = item {
                    *contents = true;
                }
            }
        }
        items
    }

    fn place(&self, element: &Element) -> origins::Element {
        origins::Element { part: self.part, start: element.at(), reference: self.reference, pages: self.pages }
    }

    /// The place of what an element holds.
    fn held(&self, element: &Element) -> Place {
        Place::Held { at: self.place(element), from: 0 }
    }

    /// The place of what is shown for an element.
    fn shown(&self, element: &Element) -> Place {
        Place::Shown { at: self.place(element) }
    }

    fn paragraph(&mut self, element: &Element) -> Vec<Item> {
        let properties = element.child("pPr");
        let style = self.styles.id(properties.and_then(|properties| properties.value("pStyle")));
        let contents = self.fields.in_contents() || self.styles.is_contents(style);
        let own = properties.map(NumberingProperties::read).unwrap_or_default();
        let mut inline = Inline::default();
        if let Some((list, level)) = self.numbering.place(own, style, self.styles) {
            inline.push_from(&self.counters.next(&self.numbering.lists, list, level), self.shown(element));
        }
        let outer_boxes = std::mem::take(&mut self.boxes);
        self.inline(element, &mut inline);
        let contents = contents || self.fields.in_contents();
        let outline = properties.and_then(|properties| properties.value("outlineLvl")?.parse().ok());
        let level = outline.map_or_else(|| self.styles.heading(style), heading_level);
        let (inline, level) = match self.open.take() {
            Some((mut before, level)) => {
                before.append(&inline);
                (before, level)
            }
            None => (inline, level),
        };
        let boxes = std::mem::replace(&mut self.boxes, outer_boxes);
        if properties.and_then(|properties| properties.child("rPr")).is_some_and(|mark| mark.child("del").is_some()) {
            self.open = Some((inline, level));
            return boxes;
        }
        let mut items = vec![Item::Paragraph { inline, level, contents }];
        items.extend(boxes);
        items
    }

    /// Adds the running text in `element`.
    fn inline(&mut self, element: &Element, inline: &mut Inline) {
        for child in element.elements() {
            match (child.ns, &*child.name) {
                (Ns::Word, "r") => self.run(child, inline),
                (Ns::Word, "pPr" | "rPr" | "sdtPr" | "del" | "moveFrom" | "fldData") => {}
                (Ns::Word, "sdt")
                    if child.child("sdtPr").is_some_and(|properties| properties.is_on("showingPlcHdr")) => {}
                (Ns::Word, "ruby") => self.ruby(child, inline),
                (Ns::Math, "t") => inline.push_from(&child.text(), self.held(child)),
                (Ns::Compat, "AlternateContent") => {
                    if let Some(choice) = chosen(child) {
                        self.inline(choice, inline);
                    }
                }
                (Ns::Word, "drawing" | "pict" | "object") => self.drawing(child),
                _ => self.inline(child, inline),
            }
        }
    }

    fn ruby(&mut self, element: &Element, inline: &mut Inline) {
        if let Some(base) = element.child("rubyBase") {
            self.inline(base, inline);
        }
    }

    fn run(&mut self, run: &Element, inline: &mut Inline) {
        let properties = run.child("rPr");
        if properties.is_some_and(|properties| properties.is_on("vanish") || properties.child("del").is_some()) {
            self.hidden += self.pass_over(run);
            return;
        }
        if properties.is_some_and(|properties| properties.is_on("strike") || properties.is_on("dstrike")) {
            self.struck += self.pass_over(run);
            return;
        }
        for child in run.elements() {
            match (child.ns, &*child.name) {
                (Ns::Word, "instrText") => self.fields.instruct(&child.text()),
                (Ns::Word, "fldChar") => {
                    if let Some(shown) = self.fields.sign(child.attribute("fldCharType").unwrap_or_default())
                        && self.fields.shown()
                    {
                        inline.push_from(&shown, self.shown(child));
                    }
                }
                (Ns::Word, "ruby") => self.ruby(child, inline),
                (Ns::Word, "drawing" | "pict" | "object") => self.drawing(child),
                (Ns::Compat, "AlternateContent") => {
                    if let Some(choice) = chosen(child) {
                        self.run(choice, inline);
                    }
                }
                (Ns::Word, name) if self.fields.shown() => self.content(name, child, inline),
                _ => {}
            }
        }
    }

    /// What a run holds besides fields and drawings (section 17.3.3).
    fn content(&mut self, name: &str, element: &Element, inline: &mut Inline) {
        match name {
            "t" => inline.push_from(&element.text().replace(['\n', '\r'], " "), self.held(element)),
            "tab" | "ptab" => inline.push_from("\t", self.shown(element)),
            "br" | "cr" => inline.push_from("\n", self.shown(element)),
            "noBreakHyphen" => inline.push_from("-", self.shown(element)),
            "sym" => inline.push_from(symbol(element).encode_utf8(&mut [0; 4]), self.shown(element)),
            "lastRenderedPageBreak" => self.pages += 1,
            "footnoteReference" => self.cite("footnotes", element, inline),
            "endnoteReference" => self.cite("endnotes", element, inline),
            _ => {}
        }
    }

    fn cite(&mut self, kind: &'static str, reference: &Element, inline: &mut Inline) {
        if let Some(id) = reference.attribute("id") {
            let at = self.reference.unwrap_or(reference.at());
            self.cited.push(Cited { kind, id: id.to_owned(), at, pages: self.pages });
            inline.push_silent_from(&format!("[{}]", self.cited.len()), self.shown(reference));
        }
    }

    /// The text boxes and diagrams of a drawing; the words of pictures cannot be read.
    fn drawing(&mut self, element: &Element) {
        for child in element.elements() {
            match (child.ns, &*child.name) {
                (Ns::Word, "txbxContent") => {
                    let outer = self.open.take();
                    let items = self.blocks(child);
                    self.open = outer;
                    self.boxes.extend(items);
                }
                (Ns::Compat, "AlternateContent") => {
                    if let Some(choice) = chosen(child) {
                        self.drawing(choice);
                    }
                }
                (_, "OLEObject") => self.foreign += 1,
                (_, "pic" | "imagedata") => self.pictures.push(picture(child)),
                (_, "relIds") => self.diagram(child),
                _ => self.drawing(child),
            }
        }
    }

    /// The words of a diagram, a point a paragraph.
    fn diagram(&mut self, element: &Element) {
        let lines = element.attribute("r:dm").and_then(|id| self.diagrams.remove(id)).unwrap_or_default();
        if lines.is_empty() {
            self.drawn.1 += 1;
            return;
        }
        self.drawn.0 += 1;
        let place = self.shown(element);
        let paragraph = |line: String| {
            let mut inline = Inline::default();
            inline.push_from(&line, place);
            Item::Paragraph { inline, level: None, contents: false }
        };
        self.boxes.extend(lines.into_iter().map(paragraph));
    }

    /// Leaves a run out but for the fields that it begins or ends; how many characters it has.
    fn pass_over(&mut self, run: &Element) -> usize {
        for sign in run.named("fldChar") {
            self.fields.sign(sign.attribute("fldCharType").unwrap_or_default());
        }
        run.named("t").map(|text| text.text().chars().count()).sum()
    }

    /// Writes what comes after the last paragraph: notes, and what was left out.
    pub(crate) fn finish(mut self, writer: &mut Writer) {
        if let Some((inline, level)) = self.open.take() {
            writer.paragraph(&inline, level);
        }
        if self.pages > 0 {
            writer.origins().tell_pages();
        }
        let mut at = 0;
        while let Some(Cited { kind, id, at: reference, pages }) = self.cited.get(at).cloned() {
            at += 1;
            (self.part, self.reference, self.pages) = (part_of(kind), Some(reference), pages);
            let Some(note) = self.notes.get_mut(kind).and_then(|notes| notes.remove(&id)) else { continue };
            let mut lines = Vec::new();
            for item in self.blocks(&note) {
                item.lines(&mut lines);
            }
            let mut inline = Inline::default();
            for line in lines.iter().filter(|line| !line.is_blank()) {
                if !inline.is_blank() {
                    inline.push('\n');
                }
                inline.append(line);
            }
            writer.note(&format!("[{at}] "), &inline);
        }
        if self.hidden > 0 {
            writer.notice(format!("有 {} 个字设为隐藏文字，未读入", self.hidden));
        }
        if self.struck > 0 {
            writer.notice(format!("有 {} 个字标有删除线，未读入", self.struck));
        }
        if self.foreign > 0 {
            writer.notice(format!("有 {} 处嵌入的其他文件或对象，未读入", self.foreign));
        }
        if self.drawn.0 > 0 {
            writer.notice(format!("有 {} 处 SmartArt 图形，其中的文字按存放的顺序读入，请核对", self.drawn.0));
        }
        if self.drawn.1 > 0 {
            writer.notice(format!("有 {} 处 SmartArt 图形，其中的文字未读入", self.drawn.1));
        }
        if !self.pictures.is_empty() {
            writer.notice(format!("有 {} 张图片，其中如有文字，未读入", self.pictures.len()));
        }
    }
}

/// The part that holds the notes of a kind.
fn part_of(notes: &str) -> Part {
    if notes == "footnotes" { Part::Footnotes } else { Part::Endnotes }
}

/// The relationship that leads to the file of a picture (ECMA-376, part 1, section 20.1.8.13; part 4, section 19.1.2.11).
fn picture(element: &Element) -> String {
    let id = |element: &Element| {
        ["r:embed", "r:id", "r:link"].iter().find_map(|name| element.attribute(name).map(str::to_owned))
    };
    let blip = || element.elements().find_map(|fill| fill.child("blip").and_then(id));
    id(element).or_else(blip).unwrap_or_default()
}

/// The one of several forms of a thing that is read: the newest with text, so that the text of a
/// box is read once (ECMA-376, part 3, section 7.5).
fn chosen(element: &Element) -> Option<&Element> {
    let forms = || element.elements().filter(|form| matches!(&*form.name, "Choice" | "Fallback"));
    forms().find(|form| form.any(&|inner| inner.ns == Ns::Word && &*inner.name == "t")).or_else(|| forms().next())
}

/// A sign of a symbol font. Boxes and ticks are told by their code (Wingdings, Wingdings 2).
fn symbol(element: &Element) -> char {
    let code = element.attribute("char").and_then(|code| u32::from_str_radix(code, 16).ok()).unwrap_or_default();
    let font = element.attribute("font").unwrap_or_default();
    match (font, code & 0xff) {
        ("Wingdings", 0x6f | 0xa8 | 0x71) | ("Wingdings 2", 0xa3 | 0x2a) => '□',
        ("Wingdings", 0xfe) | ("Wingdings 2", 0x52) => '☑',
        ("Wingdings", 0xfd) | ("Wingdings 2", 0x51) => '☒',
        ("Wingdings", 0xfc) | ("Wingdings 2", 0x50) => '√',
        _ if (0xf000..=0xf0ff).contains(&code) => '•',
        _ => char::from_u32(code).filter(|char| !char.is_control()).unwrap_or('•'),
    }
}
