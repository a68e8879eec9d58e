//! Every word of a text of code, in any language, and how it occurs there.
//!
//! Built on tokens and not on grammars, so that it holds for every language and every broken file. It errs on the side
//! of seeing a word: a word that occurs nowhere here is nowhere in the file.

use super::definitions::hints;
use super::language::{Language, Reader, language_of};
use super::lexer::{Lexer, Token, TokenKind};
use crate::model::guard::guarded;
use crate::model::path::RepoPath;
use crate::model::source::{WordUse, Words};
use std::collections::HashSet;

/// Takes words one by one.
type Visitor<'a> = &'a mut dyn FnMut(&str, WordUse);

/// Every word of a file with all the ways in which it occurs.
pub fn words(path: &RepoPath, text: &str) -> Words {
    let gather = |visit: &dyn Fn(Visitor<'_>)| {
        let mut words = Words::new();
        visit(&mut |word, word_use| {
            if let Some(known) = words.get_mut(word) {
                *known = known.with(word_use);
            } else {
                words.insert(word.into(), word_use);
            }
        });
        words
    };
    guarded(|| gather(&|see| visit(path, text, see))).unwrap_or_else(|| gather(&|see| visit_plainly(text, see)))
}

/// As `visit`, without telling uses apart: for texts that the lexer cannot bear. Every word counts as defined and used,
/// so that no name is called dead because of a fault of ours.
pub(crate) fn visit_plainly<'t>(text: &'t str, mut see: impl FnMut(&'t str, WordUse)) {
    let every_use = WordUse::IDENTIFIER.with(WordUse::DEFINITION);
    let is_part = |c: char| c == '_' || c == '-' || c.is_ascii_alphanumeric() || !c.is_ascii();
    for run in text.split(|c: char| !is_part(c)).filter(|run| run.len() > 1) {
        see(run, every_use);
        if run.contains('-') {
            see(run.trim_start_matches('-'), every_use);
            let parts = run.split('-').filter(|part| part.len() > 1);
            parts.for_each(|part| see(part, every_use));
        }
    }
}

/// Calls `see` with every word of a text and how it occurs there; the same word may come many times.
pub(crate) fn visit<'t>(path: &RepoPath, text: &'t str, mut see: impl FnMut(&'t str, WordUse)) {
    let language = language_of(path);
    let defined = match language.reader {
        Reader::Hints(family) => hints(language, family, text)
            .iter()
            .map(|symbol| symbol.name_span.range().start)
            .collect(),
        _ => HashSet::new(),
    };
    let mut reading = Reading::new(language, text, defined);
    for token in Lexer::new(text, language.style) {
        reading.take(token, &mut see);
    }
}

/// Keywords that a name follows which is thereby defined, in the languages that have a grammar.
const DEFINING: &[&str] = &[
    "def",
    "class",
    "fn",
    "struct",
    "enum",
    "trait",
    "type",
    "mod",
    "union",
    "const",
    "static",
    "macro_rules",
];

/// Words that begin an import, by language.
fn import_words(language: &str) -> &'static [&'static str] {
    match language {
        "python" | "starlark" => &["import", "from"],
        "rust" | "php" => &["use", "extern"],
        "go" | "java" | "kotlin" | "scala" | "groovy" | "swift" | "dart" | "haskell" | "d" | "protobuf"
        | "solidity" => &["import"],
        "javascript" | "typescript" => &["import"],
        "c" | "cpp" | "objective-c" => &["include", "import"],
        "csharp" => &["using"],
        "ruby" | "crystal" | "lua" | "lisp" => &["require", "require_relative", "use"],
        "elixir" | "julia" | "nim" | "perl" => &["import", "alias", "use", "using"],
        _ => &[],
    }
}

/// What has been seen of a text so far.
struct Reading<'t> {
    language: &'static Language,
    text: &'t str,
    /// Where names stand that the hints take for definitions.
    defined: HashSet<usize>,
    imports: &'static [&'static str],
    depth: usize,
    /// The bracket depth at which the import began that we are in.
    importing: Option<usize>,
    /// The two tokens before, comments left out.
    last: [Option<Token>; 2],
}

