//! How the code of the past held a word, and what that says: whether the project made the name or only used it.

use super::deaths::{Death, Extent, is_candidate, is_code};
use super::heritage::bases_in;
use super::pages::is_distinctive;
use super::past::{Past, PastWord};
use super::tie;
use crate::code;
use crate::code::tool_keys::is_of_another_tool;
use crate::docs::vocabulary::family;
use crate::git::repo::Repo;
use crate::model::change::PlacedSymbol;
use crate::model::evidence::CodePlace;
use crate::model::mention::{Mention, MentionForm, MentionKind};
use crate::model::path::RepoPath;
use crate::model::revision::Oid;
use crate::model::source::WordUse;
use crate::model::symbol::SymbolKind;
use std::sync::Arc;

/// Whether a word was shipped: in the code and not in its comments alone, or as a key of a settings file.
pub(super) fn was_code(past: &PastWord) -> bool {
    is_candidate(past.presence)
}

/// Whether a name is one that ships: what the scripts that build a project define is not, unless they declare it to others.
pub(super) fn is_shipped(death: &Death, past: &PastWord) -> bool {
    let told = death
        .kind
        .is_none_or(|kind| matches!(kind, SymbolKind::ConfigKey | SymbolKind::Flag | SymbolKind::EnvVar));
    let of_tool = death.kind == Some(SymbolKind::ConfigKey)
        && death
            .base
            .as_ref()
            .is_some_and(|base| is_of_another_tool(&base.path, &base.symbol.container));
    is_code(past.presence.code) || told && !of_tool
}

/// Reads the file that held a word.
pub(super) fn describe(repo: &Repo, word: &str, extent: Extent, past: &PastWord) -> Death {
    let bytes = repo.read_blob(past.blob).unwrap_or_else(|_| Arc::from([]));
    let text = String::from_utf8_lossy(&bytes);
    let symbols = code::reader::read(&past.file, &text).symbols;
    let symbol = symbols.into_iter().find(|symbol| symbol.name == word);
    let module = (word.contains('-') && past.file.stem() == word).then_some(SymbolKind::Module);
    let line = symbol
        .as_ref()
        .map_or_else(|| line_of(&text, word), |symbol| symbol.line);
    let excerpt = text
        .lines()
        .nth((line as usize).saturating_sub(1))
        .unwrap_or_default()
        .trim()
        .chars()
        .take(200)
        .collect();
    Death {
        name: word.to_owned(),
        kind: symbol.as_ref().map(|symbol| symbol.kind).or(module),
        base: symbol.map(|symbol| PlacedSymbol {
            path: past.file.clone(),
            qualified: symbol.container.iter().chain([&symbol.name]).cloned().collect(),
            symbol,
        }),
        usage: past.presence.code.with(past.presence.config),
        extent,
        last_seen: Some(CodePlace {
            path: past.file.clone(),
            line,
            excerpt,
        }),
        is_assigned: past.is_assigned,
        ..Death::default()
    }
}

/// The bases of the class of a member, as the file that held the member wrote them.
pub(super) fn bases_then(repo: &Repo, past: &Past<'_>, tree: Oid, member: &PlacedSymbol) -> Vec<String> {
    let Ok(Some((_, blob))) = past.entry(tree, member.path.as_str()) else {
        return Vec::new();
    };
    let bytes = repo.read_blob(blob).unwrap_or_else(|_| Arc::from([]));
    let symbols = code::reader::read(&member.path, &String::from_utf8_lossy(&bytes)).symbols;
    bases_in(&symbols, &member.symbol.container)
}

/// Whether the past only used a name, as another project's method may be used, or wrote it into some string.
pub(super) fn is_only_used(mention: &Mention, death: &Death) -> bool {
    let special = matches!(mention.kind, MentionKind::Flag | MentionKind::EnvVar);
    // What code asked for by its text (`get("sku_name")`) and an example in some language gives, another project may go on
    // reading; settings are the project's.
    let given = matches!(&mention.form, MentionForm::Block(language) if !is_settings(language)) && !death.is_assigned;
    let text = death.usage.has(WordUse::STRING) && !death.name.contains('-') && mention.parts.len() == 1;
    let string = text && !given;
    !special && !death.was_defined() && !string
}

/// Whether a code block holds settings, or names no language.
fn is_settings(language: &str) -> bool {
    language.is_empty() || matches!(family(language), Some("toml" | "yaml" | "json" | "env"))
}

/// Whether a name is the project's beyond doubt: nobody writes it by chance, the project made it, and no other project may own it.
pub(super) fn is_telling(mention: &Mention, death: &Death) -> bool {
    let name = death.name.as_str();
    let flag = mention.kind == MentionKind::Flag;
    let constant = !name.contains(|c: char| c.is_ascii_lowercase());
    let made = death.base.is_some() || (death.is_assigned && !constant);
    let plain = |kind| matches!(kind, SymbolKind::Constant | SymbolKind::Module);
    let imported = death.usage.has(WordUse::IMPORT) && death.kind.is_none_or(plain);
    let left = death.extent == Extent::OnlyTests && death.base.is_none();
    (is_distinctive(name) || name.contains('-')) && (made || flag) && !imported && !left
}

