//! A report as a Word document: WordprocessingML (ECMA-376), a paragraph a line.

use super::{Sources, place, summary};
use crate::{Finding, Side};
use std::collections::BTreeMap;
use std::io::{Cursor, Write};
use zip::result::ZipError;
use zip::write::SimpleFileOptions;

const TYPES: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"#;

const RELATIONS: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>"#;

/// The findings as a Word document, grouped by document and part, the words that differ in red.
///
/// # Errors
/// Where the package cannot be written.
pub fn docx(findings: &[Finding], sources: &Sources<'_>) -> Result<Vec<u8>, ZipError> {
    let mut package = zip::ZipWriter::new(Cursor::new(Vec::new()));
    // The same findings give the same bytes: the oldest time that the format has.
    let options = SimpleFileOptions::default().last_modified_time(zip::DateTime::default());
    for (name, text) in [
        ("[Content_Types].xml", TYPES),
        ("_rels/.rels", RELATIONS),
        ("word/document.xml", &document(findings, sources)),
    ] {
        package.start_file(name, options)?;
        package.write_all(text.as_bytes())?;
    }
    Ok(package.finish()?.into_inner())
}

fn document(findings: &[Finding], sources: &Sources<'_>) -> String {
    let mut body = paragraph(&[run("一致性检查", "<w:b/><w:sz w:val=\"36\"/>")]);
    body += &paragraph(&[run(&summary(findings), "")]);
    let mut groups: BTreeMap<(&str, u32), Vec<&Finding>> = BTreeMap::new();
    for finding in findings {
        groups.entry((&finding.doc, finding.a.part)).or_default().push(finding);
    }
    for ((doc, part), group) in groups {
        let part = if part == 0 { "总体方案".to_owned() } else { format!("附件{part}") };
        body += &paragraph(&[run(&format!("{doc} {part}"), "<w:b/><w:sz w:val=\"28\"/>")]);
        for finding in group {
            body += &entry(finding, sources);
        }
    }
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>{body}</w:body></w:document>"
    )
}

fn entry(finding: &Finding, sources: &Sources<'_>) -> String {
    let head = [run(&format!("{}［{}］", finding.severity.label(), finding.code), "<w:b/>"), run(&finding.message, "")];
    let mut text = paragraph(&head);
    for side in std::iter::once(&finding.a).chain(&finding.b) {
        let (line, column) = sources.region(&finding.doc, side).from;
        let mut runs = vec![run(&format!("　　{}（{line}:{column}）：", place(side)), "")];
        runs.extend(quote(side));
        text += &paragraph(&runs);
    }
    if let Some(detail) = &finding.detail {
        text += &paragraph(&[run(&format!("　　{detail}"), "")]);
    }
    text
}

fn quote(side: &Side) -> Vec<String> {
    let chars: Vec<char> = side.quote.chars().collect();
    let mut runs = Vec::new();
    let mut at = 0;
    for &[start, end] in &side.marks {
        let (start, end) = (start.clamp(at, chars.len()), end.clamp(at, chars.len()));
        runs.push(run(&chars[at..start].iter().collect::<String>(), ""));
        runs.push(run(&chars[start..end].iter().collect::<String>(), "<w:b/><w:color w:val=\"C00000\"/>"));
        at = end;
    }
    runs.push(run(&chars[at..].iter().collect::<String>(), ""));
    runs
}

fn paragraph(runs: &[String]) -> String {
    format!("<w:p>{}</w:p>", runs.concat())
}

fn run(text: &str, properties: &str) -> String {
    let properties = if properties.is_empty() { String::new() } else { format!("<w:rPr>{properties}</w:rPr>") };
    format!("<w:r>{properties}<w:t xml:space=\"preserve\">{}</w:t></w:r>", escape(text))
}

/// Text for XML 1.0, which has no place for most control characters.
fn escape(text: &str) -> String {
    let legal = text.chars().filter(|char| !char.is_control() || matches!(char, '\t' | '\n'));
    legal.collect::<String>().replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
