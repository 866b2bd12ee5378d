//! Objects of a PDF file as bytes (ISO 32000-1, 7.3).

use hayro_syntax::object::{Array, MaybeRef, Object};

/// An entry of a dictionary.
pub(super) fn entry(to: &mut Vec<u8>, key: &[u8], value: &MaybeRef<Object<'_>>) {
    name(to, key);
    to.push(b' ');
    object(to, value);
}

/// The items of an array.
pub(super) fn items(to: &mut Vec<u8>, array: &Array<'_>) {
    for item in array.raw_iter() {
        to.push(b' ');
        object(to, &item);
    }
}

/// An object, or the reference to one.
pub(super) fn object(to: &mut Vec<u8>, object: &MaybeRef<Object<'_>>) {
    let object = match object {
        MaybeRef::Ref(reference) => return to.extend(reference.to_string().bytes()),
        MaybeRef::NotRef(object) => object,
    };
    match object {
        // A stream is never within another object.
        Object::Null(_) | Object::Stream(_) => to.extend(b"null"),
        Object::Boolean(value) => to.extend(value.to_string().bytes()),
        Object::Number(value) => to.extend(number(value.as_f64()).bytes()),
        Object::String(value) => to.extend(hex(value.as_bytes()).bytes()),
        Object::Name(value) => name(to, value.as_ref()),
        Object::Array(value) => {
            to.push(b'[');
            items(to, value);
            to.push(b']');
        }
        Object::Dict(value) => {
            to.extend(b"<<");
            value.entries().for_each(|(key, value)| entry(to, key.as_ref(), &value));
            to.extend(b">>");
        }
    }
}

/// A number without exponent, which PDF does not know.
pub(super) fn number(value: f64) -> String {
    let text = format!("{value:.5}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

fn name(to: &mut Vec<u8>, name: &[u8]) {
    to.push(b'/');
    for &byte in name {
        match byte {
            b'#' | b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%' => {
                to.extend(format!("#{byte:02X}").bytes());
            }
            b'!'..=b'~' => to.push(byte),
            _ => to.extend(format!("#{byte:02X}").bytes()),
        }
    }
}

fn hex(bytes: &[u8]) -> String {
    let digits: String = bytes.iter().map(|byte| format!("{byte:02X}")).collect();
    format!("<{digits}>")
}

/// A text string: UTF-16 behind its mark (7.9.2.2).
pub(super) fn text(text: &str) -> String {
    let units = std::iter::once(0xfeff).chain(text.encode_utf16());
    hex(&units.flat_map(u16::to_be_bytes).collect::<Vec<u8>>())
}