/// Whether a text of code gives a word a value: `word: T = 1` and `word=1` in a signature, `word: x` in an object, `self.word = x`.
/// What stands at the beginning of a line and has spaces around its `=` is a variable of a function.
/// In Python what a call passes on by its name is the name of what is called, which may be another project's.
/// A word that only strings and comments hold (`usage`) is given one where it stands in quotes of its own.
pub(super) fn assigns(path: &RepoPath, text: &str, word: &str, usage: WordUse) -> bool {
    let bare = usage.has(WordUse::IDENTIFIER);
    let python = path.extension() == "py";
    text.match_indices(word).any(|(at, _)| {
        let inner = |c: char| c.is_alphanumeric() || c == '_' || c == '-';
        let before = text[..at].chars().next_back();
        let behind = &text[at + word.len()..];
        let quoted = before.is_some_and(|quote| matches!(quote, '"' | '\'') && behind.starts_with(quote));
        let after = behind.trim_start_matches(['"', '\'']);
        // `word?: T` is an optional member of TypeScript.
        let spaced = after.strip_prefix('?').unwrap_or(after).trim_start_matches(' ');
        let key = spaced.starts_with(':') && !spaced.starts_with("::");
        let member = before == Some('.') && spaced.starts_with('=');
        let given = key || (member || after.starts_with('=')) && !spaced.starts_with("==");
        given && (bare || quoted) && !before.is_some_and(inner) && (key || !python || !is_passed(&text[..at]))
    })
}

/// So many bytes before a word are searched for the bracket that it stands in.
const CALL_REACH: usize = 4_000;

/// Whether what stands before a word opens a call that is no definition: `call(a, (b, c), `.
fn is_passed(before: &str) -> bool {
    let mut depth = 0usize;
    for (at, byte) in before.bytes().enumerate().rev().take(CALL_REACH) {
        match byte {
            b')' | b']' | b'}' => depth += 1,
            b'(' if depth == 0 => {
                let line = before[..at].lines().next_back().unwrap_or_default().trim_start();
                return !line.starts_with("def ") && !line.starts_with("async def ") && !line.starts_with("class ");
            }
            b'[' | b'{' if depth == 0 => return false,
            b'(' | b'[' | b'{' => depth -= 1,
            _ => {}
        }
    }
    false
}

/// Whether a name that the project did not make is still spoken of: by its tests, or by the comments of its code.
pub(super) fn is_spoken_of(mention: &Mention, death: &Death) -> bool {
    let made = death.base.is_some() || mention.kind == MentionKind::Flag;
    match death.extent {
        Extent::OnlyTests => death.base.is_none(),
        Extent::OnlyComments => !made && !death.is_assigned && !death.was_defined(),
        _ => false,
    }
}

/// Whether a flag is known only as a name of code that no text ever wrote: a field of that name is no flag.
pub(super) fn is_bare_flag(mention: &Mention, death: &Death) -> bool {
    mention.kind == MentionKind::Flag && death.base.is_none() && !death.usage.has(WordUse::STRING)
}

/// The first line that holds a word, from 1.
pub(super) fn line_of(text: &str, word: &str) -> u32 {
    let holds = |line: &str| {
        tie::holds_word(line, word)
            || word.contains('-')
                && line
                    .split(|c: char| !c.is_alphanumeric() && c != '_' && c != '-')
                    .any(|other| other == word)
    };
    let at = text.lines().position(holds);
    u32::try_from(at.map_or(1, |at| at + 1)).unwrap_or(1)
}

#[cfg(test)]
mod tests {
    use super::assigns;
    use crate::model::source::WordUse;

    #[test]
    fn parameters_keys_and_members_are_given_a_value() {
        for text in [
            "def f(a, word=1):",
            "word: bool = True,",
            "readonly word?: boolean",
            "{ word: 1 }",
            "\"word\": run",
            "self.word = 1",
        ] {
            assert!(assigns(&"a.py".into(), text, "word", WordUse::IDENTIFIER), "{text}");
        }
        for text in [
            "word = f()",
            "x.word()",
            "if word == 1",
            "my_word: 1",
            "word::new()",
            "x = Field((1, 2), word=1)",
        ] {
            assert!(!assigns(&"a.py".into(), text, "word", WordUse::IDENTIFIER), "{text}");
        }
        assert!(assigns(&"a.go".into(), "\"a-word\": run", "a-word", WordUse::STRING));
        assert!(!assigns(&"a.go".into(), "// a-word: run", "a-word", WordUse::STRING));
    }
}
