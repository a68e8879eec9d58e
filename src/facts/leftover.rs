//! Names that vanished, and files that departed, that a page writes where the readers of mentions do not look, or see no name: in the title above the
//! page, in the labels of links, in arguments of directives, in long lines of output.

use super::addresses::{address_before, is_item_of_documentation};
use super::deaths::Death;
use super::named_packages::is_set_apart;
use super::pages::{PageFacts, is_distinctive};
use super::paths::Departed;
use crate::docs::{is_env, is_kebab};
use crate::model::mention::{Mention, MentionForm, MentionKind};
use crate::model::page::{Passage, PassageKind};
use crate::model::path::RepoPath;
use crate::model::source::WordUse;
use crate::model::span::Span;
use std::collections::HashSet;
use std::sync::Arc;

/// Shorter words are found by chance.
const SHORTEST: usize = 5;
/// Keys of a front matter whose values people read; the others are addresses and settings.
const READ_KEYS: &[&str] = &["title", "description", "summary", "sidebar_label", "sidebar_title"];

/// Attributes of HTML itself that are written so.
const OF_HTML: &[&str] = &["accept-charset", "http-equiv"];

/// What went altogether, and nobody writes without meaning it.
#[derive(Default)]
pub(super) struct Gone<'d> {
    /// Distinctive names of which nothing is left.
    names: HashSet<&'d str>,
    /// Texts in kebab-case of which nothing is left.
    values: HashSet<&'d str>,
    /// The same, however short their words are: tags of XML and their attributes are such.
    attributes: HashSet<&'d str>,
    /// Packages of others that were dropped.
    packages: HashSet<&'d str>,
}

impl<'d> Gone<'d> {
    /// Sorts what is gone.
    pub(super) fn of(deaths: &'d [Arc<Death>]) -> Self {
        let mut gone = Self::default();
        for death in deaths {
            let name = death.name.as_str();
            let text = death.usage.has(WordUse::STRING);
            let made = death.was_defined() || death.is_assigned || text;
            let long = name.len() >= SHORTEST && !name.starts_with('-');
            if text && death.leaves_nothing() && is_kebab(name) && !OF_HTML.contains(&name) {
                gone.attributes.insert(name);
            }
            if death.is_package() {
                gone.packages.insert(name);
                if death.is_own_package && is_distinctive(name) {
                    gone.names.insert(name);
                }
            } else if made && long && death.leaves_nothing() && is_distinctive(name) {
                gone.names.insert(name);
            } else if text && long && death.leaves_nothing() && is_value(name) {
                gone.values.insert(name);
            }
        }
        gone
    }
}

/// Whether a text is small words of two letters and more in kebab-case: `open-cart`, but not `X-Cart`.
fn is_value(text: &str) -> bool {
    let small = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
    is_kebab(text) && text.split('-').all(|word| word.len() > 1 && word.chars().all(small))
}

