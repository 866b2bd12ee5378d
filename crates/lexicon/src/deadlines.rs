//! Words of deadlines: standing work, immediate, fields that state one.
