//! Markdown (CommonMark with tables and footnotes). The text is the file itself; the pieces of a
//! block leave the markup out.

use crate::claims::Claims;
use crate::html::is_download_label;
use crate::metadata;
use crate::writer::is_blank;
use crate::{Block, BlockKind, Format, Options, ReadError, Source, encoding, markup};
use pulldown_cmark::{Event, Options as Extensions, Parser, Tag, TagEnd};
use std::ops::Range;
use zhengtu_text::Span;

const FORMAT: &str = "Markdown";
/// How deep quotes and lists may lie in one another: what is deeper takes a hundred times its text to be parsed.
const MAX_DEPTH: usize = 512;

/// Reads a Markdown file.
pub(crate) fn read(name: &str, bytes: &[u8], options: &Options) -> Result<Source, ReadError> {
    let text = encoding::decode(bytes, options)?;
    if text.trim().is_empty() {
        return Err(ReadError::Empty);
    }
    let blocks = blocks(&text)?;
    Ok(Source {
        name: name.to_owned(),
        format: Format::Md,
        text,
        blocks,
        notices: Vec::new(),
        recognition: None,
        look: None,
    })
}

fn blocks(text: &str) -> Result<Vec<Block>, ReadError> {
    let extensions =
        Extensions::ENABLE_TABLES | Extensions::ENABLE_FOOTNOTES | Extensions::ENABLE_YAML_STYLE_METADATA_BLOCKS;
    let mut walker = Walker::new(text);
    // Data about the document may stand below blank lines.
    let first = text.len() - text.trim_start_matches(is_blank).len();
    let start = if text[first..].starts_with("---") { first } else { 0 };
    for (event, range) in Parser::new_ext(&text[start..], extensions).into_offset_iter() {
        walker.event(event, range.start + start..range.end + start);
        if walker.depth > MAX_DEPTH {
            let limit = format!("{MAX_DEPTH} 层");
            return Err(ReadError::TooLarge { format: FORMAT, what: "引用和列表的嵌套", limit });
        }
    }
    walker.flush();
    walker.claims.check(FORMAT)?;
    set_downloads_aside(text, &mut walker.blocks);
    Ok(walker.blocks)
}

/// Collectors put the files that they found with a page under its text: a label (【原文下载】), then
/// file names. They are no part of the text.
fn set_downloads_aside(text: &str, blocks: &mut [Block]) {
    const FILES: [&str; 9] = [".pdf", ".doc", ".docx", ".xls", ".xlsx", ".wps", ".ofd", ".zip", ".rar"];
    let shown = |block: &Block| block.pieces.iter().map(|piece| piece.of(text)).collect::<String>();
    let is_file = |block: &Block| FILES.iter().any(|end| shown(block).trim().to_lowercase().ends_with(end));
    let files = blocks.iter().rev().take_while(|block| is_file(block)).count();
    let label = blocks.len() - files;
    if files == 0 || label == 0 {
        return;
    }
    let words = shown(&blocks[label - 1]);
    let words = words.trim_matches(|char: char| char.is_whitespace() || "【】[]：:".contains(char));
    if is_download_label(words) {
        for block in &mut blocks[label - 1..] {
            block.kind = BlockKind::Furniture;
        }
    }
}

/// What the text that is being collected belongs to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Place {
    #[default]
    Text,
    Heading(u8),
    Code,
    Metadata,
    Note,
}

struct Walker<'a> {
    text: &'a str,
    blocks: Vec<Block>,
    place: Place,
    /// The passages of the block so far, line by line.
    lines: Vec<Vec<Span>>,
    /// The lists that are open; whether each is numbered.
    lists: Vec<bool>,
    /// How many quotes and lists are open.
    depth: usize,
    /// The number of the last item of a list.
    number: Option<Span>,
    /// The struck-out passages of the block: they are no text any more.
    struck: Vec<Span>,
    /// Pictures that are open: what they say in place of themselves is no text.
    pictures: usize,
    tables: u32,
    /// What the cells of tables in HTML claim.
    claims: Claims,
    row: u32,
    column: u32,
    /// Whether text of the document was seen, so that no data about it can follow.
    begun: bool,
}

