//! What a code block says of a name without qualifying it: which class a variable is made of, and in which class or
//! struct something is declared.

use super::pages::PageFacts;
use super::tie::holds_word;
use crate::model::mention::{Mention, MentionForm};

/// Words that may stand before the name in a declaration of a member.
const MODIFIERS: &[&str] = &[
    "def",
    "async",
    "fn",
    "pub",
    "pub(crate)",
    "const",
    "static",
    "public",
    "private",
    "protected",
    "readonly",
    "unsafe",
    "get",
    "set",
    "type",
];

/// Words that begin the declaration of something with members.
const CONTAINERS: &[&str] = &["class", "struct", "enum", "interface", "trait", "impl", "union"];

/// Whether a variable is named like its class: `client` for `Client`, `match_info` for `UrlMatchInfo`.
pub(super) fn is_instance(variable: &str, class: &str) -> bool {
    let class = class.trim_start_matches('_');
    if !class.chars().next().is_some_and(char::is_uppercase) {
        return false;
    }
    let plain = |name: &str| name.replace('_', "").to_lowercase();
    let (short, long) = (plain(variable), plain(class));
    short == long || variable.trim_matches('_').contains('_') && long.ends_with(&short)
}

/// Whether a variable has the whole name of a class.
pub(super) fn is_named_like(variable: &str, class: &str) -> bool {
    variable.replace('_', "").eq_ignore_ascii_case(&class.replace('_', ""))
}

/// Whether the code blocks of the page make the variable that a mention begins with an object of the class: its own block
/// if that says so, else all that do.
pub(super) fn makes(page: &PageFacts, mention: &Mention, class: &str) -> bool {
    let class = class.trim_start_matches('_');
    let Some(variable) = mention.parts.first().filter(|first| *first != class) else {
        return false;
    };
    if !class.chars().next().is_some_and(char::is_uppercase) || !page.text.contains(class) {
        return false;
    }
    let own = page
        .passage(mention)
        .and_then(|passage| page.text.get(passage.span.range()));
    own.and_then(|text| all_made(text, variable, class))
        .or_else(|| all_made(&page.text, variable, class))
        .unwrap_or_default()
}

/// Whether the page says what the variable is that a mention begins with: an object of some class, or one that it writes out.
pub(super) fn is_made_on_page(page: &PageFacts, mention: &Mention) -> bool {
    let Some(variable) = mention.parts.first() else {
        return false;
    };
    page.text.lines().any(|line| builds(line, variable))
}

/// `x = Client(..)`, `const x = new shop.Client()`, `x = {..}`.
fn builds(line: &str, variable: &str) -> bool {
    let Some((typed, value)) = statement(line)
        .strip_prefix(variable)
        .and_then(|rest| rest.split_once('='))
    else {
        return false;
    };
    // What begins with a capital makes an object in Go only with braces; functions do so too there.
    let go = typed.ends_with(':');
    let value = value.trim_start();
    let value = ["new ", "await ", "&"]
        .iter()
        .find_map(|word| value.strip_prefix(word))
        .unwrap_or(value);
    let made = value.split(['(', '{']).next().unwrap_or_default();
    // What `New` of a package of Go makes is not told by its name.
    let named = made
        .rsplit(['.', ':'])
        .any(|part| part.starts_with(char::is_uppercase) && !part.starts_with("New"));
    let plain = typed.trim().is_empty() || typed.trim_start().starts_with(':');
    let opens = value[made.len()..].starts_with('{') || !go && made.len() < value.len();
    plain && (named && opens || value.starts_with(['{', '[', '"', '\'']))
}

/// Whether every line that gives the variable a value makes it an object of the class; `None` without such a line.
fn all_made(text: &str, variable: &str, class: &str) -> Option<bool> {
    let mut answer = None;
    for line in text.lines().filter(|line| line.contains(variable)) {
        let made = assigns(line, variable, class) || opens(line, variable, class);
        if made || gives(line, variable) {
            answer = Some(answer.unwrap_or(true) && made);
        }
    }
    answer
}

/// Whether a line gives the variable any value.
pub(super) fn gives(line: &str, variable: &str) -> bool {
    let behind = statement(line).strip_prefix(variable).unwrap_or_default().trim_start();
    let opened = line.split_once("with ").and_then(|(_, rest)| rest.rsplit_once(" as "));
    (behind.starts_with('=') && !behind.starts_with("=="))
        || behind.starts_with(":=")
        || opened.is_some_and(|(_, name)| name.trim_end_matches([':', ' ']) == variable)
}

