//! Commit objects, read from their bytes. Whatever a commit holds, reading it ends and yields something sane.

use super::error::GitError;
use crate::model::commit::{Commit, Signature};
use crate::model::revision::Oid;
use std::borrow::Cow;

/// The last second of the year 9999.
const LAST_SECOND: i64 = 253_402_300_799;
/// No name, address or summary is kept longer than this many characters.
const TEXT_LIMIT: usize = 1000;

/// What of a commit decides its place in the history.
#[derive(Clone, Debug)]
pub(crate) struct Links {
    pub(crate) parents: Vec<Oid>,
    pub(crate) time: i64,
}

/// The lines above the message of a commit.
#[derive(Default)]
struct Headers<'commit> {
    tree: Option<Oid>,
    parents: Vec<Oid>,
    author: &'commit [u8],
    committer: &'commit [u8],
    encoding: &'commit [u8],
}

/// Reads a commit; `data` are the bytes of the object.
pub(crate) fn parse(id: Oid, data: &[u8]) -> Result<Commit, GitError> {
    let (headers, message) = split(id, data)?;
    let decode = |bytes| decode(bytes, headers.encoding);
    let (author, time) = signature(headers.author, &decode);
    let first_line = message
        .trim_ascii_start()
        .split(|byte| *byte == b'\n')
        .next()
        .unwrap_or_default();
    Ok(Commit {
        id,
        tree: headers.tree.ok_or_else(|| GitError::corrupt(id, "it has no tree"))?,
        author,
        time,
        commit_time: person(headers.committer).2,
        summary: tidy(&decode(first_line)),
        // Few messages name any, and a long history has many messages.
        co_authors: if names_co_authors(message) {
            co_authors(&decode(message))
        } else {
            Vec::new()
        },
        parents: headers.parents,
    })
}

/// Reads only the parents and the time of a commit.
pub(crate) fn parse_links(id: Oid, data: &[u8]) -> Result<Links, GitError> {
    let (headers, _) = split(id, data)?;
    Ok(Links {
        time: person(headers.committer).2,
        parents: headers.parents,
    })
}

/// The headers and the message behind them.
fn split(id: Oid, data: &[u8]) -> Result<(Headers<'_>, &[u8]), GitError> {
    let mut headers = Headers::default();
    let mut rest = data;
    while !rest.is_empty() {
        let end = memchr::memchr(b'\n', rest).unwrap_or(rest.len());
        let line = &rest[..end];
        rest = rest.get(end + 1..).unwrap_or_default();
        if line.is_empty() {
            break;
        }
        header(id, line, &mut headers)?;
    }
    Ok((headers, rest))
}

/// Takes one header line. Continued lines (of signatures) begin with a space and match no name.
fn header<'commit>(id: Oid, line: &'commit [u8], headers: &mut Headers<'commit>) -> Result<(), GitError> {
    let space = line.iter().position(|byte| *byte == b' ').unwrap_or(line.len());
    let value = line.get(space + 1..).unwrap_or_default();
    match &line[..space] {
        b"tree" if headers.tree.is_none() => headers.tree = Some(hex(id, value)?),
        b"parent" => headers.parents.push(hex(id, value)?),
        b"author" if headers.author.is_empty() => headers.author = value,
        b"committer" if headers.committer.is_empty() => headers.committer = value,
        b"encoding" => headers.encoding = value,
        _ => {}
    }
    Ok(())
}

fn hex(commit: Oid, digits: &[u8]) -> Result<Oid, GitError> {
    id_of(digits).ok_or_else(|| GitError::corrupt(commit, "an id in its header cannot be read"))
}

/// The id of forty hexadecimal digits.
fn id_of(digits: &[u8]) -> Option<Oid> {
    let (pairs, []) = digits.as_chunks::<2>() else {
        return None;
    };
    let pairs: &[[u8; 2]; 20] = pairs.try_into().ok()?;
    let mut id = [0; 20];
    for (byte, [high, low]) in id.iter_mut().zip(pairs) {
        *byte = digit(*high)? << 4 | digit(*low)?;
    }
    Some(Oid(id))
}