/// Adds a mention for each of these names, and for each file that departed and is written in full, that stands in the page
/// outside of all mentions.
pub(super) fn add(page: &mut PageFacts, gone: &Gone<'_>, departed: &Departed) {
    let text = page.text.clone();
    let front = front_matter(&text);
    let is_open = |at: usize, word: &str| {
        // A key that nothing in the project has the name of any more, nothing reads.
        let key = text[..at].ends_with('\n') && text[at + word.len()..].starts_with(':');
        at >= front || key || is_read(&text[..at])
    };
    let is_meant = |at: usize, word: &str| is_open(at, word) && !is_part_of_more(&text, at, word);
    let kind = |word: &str| match is_env(word) {
        true => MentionKind::EnvVar,
        false => MentionKind::Name,
    };
    let names = words(&text).filter(|(at, word)| gone.names.contains(word) && is_meant(*at, word));
    let mut found: Vec<_> = names.map(|(at, word)| (at, word, kind(word))).collect();
    let files = paths(&text).filter(|(_, path)| departed.files.contains_key(&RepoPath::from(*path)));
    found.extend(files.map(|(at, path)| (at, path, MentionKind::Path)));
    let commands = paths(&text).filter_map(|(at, path)| of_module(path).map(|from| (at + from.0, from.1)));
    let commands = commands.filter(|(_, folder)| departed.folders.contains_key(&RepoPath::from(*folder)));
    found.extend(commands.map(|(at, folder)| (at, folder, MentionKind::Path)));
    let apart = |at: usize, word: &str| is_in_code(&text, at, word) || is_key_of_block(&text, at, word);
    let values = runs(&text, |c| c.is_alphanumeric() || c == '_' || c == '-');
    let is_gone = |at: usize, word: &str| match is_in_tag(&text, at, word) {
        true => gone.attributes.contains(word),
        false => gone.values.contains(word) && apart(at, word),
    };
    let values = values.filter(|(at, word)| *at >= front && is_gone(*at, word));
    let kind = |at: usize, name: &str| match is_key_of_block(&text, at, name) || is_in_tag(&text, at, name) {
        true => MentionKind::Key,
        false => MentionKind::Name,
    };
    found.extend(values.map(|(at, name)| (at, name, kind(at, name))));
    let packages = gone.packages.iter().flat_map(|name| text.match_indices(*name));
    let packages = packages.filter(|(at, name)| *at >= front && is_set_apart(&text, *at, name));
    found.extend(packages.map(|(at, name)| (at, name, MentionKind::Name)));
    for (at, word, kind) in found {
        let span = Span::new(at, at + word.len());
        let taken = |other: Span| other.start < span.end && span.start < other.end;
        let is_path = kind == MentionKind::Path;
        // Words within a path are no names of their own.
        let part = |mention: &Mention| {
            let inner = span.start <= mention.span.start && mention.span.end <= span.end;
            is_path && inner && !matches!(mention.kind, MentionKind::Path | MentionKind::Link)
        };
        let named = is_name_behind_path(&text, at, word);
        let covers = |mention: &Mention| named && mention.kind == MentionKind::Path && mention.span.end == span.end;
        let known = page
            .page
            .mentions
            .iter()
            .any(|mention| taken(mention.span) && !part(mention) && !covers(mention));
        let quoted = page.page.directives.iter().any(|directive| taken(directive.span));
        if known || quoted {
            continue;
        }
        page.page.mentions.retain(|mention| !part(mention));
        let line = page.region(span).start.line;
        let passage = passage_at(page, at, line);
        let form = match &page.page.passages[passage].kind {
            PassageKind::CodeBlock { output: true, .. } => MentionForm::Output,
            PassageKind::CodeBlock { language, .. } => MentionForm::Block(language.clone()),
            _ if is_in_code(&text, at, word) => MentionForm::Code,
            _ => MentionForm::Plain,
        };
        page.page.mentions.push(Mention {
            passage: u32::try_from(passage).unwrap_or(u32::MAX),
            span,
            line,
            text: word.to_owned(),
            parts: vec![word.to_owned()],
            kind,
            form,
            call: None,
            owner: Vec::new(),
        });
    }
    page.page.mentions.sort_by_key(|mention| mention.span.start);
}

/// Whether what ends like a path ends with a name: `shop/cart.OpenCart` is a type of a package of Go, `./target/debug/open-cart` a
/// program that was built.
fn is_name_behind_path(text: &str, at: usize, word: &str) -> bool {
    let built = ["target/debug/", "target/release/"];
    let member = text[..at].ends_with('.') && word.starts_with(char::is_uppercase);
    member || built.iter().any(|folder| text[..at].ends_with(folder))
}

/// Whether a text stands in inline code as a word of its own: `` `kubectl -n open-cart get` ``.
fn is_in_code(text: &str, at: usize, word: &str) -> bool {
    let (before, behind) = (&text[..at], &text[at + word.len()..]);
    let line = before.rsplit('\n').next().unwrap_or_default();
    let open = line.matches('`').count() % 2 == 1;
    open && before.ends_with(['`', ' ', '/', '"', '=', ':']) && behind.starts_with(['`', ' ', '/', '"', '='])
}

/// Whether a text is the name of a tag of XML or of an attribute that is given a value there: `<open-cart x-if="a">`.
fn is_in_tag(text: &str, at: usize, word: &str) -> bool {
    let (before, behind) = (&text[..at], &text[at + word.len()..]);
    if before.ends_with('<') || before.ends_with("</") {
        return behind.starts_with([' ', '>', '/', '\n']);
    }
    let given = behind.starts_with("=\"") || behind.starts_with("='");
    given && before.ends_with(char::is_whitespace) && open_tag(before).is_some()
}

