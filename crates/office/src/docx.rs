//! Word documents (WordprocessingML, ECMA-376 part 1): headings, paragraphs of runs, tables whose header
//! row is repeated on every page.

mod parts;

use crate::{Error, printable};
use quick_xml::escape::escape;
use std::io::{Cursor, Write};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// How the page lies.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Page {
    /// A4, upright.
    #[default]
    Upright,
    /// A4 on its side.
    Wide,
}

impl Page {
    /// The width of the text in twips (1/1440 inch).
    pub fn text_width(self) -> u32 {
        match self {
            Self::Upright => 11_906 - 2 * parts::MARGIN,
            Self::Wide => 16_838 - 2 * parts::MARGIN,
        }
    }
}

/// A run of text in one look.
#[derive(Clone, Debug, Default)]
pub struct Run<'a> {
    text: &'a str,
    bold: bool,
    colour: Option<&'a str>,
    struck: bool,
    underlined: bool,
}

impl<'a> Run<'a> {
    /// Plain text.
    pub fn new(text: &'a str) -> Self {
        Self { text, ..Self::default() }
    }

    /// The same in bold.
    #[must_use]
    pub fn bold(self) -> Self {
        Self { bold: true, ..self }
    }

    /// The same struck through.
    #[must_use]
    pub fn struck(self) -> Self {
        Self { struck: true, ..self }
    }

    /// The same underlined.
    #[must_use]
    pub fn underlined(self) -> Self {
        Self { underlined: true, ..self }
    }

    /// The same in a colour, six hexadecimal digits.
    #[must_use]
    pub fn colour(self, colour: &'a str) -> Self {
        Self { colour: Some(colour), ..self }
    }
}

/// A row of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Row {
    /// A text for each column; line ends divide paragraphs.
    Cells(Vec<String>),
    /// One text over all columns.
    Banner(String),
}

/// A table with a header row.
#[derive(Clone, Debug, Default)]
pub struct Table {
    /// The captions of the columns, with the share of the width that each takes.
    pub columns: Vec<(String, u32)>,
    /// The rows below the header.
    pub rows: Vec<Row>,
}

/// A document that is being written.
#[derive(Clone, Debug, Default)]
pub struct Document {
    page: Page,
    body: String,
}

impl Document {
    /// An empty document.
    pub fn new(page: Page) -> Self {
        Self { page, body: String::new() }
    }

    /// Adds the title of the document.
    pub fn title(&mut self, text: &str) {
        self.styled("Title", text);
    }

    /// Adds a heading, which stands in the outline of the document; `level` from 1 to 3.
    pub fn heading(&mut self, level: u8, text: &str) {
        self.styled(&format!("Heading{}", level.clamp(1, 3)), text);
    }

    fn styled(&mut self, style: &str, text: &str) {
        self.body += &format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr>{}</w:p>", run(&Run::new(text)));
    }

