//! Names of code in the addresses of their documentation, as the generators of documentation make them.

/// Whether a word is an item in the address of its documentation, as rustdoc and the sites of Go make it:
/// `https://docs.rs/shop/1.0/shop/struct.Cart.html`, `https://pkg.go.dev/forge.dev/shop#Cart`.
pub(super) fn is_item_of_documentation(before: &str, behind: &str) -> bool {
    const ITEMS: &[&str] = &[
        "attr.",
        "constant.",
        "derive.",
        "enum.",
        "fn.",
        "macro.",
        "static.",
        "struct.",
        "trait.",
        "type.",
        "union.",
    ];
    let address = address_before(before);
    let rust = address.contains("://docs.rs/") && behind.starts_with(".html");
    let go = address.contains("://pkg.go.dev/") || address.contains("://godoc.org/");
    let listed = ITEMS.iter().any(|item| address.ends_with(&format!("/{item}")));
    rust && listed || go && address.ends_with('#') || is_item_of_sphinx(address, behind)
}

/// What a text ends with since the last sign that no address holds.
pub(super) fn address_before(before: &str) -> &str {
    let is_end = |c: char| c.is_whitespace() || "<>\"'`()".contains(c);
    before.rsplit(is_end).next().unwrap_or_default()
}

/// Whether a word is an item in an anchor that Sphinx makes of a name in full: `api.html#shop.cart.OpenCart.close`.
fn is_item_of_sphinx(address: &str, behind: &str) -> bool {
    let Some((_, anchor)) = address.rsplit_once('#') else {
        return false;
    };
    let is_name = |part: &str| {
        !part.is_empty()
            && part.chars().all(|c| c.is_alphanumeric() || c == '_')
            && !part.starts_with(|c: char| c.is_ascii_digit())
    };
    let within = anchor
        .strip_suffix('.')
        .is_some_and(|names| names.split('.').all(is_name));
    within && behind.starts_with(['.', '>', ')', '`', '"', '\'', ' ', '\n'])
}

#[cfg(test)]
mod tests {
    use super::is_item_of_documentation;

    fn holds(text: &str, word: &str) -> bool {
        let at = text.find(word).unwrap_or_default();
        is_item_of_documentation(&text[..at], &text[at + word.len()..])
    }

    #[test]
    fn items_stand_in_the_addresses_of_rustdoc_of_go_and_of_sphinx() {
        assert!(holds("https://docs.rs/shop/1.0/shop/struct.Cart.html", "Cart"));
        assert!(holds("https://pkg.go.dev/forge.dev/shop#Cart", "Cart"));
        assert!(holds("<#shop.cart.Cart.close>`_", "Cart") && holds("[x](api.html#shop.Cart)", "Cart"));
        assert!(!holds("https://x.dev/#how-to-Cart", "Cart") && !holds("a.html#Cart", "Cart"));
        assert!(!holds("https://x.dev/#1.2.Cart", "Cart") && !holds("#shop.Cart-open", "Cart"));
    }
}
