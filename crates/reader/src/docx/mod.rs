//! Office Open XML word processing (ECMA-376, part 1): paragraphs with the numbers that Word shows,
//! tables with their spans, text boxes, notes; deleted text left out, inserted text kept.

mod body;
mod look;
mod numbering;
mod styles;
mod table;

use crate::package::{Package, resolve};
use crate::writer::Writer;
use crate::xml::{self, Element, Stream};
use crate::{Format, OcrChoice, Origins, ReadError, Source, pictures};
use body::Walker;
use numbering::Numbering;
use std::collections::BTreeMap;
use styles::Styles;

const FORMAT: &str = "docx";
/// The main part where the relationships do not name one.
const MAIN: &str = "word/document.xml";

/// Reads a docx file.
pub(crate) fn read(name: &str, bytes: &[u8], choice: &OcrChoice) -> Result<Source, ReadError> {
    read_traced(name, bytes, choice).map(|(source, _)| source)
}

/// Reads a docx file, with the way back into it.
pub(crate) fn read_traced(name: &str, bytes: &[u8], choice: &OcrChoice) -> Result<(Source, Origins), ReadError> {
    let mut package = Package::open(bytes, FORMAT)?;
    let Parts { main, related: parts } = Parts::of(&mut package)?;
    let sheet = optional(&mut package, parts.get("styles"))?;
    let styles = sheet.as_ref().map(Styles::read).unwrap_or_default();
    let numbering =
        optional(&mut package, parts.get("numbering"))?.map(|root| Numbering::read(&root, &styles)).unwrap_or_default();
    let mut walker = Walker::new(&styles, &numbering);
    for kind in ["footnotes", "endnotes"] {
        if let Some(root) = optional(&mut package, parts.get(kind))? {
            walker.notes.insert(kind, notes(root));
        }
    }
    walker.diagrams = diagrams(&mut package, &main)?;
    let comments = optional(&mut package, parts.get("comments"))?;
    let text = package.required_xml(&main)?;
    let (mut writer, shown) = write(walker, &text)?;
    if writer.is_empty() && !shown.is_empty() {
        let pictures = media(&mut package, &main, &shown)?;
        let source = pictures::document(name, (Format::Docx, FORMAT), &pictures, choice)?;
        return Ok((source, Origins::default()));
    }
    let comments = comments.map_or(0, |root| root.named("comment").count());
    if comments > 0 {
        writer.notice(format!("有 {comments} 处批注，未读入"));
    }
    let (source, origins) = writer.finish_traced(name, Format::Docx)?;
    let look = look::of(&text, sheet.as_ref(), &origins)?;
    Ok((Source { look: Some(look), ..source }, origins))
}

/// The parts of an Office file, by their names in the archive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parts {
    /// The main part.
    pub main: String,
    /// The parts that the main part refers to, by the last word of the type of the relationship: `footnotes`, `comments`.
    pub related: BTreeMap<String, String>,
}

impl Parts {
    /// Finds the parts.
    ///
    /// # Errors
    /// Where a list of relationships cannot be read.
    pub fn of(package: &mut Package<'_>) -> Result<Self, ReadError> {
        let main = main_part(package)?;
        let related = related(package, &main)?;
        Ok(Self { main, related })
    }
}

/// Writes the body; gives also the pictures that it shows, by the relationships that lead to them.
fn write(mut walker: Walker<'_>, text: &str) -> Result<(Writer, Vec<String>), ReadError> {
    let mut writer = Writer::default();
    let mut stream = Stream::new(text, FORMAT, is_skipped);
    if !stream.enter("body")? {
        return Err(ReadError::damaged(FORMAT, "缺少正文 w:body"));
    }
    while let Some(element) = stream.next()? {
        for item in walker.block(&element) {
            item.write(&mut writer);
        }
    }
    let shown = walker.pictures.clone();
    walker.finish(&mut writer);
    Ok((writer, shown))
}

/// The files of the pictures, in the order in which they are shown; empty where a picture is kept elsewhere.
fn media(package: &mut Package<'_>, main: &str, shown: &[String]) -> Result<Vec<Vec<u8>>, ReadError> {
    let relations = relationships(package, main)?;
    let target = |id: &String| {
        let mut elements = relations.iter().flat_map(|root| root.named("Relationship"));
        let found = elements.find(|relation| relation.attribute("Id") == Some(id))?;
        Some(resolve(main, found.attribute("Target")?))
    };
    shown
        .iter()
        .map(|id| match target(id) {
            Some(part) => Ok(package.member(&part)?.unwrap_or_default()),
            None => Ok(Vec::new()),
        })
        .collect()
}

