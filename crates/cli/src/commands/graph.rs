//! `zhengtu export graph` and `zhengtu import graph`.

use crate::args::Import;
use crate::failure::Failure;
use crate::lang::Lang;
use crate::output::{self, Replaced};
use flate2::Compression;
use flate2::write::GzEncoder;
use std::io::{self, Write};
use std::path::Path;
use zhengtu_kb::KnowledgeBase;
use zhengtu_store::{Format, ontology};

/// Prints the graph, sorted, with the ontology, whose labels the saved queries print: all of it, or that of
/// the documents that are meant.
pub fn export(kb: &KnowledgeBase, format: &str, narrowed: bool) -> Result<(), Failure> {
    let format: Format = format.parse().map_err(Failure::usage)?;
    let only = narrowed.then(|| {
        let mut wanted = kb.graph_names();
        wanted.push(ontology::graph());
        wanted
    });
    let mut out = output::stdout();
    kb.graph()?.write(only.as_deref(), format, &mut out)?;
    Ok(out.flush()?)
}

/// Writes the graph as packed N-Quads into files of a folder, which bulk loaders take side by side: `ontology.nq.gz`, and
/// `graph-0001.nq.gz` and so on, each of about `size` megabytes before packing. No statement stands twice.
pub fn split(
    kb: &KnowledgeBase,
    format: Option<&str>,
    narrowed: bool,
    size: u64,
    out: Option<&Path>,
) -> Result<(), Failure> {
    if let Some(other) = format.filter(|format| !matches!(*format, "nquads" | "nq")) {
        return Err(Failure::usage(format!("--split 只写 nquads，不写 {other}")));
    }
    let folder = out.ok_or_else(|| Failure::usage("请用 --out 给出放图谱文件的文件夹"))?;
    std::fs::create_dir_all(folder).map_err(|error| output::fault(folder, &error))?;
    let only = narrowed.then(|| kb.graph_names());
    let mut shards = Shards::new(folder, size << 20);
    kb.graph()?.write(only.as_deref(), Format::NQuads, &mut shards)?;
    shards.finish()?;
    let path = folder.join("ontology.nq.gz");
    let mut file = GzEncoder::new(Replaced::create(&path)?, Compression::default());
    zhengtu_store::exchange::write(&ontology::quads(), Format::NQuads, &mut file)?;
    file.finish()?.keep()
}

/// Divides lines into packed files.
struct Shards<'a> {
    folder: &'a Path,
    /// The bytes after which a file is full.
    size: u64,
    file: Option<GzEncoder<Replaced>>,
    /// How many files were begun, and how many bytes the last one has.
    count: usize,
    written: u64,
    /// The end of each line of the ontology, which stands in a file of its own.
    ontology: Vec<u8>,
    /// The beginning of a line whose end has not come yet.
    line: Vec<u8>,
}

impl<'a> Shards<'a> {
    fn new(folder: &'a Path, size: u64) -> Self {
        let ontology = format!(" {} .\n", ontology::graph()).into_bytes();
        Self { folder, size, file: None, count: 0, written: 0, ontology, line: Vec::new() }
    }

    fn put(&mut self, line: &[u8]) -> io::Result<()> {
        if line.ends_with(&self.ontology) {
            return Ok(());
        }
        if self.written >= self.size {
            self.end()?;
        }
        let file = match &mut self.file {
            Some(file) => file,
            None => {
                self.count += 1;
                self.written = 0;
                let path = self.folder.join(format!("graph-{:04}.nq.gz", self.count));
                let file = Replaced::create(&path).map_err(|_| io::Error::other(path.display().to_string()))?;
                self.file.insert(GzEncoder::new(file, Compression::default()))
            }
        };
        self.written += line.len() as u64;
        file.write_all(line)
    }

    /// Ends the file that is being written.
    fn end(&mut self) -> io::Result<()> {
        self.written = 0;
        let Some(file) = self.file.take() else { return Ok(()) };
        file.finish()?.keep().map_err(|_| io::Error::other(self.folder.display().to_string()))
    }

    fn finish(mut self) -> io::Result<()> {
        self.end()
    }
}

impl Write for Shards<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        for piece in bytes.split_inclusive(|byte| *byte == b'\n') {
            match piece.ends_with(b"\n") {
                true if self.line.is_empty() => self.put(piece)?,
                true => {
                    let mut line = std::mem::take(&mut self.line);
                    line.extend(piece);
                    self.put(&line)?;
                }
                false => self.line.extend(piece),
            }
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Imports graphs, lists those that were imported, or removes some.
pub fn import(options: &Import, lang: Lang) -> Result<(), Failure> {
    let mut out = output::stdout();
    if options.list {
        for import in KnowledgeBase::open(&options.kb)?.imports() {
            writeln!(out, "{}", described(import, lang))?;
        }
        return Ok(out.flush()?);
    }
    if !options.remove.is_empty() {
        for import in zhengtu_kb::remove_imports(&options.kb, &options.remove)? {
            writeln!(out, "{}{}", lang.pick("已移除 ", "removed "), described(&import, lang))?;
        }
        return Ok(out.flush()?);
    }
    let base = options.base.as_deref().map(zhengtu_kb::Base::new).transpose().map_err(Failure::usage)?;
    let report = zhengtu_kb::import(&options.kb, &options.files, base)?;
    for import in &report.imported {
        writeln!(out, "{}{}", lang.pick("已导入 ", "imported "), described(import, lang))?;
    }
    if report.passed_over > 0 {
        let count = report.passed_over;
        match lang {
            Lang::Zh => eprintln!("其中 {count} 条属于知识库自己写的图（文件或本体），以自己的为准，不重复计入。"),
            Lang::En => {
                eprintln!("{count} statements stand in graphs that the knowledge base writes itself; its own hold.");
            }
        }
    }
    Ok(out.flush()?)
}

fn described(import: &zhengtu_kb::Import, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("{}（{} 条）", import.name, import.quads),
        Lang::En => format!("{} ({} statements)", import.name, import.quads),
    }
}