impl<'t> Reading<'t> {
    fn new(language: &'static Language, text: &'t str, defined: HashSet<usize>) -> Self {
        Self {
            language,
            text,
            defined,
            imports: import_words(language.id),
            depth: 0,
            importing: None,
            last: [None, None],
        }
    }

    fn take(&mut self, token: Token, see: &mut impl FnMut(&'t str, WordUse)) {
        let word = token.of(self.text);
        match token.kind {
            TokenKind::Comment => return inner_words(word, self.use_of_comment(word), see),
            TokenKind::Text => self.literal(token, see),
            TokenKind::Word => {
                self.begin_import(token, word);
                if word.len() > 1 && !word.starts_with('\'') {
                    see(word, self.use_of(token, word));
                }
            }
            TokenKind::Mark => self.bracket(word),
            TokenKind::Number => {}
        }
        self.end_import(token, word);
        self.last = [self.last[1], Some(token)];
    }

    /// What a comment of Go says to the compiler is a text that people pass to it: `//go:build extra`.
    fn use_of_comment(&self, comment: &str) -> WordUse {
        let told = comment.starts_with("//go:build ") || comment.starts_with("// +build ");
        let go = told && self.language.id == "go";
        if go { WordUse::STRING } else { WordUse::COMMENT }
    }

    fn bracket(&mut self, mark: &str) {
        match mark {
            "(" | "[" | "{" => self.depth += 1,
            ")" | "]" | "}" => self.depth = self.depth.saturating_sub(1),
            _ => {}
        }
    }

    fn begin_import(&mut self, token: Token, word: &str) {
        let hash = self.last[1].is_some_and(|last| last.first && last.of(self.text) == "#");
        let exported = self.last[1].is_some_and(|last| matches!(last.of(self.text), "pub" | ")" | "static"));
        if (token.first || hash || exported) && self.imports.contains(&word) {
            self.importing = Some(self.depth);
        }
    }

    /// An import ends with its line, or with the bracket or semicolon that closes what it opened.
    fn end_import(&mut self, token: Token, word: &str) {
        let Some(depth) = self.importing else { return };
        let ends_line = self
            .text
            .as_bytes()
            .get(token.end)
            .is_none_or(|byte| matches!(byte, b'\n' | b'\r'));
        let goes_on = matches!(word, "," | "\\") || self.depth > depth;
        let by_semicolon = matches!(self.language.id, "rust" | "php");
        if word == ";" && self.depth <= depth || !by_semicolon && ends_line && !goes_on {
            self.importing = None;
        }
    }

    fn use_of(&self, token: Token, word: &str) -> WordUse {
        if self.importing.is_some() {
            return WordUse::IMPORT;
        }
        if self.defined.contains(&token.start) || self.is_defined_here(token, word) {
            return WordUse::IDENTIFIER.with(WordUse::DEFINITION);
        }
        WordUse::IDENTIFIER
    }

    fn is_defined_here(&self, token: Token, word: &str) -> bool {
        if matches!(self.language.reader, Reader::Hints(_)) {
            return false;
        }
        let last = self.last[1].map_or("", |last| last.of(self.text));
        let before = self.last[0].map_or("", |last| last.of(self.text));
        if DEFINING.contains(&last) || last == "!" && before == "macro_rules" || last == "mut" && before == "static" {
            return true;
        }
        match self.language.reader {
            Reader::Python => self.python_definition(token, last, before),
            Reader::Rust => token.first && self.rust_field(token, word) || last == "pub" && self.next_is(token, ":"),
            Reader::Keys(_) => self.is_key(token),
            _ => token.first && (self.next_is(token, "=") || self.next_is(token, "()")),
        }
    }

    fn rest(&self, token: Token) -> &'t str {
        self.text
            .get(token.end..)
            .unwrap_or_default()
            .trim_start_matches([' ', '\t'])
    }

    fn next_is(&self, token: Token, what: &str) -> bool {
        self.rest(token)
            .strip_prefix(what)
            .is_some_and(|rest| !rest.starts_with(['=', ':']))
    }

