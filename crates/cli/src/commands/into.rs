//! `check PLAN --into COPY` and `diff OLD NEW --into COPY`: findings as comments in a copy of the original file.

use super::original::Traced;
use crate::failure::Failure;
use crate::lang::Lang;
use crate::output;
use std::path::Path;
use zhengtu_annotate::{Annotated, Error, Fix, Note, annotate};
use zhengtu_check::render::Remark;
use zhengtu_reader::OcrChoice;
use zhengtu_text::Span;

/// Where the comments go.
pub struct Into<'a> {
    /// The original.
    pub from: &'a Path,
    /// The copy.
    pub to: &'a Path,
    /// Whether what is certain becomes a tracked suggestion too.
    pub suggest: bool,
}

impl Into<'_> {
    /// Reads the original with the way back into it.
    ///
    /// # Errors
    /// Where it is of a format that has no place for comments, or the copy would replace it.
    pub fn open(&self, ocr: &OcrChoice) -> Result<(Vec<u8>, Traced), Failure> {
        let same = |a: &Path, b: &Path| matches!((a.canonicalize(), b.canonicalize()), (Ok(a), Ok(b)) if a == b);
        if same(self.from, self.to) {
            return Err(
                self.fault("--into 要写成另一个文件，不能写回原文件", "--into wants another file than the original")
            );
        }
        let (name, bytes) = super::bytes_of(self.from)?;
        let unreadable = |error| super::unreadable(self.from, &error);
        if !zhengtu_reader::can_trace(&name, &bytes).map_err(unreadable)? {
            return Err(self.fault(
                "--into 只能把批注写进 docx、xlsx 和 pdf 文件；请用 WPS 或 Word 另存为 docx（表格另存为 xlsx）后再试",
                "--into puts comments into docx, xlsx and pdf files only; save the file as docx (a table as xlsx) first",
            ));
        }
        // A copy of the original can have no other format, whatever it is called.
        let extension = |path: &Path| path.extension().map(std::ffi::OsStr::to_ascii_lowercase);
        let (ours, wanted) = (extension(self.from), extension(self.to));
        if ours.is_some() && ours != wanted {
            return Err(self.fault(
                "--into 写出的是原文件的副本，文件名的后缀要与原文件相同",
                "--into writes a copy of the original: its name must have the same extension",
            ));
        }
        let options = zhengtu_reader::Options { ocr: ocr.clone(), ..zhengtu_reader::Options::default() };
        let (source, origins) = zhengtu_reader::read_traced(&name, &bytes, &options).map_err(unreadable)?;
        Ok((bytes, Traced::new(source, origins)))
    }

    fn fault(&self, zh: &str, en: &str) -> Failure {
        super::file_fault(self.from, zh, en)
    }

    /// Writes the copy with the remarks, and says how many there are.
    pub fn write(&self, bytes: &[u8], traced: &Traced, remarks: Vec<Remark>, lang: Lang) -> Result<(), Failure> {
        let notes: Vec<Note> = remarks.into_iter().map(|remark| note(remark, lang)).collect();
        let origins = traced.origins.clone().unwrap_or_default();
        let copy = match annotate(bytes, &origins, &notes, self.suggest) {
            Err(Error::NoText) if notes.is_empty() => Annotated { bytes: bytes.to_vec(), ..Annotated::default() },
            copy => copy.map_err(|error| Failure::input(format!("{}：{error}", self.from.display())))?,
        };
        output::write(self.to, &copy.bytes)?;
        let Annotated { notes, suggestions, left_out, .. } = copy;
        let to = self.to.display();
        match lang {
            Lang::Zh => eprintln!("{to}：批注 {notes} 条，修订建议 {suggestions} 条"),
            Lang::En => eprintln!("{to}: {notes} comments, {suggestions} suggestions"),
        }
        if left_out > 0 {
            match lang {
                Lang::Zh => eprintln!("另有 {left_out} 条没有写入：Word 打不开批注更多的文件"),
                Lang::En => eprintln!("{left_out} more were left out: Word opens no file with more comments"),
            }
        }
        Ok(())
    }
}

fn note(remark: Remark, lang: Lang) -> Note {
    let span = |range: std::ops::Range<usize>| Span::new(range.start, range.end);
    Note {
        span: span(remark.at),
        lines: remark.lines,
        elsewhere: format!("{}“{}”", lang.pick("所指文字：", "the words: "), remark.words),
        fixes: remark.fixes.into_iter().map(|(range, text)| Fix { span: span(range), text }).collect(),
    }
}