/// What stands behind the `<` of a tag that a text leaves open at its end: its name, and attributes.
pub(super) fn open_tag(before: &str) -> Option<&str> {
    const LONGEST: usize = 500;
    let open = before.rfind(['<', '>']).filter(|open| before.len() - open < LONGEST)?;
    before[open..].strip_prefix('<')
}

/// Whether a text is the key of a line as settings have it: `open-cart: 1`, `[open-cart: <bool>]`, `# "open-cart: 1"`.
fn is_key_of_block(text: &str, at: usize, word: &str) -> bool {
    let before = text[..at].rsplit('\n').next().unwrap_or_default();
    let behind = &text[at + word.len()..];
    let opened = before.chars().all(|c| c.is_whitespace() || "[#\"'-".contains(c)) || before.ends_with(" \"");
    let given = behind.starts_with('=') && (opened || before.ends_with(' '));
    !before.ends_with('-') && (given || opened && (behind.starts_with(": ") || behind.starts_with(":\n")))
}

/// The words of a text, and where each begins.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    runs(text, |c| c.is_alphanumeric() || c == '_')
}

/// The runs of such characters in a text, and where each begins.
fn runs(text: &str, is_part: impl Fn(char) -> bool) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + text[at..].find(&is_part)?;
        let end = text[start..]
            .find(|c| !is_part(c))
            .map_or(text.len(), |len| start + len);
        at = end;
        Some((start, &text[start..end]))
    })
}

/// The paths with a folder in a text, up to a colon (`src/a.py:main`), and where each begins.
fn paths(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let is_part = |c: char| c.is_alphanumeric() || "_-./+@:".contains(c);
    let mut at = 0;
    let runs = text.split_inclusive(move |c| !is_part(c)).map(move |run| {
        let start = at;
        at += run.len();
        (start, run.trim_end_matches(|c| !is_part(c)))
    });
    runs.filter(|(_, run)| run.contains('/')).filter_map(|(start, run)| {
        let (start, run) = match run.find("//") {
            Some(_) => of_forge(run).map(|at| (start + at, &run[at..]))?,
            None => (start, run),
        };
        let path = run.split(':').next().unwrap_or(run).trim_end_matches('.');
        let bare = path.strip_prefix("./").unwrap_or(path);
        Some((start + path.len() - bare.len(), bare))
    })
}

/// The folder of a program in what Go is asked to install (`forge/owner/name/cmd/shop@latest`), and where it begins.
fn of_module(path: &str) -> Option<(usize, &str)> {
    let (module, _) = path.split_once('@')?;
    let (third, _) = module.match_indices('/').nth(2)?;
    Some((third + 1, &module[third + 1..]))
}

/// Where the path begins in the address of a file on a branch that goes on: `https://forge/owner/name/blob/main/src/a.py`.
fn of_forge(address: &str) -> Option<usize> {
    const BRANCHES: &[&str] = &["main", "master", "HEAD", "trunk", "develop", "dev", "next"];
    let (at, word) = ["/blob/", "/tree/", "/raw/"]
        .iter()
        .find_map(|word| Some((address.find(word)?, word)))?;
    let branch = at + word.len();
    let end = branch + address[branch..].find('/')?;
    BRANCHES.contains(&&address[branch..end]).then_some(end + 1)
}

/// Where the front matter of a page ends; 0 if it has none.
pub(super) fn front_matter(text: &str) -> usize {
    let rest = text.strip_prefix("---\n");
    let end = rest.and_then(|rest| rest.find("\n---"));
    end.map_or(0, |end| end + "---\n".len())
}

/// Whether what stands in the front matter behind this text is the value of a key that people read.
fn is_read(before: &str) -> bool {
    let line = before.rsplit('\n').next().unwrap_or_default();
    line.split_once(':').is_some_and(|(key, _)| READ_KEYS.contains(&key))
}

/// Whether a word is a part of an address, a path or a name in kebab-case.
fn is_part_of_more(text: &str, at: usize, word: &str) -> bool {
    let (before, behind) = (&text[..at], &text[at + word.len()..]);
    let token = address_before(before);
    let address = token.contains("://") || token.contains('#');
    let extension = behind
        .strip_prefix('.')
        .is_some_and(|rest| rest.starts_with(char::is_alphanumeric));
    if is_item_of_documentation(before, behind) {
        return false;
    }
    address || before.ends_with(['/', '-', '\\', '@']) || behind.starts_with(['/', '-', '\\', '@']) || extension
}