    /// `NAME = ..` and `NAME: type` at the start of a statement, and `self.NAME = ..`.
    fn python_definition(&self, token: Token, last: &str, before: &str) -> bool {
        let own = last == "." && matches!(before, "self" | "cls");
        let assigned = self.next_is(token, "=") || self.next_is(token, ":");
        self.depth == 0 && assigned && (token.first || own)
    }

    /// `name: Type,` of a struct, and variants of enums: a word that begins its line and is followed by what follows those.
    fn rust_field(&self, token: Token, word: &str) -> bool {
        let variant = word.starts_with(|c: char| c.is_ascii_uppercase());
        let rest = self.rest(token);
        self.next_is(token, ":")
            || variant && (rest.starts_with(',') || rest.starts_with(" {") || rest.starts_with('('))
    }

    fn is_key(&self, token: Token) -> bool {
        let rest = self.rest(token);
        let rest = rest.strip_prefix(['"', '\'']).unwrap_or(rest).trim_start();
        let assigned = rest.starts_with(':') || rest.starts_with('=');
        let in_header = token.first
            || self
                .text
                .get(..token.start)
                .is_some_and(|head| head.ends_with(['[', '.']));
        assigned || in_header && (rest.starts_with(']') || rest.starts_with('.'))
    }

    fn literal(&self, token: Token, see: &mut impl FnMut(&'t str, WordUse)) {
        let text = token.of(self.text);
        if self.is_docstring(token) {
            return inner_words(text, WordUse::COMMENT, see);
        }
        if self.language.is_data() && self.rest(token).starts_with([':', '=']) {
            return inner_words(text, WordUse::IDENTIFIER.with(WordUse::DEFINITION), see);
        }
        let word_use = if self.importing.is_some() {
            WordUse::STRING.with(WordUse::IMPORT)
        } else {
            WordUse::STRING
        };
        inner_words(text, word_use, see);
        let prefix = text.split(['"', '\'', '`']).next().unwrap_or_default();
        let interpolated = text.starts_with('`') || prefix.contains(['f', 'F']);
        if interpolated && text.contains('{') {
            for part in text.split('{').skip(1) {
                inner_words(part.split('}').next().unwrap_or_default(), WordUse::IDENTIFIER, see);
            }
        }
    }

    /// A Python string that is a statement of its own.
    fn is_docstring(&self, token: Token) -> bool {
        let style = self.language.style;
        let plain = token.of(self.text).starts_with(['"', '\'', 'r', 'R', 'u', 'U']);
        let stands_alone = token.first && self.depth == 0 && self.last[1].is_none_or(|last| last.of(self.text) != "\\");
        style.docstrings && stands_alone && plain && !self.rest(token).starts_with(['.', '%', ','])
    }
}

/// The words within a string or comment: identifier-like ones, and whole `kebab-case` and `--flag` ones beside their parts.
pub(crate) fn inner_words<'t>(text: &'t str, word_use: WordUse, see: &mut impl FnMut(&'t str, WordUse)) {
    let mut start = None;
    for (at, c) in text.char_indices() {
        match (is_inner(c), start) {
            (true, None) => start = Some(at),
            (false, Some(begin)) => {
                kebab_word(&text[begin..at], word_use, see);
                start = None;
            }
            _ => {}
        }
    }
    if let Some(begin) = start {
        kebab_word(&text[begin..], word_use, see);
    }
}

/// Whether a character of prose can belong to a word. Scripts that are written without spaces would glue names to their text.
fn is_inner(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '_' | '-') || !c.is_ascii() && c < '\u{2e80}' && c.is_alphanumeric()
}

