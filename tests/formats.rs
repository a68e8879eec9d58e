//! Every page in `fixtures/formats` is read and compared with the dump that stands next to it (`*.expected`).
//! `ABREAST_BLESS=1` rewrites the dumps; look at the difference before committing it.

#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used)]

use abreast::docs::{format_of, read};
use abreast::model::mention::{Mention, MentionForm, ShownCall};
use abreast::model::page::{Page, Passage, PassageKind};
use abreast::model::path::RepoPath;
use abreast::model::span::LineIndex;
use proptest::prelude::*;
use std::fmt::Write;
use std::path::{Path, PathBuf};

fn fixtures() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/formats");
    let mut files = Vec::new();
    for folder in std::fs::read_dir(root).unwrap() {
        let entries = std::fs::read_dir(folder.unwrap().path()).unwrap();
        files.extend(entries.map(|entry| entry.unwrap().path()));
    }
    files.retain(|file| file.extension().is_none_or(|extension| extension != "expected"));
    files.sort();
    files
}

#[test]
fn every_fixture_is_read_as_its_dump_says() {
    let bless = std::env::var_os("ABREAST_BLESS").is_some();
    let files = fixtures();
    assert!(files.len() >= 6, "fixtures are missing");
    let mut differences = String::new();
    for file in files {
        let text = std::fs::read_to_string(&file).unwrap();
        let name = file.file_name().unwrap().to_string_lossy().into_owned();
        let path = RepoPath::new(format!("docs/{name}"));
        assert!(format_of(&path).is_some(), "{name} is of no format");
        let found = dump(&read(&path, &text), &text);
        let expected_file = file.with_file_name(format!("{name}.expected"));
        if bless {
            std::fs::write(&expected_file, &found).unwrap();
        }
        let expected = std::fs::read_to_string(&expected_file).unwrap_or_default();
        if found != expected {
            let first = found.lines().zip(expected.lines()).find(|(a, b)| a != b);
            writeln!(differences, "{name}: first difference {first:?}").unwrap();
        }
    }
    assert!(differences.is_empty(), "{differences}");
}

fn dump(page: &Page, text: &str) -> String {
    let index = LineIndex::new(text);
    let mut out = format!("{:?} page {:?}\n", page.format, page.title);
    for (number, passage) in page.passages.iter().enumerate() {
        dump_passage(&mut out, passage);
        let inside = page
            .mentions
            .iter()
            .filter(|mention| mention.passage as usize == number);
        for mention in inside {
            dump_mention(&mut out, mention, &index, text);
        }
    }
    for import in &page.imports {
        writeln!(
            out,
            "import {} {} = {}",
            import.line,
            import.alias,
            import.target.join(" ")
        )
        .unwrap();
    }
    for (line, module) in &page.modules {
        writeln!(out, "module {line} {module}").unwrap();
    }
    for directive in &page.directives {
        writeln!(
            out,
            "directive {} {:?} {:?}",
            directive.line, directive.action, directive.reason
        )
        .unwrap();
    }
    for (kind, message) in &page.problems {
        writeln!(out, "problem {} {message}", kind.id()).unwrap();
    }
    out
}

fn dump_passage(out: &mut String, passage: &Passage) {
    let kind = match &passage.kind {
        PassageKind::CodeBlock { language, output } => {
            format!("code {language:?}{}", if *output { " output" } else { "" })
        }
        kind => format!("{kind:?}").to_lowercase(),
    };
    let past = if passage.historical { " past" } else { "" };
    let (first, last) = passage.lines;
    writeln!(out, "{first}-{last} {kind}{past} [{}]", passage.heading.join(" > ")).unwrap();
}

fn dump_mention(out: &mut String, mention: &Mention, index: &LineIndex, text: &str) {
    let at = index.locate(text, mention.span.start);
    let form = match &mention.form {
        MentionForm::Code => "code".to_owned(),
        MentionForm::Block(_) => "block".to_owned(),
        MentionForm::Role(role) => format!(":{role}:"),
        MentionForm::Directive(name) => format!("..{name}"),
        MentionForm::Plain => "plain".to_owned(),
        MentionForm::Output => "output".to_owned(),
        MentionForm::Link => "link".to_owned(),
    };
    let mut line = format!("  {}:{} {:?} {form} {}", at.line, at.column, mention.kind, mention.text);
    if mention.parts != [mention.text.clone()] {
        write!(line, " [{}]", mention.parts.join(" ")).unwrap();
    }
    if let Some(call) = &mention.call {
        line.push_str(&dump_call(call));
    }
    if !mention.owner.is_empty() {
        write!(line, " of {}", mention.owner.join(" ")).unwrap();
    }
    writeln!(out, "{line}").unwrap();
}

