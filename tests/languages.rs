//! Every fixture of `fixtures/languages/` is read, and the listing is compared with the `.expected` file beside it.
//!
//! To accept a new listing, run with `UPDATE_EXPECTED=1` and read the difference before committing it.

use abreast::code::reader::read;
use abreast::model::path::RepoPath;
use abreast::model::source::{CodeFile, Import};
use abreast::model::symbol::{Symbol, Visibility};
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
