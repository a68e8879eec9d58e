//! What a page shows of a symbol that changed: its call or declaration, its value, a description of one of its parameters.

use super::context::declared_in;
use super::copied::is_copied;
use super::deaths::{Death, Extent};
use super::headings::tells_of_removals;
use super::pages::{PageFacts, is_distinctive};
use super::places;
use super::signatures::{self, Contradiction};
use super::stale::Fault;
use super::values;
use super::verbatim;
use crate::docs::example;
use crate::model::change::{PlacedSymbol, SymbolChange};
use crate::model::evidence::Tie;
use crate::model::finding::Confidence;
use crate::model::mention::{Mention, MentionForm, MentionKind, ShownCall};
use crate::model::source::WordUse;
use crate::model::symbol::{Param, ParamKind, Signature};
use std::borrow::Cow;
use std::sync::Arc;

/// What a mention of the symbol shows that was true and is no longer.
pub(super) fn contradiction(page: &PageFacts, mention: &Mention, change: &SymbolChange) -> Option<Contradiction> {
    let (base, head) = (&change.base.as_ref()?.symbol, &change.head.as_ref()?.symbol);
    if let (Some(shown), Some(old), Some(new)) = (signatures::shown_call(mention), &base.signature, &head.signature) {
        let formal = matches!(mention.form, MentionForm::Directive(_));
        let member = base
            .container
            .last()
            .is_some_and(|class| declared_in(page, mention, class));
        let below = (formal || member && shown.declaration).then(|| fields_below(page, mention));
        let block = matches!(mention.form, MentionForm::Block(_));
        let receives = !block && signatures::names_receiver(shown);
        let below = below.or_else(|| receives.then(Vec::new));
        let shown = as_labelled(page, mention, shown, receives);
        let given = || verbatim::contradiction(page, mention, change);
        let fault = signatures::contradiction(&shown, (below.as_deref(), block), old, new);
        return fault.or_else(given).or_else(|| places::contradiction(&shown, change));
    }
    let (old, new) = (base.value.as_deref()?, head.value.as_deref()?);
    let behind = page.text.get(mention.span.end as usize..)?;
    let line = behind.lines().next().unwrap_or_default();
    values::shows_old_value(mention.kind, line, old, new)
}

/// What the tool may be sure of: a passage that speaks of what changes was right until the definition of the name went, but
/// for one that records that it did.
pub(super) fn capped(page: &PageFacts, mention: &Mention, fault: &Fault, confidence: Confidence) -> Confidence {
    if matches!(fault, Fault::Dead(death) if is_of_others(mention, death) && !is_copied(page, death)) {
        return Confidence::Low;
    }
    // What the authors of a page in two languages forgot in one of them, is no error.
    let confidence = match page.translates {
        Some(_) => confidence.min(Confidence::Medium),
        None => confidence,
    };
    if page.announces {
        let open = matches!(fault, Fault::Dead(_)) && !is_of_removals(page, mention);
        return if open {
            confidence.min(Confidence::Medium)
        } else {
            Confidence::Low
        };
    }
    let capped = page.capped(mention, confidence);
    let gone = match fault {
        Fault::Dead(death) => {
            let told = death.extent == Extent::Vanished && (is_distinctive(&death.name) || death.name.contains('-'));
            let made = death.base.is_some() || mention.kind == MentionKind::EnvVar || told;
            made && death.extent <= Extent::OnlyTests
        }
        _ => false,
    };
    let record =
        || is_note_of_version(page, mention) || is_record(page, mention) && !knows_nothing_of(page, mention, fault);
    if capped < confidence && gone && (page.translates.is_none() || page.keeps_step) && !record() {
        confidence.min(Confidence::Medium)
    } else {
        capped
    }
}

/// Whether a page shows the declaration of the name, or an example of it defines the name with a body: it may be its own then,
/// whatever the code once called so too.
pub(super) fn is_own(page: &PageFacts, name: &str) -> bool {
    page.declares(name) || example::defined(&page.page, &page.text).contains(name)
}

/// Whether code only used a name that it neither defined nor gave a value: another project's or one of the language.
fn is_of_others(mention: &Mention, death: &Death) -> bool {
    let special = matches!(mention.kind, MentionKind::Flag | MentionKind::EnvVar);
    let made = death.was_defined() || death.usage.has(WordUse::STRING) || death.is_assigned;
    !special && !made && death.new_name.is_none()
}

/// Whether a page of deprecations lists a name among what is gone already: under such a heading, or saying so.
fn is_of_removals(page: &PageFacts, mention: &Mention) -> bool {
    const SAID: &[&str] = &[
        "was removed",
        "were removed",
        "been removed",
        "removed in",
        "removed since",
    ];
    let title = page.page.title.as_str();
    let mut headings = page.heading(mention).iter().filter(|heading| *heading != title);
    let passage = page
        .passage(mention)
        .and_then(|passage| page.text.get(passage.span.range()));
    let passage = passage.unwrap_or_default().to_lowercase().replace("be removed in", "");
    headings.any(|heading| tells_of_removals(heading)) || SAID.iter().any(|said| passage.contains(said))
}

