use super::*;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;
use zhengtu_text::Span;

/// A program that behaves as the script says, and says of itself what `Tesseract` says.
fn tesseract(folder: &Path, script: &str) -> PathBuf {
    let about = "case $1 in --version) echo 'tesseract 5.3.0'; exit;; --list-langs) echo chi_sim; exit;; esac";
    written_as(folder, "tesseract", &format!("{about}\n{script}"))
}

/// A Python that has RapidOCR, as far as can be seen from outside.
fn python(folder: &Path, script: &str) -> PathBuf {
    let about = r#"case $2 in *m.version*) echo 'rapidocr 3.4.5'; exit;; esac"#;
    written_as(folder, "python3", &format!("{about}\n{script}"))
}

fn written_as(folder: &Path, name: &str, script: &str) -> PathBuf {
    let path = folder.join(name);
    std::fs::write(&path, format!("#!/bin/sh\n{script}\n")).unwrap();
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).unwrap();
    path
}

fn choice(path: &Path) -> OcrChoice {
    OcrChoice::from(&*path.to_string_lossy())
}

fn named(path: &Path) -> Option<Program> {
    choice(path).program().ok().flatten()
}

/// What a program makes of two empty pages.
fn pages(program: &Path) -> Result<Vec<Vec<Piece>>, ReadError> {
    let choice = choice(program);
    let found = choice.program().unwrap().unwrap();
    recognise(&choice, &found, &[Picture::new(4, 4).png(), Picture::new(4, 4).png()], "pdf")
}

#[test]
fn the_table_of_tesseract_is_read_page_by_page() {
    let folder = tempfile::tempdir().unwrap();
    let script = r#"[ "$(wc -l < "$1")" = 2 ] || exit 1
printf 'level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n' > "$2.tsv"
printf '4\t1\t1\t1\t1\t0\t10\t20\t80\t30\t-1\t\n5\t1\t1\t1\t1\t1\t10\t20\t80\t30\t96.5\t任务\n' >> "$2.tsv"
printf '5\t2\t1\t1\t1\t1\t10\t20\t40\t30\t41\t12\n' >> "$2.tsv""#;
    let program = tesseract(folder.path(), script);
    let found = pages(&program).unwrap();
    let told: Vec<(&str, u8)> = found.iter().flatten().map(|piece| (piece.text.as_str(), piece.confidence)).collect();
    assert_eq!(told, [("任务", 96), ("12", 41)]);
    assert_eq!((found[0].len(), found[1].len()), (1, 1));
    assert_eq!(named(&program).unwrap().title(), "Tesseract 5.3.0");
}

#[test]
fn the_table_of_rapidocr_is_read_and_must_be_whole() {
    let folder = tempfile::tempdir().unwrap();
    let line = r"0\t10\t20\t30\t40\t0.875\t税\n1\t10\t20\t30\t40\t0.5\t\n";
    let whole = python(folder.path(), &format!("printf '{line}end\\n' > \"$3\""));
    let found = pages(&whole).unwrap();
    assert_eq!(found[0], [Piece::new([10.0, 20.0, 30.0, 40.0], 88.0, "税").unwrap()]);
    assert!(found[1].is_empty(), "a character without text is none");
    let cut = python(folder.path(), &format!("printf '{line}' > \"$3\""));
    assert!(matches!(pages(&cut), Err(ReadError::Internal { .. })));
}

#[test]
fn a_program_that_fails_or_writes_nonsense_is_a_message() {
    let folder = tempfile::tempdir().unwrap();
    let fails = |script: &str| {
        let said = pages(&python(folder.path(), script));
        assert!(matches!(said, Err(ReadError::Internal { format: "pdf", .. })), "{script}: {said:?}");
    };
    fails("exit 1");
    fails("exit 0");
    fails(r#"printf '7\t1\t1\t2\t2\t0.5\t远\nend\n' > "$3""#);
    fails(r#"printf '0\tNaNx\t1\t2\t2\t0.5\t远\nend\n' > "$3""#);
    fails(r#"head -c 3000 /dev/urandom > "$3""#);
    assert!(matches!(pages(&tesseract(folder.path(), r#"echo '<html>' > "$2.tsv""#)), Err(ReadError::Internal { .. })));
}

#[test]
fn a_place_that_makes_no_sense_is_left_out() {
    assert_eq!(Piece::new([3.0, 0.0, 2.0, 1.0], 50.0, "字"), None);
    assert_eq!(Piece::new([0.0, 0.0, f32::INFINITY, 1.0], 50.0, "字"), None);
    assert_eq!(Piece::new([0.0, 0.0, 1.0, 1.0], 50.0, " \u{7}"), None);
    assert_eq!(Piece::new([0.0, 0.0, 1.0, 1.0], 5000.0, "字").unwrap().confidence, 100);
}

#[test]
fn what_is_no_ocr_program_or_lacks_chinese_is_not_taken() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(named(&folder.path().join("none")), None);
    assert_eq!(named(&written_as(folder.path(), "other", "echo hello")), None);
    let english = "case $1 in --version) echo 'tesseract 5.3.0';; *) echo eng;; esac";
    assert_eq!(named(&written_as(folder.path(), "tesseract", english)), None);
    assert_eq!(OcrChoice::from("off").program(), Ok(None));
    assert!(matches!(OcrChoice::from("/no/such").program(), Err(ReadError::Unsupported { .. })));
}

#[test]
fn a_script_leads_to_its_python() {
    let folder = tempfile::tempdir().unwrap();
    let python = python(folder.path(), "exit 1");
    let script = folder.path().join("rapidocr");
    std::fs::write(&script, format!("#!{}\nimport sys\n", python.display())).unwrap();
    let program = named(&script).unwrap();
    assert_eq!((program.kind, program.path, program.version.as_str()), (Kind::Rapid, python, "3.4.5"));
}

#[test]
fn passages_know_how_sure_the_program_was() {
    let program = Program { kind: Kind::Tesseract, path: PathBuf::new(), version: "5".into() };
    let piece = |left: f32, top: f32, confidence: f32, text: &str| {
        Piece::new([left, top, left + 20.0, top + 20.0], confidence, text).unwrap()
    };
    let text = "第一页\n增长12 %\n";
    let mut blocks = vec![crate::Block::new(Span::new(0, 9), crate::BlockKind::Line)];
    blocks.push(crate::Block::new(Span::new(10, text.len() - 1), crate::BlockKind::Line));
    blocks[0].page = Some(1);
    blocks[1].page = Some(2);
    let source = crate::Source { text: text.into(), blocks, ..crate::Source::default() };
    let pieces = vec![piece(0.0, 0.0, 99.0, "增长"), piece(20.0, 0.0, 70.0, "12"), piece(40.0, 0.0, 99.0, "%")];
    let marked = marked(source, &program, &[(2, pieces)]);
    let recognition = marked.recognition.unwrap();
    assert_eq!(recognition.confidence(Span::new(0, 9)), None);
    assert_eq!(recognition.confidence(Span::new(10, 16)), Some(99));
    assert_eq!(recognition.confidence(Span::new(10, text.len())), Some(70));
    let unsure = recognition.unsure(text);
    assert_eq!(unsure.iter().map(|passage| &text[passage.span.start..passage.span.end]).collect::<Vec<_>>(), ["12"]);
}
