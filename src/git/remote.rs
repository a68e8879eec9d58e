//! Where a repository can be looked at in a browser, from the address that it is fetched from. Nothing is asked of the network.

use crate::model::overview::{Forge, Web};

/// Hosts with a known way of writing addresses of files.
const HOSTS: &[(&str, Forge)] = &[
    ("github.com", Forge::GitHub),
    ("gitlab.com", Forge::GitLab),
    ("codeberg.org", Forge::Forgejo),
    ("bitbucket.org", Forge::Bitbucket),
];
/// Other hosts say by their name what they run: `gitlab.example.org`.
const NAMES: &[(&str, Forge)] = &[
    ("github.", Forge::GitHub),
    ("gitlab.", Forge::GitLab),
    ("gitea.", Forge::Forgejo),
    ("forgejo.", Forge::Forgejo),
];

/// The pages of what is fetched from `address`: `git@HOST:OWNER/NAME.git`, `ssh://`, `git://`, `http://` or `https://`. Names,
/// passwords and ports are left out. `None` for files, and for hosts of which it is not known how they write addresses.
pub fn web(address: &str) -> Option<Web> {
    let address = address.trim();
    let (host, path) = match address.split_once("://") {
        Some(("https" | "http" | "ssh" | "git" | "git+ssh", rest)) => rest.split_once('/')?,
        Some(_) => return None,
        None => address.split_once(':')?,
    };
    let host = host.rsplit('@').next()?.split(':').next()?.to_ascii_lowercase();
    let path = path.trim_matches('/');
    let path = path.strip_suffix(".git").unwrap_or(path);
    let known = HOSTS.iter().find(|(name, _)| *name == host);
    let (_, forge) = known.or_else(|| NAMES.iter().find(|(start, _)| host.starts_with(start)))?;
    let is_plain = |text: &str| {
        text.chars()
            .all(|of| of.is_ascii_alphanumeric() || "-._~/".contains(of))
    };
    let is_whole = path.split('/').count() >= 2 && path.split('/').all(|part| !matches!(part, "" | "." | ".."));
    (is_plain(&host) && is_plain(path) && is_whole).then(|| Web {
        url: format!("https://{host}/{path}"),
        forge: *forge,
    })
}

#[cfg(test)]
mod tests {
    use super::web;
    use crate::model::overview::Forge;

    #[test]
    fn addresses_to_fetch_from_become_pages_without_names_and_passwords() {
        let url = |address: &str| web(address).map(|of| of.url);
        let page = Some("https://github.com/o/n".to_owned());
        for address in [
            "https://github.com/o/n",
            "https://user:secret@github.com/o/n.git",
            "git@github.com:o/n.git",
            "ssh://git@github.com:22/o/n.git/",
            " git://github.com/o/n\n",
        ] {
            assert_eq!(url(address), page, "{address}");
        }
        let of = web("git@gitlab.example.org:group/sub/n.git").unwrap();
        assert_eq!(
            (of.url.as_str(), of.forge),
            ("https://gitlab.example.org/group/sub/n", Forge::GitLab)
        );
    }

    #[test]
    fn what_is_no_page_gives_none() {
        for address in [
            "/srv/git/n.git",
            "../n",
            "C:\\git\\n",
            "file:///srv/n",
            "https://example.org/o/n",
            "https://github.com/n",
            "https://github.com/o/../n",
            "https://github.com/o/\"><script>",
            "https://github.com/o/n?x=1",
            "javascript://github.com/o/n",
            "",
        ] {
            assert_eq!(web(address), None, "{address}");
        }
    }
}
