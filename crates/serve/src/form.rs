//! Forms as browsers send them: values, and a file (RFC 7578).

use crate::params::Params;
use crate::reply::Refusal;

/// How many fields a form may have.
const MOST_FIELDS: usize = 200;
/// How long the head of a field may be, in bytes.
const LONGEST_HEAD: usize = 4096;

/// A file that came with a form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Upload {
    /// Its name, as the browser gave it.
    pub name: String,
    /// Its content.
    pub bytes: Vec<u8>,
}

/// What a form holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Form {
    /// The values.
    pub params: Params,
    /// The file; the first, where there are several.
    pub upload: Option<Upload>,
}

impl Form {
    /// Reads a form of the media type `multipart/form-data`, whose boundary the header names.
    ///
    /// # Errors
    /// Where it is none, or has too many fields.
    pub fn parse(content_type: &str, body: &[u8]) -> Result<Self, Refusal> {
        let broken = || Refusal::bad("表单不完整，请重新提交 / the form is broken");
        let boundary = boundary(content_type).ok_or_else(broken)?;
        let fence = format!("--{boundary}");
        let mut rest = body.strip_prefix(fence.as_bytes()).ok_or_else(broken)?;
        let between = format!("\r\n{fence}");
        let mut form = Self::default();
        let mut pairs = form_urlencoded::Serializer::new(String::new());
        for _ in 0..MOST_FIELDS {
            if rest.starts_with(b"--") {
                form.params = Params::parse(pairs.finish().as_bytes());
                return Ok(form);
            }
            let field = rest.strip_prefix(b"\r\n").ok_or_else(broken)?;
            let end = find(field, between.as_bytes()).ok_or_else(broken)?;
            let (head, content) = parts(&field[..end]).ok_or_else(broken)?;
            let name = parameter(&head, "name").ok_or_else(broken)?;
            match parameter(&head, "filename") {
                // A form without a chosen file sends an empty one without a name.
                Some(file) if !file.is_empty() && form.upload.is_none() => {
                    form.upload = Some(Upload { name: file, bytes: content.to_vec() });
                }
                Some(_) => {}
                None => drop(pairs.append_pair(&name, &String::from_utf8_lossy(content))),
            }
            rest = &field[end + between.len()..];
        }
        Err(broken())
    }
}

/// The boundary that a header names: one to seventy characters (RFC 2046, section 5.1.1).
fn boundary(content_type: &str) -> Option<String> {
    let found = parameter(content_type, "boundary")?;
    ((1..=70).contains(&found.len()) && found.is_ascii()).then_some(found)
}

/// Head and content of a field.
fn parts(field: &[u8]) -> Option<(String, &[u8])> {
    let end = find(&field[..field.len().min(LONGEST_HEAD)], b"\r\n\r\n")?;
    let head = String::from_utf8_lossy(&field[..end]);
    let line = head.lines().find(|line| line.to_ascii_lowercase().starts_with("content-disposition:"))?;
    Some((line.to_owned(), &field[end + 4..]))
}

/// Where `wanted` first stands, which begins with a carriage return.
fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    let mut from = 0;
    loop {
        let at = from + bytes[from..].iter().position(|&byte| byte == b'\r')?;
        if bytes[at..].starts_with(wanted) {
            return Some(at);
        }
        from = at + 1;
    }
}

/// A parameter of a header; browsers write `"` in names as `%22` or behind a backslash.
fn parameter(head: &str, name: &str) -> Option<String> {
    let mut rest = head;
    while let Some((_, after)) = rest.split_once(';') {
        let (found, value) = after.trim_start().split_once('=')?;
        if let Some(quoted) = value.strip_prefix('"') {
            let mut text = String::new();
            let mut chars = quoted.char_indices();
            let end = loop {
                match chars.next()? {
                    (at, '"') => break at,
                    // A backslash that stands before no quote is one of a path.
                    (at, '\\') if quoted[at + 1..].starts_with('"') => text.extend(chars.next().map(|(_, char)| char)),
                    (_, char) => text.push(char),
                }
            };
            if found.eq_ignore_ascii_case(name) {
                return Some(text.replace("%22", "\""));
            }
            rest = &quoted[end + 1..];
        } else {
            let value = value.split(';').next().unwrap_or_default().trim();
            if found.eq_ignore_ascii_case(name) {
                return Some(value.to_owned());
            }
            rest = after;
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    const TYPE: &str = "multipart/form-data; boundary=x1";

    fn body(fields: &[(&str, &str)]) -> Vec<u8> {
        let field = |(head, content): &(&str, &str)| {
            format!("--x1\r\nContent-Disposition: form-data; {head}\r\n\r\n{content}\r\n")
        };
        (fields.iter().map(field).collect::<String>() + "--x1--\r\n").into_bytes()
    }

    #[test]
    fn values_and_a_file_are_read_as_they_were_sent() {
        let form = Form::parse(
            TYPE,
            &body(&[
                ("name=\"reason\"", "甲\r\n乙&c=d"),
                ("name=\"file\"; filename=\"..\\计%22划\\\".txt\"\r\nContent-Type: text/plain", "一\r\n--x2\r\n"),
                ("name=\"file\"; filename=\"\"", ""),
            ]),
        );
        let form = form.unwrap();
        assert_eq!(form.params.get("reason"), Some("甲\r\n乙&c=d"));
        let upload = form.upload.unwrap();
        assert_eq!((upload.name.as_str(), upload.bytes.as_slice()), ("..\\计\"划\".txt", "一\r\n--x2\r\n".as_bytes()));
    }

    #[test]
    fn what_is_no_form_is_refused() {
        let good = body(&[("name=\"a\"", "1")]);
        assert!(Form::parse(TYPE, &good).is_ok());
        for (media, body) in [
            ("multipart/form-data", good.clone()),
            ("multipart/form-data; boundary=", good.clone()),
            (TYPE, Vec::new()),
            (TYPE, good[..good.len() - 9].to_vec()),
            (TYPE, b"--x1\r\n\r\n--x1--".to_vec()),
            (TYPE, body(&[("name=\"a", "1")])),
            (TYPE, body(&vec![("name=\"a\"", "1"); MOST_FIELDS + 1])),
        ] {
            assert!(Form::parse(media, &body).is_err(), "{media}: {}", String::from_utf8_lossy(&body));
        }
    }
}
