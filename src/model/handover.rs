//! Who knows a part of a repository, and what leaves with a person: what `abreast who` and `abreast handoff` say.

use super::knowledge::{Advice, Figure};
use super::path::RepoPath;
use super::problem::Problem;

/// Somebody who changed a file.
#[derive(Clone, Debug, PartialEq)]
pub struct Knower {
    /// The name, a pseudonym, or nothing.
    pub name: String,
    /// Whether they count as an author; others contributed.
    pub is_author: bool,
    /// The degree of authorship, or what the method counts in its place.
    pub degree: f64,
    /// Their changes, less when changes fade.
    pub changes: f64,
    /// Whether they are active in the repository; never since when.
    pub active: bool,
}

/// Those who changed a file, and how many more there are.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Knowers {
    /// Authors first, then those who contributed.
    pub listed: Vec<Knower>,
    /// How many are not listed.
    pub more: usize,
}

/// Somebody who wrote lines of a definition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Writer {
    /// The name, a pseudonym, or nothing.
    pub name: String,
    /// How many of its lines come from a commit of theirs.
    pub lines: usize,
    /// Whether they are active in the repository.
    pub active: bool,
}

/// A place in a page that names something of the code.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Mentioned {
    /// The page.
    pub page: RepoPath,
    /// The line, from 1.
    pub line: u32,
    /// What it names, as written.
    pub name: String,
    /// Whether the file itself is named.
    pub by_path: bool,
}

/// A module with its bus factor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ModuleCard {
    /// Its folder, or its name in the settings.
    pub name: String,
    /// Its bus factor.
    pub bus_factor: usize,
    /// How many source files it has.
    pub files: usize,
}

/// A file of the repository that is no page.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FileCard {
    /// Its language; empty when it does not count as source.
    pub language: String,
    /// Why it does not count as source, if it does not.
    pub excluded: Option<String>,
    /// Who changed it.
    pub knowers: Knowers,
    /// The last change by a person: seconds since 1970.
    pub last_change: Option<i64>,
    /// The module it belongs to.
    pub module: Option<ModuleCard>,
    /// Places that name it or what it defines for others.
    pub passages: Vec<Mentioned>,
}

/// A folder.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FolderCard {
    /// Who knows the source files below it.
    pub figure: Figure,
    /// How many source files are below it.
    pub source_files: usize,
    /// How many other files are.
    pub other_files: usize,
    /// How many of the source files are named by a page.
    pub described: usize,
    /// The modules that have files there.
    pub modules: Vec<ModuleCard>,
    /// Pages about its files, each with how many places name them; most first.
    pub pages: Vec<(RepoPath, usize)>,
}

/// A definition within a file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SymbolCard {
    /// The name within its file.
    pub name: String,
    /// What it is, in a word.
    pub kind: &'static str,
    /// First and last line of each of its declarations.
    pub lines: Vec<(u32, u32)>,
    /// Who wrote its lines, most first.
    pub writers: Vec<Writer>,
    /// How many more people did.
    pub more: usize,
    /// Whether lines come from commits of several people, so that they count more than once.
    pub is_shared: bool,
    /// Lines that are nobody's: of programs, bulk commits, or before what is counted.
    pub of_nobody: usize,
    /// Places that name it.
    pub passages: Vec<Mentioned>,
}

impl SymbolCard {
    /// How many lines it has.
    pub fn count(&self) -> usize {
        self.lines.iter().map(|(first, last)| (last - first + 1) as usize).sum()
    }
}

/// A page of documentation.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PageCard {
    /// Who wrote it.
    pub knowers: Knowers,
    /// The last change by a person: seconds since 1970.
    pub last_change: Option<i64>,
    /// The files of code it describes, each with how many places name it or what it defines.
    pub describes: Vec<(RepoPath, usize)>,
}

/// What was asked about.
#[derive(Clone, Debug, PartialEq)]
pub enum Subject {
    /// A file.
    File(FileCard),
    /// A folder.
    Folder(FolderCard),
    /// A definition.
    Symbol(SymbolCard),
    /// A page.
    Page(PageCard),
}

/// Everything that `abreast who` says.
#[derive(Clone, Debug, PartialEq)]
pub struct WhoReport {
    /// The commit, shortened.
    pub head: String,
    /// How knowledge was measured.
    pub method: &'static str,
    /// The path that was asked about; `.` for the whole repository.
    pub path: String,
    /// What is there.
    pub subject: Subject,
    /// Who is declared to own it; `None` without a CODEOWNERS file or for folders.
    pub owners: Option<Vec<String>>,
    /// What could not be read.
    pub problems: Vec<Problem>,
}

/// A module that somebody alone knows, with the files nobody else is an author of and that nothing describes.
#[derive(Clone, Debug, PartialEq)]
pub struct HandoverModule {
    /// Its folder, or its name in the settings.
    pub name: String,
    /// What to do about it.
    pub advice: Advice,
    /// How much depends on it, 0 to 1.
    pub impact: f64,
    /// Why, in words.
    pub reason: String,
    /// The files, the largest first.
    pub files: Vec<RepoPath>,
}

/// A page somebody wrote most of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HandoverPage {
    /// The page.
    pub path: RepoPath,
    /// The lines on which something is stale, one a finding; `None` when nobody looked.
    pub stale: Option<Vec<u32>>,
}

/// Somebody who could take over files of a module.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Successor {
    /// The name, a pseudonym, or nothing.
    pub name: String,
    /// How many files of the module they are an author of.
    pub author_of: usize,
    /// How many of the files that are handed over they changed at least once.
    pub changed: usize,
}

/// Who could take over in a module.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Succession {
    /// The module.
    pub module: String,
    /// How many of its files only the one who leaves is an author of.
    pub files: usize,
    /// Active people, the next in degree of authorship first; empty when nobody active changed it.
    pub people: Vec<Successor>,
}

/// Everything that `abreast handoff` says.
#[derive(Clone, Debug, PartialEq)]
pub struct HandoffReport {
    /// The commit, shortened.
    pub head: String,
    /// How knowledge was measured.
    pub method: &'static str,
    /// Who hands over, as it was asked.
    pub person: String,
    /// Source files that anybody touched.
    pub files: usize,
    /// Files they are the only author of.
    pub alone: usize,
    /// How many of these a fresh passage describes.
    pub written_down: usize,
    /// Files they are an author of beside others.
    pub shared: usize,
    /// Modules in which nobody else is an author of anything.
    pub alone_in: Vec<String>,
    /// Modules to write about first, the most urgent first.
    pub first: Vec<HandoverModule>,
    /// The other files, by module.
    pub rest: Vec<HandoverModule>,
    /// Pages they wrote most of; those with most that is stale first.
    pub pages: Vec<HandoverPage>,
    /// Who could take over, by module.
    pub successors: Vec<Succession>,
    /// What could not be read.
    pub problems: Vec<Problem>,
}
