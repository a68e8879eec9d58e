//! Turns the blocks that dialects add (`!!! note`, `=== "Tab"`, `::: warning`) into plain Markdown before it is parsed:
//! their content loses its extra indentation, their marks become blank lines. Places are kept.

use super::super::mention::word::is_identifier;
use super::super::scrap::Scrap;
use std::ops::Range;

/// A front matter.
pub(super) struct FrontMatter {
    /// Offset behind it.
    pub(super) end: usize,
    /// Its `title`.
    pub(super) title: Option<String>,
}

/// The front matter a page begins with: between `---` (YAML) or `+++` (TOML) lines.
pub(super) fn front_matter(text: &str) -> Option<FrontMatter> {
    let fence = ["---", "+++"].into_iter().find(|fence| text.starts_with(fence))?;
    let mut at = text.find('\n')? + 1;
    if text[..at].trim() != fence {
        return None;
    }
    let mut title = None;
    for line in text[at..].split_inclusive('\n') {
        at += line.len();
        if line.trim_end() == fence {
            return Some(FrontMatter { end: at, title });
        }
        if let Some(value) = line
            .strip_prefix("title")
            .and_then(|rest| rest.trim_start().strip_prefix([':', '=']))
        {
            title = Some(value.trim().trim_matches(['"', '\'']).to_owned());
        }
    }
    None
}

/// Words behind `:::` that begin a container; another single word is a module for mkdocstrings.
const CONTAINERS: &[&str] = &[
    "info",
    "tip",
    "warning",
    "danger",
    "details",
    "note",
    "caution",
    "important",
    "success",
    "raw",
    "v-pre",
    "tabs",
    "tab",
    "card",
    "code-group",
    "error",
    "question",
    "quote",
    "example",
    "abstract",
    "summary",
    "admonition",
    "hint",
    "seealso",
    "spoiler",
    "steps",
    "grid",
];

