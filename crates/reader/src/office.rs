//! Formats that are not read here, converted by LibreOffice where it is installed.
//!
//! The program runs in a folder of its own that is removed afterwards, with a profile of its own in which
//! macros, links to other files and the network are shut off, and only for so long.

use crate::{ReadError, process};
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

/// How long a conversion may take.
const TIME_LIMIT: Duration = Duration::from_secs(120);
/// The largest file that a conversion may give.
const MAX_OUTPUT: u64 = 256 << 20;

/// What a file that is not read here is, and under which extension LibreOffice knows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Foreign {
    /// The format, in Chinese.
    pub(crate) format: &'static str,
    /// The extension.
    pub(crate) extension: &'static str,
}

/// The LibreOffice program of this machine: the one that `ZHENGTU_SOFFICE` names (none where that is empty),
/// else the one on the path or in its usual place.
pub fn find_office() -> Option<PathBuf> {
    if let Some(named) = std::env::var_os("ZHENGTU_SOFFICE") {
        return Some(PathBuf::from(named)).filter(|program| program.is_file());
    }
    const USUAL: [&str; 2] =
        ["/Applications/LibreOffice.app/Contents/MacOS/soffice", r"C:\Program Files\LibreOffice\program\soffice.exe"];
    let path = std::env::var_os("PATH").unwrap_or_default();
    let on_path = std::env::split_paths(&path)
        .flat_map(|folder| ["soffice", "libreoffice", "soffice.exe"].map(|name| folder.join(name)));
    on_path.chain(USUAL.map(PathBuf::from)).find(|program| program.is_file())
}

/// The docx file that LibreOffice makes of the bytes of a file.
pub(crate) fn to_docx(program: &Path, foreign: Foreign, bytes: &[u8]) -> Result<Vec<u8>, ReadError> {
    let format = foreign.format;
    let io = |error: std::io::Error| ReadError::Internal { format, detail: error.to_string() };
    let folder = tempfile::tempdir().map_err(io)?;
    let input = folder.path().join("input").with_extension(foreign.extension);
    std::fs::write(&input, bytes).map_err(io)?;
    let profile = folder.path().join("profile");
    std::fs::create_dir_all(profile.join("user")).map_err(io)?;
    std::fs::write(profile.join("user/registrymodifications.xcu"), PROFILE).map_err(io)?;
    let mut command = Command::new(program);
    command
        .args(["--headless", "--norestore", "--nolockcheck", "--nodefault", "--nologo"])
        .arg(format!("-env:UserInstallation=file://{}", url_path(&profile)))
        .args(["--convert-to", "docx:MS Word 2007 XML", "--outdir"])
        .arg(folder.path())
        .arg(&input)
        .current_dir(folder.path())
        .env("HOME", folder.path())
        .env_remove("DISPLAY")
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    if process::run(&mut command, TIME_LIMIT).map_err(io)?.is_none() {
        return Err(ReadError::TooLarge {
            format, what: "转换时间", limit: format!("{} 秒", TIME_LIMIT.as_secs())
        });
    }
    let mut output = Vec::new();
    let failed = || ReadError::damaged(format, "LibreOffice 无法转换，也可能设有密码");
    let file = File::open(folder.path().join("input.docx")).map_err(|_| failed())?;
    file.take(MAX_OUTPUT + 1).read_to_end(&mut output).map_err(io)?;
    if output.len() as u64 > MAX_OUTPUT {
        return Err(ReadError::TooLarge { format, what: "转换结果", limit: format!("{} MB", MAX_OUTPUT >> 20) });
    }
    Ok(output)
}

/// A path as it stands in a file URL (RFC 8089).
fn url_path(path: &Path) -> String {
    let path = path.to_string_lossy().replace('\\', "/");
    let path = if path.starts_with('/') { path } else { format!("/{path}") };
    path.bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'.' | b'-' | b'_' | b'~' | b':' => {
                char::from(byte).to_string()
            }
            other => format!("%{other:02X}"),
        })
        .collect()
}

/// No macros, no active content, no links from documents, and a proxy that nobody answers.
const PROFILE: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableActiveContent" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetProxyType" oor:op="fuse"><value>2</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetHTTPProxyName" oor:op="fuse"><value>127.0.0.1</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetHTTPProxyPort" oor:op="fuse"><value>9</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetHTTPSProxyName" oor:op="fuse"><value>127.0.0.1</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetHTTPSProxyPort" oor:op="fuse"><value>9</value></prop></item>
</oor:items>
"#;

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt;

    const RTF: Foreign = Foreign { format: "RTF 文件", extension: "rtf" };

    /// A program that behaves as the script says.
    fn program(folder: &Path, script: &str) -> PathBuf {
        let path = folder.join("soffice");
        std::fs::write(&path, format!("#!/bin/sh\n{script}\n")).unwrap();
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).unwrap();
        path
    }

    #[test]
    fn the_file_that_the_program_writes_is_taken() {
        let folder = tempfile::tempdir().unwrap();
        let script = r#"for last; do :; done; while [ "$1" != --outdir ]; do shift; done; cp "$last" "$2/input.docx""#;
        assert_eq!(to_docx(&program(folder.path(), script), RTF, b"{\\rtf1 a}").unwrap(), b"{\\rtf1 a}");
    }

    #[test]
    fn a_program_that_fails_or_is_not_there_is_a_message() {
        let folder = tempfile::tempdir().unwrap();
        let failed = to_docx(&program(folder.path(), "exit 1"), RTF, b"{\\rtf1");
        assert!(matches!(failed, Err(ReadError::Damaged { format: "RTF 文件", .. })));
        assert!(matches!(to_docx(&folder.path().join("none"), RTF, b""), Err(ReadError::Internal { .. })));
    }

    #[test]
    fn a_path_becomes_a_url() {
        assert_eq!(url_path(Path::new("/tmp/a b/甲")), "/tmp/a%20b/%E7%94%B2");
    }
}
