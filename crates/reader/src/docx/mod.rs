//! Office Open XML word processing (ECMA-376, part 1): paragraphs with the numbers that Word shows,
//! tables with their spans, text boxes, notes; deleted text left out, inserted text kept.

mod body;
mod numbering;
mod styles;
mod table;

use crate::package::{Package, resolve};
use crate::writer::Writer;
use crate::xml::{self, Element, Stream};
use crate::{Format, ReadError, Source};
use body::Walker;
use numbering::Numbering;
use std::collections::BTreeMap;
use styles::Styles;

const FORMAT: &str = "docx";
/// The main part where the relationships do not name one.
const MAIN: &str = "word/document.xml";

/// Reads a docx file.
pub(crate) fn read(name: &str, bytes: &[u8]) -> Result<Source, ReadError> {
    let mut package = Package::open(bytes, FORMAT)?;
    let main = main_part(&mut package)?;
    let parts = related(&mut package, &main)?;
    let styles = optional(&mut package, parts.get("styles"))?.map(|root| Styles::read(&root)).unwrap_or_default();
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
    let mut writer = write(walker, &text)?;
    if writer.is_empty() && package.names().any(|name| name.contains("/media/")) {
        return Err(ReadError::NoText { format: FORMAT, pages: 0 });
    }
    let comments = comments.map_or(0, |root| root.named("comment").count());
    if comments > 0 {
        writer.notice(format!("有 {comments} 处批注，未读入"));
    }
    writer.finish(name, Format::Docx)
}

fn write(mut walker: Walker<'_>, text: &str) -> Result<Writer, ReadError> {
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
    walker.finish(&mut writer);
    Ok(writer)
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
            | "blipFill"
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
    let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
    let path = if folder.is_empty() { format!("_rels/{file}.rels") } else { format!("{folder}/_rels/{file}.rels") };
    let mut parts = BTreeMap::new();
    let Some(text) = package.xml(&path)? else { return Ok(parts) };
    for relationship in xml::parse(&text, FORMAT)?.named("Relationship") {
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
    let (folder, file) = main.rsplit_once('/').unwrap_or(("", main));
    let mut found = BTreeMap::new();
    let Some(text) = package.xml(&format!("{folder}/_rels/{file}.rels"))? else { return Ok(found) };
    for relationship in xml::parse(&text, FORMAT)?.named("Relationship") {
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
