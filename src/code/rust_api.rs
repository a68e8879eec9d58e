//! What a file of Rust declares, for who asks what of it is public: modules, items, imports, macros and their docs.
//!
//! Items are read from tokens and not by `syn`: what a macro makes is read by the same reader with the places at which its
//! names were written, bodies cost nothing, one line that is not understood costs one item, and nothing recurses on types
//! or expressions.

mod attribute;
mod body;
mod condition;
mod cursor;
mod expansion;
mod familiar;
mod head;
mod item;
mod matching;
mod parts;
mod reader;
mod rules;
mod token;
mod uses;

pub use attribute::{Attribute, LintLevel, Sections};
pub use condition::{Condition, Truth};
pub use expansion::{Expansion, NoExpansion, Written, as_items, expand};
pub use familiar::{bitflags, cfg_if, cfg_select, statics};
pub use item::{Callable, Import, Item, MacroCall, Place, Shape, Visibility};
pub use reader::Setting;
pub use token::Tokens;

use crate::model::problem::ProblemKind;
use cursor::Cursor;
use reader::Reading;
use serde::{Deserialize, Serialize};

/// Larger texts are not read.
const LARGEST: usize = 64 << 20;

/// What one file declares.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RustOutline {
    /// The inner attributes of the file.
    pub attributes: Vec<Attribute>,
    /// Its items.
    pub items: Vec<Item>,
    /// Lines at which something was not understood, and what.
    pub faults: Vec<(u32, String)>,
}

/// Reads one file.
///
/// # Errors
/// The reason as a problem: size, or brackets that do not fit each other.
pub fn outline(text: &str) -> Result<RustOutline, (ProblemKind, String)> {
    if text.len() > LARGEST {
        return Err((ProblemKind::TooLarge, "larger than 64 MiB".to_owned()));
    }
    let tokens = token::tokens(text).map_err(|(line, what)| (ProblemKind::Unparsed, format!("line {line}: {what}")))?;
    let mut cursor = Cursor::new(&tokens);
    let mut reading = Reading::default();
    let attributes = attribute::read(&mut cursor, true);
    let items = reading.items(&mut cursor, Setting::Module);
    Ok(RustOutline {
        attributes,
        items,
        faults: reading.faults,
    })
}
