//! Addresses of files and commits at a forge, safe in an attribute: what is no letter, digit or plain mark of a path is encoded.

use crate::model::overview::{Forge, Subject};
use crate::model::path::RepoPath;
use std::fmt::Write as _;

/// The page of a file at the commit of the report, at a line.
pub fn file(subject: &Subject, path: &RepoPath, line: Option<u32>) -> Option<String> {
    at(subject, &subject.commit, path, line)
}

/// The page of the commit of the report.
pub fn commit(subject: &Subject) -> Option<String> {
    let web = subject.web.as_ref()?;
    let way = match web.forge {
        Forge::GitHub | Forge::Forgejo => "commit",
        Forge::GitLab => "-/commit",
        Forge::Bitbucket => "commits",
    };
    Some(format!("{}/{way}/{}", web.url, subject.commit))
}

fn at(subject: &Subject, commit: &str, path: &RepoPath, line: Option<u32>) -> Option<String> {
    let web = subject.web.as_ref()?;
    let (way, mark) = match web.forge {
        Forge::GitHub => ("blob", "L"),
        Forge::GitLab => ("-/blob", "L"),
        Forge::Forgejo => ("src/commit", "L"),
        Forge::Bitbucket => ("src", "lines-"),
    };
    let line = line.map_or_else(String::new, |line| format!("#{mark}{line}"));
    // A rendered page has no lines to go to.
    let plain = match web.forge {
        _ if line.is_empty() => "",
        Forge::GitHub | Forge::GitLab => "?plain=1",
        Forge::Forgejo => "?display=source",
        Forge::Bitbucket => "",
    };
    Some(format!(
        "{}/{way}/{commit}/{}{plain}{line}",
        web.url,
        encoded(path.as_str())
    ))
}

fn encoded(path: &str) -> String {
    let mut text = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'-' | b'_' | b'.' | b'~' => text.push(char::from(byte)),
            other => {
                let _ = write!(text, "%{other:02X}");
            }
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::{commit, file};
    use crate::model::overview::{Forge, Subject, Web};

    #[test]
    fn files_are_linked_at_the_commit_and_names_cannot_leave_the_address() {
        let of = |forge| Subject {
            commit: "abc".to_owned(),
            web: Some(Web {
                url: "https://h/o/n".to_owned(),
                forge,
            }),
            ..Subject::default()
        };
        let link = |forge, line| file(&of(forge), &"a b/\"><x>?#.md".into(), line).unwrap();
        assert_eq!(
            link(Forge::GitHub, Some(3)),
            "https://h/o/n/blob/abc/a%20b/%22%3E%3Cx%3E%3F%23.md?plain=1#L3"
        );
        assert_eq!(
            link(Forge::GitLab, None),
            "https://h/o/n/-/blob/abc/a%20b/%22%3E%3Cx%3E%3F%23.md"
        );
        assert!(link(Forge::Bitbucket, Some(3)).ends_with(".md#lines-3"));
        assert_eq!(commit(&of(Forge::Forgejo)).unwrap(), "https://h/o/n/commit/abc");
        assert_eq!(commit(&Subject::default()), None);
    }
}