fn digit(of: u8) -> Option<u8> {
    match of {
        b'0'..=b'9' => Some(of - b'0'),
        b'a'..=b'f' => Some(of - b'a' + 10),
        b'A'..=b'F' => Some(of - b'A' + 10),
        _ => None,
    }
}

/// Name, address and time of `Name <address> seconds zone`, by the same brackets git goes by.
fn person(line: &[u8]) -> (&[u8], &[u8], i64) {
    let open = memchr::memchr(b'<', line).unwrap_or(line.len());
    let after = line.get(open + 1..).unwrap_or_default();
    let close = memchr::memchr(b'>', after).unwrap_or(after.len());
    let last = memchr::memrchr(b'>', line).map_or(line.len(), |at| at + 1);
    (&line[..open], &after[..close], seconds(&line[last..]))
}

/// The first number of a text, held within 1970 to 9999.
fn seconds(text: &[u8]) -> i64 {
    let text = String::from_utf8_lossy(text);
    let word = text.split_whitespace().next().unwrap_or_default();
    if word.starts_with('-') {
        return 0;
    }
    let digits = &word[..word.bytes().take_while(u8::is_ascii_digit).count()];
    match digits.parse::<i64>() {
        Ok(time) => time.min(LAST_SECOND),
        Err(_) if digits.is_empty() => 0,
        Err(_) => LAST_SECOND,
    }
}

fn signature<'line>(line: &'line [u8], decode: &dyn Fn(&'line [u8]) -> Cow<'line, str>) -> (Signature, i64) {
    let (name, email, time) = person(line);
    let signature = Signature {
        name: tidy(&decode(name)),
        email: tidy(&decode(email)),
    };
    (signature, time)
}

/// Bytes as text: UTF-8 unless they are not, then Latin-1, the usual encoding of old commits.
fn decode<'bytes>(bytes: &'bytes [u8], encoding: &[u8]) -> Cow<'bytes, str> {
    let begins = |name: &[u8]| {
        let start = encoding.get(..name.len());
        start.is_some_and(|start| start.eq_ignore_ascii_case(name))
    };
    let latin = begins(b"iso-8859") || begins(b"iso8859") || begins(b"latin");
    match std::str::from_utf8(bytes) {
        Ok(text) if !latin => Cow::Borrowed(text),
        _ => bytes.iter().map(|byte| char::from(*byte)).collect(),
    }
}

/// Text without control characters and of bearable length.
fn tidy(text: &str) -> String {
    if text.len() <= TEXT_LIMIT && text.bytes().all(|byte| (b' '..0x7f).contains(&byte)) {
        return text.trim().to_owned();
    }
    let plain: String = text
        .chars()
        .filter(|char| !char.is_control())
        .take(TEXT_LIMIT)
        .collect();
    plain.trim().to_owned()
}

/// Whether a message may hold such a line.
fn names_co_authors(message: &[u8]) -> bool {
    let after_dash = |at: usize| {
        message
            .get(at + 1..at + 9)
            .is_some_and(|word| word.eq_ignore_ascii_case(b"authored"))
    };
    memchr::memchr_iter(b'-', message).any(after_dash)
}

/// People of `Co-authored-by:` lines, each once. Squashed commits have them anywhere, so every line counts.
fn co_authors(message: &str) -> Vec<Signature> {
    let mut people: Vec<Signature> = Vec::new();
    for line in message.lines() {
        let Some((key, value)) = line.split_once(':') else {
            continue;
        };
        if !key.trim().eq_ignore_ascii_case("co-authored-by") {
            continue;
        }
        let (name, email, _) = person(value.as_bytes());
        let person = Signature {
            name: tidy(&String::from_utf8_lossy(name)),
            email: tidy(&String::from_utf8_lossy(email)),
        };
        let nobody = person.name.is_empty() && person.email.is_empty();
        if !nobody && !people.contains(&person) {
            people.push(person);
        }
    }
    people
}