/// A line without its prompt and the word that declares a variable.
fn statement(line: &str) -> &str {
    let line = line.trim_start_matches(['>', '.', ' ', '\t']);
    ["let mut ", "let ", "const ", "var "]
        .iter()
        .find_map(|word| line.strip_prefix(word))
        .unwrap_or(line)
}

/// `x = Client(..)`, `const x = new Client()`, `let x: Client = ..`.
fn assigns(line: &str, variable: &str, class: &str) -> bool {
    let line = statement(line);
    let Some((typed, value)) = line.strip_prefix(variable).and_then(|rest| rest.split_once('=')) else {
        return false;
    };
    match typed.trim().strip_prefix(':') {
        // `x := shop.NewClient()` of Go
        Some("") => is_made(value, class) || is_made(value, &format!("New{class}")),
        Some(ty) => ty.trim() == class,
        None => typed.trim().is_empty() && is_made(value, class),
    }
}

/// `with Client(..) as x:`
fn opens(line: &str, variable: &str, class: &str) -> bool {
    let Some((made, name)) = line.split_once("with ").and_then(|(_, rest)| rest.rsplit_once(" as ")) else {
        return false;
    };
    name.trim_end_matches([':', ' ']) == variable && is_made(made, class)
}

/// Whether an expression begins with a call of the class: `module.Client(..)`, `new Client(..)`, `Client::new()`.
fn is_made(value: &str, class: &str) -> bool {
    let Some(at) = value.find(class) else { return false };
    let before = &value[..at];
    let leads = before.chars().all(|c| c.is_alphanumeric() || "_.: &".contains(c));
    let stands_alone = !before.ends_with(|c: char| c.is_alphanumeric() || c == '_');
    leads && stands_alone && value[at + class.len()..].starts_with(['(', ':', '{', '<', '.'])
}

/// So many characters before a name are searched for the beginning of its chain.
const CHAIN_REACH: usize = 4_000;

/// Whether a code block calls the name in a chain that begins by making an object of the class: `Client::new(a).open(b).name()`.
pub(super) fn is_chained_on(page: &PageFacts, mention: &Mention, class: &str) -> bool {
    if !matches!(mention.form, MentionForm::Block(_)) {
        return false;
    }
    let passage = page.passage(mention).map(|passage| passage.span.start as usize);
    let before = passage.and_then(|start| page.text.get(start..mention.span.start as usize));
    before
        .and_then(chain_before)
        .is_some_and(|chain| begins_with_made(&chain, class))
}

/// What a chain of calls holds before its last member, without what stands in brackets: `Client::new.open.` of
/// `a = Client::new(x).open(y).`; `None` if no dot ends the text.
fn chain_before(text: &str) -> Option<String> {
    let mut chain = Vec::new();
    let mut depth = 0usize;
    let mut letters = text.trim_end().chars().rev().take(CHAIN_REACH).peekable();
    if letters.peek() != Some(&'.') {
        return None;
    }
    while let Some(c) = letters.next() {
        match c {
            ')' | ']' | '}' => depth += 1,
            '(' | '[' | '{' if depth == 0 => break,
            '(' | '[' | '{' => depth -= 1,
            _ if depth > 0 => {}
            c if c.is_whitespace() => {
                // A line of a chain begins with a dot.
                let dotted = chain.last() == Some(&'.');
                while letters.peek().is_some_and(|c| c.is_whitespace()) {
                    letters.next();
                }
                if !dotted {
                    break;
                }
            }
            c if c.is_alphanumeric() || "_.:<>,?!".contains(c) => chain.push(c),
            _ => break,
        }
    }
    Some(chain.into_iter().rev().collect())
}

/// Whether a chain begins with the class: `Client.`, `Client::new.`, `shop::Client::new.`.
fn begins_with_made(chain: &str, class: &str) -> bool {
    let class = class.trim_start_matches('_');
    let first = chain.split('.').next().unwrap_or_default();
    let mut parts = first.split("::").collect::<Vec<_>>();
    // What makes it stands behind its path, and begins with a small letter.
    if parts.len() > 1 && parts.last().is_some_and(|last| last.starts_with(char::is_lowercase)) {
        parts.pop();
    }
    class.starts_with(char::is_uppercase) && parts.last() == Some(&class)
}

