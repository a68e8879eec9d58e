//! What a file of Rust declares, as data: small, without the text, and with every condition still unanswered.

use super::attribute::Attribute;
use super::token::Tokens;
use serde::{Deserialize, Serialize};

/// Where a name stands. `file` is 0 for the file that was read; who expands macros over several files numbers them from 1.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Place {
    /// The file.
    pub file: u32,
    /// The line, from 1.
    pub line: u32,
    /// The column in characters, from 1.
    pub column: u32,
    /// How many characters stand there.
    pub width: u32,
}

impl Place {
    /// The same place, when "the file that was read" is this one.
    #[must_use]
    pub fn in_file(mut self, file: u32) -> Place {
        if self.file == 0 {
            self.file = file;
        }
        self
    }
}

/// Who may name an item.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Visibility {
    /// Nothing is written: private, or as what it is in.
    #[default]
    Inherited,
    /// `pub`.
    Public,
    /// `pub(crate)`, `pub(super)`, `pub(in path)`.
    Within(Vec<Box<str>>),
}

/// What a signature and a body say that documentation should speak of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Callable {
    /// It has a receiver.
    pub receiver: bool,
    /// Its caller must keep promises.
    pub is_unsafe: bool,
    /// It returns a `Result`.
    pub fails: bool,
    /// Its body holds what panics.
    pub panics: bool,
}

/// One name that a `use` brings in, or a glob.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Import {
    /// The path; an empty first part stands for a leading `::`.
    pub path: Vec<Box<str>>,
    /// The new name; `None` for `*`.
    pub name: Option<Box<str>>,
}

/// A call of a macro where items stand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MacroCall {
    /// The path of the macro.
    pub path: Vec<Box<str>>,
    /// What is between its brackets.
    pub body: Tokens,
}

/// What an item is, and what is within.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Shape {
    /// `mod x;` or `mod x { .. }`.
    Module(Option<Vec<Item>>),
    /// Its named fields, and whether its name is also a value (`struct A;`, `struct A(..);`).
    Struct(Vec<Item>, bool),
    /// Its fields.
    Union(Vec<Item>),
    /// Its variants.
    Enum(Vec<Item>),
    /// Its named fields.
    Variant(Vec<Item>),
    /// A named field.
    Field,
    /// Its items, and whether it is unsafe to implement.
    Trait(Vec<Item>, bool),
    /// `trait A = B;`
    TraitAlias,
    /// A function, a method, one of a foreign block.
    Function(Callable),
    /// A constant, and the `impl` blocks in the body of `const _`: these belong to their types nonetheless.
    Const(Vec<Item>),
    /// A static.
    Static,
    /// A type, and the path that it stands for.
    Type(Vec<Box<str>>),
    /// `extern "C" { .. }`
    Foreign(Vec<Item>),
    /// The type of an `impl` as a path, and its items. Those of traits declare nothing of their own and are not kept.
    Impl(Vec<Box<str>>, Vec<Item>),
    /// `use ..;`
    Use(Vec<Import>),
    /// `extern crate`; the item has the name that it is known by.
    ExternCrate(Box<str>),
    /// The rules of a `macro_rules!`.
    Rules(Tokens),
    /// `macro x { .. }`
    Macro,
    /// A call of a macro.
    Call(MacroCall),
}

/// One item, a member, a field or a variant.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    /// Its name; empty for what has none.
    pub name: Box<str>,
    /// Where the name stands.
    pub at: Place,
    /// Its attributes and doc comments, in order.
    pub attributes: Vec<Attribute>,
    /// Who may name it.
    pub visibility: Visibility,
    /// What it is.
    pub shape: Shape,
}
