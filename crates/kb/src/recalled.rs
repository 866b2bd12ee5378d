//! Records that are read when they are asked for: an answer shows those of few documents.

use crate::Error;
use crate::packed;
use crate::records;
use crate::segment::Slot;
use crate::segments::{Place, Segments};
use crate::slices::Kind;
use std::ops::Range;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use zhengtu_ask::{Originals, Records, Shared};
use zhengtu_model::{DocumentInfo, Target, Task};

/// The records of the documents of a knowledge base. What cannot be read is not there, and [`Recalled::check`] tells why.
#[derive(Debug)]
pub struct Recalled {
    segments: Arc<Segments>,
    /// The documents, if not all of the segments.
    only: Option<Vec<Place>>,
    read: Vec<Document>,
    fault: Mutex<Option<Error>>,
}

#[derive(Debug, Default)]
struct Document {
    info: OnceLock<Option<DocumentInfo>>,
    tasks: OnceLock<Tasks>,
    targets: OnceLock<Vec<Target>>,
}

/// The tasks of a document, each read by itself.
#[derive(Debug, Default)]
struct Tasks {
    bytes: Vec<u8>,
    places: Vec<Range<usize>>,
    read: Vec<OnceLock<Option<Task>>>,
}

impl Tasks {
    fn of(slot: Slot<'_>) -> Result<Self, Error> {
        let bytes = slot.bytes(Kind::Tasks)?;
        let places = packed::places(&bytes).map_err(|error| slot.fault(Kind::Tasks, &error))?;
        Ok(Self { read: places.iter().map(|_| OnceLock::new()).collect(), places, bytes })
    }
}

impl Recalled {
    pub(crate) fn of(segments: Arc<Segments>, only: Option<Vec<Place>>) -> Self {
        let count = only.as_ref().map_or_else(|| segments.places().len(), Vec::len);
        let read = std::iter::repeat_with(Document::default).take(count).collect();
        Self { segments, only, read, fault: Mutex::default() }
    }

    /// Whether all that was asked for could be read, and nothing was cut off it meanwhile.
    ///
    /// # Errors
    /// [`Error::Damaged`].
    pub fn check(&self) -> Result<(), Error> {
        let fault = self.fault.lock().unwrap_or_else(PoisonError::into_inner).take();
        fault.map_or_else(|| self.segments.check_lengths(), Err)
    }

    /// What was read, of the knowledge base or beside it; why the first that could not be read could not is told by
    /// [`Recalled::check`].
    pub fn noting<T>(&self, read: Result<T, Error>) -> Option<T> {
        read.map_err(|error| {
            self.fault.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert(error);
        })
        .ok()
    }

    fn slot(&self, document: usize) -> Slot<'_> {
        self.segments.located(&self.only.as_deref().unwrap_or_else(|| self.segments.places())[document])
    }
}

impl Records for Recalled {
    fn info(&self, document: usize) -> Option<&DocumentInfo> {
        let read = || self.noting(records::overview(self.slot(document))).map(|overview| overview.info);
        self.read.get(document)?.info.get_or_init(read).as_ref()
    }

    fn task(&self, document: usize, at: usize) -> Option<&Task> {
        let read = || self.noting(Tasks::of(self.slot(document))).unwrap_or_default();
        let tasks = self.read.get(document)?.tasks.get_or_init(read);
        let read = || {
            let task = packed::read(&tasks.bytes[tasks.places[at].clone()]);
            self.noting(task.map_err(|error| self.slot(document).fault(Kind::Tasks, &error)))
        };
        tasks.read.get(at)?.get_or_init(read).as_ref()
    }

    fn target(&self, document: usize, at: usize) -> Option<&Target> {
        let read = || self.noting(self.slot(document).all(Kind::Targets)).unwrap_or_default();
        self.read.get(document)?.targets.get_or_init(read).get(at)
    }
}

impl Originals for Recalled {
    fn printed(&self, document: usize) -> Shared {
        self.noting(self.slot(document).bytes(Kind::Printed)).unwrap_or_default().into()
    }
}