/// One run of letters and dashes: as a whole if it is a flag or in kebab-case, and its parts.
fn kebab_word<'t>(run: &'t str, word_use: WordUse, see: &mut impl FnMut(&'t str, WordUse)) {
    let whole = run.trim_end_matches('-');
    let dashes = whole.len() - whole.trim_start_matches('-').len();
    let has_dash = whole.trim_start_matches('-').contains('-');
    let is_word = |part: &str| part.len() > 1 && !part.starts_with(|c: char| c.is_ascii_digit());
    if !has_dash && dashes == 0 {
        if is_word(whole) {
            see(whole, word_use);
        }
        return;
    }
    let letters = &whole[dashes..];
    if (dashes <= 2 && dashes > 0 || has_dash) && letters.starts_with(|c: char| c.is_ascii_alphanumeric()) {
        see(if dashes <= 2 { whole } else { letters }, word_use);
        if has_dash && dashes > 0 {
            see(letters, word_use);
        }
    }
    for part in letters.split('-').filter(|part| is_word(part)) {
        see(part, word_use);
    }
}

#[cfg(test)]
mod tests {
    use super::words;
    use crate::model::source::WordUse;

    fn use_in(path: &str, text: &str, word: &str) -> WordUse {
        words(&path.into(), text).get(word).copied().unwrap_or_default()
    }

    const NAME: WordUse = WordUse(1);
    const DEFINED: WordUse = WordUse(9);

    #[test]
    fn python_words_are_told_apart_by_their_place() {
        let text = "import os_path\n\"\"\"About docs.\"\"\"\nLIMIT = 5\ndef run(arg): # note\n    self.field = 'text --dry-run'\n    call(key=arg)\n";
        let of = |word| use_in("a.py", text, word);
        assert_eq!(of("os_path"), WordUse::IMPORT);
        assert_eq!((of("docs"), of("note")), (WordUse::COMMENT, WordUse::COMMENT));
        assert_eq!(
            (of("LIMIT"), of("run"), of("field")),
            (DEFINED, DEFINED.with(WordUse::STRING), DEFINED)
        );
        assert_eq!((of("arg"), of("call"), of("key")), (NAME, NAME, NAME));
        assert_eq!(
            (of("--dry-run"), of("dry-run"), of("text")),
            (WordUse::STRING, WordUse::STRING, WordUse::STRING)
        );
    }

    #[test]
    fn an_import_over_several_lines_ends_with_its_bracket() {
        let text = "from a import (\n    one,\n    two,\n)\nthree()\n";
        assert_eq!(use_in("a.py", text, "two"), WordUse::IMPORT);
        assert_eq!(use_in("a.py", text, "three"), NAME);
        let text = "pub use a::{\n  b1,\n  c1,\n};\nfn f1() {}\n";
        assert_eq!(
            (use_in("a.rs", text, "c1"), use_in("a.rs", text, "f1")),
            (WordUse::IMPORT, DEFINED)
        );
    }

    #[test]
    fn keys_of_data_files_are_definitions() {
        assert_eq!(
            use_in("a.json", "{\"danger_mode\": \"on_fire\"}", "danger_mode"),
            DEFINED
        );
        assert_eq!(
            use_in("a.json", "{\"danger_mode\": \"on_fire\"}", "on_fire"),
            WordUse::STRING
        );
        assert_eq!(use_in("a.toml", "[tool.ruff]\nline-length = 1", "line-length"), DEFINED);
        assert_eq!(use_in("a.toml", "[tool.ruff]\nline-length = 1", "ruff"), DEFINED);
        assert_eq!(use_in("a.yml", "build:\n  page_title: x", "page_title"), DEFINED);
    }

    #[test]
    fn interpolated_names_are_identifiers() {
        assert!(use_in("a.py", "f'{width} wide'", "width").has(WordUse::IDENTIFIER));
        assert!(!use_in("a.py", "f'{width} wide'", "wide").has(WordUse::IDENTIFIER));
        assert!(use_in("a.js", "`${width} wide`", "width").has(WordUse::IDENTIFIER));
    }

    #[test]
    fn names_in_go_and_javascript_are_definitions_where_they_are_declared() {
        assert_eq!(use_in("a.go", "func Render(w int) {}\n", "Render"), DEFINED);
        assert_eq!(
            use_in("a.ts", "export class Chart {\n  update(mode) {}\n}\n", "update"),
            DEFINED
        );
        assert_eq!(
            use_in("a.ts", "import { join } from 'node:path'\n", "join"),
            WordUse::IMPORT
        );
    }
}
