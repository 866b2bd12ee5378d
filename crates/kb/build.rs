//! Hashes the sources of all that turns bytes into records, so that a knowledge base knows by which
//! version its documents were read.

use std::path::{Path, PathBuf};
use std::{env, fs, io};

const FNV_START: u64 = 0xcbf2_9ce4_8422_2325;
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
    let mut hash = FNV_START;
    for file in files {
        hash = fnv(hash, &fs::read(file)?);
    }
    println!("cargo:rustc-env=ZHENGTU_ENGINE={hash:016x}");
    Ok(())
}

/// FNV-1a, 64 bits: the same on every machine, and without a dependency of its own.
fn fnv(hash: u64, bytes: &[u8]) -> u64 {
    bytes.iter().fold(hash, |hash, &byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() { collect(&path, files)? } else { files.push(path) }
    }
    Ok(())
}
