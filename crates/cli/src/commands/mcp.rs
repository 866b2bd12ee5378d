//! `zhengtu mcp`: the knowledge base for assistants, over standard input and output.

use super::serve::reading;
use crate::args::Mcp;
use crate::failure::Failure;
use crate::lang::Lang;
use crate::session;
use zhengtu_reader::OcrChoice;
use zhengtu_serve::{App, mcp};

/// Speaks the Model Context Protocol until the client closes standard input.
pub fn run(options: &Mcp, lang: Lang, ocr: &OcrChoice) -> Result<(), Failure> {
    drop(session::open(&options.reading.kb, lang, ocr)?);
    let app = App::open(reading(&options.reading, lang)?)?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let done = runtime.block_on(mcp::stdio(app, lang));
    // Where the client went away, a thread may still wait for its next line.
    runtime.shutdown_background();
    Ok(done?)
}