/// Whether a name has another one now that its passage does not hold: the passage tells of something else that changed.
fn knows_nothing_of(page: &PageFacts, mention: &Mention, fault: &Fault) -> bool {
    let Fault::Dead(death) = fault else { return false };
    let passage = page
        .passage(mention)
        .and_then(|passage| page.text.get(passage.span.range()));
    let new = death.new_name.as_ref().filter(|new| new.certain);
    new.is_some_and(|new| passage.is_some_and(|passage| !passage.contains(&new.name)))
}

/// Whether a mention stands in a note on what a version changed (`.. versionchanged:: 1.0`): that stays true.
fn is_note_of_version(page: &PageFacts, mention: &Mention) -> bool {
    let indent = |line: &str| line.len() - line.trim_start().len();
    let mut depth = indent(page.line_text(mention.line));
    for number in (1..mention.line).rev() {
        let line = page.line_text(number);
        if depth == 0 {
            return false;
        }
        if line.trim().is_empty() || indent(line) >= depth {
            continue;
        }
        depth = indent(line);
        if line.trim_start().starts_with(".. versionchanged::") {
            return true;
        }
    }
    false
}

/// Whether a passage is a record of what went: it tells of what went already, names a version or is a table of
/// others than of what is deprecated. What it says will go was there when it was written.
fn is_record(page: &PageFacts, mention: &Mention) -> bool {
    const ANNOUNCED: &[&str] = &[
        "will be removed",
        "to be removed",
        "going to be removed",
        "will be dropped",
        "will go away",
    ];
    const RECORD: &[&str] = &[
        "renamed",
        "was removed",
        "were removed",
        "been removed",
        "replaced",
        "supersede",
    ];
    let passage = page
        .passage(mention)
        .and_then(|passage| page.text.get(passage.span.range()));
    let passage = passage.unwrap_or_default().to_lowercase();
    let version = tells_since(&passage);
    let tabled = page.line_text(mention.line).trim_start().starts_with(['|', '+'])
        || page.line_text(mention.line).trim_start().starts_with("* -");
    let announced = ANNOUNCED.iter().any(|word| passage.contains(word));
    let listed = tabled && !passage.contains("deprecat");
    version && !announced || listed || RECORD.iter().any(|word| passage.contains(word))
}

/// Whether a text says since which version something is so: "deprecated since 2.0", "as of version 3.1".
fn tells_since(text: &str) -> bool {
    const SINCE: &[&str] = &[
        "in", "since", "from", "of", "with", "before", "until", "after", "by", "than", "prior",
    ];
    let bare = |word: &'_ str| word.trim_matches(|c: char| !c.is_alphanumeric() && c != '.').to_owned();
    let words = text
        .split_whitespace()
        .map(bare)
        .filter(|word| !matches!(word.as_str(), "version" | "release"));
    let words: Vec<String> = words.collect();
    let is_version = |word: &str| {
        let numbers = word.trim_start_matches('v').trim_end_matches('.');
        numbers.starts_with(|c: char| c.is_ascii_digit()) && numbers.contains('.')
    };
    words
        .windows(2)
        .any(|pair| SINCE.contains(&pair[0].as_str()) && is_version(&pair[1]))
}

/// A call behind the label "Signature:" is a declaration, and one that `receives` what nobody passes.
fn as_labelled<'s>(page: &PageFacts, mention: &Mention, shown: &'s ShownCall, receives: bool) -> Cow<'s, ShownCall> {
    let before = page.text.get(..mention.span.start as usize).unwrap_or_default();
    let before = before.trim_end_matches(['`', '@', '*', ' ', '.']);
    if !receives && !before.ends_with("ignature:") {
        return Cow::Borrowed(shown);
    }
    Cow::Owned(ShownCall {
        declaration: true,
        ..shown.clone()
    })
}

/// The parameters that fields below the directive of a mention describe (`:param x:`).
fn fields_below(page: &PageFacts, mention: &Mention) -> Vec<String> {
    let depth = page.heading(mention).len();
    let declared = mention.parts.join(".");
    let is_below = |other: &&Mention| page.heading(other).get(depth) == Some(&declared);
    let behind = page
        .page
        .mentions
        .iter()
        .filter(|other| other.span.start > mention.span.start);
    behind
        .skip_while(|other| other.passage == mention.passage)
        .take_while(is_below)
        .filter(|other| is_field(other) && page.heading(other).len() == depth + 1)
        .map(|other| other.leaf().to_owned())
        .collect()
}

