//! `.mailmap`: proper names and addresses for those that commits carry, as `git help gitmailmap` describes it.

use crate::model::commit::Signature;
use std::collections::HashMap;

/// No line beyond this many is read.
const LINES_LIMIT: usize = 200_000;

/// What a mailmap says, by address in lower case and, where the line has one, by name in lower case.
#[derive(Clone, Debug, Default)]
pub struct Mailmap {
    by_email: HashMap<String, Proper>,
    by_both: HashMap<(String, String), Proper>,
}

/// The name and address to use; what is `None` stays as it is.
#[derive(Clone, Debug, Default)]
struct Proper {
    name: Option<String>,
    email: Option<String>,
}

impl Mailmap {
    /// Reads the text of a `.mailmap`. Lines that say nothing are passed over, as git does.
    pub fn parse(text: &str) -> Mailmap {
        let mut map = Mailmap::default();
        for line in text.trim_start_matches('\u{feff}').lines().take(LINES_LIMIT) {
            let line = line.trim();
            if !line.starts_with('#') {
                map.line(line);
            }
        }
        map
    }

    /// `Proper Name <proper@mail> Commit Name <commit@mail>`, of which the names and the first address may be missing.
    fn line(&mut self, line: &str) -> Option<()> {
        let (first_name, first_email, rest) = person(line)?;
        let given = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        match person(rest) {
            None => {
                let proper = self.by_email.entry(first_email.to_lowercase()).or_default();
                proper.name = given(first_name);
            }
            Some((name, email, _)) => {
                let proper = Proper {
                    name: given(first_name),
                    email: given(first_email),
                };
                let email = email.to_lowercase();
                if name.is_empty() {
                    self.by_email.insert(email, proper);
                } else {
                    self.by_both.insert((name.to_lowercase(), email), proper);
                }
            }
        }
        Some(())
    }

    /// The signature with its proper name and address.
    pub fn apply(&self, signature: &Signature) -> Signature {
        let email = signature.email.to_lowercase();
        let both = (signature.name.to_lowercase(), email);
        let proper = self.by_both.get(&both).or_else(|| self.by_email.get(&both.1));
        Signature {
            name: proper
                .and_then(|proper| proper.name.clone())
                .unwrap_or_else(|| signature.name.clone()),
            email: proper
                .and_then(|proper| proper.email.clone())
                .unwrap_or_else(|| signature.email.clone()),
        }
    }
}

/// The name, the address and the rest of `Name <address> rest`.
fn person(text: &str) -> Option<(&str, &str, &str)> {
    let (name, rest) = text.split_once('<')?;
    let (email, rest) = rest.split_once('>')?;
    Some((name.trim(), email.trim(), rest))
}

#[cfg(test)]
mod tests {
    use super::Mailmap;
    use crate::model::commit::Signature;

    fn applied(map: &str, name: &str, email: &str) -> String {
        let signature = Signature {
            name: name.into(),
            email: email.into(),
        };
        let proper = Mailmap::parse(map).apply(&signature);
        format!("{} <{}>", proper.name, proper.email)
    }

    #[test]
    fn all_four_forms_of_a_line_are_read() {
        let map = "\u{feff}# people\nAda <ada@x>\n<bo@x> <bo@old>\nCy Lee <cy@x> <cy@old>\nDi <di@x> dd <shared@x>\r\n";
        assert_eq!(applied(map, "a", "ADA@x"), "Ada <ADA@x>");
        assert_eq!(applied(map, "Bo", "bo@old"), "Bo <bo@x>");
        assert_eq!(applied(map, "c", "cy@old"), "Cy Lee <cy@x>");
        assert_eq!(applied(map, "DD", "shared@x"), "Di <di@x>");
        assert_eq!(applied(map, "Ed", "shared@x"), "Ed <shared@x>");
    }

    #[test]
    fn lines_without_sense_change_nothing() {
        let map = "nobody\n<\n> x <\n\nAda <\n";
        assert_eq!(applied(map, "Ada", "ada@x"), "Ada <ada@x>");
    }
}
