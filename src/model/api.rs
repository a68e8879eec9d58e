//! What a package offers to others, and whether it is documented.

use super::path::RepoPath;
use super::problem::Problem;
use super::span::Region;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What a public symbol is, as finely as compilers and linters tell apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum ApiKind {
    /// The root of a Rust crate.
    Crate,
    /// A Python package: its `__init__.py`.
    Package,
    /// A module.
    Module,
    /// A Python class.
    Class,
    /// A class within a class.
    NestedClass,
    /// A struct.
    Struct,
    /// A union.
    Union,
    /// An enum.
    Enum,
    /// A variant of an enum.
    Variant,
    /// A field of a struct, a union or a variant.
    Field,
    /// A trait.
    Trait,
    /// A trait alias.
    TraitAlias,
    /// A free function.
    Function,
    /// A method: in Rust with a receiver, in Python of a class.
    Method,
    /// A Rust function of a type or trait, without a receiver.
    AssocFn,
    /// A constant of a type or trait.
    AssocConst,
    /// A type of a trait.
    AssocType,
    /// A constant.
    Const,
    /// A static.
    Static,
    /// A type alias.
    Type,
    /// A type of an `extern` block.
    ForeignType,
    /// A macro.
    Macro,
    /// `__init__` of a Python class.
    Init,
    /// Another double-underscore method of a Python class.
    Magic,
}

impl ApiKind {
    /// The kind in `snake_case`, as machine-readable output writes it.
    pub fn id(self) -> &'static str {
        match self {
            ApiKind::Crate => "crate",
            ApiKind::Package => "package",
            ApiKind::Module => "module",
            ApiKind::Class => "class",
            ApiKind::NestedClass => "nested_class",
            ApiKind::Struct => "struct",
            ApiKind::Union => "union",
            ApiKind::Enum => "enum",
            ApiKind::Variant => "variant",
            ApiKind::Field => "field",
            ApiKind::Trait => "trait",
            ApiKind::TraitAlias => "trait_alias",
            ApiKind::Function => "function",
            ApiKind::Method => "method",
            ApiKind::AssocFn => "assoc_fn",
            ApiKind::AssocConst => "assoc_const",
            ApiKind::AssocType => "assoc_type",
            ApiKind::Const => "const",
            ApiKind::Static => "static",
            ApiKind::Type => "type",
            ApiKind::ForeignType => "foreign_type",
            ApiKind::Macro => "macro",
            ApiKind::Init => "init",
            ApiKind::Magic => "magic",
        }
    }

    /// The kind as messages say it.
    pub fn words(self) -> &'static str {
        match self {
            ApiKind::NestedClass => "class",
            ApiKind::TraitAlias => "trait alias",
            ApiKind::AssocFn => "associated function",
            ApiKind::AssocConst => "associated constant",
            ApiKind::AssocType => "associated type",
            ApiKind::Const => "constant",
            ApiKind::Type => "type alias",
            ApiKind::ForeignType => "foreign type",
            ApiKind::Init => "constructor",
            ApiKind::Magic => "special method",
            kind => kind.id(),
        }
    }
}

/// A symbol that others can use.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct ApiSymbol {
    /// Its name in its declaration.
    pub region: Region,
    /// What it is.
    pub kind: ApiKind,
    /// Its name within its file, qualified by what stands around it: `Client.close`, `client::Client::close`. For a crate,
    /// a package or a module that is a file, its own name.
    pub name: String,
    /// Whether it has documentation.
    pub documented: bool,
}

impl ApiSymbol {
    /// The last part of its name.
    pub fn leaf(&self) -> &str {
        self.name.rsplit(['.', ':']).next().unwrap_or_default()
    }
}

/// What is wrong with a doc comment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum DocFaultKind {
    /// A public function that returns `Result` has no `# Errors` section.
    MissingErrors,
    /// A public function that may panic has no `# Panics` section.
    MissingPanics,
    /// A public unsafe function or trait has no `# Safety` section.
    MissingSafety,
    /// It describes a parameter that the signature has not.
    UnknownParameter,
    /// It describes a returned value, and the signature says that there is none.
    NothingReturned,
    /// It names another type than the signature.
    OtherType,
    /// It says another default than the signature.
    OtherDefault,
}

impl DocFaultKind {
    /// The kind in kebab-case, as machine-readable output writes it.
    pub fn id(self) -> &'static str {
        match self {
            DocFaultKind::MissingErrors => "missing-errors",
            DocFaultKind::MissingPanics => "missing-panics",
            DocFaultKind::MissingSafety => "missing-safety",
            DocFaultKind::UnknownParameter => "unknown-parameter",
            DocFaultKind::NothingReturned => "nothing-returned",
            DocFaultKind::OtherType => "other-type",
            DocFaultKind::OtherDefault => "other-default",
        }
    }
}

/// A doc comment of a public symbol that says too little, or what is not so.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct DocFault {
    /// The place in the doc comment or, for what is missing, the name in the declaration.
    pub region: Region,
    /// What is wrong.
    pub kind: DocFaultKind,
    /// The symbol that is documented, as in [`ApiSymbol::name`].
    pub symbol: String,
    /// What is said of: the parameter, the type as the comment writes it; empty for what is missing.
    pub subject: String,
    /// What the signature says instead; empty when it says nothing.
    pub actual: String,
}

/// The language of a file of the API.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum ApiLanguage {
    /// Python.
    Python,
    /// Rust.
    Rust,
}

impl ApiLanguage {
    /// The language in lower case.
    pub fn id(self) -> &'static str {
        match self {
            ApiLanguage::Python => "python",
            ApiLanguage::Rust => "rust",
        }
    }
}

/// What one file offers to others. Symbols and faults are sorted by place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApiFile {
    /// Its language.
    pub language: ApiLanguage,
    /// What others can use.
    pub symbols: Vec<ApiSymbol>,
    /// Doc comments of these that are at fault.
    pub faults: Vec<DocFault>,
}

/// The public API of a tree of files.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Api {
    /// By file; files that offer nothing are not in it.
    pub files: BTreeMap<RepoPath, ApiFile>,
    /// What could not be read, and so was left out.
    pub problems: Vec<Problem>,
}
