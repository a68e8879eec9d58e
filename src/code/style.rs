//! How the languages write comments, strings and words: the data the lexer works by.
//!
//! One constant a family. Which language belongs to which family is said in `language.rs`.

/// One way of writing a string.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Quote {
    /// What opens it.
    pub(crate) open: &'static str,
    /// What closes it.
    pub(crate) close: &'static str,
    /// Whether a backslash hides the next character.
    pub(crate) escapes: bool,
    /// Whether it may go on over the end of a line.
    pub(crate) lines: bool,
    /// Whether it holds `${ .. }` with further literals in it.
    pub(crate) nests: bool,
}

const fn quote(open: &'static str, close: &'static str, escapes: bool, lines: bool) -> Quote {
    Quote {
        open,
        close,
        escapes,
        lines,
        nests: false,
    }
}

/// Raw strings that need counting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Raw {
    /// None.
    No,
    /// `r#".."#`, and lifetimes beside characters.
    Rust,
}

/// How a family of languages writes comments, strings and words.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Style {
    /// What begins a comment that ends with its line.
    pub(crate) line_comments: &'static [&'static str],
    /// What opens and closes a comment.
    pub(crate) block_comments: &'static [(&'static str, &'static str)],
    /// Whether comments nest.
    pub(crate) nested_comments: bool,
    /// Whether a line comment must follow white space (`$#` of a shell is none).
    pub(crate) comment_needs_space: bool,
    /// The ways of writing a string, longer openers first.
    pub(crate) quotes: &'static [Quote],
    /// Whether a quote behind a letter is an apostrophe.
    pub(crate) quote_needs_boundary: bool,
    /// Words that belong to the string behind them (`rb"..."`).
    pub(crate) prefixes: &'static [&'static str],
    /// Raw strings.
    pub(crate) raw: Raw,
    /// Whether `/../` can be a regular expression.
    pub(crate) patterns: bool,
    /// Bytes that can stand in a word beside letters, digits and `_`.
    pub(crate) word_extra: &'static [u8],
    /// Whether a string that is a statement of its own is a comment.
    pub(crate) docstrings: bool,
}

const DOUBLE: Quote = quote("\"", "\"", true, false);
const SINGLE: Quote = quote("'", "'", true, false);
const DOUBLE_LINES: Quote = quote("\"", "\"", true, true);
const SINGLE_LINES: Quote = quote("'", "'", true, true);
const TRIPLE_DOUBLE: Quote = quote("\"\"\"", "\"\"\"", true, true);
const TRIPLE_SINGLE: Quote = quote("'''", "'''", true, true);
const BACKTICK: Quote = quote("`", "`", false, true);
const TEMPLATE: Quote = Quote {
    nests: true,
    ..quote("`", "`", true, true)
};

const NONE: Style = Style {
    line_comments: &[],
    block_comments: &[],
    nested_comments: false,
    comment_needs_space: false,
    quotes: &[DOUBLE, SINGLE],
    quote_needs_boundary: false,
    prefixes: &[],
    raw: Raw::No,
    patterns: false,
    word_extra: &[],
    docstrings: false,
};

/// C, C++, Java, C#, Swift, Kotlin, Scala, Dart, Groovy, protocol buffers.
pub(crate) static C_LIKE: Style = Style {
    line_comments: &["//"],
    block_comments: &[("/*", "*/")],
    quotes: &[TRIPLE_DOUBLE, DOUBLE, SINGLE],
    ..NONE
};

/// JavaScript and TypeScript.
pub(crate) static JAVASCRIPT: Style = Style {
    line_comments: &["//"],
    block_comments: &[("/*", "*/")],
    quotes: &[TEMPLATE, DOUBLE, SINGLE],
    patterns: true,
    word_extra: b"$",
    ..NONE
};

/// Go.
pub(crate) static GO: Style = Style {
    line_comments: &["//"],
    block_comments: &[("/*", "*/")],
    quotes: &[BACKTICK, DOUBLE, SINGLE],
    ..NONE
};

/// Rust.
pub(crate) static RUST: Style = Style {
    line_comments: &["//"],
    block_comments: &[("/*", "*/")],
    nested_comments: true,
    quotes: &[DOUBLE_LINES],
    prefixes: &["r", "b", "br", "c", "cr"],
    raw: Raw::Rust,
    ..NONE
};

