//! A sheet: a title, facts and lists, as text for a terminal or as Markdown. What comes from the repository is marked as such and
//! made harmless in the way of each output.

use crate::render::escape::{code_span, markdown, visible};

/// A piece of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Piece {
    /// Words of this program.
    Words(String),
    /// A path, a name of code, or what else is shown as code.
    Code(String),
    /// The name of a person; empty when none may be shown.
    Name(String),
    /// A sentence of this program in which backticks enclose code.
    Sentence(String),
}

/// A line.
pub(crate) type Line = Vec<Piece>;

/// A list with its title.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct List {
    /// The title.
    pub title: &'static str,
    /// The items.
    pub items: Vec<Line>,
    /// What is said when there are none.
    pub none: &'static str,
    /// What is said of those left out, if any are.
    pub more: Option<String>,
}

/// The whole sheet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Sheet {
    /// Its first line.
    pub title: Line,
    /// Facts, one a line.
    pub facts: Vec<Line>,
    /// Lists.
    pub lists: Vec<List>,
}

/// Words of this program.
pub(crate) fn words(text: impl Into<String>) -> Piece {
    Piece::Words(text.into())
}

/// Something of the code.
pub(crate) fn code(text: impl Into<String>) -> Piece {
    Piece::Code(text.into())
}

/// A person.
pub(crate) fn name(name: &str) -> Piece {
    Piece::Name(name.to_owned())
}

/// A line in Markdown.
pub(crate) fn markdown_line(line: &[Piece]) -> String {
    line.iter()
        .map(|piece| match piece {
            Piece::Words(text) => text.clone(),
            Piece::Code(text) => code_span(text),
            Piece::Name(name) if name.is_empty() => "somebody".to_owned(),
            Piece::Name(name) | Piece::Sentence(name) => markdown(name),
        })
        .collect()
}

fn text_line(line: &[Piece]) -> String {
    line.iter()
        .map(|piece| match piece {
            Piece::Words(text) => text.clone(),
            Piece::Name(name) if name.is_empty() => "somebody".to_owned(),
            Piece::Code(text) | Piece::Name(text) | Piece::Sentence(text) => visible(text),
        })
        .collect()
}

impl Sheet {
    /// The sheet for a terminal.
    pub(crate) fn text(&self) -> String {
        let mut text = format!("{}\n", text_line(&self.title));
        for fact in &self.facts {
            text.push_str(&format!("  {}\n", text_line(fact)));
        }
        for list in &self.lists {
            text.push_str(&format!("\n{}:\n", list.title));
            if list.items.is_empty() {
                text.push_str(&format!("  {}\n", list.none));
            }
            for item in &list.items {
                text.push_str(&format!("  {}\n", text_line(item)));
            }
            if let Some(more) = &list.more {
                text.push_str(&format!("  {more}\n"));
            }
        }
        text
    }

    /// The sheet as Markdown.
    pub(crate) fn markdown(&self) -> String {
        let mut text = format!("**{}**\n\n", markdown_line(&self.title));
        for fact in &self.facts {
            text.push_str(&format!("- {}\n", markdown_line(fact)));
        }
        for list in &self.lists {
            text.push_str(&format!("\n{}:\n\n", list.title));
            if list.items.is_empty() {
                text.push_str(&format!("{}.\n", list.none));
            }
            for item in &list.items {
                text.push_str(&format!("- {}\n", markdown_line(item)));
            }
            if let Some(more) = &list.more {
                text.push_str(&format!("- {more}\n"));
            }
        }
        text
    }
}
