//! HTML within pages: its text is prose, its `<code>` inline code, its `href` and `src` links. Not a parser of HTML.

use super::mention::word::{is_file_name, is_path};
use super::mention::{Found, inline, prose, shift};
use super::{link, scrap::Scrap};
use crate::model::mention::{MentionForm, MentionKind};
use std::ops::Range;

/// What HTML mentions, with the form.
pub(crate) type Mentions = Vec<(Found, MentionForm)>;

/// Mentions in a block of HTML.
pub(crate) fn scan(html: &str) -> Mentions {
    let mut mentions = Vec::new();
    let mut at = 0;
    let mut in_code = false;
    while at < html.len() {
        let open = html[at..].find('<').map_or(html.len(), |open| at + open);
        text(&html[at..open], at, in_code, &mut mentions);
        let Some(end) = end_of_tag(html, open) else { break };
        let tag = &html[open..end];
        attributes(tag, open, &mut mentions);
        match tag_name(tag).as_str() {
            "code" | "kbd" | "tt" => in_code = true,
            "/code" | "/kbd" | "/tt" => in_code = false,
            _ => {}
        }
        at = end;
    }
    mentions
}

/// Mentions in the attributes of a single tag.
pub(crate) fn scan_tag(tag: &str) -> Mentions {
    let mut mentions = Vec::new();
    attributes(tag, 0, &mut mentions);
    mentions
}

fn text(text: &str, at: usize, in_code: bool, mentions: &mut Mentions) {
    let (found, form) = match in_code {
        true => (inline::scan(text, false), MentionForm::Code),
        false => (prose::scan(text), MentionForm::Plain),
    };
    mentions.extend(shift(found, at).map(|one| (one, form.clone())));
}

/// Behind a tag or comment that begins at `open`; an unclosed one ends with the text.
fn end_of_tag(html: &str, open: usize) -> Option<usize> {
    let rest = html.get(open..).filter(|rest| !rest.is_empty())?;
    let raw = ["<!--", "<script", "<style"]
        .iter()
        .zip(["-->", "</script>", "</style>"]);
    for (start, close) in raw {
        if rest.starts_with(start) {
            return Some(rest.find(close).map_or(html.len(), |end| open + end + close.len()));
        }
    }
    let is_tag = rest[1..].starts_with(|c: char| c.is_ascii_alphabetic() || c == '/' || c == '!');
    if !is_tag {
        return Some(open + 1);
    }
    Some(rest.find('>').map_or(html.len(), |end| open + end + 1))
}

/// `code`, `/code`, `a`.
pub(crate) fn tag_name(tag: &str) -> String {
    let name = tag.trim_start_matches('<');
    let end = name
        .find(|c: char| !(c.is_ascii_alphanumeric() || c == '/'))
        .unwrap_or(name.len());
    name[..end].to_ascii_lowercase()
}

fn attributes(tag: &str, at: usize, mentions: &mut Mentions) {
    if tag.starts_with("<!--") {
        return;
    }
    if tag[1..].starts_with(|c: char| c.is_ascii_uppercase()) {
        mentions.extend(component(tag, at));
    }
    for name in ["href=", "src=", "srcset="] {
        for (found, _) in tag.match_indices(name) {
            let start = found + name.len();
            let Some(quote) = tag[start..].chars().next().filter(|c| matches!(c, '"' | '\'')) else {
                continue;
            };
            let Some(length) = tag[start + 1..].find(quote) else {
                continue;
            };
            let target = &tag[start + 1..start + 1 + length];
            let is_attribute = tag[..found].ends_with(char::is_whitespace);
            let one = link::found(target, at + start + 1).filter(|_| is_attribute);
            if one.is_none() && is_attribute {
                mentions.extend(served(target, at + start + 1).map(|one| (one, MentionForm::Plain)));
            }
            mentions.extend(one.map(|one| (one, MentionForm::Link)));
        }
    }
}

/// The path that a template puts into an attribute: `{% static 'pkg/a.js' %}`.
fn served(target: &str, at: usize) -> Option<Found> {
    let template = target.starts_with("{%") || target.starts_with("{{");
    let quote = target.find(['\'', '"']).filter(|_| template)?;
    let length = target[quote + 1..].find(&target[quote..=quote])?;
    let path = &target[quote + 1..quote + 1 + length];
    let found = Found::new(at + quote + 1..at + quote + 1 + length, MentionKind::Path);
    (is_path(path) && is_file_name(path)).then_some(found)
}

