//! Pages that tools write from the code.

use crate::model::path::RepoPath;

/// Whether a tool wrote a page from the code: it holds names of other projects without saying so, and is written anew as a
/// whole. A change that does not do so is told of it in its range.
pub(super) fn is_api_report(path: &RepoPath) -> bool {
    path.file_name().ends_with(".api.md")
}

/// The same of a page about a client that the generators of OpenAPI and Swagger write: how each begins the methods of a service
/// and the fields of a model.
pub(super) fn is_of_client(text: &str) -> bool {
    const MARKS: &[&str] = &["All URIs are relative to *", "Name | Type | Description | Notes\n"];
    MARKS.iter().any(|mark| text.contains(mark))
}
