//! How a page writes the name of a package, so that no other word is meant.

/// Whether a name stands alone and set apart from its text: as inline code, as the label of a link, behind the word of a
/// command that installs it.
pub(super) fn is_set_apart(text: &str, at: usize, name: &str) -> bool {
    let (before, behind) = (&text[..at], &text[at + name.len()..]);
    let marked =
        |open: &str, close: &[&str]| before.ends_with(open) && close.iter().any(|close| behind.starts_with(close));
    let line = before.rsplit('\n').next().unwrap_or_default();
    let installed = [" install ", " add ", " i "].iter().any(|word| line.contains(word))
        && line.ends_with([' ', '"', '\''])
        && (behind.is_empty() || behind.starts_with([' ', '\n', '\r', '"', '\'', '=', '<', '>', '`']));
    marked("`", &["`"])
        || marked("[", &["](", "]["])
        || marked(".. _", &[":"])
        || line.trim_start().starts_with(['$', '>']) && installed
        || installed && line.trim_start().split(' ').next().is_some_and(is_installer)
}

/// Programs that install packages of others.
fn is_installer(word: &str) -> bool {
    const INSTALLERS: &[&str] = &[
        "pip", "pip3", "pipx", "uv", "poetry", "conda", "npm", "yarn", "pnpm", "bun", "cargo", "go", "python",
        "python3",
    ];
    INSTALLERS.contains(&word)
}

#[cfg(test)]
mod tests {
    use super::is_set_apart;

    #[test]
    fn packages_are_named_apart_from_their_text() {
        for text in [
            "`open-cart`",
            "[open-cart](https://x.dev)",
            "`open-cart`_ is",
            ".. _open-cart: https://x.dev",
            "    npm install open-cart\n",
            "$ pip install 'open-cart>=1'",
        ] {
            let at = text.find("open-cart").unwrap();
            assert!(is_set_apart(text, at, "open-cart"), "{text}");
        }
        for text in [
            "an open-cart",
            "install open-cart",
            "`open-cart --now`",
            "npm run open-cart",
        ] {
            let at = text.find("open-cart").unwrap();
            assert!(!is_set_apart(text, at, "open-cart"), "{text}");
        }
    }
}
