//! How a page sets a word of code apart from its text, so that even an ordinary word can only mean the code.

use super::context::{is_made_on_page, makes};
use super::deaths::{Death, Extent, is_code};
use super::names::Names;
use super::page_own::is_hook;
use super::pages::{PageFacts, is_distinctive};
use super::plausible::is_strong;
use crate::model::evidence::Tie;
use crate::model::mention::{Mention, MentionForm, MentionKind};
use crate::model::page::PassageKind;
use crate::model::source::{FileRole, WordUse};
use crate::model::symbol::SymbolKind;

/// Whether an ordinary word ("flow") is written where only the name of the code can be meant.
pub(super) fn stands_for_itself(
    names: &Names,
    page: &PageFacts,
    mention: &Mention,
    part: usize,
    (death, context): (&Death, Option<&Tie>),
) -> bool {
    match &mention.form {
        MentionForm::Role(_) | MentionForm::Directive(_) => true,
        MentionForm::Code => {
            let script = death.base.as_ref().is_some_and(|base| base.path.extension() != "py");
            let private = death.name.starts_with('_') && script && death.kind == Some(SymbolKind::Field);
            is_alone(names, page, mention) && !private
                || context.is_some()
                || is_extinct(death) && (is_value(page, mention, death) || is_key_of_object(page, mention))
        }
        MentionForm::Block(_) => {
            (mention.kind == MentionKind::Call && part == 0)
                || context.is_some_and(is_strong)
                || mention.kind == MentionKind::Key && is_extinct_member(death)
                || part > 0 && is_extinct_member(death) && !is_made_on_page(page, mention)
                || is_extinct_member(death) && is_hook(names, page, &death.name)
        }
        MentionForm::Plain => is_whole_heading(page, mention) && is_extinct(death),
        MentionForm::Link | MentionForm::Output => false,
    }
}

/// Whether a mention is all that its heading says, marked as code or not.
pub(super) fn is_whole_heading(page: &PageFacts, mention: &Mention) -> bool {
    let heading = page
        .passage(mention)
        .is_some_and(|passage| passage.kind == PassageKind::Heading);
    let line = page.line_text(mention.line).trim_matches(['#', ' ', '`', '\t', '\r']);
    heading && line.trim_end_matches("()") == mention.text.trim_end_matches("()")
}

/// Whether a mention is all that its heading says, or the label of a link within the page: `[name](#name)`.
pub(super) fn heads_or_links(page: &PageFacts, mention: &Mention) -> bool {
    let before = page.text.get(..mention.span.start as usize).unwrap_or_default();
    let behind = page.text.get(mention.span.end as usize..).unwrap_or_default();
    is_whole_heading(page, mention) || before.ends_with('[') && behind.starts_with("](#")
}

/// `export declare const name: ..`: so a page shows what a package exports, and no example of its own.
pub(super) fn is_declared_for_readers(page: &PageFacts, mention: &Mention) -> bool {
    let line = page.line_text(mention.line).trim_start();
    let declared = line
        .strip_prefix("export declare ")
        .and_then(|rest| rest.split_once(' '));
    let behind = declared.and_then(|(_, rest)| rest.strip_prefix(mention.text.as_str()));
    behind.is_some_and(|behind| !behind.starts_with(|c: char| c.is_alphanumeric() || c == '_'))
}

/// Whether a key of a block is a member that is gone, and its name with it.
pub(super) fn is_extinct_key(mention: &Mention, death: &Death) -> bool {
    mention.kind == MentionKind::Key && matches!(mention.form, MentionForm::Block(_)) && is_extinct_member(death)
}

/// Whether a member of a class is written with it: `server.close` of `Server`. In code of the page a variable may be made of
/// something else; there its class must be written, or be what the page makes the variable of.
pub(super) fn is_written_with_its_class(
    page: &PageFacts,
    mention: &Mention,
    death: &Death,
    context: Option<&Tie>,
) -> bool {
    let told = death.extent == Extent::Vanished && is_distinctive(&death.name);
    let class = death.base.as_ref().and_then(|base| base.symbol.container.last());
    let typed = class
        .filter(|class| class.starts_with(char::is_uppercase))
        .is_some_and(|class| mention.parts.iter().rev().nth(1) == Some(class) || makes(page, mention, class));
    let tied = matches!(context, Some(Tie::QualifiedName | Tie::Block(_)));
    told && tied && (typed || !matches!(mention.form, MentionForm::Block(_)) && context == Some(&Tie::QualifiedName))
}

/// Whether inline code begins with a mention (`name`, `.name()`, `@name`, `<Name>`), or with the project's own program before it.
fn is_alone(names: &Names, page: &PageFacts, mention: &Mention) -> bool {
    let before = page.text[..mention.span.start as usize].trim_end_matches(['.', '@', '<']);
    let program = before
        .strip_suffix(' ')
        .and_then(|before| before.rsplit_once('`'))
        .map(|(_, program)| program);
    before.ends_with('`') || program.is_some_and(|program| names.own.contains(program))
}

