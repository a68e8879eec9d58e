//! Cuts code of any language into tokens: roughly, without ever failing. Not a parser, and not exact for any language.

use super::super::vocabulary::{family, is_keyword};
use super::word::{is_ident_char, is_ident_start};
use std::ops::Range;

/// How a code block is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Family {
    /// Python and what looks like it.
    Python,
    /// Rust.
    Rust,
    /// JavaScript and TypeScript.
    Script,
    /// Languages with braces.
    C,
    /// Languages with `#` comments.
    Ruby,
    /// Languages with `--` comments.
    Dash,
    /// Command lines.
    Shell,
    /// Sections and `key = value`.
    Toml,
    /// `key: value`.
    Yaml,
    /// `"key": value`.
    Json,
    /// `KEY=value`.
    Env,
    /// Tags and templates.
    Markup,
    /// Patches.
    Diff,
    /// What a program prints.
    Output,
    /// Code of an unknown language.
    General,
    /// Inline code.
    Inline,
}

impl Family {
    /// The family of a language as written in a page, by `rules/vocabulary.toml`.
    pub(crate) fn of(language: &str) -> Family {
        match family(language).unwrap_or_default() {
            "python" => Family::Python,
            "rust" => Family::Rust,
            "script" => Family::Script,
            "c" => Family::C,
            "ruby" => Family::Ruby,
            "dash" => Family::Dash,
            "shell" => Family::Shell,
            "toml" => Family::Toml,
            "yaml" => Family::Yaml,
            "json" => Family::Json,
            "env" => Family::Env,
            "markup" => Family::Markup,
            "diff" => Family::Diff,
            "output" => Family::Output,
            _ => Family::General,
        }
    }

    /// Its word in the vocabulary's lists of keywords.
    fn word(self) -> &'static str {
        match self {
            Family::Python => "python",
            Family::Rust => "rust",
            Family::Script => "script",
            Family::C => "c",
            Family::Ruby => "ruby",
            Family::Dash => "dash",
            Family::Inline => "inline",
            _ => "general",
        }
    }

    /// Whether a word is never a name in this family.
    pub(crate) fn is_keyword(self, word: &str) -> bool {
        is_keyword(self.word(), word)
    }

    /// Whether calls have named arguments written `name=value`.
    pub(crate) fn has_named_arguments(self) -> bool {
        !matches!(self, Family::Rust | Family::Script)
    }

    fn line_comment(self, rest: &str, at_word: bool) -> bool {
        let hash = rest.starts_with('#');
        let slashes = rest.starts_with("//");
        match self {
            Family::Python | Family::Ruby => hash,
            Family::Rust | Family::Script | Family::C => slashes,
            Family::Dash => rest.starts_with("--"),
            Family::Inline => false,
            _ => at_word && (rest.starts_with("# ") || rest.starts_with("// ")),
        }
    }

    fn has_block_comments(self) -> bool {
        matches!(self, Family::Rust | Family::Script | Family::C | Family::General)
    }
}

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// An identifier or keyword.
    Ident,
    /// A number.
    Number,
    /// A string.
    Text,
    /// A comment.
    Comment,
    /// Any other sign; `::`, `->`, `=>`, `==`, `...` and the like are one token.
    Sign,
    /// The end of a line.
    Newline,
}

/// A token.
#[derive(Clone, Debug)]
pub(crate) struct Token {
    /// What it is.
    pub(crate) kind: Kind,
    /// Where it stands.
    pub(crate) range: Range<usize>,
    /// For strings and comments what is inside; else as `range`.
    pub(crate) inner: Range<usize>,
}

/// Signs of several characters, longest first.
const SIGNS: &[&str] = &[
    "...", "===", "!==", "::", "->", "=>", "==", "!=", "<=", ">=", ":=", "?.", "&&", "||", "**", "+=", "-=", "…",
];

/// Cuts a text into tokens.
pub(crate) fn tokens(text: &str, family: Family) -> Vec<Token> {
    let mut lexer = Lexer {
        text,
        family,
        at: 0,
        tokens: Vec::new(),
        unclosed: 0,
        unclosed_tick: 0,
    };
    while lexer.at < text.len() {
        lexer.step();
    }
    lexer.tokens
}

struct Lexer<'a> {
    text: &'a str,
    family: Family,
    at: usize,
    tokens: Vec<Token>,
    /// Offset before which a block comment or long string is known not to be closed: so that looking for the end of many
    /// of them stays linear.
    unclosed: usize,
    /// Offset before which a backtick is not looked at again, for the same reason.
    unclosed_tick: usize,
}