/// The passage of a place; one of its own line, if no reader made one there.
fn passage_at(page: &mut PageFacts, at: usize, line: u32) -> usize {
    let holds = |passage: &Passage| passage.span.range().contains(&at);
    if let Some(found) = page.page.passages.iter().rposition(holds) {
        return found;
    }
    let start = page.text[..at].rfind('\n').map_or(0, |end| end + 1);
    let end = page.text[at..].find('\n').map_or(page.text.len(), |len| at + len);
    page.page.passages.push(Passage {
        span: Span::new(start, end),
        lines: (line, line),
        heading: Vec::new(),
        kind: PassageKind::Prose,
        historical: false,
    });
    page.page.passages.len() - 1
}

#[cfg(test)]
mod tests {
    use super::{
        front_matter, is_in_code, is_in_tag, is_key_of_block, is_part_of_more, is_read, is_value, paths, words,
    };

    #[test]
    fn words_are_letters_and_underscores() {
        let found: Vec<_> = words("a_b: `c-d`, é1").collect();
        assert_eq!(found, [(0, "a_b"), (6, "c"), (8, "d"), (12, "é1")]);
    }

    #[test]
    fn parts_of_addresses_paths_and_kebab_names_are_no_names() {
        for text in [
            "https://x.dev/open_cart",
            "src/open_cart",
            "pre-open_cart",
            "open_cart.rs",
            "[x](#open_cart",
        ] {
            let at = text.find("open_cart").unwrap();
            assert!(is_part_of_more(text, at, "open_cart"), "{text}");
        }
        let text = "[x]: https://docs.rs/shop/latest/shop/fn.open_cart.html";
        assert!(!is_part_of_more(text, text.find("open_cart").unwrap(), "open_cart"));
        for text in ["[.open_cart](#x)", "title: open_cart", "x,open_cart=4i", "open_cart."] {
            let at = text.find("open_cart").unwrap();
            assert!(!is_part_of_more(text, at, "open_cart"), "{text}");
        }
    }

    #[test]
    fn attributes_stand_in_tags() {
        for (text, found) in [
            ("<li class=\"a\" x-if=\"b\">", true),
            ("<x-if>", true),
            ("</x-if>", true),
            ("<li> x-if=\"b\"", false),
            ("<li x-if>", false),
        ] {
            assert_eq!(is_in_tag(text, text.find("x-if").unwrap(), "x-if"), found, "{text}");
        }
    }

    #[test]
    fn values_stand_in_inline_code() {
        assert!(is_value("open-cart") && !is_value("open-") && !is_value("Open-Cart") && !is_value("open"));
        for (text, found) in [
            ("`a -n open-cart b`", true),
            ("`a` open-cart", false),
            ("`my-open-cart`", false),
        ] {
            let at = text.find("open-cart").unwrap();
            assert_eq!(is_in_code(text, at, "open-cart"), found, "{text}");
        }
        for (text, found) in [
            ("  [open-cart: <bool>]", true),
            ("open-cart:\n", true),
            ("so open-cart: a", false),
        ] {
            let at = text.find("open-cart").unwrap();
            assert_eq!(is_key_of_block(text, at, "open-cart"), found, "{text}");
        }
    }

    #[test]
    fn paths_end_before_what_they_are_told_to_run() {
        let text = "run ./src/a.py:main, see x/b.md. or https://x.dev/a/b and \"c/d.rs\"";
        let found: Vec<_> = paths(text)
            .map(|(at, path)| (&text[at..at + path.len()], path))
            .collect();
        assert_eq!(
            found,
            [("src/a.py", "src/a.py"), ("x/b.md", "x/b.md"), ("c/d.rs", "c/d.rs")]
        );
        let text = "https://x.dev/o/n/blob/main/c/d.rs https://x.dev/o/n/blob/1.2/c/d.rs";
        assert_eq!(paths(text).collect::<Vec<_>>(), [(28, "c/d.rs")]);
    }

    #[test]
    fn titles_above_a_page_are_read_and_addresses_are_not() {
        let text = "---\nid: open_cart\ntitle: open_cart\n---\ntext\n";
        assert_eq!(front_matter(text), text.find("\n---\ntext").unwrap());
        assert!(is_read("---\nid: x\ntitle: ") && !is_read("---\nid: "));
    }
}
