//! Reads rust.

use super::draft::Source;
use crate::model::source::CodeFile;

/// Everything that a file defines and imports.
pub(crate) fn read(_source: &Source<'_>) -> CodeFile {
    CodeFile::default()
}
