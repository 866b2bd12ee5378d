//! Hashes the sources of all that turns bytes into records, so that a knowledge base knows by which
//! version its documents were read.

use sha2::{Digest, Sha256};
use std::path::{Path, PathBuf};
use std::{env, fs, io};

const CRATES: [&str; 10] =
    ["text", "model", "lexicon", "reader", "outline", "corrections", "terms", "extract", "check", "rdf"];

fn main() -> io::Result<()> {
    let crates = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default()).join("..");
    let mut files = Vec::new();
    for name in CRATES {
        for folder in ["src", "data"] {
            let folder = crates.join(name).join(folder);
            if folder.is_dir() {
                println!("cargo:rerun-if-changed={}", folder.display());
                collect(&folder, &mut files)?;
            }
        }
    }
    // The thesaurus is compiled into the lexicon.
    let ontology = crates.join("../ontology");
    if ontology.is_dir() {
        println!("cargo:rerun-if-changed={}", ontology.display());
        collect(&ontology, &mut files)?;
    }
    files.sort();
    let mut hash = Sha256::new();
    for file in files {
        hash.update(fs::read(file)?);
    }
    let hex: String = hash.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    println!("cargo:rustc-env=ZHENGTU_ENGINE={hex}");
    Ok(())
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() { collect(&path, files)? } else { files.push(path) }
    }
    Ok(())
}
