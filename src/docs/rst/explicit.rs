//! Explicit markup of reStructuredText: what begins with `.. `: directives, targets, footnotes, comments.

use super::super::link;
use super::super::mention::{Found, prose, shift};
use super::super::scrap::Scrap;
use super::blocks::Reader;
use super::directive;
use crate::model::mention::{MentionForm, MentionKind};
use crate::model::page::PassageKind;
use std::ops::Range;

/// Directives whose body is code; the argument is the language, unless one is fixed here.
const CODE: &[(&str, &str)] = &[
    ("code-block", ""),
    ("code", ""),
    ("sourcecode", ""),
    ("parsed-literal", ""),
    ("doctest", "pycon"),
    ("testcode", "python"),
    ("testsetup", "python"),
    ("testoutput", "text"),
    ("ipython", "python"),
    ("click:example", "python"),
    ("jupyter-execute", "python"),
    ("jupyter-input", "python"),
    ("testcleanup", "python"),
    ("prompt", ""),
    ("console", "console"),
    ("code-cell", ""),
    ("math", "math"),
    ("graphviz", "dot"),
    ("mermaid", "mermaid"),
];

/// Directives that run the Python of their body, or the script that their argument names.
const RUN: &[&str] = &["plot", "altair-plot", "bokeh-plot", "pyvista-plot", "exec_code"];

/// Reads the block that begins with `..` at a line; returns the line behind it.
pub(super) fn read(reader: &mut Reader<'_, '_, '_>, at: usize, end: usize) -> usize {
    let indent = reader.indent(at);
    let stop = reader.indented(at + 1, end, indent + 1).max(at + 1);
    let text = reader.text(at).to_owned();
    let body = text.strip_prefix("..").unwrap_or_default();
    let start = reader.offsets(at..at + 1).start + "..".len() + (body.len() - body.trim_start().len());
    let body = body.trim_start();
    if body.starts_with('_') {
        target(reader, body, start);
    } else if body.starts_with('[') {
        footnote(reader, at..stop, body, start);
    } else if let Some((name, argument)) = directive_name(body) {
        let at_argument = start + argument;
        run(reader, &name, at..stop, at_argument);
    }
    stop
}

/// `name:: argument`, also behind `|substitution|`: the name and the offset of the argument.
fn directive_name(body: &str) -> Option<(String, usize)> {
    let skip = match body.strip_prefix('|') {
        Some(rest) => rest.find("| ")? + 3,
        None => 0,
    };
    let colons = skip + body.get(skip..)?.find("::")?;
    let name = body.get(skip..colons)?.trim_end();
    let is_name = !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || "-_:.+".contains(c));
    let rest = body.get(colons + 2..)?;
    let follows = rest.is_empty() || rest.starts_with(char::is_whitespace);
    (is_name && follows).then(|| (name.to_lowercase(), colons + 2 + (rest.len() - rest.trim_start().len())))
}

/// `.. _name: path`.
fn target(reader: &mut Reader<'_, '_, '_>, body: &str, start: usize) {
    let Some(colon) = body.find(": ") else { return };
    let path = body[colon + 2..].trim();
    let at = start + colon + 2 + (body[colon + 2..].len() - body[colon + 2..].trim_start().len());
    // `name_` refers to another target.
    if path.ends_with('_') || !path.contains(['/', '.']) {
        return;
    }
    let Some(found) = link::found(path, at) else { return };
    let range = start..start + body.len();
    let passage = reader.builder.passage(reader.scrap, range, PassageKind::Prose);
    reader
        .builder
        .mention(passage, reader.scrap, 0, found, MentionForm::Link);
}

/// `.. [1] text`.
fn footnote(reader: &mut Reader<'_, '_, '_>, lines: Range<usize>, body: &str, start: usize) {
    let Some(close) = body.find(']') else { return };
    shift_line(reader, lines.start, start + close + 1);
    let indent = reader.indent(lines.start + 1).max(1);
    if let Some(line) = reader.lines.get_mut(lines.start) {
        line.indent = indent;
    }
    reader.body(lines, indent);
}

/// Lets a line begin at an offset.
fn shift_line(reader: &mut Reader<'_, '_, '_>, line: usize, offset: usize) {
    if let Some(line) = reader.lines.get_mut(line) {
        line.start = offset.min(line.end).max(line.start);
    }
}

/// The parts of a directive in lines.
struct Parts {
    argument: Range<usize>,
    options: Range<usize>,
    body: Range<usize>,
}

fn parts(reader: &Reader<'_, '_, '_>, lines: &Range<usize>) -> Parts {
    let is_option = |index: usize| reader.text(index).starts_with(':') && !reader.text(index).starts_with(":`");
    let ends_argument = |index: &usize| {
        reader.is_blank(*index) || is_option(*index) && super::inline::field_name(reader.text(*index)).is_some()
    };
    let options = (lines.start + 1..lines.end).find(ends_argument).unwrap_or(lines.end);
    let body = (options..lines.end)
        .find(|index| reader.is_blank(*index))
        .unwrap_or(lines.end);
    Parts {
        argument: lines.start..options,
        options: options..body,
        body: body..lines.end,
    }
}

