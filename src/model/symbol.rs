//! Named code elements and their signatures.

use super::span::Span;
use serde::{Deserialize, Serialize};

/// What a symbol is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum SymbolKind {
    /// A module or package.
    Module,
    /// A class.
    Class,
    /// A struct or union.
    Struct,
    /// An enum.
    Enum,
    /// A variant of an enum.
    Variant,
    /// A trait, protocol or interface.
    Interface,
    /// A free function.
    Function,
    /// A function of a class, struct or trait.
    Method,
    /// A field, property or instance attribute.
    Field,
    /// A constant, static or module-level variable.
    Constant,
    /// A type alias or associated type.
    Type,
    /// A macro.
    Macro,
    /// A parameter; only as the subject of a change.
    Parameter,
    /// A command-line flag, with its leading dashes.
    Flag,
    /// An environment variable.
    EnvVar,
    /// A key of a settings file.
    ConfigKey,
}

impl SymbolKind {
    /// The kind in one lower-case word, as messages say it.
    pub fn word(self) -> &'static str {
        match self {
            SymbolKind::Module => "module",
            SymbolKind::Class => "class",
            SymbolKind::Struct => "struct",
            SymbolKind::Enum => "enum",
            SymbolKind::Variant => "variant",
            SymbolKind::Interface => "interface",
            SymbolKind::Function => "function",
            SymbolKind::Method => "method",
            SymbolKind::Field => "field",
            SymbolKind::Constant => "constant",
            SymbolKind::Type => "type",
            SymbolKind::Macro => "macro",
            SymbolKind::Parameter => "parameter",
            SymbolKind::Flag => "flag",
            SymbolKind::EnvVar => "environment variable",
            SymbolKind::ConfigKey => "config key",
        }
    }

    /// Whether other symbols can be named through it (`Client` in `Client.close`).
    pub fn is_container(self) -> bool {
        matches!(
            self,
            Self::Module | Self::Class | Self::Struct | Self::Enum | Self::Interface | Self::Type
        )
    }
}

/// From where a symbol can be named.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Visibility {
    /// From everywhere, as far as its own declaration says.
    Public,
    /// From its own package (`pub(crate)`, `pub(super)`).
    Restricted,
    /// From its own file or class only (no `pub`; a leading `_` in Python).
    Private,
}

/// How an argument is passed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum ParamKind {
    /// By position only.
    PositionalOnly,
    /// By position or by name.
    Normal,
    /// By position; a call may leave it out, or the language does not say whether it may.
    Optional,
    /// By name only.
    KeywordOnly,
    /// Takes the remaining positional arguments (`*args`).
    Variadic,
    /// Takes the remaining named arguments (`**kwargs`).
    KeywordVariadic,
    /// The receiver (`self`, `&mut self`, `cls`); never written in a call.
    Receiver,
}

/// One parameter of a signature.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Param {
    /// Its name, without `*` or `**`.
    pub name: String,
    /// Its type in normal form, if written.
    pub ty: Option<String>,
    /// Its default in normal form, if any.
    pub default: Option<String>,
    /// How it is passed.
    pub kind: ParamKind,
}

/// What a caller has to know of a function.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Signature {
    /// The declaration in normal form: white space, trailing commas and comments do not matter.
    pub text: String,
    /// The parameters in order, the receiver included.
    pub params: Vec<Param>,
    /// The returned type in normal form, if written.
    pub returns: Option<String>,
}

impl Signature {
    /// The parameters that a caller can write, without the receiver.
    pub fn callable_params(&self) -> impl Iterator<Item = &Param> {
        self.params.iter().filter(|param| param.kind != ParamKind::Receiver)
    }
}

/// The documentation written at a symbol: a doc comment or a docstring.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DocComment {
    /// Where it stands.
    pub span: Span,
    /// Its text without comment marks or quotes, indentation removed.
    pub text: String,
}

/// What two versions of a symbol are compared by.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CodePrint {
    /// Hash of the signature's normal form, without the symbol's own name.
    pub signature: u64,
    /// Hash of the body's tokens, without white space, comments and doc comments.
    pub body: u64,
    /// Bottom-k sketch (k = 64, sorted) of the hashes of the body's 3-token windows, the symbol's own name masked:
    /// the share of common entries estimates the Jaccard likeness of two bodies (Broder 1997).
    pub sketch: Vec<u32>,
}

/// A named code element, as read from one file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Symbol {
    /// Its own name: `close` of `Client.close`. Flags keep their dashes.
    pub name: String,
    /// Names of the symbols of the same file around it, outermost first: `[Client]`. Modules given by the path are not part of it.
    pub container: Vec<String>,
    /// What it is.
    pub kind: SymbolKind,
    /// From where it can be named, by its own declaration.
    pub visibility: Visibility,
    /// The whole declaration with its body.
    pub span: Span,
    /// The name in the declaration.
    pub name_span: Span,
    /// The line of the name, from 1.
    pub line: u32,
    /// For functions, methods and macros; for classes the signature of the constructor.
    pub signature: Option<Signature>,
    /// For constants, fields with a default, flags with a default: the value in normal form.
    pub value: Option<String>,
    /// Superclasses, or the trait of an `impl` that a method comes from, as written.
    pub bases: Vec<String>,
    /// Its documentation.
    pub doc: Option<DocComment>,
    /// Attributes or decorators by name without arguments (`deprecated`, `property`, `overload`, `doc(hidden)`).
    pub markers: Vec<String>,
    /// What versions of it are compared by.
    pub print: CodePrint,
}

impl Symbol {
    /// The name within its file: `Client.close`, with `.` between the parts in every language.
    pub fn local_name(&self) -> String {
        let mut name = self.container.join(".");
        if !name.is_empty() {
            name.push('.');
        }
        name + &self.name
    }
}