impl<'a> Walker<'a> {
    fn new(text: &'a str) -> Self {
        Self {
            text,
            blocks: Vec::new(),
            place: Place::Text,
            lines: vec![Vec::new()],
            lists: Vec::new(),
            depth: 0,
            number: None,
            struck: Vec::new(),
            pictures: 0,
            tables: 0,
            claims: Claims::default(),
            row: 0,
            column: 0,
            begun: false,
        }
    }

    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(&tag, range),
            Event::End(tag) => self.end(tag),
            Event::Text(shown) if self.pictures == 0 => self.shown(&shown, range),
            Event::Code(_) => self.code(range),
            Event::SoftBreak | Event::HardBreak => self.lines.push(Vec::new()),
            Event::InlineHtml(tag) if markup::is_break(&tag) => self.lines.push(Vec::new()),
            _ => {}
        }
    }

    fn start(&mut self, tag: &Tag<'_>, range: Range<usize>) {
        match tag {
            Tag::Image { .. } => self.pictures += 1,
            Tag::Heading { level, .. } => self.open(Place::Heading(*level as u8)),
            Tag::CodeBlock(_) => self.open(Place::Code),
            Tag::MetadataBlock(_) => self.open(Place::Metadata),
            Tag::FootnoteDefinition(_) => self.open(Place::Note),
            Tag::Paragraph if self.numbered() => {}
            Tag::Paragraph => self.flush(),
            Tag::BlockQuote(_) => {
                self.flush();
                self.depth += 1;
            }
            Tag::List(first) => {
                self.flush();
                self.depth += 1;
                self.lists.push(first.is_some());
            }
            Tag::Item => {
                self.flush();
                if self.lists.last() == Some(&true) {
                    self.marker(range);
                }
            }
            Tag::HtmlBlock => {
                self.flush();
                self.html(range);
            }
            Tag::Table(_) => {
                self.flush();
                self.tables += 1;
                self.row = 0;
            }
            Tag::TableHead | Tag::TableRow => {
                self.row += 1;
                self.column = 0;
            }
            Tag::TableCell => self.column += 1,
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Image => self.pictures = self.pictures.saturating_sub(1),
            TagEnd::Heading(_) | TagEnd::CodeBlock | TagEnd::MetadataBlock(_) | TagEnd::FootnoteDefinition => {
                self.flush();
                self.place = Place::Text;
            }
            TagEnd::Paragraph | TagEnd::Item => self.flush(),
            TagEnd::BlockQuote(_) => {
                self.flush();
                self.depth -= 1;
            }
            TagEnd::List(_) => {
                self.flush();
                self.depth -= 1;
                self.lists.pop();
            }
            TagEnd::TableCell => self.cell(),
            _ => {}
        }
    }

    fn open(&mut self, place: Place) {
        self.flush();
        self.place = place;
    }

    /// The number of a list item is text: `1.` says where it stands in the plan.
    fn marker(&mut self, range: Range<usize>) {
        let item = &self.text[range.clone()];
        let digits = item.bytes().take_while(u8::is_ascii_digit).count();
        if digits > 0 && item[digits..].starts_with(['.', ')']) {
            let number = Span::new(range.start, range.start + digits + 1);
            self.add(number);
            self.number = Some(number);
        }
    }

    /// Whether nothing but the number of an item is collected: the items of a list with blank lines between them hold
    /// paragraphs, and the number begins the first of an item.
    fn numbered(&self) -> bool {
        matches!(self.lines.as_slice(), [line] if matches!(line.as_slice(), [only] if Some(*only) == self.number))
    }

    /// Text as shown; a reference such as `&nbsp;` for white space is markup.
    fn shown(&mut self, shown: &str, range: Range<usize>) {
        let span = Span::new(range.start, range.end);
        let source = span.of(self.text);
        if source.starts_with('&') && shown.chars().all(is_blank) {
            return;
        }
        if !source.contains('\n') {
            return self.add(span);
        }
        let mut start = span.start;
        for line in source.split_inclusive('\n') {
            self.add(Span::new(start, start + line.trim_end_matches(['\n', '\r']).len()));
            start += line.len();
            if line.ends_with('\n') {
                self.lines.push(Vec::new());
            }
        }
    }

    fn code(&mut self, range: Range<usize>) {
        let source = &self.text[range.clone()];
        let ticks = source.len() - source.trim_start_matches('`').len();
        if 2 * ticks < source.len() {
            self.add(Span::new(range.start + ticks, range.end - ticks));
        }
    }

    /// Adds a passage to the line; one that only blanks part from the passage before joins it.
    fn add(&mut self, span: Span) {
        if span.is_empty() {
            return;
        }
        let Some(line) = self.lines.last_mut() else { return };
        match line.last_mut() {
            Some(last)
                if last.end <= span.start
                    && self.text[last.end..span.start].chars().all(|char| char != '\n' && is_blank(char)) =>
            {
                last.end = span.end;
            }
            _ => line.push(span),
        }
    }

    /// A table or other markup of HTML between paragraphs.
    fn html(&mut self, range: Range<usize>) {
        let found = markup::blocks(self.text, Span::new(range.start, range.end), self.tables, &mut self.claims);
        self.tables = found.tables;
        self.begun |= !found.blocks.is_empty();
        self.blocks.extend(found.blocks);
    }

    fn cell(&mut self) {
        let pieces = self.take().concat();
        self.set_struck_aside();
        if !pieces.is_empty() {
            self.begun = true;
            let kind = BlockKind::Cell { table: self.tables, row: self.row, column: self.column, rows: 1, columns: 1 };
            self.blocks.push(Block { pieces, kind, page: None });
        }
    }

    /// The lines collected, without blanks at their ends and without blank lines.
    fn take(&mut self) -> Vec<Vec<Span>> {
        let text = self.text;
        let mut lines = std::mem::replace(&mut self.lines, vec![Vec::new()]);
        for line in &mut lines {
            line.retain(|piece| !piece.of(text).chars().all(is_blank));
            if let Some(first) = line.first_mut() {
                first.start = first.end - first.of(text).trim_start_matches(is_blank).len();
            }
            if let Some(last) = line.last_mut() {
                last.end = last.start + last.of(text).trim_end_matches(is_blank).len();
            }
        }
        lines.retain(|line| !line.is_empty());
        self.without_struck(lines)
    }

    /// The lines without what stands between two signs ~~, whatever stands beside them; a sign without its partner is
    /// text.
    fn without_struck(&mut self, lines: Vec<Vec<Span>>) -> Vec<Vec<Span>> {
        const SIGN: &str = "~~";
        let text = self.text;
        let signs: usize = lines.iter().flatten().map(|piece| piece.of(text).matches(SIGN).count()).sum();
        if signs == 0 || signs % 2 == 1 {
            return lines;
        }
        let mut struck = false;
        let mut kept = Vec::with_capacity(lines.len());
        for line in lines {
            let mut shown = Vec::new();
            for piece in line {
                let mut start = piece.start;
                for (nth, part) in piece.of(text).split(SIGN).enumerate() {
                    struck ^= nth > 0;
                    let span = Span::new(start, start + part.len());
                    start = span.end + SIGN.len();
                    match struck {
                        _ if span.trim(text).is_empty() => {}
                        true => self.struck.push(span),
                        false => shown.push(span),
                    }
                }
            }
            kept.push(shown);
        }
        kept.retain(|line| !line.is_empty());
        kept
    }

    fn flush(&mut self) {
        let lines = self.take();
        // 2. ~~加强演练~~: nothing but the number or the box of an item is left.
        let is_word = |char: char| char.is_alphabetic() && char != 'x' && char != 'X';
        let bare =
            !self.struck.is_empty() && !lines.iter().flatten().any(|piece| piece.of(self.text).contains(is_word));
        if bare {
            self.push(lines.concat(), BlockKind::Furniture);
        } else {
            self.flush_lines(lines);
        }
        self.set_struck_aside();
    }

    /// Struck-out passages stand behind the block that they were struck out of, as no part of the text.
    fn set_struck_aside(&mut self) {
        let struck = std::mem::take(&mut self.struck);
        if !struck.is_empty() {
            self.push(struck, BlockKind::Furniture);
        }
    }

    fn flush_lines(&mut self, lines: Vec<Vec<Span>>) {
        if lines.is_empty() {
            return;
        }
        if self.place == Place::Metadata || (!self.begun && self.is_metadata(&lines)) {
            return self.push(lines.concat(), BlockKind::Furniture);
        }
        match self.place {
            Place::Note => self.push(lines.concat(), BlockKind::Note),
            Place::Heading(level) if !self.is_paragraph(&lines) => {
                self.push(lines.concat(), BlockKind::Paragraph { level: Some(level) });
            }
            Place::Code => self.push_each(lines, &BlockKind::Line),
            _ => {
                self.begun = true;
                let kind = if lines.len() > 1 { BlockKind::Line } else { BlockKind::Paragraph { level: None } };
                self.push_each(lines, &kind);
            }
        }
    }

    /// Text with a rule straight under it becomes a heading by the letter of CommonMark; nobody
    /// writes a heading of several lines or one that ends like a sentence.
    fn is_paragraph(&self, lines: &[Vec<Span>]) -> bool {
        let underlined = lines.first().and_then(|line| line.first()).is_some_and(|first| {
            let line = self.text[..first.start].rsplit('\n').next().unwrap_or_default();
            !line.trim_start().trim_start_matches('>').trim_start().starts_with('#')
        });
        let sentence = lines
            .last()
            .and_then(|line| line.last())
            .is_some_and(|last| last.of(self.text).ends_with(['。', '；', '：', '，', ';', ':']));
        underlined && (lines.len() > 1 || sentence)
    }

    fn is_metadata(&self, lines: &[Vec<Span>]) -> bool {
        let lines: Vec<String> =
            lines.iter().map(|line| line.iter().map(|piece| piece.of(self.text)).collect::<String>()).collect();
        metadata::is_metadata(lines.iter().map(String::as_str))
    }

    fn push_each(&mut self, lines: Vec<Vec<Span>>, kind: &BlockKind) {
        for line in lines {
            self.push(line, kind.clone());
        }
    }

    fn push(&mut self, pieces: Vec<Span>, kind: BlockKind) {
        if pieces.is_empty() {
            return;
        }
        self.blocks.push(Block { pieces, kind, page: None });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Vec<(BlockKind, String)> {
        let source = read("计划.md", text.as_bytes(), &Options::default()).unwrap();
        assert_eq!(source.text, text);
        let text_of = |block: &Block| block.pieces.iter().map(|piece| piece.of(text)).collect::<Vec<_>>().join("|");
        source.blocks.iter().map(|block| (block.kind.clone(), text_of(block))).collect()
    }

    fn paragraph(text: &str) -> (BlockKind, String) {
        (BlockKind::Paragraph { level: None }, text.to_owned())
    }

    fn heading(level: u8, text: &str) -> (BlockKind, String) {
        (BlockKind::Paragraph { level: Some(level) }, text.to_owned())
    }

    #[test]
    fn markup_is_left_out_of_the_pieces() {
        let text =
            "# 行动**方案**\n\n　　1.支持`研发`。[附件](http://a/b.pdf)![图](c.png)\n\n- 甲\n- 乙&nbsp;丙\n\n3. 丁\n";
        assert_eq!(
            shown(text),
            [
                heading(1, "行动|方案"),
                paragraph("1.支持|研发|。|附件"),
                paragraph("甲"),
                paragraph("乙|丙"),
                paragraph("3. 丁")
            ]
        );
    }

    #[test]
    fn the_number_of_an_item_stands_with_its_first_paragraph() {
        let text = "1. **甲。** 乙。\n\n   责任单位：丙\n\n2. 丁。\n\n3.\n\n> 戊。\n";
        let expected = ["1.|甲。| 乙。", "责任单位：丙", "2. 丁。", "3.", "戊。"];
        assert_eq!(shown(text), expected.map(paragraph));
    }

    #[test]
    fn lines_within_a_paragraph_may_be_pieces_of_it() {
        let line = |text: &str| (BlockKind::Line, text.to_owned());
        assert_eq!(
            shown("一、总体要求\n（一）目标\n\n乙"),
            [line("一、总体要求"), line("（一）目标"), paragraph("乙")]
        );
        assert_eq!(shown("    一、缩进\n    二、缩进\n"), [line("一、缩进"), line("二、缩进")]);
    }

    #[test]
    fn data_about_the_document_is_kept_apart_and_only_before_the_text() {
        let text = "# 题\n\n**发布日期**: 2025-01-10\n**来源**: 市科委\n\n---\n\n**责任单位**：市科委\n\n来源：网络\n";
        let kinds = shown(text);
        assert_eq!(kinds[1].0, BlockKind::Furniture);
        assert_eq!(kinds[2], paragraph("责任单位|：市科委"));
        assert_eq!(kinds[3], paragraph("来源：网络"));
        for text in ["---\ntitle: 题\n---\n\n正文。\n", "\n\n---\ntitle: 题\ntags: [甲, 乙]\n---\n\n正文。\n"]
        {
            let kinds = shown(text);
            assert_eq!((&kinds[0].0, &kinds[1]), (&BlockKind::Furniture, &paragraph("正文。")));
        }
        let text = "# 题\n\n**发布日期**: 2025-01-10\n**来源**: 市科委\n---\n\n正文。\n";
        assert_eq!(shown(text)[1].0, BlockKind::Furniture);
    }

    #[test]
    fn what_is_struck_out_is_no_text() {
        let kinds = shown("1. 加强巡查。~~每周一次。~~按月通报。\n2. ~~加强演练。~~\n3. 建成5~10个站、3~5个点。\n");
        let furniture = |text: &str| (BlockKind::Furniture, text.to_owned());
        let expected = [
            paragraph("1. 加强巡查。|按月通报。"),
            furniture("每周一次。"),
            furniture("2. "),
            furniture("加强演练。"),
            paragraph("3. 建成5~10个站、3~5个点。"),
        ];
        assert_eq!(kinds, expected);
    }

    #[test]
    fn files_to_download_under_the_text_are_kept_apart() {
        let kinds = shown("正文。\n\n【原文下载】\n- [方案.pdf](a.pdf)\n");
        assert_eq!(kinds[0], paragraph("正文。"));
        assert!(kinds[1..].iter().all(|kind| kind.0 == BlockKind::Furniture));
        assert_eq!(shown("附件：\n\n1.任务表.xlsx\n")[1], paragraph("1.任务表.xlsx"));
    }

    #[test]
    fn a_rule_under_a_sentence_makes_no_heading() {
        assert_eq!(shown("特此通知。\n---\n"), [paragraph("特此通知。")]);
        assert_eq!(shown("总体要求\n---\n"), [heading(2, "总体要求")]);
    }

    #[test]
    fn quotes_and_lists_are_read_up_to_a_depth() {
        let quotes = |depth: usize| format!("{} 推进\n", ">".repeat(depth));
        assert_eq!(shown(&quotes(MAX_DEPTH)), [paragraph("推进")]);
        // One after the other they are not deep.
        assert_eq!(shown(&"> 推进\n\n- 落实\n\n".repeat(MAX_DEPTH)).len(), 2 * MAX_DEPTH);
        let refused = read("计划.md", quotes(MAX_DEPTH + 1).as_bytes(), &Options::default()).unwrap_err();
        assert_eq!(
            refused.to_string(),
            "Markdown 文件过大或展开后过大（引用和列表的嵌套超过上限 512 层）；请拆分文件，或确认文件来源可靠"
        );
        assert!(refused.english().contains("Markdown file") && refused.english().contains("512 levels"));
    }

    #[test]
    fn tables_have_cells_with_their_place() {
        let text = "| 序号 | 任务 |\n|---|---|\n| 1 | **甲**乙 |\n";
        let kinds = shown(text);
        let cell = |row, column| BlockKind::Cell { table: 1, row, column, rows: 1, columns: 1 };
        assert_eq!(kinds[0], (cell(1, 1), "序号".to_owned()));
        assert_eq!(kinds[3], (cell(2, 2), "甲|乙".to_owned()));
    }

    #[test]
    fn a_table_in_html_keeps_its_spans() {
        let text = "正文\n\n<table><tr><td rowspan=\"2\">甲</td><td>乙<br>丙</td></tr>\n<tr><td colspan=2>丁</td></tr></table>\n";
        let kinds = shown(text);
        let cell = |row, column, rows, columns| BlockKind::Cell { table: 1, row, column, rows, columns };
        assert_eq!(kinds[1], (cell(1, 1, 2, 1), "甲".to_owned()));
        assert_eq!(kinds[2], (cell(1, 2, 1, 1), "乙|丙".to_owned()));
        assert_eq!(kinds[3], (cell(2, 2, 1, 2), "丁".to_owned()));
    }
}