/// Python.
pub(crate) static PYTHON: Style = Style {
    line_comments: &["#"],
    quotes: &[TRIPLE_DOUBLE, TRIPLE_SINGLE, DOUBLE, SINGLE],
    prefixes: &[
        "r", "b", "f", "u", "t", "rb", "br", "fr", "rf", "tr", "rt", "R", "B", "F", "U", "Rb", "rB", "RB", "Br", "bR",
        "BR", "Fr", "fR", "FR", "Rf", "rF", "RF",
    ],
    docstrings: true,
    ..NONE
};

/// PHP: both comment families.
pub(crate) static PHP: Style = Style {
    line_comments: &["//", "#"],
    block_comments: &[("/*", "*/")],
    quotes: &[DOUBLE_LINES, SINGLE_LINES],
    word_extra: b"$",
    ..NONE
};

/// Ruby, Elixir, Crystal, Perl, R, Julia, Nim, Tcl.
pub(crate) static RUBY: Style = Style {
    line_comments: &["#"],
    block_comments: &[("\n=begin", "\n=end")],
    comment_needs_space: true,
    quotes: &[TRIPLE_DOUBLE, DOUBLE_LINES, SINGLE_LINES],
    quote_needs_boundary: true,
    ..NONE
};

/// Shells, Makefiles, Dockerfiles, CMake.
pub(crate) static SHELL: Style = Style {
    line_comments: &["#"],
    comment_needs_space: true,
    quotes: &[DOUBLE_LINES, SINGLE],
    quote_needs_boundary: true,
    ..NONE
};

/// Lua.
pub(crate) static LUA: Style = Style {
    line_comments: &["--"],
    block_comments: &[("--[[", "]]")],
    quotes: &[quote("[[", "]]", false, true), DOUBLE, SINGLE],
    ..NONE
};

/// SQL.
pub(crate) static SQL: Style = Style {
    line_comments: &["--"],
    block_comments: &[("/*", "*/")],
    quotes: &[DOUBLE_LINES, quote("'", "'", false, true)],
    ..NONE
};

/// Haskell, Elm, PureScript.
pub(crate) static HASKELL: Style = Style {
    line_comments: &["--"],
    block_comments: &[("{-", "-}")],
    nested_comments: true,
    quotes: &[DOUBLE],
    ..NONE
};

/// OCaml, F#.
pub(crate) static ML: Style = Style {
    line_comments: &[],
    block_comments: &[("(*", "*)")],
    nested_comments: true,
    quotes: &[DOUBLE_LINES],
    ..NONE
};

/// Lisps: Clojure, Emacs Lisp, Scheme, Common Lisp.
pub(crate) static LISP: Style = Style {
    line_comments: &[";"],
    quotes: &[DOUBLE_LINES],
    word_extra: b"-?!*",
    ..NONE
};

/// Erlang, TeX, MATLAB, Prolog.
pub(crate) static PERCENT: Style = Style {
    line_comments: &["%"],
    quotes: &[DOUBLE],
    ..NONE
};

/// HTML, XML, Vue, Svelte.
pub(crate) static MARKUP: Style = Style {
    block_comments: &[("<!--", "-->"), ("/*", "*/")],
    quotes: &[DOUBLE, SINGLE],
    quote_needs_boundary: true,
    ..NONE
};

/// CSS, SCSS, Less.
pub(crate) static CSS: Style = Style {
    block_comments: &[("/*", "*/")],
    word_extra: b"-",
    ..NONE
};

/// TOML.
pub(crate) static TOML: Style = Style {
    line_comments: &["#"],
    quotes: &[
        TRIPLE_DOUBLE,
        quote("'''", "'''", false, true),
        DOUBLE,
        quote("'", "'", false, false),
    ],
    word_extra: b"-",
    ..NONE
};

/// YAML.
pub(crate) static YAML: Style = Style {
    line_comments: &["#"],
    comment_needs_space: true,
    quotes: &[DOUBLE, SINGLE],
    quote_needs_boundary: true,
    word_extra: b"-",
    ..NONE
};

/// JSON, with the comments that some dialects allow.
pub(crate) static JSON: Style = Style {
    line_comments: &["//"],
    block_comments: &[("/*", "*/")],
    ..NONE
};

/// INI, CFG, properties, .env, .editorconfig.
pub(crate) static INI: Style = Style {
    line_comments: &["#", ";"],
    comment_needs_space: true,
    quotes: &[DOUBLE],
    quote_needs_boundary: true,
    word_extra: b"-",
    ..NONE
};

/// Text of no known language.
pub(crate) static GENERIC: Style = Style {
    line_comments: &["#", "//"],
    comment_needs_space: true,
    quotes: &[DOUBLE, SINGLE],
    quote_needs_boundary: true,
    ..NONE
};