/// Whether inline code is the word in quotes and nothing else (`` `"Legacy"` ``): a value that the code knew by its name.
pub(super) fn is_value(page: &PageFacts, mention: &Mention, death: &Death) -> bool {
    let before = page.text.get(..mention.span.start as usize).unwrap_or_default();
    let behind = page.text.get(mention.span.end as usize..).unwrap_or_default();
    let quoted = ["\"", "'"]
        .iter()
        .any(|quote| before.ends_with(&format!("`{quote}")) && behind.starts_with(&format!("{quote}`")));
    quoted && death.usage.has(WordUse::STRING.with(WordUse::DEFINITION))
}

/// `` `{name: 1}` ``, `` `{"name": 1}` ``
fn is_key_of_object(page: &PageFacts, mention: &Mention) -> bool {
    let before = page.text.get(..mention.span.start as usize).unwrap_or_default();
    let behind = page.text.get(mention.span.end as usize..).unwrap_or_default();
    mention.kind == MentionKind::Key
        && before.trim_end_matches([' ', '"', '\'']).ends_with("`{")
        && behind.trim_start_matches(['"', '\'']).starts_with(':')
}

/// Whether a member of something is gone, and its name with it: from code, tests, examples and comments.
pub(super) fn is_extinct_member(death: &Death) -> bool {
    matches!(death.kind, Some(SymbolKind::Field | SymbolKind::Method)) && is_extinct(death)
}

/// Whether a definition is gone and nothing at all has its name any more.
fn is_extinct(death: &Death) -> bool {
    death.base.is_some() && death.leaves_nothing()
}

/// Whether a word that code held only as a text is a name all the same: `accessStream`, or `AccessStream` where the page
/// marks it as code. What is written like a brand (`macOS`) is none.
pub(super) fn is_name_of_text(page: &PageFacts, mention: &Mention, death: &Death) -> bool {
    if death.extent != Extent::Vanished || mention.parts.len() != 1 || page.declares(&death.name) {
        return false;
    }
    let small = death.name.starts_with(|c: char| c.is_ascii_lowercase());
    (small || mention.form == MentionForm::Code) && is_camel_of_words(&death.name)
}

/// `accessStream`, `AccessStream`: words of two letters and more, each with one capital.
fn is_camel_of_words(name: &str) -> bool {
    let humps = humps(name);
    humps.len() > 1
        && humps.iter().all(|hump| {
            let mut letters = hump.chars();
            letters.next();
            hump.len() > 1 && letters.all(|c| c.is_ascii_lowercase() || c.is_ascii_digit())
        })
}

/// The words of a name: at each capital a new one begins.
fn humps(name: &str) -> Vec<&str> {
    let mut starts: Vec<usize> = name
        .char_indices()
        .filter(|(at, c)| *at == 0 || c.is_uppercase())
        .map(|(at, _)| at)
        .collect();
    starts.push(name.len());
    starts
        .windows(2)
        .filter_map(|pair| name.get(pair[0]..pair[1]))
        .collect()
}

/// Whether a name is made of three words and more.
pub(super) fn is_long(name: &str) -> bool {
    let words = name.split(['_', '-']).filter(|word| !word.is_empty());
    words.map(|word| humps(word).len()).sum::<usize>() > 2 && name.chars().any(char::is_lowercase)
}

/// Whether an ordinary word is set apart from its text: marked as code, or written with its container.
pub(super) fn is_set_apart(mention: &Mention, tie: &Tie) -> bool {
    matches!(tie, Tie::QualifiedName | Tie::Block(_))
        || !matches!(mention.form, MentionForm::Block(_) | MentionForm::Plain)
}

/// Whether a settings block of a page gives a value to a key that no code reads any more, while a settings file, a script or
/// a comment still holds the word.
pub(super) fn is_key_nobody_reads(mention: &Mention, death: &Death) -> bool {
    let Some(base) = death
        .base
        .as_ref()
        .filter(|base| base.symbol.kind == SymbolKind::ConfigKey)
    else {
        return false;
    };
    let shown = mention.kind == MentionKind::Key && matches!(mention.form, MentionForm::Block(_));
    let code = crate::code::role::classify(&base.path) == FileRole::Code;
    let read = is_code(death.left.code);
    let set = death.left.config.has(WordUse::DEFINITION) && !death.name.contains(['_', '-']);
    shown && code && !read && !set && death.namesakes.is_empty()
}

#[cfg(test)]
mod tests {
    use super::{is_camel_of_words, is_long};

    #[test]
    fn names_of_words_are_no_brands() {
        for name in ["accessStream", "AccessStream", "errorLog2"] {
            assert!(is_camel_of_words(name), "{name}");
        }
        for name in ["macOS", "jQuery", "GraphQL", "iOS", "access", "PyPI"] {
            assert!(!is_camel_of_words(name), "{name}");
        }
    }

    #[test]
    fn long_names_have_three_words() {
        for name in ["SampleFieldName", "my_field_name", "exampleFieldName"] {
            assert!(is_long(name), "{name}");
        }
        for name in ["MyModel", "my_app", "SAMPLE", "sample"] {
            assert!(!is_long(name), "{name}");
        }
    }
}
