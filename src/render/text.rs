//! The report for reading: each finding as an excerpt with the place underlined, the facts behind it and the ways out.

use super::Look;
use super::escape::visible;
use super::evidence::facts;
use super::report::{heading, is_skip, problem_level, problem_place, shown, summary, ways_out};
use crate::model::finding::{Annotation, Edit, Finding, Level};
use crate::model::problem::Problem;
use crate::model::report::Report;
use crate::model::span::{LineCol, Region};
use annotate_snippets::{AnnotationKind, Element, Group, Origin, Patch, Renderer, Snippet};

/// Lines longer than this are shown in part only.
const LINE_LENGTH: usize = 400;

/// How many bytes of such a line are shown before its place, and twice as many from there.
const AROUND: usize = 50;

/// At most so many lines of a region are shown.
const MAX_LINES: usize = 6;

/// The report as text.
pub fn render(report: &Report, look: &Look) -> String {
    let renderer = if look.styled {
        Renderer::styled()
    } else {
        Renderer::plain()
    };
    let renderer = renderer.term_width(look.width.max(40));
    let mut text = String::new();
    for finding in shown(report) {
        text.push_str(&renderer.render(&groups(finding, report)));
        text.push_str("\n\n");
    }
    text.push_str(&problems(report, look, &renderer));
    if !look.quiet {
        text.push_str(&summary(report));
        text.push('\n');
    }
    text
}

fn problems(report: &Report, look: &Look, renderer: &Renderer) -> String {
    let told = report.problems.iter().filter(|problem| is_shown(problem, report, look));
    let lines: String = told
        .map(|problem| renderer.render(&[problem_group(problem)]) + "\n")
        .collect();
    if lines.is_empty() { lines } else { lines + "\n" }
}

/// What users can mend is always shown; files that were skipped are counted, and shown with `-v`.
fn is_shown(problem: &Problem, report: &Report, look: &Look) -> bool {
    problem.fatal || (!look.quiet && (report.show_notes || !is_skip(problem.kind)))
}

fn groups(finding: &Finding, report: &Report) -> Vec<Group<'static>> {
    let title = snippet_level(finding.level)
        .primary_title(visible(&finding.message))
        .id(finding.rule);
    let section = (!finding.heading.is_empty()).then(|| message(&format!("in the section \"{}\"", heading(finding))));
    let fingerprint = report
        .show_notes
        .then(|| format!("fingerprint: {}", finding.fingerprint));
    let notes = facts(finding).into_iter().chain(fingerprint).map(|fact| message(&fact));
    let help = annotate_snippets::Level::HELP.message(visible(&ways_out(finding, &report.scope)));
    let related = code_side(finding).flat_map(|place| excerpt(place, false));
    let main = Group::with_title(title)
        .elements(excerpt(&finding.primary, true))
        .elements(related)
        .elements(section)
        .elements(notes)
        .element(help);
    std::iter::once(main).chain(fix_group(finding)).collect()
}

/// The code as it is now; as it was only when no line of it is there to be shown. Both places are named by the facts.
fn code_side(finding: &Finding) -> impl Iterator<Item = &Annotation> {
    let shown_now = |place: &Annotation| !place.at_base && !place.source.is_empty();
    let gone = !finding.related.iter().any(shown_now) && finding.related.iter().any(|place| place.at_base);
    finding.related.iter().filter(move |place| gone == place.at_base)
}

fn message(fact: &str) -> Element<'static> {
    annotate_snippets::Level::NOTE.message(visible(fact)).into()
}

fn snippet_level(level: Level) -> annotate_snippets::Level<'static> {
    match level {
        Level::Error => annotate_snippets::Level::ERROR,
        Level::Warning => annotate_snippets::Level::WARNING,
        Level::Note => annotate_snippets::Level::NOTE,
    }
}

/// The place of an annotation with its line underlined, or with its label alone when there is no line to show.
fn excerpt(place: &Annotation, primary: bool) -> Vec<Element<'static>> {
    let start = place.region.start;
    let path = visible(place.path.as_str());
    let side = if place.at_base { " (at base)" } else { "" };
    let label = visible(&format!("{}{side}", place.label));
    let Some((source, span)) = clip(&place.source, place.region) else {
        let origin = Origin::path(path)
            .line(start.line as usize)
            .char_column(start.column as usize);
        let words = [window(&place.source, place.region), label];
        let words = words.into_iter().filter(|words| !words.is_empty());
        return std::iter::once(origin.into())
            .chain(words.map(|words| message(&words)))
            .collect();
    };
    let kind = if primary {
        AnnotationKind::Primary
    } else {
        AnnotationKind::Context
    };
    let mut annotation = kind.span(span);
    if !label.is_empty() {
        annotation = annotation.label(label);
    }
    let snippet = Snippet::source(source).line_start(start.line as usize).path(path);
    vec![snippet.annotation(annotation).into()]
}

/// The source of a region, cut to as many lines as are worth showing, and the bytes of the region in it; `None` when there is
/// nothing to show, or when the line is too long to be shown in its place.
fn clip(source: &str, region: Region) -> Option<(String, std::ops::Range<usize>)> {
    let lines: Vec<&str> = source.lines().take(MAX_LINES).collect();
    let first = lines.first().filter(|line| !line.trim().is_empty())?;
    if lines.iter().any(|line| line.len() > LINE_LENGTH) {
        return None;
    }
    let text = lines.join("\n");
    let start = byte_of(first, region.start.column);
    let end = end_of(&lines, region).clamp(start, text.len());
    Some((text, start..end))
}

