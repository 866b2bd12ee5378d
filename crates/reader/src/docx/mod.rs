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
    let text = package.required_xml(&main)?;
    let writer = write(walker, &text)?;
    if writer.is_empty() && package.names().any(|name| name.contains("/media/")) {
        return Err(ReadError::NoText { format: FORMAT, pages: 0 });
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
