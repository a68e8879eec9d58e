//! How a symbol, a word or a path differs between base and head.

use super::path::RepoPath;
use super::symbol::{Symbol, SymbolKind};

/// What happened to a symbol.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ChangeKind {
    /// It is new.
    Added,
    /// Its definition is gone.
    Removed,
    /// It has another name; body or signature are alike.
    Renamed,
    /// It has the same name in another place.
    Moved,
    /// Its parameters, types or defaults changed.
    SignatureChanged,
    /// The value of a constant or the default of a field changed.
    ValueChanged,
    /// It can no longer be named from where it could.
    MadePrivate,
    /// Only its body changed.
    BodyChanged,
}

impl ChangeKind {
    /// The change as the verb of a message: "was removed".
    pub fn phrase(self) -> &'static str {
        match self {
            ChangeKind::Added => "was added",
            ChangeKind::Removed => "was removed",
            ChangeKind::Renamed => "was renamed",
            ChangeKind::Moved => "was moved",
            ChangeKind::SignatureChanged => "changed its signature",
            ChangeKind::ValueChanged => "changed its value",
            ChangeKind::MadePrivate => "was made private",
            ChangeKind::BodyChanged => "changed its behaviour",
        }
    }
}

/// A symbol together with the place it was read at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlacedSymbol {
    /// The file.
    pub path: RepoPath,
    /// The name from outside: module parts given by the path, then the container, then its own.
    pub qualified: Vec<String>,
    /// The symbol as read from the file.
    pub symbol: Symbol,
}

impl PlacedSymbol {
    /// The qualified name with `.` (Python and others) or `::` (Rust) between its parts.
    pub fn display_name(&self) -> String {
        let separator = if self.path.extension() == "rs" { "::" } else { "." };
        if matches!(
            self.symbol.kind,
            SymbolKind::Flag | SymbolKind::EnvVar | SymbolKind::ConfigKey
        ) {
            return self.symbol.name.clone();
        }
        self.qualified.join(separator)
    }
}

/// One symbol that differs between base and head.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SymbolChange {
    /// What happened.
    pub kind: ChangeKind,
    /// The symbol at base; `None` when it was added.
    pub base: Option<PlacedSymbol>,
    /// The symbol at head; `None` when it was removed.
    pub head: Option<PlacedSymbol>,
    /// Likeness of the two bodies in percent (100 for changes that are not renames or moves).
    pub similarity: u8,
}