/// Whether a code block declares the name as a member of that class, or of one that is made from it (`class X(Client):`).
pub(super) fn declared_in(page: &PageFacts, mention: &Mention, class: &str) -> bool {
    if !matches!(mention.form, MentionForm::Block(_)) {
        return false;
    }
    let class = class.trim_start_matches('_');
    header_around(page, mention).is_some_and(|header| holds_word(header, class))
}

/// The line that opens the class or struct in which a mention is declared.
pub(super) fn header_around<'p>(page: &'p PageFacts, mention: &Mention) -> Option<&'p str> {
    let passage = page.passage(mention)?;
    let start = mention.span.start as usize;
    let before = page.text.get(passage.span.start as usize..start)?;
    let (above, prefix) = before.rsplit_once('\n')?;
    let indent = prefix.len() - prefix.trim_start().len();
    if indent == 0 || !prefix.split_whitespace().all(|word| MODIFIERS.contains(&word)) {
        return None;
    }
    let mut lines = above.lines().rev().filter(|line| !line.trim().is_empty());
    let header = lines.find(|line| line.len() - line.trim_start().len() < indent)?;
    let opens = header.split(|c: char| !c.is_alphanumeric() && c != '_');
    opens
        .into_iter()
        .any(|word| CONTAINERS.contains(&word))
        .then_some(header)
}

#[cfg(test)]
mod tests {
    use super::{all_made, assigns, begins_with_made, builds, chain_before, is_instance, opens};

    #[test]
    fn variables_are_named_like_their_class() {
        assert!(is_instance("client", "Client") && is_instance("client", "_Client"));
        assert!(is_instance("url_dispatcher", "UrlDispatcher") && is_instance("match_info", "UrlMatchInfo"));
        assert!(!is_instance("info", "UrlMatchInfo") && !is_instance("money", "money"));
    }

    #[test]
    fn the_block_itself_says_first_what_a_variable_is() {
        assert_eq!(all_made("a = Client()\na.get()\n", "a", "Client"), Some(true));
        assert_eq!(all_made("a = Client()\na = Other()\n", "a", "Client"), Some(false));
        assert_eq!(all_made("a.get()\n", "a", "Client"), None);
    }

    #[test]
    fn what_a_page_builds_itself_is_known() {
        for line in [
            "door = Door()",
            "const door = new shop.Door(1)",
            "door = {a: 1}",
            "let door = Door::new();",
        ] {
            assert!(builds(line, "door"), "{line}");
        }
        for line in [
            "const door = openDoor({A: 1})",
            "doors = Door()",
            "door.open(Door())",
            "door = open(Door())",
            "door := house.Open()",
        ] {
            assert!(!builds(line, "door"), "{line}");
        }
    }

    #[test]
    fn chains_begin_with_what_they_are_made_of() {
        let chain = |text| chain_before(text).unwrap_or_default();
        let made = chain("let a = shop::Client::new(|| { a.b() })\n    .open(b, \"c\")\n    .");
        assert_eq!(made, "shop::Client::new.open.");
        assert!(begins_with_made(&made, "Client") && !begins_with_made(&made, "shop"));
        assert!(begins_with_made(&chain("new Client()."), "Client"));
        assert!(!begins_with_made(&chain("f(Client())\n."), "Client"));
        assert!(!begins_with_made(&chain("Client(); a.b."), "Client"));
        assert_eq!(chain_before("Client "), None);
    }

    #[test]
    fn variables_are_made_of_a_class() {
        for line in [
            "client = TestClient(app)",
            ">>> client = pkg.TestClient(app)",
            "const client = new TestClient()",
            "let mut client = pkg::TestClient::new();",
            "client: TestClient = make()",
            "client := &pkg.TestClient{}",
            "client := pkg.NewTestClient(a)",
        ] {
            assert!(assigns(line, "client", "TestClient"), "{line}");
        }
        assert!(opens(
            "    async with TestClient(app) as client:",
            "client",
            "TestClient"
        ));
        for line in [
            "client = get(TestClient)",
            "client = MyTestClient()",
            "clients = TestClient()",
            "client == TestClient()",
        ] {
            assert!(!assigns(line, "client", "TestClient"), "{line}");
        }
    }
}
