//! HTML within pages: its text is prose, its `<code>` inline code, its `href` and `src` links. Not a parser of HTML.

use super::mention::{Found, inline, prose, shift};
use super::{link, scrap::Scrap};
use crate::model::mention::MentionForm;

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
            mentions.extend(one.map(|one| (one, MentionForm::Link)));
        }
    }
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

/// Headings in a block of HTML: level and text.
pub(crate) fn headings(scrap: &Scrap<'_>, range: std::ops::Range<usize>) -> Option<(u8, String)> {
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
    use super::{is_only_comments, scan};

    #[test]
    fn text_code_and_links_are_seen_and_comments_are_not() {
        let html =
            "<p>Use <code>run()</code> or some_name, see <a href=\"docs/a.md#x\">here</a>.</p><!-- other_name -->";
        let shown: Vec<_> = scan(html)
            .into_iter()
            .map(|(one, form)| format!("{form:?} {}", &html[one.range]))
            .collect();
        assert_eq!(shown, ["Code run", "Plain some_name", "Link docs/a.md"]);
        assert!(is_only_comments(" <!-- a --> <!-- b -->\n") && !is_only_comments("<!-- a --> x"));
    }
}