/// The text as plain Markdown from `from` on; `None` when it is that already.
pub(super) fn unfold(scrap: &Scrap<'_>, from: usize) -> Option<Scrap<'static>> {
    let text = scrap.text();
    let has_marks = from > 0 || ["!!!", "???", "===", ":::"].iter().any(|mark| text.contains(mark));
    let jsx = has_components(text);
    if !has_marks && !jsx {
        return None;
    }
    let mut unfolder = Unfolder {
        scrap,
        out: Scrap::empty(),
        open: Vec::new(),
        fence: None,
        options_of: None,
        jsx,
        free: 0,
    };
    let mut at = from;
    for line in text[from..].split_inclusive('\n') {
        unfolder.line(at..at + line.len());
        at += line.len();
    }
    Some(unfolder.out)
}

struct Unfolder<'a, 'b> {
    scrap: &'a Scrap<'b>,
    out: Scrap<'static>,
    /// Indentations of the open blocks' marks.
    open: Vec<usize>,
    /// The fence of the open code block: its sign and length.
    fence: Option<(char, usize)>,
    /// Indentation of a mkdocstrings line whose options may follow.
    options_of: Option<usize>,
    /// Whether the page holds components: in MDX indentation makes no code block.
    jsx: bool,
    /// Columns of indentation that mean nothing here.
    free: usize,
}

/// Whether a line of the text begins with a component: `<Tabs>`.
fn has_components(text: &str) -> bool {
    let is_tag = |line: &str| {
        line.trim_start()
            .strip_prefix('<')
            .is_some_and(|tag| tag.starts_with(|c: char| c.is_ascii_uppercase()))
    };
    text.lines().any(is_tag)
}

impl Unfolder<'_, '_> {
    fn line(&mut self, range: Range<usize>) {
        let scrap = self.scrap;
        let line = scrap.slice(range.clone());
        let body = line.trim_start_matches([' ', '\t']);
        let indent = width(&line[..line.len() - body.len()]);
        if line.trim().is_empty() {
            return self.out.push(scrap, range);
        }
        if let Some(fence) = self.fence {
            if closes(body, fence) {
                self.fence = None;
            }
            return self.dedented(range);
        }
        if self.skip_option(indent, &range) {
            return;
        }
        while self.open.last().is_some_and(|mark| indent < mark + 4) {
            self.open.pop();
            self.blank(&range);
        }
        self.outside_of_code(range, line, body, indent);
    }

    fn outside_of_code(&mut self, range: Range<usize>, line: &str, body: &str, indent: usize) {
        let body_at = range.start + (line.len() - body.len());
        if let Some(title) = block_mark(body) {
            self.open.push(indent);
            return self.own_paragraph(&range, body_at + title.start..body_at + title.end);
        }
        if let Some(rest) = body.strip_prefix(":::") {
            return self.container(&range, body_at, rest, indent);
        }
        self.fence = opens(body);
        // Up to three columns make no code block, and keep what belongs to a list in the list.
        self.free = if self.jsx {
            indent.saturating_sub(4 * self.open.len()).saturating_sub(3)
        } else {
            0
        };
        self.dedented(range);
    }

    /// `::: warning Title`, `:::{note}`, `:::`, `::: package.module`.
    fn container(&mut self, range: &Range<usize>, body_at: usize, rest: &str, indent: usize) {
        let words: Vec<&str> = rest
            .trim_matches([':', ' ', '\n', '\r', '\t'])
            .split_whitespace()
            .collect();
        let first = words.first().copied().unwrap_or_default();
        let is_module = words.len() == 1
            && !CONTAINERS.contains(&first)
            && first.split('.').all(is_identifier)
            && rest.starts_with(' ');
        let line_end = body_at + ":::".len() + rest.trim_end().len();
        if is_module {
            self.options_of = Some(indent);
            return self.own_paragraph(range, body_at..line_end);
        }
        let title_at = rest.find(first).map_or(rest.len(), |at| at + first.len());
        let start = (body_at + ":::".len() + title_at).min(line_end);
        self.own_paragraph(range, start..line_end);
    }

    /// Options of a mkdocstrings line, indented below it, are not text.
    fn skip_option(&mut self, indent: usize, range: &Range<usize>) -> bool {
        let is_option = self.options_of.is_some_and(|mark| indent > mark);
        if is_option {
            self.member_option(range);
        } else {
            self.options_of = None;
        }
        is_option
    }

    /// A member that an option selects (`- close`) is a name of the code; every other option is dropped.
    fn member_option(&mut self, range: &Range<usize>) {
        let line = self.scrap.slice(range.clone());
        let name = line
            .trim()
            .strip_prefix("- ")
            .map(str::trim)
            .filter(|name| is_identifier(name));
        self.blank(range);
        if let Some(at) = name.and_then(|name| line.rfind(name)) {
            let name = range.start + at..range.start + line.trim_end().len();
            self.out.push_as("`", self.scrap, name.start..name.start);
            self.out.push(self.scrap, name.clone());
            self.out.push_as("`", self.scrap, name.end..name.end);
            self.blank(range);
            self.blank(range);
        }
    }

    fn blank(&mut self, range: &Range<usize>) {
        self.out.push_as("\n", self.scrap, range.start..range.start);
    }

    /// A line, or a part of it, between blank lines.
    fn own_paragraph(&mut self, line: &Range<usize>, text: Range<usize>) {
        self.blank(line);
        let depth = self.open.len().saturating_sub(1);
        let indent = self.open.last().copied().unwrap_or(0).saturating_sub(4 * depth);
        let scrap = self.scrap;
        let inner = scrap.slice(text.clone());
        let start = text.start + (inner.len() - inner.trim_start().len());
        if !inner.trim().is_empty() {
            self.out.push_as(&" ".repeat(indent.min(32)), scrap, start..start);
            self.out.push(scrap, start..start + inner.trim().len());
        }
        self.blank(line);
        self.blank(line);
    }

    /// A line without the indentation of the blocks around it.
    fn dedented(&mut self, range: Range<usize>) {
        let line = self.scrap.slice(range.clone());
        let mut columns = 4 * self.open.len() + self.free;
        let mut start = range.start;
        for c in line.chars() {
            let width = if c == '\t' { 4 } else { 1 };
            if columns < width || !matches!(c, ' ' | '\t') {
                break;
            }
            columns -= width;
            start += 1;
        }
        self.out.push(self.scrap, start..range.end);
    }
}

fn width(indent: &str) -> usize {
    indent.chars().map(|c| if c == '\t' { 4 } else { 1 }).sum()
}

/// The range of the title in `!!! note "Title"`; empty when there is none. `None` when the line begins no block.
fn block_mark(body: &str) -> Option<Range<usize>> {
    let rest = ["!!!", "???+", "???", "===!", "===+", "==="]
        .iter()
        .find_map(|mark| body.strip_prefix(mark))?;
    let is_tab = body.starts_with("===");
    let follows = match is_tab {
        true => rest.starts_with([' ', '"']) && rest.trim_start().starts_with('"'),
        false => rest.starts_with(' ') && rest.trim_start().starts_with(|c: char| c.is_alphabetic() || c == '"'),
    };
    if !follows {
        return None;
    }
    let start = body.find('"').map_or(body.len(), |quote| quote + 1);
    let end = body.rfind('"').filter(|end| *end >= start).unwrap_or(start);
    Some(start..end)
}

fn opens(body: &str) -> Option<(char, usize)> {
    let sign = body.chars().next().filter(|c| matches!(c, '`' | '~'))?;
    let length = body.chars().take_while(|c| *c == sign).count();
    let is_fence = length >= 3 && !(sign == '`' && body[length..].contains('`'));
    is_fence.then_some((sign, length))
}

fn closes(body: &str, (sign, length): (char, usize)) -> bool {
    let line = body.trim_end();
    line.len() >= length && line.chars().all(|c| c == sign)
}

#[cfg(test)]
mod tests {
    use super::{Scrap, front_matter, unfold};

    fn unfolded(text: &str) -> String {
        let page = Scrap::page(text);
        let text = unfold(&page, 0).unwrap().text().to_owned();
        let lines: Vec<&str> = text
            .lines()
            .map(str::trim_end)
            .filter(|line| !line.is_empty())
            .collect();
        lines.join("|")
    }

    #[test]
    fn admonitions_lose_their_indentation() {
        assert_eq!(
            unfolded("a\n!!! note \"T\"\n    b\n\n    ```py\n    x\n      y\n    ```\n    ??? tip\n        c\nd\n"),
            "a|T|b|```py|x|  y|```|c|d"
        );
        assert_eq!(unfolded("=== \"A\"\n\n    - x\n        - y\n"), "A|- x|    - y");
        assert_eq!(unfolded("- a\n\n    !!! note\n        b\n"), "- a|    b");
    }

    #[test]
    fn containers_become_blank_lines_and_modules_stay() {
        assert_eq!(
            unfolded("::: warning Look out\nb\n:::\n::: pkg.mod\n    options:\n      x: 1\nc\n"),
            "Look out|b|::: pkg.mod|c"
        );
        assert_eq!(
            unfolded("::: pkg.mod\n    options:\n      members:\n      - close_all\n      x: - 1\nc\n"),
            "::: pkg.mod|`close_all`|c"
        );
        assert_eq!(
            unfolded("<Tabs>\n    ```py\n    x = 1\n      y\n    ```\n</Tabs>\n"),
            "<Tabs>|   ```py|   x = 1|     y|   ```|</Tabs>"
        );
        assert_eq!(unfolded("```\n!!! note\n    x\n```\n"), "```|!!! note|    x|```");
    }

    #[test]
    fn front_matter_is_cut_off_and_gives_a_title() {
        let front = front_matter("---\ntitle: \"A b\"\nx: 1\n---\ntext\n").unwrap();
        assert_eq!((front.end, front.title.as_deref()), (26, Some("A b")));
        assert!(front_matter("---\n\nno end\n").is_none());
    }
}
