//! What stands before the name of an item, and which kind of item it begins.

use super::attribute::{self, Attribute};
use super::cursor::Cursor;
use super::item::{Item, Place, Shape, Visibility};
use super::token::{Kind, Tok};

/// What stands before the keyword of an item.
pub(super) struct Head {
    /// Its attributes.
    pub(super) attributes: Vec<Attribute>,
    /// Who may name it.
    pub(super) visibility: Visibility,
    /// The first token of the visibility or keyword.
    lead: Option<Place>,
    /// That one came through a mere `$name`.
    lead_through: bool,
}

const FUNCTION_WORDS: &[&str] = &["const", "async", "unsafe", "safe", "extern", "gen"];

pub(super) fn head(cursor: &mut Cursor<'_, '_>) -> Head {
    let attributes = attribute::read(cursor, false);
    let first = cursor.peek();
    let visibility = visibility(cursor);
    Head {
        attributes,
        visibility,
        lead: first.map(|token| token.at),
        lead_through: first.is_some_and(|token| token.through.is_some()),
    }
}

/// `pub` and what it is bounded to.
pub(super) fn visibility(cursor: &mut Cursor<'_, '_>) -> Visibility {
    if !cursor.eat("pub") {
        if cursor.at("crate") && !cursor.ahead(1, "::") {
            cursor.step();
            return Visibility::Within(vec!["crate".into()]);
        }
        return Visibility::Inherited;
    }
    let bounded = |cursor: &Cursor<'_, '_>| {
        let open = cursor.index();
        let inside = cursor.within(open);
        ["crate", "self", "super", "in", "$crate"]
            .iter()
            .any(|word| inside.at(word))
            && (inside.at("in") || inside.look(1).is_none())
    };
    if cursor.at("(") && bounded(cursor) {
        let mut inside = cursor.within(cursor.index());
        cursor.step();
        inside.eat("in");
        return Visibility::Within(inside.path());
    }
    Visibility::Public
}

/// Steps over `default`, which changes nothing here.
pub(super) fn qualifiers(cursor: &mut Cursor<'_, '_>) {
    let qualifies = cursor.at("default") && cursor.look(1).is_some_and(|next| next.kind == Kind::Word);
    if qualifies {
        cursor.step();
    }
}

pub(super) fn is_function(cursor: &Cursor<'_, '_>) -> bool {
    let mut copy = *cursor;
    while let Some(token) = copy.peek() {
        let qualifies = FUNCTION_WORDS.contains(&token.text) || token.kind == Kind::Literal;
        if !qualifies {
            break;
        }
        copy.step();
    }
    copy.at("fn")
}

pub(super) fn is_trait(cursor: &Cursor<'_, '_>) -> bool {
    let mut copy = *cursor;
    copy.eat("unsafe");
    copy.eat("auto");
    copy.at("trait")
}

pub(super) fn is_impl(cursor: &Cursor<'_, '_>) -> bool {
    let mut copy = *cursor;
    while copy.eat("unsafe") || copy.eat("default") || copy.eat("const") {}
    copy.at("impl")
}

pub(super) fn is_foreign(cursor: &Cursor<'_, '_>) -> bool {
    let mut copy = *cursor;
    copy.eat("unsafe");
    if !copy.eat("extern") {
        return false;
    }
    if copy.peek().is_some_and(|token| token.kind == Kind::Literal) {
        copy.step();
    }
    copy.at("{")
}

/// Puts an item together. The compiler's place of an item begins with its first token: when that one stands in the rules
/// of a macro and the name came out of the call as a mere token, the place is that of the `$name` in the rules.
pub(super) fn named(head: Head, name: Option<&Tok<'_>>, shape: Shape) -> Item {
    let through = name
        .and_then(|name| name.through)
        .filter(|place| !head.lead_through && head.lead.is_some_and(|lead| lead.file == place.file));
    let own = name.map(|name| name.at).or(head.lead).unwrap_or_default();
    Item {
        name: name.map_or("", |name| name.text).into(),
        at: through.unwrap_or(own),
        attributes: head.attributes,
        visibility: head.visibility,
        shape,
    }
}
