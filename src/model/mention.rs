//! Code element references in docs.

use super::span::Span;
use serde::{Deserialize, Serialize};

/// What a mention looks like it names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum MentionKind {
    /// A symbol: `Client`, `httpx.Client`, `a::b`.
    Name,
    /// A symbol that is called: `client.close_all()`, or declared with its parameters.
    Call,
    /// A named argument in a call: `timeout` of `get(url, timeout=5)`.
    Argument,
    /// An identifier-like string in code, or a key of a settings block: `"danger_mode"`, `page_title:`.
    Key,
    /// A file or folder: `src/pay/client.py`.
    Path,
    /// The target of a link to a file of the repository.
    Link,
    /// A command-line flag with its dashes.
    Flag,
    /// An environment variable: `PATH_LIKE`.
    EnvVar,
}

/// How the doc writes a mention: how sure it is that the author meant code.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum MentionForm {
    /// Inline code.
    Code,
    /// Within a code block of this language (as written, lower-case; may be empty).
    Block(String),
    /// A role or a cross-reference: `:class:` in rST, `[x][httpx.Client]` in mkdocstrings.
    Role(String),
    /// The argument of a directive: `autoclass`, `py:function`, `literalinclude`.
    Directive(String),
    /// Plain words of prose, a heading or a table: only unmistakable ones.
    Plain,
    /// The target of a link.
    Link,
    /// Sample output: the answer of a session, a log.
    Output,
}

/// One argument of a call or one parameter of a declaration as the doc shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShownArgument {
    /// Its name (`timeout` in `timeout=5`, or the parameter of a declaration); `None` for a positional value.
    pub name: Option<String>,
    /// The value or default as written, white space joined; empty for a bare parameter.
    pub value: String,
    /// Its type, where a declaration writes one behind a colon and types cannot be left out (Rust, TypeScript).
    pub ty: Option<String>,
}

/// A call or declaration as the doc shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShownCall {
    /// The arguments in order. A lone `*` or `/` of a declaration is kept as a positional value.
    pub arguments: Vec<ShownArgument>,
    /// Whether the doc leaves something out (`...`, `…`, an unclosed parenthesis, optional `[, x]` groups, `*args` / `**kwargs` in a call).
    pub partial: bool,
    /// Whether it is a declaration (`def`, `class`, `fn`, a `py:function` directive, or inline code like `f(a, b=None)` in a heading).
    pub declaration: bool,
    /// The returned type of a declaration, if shown.
    pub returns: Option<String>,
}

/// A code element reference in a doc.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mention {
    /// Index of its passage in the page.
    pub passage: u32,
    /// Exactly the characters that name it (`client.close_all` without the parentheses).
    pub span: Span,
    /// The line on which it begins, from 1.
    pub line: u32,
    /// The name as written, without parentheses and arguments.
    pub text: String,
    /// The name in parts: `[client, close_all]`; one part for flags, environment variables, paths and keys.
    pub parts: Vec<String>,
    /// What it looks like it names.
    pub kind: MentionKind,
    /// How the doc writes it.
    pub form: MentionForm,
    /// The call or declaration around it; for an `Argument` none.
    pub call: Option<ShownCall>,
    /// For an `Argument`: the called name in parts. For a `Flag`, and for a `Key` that is the value of one: the command before
    /// it on the line, if one is shown. For a `Key` that is an extra: its package.
    pub owner: Vec<String>,
}

impl Mention {
    /// The last part of its name: `close_all`.
    pub fn leaf(&self) -> &str {
        self.parts.last().map_or(self.text.as_str(), String::as_str)
    }
}