fn dump_call(call: &ShownCall) -> String {
    let arguments = call.arguments.iter().map(|argument| match &argument.name {
        Some(name) if argument.value.is_empty() => format!("{name}="),
        Some(name) => format!("{name}={}", argument.value),
        None => argument.value.clone(),
    });
    let arguments = arguments.collect::<Vec<_>>().join(" | ");
    let partial = if call.partial { " .." } else { "" };
    let declaration = if call.declaration { "declares" } else { "" };
    let returns = call
        .returns
        .as_ref()
        .map(|returns| format!(" -> {returns}"))
        .unwrap_or_default();
    format!(" {declaration}({arguments}{partial}){returns}")
}

/// Text made of the marks the readers look for, so that odd combinations come up.
fn odd_text() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "`",
        "``",
        "```",
        "\n",
        "\n\n",
        "    ",
        "  ",
        "\t",
        "- ",
        "> ",
        "1. ",
        "# ",
        "::",
        ":",
        ".. ",
        "!!! note\n",
        "=== \"T\"\n",
        "::: a.b\n",
        "a.b",
        "a_b",
        "(",
        ")",
        "[",
        "]",
        "{",
        "}",
        "<",
        ">",
        "\"",
        "'",
        "é",
        "日本",
        "\u{feff}",
        "\r\n",
        "--flag",
        "$ ",
        ">>> ",
        "|",
        "====",
        "----",
        ":class:",
        "_",
        ".",
        ",",
        "=",
        "code-block:: py",
        "function:: f(a[, b])",
        "<code>",
        "</code>",
        "<!--",
        "-->",
        "abreast: ignore",
        "import a as b\n",
        "use a::{b, c};\n",
        "http://x.y/z_a",
        "x@y.z",
        "\\",
        "/*",
        "*/",
        "#",
        "&lt;",
        "\u{301}",
        "🦀",
        "![",
        "](",
        "[^1]: ",
        "+---+",
        "\"\"\"",
        "--[no-]x",
        "~~~",
        "{note}",
        "%",
        "@",
    ]);
    let random = prop_oneof![8 => pieces.prop_map(str::to_owned), 1 => "\\PC{0,6}"];
    prop::collection::vec(random, 0..60).prop_map(|pieces| pieces.concat())
}

fn check(path: &str, text: &str) {
    let page = read(&path.into(), text);
    for mention in &page.mentions {
        let slice = text
            .get(mention.span.range())
            .expect("a span lies on character boundaries");
        let passage = &page.passages[mention.passage as usize];
        assert!(!mention.text.is_empty() && !mention.parts.is_empty());
        assert!(text.get(passage.span.range()).is_some());
        assert!(passage.lines.0 <= passage.lines.1 && passage.lines.0 >= 1);
        let is_exact = slice == mention.text;
        // Escapes, entities and quote marks may stand within a name, and `--[no-]x` names two flags.
        let is_broken = slice.contains(['\\', '&', '\n', '[', '>', '\t', ' ', '\r', '|', '*', '_', '~']);
        assert!(
            is_exact || is_broken,
            "{:?} is not at {slice:?} in {text:?}",
            mention.text
        );
    }
    let ordered = page
        .mentions
        .windows(2)
        .all(|pair| pair[0].span.start <= pair[1].span.start);
    assert!(ordered);
    let ordered = page
        .passages
        .windows(2)
        .all(|pair| pair[0].span.start <= pair[1].span.start);
    assert!(ordered);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn odd_text_never_panics_and_every_span_is_exact(text in odd_text()) {
        for path in ["a.md", "a.rst", "a.txt", "a.mdx"] {
            check(path, &text);
        }
    }
}

/// Input that makes careless readers quadratic or overflow their stack. Small enough for a debug build when linear.
#[test]
fn hostile_text_is_read_or_refused_in_linear_time() {
    let deep = |unit: &str, times: usize| unit.repeat(times / 4);
    let code = |language: &str, text: String| format!("```{language}\n{text}");
    let cases = [
        deep("* ", 50_000) + &deep("\na", 50_000),
        "> ".repeat(5_000),
        "- ".repeat(5_000),
        (0..1000)
            .map(|depth| format!("{}- x\n\n", " ".repeat(2 * depth)))
            .collect(),
        deep("<!--", 50_000),
        deep("[a](", 30_000),
        deep("a_b.", 50_000),
        deep("!!! note\n", 10_000),
        "|a".repeat(6_000),
        deep(".. note::\n\n   ", 5_000),
        deep(":a:`", 30_000),
        code("py", deep("f(", 50_000)),
        code("py", "f(a, ".repeat(7).repeat(500) + &")".repeat(3500)),
        code("py", deep("\"\"\" ", 30_000)),
        code("js", deep("` \\", 30_000)),
        code("rust", format!("use a::{};", deep("{a::", 10_000))),
        code("sh", deep("'a \"b ", 10_000)),
        deep("<a href=\"", 20_000),
        deep("[a][b.c] ", 10_000),
    ];
    for text in &cases {
        for path in ["a.md", "a.rst", "a.txt"] {
            check(path, text);
        }
    }
}
