//! Byte ranges of tokens and nodes, as places in the whole text.

use proc_macro2::Span;
use std::ops::Range;
use syn::spanned::Spanned;
use syn::{Attribute, Visibility};

/// Turns the parser's spans into byte ranges of the text.
#[derive(Clone, Copy)]
pub(super) struct Places {
    /// Where the parsed part of the text begins.
    pub(super) shift: usize,
}

impl Places {
    /// The bytes of a span.
    pub(super) fn range(self, span: Span) -> Range<usize> {
        let bytes = span.byte_range();
        bytes.start + self.shift..bytes.end + self.shift
    }

    /// The first byte of a span.
    pub(super) fn start(self, span: Span) -> usize {
        self.range(span).start
    }

    /// Behind the last byte of a span.
    pub(super) fn end(self, span: Span) -> usize {
        self.range(span).end
    }

    /// The bytes of a small node. Not for what has a body: the node is written out as tokens.
    pub(super) fn node(self, node: &impl Spanned) -> Range<usize> {
        self.range(node.span())
    }

    /// Where a declaration begins: its first attribute, its visibility, or its keyword.
    pub(super) fn begin(self, attributes: &[Attribute], visibility: &Visibility, keyword: Span) -> usize {
        let first = attributes
            .iter()
            .map(|attribute| self.start(attribute.pound_token.span))
            .min();
        let visible = match visibility {
            Visibility::Public(token) => Some(self.start(token.span)),
            Visibility::Restricted(token) => Some(self.start(token.pub_token.span)),
            Visibility::Inherited => None,
        };
        let keyword = self.start(keyword);
        [first, visible].into_iter().flatten().fold(keyword, usize::min)
    }
}
