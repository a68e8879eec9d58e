//! Where a repository keeps its CODEOWNERS file, and whose dialect it is written in.

use super::{line, section};
use crate::model::ownership::Dialect;
use crate::model::path::RepoPath;

/// Where GitHub looks, in its order; the first that is there is the only one.
const GITHUB: &[&str] = &[".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS"];
/// Where GitLab looks.
const GITLAB: &[&str] = &["CODEOWNERS", "docs/CODEOWNERS", ".gitlab/CODEOWNERS"];

/// Finds the file that the host of the repository would obey.
///
/// `exists` is asked about files and folders, the latter without a `/` at the end. The dialect is a guess where the place
/// belongs to both hosts: [`dialect_of`] makes it better once the text is known.
pub fn locate(exists: &dyn Fn(&str) -> bool) -> Option<(RepoPath, Dialect)> {
    let is_gitlab = (exists(".gitlab-ci.yml") || exists(".gitlab")) && !exists(".github");
    let (host, places, others) = if is_gitlab {
        (Dialect::GitLab, GITLAB, GITHUB)
    } else {
        (Dialect::GitHub, GITHUB, GITLAB)
    };
    let there = |places: &'static [&'static str]| places.iter().copied().find(|place| exists(place));
    let place = there(places).or_else(|| there(others))?;
    Some((RepoPath::from(place), of_place(place).unwrap_or(host)))
}

/// The dialect of a text: that of its place where the place belongs to one host, GitLab's where it has a section, and
/// otherwise the guess.
pub fn dialect_of(path: &RepoPath, text: &str, guess: Dialect) -> Dialect {
    match of_place(path.as_str()) {
        Some(dialect) => dialect,
        None if line::lines(text).any(|(_, line)| section::is_header(line)) => Dialect::GitLab,
        None => guess,
    }
}

fn of_place(place: &str) -> Option<Dialect> {
    match place.split_once('/') {
        Some((".github", _)) => Some(Dialect::GitHub),
        Some((".gitlab", _)) => Some(Dialect::GitLab),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{dialect_of, locate};
    use crate::model::ownership::Dialect::{self, GitHub, GitLab};

    fn found(there: &[&str]) -> Option<(String, Dialect)> {
        let found = locate(&|place| there.contains(&place));
        found.map(|(path, dialect)| (path.as_str().to_owned(), dialect))
    }

    fn at(place: &str, dialect: Dialect) -> Option<(String, Dialect)> {
        Some((place.to_owned(), dialect))
    }

    #[test]
    fn each_host_has_its_own_order_of_places() {
        let all = ["CODEOWNERS", "docs/CODEOWNERS", ".github", ".github/CODEOWNERS"];
        assert_eq!(found(&all), at(".github/CODEOWNERS", GitHub));
        assert_eq!(found(&all[..3]), at("CODEOWNERS", GitHub));
        assert_eq!(found(&["docs/CODEOWNERS"]), at("docs/CODEOWNERS", GitHub));
        let gitlab = [".gitlab", ".gitlab/CODEOWNERS", "docs/CODEOWNERS", "CODEOWNERS"];
        assert_eq!(found(&gitlab), at("CODEOWNERS", GitLab));
        assert_eq!(found(&gitlab[..3]), at("docs/CODEOWNERS", GitLab));
        assert_eq!(found(&gitlab[..2]), at(".gitlab/CODEOWNERS", GitLab));
        assert_eq!(found(&["README.md"]), None);
    }

    #[test]
    fn a_mirror_is_read_as_github_reads_it_unless_the_place_is_gitlabs() {
        assert_eq!(
            found(&[".github", ".gitlab-ci.yml", "CODEOWNERS"]),
            at("CODEOWNERS", GitHub)
        );
        assert_eq!(
            found(&[".github", ".gitlab", ".gitlab/CODEOWNERS"]),
            at(".gitlab/CODEOWNERS", GitLab)
        );
        assert_eq!(found(&[".gitlab-ci.yml", "CODEOWNERS"]), at("CODEOWNERS", GitLab));
    }

    #[test]
    fn a_section_makes_a_file_gitlabs_unless_its_place_is_githubs() {
        let text = "* @a\n\n^[Docs][2] @b\ndocs/\n";
        assert_eq!(dialect_of(&"CODEOWNERS".into(), text, GitHub), GitLab);
        assert_eq!(dialect_of(&".github/CODEOWNERS".into(), text, GitHub), GitHub);
        assert_eq!(dialect_of(&"CODEOWNERS".into(), "* @a\n# [Docs]\n", GitHub), GitHub);
        assert_eq!(dialect_of(&"CODEOWNERS".into(), "[id].js @a\n", GitHub), GitHub);
    }
}
