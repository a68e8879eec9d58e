//! What the headings of a page say: which name a section is about, and whether it tells of what went.

/// Whether a heading is a name, names, or a name and what it is: "Formatter interface".
pub(super) fn is_heading_of(heading: &str, name: &str) -> bool {
    let bare = |text: &str| text.trim_matches(|c: char| !c.is_alphanumeric() && c != '_').to_owned();
    let kind = bare(heading);
    let kind = kind.rsplit_once(' ').filter(|(_, kind)| is_kind_of_symbol(kind));
    heading.split(['/', ',']).any(|one| bare(one) == name) || kind.is_some_and(|(one, _)| bare(one) == name)
}

/// Whether a word of a heading says what the name before it is: "Formatter interface".
fn is_kind_of_symbol(word: &str) -> bool {
    const KINDS: &[&str] = &[
        "class",
        "enum",
        "function",
        "interface",
        "method",
        "module",
        "object",
        "struct",
        "trait",
        "type",
    ];
    KINDS.contains(&word.to_lowercase().as_str())
}

/// Whether a section tells of what was removed already: "Removed features", "Expired notices".
pub(super) fn tells_of_removals(heading: &str) -> bool {
    const WORDS: &[&str] = &["removed", "removals", "expired", "past", "history"];
    let heading = heading.to_lowercase();
    let mut words = heading.split(|c: char| !c.is_alphanumeric());
    words.any(|word| WORDS.contains(&word)) && !heading.contains("deprecat")
}

#[cfg(test)]
mod tests {
    use super::{is_heading_of, tells_of_removals};

    #[test]
    fn headings_are_of_names() {
        for heading in ["open_cart()", "`open_cart`", "open_cart / Cart", "`open_cart` function"] {
            assert!(is_heading_of(heading, "open_cart"), "{heading}");
        }
        assert!(!is_heading_of("How to open_cart", "open_cart"));
    }

    #[test]
    fn sections_tell_of_removals() {
        assert!(tells_of_removals("Removed features") && tells_of_removals("Expired notices"));
        assert!(!tells_of_removals("Deprecated features") && !tells_of_removals("To be deprecated and removed"));
    }
}
