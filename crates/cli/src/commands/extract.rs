//! `zhengtu extract`: the records of files by themselves, one line of JSON a document, for pipes and for engines that
//! hand out documents to many processes.

use super::{bytes_of, lexicon};
use crate::args::{Extract, Frame};
use crate::failure::{Failure, Said};
use crate::lang::Lang;
use crate::output::{self, Out};
use serde::ser::{Serialize, SerializeMap, Serializer};
use std::io::{BufRead, Read};
use std::path::Path;
use zhengtu_kb::{Base, ReadFile};
use zhengtu_lexicon::Lexicon;
use zhengtu_model::{DocumentFacts, Finding, RecordKind, Records};
use zhengtu_reader::{OcrChoice, Options};

/// The longest line before a document of so many bytes.
const LONGEST_HEAD: u64 = 1 << 16;

/// Prints the records of each document; gives 3 where one could not be read.
pub fn run(options: &Extract, lang: Lang, ocr: &OcrChoice) -> Result<u8, Failure> {
    let piped = options.files.iter().any(|file| file == Path::new("-"));
    if !piped && options.frame != Frame::One {
        return Err(Failure::Usage(Said {
            zh: "--frame 只用于标准输入；文件请写 -".to_owned(),
            en: "--frame is for standard input only; give - for the file".to_owned(),
        }));
    }
    let how = Options { lossy: options.lossy, office: zhengtu_reader::find_office(), ocr: ocr.clone() };
    let lexicon = lexicon(options.words.as_deref())?;
    let (kinds, base) = (kinds(&options.only)?, Base::default());
    let mut printer = Printer { out: output::stdout(), lexicon, how, base, kinds, lang, failed: false };
    for file in &options.files {
        match file == Path::new("-") {
            true => printer.piped(&mut std::io::stdin().lock(), options)?,
            false => match bytes_of(file) {
                Ok((name, bytes)) => printer.print(&name, &bytes)?,
                Err(Failure::Input(said)) => {
                    let name = file.file_name().unwrap_or(file.as_os_str()).to_string_lossy();
                    printer.refuse(&name, lang.pick(&said.zh, &said.en))?;
                }
                Err(failure) => return Err(failure),
            },
        }
    }
    Ok(if printer.failed { 3 } else { 0 })
}

/// The kinds of records that are wanted; all where none is named.
fn kinds(only: &[String]) -> Result<Vec<RecordKind>, Failure> {
    let named = |name: &String| {
        let all = || RecordKind::ALL.map(RecordKind::name);
        RecordKind::named(name.trim()).ok_or_else(|| {
            Failure::Usage(Said {
                zh: format!("没有“{name}”这种记录；可用 {}", all().join("、")),
                en: format!("there are no records {name:?}; use {}", all().join(", ")),
            })
        })
    };
    if only.is_empty() { Ok(RecordKind::ALL.to_vec()) } else { only.iter().map(named).collect() }
}

/// Prints documents, a line each.
struct Printer {
    out: Out,
    lexicon: Lexicon,
    how: Options,
    base: Base,
    kinds: Vec<RecordKind>,
    lang: Lang,
    failed: bool,
}

impl Printer {
    /// The documents of standard input. Each is answered before the next is read, so that the other side may wait for it.
    fn piped(&mut self, input: &mut impl BufRead, options: &Extract) -> Result<(), Failure> {
        match options.frame {
            Frame::One => {
                let mut bytes = Vec::new();
                input.read_to_end(&mut bytes)?;
                self.print(&options.name, &bytes)
            }
            Frame::Nul => {
                for number in 1.. {
                    let mut bytes = Vec::new();
                    if input.read_until(0, &mut bytes)? == 0 {
                        break;
                    }
                    self.print(&format!("{number}.txt"), bytes.strip_suffix(&[0]).unwrap_or(&bytes))?;
                }
                Ok(())
            }
            Frame::Length => {
                for number in 1.. {
                    let mut head = Vec::new();
                    if input.by_ref().take(LONGEST_HEAD).read_until(b'\n', &mut head)? == 0 {
                        break;
                    }
                    let (length, name) = parsed(&head).ok_or_else(|| self.no_head(number, &head))?;
                    let mut bytes = Vec::new();
                    let found = input.by_ref().take(length).read_to_end(&mut bytes)?;
                    if (found as u64) < length {
                        return Err(cut_off(&name, length, found));
                    }
                    self.print(&name, &bytes)?;
                }
                Ok(())
            }
        }
    }

    fn no_head(&self, number: usize, head: &[u8]) -> Failure {
        let head: String = String::from_utf8_lossy(head).trim_end().chars().take(40).collect();
        Failure::Input(Said {
            zh: format!("第 {number} 份之前应有一行“字节数 名称”，而读到的是“{head}”"),
            en: format!("before document {number} there should be a line BYTES NAME, and there is {head:?}"),
        })
    }

    fn print(&mut self, name: &str, bytes: &[u8]) -> Result<(), Failure> {
        let read = match ReadFile::read(name, bytes, &self.how) {
            Ok(file) => file.extract(&self.lexicon, &self.base),
            Err(error) => return self.refuse(name, self.lang.pick(&error.to_string(), &error.english())),
        };
        let checked = self.kinds.contains(&RecordKind::Findings);
        let findings = if checked { read.examine(&self.lexicon).findings } else { Vec::new() };
        output::json_lines(&mut self.out, [Line { facts: &read.facts, findings: &findings, kinds: &self.kinds }])
    }

    /// The line of a document that cannot be read.
    fn refuse(&mut self, name: &str, reason: &str) -> Result<(), Failure> {
        self.failed = true;
        output::json_lines(&mut self.out, [serde_json::json!({"doc": name, "error": reason})])
    }
}

/// The length and the name that a line gives.
fn parsed(head: &[u8]) -> Option<(u64, String)> {
    let text = std::str::from_utf8(head.strip_suffix(b"\n")?).ok()?.trim_end_matches('\r');
    let (length, name) = text.split_once(' ').unwrap_or((text, "-"));
    Some((length.parse().ok()?, name.to_owned()))
}

fn cut_off(name: &str, length: u64, found: usize) -> Failure {
    Failure::Input(Said {
        zh: format!("{name}：应有 {length} 字节，只读到 {found} 字节"),
        en: format!("{name}: {length} bytes were announced, and {found} came"),
    })
}

/// A document with its records.
struct Line<'a> {
    facts: &'a DocumentFacts,
    findings: &'a [Finding],
    kinds: &'a [RecordKind],
}

impl Serialize for Line<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self { facts, findings, kinds } = *self;
        let mut map = serializer.serialize_map(Some(kinds.len() + 1))?;
        map.serialize_entry("doc", &facts.info.name)?;
        for &kind in kinds {
            map.serialize_entry(kind.name(), &Records { kind, facts, findings })?;
        }
        map.end()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_head_is_a_length_and_a_name() {
        let is = |head: &str, length, name: &str| assert_eq!(parsed(head.as_bytes()), Some((length, name.to_owned())));
        is("12 甲 乙.txt\n", 12, "甲 乙.txt");
        is("0\r\n", 0, "-");
        for head in ["12 甲.txt", "-1 甲\n", "甲.txt\n", "\n"] {
            assert_eq!(parsed(head.as_bytes()), None, "{head:?}");
        }
    }
}
