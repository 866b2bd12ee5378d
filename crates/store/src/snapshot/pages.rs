use super::layout::PAGE;
use crate::StoreError;
use std::ops::Range;
use std::sync::atomic::{AtomicU64, Ordering};

/// Which pages of a snapshot were found to hold what was written.
pub(super) struct Pages {
    /// Where the first page starts.
    first: usize,
    /// A bit a page.
    good: Vec<AtomicU64>,
}

impl Pages {
    /// The pages of the `length` bytes from `first` on, none of them checked yet.
    pub fn new(first: usize, length: usize) -> Self {
        let words = length.div_ceil(PAGE).div_ceil(64);
        Self { first, good: (0..words).map(|_| AtomicU64::new(0)).collect() }
    }

    /// Checks the pages that hold `range` of the file, of which `all` ends with the last page, unless they were checked
    /// before. `sums` are the checksums of the pages.
    ///
    /// # Errors
    /// [`StoreError::Damaged`].
    pub fn check(&self, all: &[u8], sums: &[u8], range: Range<usize>) -> Result<(), StoreError> {
        let damaged = || StoreError::Damaged("校验和不符");
        if range.is_empty() {
            return Ok(());
        }
        let page_of = |at: usize| at.checked_sub(self.first).map(|at| at / PAGE).ok_or_else(damaged);
        for page in page_of(range.start)?..=page_of(range.end - 1)? {
            let (word, bit) = (self.good.get(page / 64).ok_or_else(damaged)?, 1 << (page % 64));
            if word.load(Ordering::Relaxed) & bit != 0 {
                continue;
            }
            let start = self.first + page * PAGE;
            let bytes = all.get(start..all.len().min(start + PAGE)).ok_or_else(damaged)?;
            if sums.get(page * 4..page * 4 + 4) != Some(&crc32fast::hash(bytes).to_le_bytes()) {
                return Err(damaged());
            }
            word.fetch_or(bit, Ordering::Relaxed);
        }
        Ok(())
    }
}