fn run(reader: &mut Reader<'_, '_, '_>, name: &str, lines: Range<usize>, argument_at: usize) {
    let Parts {
        argument,
        options,
        body,
    } = parts(reader, &lines);
    let argument_end = reader.offsets(argument.clone()).end;
    let argument_range = argument_at.min(argument_end)..argument_end;
    let first_line_end = reader.offsets(lines.start..lines.start + 1).end;
    if name == "highlight" || name == "default-role" {
        let word = reader.scrap.slice(argument_range).trim().to_lowercase();
        reader.language = if name == "highlight" {
            word
        } else {
            reader.language.clone()
        };
        return;
    }
    let runs = RUN.contains(&name)
        && reader
            .scrap
            .slice(argument_at.min(first_line_end)..first_line_end)
            .trim()
            .is_empty();
    if let Some((_, fixed)) = CODE
        .iter()
        .find(|(code, _)| *code == name)
        .or(runs.then_some(&("plot", "python")))
    {
        let language = reader
            .scrap
            .slice(argument_at.min(first_line_end)..first_line_end)
            .split_whitespace()
            .next()
            .unwrap_or_default();
        let language = if fixed.is_empty() {
            language.to_lowercase()
        } else {
            (*fixed).to_owned()
        };
        return code(reader, &language, lines, argument.end.min(options.end), options, body);
    }
    let entered = directive::enter(name, reader.scrap, argument_range, reader.builder);
    if name.starts_with("auto") {
        members(reader, name, options);
    } else if entered.declares() {
        values(reader, options);
    }
    if entered.lists_names() {
        // Names may begin right below the directive.
        names(reader, name, argument.start + 1..argument.end);
        names(reader, name, body.clone());
    } else if entered.has_prose() {
        let first = body.clone().find(|index| !reader.is_blank(*index));
        if let Some(first) = first {
            let margin = body
                .clone()
                .filter(|index| !reader.is_blank(*index))
                .map(|index| reader.indent(index))
                .min();
            reader.body(first..body.end, margin.unwrap_or_default());
        }
    }
    entered.leave(reader.builder);
}

/// The code of a code directive: its body, or what stands directly below it without options.
fn code(
    reader: &mut Reader<'_, '_, '_>,
    language: &str,
    lines: Range<usize>,
    argument_end: usize,
    options: Range<usize>,
    body: Range<usize>,
) {
    let direct = lines.start + 1..argument_end;
    let code = match (direct.is_empty(), options.is_empty()) {
        (false, true) => direct.start..lines.end,
        _ => body,
    };
    let first = code.clone().find(|index| !reader.is_blank(*index));
    let Some(first) = first else { return };
    let language = if language.is_empty() {
        reader.language.clone()
    } else {
        language.to_owned()
    };
    reader.code(lines, first..code.end, &language);
}

/// Options that list names of members.
const MEMBERS: &[&str] = &[
    ":members:",
    ":exclude-members:",
    ":private-members:",
    ":special-members:",
    ":inherited-members:",
];

/// The names in `:members: get, post`, which may go over several lines.
fn members(reader: &mut Reader<'_, '_, '_>, directive: &str, options: Range<usize>) {
    let begins = |reader: &Reader<'_, '_, '_>, index: usize| reader.text(index).starts_with(':');
    for index in options.clone() {
        let next = (index + 1..options.end).find(|next| begins(reader, *next));
        let offsets = reader.offsets(index..next.unwrap_or(options.end));
        let text = reader.scrap.slice(offsets.clone());
        let Some(option) = MEMBERS.iter().find(|option| text.starts_with(**option)) else {
            continue;
        };
        let mut at = offsets.start + option.len();
        let mut found = Vec::new();
        for item in text[option.len()..].split(',') {
            let start = at + (item.len() - item.trim_start().len());
            at += item.len() + 1;
            if !item.trim().is_empty() {
                found.push(name_of(reader.scrap, start..start + item.trim().len()));
            }
        }
        if !found.is_empty() {
            let passage = reader.builder.passage(reader.scrap, offsets, PassageKind::Directive);
            let form = MentionForm::Directive(directive.to_owned());
            reader.builder.mentions(passage, reader.scrap, 0, found, &form);
        }
    }
}

/// What the values of options name beyond doubt: `:keys: new_name, old_name`. The label and the classes of an element are
/// names of the docs themselves.
fn values(reader: &mut Reader<'_, '_, '_>, options: Range<usize>) {
    for index in options {
        let offsets = reader.offsets(index..index + 1);
        let text = reader.scrap.slice(offsets.clone());
        let option = super::inline::field_name(text).unwrap_or_default();
        if option.is_empty() || matches!(option.as_str(), "name" | "class" | "module") {
            continue;
        }
        let at = option.len() + 2;
        let names = prose::scan(&text[at..])
            .into_iter()
            .filter(|one| one.kind == MentionKind::Name);
        let found: Vec<Found> = shift(names.collect(), offsets.start + at).collect();
        if !found.is_empty() {
            let passage = reader.builder.passage(reader.scrap, offsets, PassageKind::Directive);
            reader
                .builder
                .mentions(passage, reader.scrap, 0, found, &MentionForm::Plain);
        }
    }
}

/// The entries of an `autosummary`, one a line.
fn names(reader: &mut Reader<'_, '_, '_>, directive: &str, body: Range<usize>) {
    for index in body {
        if reader.is_blank(index) || reader.text(index).starts_with(':') {
            continue;
        }
        let offsets = reader.offsets(index..index + 1);
        let text = reader.scrap.slice(offsets.clone());
        let lead = text.len() - text.trim_start_matches(['~', '.', '!']).len();
        let name = text[lead..].split_whitespace().next().unwrap_or_default();
        let start = offsets.start + lead;
        let range = start..start + name.len();
        let found = name_of(reader.scrap, range);
        let passage = reader.builder.passage(reader.scrap, offsets, PassageKind::Directive);
        reader.builder.mention(
            passage,
            reader.scrap,
            0,
            found,
            MentionForm::Directive(directive.to_owned()),
        );
    }
}

fn name_of(scrap: &Scrap<'_>, range: Range<usize>) -> Found {
    use super::super::mention::word::split_name;
    let parts = split_name(scrap.slice(range.clone()));
    Found::new(range, MentionKind::Name).with_parts(parts)
}