#[cfg(test)]
mod tests {
    use super::{LAST_SECOND, parse, parse_links};
    use crate::model::commit::{Commit, Signature};
    use crate::model::revision::Oid;

    const TREE: &str = "4b825dc642cb6eb9a060e54bf8d69288fbee4904";

    fn commit(rest: &[u8]) -> Commit {
        let mut data = format!("tree {TREE}\n").into_bytes();
        data.extend(rest);
        parse(Oid::ZERO, &data).unwrap()
    }

    fn written_at(time: &str) -> i64 {
        commit(format!("author A <a@b> {time}\ncommitter A <a@b> 5 +0000\n\nx").as_bytes()).time
    }

    #[test]
    fn an_ordinary_commit_is_read_whole() {
        let commit = commit(
            b"parent 4b825dc642cb6eb9a060e54bf8d69288fbee4905\nauthor Ada L <ada@x.org> 100 +0200\ncommitter Bo <bo@x.org> 200 -0800\ngpgsig -----BEGIN\n tree junk\n -----END\n\nDo it\n\nBecause.\n\nCo-Authored-By: Cy <cy@x.org>\nco-authored-by: Cy <cy@x.org>\n",
        );
        assert_eq!(
            (commit.author.name.as_str(), commit.author.email.as_str()),
            ("Ada L", "ada@x.org")
        );
        assert_eq!((commit.time, commit.commit_time, commit.parents.len()), (100, 200, 1));
        assert_eq!(commit.summary, "Do it");
        let cy = Signature {
            name: "Cy".into(),
            email: "cy@x.org".into(),
        };
        assert_eq!(commit.co_authors, [cy]);
    }

    #[test]
    fn times_outside_the_calendar_are_clamped() {
        assert_eq!(written_at("-5 +0000"), 0);
        assert_eq!(written_at("9223372036854775808 +0000"), LAST_SECOND);
        assert_eq!(written_at("100000000000000000000 +0000"), LAST_SECOND);
        assert_eq!(written_at("soon"), 0);
    }

    #[test]
    fn names_in_latin_1_and_with_control_characters_are_readable() {
        let latin =
            commit(b"author Ren\xe9 <r@x> 1 +0000\ncommitter R <r@x> 1 +0000\nencoding ISO-8859-1\n\nd\xe9j\xe0\n");
        assert_eq!(
            (latin.author.name.as_str(), latin.summary.as_str()),
            ("Ren\u{e9}", "d\u{e9}j\u{e0}")
        );
        let odd = commit(b"author \x1b[31mA\0 <a@x> 1 +0000\ncommitter <> 1 +0000\n\n");
        assert_eq!((odd.author.name.as_str(), odd.summary.as_str()), ("[31mA", ""));
        let long = commit(format!("author {} <a@x> 1 +0000\n\nx", "A".repeat(2_000_000)).as_bytes());
        assert_eq!(long.author.name.len(), 1000);
    }

    #[test]
    fn a_commit_without_a_tree_or_with_a_broken_parent_is_corrupt() {
        assert!(parse(Oid::ZERO, b"author A <a@b> 1 +0000\n\nx").is_err());
        assert!(parse_links(Oid::ZERO, b"parent 123\n\nx").is_err());
        assert!(parse(Oid::ZERO, b"").is_err());
        for bad in [
            "",
            "4b825dc642cb6eb9a060e54bf8d69288fbee49",
            "4b825dc642cb6eb9a060e54bf8d69288fbee49041",
        ] {
            assert!(super::id_of(bad.as_bytes()).is_none(), "{bad}");
        }
        assert!(super::id_of("4b825dc642cb6eb9a060e54bf8d69288fbee490g".as_bytes()).is_none());
        assert_eq!(super::id_of(TREE.as_bytes()), super::super::store::parse_id(TREE));
    }
}
