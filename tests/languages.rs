//! Every fixture of `fixtures/languages/` is read, and the listing is compared with the `.expected` file beside it.
//!
//! To accept a new listing, run with `UPDATE_EXPECTED=1` and read the difference before committing it.

#![allow(clippy::unwrap_used, reason = "a test may stop where it cannot go on")]

use abreast::code::find::{Wanted, find_words};
use abreast::code::reader::read;
use abreast::code::role::{classify, refine};
use abreast::code::words::words;
use abreast::model::path::RepoPath;
use abreast::model::source::{CodeFile, Import};
use abreast::model::symbol::{Symbol, Visibility};
use proptest::prelude::{ProptestConfig, Strategy, proptest};
use proptest::sample::select;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

/// All files below a folder but the expected listings, in order.
fn fixtures(folder: &Path, found: &mut Vec<PathBuf>) {
    let mut entries: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            fixtures(&path, found);
        } else if path.extension().is_none_or(|extension| extension != "expected") {
            found.push(path);
        }
    }
}

fn all_fixtures() -> (PathBuf, Vec<PathBuf>) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/languages");
    let mut paths = Vec::new();
    fixtures(&root, &mut paths);
    (root, paths)
}

/// A file as people check it: one line a symbol.
fn listing(file: &CodeFile) -> String {
    let mut out = format!("language {}\n", file.language);
    for import in &file.imports {
        writeln!(out, "{}", import_line(import)).unwrap();
    }
    if let Some(exports) = &file.exports {
        writeln!(out, "exports {}", exports.join(" ")).unwrap();
    }
    for symbol in &file.symbols {
        writeln!(out, "{}", symbol_line(symbol)).unwrap();
    }
    for (kind, message) in &file.problems {
        writeln!(out, "problem {}: {message}", kind.id()).unwrap();
    }
    out
}

fn import_line(import: &Import) -> String {
    let public = if import.public { "pub " } else { "" };
    let container = if import.container.is_empty() {
        String::new()
    } else {
        format!(" in {}", import.container.join("."))
    };
    let alias = import.alias.as_deref().unwrap_or("*");
    format!("{public}import {} as {alias}{container}", import.target.join("/"))
}

fn symbol_line(symbol: &Symbol) -> String {
    let visibility = match symbol.visibility {
        Visibility::Public => "",
        Visibility::Restricted => "restricted ",
        Visibility::Private => "private ",
    };
    let mut line = format!(
        "{:>3} {visibility}{} {}",
        symbol.line,
        symbol.kind.word(),
        symbol.local_name()
    );
    let parts = [
        symbol
            .signature
            .as_ref()
            .map(|signature| format!("`{}`", signature.text)),
        symbol.value.as_ref().map(|value| format!("= {value}")),
        (!symbol.bases.is_empty()).then(|| format!("< {}", symbol.bases.join(" | "))),
        (!symbol.markers.is_empty()).then(|| format!("@ {}", symbol.markers.join(" "))),
        symbol.doc.as_ref().map(|doc| format!("doc {:?}", doc.text)),
    ];
    for part in parts.into_iter().flatten() {
        line.push_str("  ");
        line.push_str(&part);
    }
    line
}

#[test]
fn every_fixture_gives_the_expected_listing() {
    let (root, paths) = all_fixtures();
    let mut wrong = Vec::new();
    for path in paths {
        let text = fs::read_to_string(&path).unwrap();
        let inner = path.strip_prefix(&root).unwrap().to_string_lossy().replace('\\', "/");
        let file = read(&RepoPath::new(inner.as_str()), &text);
        let expected = PathBuf::from(format!("{}.expected", path.display()));
        let found = listing(&file);
        if std::env::var_os("UPDATE_EXPECTED").is_some() {
            fs::write(&expected, &found).unwrap();
        } else if fs::read_to_string(&expected).unwrap_or_default() != found {
            wrong.push(format!("{inner} gives\n{found}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn line_ends_change_nothing_but_places() {
    for path in all_fixtures().1 {
        let text = fs::read_to_string(&path).unwrap().replace("\r\n", "\n");
        let at = RepoPath::new(path.to_string_lossy().replace('\\', "/").as_str());
        let (unix, dos) = (read(&at, &text), read(&at, &text.replace('\n', "\r\n")));
        assert_eq!(listing(&unix), listing(&dos));
        for (one, two) in unix.symbols.iter().zip(&dos.symbols) {
            assert_eq!(one.print, two.print, "{}", one.local_name());
        }
    }
}

#[test]
fn every_name_stands_where_its_span_says() {
    for path in all_fixtures().1 {
        let text = fs::read_to_string(&path).unwrap();
        let at = RepoPath::new(path.to_string_lossy().replace('\\', "/").as_str());
        for symbol in read(&at, &text).symbols {
            let written = &text[symbol.name_span.range()];
            let name = symbol.name.trim_start_matches('-');
            // Derived flags and keys are written in another case, or with quotes around them.
            let plain = |text: &str| text.to_lowercase().replace(['_', '-', '"', '\''], "");
            let derived = written == "short" || symbol.name.len() == 2 && symbol.name.starts_with('-');
            assert!(
                derived || plain(written) == plain(name),
                "{} at {written}",
                symbol.local_name()
            );
        }
    }
}

/// Pieces that mean something to some language, and characters of every width.
#[rustfmt::skip]
const PIECES: &[&str] = &[
    "a", "b1", "größe", "お", "\u{feff}", "\n", "\r\n", " ", "    ", "\t", "\"", "'", "`", "\"\"\"", "'''", "\\", "r#\"", "f\"", "b'", "'a", "#", "//", "/*", "*/", "--", "-",
    "(", ")", "[", "]", "{", "}", "<", ">", ",", ";", ":", "=", "==", "=>", "->", "::", ".", "...", "${", "@", "!", "?", "|", "&", "0", "1.5", "def ", "class ", "fn ", "pub ",
    "struct ", "enum ", "impl ", "trait ", "mod ", "use ", "import ", "from ", "const ", "let ", "return ", "function ", "interface ", "type ", "func ", "export ", "default ",
    "self.", "__all__", "#[arg(long)]", "env!(\"X\")", ".long(", "add_argument('--x')", "json:\"x\"", "macro_rules! m", "if ", "else ", "async ", "lambda ", "- ", "key: ",
    "[t.x]", "end",
];
const EXTENSIONS: &[&str] = &[
    "py", "rs", "js", "tsx", "go", "java", "rb", "sh", "lua", "toml", "yml", "json", "cfg", "html", "sql", "unknown",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn no_text_makes_a_reader_panic(text in proptest::collection::vec(select(PIECES), 0..60).prop_map(|pieces| pieces.concat())) {
        for extension in EXTENSIONS {
            let path = RepoPath::new(format!("a.{extension}"));
            let file = read(&path, &text);
            for symbol in &file.symbols {
                assert!(text.get(symbol.span.range()).is_some() && text.get(symbol.name_span.range()).is_some());
            }
            let all = words(&path, &text);
            for word in all.keys().filter(|word| !word.contains(['$', '?', '!', '*'])) {
                let found = find_words(&path, &text, &Wanted::new([&**word]));
                assert!(found.iter().any(|(name, uses)| *name == &**word && *uses == all[word]), "{word} in {text:?}");
            }
            let _ = refine(classify(&path), &path, &text);
        }
    }
}
