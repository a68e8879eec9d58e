//! Revisions as people write them (`main`, `v1.2`, `HEAD~3`, `a1b2c3d`), resolved to a commit.
//!
//! The forms that name one commit by a reference, an id and steps up the history. Searches in messages (`:/text`),
//! dates (`@{yesterday}`) and ranges (`a..b`) are not among them.

use super::commit;
use super::error::GitError;
use super::location::small_text;
use super::refs::{self, Target};
use super::repo::Repo;
use super::store::{kind_name, parse_id};
use crate::model::revision::Oid;
use git2::ObjectType;

/// Where git looks for a short name, in its order.
const PLACES: [(&str, &str); 6] = [
    ("", ""),
    ("refs/", ""),
    ("refs/tags/", ""),
    ("refs/heads/", ""),
    ("refs/remotes/", ""),
    ("refs/remotes/", "/HEAD"),
];
/// How many tags may point to one another.
const TAG_DEPTH: usize = 10;

/// The commit a revision names.
pub(crate) fn resolve(repo: &Repo, revision: &str) -> Result<Oid, GitError> {
    let steps_at = revision.find(['~', '^']).unwrap_or(revision.len());
    let (base, mut steps) = revision.split_at(steps_at);
    let found = base_object(repo, base).ok_or_else(|| not_found(repo, revision, base))?;
    let mut at = peel(repo, revision, found)?;
    while !steps.is_empty() {
        (at, steps) = step(repo, revision, at, steps)?;
    }
    Ok(at)
}

fn not_found(repo: &Repo, revision: &str, base: &str) -> GitError {
    if base == "HEAD" || base == "@" {
        return GitError::Unborn;
    }
    let mut reason = "no such commit, branch or tag here".to_owned();
    if repo.is_shallow() {
        reason.push_str(
            "; this is a shallow clone, fetch the whole history (`fetch-depth: 0`, or `git fetch --unshallow`)",
        );
    }
    GitError::unknown(revision, reason)
}

/// The object that a name without steps stands for.
fn base_object(repo: &Repo, base: &str) -> Option<Oid> {
    let base = if base == "@" { "HEAD" } else { base };
    if let Some((branch, rest)) = base.split_once("@{") {
        return at_braces(repo, branch, rest.strip_suffix('}')?);
    }
    parse_id(base)
        .or_else(|| {
            PLACES
                .iter()
                .find_map(|(before, after)| refs::follow(repo.location(), &format!("{before}{base}{after}")))
        })
        .or_else(|| abbreviated(repo, base))
        .or_else(|| abbreviated(repo, base.rsplit_once("-g")?.1))
}

fn abbreviated(repo: &Repo, digits: &str) -> Option<Oid> {
    let fits = (4..40).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    fits.then(|| repo.store().find_prefix(digits)).flatten()
}

/// `branch@{upstream}` and `branch@{3}`.
fn at_braces(repo: &Repo, branch: &str, what: &str) -> Option<Oid> {
    let full = full_name(repo, branch)?;
    match what {
        "u" | "upstream" => upstream(repo, full.strip_prefix("refs/heads/")?),
        number => logged(repo, &full, number.parse().ok()?),
    }
}

/// The full name of a branch; of the current one for an empty name.
fn full_name(repo: &Repo, branch: &str) -> Option<String> {
    match branch {
        "" | "HEAD" | "@" => match refs::target(repo.location(), "HEAD")? {
            Target::Symbolic(name) => Some(name),
            Target::Object(_) => Some("HEAD".to_owned()),
        },
        name => PLACES
            .iter()
            .map(|(before, after)| format!("{before}{name}{after}"))
            .find(|full| refs::target(repo.location(), full).is_some()),
    }
}

fn upstream(repo: &Repo, branch: &str) -> Option<Oid> {
    let settings = &repo.location().settings;
    let remote = settings.get(&format!("branch.{branch}.remote"))?;
    let merge = settings.get(&format!("branch.{branch}.merge"))?;
    let short = merge.strip_prefix("refs/heads/").unwrap_or(merge);
    let name = if remote == "." {
        merge.to_owned()
    } else {
        format!("refs/remotes/{remote}/{short}")
    };
    refs::follow(repo.location(), &name)
}

/// The value a reference had `number` changes ago.
fn logged(repo: &Repo, full: &str, number: usize) -> Option<Oid> {
    let location = repo.location();
    let text = [&location.git_dir, &location.common_dir]
        .into_iter()
        .find_map(|dir| small_text(&dir.join("logs").join(full)))?;
    let line = text.lines().rev().nth(number)?;
    parse_id(line.split(' ').nth(1)?)
}

/// Follows tags to the commit they name.
fn peel(repo: &Repo, revision: &str, id: Oid) -> Result<Oid, GitError> {
    let mut at = id;
    for _ in 0..TAG_DEPTH {
        let (kind, object) = match repo.store().read_any(at, ObjectType::Commit) {
            Err(GitError::MissingObject { .. }) if at == id => return Err(not_found(repo, revision, revision)),
            other => other?,
        };
        match kind {
            ObjectType::Commit => return Ok(at),
            ObjectType::Tag => at = tag_target(at, object.data())?,
            other => {
                return Err(GitError::unknown(
                    revision,
                    format!("it is a {}, not a commit", kind_name(other)),
                ));
            }
        }
    }
    Err(GitError::unknown(revision, "its tags point to one another"))
}

fn tag_target(id: Oid, data: &[u8]) -> Result<Oid, GitError> {
    data.strip_prefix(b"object ")
        .and_then(|rest| std::str::from_utf8(rest.get(..40)?).ok())
        .and_then(parse_id)
        .ok_or_else(|| GitError::corrupt(id, "the tag names no object"))
}

/// Takes one `~n`, `^n` or `^{commit}` and returns where it leads and what is left.
fn step<'text>(repo: &Repo, revision: &str, at: Oid, steps: &'text str) -> Result<(Oid, &'text str), GitError> {
    let (sign, rest) = steps.split_at(1);
    if sign == "^"
        && let Some(rest) = rest.strip_prefix("{commit}").or_else(|| rest.strip_prefix("{}"))
    {
        return Ok((at, rest));
    }
    let end = rest.find(|char: char| !char.is_ascii_digit()).unwrap_or(rest.len());
    let (digits, rest) = rest.split_at(end);
    let number: usize = if digits.is_empty() {
        1
    } else {
        digits.parse().unwrap_or(usize::MAX)
    };
    match sign {
        "~" => Ok((ancestor(repo, revision, at, number)?, rest)),
        "^" if number == 0 => Ok((at, rest)),
        "^" => Ok((parent(repo, revision, at, number - 1)?, rest)),
        _ => Err(GitError::unknown(revision, format!("'{steps}' is not understood"))),
    }
}

fn ancestor(repo: &Repo, revision: &str, at: Oid, generations: usize) -> Result<Oid, GitError> {
    (0..generations).try_fold(at, |at, _| parent(repo, revision, at, 0))
}

fn parent(repo: &Repo, revision: &str, at: Oid, index: usize) -> Result<Oid, GitError> {
    let object = repo.store().read(at, ObjectType::Commit)?;
    let parents = commit::parse_links(at, object.data())?.parents;
    match parents.get(index) {
        Some(_) if repo.is_boundary(at) => Err(GitError::Shallow {
            what: format!("'{}' cannot be resolved", revision.escape_debug()),
        }),
        Some(parent) => Ok(*parent),
        None => Err(GitError::unknown(
            revision,
            format!("{} has no parent number {}", at.short(), index + 1),
        )),
    }
}
