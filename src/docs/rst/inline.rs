//! Inline markup of reStructuredText: literals, interpreted text with and without roles, hyperlinks; the rest is prose.

use super::super::builder::Builder;
use super::super::link;
use super::super::mention::word::split_name;
use super::super::mention::{Found, heading, inline, prose, shell};
use super::super::scrap::Scrap;
use crate::model::mention::{MentionForm, MentionKind};
use crate::model::page::PassageKind;
use std::ops::Range;

/// Roles that name no code.
const SILENT: &[&str] = &[
    "ref",
    "doc",
    "term",
    "pep",
    "rfc",
    "issue",
    "pr",
    "pull",
    "user",
    "abbr",
    "math",
    "sub",
    "sup",
    "subscript",
    "superscript",
    "guilabel",
    "menuselection",
    "kbd",
    "ghissue",
    "ghpull",
    "bug",
    "gh",
    "commit",
    "cve",
    "cwe",
    "numref",
    "eq",
    "cite",
    "title",
    "title-reference",
    "emphasis",
    "strong",
    "bdg",
    "fa",
    "octicon",
    "dfn",
    "manpage",
    "newsgroup",
    "mailheader",
    "mimetype",
    "rst",
    "ticket",
    "wiki",
    "source-link",
    "index",
    "token",
    "keyword",
    "std",
    "any-link",
    "raw-html",
    "raw",
    "doi",
    "arxiv",
    "pypi",
    "github",
    "tag",
];

/// Roles whose content is code in general.
const LITERAL: &[&str] = &[
    "code", "literal", "samp", "command", "program", "regexp", "makevar", "python", "c-expr", "expr", "sh", "bash",
];

/// Adds the mentions of a range of text to a passage.
pub(super) fn scan(scrap: &Scrap<'_>, range: Range<usize>, passage: u32, heading: bool, builder: &mut Builder<'_>) {
    let text = scrap.slice(range.clone());
    let mut scanner = Scanner {
        scrap,
        passage,
        heading,
        builder,
    };
    let mut at = 0;
    let mut unclosed = false;
    while let Some(open) = text[at..].find('`').filter(|_| !unclosed).map(|open| at + open) {
        let ticks = if text[open..].starts_with("``") { 2 } else { 1 };
        let Some(close) = closing(text, open + ticks, ticks) else {
            // Without an end nothing after it can be told for sure: prose.
            unclosed = true;
            continue;
        };
        let role = if ticks == 1 { role_before(&text[at..open]) } else { None };
        let before = open - role.map_or(0, |role| role.len() + 2);
        scanner.prose(&text[at..before], range.start + at);
        let inner = range.start + open + ticks..range.start + close;
        let after = &text[close + ticks..];
        at = close + ticks;
        match (ticks, role) {
            (2, _) => scanner.literal(inner, MentionForm::Code),
            (_, Some(role)) => scanner.role(role, inner),
            _ if after.starts_with('_') => scanner.hyperlink(inner),
            _ => at += scanner.default_role(inner, after),
        }
    }
    scanner.prose(&text[at..], range.start + at);
}

/// Where the end-string begins.
fn closing(text: &str, from: usize, ticks: usize) -> Option<usize> {
    let end = if ticks == 2 { "``" } else { "`" };
    let length = text.get(from..)?.find(end)?;
    // A literal may end with a backtick of its own.
    let extra = usize::from(ticks == 2 && text[from + length..].starts_with("```"));
    Some(from + length + extra)
}

/// `py:class` when the text ends with `:py:class:`.
fn role_before(text: &str) -> Option<&str> {
    let body = text.strip_suffix(':')?;
    let is_role_char = |c: char| c.is_ascii_alphanumeric() || "-_+.:".contains(c);
    let start = body
        .rfind(|c| !is_role_char(c))
        .map_or(0, |at| at + body[at..].chars().next().map_or(1, char::len_utf8));
    let role = body.get(start..)?.strip_prefix(':')?;
    (!role.is_empty()).then_some(role)
}

