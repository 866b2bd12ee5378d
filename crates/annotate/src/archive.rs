//! A copy of an archive in which some members are others.

use crate::Error;
use std::collections::BTreeMap;
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

/// Copies an archive. Members in `changed` get that content, those that the archive does not have are added behind the
/// others; every other member is copied as it is packed.
pub(crate) fn copy(bytes: &[u8], mut changed: BTreeMap<String, Vec<u8>>) -> Result<Vec<u8>, Error> {
    let mut archive = ZipArchive::new(Cursor::new(bytes))?;
    let mut writer = ZipWriter::new(Cursor::new(Vec::with_capacity(bytes.len())));
    writer.set_raw_comment(archive.comment().into())?;
    for index in 0..archive.len() {
        let member = archive.by_index_raw(index)?;
        let name = member.name().map(|name| name.into_owned()).unwrap_or_default();
        match changed.remove(name.replace('\\', "/").trim_start_matches('/')) {
            Some(content) => {
                let time = member.last_modified().unwrap_or_default();
                write(&mut writer, &name, &content, SimpleFileOptions::default().last_modified_time(time))?;
            }
            None => writer.raw_copy_file(member)?,
        }
    }
    // The same content gives the same bytes: the oldest time that the format has.
    let options = SimpleFileOptions::default().last_modified_time(zip::DateTime::default());
    for (name, content) in changed {
        write(&mut writer, &name, &content, options)?;
    }
    Ok(writer.finish()?.into_inner())
}

fn write(
    writer: &mut ZipWriter<Cursor<Vec<u8>>>,
    name: &str,
    content: &[u8],
    options: SimpleFileOptions,
) -> Result<(), Error> {
    writer.start_file(name, options)?;
    Ok(writer.write_all(content)?)
}
