//! Prints a file as it was read: `text [--blocks] FILE…`.

use std::process::ExitCode;
use zhengtu_reader::{Options, read};

fn main() -> ExitCode {
    let mut blocks = false;
    let mut code = ExitCode::SUCCESS;
    for argument in std::env::args().skip(1) {
        if argument == "--blocks" {
            blocks = true;
            continue;
        }
        let path = std::path::Path::new(&argument);
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let result = std::fs::read(path).map_err(|error| error.to_string());
        match result.and_then(|bytes| read(&name, &bytes, &Options::default()).map_err(|error| error.to_string())) {
            Ok(source) if blocks => {
                for block in &source.blocks {
                    let pieces: Vec<_> = block.pieces.iter().map(|piece| piece.of(&source.text)).collect();
                    println!("{:?} {:?} {pieces:?}", block.kind, block.page);
                }
                println!("{:?}", source.notices);
            }
            Ok(source) => print!("{}", source.printed()),
            Err(error) => {
                eprintln!("{argument}：{error}");
                code = ExitCode::from(3);
            }
        }
    }
    code
}