struct Scanner<'a, 's, 'b, 'p> {
    scrap: &'a Scrap<'s>,
    passage: u32,
    heading: bool,
    builder: &'b mut Builder<'p>,
}

impl Scanner<'_, '_, '_, '_> {
    fn add(&mut self, at: usize, found: Vec<Found>, form: &MentionForm) {
        self.builder.mentions(self.passage, self.scrap, at, found, form);
    }

    fn prose(&mut self, text: &str, at: usize) {
        let found = match self.heading {
            true => heading::scan(text),
            false => prose::scan(text),
        };
        self.add(at, found, &MentionForm::Plain);
    }

    fn literal(&mut self, inner: Range<usize>, form: MentionForm) {
        self.builder.quote(self.scrap.span(inner.clone()));
        let found = inline::scan(self.scrap.slice(inner.clone()), self.heading);
        self.add(inner.start, found, &form);
    }

    /// Interpreted text without a role before it; one may stand behind it. Returns how much of `after` was read.
    fn default_role(&mut self, inner: Range<usize>, after: &str) -> usize {
        let behind = after.strip_prefix(':').and_then(|rest| {
            let role = &rest[..rest.find(':')?];
            let is_role = !role.is_empty() && role.chars().all(|c| c.is_ascii_alphanumeric() || "-_".contains(c));
            is_role.then_some(role)
        });
        match behind {
            Some(role) => {
                self.role(role, inner);
                role.len() + 2
            }
            None => {
                self.literal(inner, MentionForm::Role(String::new()));
                0
            }
        }
    }

    fn role(&mut self, role: &str, inner: Range<usize>) {
        let leaf = role.rsplit(':').next().unwrap_or(role).to_ascii_lowercase();
        let target = target_of(self.scrap.slice(inner.clone()));
        let has_text = target.start > 0;
        let text = self.scrap.slice(inner.clone());
        let target = inner.start + target.start..inner.start + target.end;
        // `` :doc:`shop.cart.Cart.open` ``: a page that a generator makes for each name is called like it.
        let of_name = leaf == "doc" && is_name_in_full(self.scrap.slice(target.clone()));
        if SILENT.contains(&leaf.as_str()) && !of_name {
            if has_text {
                let shown = text[..target.start - inner.start].trim_end_matches('<').to_owned();
                self.prose(&shown, inner.start);
            }
            return;
        }
        if LITERAL.contains(&leaf.as_str()) {
            return self.literal(inner, MentionForm::Code);
        }
        if has_text {
            let shown = text[..target.start - inner.start].trim_end_matches('<').to_owned();
            self.prose(&shown, inner.start);
        }
        let form = MentionForm::Role(leaf.clone());
        let written = self.scrap.slice(target.clone());
        let found = match leaf.as_str() {
            "option" => shell::scan_inline(written),
            "envvar" => vec![Found::new(0..written.len(), MentionKind::EnvVar)],
            "confval" | "setting" | "conf" => vec![Found::new(0..written.len(), MentionKind::Key)],
            "file" | "src" | "source" => vec![Found::new(0..written.len(), MentionKind::Path)],
            "download" => link::found(written, 0).into_iter().collect(),
            _ => object(written),
        };
        self.add(target.start, found, &form);
    }

    /// `` `text <target>`_ ``.
    fn hyperlink(&mut self, inner: Range<usize>) {
        let target = target_of(self.scrap.slice(inner.clone()));
        if target.start == 0 {
            let text = self.scrap.slice(inner.clone()).to_owned();
            return self.prose(&text, inner.start);
        }
        let shown = self
            .scrap
            .slice(inner.start..inner.start + target.start)
            .trim_end_matches('<')
            .to_owned();
        self.prose(&shown, inner.start);
        let written = self.scrap.slice(inner.start + target.start..inner.start + target.end);
        let is_alias = written.ends_with('_') && !written.contains('/');
        let found = link::found(written, 0).filter(|_| !is_alias && written.contains(['/', '.']));
        self.add(
            inner.start + target.start,
            found.into_iter().collect(),
            &MentionForm::Link,
        );
    }
}

