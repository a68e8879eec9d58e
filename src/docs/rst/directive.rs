//! What directives of Sphinx and MyST mean: declarations, modules, included files, blocks about the past. Shared by the
//! readers of reStructuredText and Markdown.

use super::super::builder::Builder;
use super::super::link;
use super::super::mention::call::shown_call_in;
use super::super::mention::lexer::Family;
use super::super::mention::word::{flags, is_path, split_name};
use super::super::mention::{Found, code};
use super::super::scrap::Scrap;
use super::inline;
use super::role::{Role, role_of};
use crate::model::mention::{MentionForm, MentionKind};
use crate::model::page::PassageKind;
use std::ops::Range;

/// A directive that was entered; must be left.
pub(crate) struct Entered {
    role: Role,
    depth: usize,
}

impl Entered {
    /// Whether its body is prose.
    pub(crate) fn has_prose(&self) -> bool {
        !matches!(self.role, Role::Silent | Role::List | Role::Include)
    }

    /// Whether its body lists names, one a line.
    pub(crate) fn lists_names(&self) -> bool {
        self.role == Role::List
    }

    /// Whether it declares something, so that its options tell of that.
    pub(crate) fn declares(&self) -> bool {
        matches!(self.role, Role::Settings(_) | Role::Declare)
    }

    /// Leaves it: what it put in force holds no more.
    pub(crate) fn leave(self, builder: &mut Builder<'_>) {
        builder.restore_headings(self.depth);
        if self.role == Role::Past {
            builder.leave_past();
        }
    }
}

/// Enters a directive: reads its argument (which may go over several lines) and puts in force what holds for its body.
pub(crate) fn enter(name: &str, scrap: &Scrap<'_>, argument: Range<usize>, builder: &mut Builder<'_>) -> Entered {
    let role = role_of(name);
    let entered = Entered {
        role,
        depth: builder.heading_depth(),
    };
    if role == Role::Past {
        builder.enter_past();
    }
    if scrap.slice(argument.clone()).trim().is_empty() {
        return entered;
    }
    let form = MentionForm::Directive(name.to_owned());
    match role {
        Role::Silent | Role::List => {}
        Role::Prose | Role::Past => prose(scrap, argument, builder),
        Role::Image | Role::Include => file(role, scrap, argument, form, builder),
        Role::Module => module(scrap, argument, form, builder),
        Role::Pull | Role::Declare => declare(name, role, scrap, argument, &form, builder),
        Role::Settings(kind) => settings(kind, scrap, argument, &form, builder),
    }
    entered
}

fn prose(scrap: &Scrap<'_>, argument: Range<usize>, builder: &mut Builder<'_>) {
    let passage = builder.passage(scrap, argument.clone(), PassageKind::Prose);
    inline::scan(scrap, argument, passage, false, builder);
}

/// The first word of a range.
fn first_word(scrap: &Scrap<'_>, argument: Range<usize>) -> Range<usize> {
    let text = scrap.slice(argument.clone());
    let lead = text.len() - text.trim_start().len();
    let word = text.split_whitespace().next().unwrap_or_default();
    argument.start + lead..argument.start + lead + word.len()
}

fn file(role: Role, scrap: &Scrap<'_>, argument: Range<usize>, form: MentionForm, builder: &mut Builder<'_>) {
    let word = first_word(scrap, argument.clone());
    let text = scrap.slice(word.clone());
    let found = match role {
        Role::Image => link::found(text, word.start),
        _ => (is_path(text) || text.contains('.')).then(|| Found::new(word, MentionKind::Path)),
    };
    // Included files of the documentation system itself, as `<isonum.txt>`.
    let Some(found) = found.filter(|_| !text.starts_with('<') && !text.contains("://")) else {
        return;
    };
    let passage = builder.passage(scrap, argument, PassageKind::Directive);
    let form = if role == Role::Image { MentionForm::Link } else { form };
    builder.mention(passage, scrap, 0, found, form);
}

fn module(scrap: &Scrap<'_>, argument: Range<usize>, form: MentionForm, builder: &mut Builder<'_>) {
    let word = first_word(scrap, argument.clone());
    let name = scrap.slice(word.clone()).to_owned();
    builder.module(scrap, word.start, &name);
    let passage = builder.passage(scrap, argument, PassageKind::Directive);
    let found = Found::new(word, MentionKind::Name).with_parts(split_name(&name));
    builder.mention(passage, scrap, 0, found, form);
}

/// Ranges of the lines of an argument, white space cut off.
fn argument_lines(scrap: &Scrap<'_>, argument: &Range<usize>) -> Vec<Range<usize>> {
    let mut at = argument.start;
    let mut lines = Vec::new();
    for line in scrap.slice(argument.clone()).split_inclusive('\n') {
        let body = line.trim();
        let start = at + (line.len() - line.trim_start().len());
        if !body.is_empty() {
            lines.push(start..start + body.len());
        }
        at += line.len();
    }
    lines
}

