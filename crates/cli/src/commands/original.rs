//! Where passages stand in the original file, as its readers count: page, paragraph, cell.

use std::collections::HashMap;
use std::path::Path;
use zhengtu_annotate::cell_name;
use zhengtu_kb::KnowledgeBase;
use zhengtu_model::{Evidence, Finding, Side};
use zhengtu_reader::{BlockKind, Format, OcrChoice, Options, Origins, Place, Source};
use zhengtu_say::Lang;
use zhengtu_text::{CharIndex, Span};

/// A file with the way back into it.
pub struct Traced {
    pub source: Source,
    pub origins: Option<Origins>,
    index: CharIndex,
}

impl Traced {
    pub fn new(source: Source, origins: Option<Origins>) -> Self {
        let index = CharIndex::new(&source.text);
        Self { source, origins, index }
    }

    /// The passage of evidence, in bytes.
    pub fn span(&self, evidence: &Evidence) -> Span {
        let start = self.index.byte_of(&self.source.text, evidence.start);
        Span::new(start, self.index.byte_of(&self.source.text, evidence.end).max(start))
    }

    fn say(&self, evidence: &Evidence) -> String {
        let Some(origins) = &self.origins else { return of_evidence(evidence) };
        let span = self.span(evidence);
        if let Some(Place::Cell { sheet, row, column }) = origins.of(span).next().map(|origin| origin.place) {
            let named = (origins.sheets().len() > 1).then(|| origins.sheets()[sheet].as_str());
            return zhengtu_say::sheet_cell(named, &cell_name(row, column), Lang::Zh);
        }
        let page = origins.page(span).map(|page| zhengtu_say::page(page, Lang::Zh)).unwrap_or_default();
        format!("{page}{}", self.block(span))
    }

    /// The paragraph or cell in which a passage begins.
    fn block(&self, span: Span) -> String {
        let blocks = &self.source.blocks;
        let after = blocks.partition_point(|block| block.span().start <= span.start);
        let Some(block) = after.checked_sub(1).map(|at| &blocks[at]) else { return String::new() };
        match block.kind {
            BlockKind::Cell { table, row, column, .. } => zhengtu_say::cell(table, row, column, Lang::Zh),
            BlockKind::Note => "脚注".to_owned(),
            _ => {
                let counts = |kind: &BlockKind| matches!(kind, BlockKind::Paragraph { .. } | BlockKind::Line);
                let number = blocks[..after].iter().filter(|block| counts(&block.kind)).count();
                zhengtu_say::paragraph(number, Lang::Zh)
            }
        }
    }
}

/// What evidence says of the place.
fn of_evidence(evidence: &Evidence) -> String {
    let page = evidence.page.map(|page| zhengtu_say::page(page, Lang::Zh)).unwrap_or_default();
    let cell = evidence.cell.map(|cell| zhengtu_say::cell(cell.table, cell.row, cell.column, Lang::Zh));
    format!("{page}{}", cell.unwrap_or_default())
}

/// Reads a file again with the way back into it, where its format has one and its text is still this.
pub fn trace(path: &Path, text: &str, ocr: &OcrChoice) -> Option<Traced> {
    let name = path.file_name()?.to_string_lossy().into_owned();
    let ending = path.extension()?.to_string_lossy().to_lowercase();
    if ![Format::Docx, Format::Xlsx].iter().any(|format| format.extension() == ending) {
        return None;
    }
    let options = Options { ocr: ocr.clone(), ..Options::default() };
    let (source, origins) = zhengtu_reader::read_traced(&name, &std::fs::read(path).ok()?, &options).ok()?;
    (source.text == text).then(|| Traced::new(source, origins))
}

/// Says of each passage where it stands in its original. `texts` are the documents by name, as they were read.
pub fn say(findings: &mut [Finding], traced: &HashMap<String, Traced>) {
    for finding in findings {
        let doc = finding.doc.clone();
        for side in finding.sides_mut() {
            side.original = place(side, &doc, traced);
        }
    }
}

fn place(side: &Side, doc: &str, traced: &HashMap<String, Traced>) -> String {
    match traced.get(side.doc.as_deref().unwrap_or(doc)) {
        Some(file) => file.say(&side.evidence),
        None => of_evidence(&side.evidence),
    }
}

/// The documents of a knowledge base that findings speak of, with the way back into their files where there is one.
pub fn documents(
    kb: &KnowledgeBase,
    texts: &[(String, String)],
    findings: &[Finding],
    ocr: &OcrChoice,
) -> HashMap<String, Traced> {
    let spoken = |name: &str| {
        let of = |side: &Side| side.doc.as_deref() == Some(name);
        findings.iter().any(|finding| finding.doc == name || of(&finding.a) || finding.b.as_ref().is_some_and(of))
    };
    let wanted = kb.documents().filter(|entry| spoken(&entry.name));
    let found = wanted.filter_map(|entry| {
        let text = texts.iter().find(|(name, _)| *name == entry.name).map(|(_, text)| text)?;
        Some((entry.name.clone(), trace(&entry.path, text, ocr)?))
    });
    found.collect()
}