/// Where the region ends in the joined lines.
fn end_of(lines: &[&str], region: Region) -> usize {
    let rows = region.end.line.saturating_sub(region.start.line) as usize;
    let before: usize = lines.iter().take(rows).map(|line| line.len() + 1).sum();
    lines
        .get(rows)
        .map_or(usize::MAX, |line| before + byte_of(line, region.end.column))
}

/// A region of a long line with some words around it, as a sentence.
fn window(source: &str, region: Region) -> String {
    let line = source.lines().next().unwrap_or_default();
    if line.trim().is_empty() {
        return String::new();
    }
    let start = byte_of(line, region.start.column);
    let from = floor(line, start.saturating_sub(AROUND));
    let to = floor(line, start.saturating_add(2 * AROUND));
    let lead = if from > 0 { "…" } else { "" };
    let rest = if to < line.len() { "…" } else { "" };
    format!("in a long line: {lead}{}{rest}", &line[from..to])
}

/// The nearest boundary of a character at or before a byte.
fn floor(line: &str, at: usize) -> usize {
    (0..=at.min(line.len()))
        .rev()
        .find(|&at| line.is_char_boundary(at))
        .unwrap_or(0)
}

/// The byte at which a column (in characters, from 1) begins.
fn byte_of(line: &str, column: u32) -> usize {
    let at = (column as usize).saturating_sub(1);
    line.char_indices().nth(at).map_or(line.len(), |(byte, _)| byte)
}

/// The fix as a changed line, when the line it changes is known; else as a sentence.
fn fix_group(finding: &Finding) -> Option<Group<'static>> {
    let fix = finding.fix.as_ref()?;
    let title = annotate_snippets::Level::HELP.secondary_title(visible(&fix.title));
    let lines = finding.primary.region;
    let here = |edit: &&Edit| {
        edit.path == finding.primary.path
            && lines.start.line <= edit.region.start.line
            && edit.region.end.line <= lines.end.line
    };
    let edits: Vec<&Edit> = fix.edits.iter().filter(here).collect();
    let source = &finding.primary.source;
    let shown = !edits.is_empty() && edits.len() == fix.edits.len() && source.len() <= LINE_LENGTH;
    if !shown || source.is_empty() {
        return Some(Group::with_title(title));
    }
    let offset = |at: LineCol| offset_of(source, lines.start.line, at);
    let patches = edits
        .iter()
        .map(|edit| Patch::new(offset(edit.region.start)..offset(edit.region.end), visible(&edit.text)));
    let snippet = Snippet::source(source.clone()).line_start(lines.start.line as usize);
    Some(Group::with_title(title).element(snippet.patches(patches)))
}

/// The byte of a place in a source whose first line has the number `first`.
fn offset_of(source: &str, first: u32, at: LineCol) -> usize {
    let rows = at.line.saturating_sub(first) as usize;
    let before: usize = source.split_inclusive('\n').take(rows).map(str::len).sum();
    let line = source
        .get(before..)
        .unwrap_or_default()
        .lines()
        .next()
        .unwrap_or_default();
    before + byte_of(line, at.column)
}

fn problem_group(problem: &Problem) -> Group<'static> {
    let place = problem_place(problem).map_or_else(String::new, |place| format!("{place}: "));
    let level = match problem_level(problem) {
        // Without its own word a skipped file would look like a note about the docs.
        Level::Note => annotate_snippets::Level::NOTE.with_name("skipped"),
        level => snippet_level(level),
    };
    let title = level.primary_title(visible(&format!("{place}{}", problem.message)));
    Group::with_title(title.id(problem.kind.id()))
}

#[cfg(test)]
mod tests {
    use super::{clip, window};
    use crate::model::span::{LineCol, Region};

    fn region(start: (u32, u32), end: (u32, u32)) -> Region {
        let place = |(line, column)| LineCol { line, column };
        Region {
            start: place(start),
            end: place(end),
        }
    }

    #[test]
    fn a_long_line_is_cut_around_its_place() {
        let line = format!("{}`name`{}", "ü".repeat(500_000), "y".repeat(500_000));
        let place = region((7, 500_001), (7, 500_007));
        assert!(clip(&line, place).is_none());
        let words = window(&line, place);
        assert!(words.contains("ü`name`y") && words.starts_with("in a long line: …ü") && words.len() < 300);
    }

    #[test]
    fn a_region_of_several_lines_ends_where_it_ends() {
        let (text, span) = clip("one two\nthree four", region((3, 5), (4, 6))).unwrap();
        assert_eq!(&text[span], "two\nthree");
        let many = "line\n".repeat(50);
        let (text, span) = clip(&many, region((1, 1), (50, 2))).unwrap();
        assert_eq!((text.lines().count(), span.end), (6, text.len()));
    }

    #[test]
    fn places_beyond_the_line_do_not_matter() {
        let (text, span) = clip("ab", region((1, 9), (1, 12))).unwrap();
        assert_eq!((text.as_str(), span), ("ab", 2..2));
        assert!(clip("", region((1, 1), (1, 2))).is_none());
    }
}