/// Names in the texts that a component of MDX is given: `<Field name="x_y" />`, `<Field name={"x_y"} />`.
fn component(tag: &str, at: usize) -> Mentions {
    let mut mentions = Vec::new();
    let mut rest = 0;
    while let Some(open) = tag[rest..].find(['"', '\'']).map(|open| rest + open) {
        let quote = &tag[open..=open];
        let Some(length) = tag[open + 1..].find(quote) else {
            break;
        };
        let given = tag[..open].trim_end().ends_with(['=', '{', '[', ',']);
        if given {
            let found = prose::scan(&tag[open + 1..open + 1 + length]);
            mentions.extend(shift(found, at + open + 1).map(|one| (one, MentionForm::Plain)));
        }
        rest = open + length + 2;
    }
    mentions
}

/// Whether a block of HTML is nothing but comments.
pub(crate) fn is_only_comments(html: &str) -> bool {
    let mut rest = html.trim();
    while let Some(body) = rest.strip_prefix("<!--") {
        match body.find("-->") {
            Some(end) => rest = body[end + 3..].trim_start(),
            None => return true,
        }
    }
    rest.is_empty()
}

/// The program in a block that is nothing but one `<script>`: pages with examples that run hold their code so.
pub(crate) fn script(html: &str) -> Option<Range<usize>> {
    let open = end_of_opening(html)?;
    let tag = html[..open].to_ascii_lowercase();
    let text = html.trim_end();
    let body = open..text.len().checked_sub("</script>".len())?;
    let closed = text
        .get(body.end..)
        .is_some_and(|end| end.eq_ignore_ascii_case("</script>"));
    // Templates, data and shaders have types of their own.
    let program = !tag.contains("type=") || tag.contains("module") || tag.contains("javascript");
    let body_text = html.get(body.clone())?;
    let single = !body_text.to_ascii_lowercase().contains("</script");
    (closed && program && single && !body_text.trim().is_empty()).then_some(body)
}

/// Behind the tag with which a text begins, if that is a `<script>`.
fn end_of_opening(html: &str) -> Option<usize> {
    let name = html.get(..7).filter(|name| name.eq_ignore_ascii_case("<script"))?;
    let rest = html[name.len()..].starts_with(['>', ' ', '\t', '\n']);
    html.find('>').filter(|_| rest).map(|end| end + 1)
}

/// Headings in a block of HTML: level and text.
pub(crate) fn headings(scrap: &Scrap<'_>, range: Range<usize>) -> Option<(u8, String)> {
    let html = scrap.slice(range);
    let open = html.find("<h").or_else(|| html.find("<H"))?;
    let level = html
        .as_bytes()
        .get(open + 2)
        .filter(|byte| (b'1'..=b'6').contains(byte))?
        - b'0';
    let body = &html[open..];
    let start = body.find('>')? + 1;
    let end = body.find("</h").or_else(|| body.find("</H"))?;
    let inner = body.get(start..end)?;
    let mut text = String::new();
    let mut in_tag = false;
    for c in inner.chars() {
        match c {
            '<' => in_tag = true,
            '>' => in_tag = false,
            c if !in_tag => text.push(c),
            _ => {}
        }
    }
    let text = text.trim().to_owned();
    (!text.is_empty()).then_some((level, text))
}

#[cfg(test)]
mod tests {
    use super::{is_only_comments, scan, script};

    #[test]
    fn a_block_that_is_a_script_gives_its_program() {
        let body = |html: &str| script(html).map(|range| html[range].to_owned());
        assert_eq!(
            body("<script type='module'>\nrun();\n</script>\n").as_deref(),
            Some("\nrun();\n")
        );
        assert_eq!(body("<SCRIPT>run()</SCRIPT>").as_deref(), Some("run()"));
        for other in [
            "<script src=\"a.js\"></script>",
            "<script type=\"application/json\">{}</script>",
            "<script>a()</script><script>b()</script>",
            "<script>a()",
            "<scripted>a()</script>",
            "<p>a</p>",
        ] {
            assert_eq!(body(other), None, "{other}");
        }
    }

    #[test]
    fn text_code_and_links_are_seen_and_comments_are_not() {
        let html =
            "<p>Use <code>run()</code> or some_name, see <a href=\"docs/a.md#x\">here</a>.</p><!-- other_name -->";
        let shown: Vec<_> = scan(html)
            .into_iter()
            .map(|(one, form)| format!("{form:?} {}", &html[one.range]))
            .collect();
        assert_eq!(shown, ["Code run", "Plain some_name", "Link docs/a.md"]);
        let html = "<script src=\"{% static 'pkg/js/a.js' %}\"></script>";
        let shown: Vec<_> = scan(html).into_iter().map(|(one, _)| &html[one.range]).collect();
        assert_eq!(shown, ["pkg/js/a.js"]);
        let html = "<Field\n  name={\"user_key\"} path=\"log_schema\" max_size={3}>";
        let shown: Vec<_> = scan(html).into_iter().map(|(one, _)| &html[one.range]).collect();
        assert_eq!(shown, ["user_key", "log_schema"]);
        assert!(is_only_comments(" <!-- a --> <!-- b -->\n") && !is_only_comments("<!-- a --> x"));
    }
}