/// Whether a mention is the name in a `:param x:` field.
fn is_field(mention: &Mention) -> bool {
    matches!(&mention.form, MentionForm::Role(role) if role == "param") && mention.parts.len() == 1
}

/// How many definitions of the name a mention may mean at head; those with the same parameters count as one.
pub(super) fn others(change: &SymbolChange, namesakes: &[PlacedSymbol]) -> usize {
    let names = |symbol: &PlacedSymbol| {
        let params = symbol.symbol.signature.iter().flat_map(Signature::callable_params);
        params.map(|param| param.name.clone()).collect::<Vec<_>>()
    };
    let comparable = |head: &&PlacedSymbol| is_distinctive(&head.symbol.name) && head.symbol.signature.is_some();
    let Some(head) = change.head.as_ref().filter(comparable) else {
        return namesakes.len();
    };
    let new = names(head);
    let unlike = namesakes
        .iter()
        .filter(|other| other.symbol.signature.is_none() || names(other) != new);
    unlike.count() + 1
}

/// The changes of symbols of a name, with the definitions that have it at head.
type Changed<'c> = (&'c [&'c Arc<SymbolChange>], &'c [PlacedSymbol]);

/// A description of a parameter that its function does not have any more.
pub(super) fn described<'c>(
    page: &PageFacts,
    mention: &Mention,
    changed: impl Fn(&str) -> Option<Changed<'c>>,
) -> Option<(usize, Fault, Tie, Confidence)> {
    let heading = page.heading(mention).last()?;
    let function = described_function(page, mention, heading)?;
    let (changes, namesakes) = changed(function)?;
    let name = mention.leaf();
    let left = |of: &PlacedSymbol| {
        of.symbol
            .signature
            .as_ref()
            .is_some_and(|signature| takes(signature, name))
    };
    if namesakes.iter().any(left) {
        return None;
    }
    let tied = |change: &&&Arc<SymbolChange>| {
        let class = change.base.as_ref().and_then(|base| base.symbol.container.last());
        let written = class.is_some_and(|class| {
            page.heading(mention)
                .iter()
                .any(|heading| super::tie::holds_word(heading, class))
        });
        written || namesakes.len() <= 1
    };
    let (change, what) = changes
        .iter()
        .filter(tied)
        .find_map(|change| Some((*change, lost_param(change, name)?)))?;
    Some((
        0,
        Fault::Contradicted(change.clone(), what),
        Tie::Heading(heading.clone()),
        Confidence::Medium,
    ))
}

/// The function whose parameters a section describes, if the mention begins such a description.
fn described_function<'h>(page: &PageFacts, mention: &Mention, heading: &'h str) -> Option<&'h str> {
    let named = heading.split('(').next().unwrap_or_default();
    let leaf = named.trim_end().rsplit(['.', ':', ' ', '`']).next()?;
    if is_field(mention) {
        return Some(leaf);
    }
    let single = mention.parts.len() == 1 && matches!(mention.kind, MentionKind::Name | MentionKind::Argument);
    let begins = mention.form == MentionForm::Code && single && begins_item(page, mention);
    (begins && heading.contains('(')).then_some(leaf)
}

/// Whether nothing but the mark of a list or table stands before the code of a mention on its line.
pub(super) fn begins_item(page: &PageFacts, mention: &Mention) -> bool {
    let before = page.text.get(..mention.span.start as usize).unwrap_or_default();
    let line = before.rsplit('\n').next().unwrap_or_default();
    let marks = line.trim_start();
    marks.starts_with(['-', '*', '+', '|']) && marks.ends_with('`') && marks.chars().all(|c| "-*+|` ".contains(c))
}

fn takes(signature: &Signature, name: &str) -> bool {
    let takes = |param: &Param| param.name == name || param.kind == ParamKind::KeywordVariadic;
    signature.callable_params().any(takes)
}

/// A parameter that base has and head has not.
fn lost_param(change: &SymbolChange, name: &str) -> Option<Contradiction> {
    let old = change.base.as_ref()?.symbol.signature.as_ref()?;
    let new = change.head.as_ref()?.symbol.signature.as_ref()?;
    let at = old.callable_params().position(|param| param.name == name)?;
    if takes(new, name) {
        return None;
    }
    let successor = new.callable_params().nth(at);
    let is_new = |param: &&Param| !old.callable_params().any(|other| other.name == param.name);
    let same_length = old.params.len() == new.params.len();
    Some(Contradiction {
        subject: name.to_owned(),
        shown: name.to_owned(),
        base: old.text.clone(),
        head: new.text.clone(),
        new_name: successor
            .filter(is_new)
            .filter(|_| same_length)
            .map(|param| param.name.clone()),
    })
}
