//! Paths as the system has them, in records: a string, or where the name is not UTF-8 its bytes in hexadecimal, so that a
//! file is found again whatever its name is.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::ffi::OsString;
use std::path::{Path, PathBuf};

#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum Written {
    Text(String),
    Bytes(Hexadecimal),
}

#[derive(Serialize, Deserialize)]
struct Hexadecimal {
    bytes: String,
}

pub(crate) fn serialize<S: Serializer>(path: &Path, serializer: S) -> Result<S::Ok, S::Error> {
    let name = path.as_os_str();
    let hex = || Hexadecimal { bytes: name.as_encoded_bytes().iter().map(|byte| format!("{byte:02x}")).collect() };
    name.to_str().map_or_else(|| Written::Bytes(hex()), |text| Written::Text(text.to_owned())).serialize(serializer)
}

pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<PathBuf, D::Error> {
    Ok(match Written::deserialize(deserializer)? {
        Written::Text(text) => text.into(),
        Written::Bytes(Hexadecimal { bytes }) => {
            from_bytes(unhex(&bytes).ok_or_else(|| serde::de::Error::custom("路径不是十六进制"))?).into()
        }
    })
}

fn unhex(text: &str) -> Option<Vec<u8>> {
    let pair = |at| u8::from_str_radix(text.get(at..at + 2)?, 16).ok();
    (0..text.len()).step_by(2).map(pair).collect()
}

#[cfg(unix)]
fn from_bytes(bytes: Vec<u8>) -> OsString {
    std::os::unix::ffi::OsStringExt::from_vec(bytes)
}

/// Elsewhere names are characters, but for halves of surrogate pairs, which no office writes.
#[cfg(not(unix))]
fn from_bytes(bytes: Vec<u8>) -> OsString {
    String::from_utf8_lossy(&bytes).into_owned().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Serialize, Deserialize, PartialEq, Debug)]
    struct Holder(#[serde(with = "super")] PathBuf);

    #[test]
    fn paths_come_back_whatever_their_bytes_are() {
        for bytes in [b"a/b.txt".as_slice(), "计划/甲.txt".as_bytes(), b"in/\xbc\xd7.txt"] {
            let holder = Holder(from_bytes(bytes.to_vec()).into());
            let json = serde_json::to_string(&holder).unwrap();
            assert_eq!(serde_json::from_str::<Holder>(&json).unwrap(), holder, "{json}");
            let mut packed = Vec::new();
            crate::packed::write(&holder, &mut packed).unwrap();
            assert_eq!(crate::packed::read::<Holder>(&packed).unwrap(), holder, "{json}");
        }
        assert!(serde_json::from_str::<Holder>(r#"{"bytes":"é"}"#).is_err());
    }
}