impl Lexer<'_> {
    fn rest(&self) -> &str {
        &self.text[self.at..]
    }

    fn push(&mut self, kind: Kind, end: usize, inner: Range<usize>) {
        let range = self.at..end;
        self.tokens.push(Token { kind, range, inner });
        self.at = end;
    }

    fn plain(&mut self, kind: Kind, length: usize) {
        let end = self.at + length;
        self.push(kind, end, self.at..end);
    }

    fn step(&mut self) {
        let Some(first) = self.rest().chars().next() else {
            return;
        };
        if first == '\n' {
            return self.plain(Kind::Newline, 1);
        }
        if first.is_whitespace() {
            self.at += first.len_utf8();
            return;
        }
        if self.comment() || self.string(first) {
            return;
        }
        let starts_ident = is_ident_start(first) || first == '$' && self.family == Family::Script;
        if starts_ident {
            return self.run(Kind::Ident, is_ident_char);
        }
        if first.is_ascii_digit() {
            return self.run(Kind::Number, |c| is_ident_char(c) || c == '.');
        }
        let sign = SIGNS.iter().find(|sign| self.rest().starts_with(**sign));
        self.plain(Kind::Sign, sign.map_or(first.len_utf8(), |sign| sign.len()));
    }

    fn run(&mut self, kind: Kind, belongs: fn(char) -> bool) {
        let rest = self.rest();
        let first = rest.chars().next().map_or(1, char::len_utf8);
        let length = rest[first..]
            .find(|c| !belongs(c))
            .map_or(rest.len(), |end| first + end);
        self.plain(kind, length);
    }

    fn comment(&mut self) -> bool {
        let before = self.text[..self.at].chars().next_back();
        let at_word = before.is_none_or(char::is_whitespace);
        if self.family.line_comment(self.rest(), at_word) {
            let length = self.rest().find('\n').unwrap_or(self.rest().len());
            let signs = self.rest()[..length].find(|c| !"#/!-*".contains(c)).unwrap_or(length);
            self.push(Kind::Comment, self.at + length, self.at + signs..self.at + length);
            return true;
        }
        if !self.family.has_block_comments() || !self.rest().starts_with("/*") || self.at < self.unclosed {
            return false;
        }
        self.closed_by(Kind::Comment, 2, "*/")
    }

    /// A token from here to `close`; false when it is not closed.
    fn closed_by(&mut self, kind: Kind, open: usize, close: &str) -> bool {
        let body = self.at + open;
        let Some(length) = self.text.get(body..).and_then(|rest| rest.find(close)) else {
            self.unclosed = self.text.len();
            return false;
        };
        self.push(kind, body + length + close.len(), body..body + length);
        true
    }

    fn string(&mut self, first: char) -> bool {
        let prefix = self.string_prefix(first);
        let rest = &self.rest()[prefix..];
        let Some(quote @ ('"' | '\'' | '`')) = rest.chars().next() else {
            return false;
        };
        if rest.starts_with("\"\"\"") || rest.starts_with("'''") {
            let close = if quote == '"' { "\"\"\"" } else { "'''" };
            return self.at >= self.unclosed && self.closed_by(Kind::Text, prefix + 3, close);
        }
        if quote == '\'' && prefix == 0 && self.is_no_quote() {
            return false;
        }
        let multiline = quote == '`';
        if multiline && self.at < self.unclosed_tick {
            return false;
        }
        let Some(length) = closing(&rest[1..], quote, multiline) else {
            self.unclosed_tick = if multiline { self.at + 1000 } else { self.unclosed_tick };
            return false;
        };
        let body = self.at + prefix + 1;
        self.push(Kind::Text, body + length + 1, body..body + length);
        true
    }

    /// Length of the prefix of a string: `r`, `b`, `f`, `rb`.
    fn string_prefix(&self, first: char) -> usize {
        if !"rRbBfFuUcL@$".contains(first) {
            return 0;
        }
        let rest = self.rest();
        let length = rest
            .bytes()
            .take(3)
            .take_while(|byte| b"rRbBfFuUcL@$".contains(byte))
            .count();
        let quoted = rest[length..].starts_with(['"', '\'']);
        if quoted && length <= 2 { length } else { 0 }
    }

    /// An apostrophe within a word, or a Rust lifetime.
    fn is_no_quote(&self) -> bool {
        let in_word = self.text[..self.at].ends_with(is_ident_char);
        let mut after = self.rest().chars().skip(1);
        let (next, then) = (after.next(), after.next());
        let is_lifetime = self.family == Family::Rust && next.is_some_and(is_ident_start) && then != Some('\'');
        in_word || is_lifetime
    }
}

/// Offset of the closing quote, on the same line unless `multiline`. Strings longer than 2,000 bytes are not strings.
fn closing(rest: &str, quote: char, multiline: bool) -> Option<usize> {
    let mut escaped = false;
    for (at, c) in rest.char_indices() {
        if at > 2000 || c == '\n' && !multiline {
            return None;
        }
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            _ if c == quote => return Some(at),
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::{Family, Kind, tokens};

    fn cut(text: &str, family: Family) -> Vec<&str> {
        tokens(text, family)
            .into_iter()
            .map(|token| &text[token.range])
            .collect()
    }

    #[test]
    fn strings_comments_and_signs_are_single_tokens() {
        assert_eq!(
            cut("f(r'a b', x::y) # it's", Family::Python),
            ["f", "(", "r'a b'", ",", "x", "::", "y", ")", "# it's"]
        );
        assert_eq!(
            cut("let x: &'a str = \"'\";", Family::Rust),
            ["let", "x", ":", "&", "'", "a", "str", "=", "\"'\"", ";"]
        );
        assert_eq!(cut("don't stop", Family::Inline), ["don", "'", "t", "stop"]);
        assert_eq!(cut("/* a", Family::C), ["/", "*", "a"]);
    }

    #[test]
    fn the_inside_of_strings_and_comments_is_known() {
        let text = "\"\"\"a\nb\"\"\" # c";
        let found = tokens(text, Family::Python);
        assert_eq!(&text[found[0].inner.clone()], "a\nb");
        assert_eq!(found[1].kind, Kind::Comment);
        assert_eq!(&text[found[1].inner.clone()], " c");
    }
}
