//! What people change beside the documents: corrections, findings that are settled, reports of progress, the files
//! themselves.
//!
//! Everything goes through an [`Edit`], of which there is one at a time. It writes where others look for such things: the
//! corrections file, the settings of the checks, the folder that the knowledge base is built from, its reports. Each change
//! is a line of a journal beside the knowledge base, with who made it and when, and with what it takes to take it back:
//!
//! ```text
//! DIR/desk/changes.jsonl     the journal; lines are only added
//! DIR/desk/lock              held while something is changed
//! DIR/desk/versions/HASH     files that were replaced or taken away
//! DIR/desk/waiting/ID/       files that were put in and are not kept yet
//! ```
//!
//! Two people lose nothing: each change says of which state of its subject it was made ([`Edit::fresh`]), and is refused
//! with what came between where that is no longer so.

mod aside;
mod change;
mod edit;
mod entries;
mod error;
mod item;
mod journal;
mod place;
mod refresh;
mod store;
mod waiting;

pub use aside::{aside, give_way};
pub use change::{Change, Deed, Note, Passage};
pub use edit::Edit;
pub use error::Error;
pub use item::{Field, Wish, statement, wish};
pub use journal::{Journal, standing, version};
pub use place::Place;
pub use refresh::{Refresh, Status};
pub use store::hash;
pub use waiting::{Waiting, clean};

use std::path::{Path, PathBuf};
use zhengtu_kb::BuildOptions;

/// The folder of the desk beside the generations of a knowledge base.
const FOLDER: &str = "desk";

/// A knowledge base at which people work.
#[derive(Clone, Debug)]
pub struct Desk {
    kb: PathBuf,
    from: Vec<PathBuf>,
    how: BuildOptions,
}

impl Desk {
    /// The desk of the knowledge base in `kb`, which was built from the folders and files `from`; where these are not named,
    /// its documents tell. `how` says how files are read.
    pub fn new(kb: impl Into<PathBuf>, from: Vec<PathBuf>, how: BuildOptions) -> Self {
        Self { kb: kb.into(), from, how }
    }

    /// The changes that were made.
    ///
    /// # Errors
    /// [`Error::Journal`] where the journal is damaged.
    pub fn journal(&self) -> Result<Journal, Error> {
        Journal::read(&self.folder())
    }

    /// Where the files lie.
    ///
    /// # Errors
    /// [`Error::NoFolder`] where nothing tells.
    pub fn place(&self) -> Result<Place, Error> {
        Place::of(&self.kb, &self.from)
    }

    /// Begins a change, when no other is going on.
    ///
    /// # Errors
    /// [`Error::Busy`] where one goes on for long; as [`Desk::journal`] and [`Desk::place`].
    pub fn begin(&self) -> Result<Edit<'_>, Error> {
        Edit::begin(self)
    }

    /// Reads the documents again, as far as they or what is said of them have changed.
    ///
    /// # Errors
    /// [`Error::Kb`]; the knowledge base then stays as it was.
    pub fn refresh(&self) -> Result<(), Error> {
        let place = self.place()?;
        zhengtu_kb::build(&self.kb, &place.paths, &self.how, &())?;
        Ok(())
    }

    /// How files are read.
    pub fn how(&self) -> &BuildOptions {
        &self.how
    }

    fn kb(&self) -> &Path {
        &self.kb
    }

    fn folder(&self) -> PathBuf {
        self.kb.join(FOLDER)
    }
}
