//! Markdown: CommonMark with GitHub's extensions, and the blocks that MkDocs, VitePress, Docusaurus and MyST add to it.

mod fence;
mod passage;
mod reader;
mod unfold;

use super::builder::Builder;
use super::scrap::Scrap;

/// Blocks within blocks that are read as pages of their own; deeper ones are left alone.
const MAX_NESTING: usize = 8;

/// Reads a Markdown text.
pub(crate) fn read(scrap: &Scrap<'_>, builder: &mut Builder<'_>) {
    read_nested(scrap, builder, 0);
}

fn read_nested(scrap: &Scrap<'_>, builder: &mut Builder<'_>, depth: usize) {
    if depth > MAX_NESTING {
        return;
    }
    let front = unfold::front_matter(scrap.text()).filter(|_| depth == 0);
    // Pages with a title of their own at the top begin with a heading of the second level.
    if let Some(title) = front.as_ref().and_then(|front| front.title.as_deref()) {
        builder.fallback_title(title);
    }
    let unfolded = unfold::unfold(scrap, front.as_ref().map_or(0, |front| front.end));
    reader::read(unfolded.as_ref().unwrap_or(scrap), builder, depth);
}