fn declare(
    name: &str,
    role: Role,
    scrap: &Scrap<'_>,
    argument: Range<usize>,
    form: &MentionForm,
    builder: &mut Builder<'_>,
) {
    if role == Role::Pull && name == "automodule" {
        let word = first_word(scrap, argument.clone());
        let module = scrap.slice(word.clone()).to_owned();
        builder.module(scrap, word.start, &module);
    }
    let passage = builder.passage(scrap, argument.clone(), PassageKind::Directive);
    let mut first = true;
    for line in signatures(scrap, &argument) {
        let found = declared(scrap, line);
        if let Some(heading) = found.first().filter(|_| first) {
            builder.push_heading(&heading.parts.join("."));
            first = false;
        }
        builder.mentions(passage, scrap, 0, found, form);
    }
}

/// The lines of an argument; a signature whose parenthesis goes over several lines is one.
fn signatures(scrap: &Scrap<'_>, argument: &Range<usize>) -> Vec<Range<usize>> {
    let mut joined: Vec<Range<usize>> = Vec::new();
    for line in argument_lines(scrap, argument) {
        let is_open = |range: &Range<usize>| {
            let text = scrap.slice(range.clone());
            text.matches('(').count() > text.matches(')').count() || text.ends_with('\\')
        };
        match joined.last_mut() {
            Some(last) if is_open(last) => last.end = line.end,
            _ => joined.push(line),
        }
    }
    joined
}

/// The declared name with its signature, and its parameters.
fn declared(scrap: &Scrap<'_>, line: Range<usize>) -> Vec<Found> {
    let text = scrap.slice(line.clone());
    let open = text.find('(').unwrap_or(text.len());
    let head = text[..open].split([':', '=', '[', '-']).next().unwrap_or_default();
    let head = if text[..open].contains("::") {
        &text[..open]
    } else {
        head
    };
    let name = head.split_whitespace().last().unwrap_or_default();
    let lead = name.len() - name.trim_start_matches(['~', '!', '.', '*', '&', '@']).len();
    let name = &name[lead..];
    let start = text.find(name).filter(|_| !name.is_empty()).map(|at| line.start + at);
    let Some(start) = start else { return Vec::new() };
    let range = start..start + name.len();
    let mut found = Found::new(range, MentionKind::Name).with_parts(split_name(name));
    let close = text.rfind(')').filter(|close| *close > open);
    let Some(close) = close else { return vec![found] };
    // A star is written `\*`, and a line that goes on may end with a backslash.
    let list = text[open..=close].replace('\\', " ");
    let mut call = shown_call_in(&list, true, Family::Python);
    let arrow = text[close..]
        .find("->")
        .map(|at| text[close + at + 2..].trim().to_owned());
    call.returns = arrow.filter(|returns| !returns.is_empty());
    found.kind = MentionKind::Call;
    found.call = Some(call);
    let parameters = parameters(&list, line.start + open, &found.parts);
    [found].into_iter().chain(parameters).collect()
}

/// The parameters of a signature, as arguments of what it declares.
fn parameters(signature: &str, at: usize, owner: &[String]) -> Vec<Found> {
    let plain = signature.replace(['[', ']'], " ");
    let probe = format!("f{plain}");
    let found = code::scan_as(&probe, Family::Inline, true).into_iter();
    let arguments = found.filter(|one| one.kind == MentionKind::Argument && one.owner == ["f"]);
    arguments
        .map(|mut one| {
            one.owner = owner.to_vec();
            one.range = one.range.start - 1 + at..one.range.end - 1 + at;
            one
        })
        .collect()
}

fn settings(
    kind: MentionKind,
    scrap: &Scrap<'_>,
    argument: Range<usize>,
    form: &MentionForm,
    builder: &mut Builder<'_>,
) {
    let passage = builder.passage(scrap, argument.clone(), PassageKind::Directive);
    let mut first = true;
    for line in argument_lines(scrap, &argument) {
        let found = match kind {
            MentionKind::Flag => declared_flags(scrap, line),
            _ => {
                let word = first_word(scrap, line);
                vec![Found::new(word, kind)]
            }
        };
        if let Some(heading) = found.first().filter(|_| first) {
            builder.push_heading(scrap.slice(heading.range.clone()));
            first = false;
        }
        builder.mentions(passage, scrap, 0, found, form);
    }
}

/// `-x, --long <value>`.
fn declared_flags(scrap: &Scrap<'_>, line: Range<usize>) -> Vec<Found> {
    let mut found = Vec::new();
    let mut at = line.start;
    for word in scrap.slice(line).split_inclusive([' ', ',', '|', '/']) {
        let lead = word.len() - word.trim_start().len();
        found.extend(flags(word.trim(), at + lead));
        at += word.len();
    }
    found
}