    /// Adds a paragraph.
    pub fn paragraph(&mut self, runs: &[Run<'_>]) {
        self.body += &format!("<w:p>{}</w:p>", runs.iter().map(run).collect::<String>());
    }

    /// Adds a table as wide as the text, each of whose cells is one paragraph of runs. The rows may be parted by the
    /// end of a page.
    pub fn table_of_runs(&mut self, columns: &[(String, u32)], rows: &[Vec<Vec<Run<'_>>>]) {
        let widths = self.open_table(columns);
        for row in rows {
            let cell = |(width, runs): (&u32, &Vec<Run<'_>>)| {
                let text: String = runs.iter().map(run).collect();
                format!("{}<w:p><w:pPr><w:pStyle w:val=\"TableText\"/></w:pPr>{text}</w:p></w:tc>", open_cell(*width))
            };
            let cells: String = widths.iter().zip(row).map(cell).collect();
            self.body += &format!("<w:tr>{cells}</w:tr>");
        }
        self.body += "</w:tbl><w:p/>";
    }

    /// Begins a table with its header row; gives the widths of the columns.
    fn open_table(&mut self, columns: &[(String, u32)]) -> Vec<u32> {
        let total: u32 = columns.iter().map(|(_, share)| share).sum::<u32>().max(1);
        let widths: Vec<u32> = columns.iter().map(|(_, share)| self.page.text_width() * share / total).collect();
        let grid: String = widths.iter().map(|width| format!("<w:gridCol w:w=\"{width}\"/>")).collect();
        self.body += &format!("<w:tbl>{}<w:tblGrid>{grid}</w:tblGrid>", parts::TABLE);
        let captions: Vec<&str> = columns.iter().map(|(caption, _)| caption.as_str()).collect();
        self.body += &cells("<w:cantSplit/><w:tblHeader/>", "TableHead", &widths, &captions);
        widths
    }

    /// Adds a table as wide as the text.
    pub fn table(&mut self, table: &Table) {
        let widths = self.open_table(&table.columns);
        for row in &table.rows {
            match row {
                Row::Cells(texts) => self.body += &cells("<w:cantSplit/>", "TableText", &widths, texts),
                Row::Banner(text) => self.body += &banner(&widths, text),
            }
        }
        // A table must be followed by a paragraph (ECMA-376, part 1, section 17.4.37).
        self.body += "</w:tbl><w:p/>";
    }

    /// The document as a file.
    ///
    /// # Errors
    /// Where the package cannot be written.
    pub fn to_bytes(&self) -> Result<Vec<u8>, Error> {
        let mut package = ZipWriter::new(Cursor::new(Vec::new()));
        // The same content gives the same bytes: the oldest time that the format has.
        let options = SimpleFileOptions::default().last_modified_time(zip::DateTime::default());
        let document = parts::document(self.page, &self.body);
        for (name, text) in parts::FIXED.iter().copied().chain([("word/document.xml", document.as_str())]) {
            package.start_file(name, options)?;
            package.write_all(text.as_bytes())?;
        }
        Ok(package.finish()?.into_inner())
    }
}

fn run(run: &Run<'_>) -> String {
    let mut look = String::new();
    if run.bold {
        look += "<w:b/>";
    }
    if run.struck {
        look += "<w:strike/>";
    }
    if let Some(colour) = run.colour {
        look += &format!("<w:color w:val=\"{}\"/>", escape(colour));
    }
    if run.underlined {
        look += "<w:u w:val=\"single\"/>";
    }
    let look = if look.is_empty() { look } else { format!("<w:rPr>{look}</w:rPr>") };
    let text = printable(run.text).replace('\n', " ");
    format!("<w:r>{look}<w:t xml:space=\"preserve\">{}</w:t></w:r>", escape(&text))
}

fn cells<T: AsRef<str>>(row: &str, style: &str, widths: &[u32], texts: &[T]) -> String {
    let cell = |(width, text): (&u32, &T)| format!("{}{}</w:tc>", open_cell(*width), paragraphs(style, text.as_ref()));
    let cells: String = widths.iter().zip(texts).map(cell).collect();
    format!("<w:tr><w:trPr>{row}</w:trPr>{cells}</w:tr>")
}

fn open_cell(width: u32) -> String {
    format!("<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/></w:tcPr>")
}

fn banner(widths: &[u32], text: &str) -> String {
    let (span, width) = (widths.len(), widths.iter().sum::<u32>());
    let properties = format!(
        "<w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/><w:gridSpan w:val=\"{span}\"/><w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"DDEBF7\"/></w:tcPr>"
    );
    let text = paragraphs("TableGroup", text);
    format!("<w:tr><w:trPr><w:cantSplit/></w:trPr><w:tc>{properties}{text}</w:tc></w:tr>")
}

/// Each line as a paragraph; a cell has at least one (ECMA-376, part 1, section 17.4.65).
fn paragraphs(style: &str, text: &str) -> String {
    let line = |line: &str| format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr>{}</w:p>", run(&Run::new(line)));
    text.split('\n').map(line).collect()
}

#[cfg(test)]
mod tests;