/// Whether a target is a name in full of three parts or more.
fn is_name_in_full(target: &str) -> bool {
    let is_name = |part: &str| {
        part.starts_with(|c: char| c.is_alphabetic() || c == '_')
            && part.chars().all(|c| c.is_alphanumeric() || c == '_')
    };
    target.matches('.').count() > 1 && target.split('.').all(is_name)
}

/// The range of the target in `text <target>`, or all of it.
fn target_of(text: &str) -> Range<usize> {
    let body = text.trim_end();
    let open = body.rfind('<').filter(|open| body.ends_with('>') && *open > 0);
    match open {
        Some(open) => open + 1..body.len() - 1,
        None => 0..text.len(),
    }
}

/// The name in a cross-reference: `~a.b.C`, `!x`, `f()`, `.name`.
fn object(written: &str) -> Vec<Found> {
    let bare = written.trim_start_matches(['~', '!', '.', '@', ' ', '-']);
    let start = written.len() - bare.len();
    let call = bare.find('(').filter(|_| bare.trim_end().ends_with(')'));
    let name = bare[..call.unwrap_or(bare.len())].trim_end();
    let is_name = !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || "_.:#-".contains(c));
    if !is_name || name.contains('-') && !name.contains('.') {
        return inline::scan(written, false);
    }
    vec![Found::new(start..start + name.len(), MentionKind::Name).with_parts(split_name(name))]
}

/// The name of a field when a line begins one: `param str timeout` of `:param str timeout: text`.
pub(super) fn field_name(text: &str) -> Option<String> {
    let rest = text.strip_prefix(':')?;
    let close = rest.find(':')?;
    let name = &rest[..close];
    let after = &rest[close + 1..];
    let is_name = !name.is_empty() && !name.contains('`') && !name.starts_with(' ');
    (is_name && (after.is_empty() || after.starts_with(' '))).then(|| name.to_owned())
}

/// Fields that describe a parameter.
const PARAMETERS: &[&str] = &[
    "param",
    "parameter",
    "arg",
    "argument",
    "key",
    "keyword",
    "kwarg",
    "kwparam",
    "type",
];
/// Fields that name a type.
const TYPES: &[&str] = &["raises", "raise", "except", "exception"];
/// Fields that describe an attribute.
const ATTRIBUTES: &[&str] = &["ivar", "cvar", "var", "vartype"];

/// A field of a field list.
pub(super) fn field(scrap: &Scrap<'_>, range: Range<usize>, name: &str, builder: &mut Builder<'_>) {
    let passage = builder.passage(scrap, range.clone(), PassageKind::Prose);
    let mut words = name.split_whitespace();
    let kind = words.next().unwrap_or_default();
    let role = [(PARAMETERS, "param"), (TYPES, "raises"), (ATTRIBUTES, "attr")]
        .into_iter()
        .find(|(names, _)| names.contains(&kind));
    if let (Some((_, role)), Some(word)) = (role, words.last()) {
        let bare = word.trim_start_matches(['*', '\\', '~', '!']);
        let end = range.start + 1 + name.trim_end().len();
        let start = end - bare.len();
        let found = Found::new(start..end, MentionKind::Name).with_parts(split_name(bare));
        builder.mention(passage, scrap, 0, found, MentionForm::Role(role.to_owned()));
    }
    let body = range.start + name.len() + 2;
    scan(scrap, body.min(range.end)..range.end, passage, false, builder);
}

#[cfg(test)]
mod tests {
    use super::{field_name, object, role_before, target_of};

    #[test]
    fn roles_and_targets_are_cut_exactly() {
        assert_eq!(role_before("see :py:class:"), Some("py:class"));
        assert_eq!(role_before("note:"), None);
        assert_eq!(target_of("text <a.b>"), 6..9);
        assert_eq!(target_of("a.b"), 0..3);
        assert_eq!(object("~a.b.C()")[0].parts, ["a", "b", "C"]);
        assert_eq!(field_name(":param str x: y").as_deref(), Some("param str x"));
        assert_eq!(field_name(":class:`X`: y"), None);
    }
}
