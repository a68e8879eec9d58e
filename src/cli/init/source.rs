//! Where CI takes abreast from. What is written here ends up in workflows and shell lines: nothing but plain names passes.

/// A repository at a commit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Source {
    /// `OWNER/REPO` at GitHub, or an address with `https://`.
    repository: String,
    /// The full id.
    pub(super) commit: String,
}

impl Source {
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        let wanted = "OWNER/abreast@COMMIT or https://HOST/PATH/abreast@COMMIT is expected";
        let (repository, commit) = text.rsplit_once('@').ok_or(wanted)?;
        let is_id = [40, 64].contains(&commit.len()) && commit.bytes().all(|byte| byte.is_ascii_hexdigit());
        if !is_id {
            return Err(
                "behind the @ there must be the full id of a commit: what a tag or branch names can change".to_owned(),
            );
        }
        if commit.bytes().all(|byte| byte == b'0') {
            return Err("these zeros stand for a commit: `git ls-remote ADDRESS HEAD` shows one".to_owned());
        }
        let repository = repository.strip_prefix("https://github.com/").unwrap_or(repository);
        let path = repository.strip_prefix("https://").unwrap_or(repository);
        let is_plain = |part: &str| {
            let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte);
            !part.is_empty() && !part.starts_with(['-', '.']) && part.bytes().all(plain)
        };
        let parts = path.split('/').count();
        let is_known = if path == repository { parts == 2 } else { parts >= 2 };
        if !is_known || !path.split('/').all(is_plain) {
            return Err(wanted.to_owned());
        }
        Ok(Self {
            repository: repository.trim_end_matches(".git").to_owned(),
            commit: commit.to_ascii_lowercase(),
        })
    }

    /// `OWNER/REPO`, if it is at GitHub.
    pub(super) fn at_github(&self) -> Option<&str> {
        (!self.repository.starts_with("https://")).then_some(&self.repository)
    }

    /// The address for git.
    pub(super) fn address(&self) -> String {
        match self.at_github() {
            Some(repository) => format!("https://github.com/{repository}"),
            None => self.repository.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Source;

    const ID: &str = "0123456789abcdef0123456789abcdef01234567";

    #[test]
    fn a_repository_at_a_commit_is_read_in_both_ways() {
        let of = |repository: &str| Source::parse(&format!("{repository}@{ID}")).unwrap();
        assert_eq!(of("me/abreast").at_github(), Some("me/abreast"));
        assert_eq!(of("https://github.com/me/abreast.git"), of("me/abreast"));
        let elsewhere = of("https://gitlab.example/a/b/abreast.git");
        assert_eq!(elsewhere.at_github(), None);
        assert_eq!(elsewhere.address(), "https://gitlab.example/a/b/abreast");
    }

    #[test]
    fn nothing_else_is_taken() {
        for text in [
            "me/abreast".to_owned(),
            "me/abreast@v1".to_owned(),
            format!("me/abreast@{}", "0".repeat(40)),
            format!("abreast@{ID}"),
            format!("a/b/c@{ID}"),
            format!("me/abreast;x@{ID}"),
            format!("me/$(x)@{ID}"),
            format!("../abreast@{ID}"),
            format!("http://a/b@{ID}"),
            format!("https://@/b@{ID}"),
            format!("me/ab\nreast@{ID}"),
        ] {
            assert!(Source::parse(&text).is_err(), "{text}");
        }
    }
}