/// The relationships of a part.
fn relationships(package: &mut Package<'_>, part: &str) -> Result<Option<Element>, ReadError> {
    let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
    let path = if folder.is_empty() { format!("_rels/{file}.rels") } else { format!("{folder}/_rels/{file}.rels") };
    optional(package, Some(&path))
}

/// Elements that hold no text and nothing that tells how text is shown: most of a file is these.
fn is_skipped(name: &str) -> bool {
    matches!(
        name,
        "rFonts"
            | "sz"
            | "szCs"
            | "color"
            | "lang"
            | "kern"
            | "spacing"
            | "ind"
            | "shd"
            | "pBdr"
            | "tblBorders"
            | "tcBorders"
            | "tblCellMar"
            | "tblLook"
            | "sectPr"
            | "sectPrChange"
            | "rPrChange"
            | "pPrChange"
            | "tblPrChange"
            | "tcPrChange"
            | "trPrChange"
            | "tblGrid"
            | "snapToGrid"
            | "jc"
            | "spPr"
            | "style"
            | "binData"
            | "fill"
            | "stroke"
            | "proofErr"
            | "delText"
            | "widowControl"
            | "rtl"
            | "bCs"
            | "b"
    )
}

/// The main part, as the relationships of the package name it.
fn main_part(package: &mut Package<'_>) -> Result<String, ReadError> {
    let named = related(package, "")?.remove("officeDocument");
    Ok(named.unwrap_or_else(|| MAIN.to_owned()))
}

/// The parts that a part refers to, by the last word of the relationship's type.
fn related(package: &mut Package<'_>, part: &str) -> Result<BTreeMap<String, String>, ReadError> {
    let mut parts = BTreeMap::new();
    let Some(root) = relationships(package, part)? else { return Ok(parts) };
    for relationship in root.named("Relationship") {
        if let (Some(kind), Some(target)) = (relationship.attribute("Type"), relationship.attribute("Target"))
            && relationship.attribute("TargetMode") != Some("External")
        {
            let kind = kind.rsplit('/').next().unwrap_or(kind);
            parts.entry(kind.to_owned()).or_insert_with(|| resolve(part, target));
        }
    }
    Ok(parts)
}

/// The lines of the diagrams (SmartArt) of the document, by the relationship that leads to them: the words
/// of each point of the data model (ECMA-376, part 1, section 21.4.3).
fn diagrams(package: &mut Package<'_>, main: &str) -> Result<BTreeMap<String, Vec<String>>, ReadError> {
    let mut found = BTreeMap::new();
    let Some(root) = relationships(package, main)? else { return Ok(found) };
    for relationship in root.named("Relationship") {
        let is_data = relationship.attribute("Type").is_some_and(|kind| kind.ends_with("/diagramData"));
        let (Some(id), Some(target), true) = (relationship.attribute("Id"), relationship.attribute("Target"), is_data)
        else {
            continue;
        };
        if let Some(root) = optional(package, Some(&resolve(main, target)))? {
            let points = root.child("ptLst").into_iter().flat_map(|list| list.named("pt"));
            let lines = points.filter_map(|point| point.child("t")).flat_map(|words| words.named("p")).map(words_of);
            found.insert(id.to_owned(), lines.filter(|line| !line.trim().is_empty()).collect());
        }
    }
    Ok(found)
}

/// The words of a paragraph of a drawing.
fn words_of(paragraph: &Element) -> String {
    paragraph.named("r").filter_map(|run| run.child("t")).map(Element::text).collect()
}

fn optional(package: &mut Package<'_>, part: Option<&String>) -> Result<Option<Element>, ReadError> {
    let Some(part) = part else { return Ok(None) };
    package.xml(part)?.map(|text| xml::parse(&text, FORMAT)).transpose()
}

/// The notes of a part, by their number.
fn notes(root: Element) -> BTreeMap<String, Element> {
    let elements = root.children.into_iter().filter_map(|node| match node {
        xml::Node::Element(element) => Some(element),
        xml::Node::Text(_) => None,
    });
    elements.filter_map(|note| Some((note.attribute("id")?.to_owned(), note))).collect()
}

#[cfg(test)]
mod tests;
