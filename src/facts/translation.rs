//! Pages that translate another page of the repository. Where there are many languages, translators follow later, so the faults
//! of such a page are notes; where there are few, or where they show the same code, the authors of the page write them too.

use super::pages::PageFacts;
use crate::model::page::PassageKind;
use crate::model::path::RepoPath;
use std::collections::{HashMap, HashSet};

/// In so many further languages the authors of a page keep it up themselves.
const FEW: usize = 2;

/// Settings of the platforms on which translators work, without looking at the repository.
const PLATFORMS: &[&str] = &[
    "crowdin.yml",
    "crowdin.yaml",
    ".crowdin.yml",
    ".tx/config",
    ".weblate",
    ".weblate.ini",
    "weblate.ini",
];

/// So many of a hundred lines of code that a page shows must its translation show too, to be one that is kept up with it.
const SAME_CODE: usize = 90;

/// Marks the translations that are kept up with their originals: those of pages that have few of them, and where translators work
/// in the repository those that show the same code. `exists` knows the files of the repository.
pub(super) fn mark_in_step(pages: &mut [PageFacts], exists: impl Fn(&str) -> bool) {
    let mut languages: HashMap<RepoPath, usize> = HashMap::new();
    for original in pages.iter().filter_map(|page| page.translates.as_ref()) {
        *languages.entry(original.clone()).or_default() += 1;
    }
    let outside = PLATFORMS.iter().any(|platform| exists(platform));
    let apart = |page: &PageFacts| page.path.as_str().contains("/docusaurus-plugin-content-");
    let originals: HashMap<RepoPath, Vec<String>> = pages
        .iter()
        .filter(|page| !outside && languages.contains_key(&page.path))
        .map(|page| (page.path.clone(), code_lines(page)))
        .collect();
    for page in pages {
        let Some(original) = &page.translates else { continue };
        let few = languages.get(original).is_some_and(|others| *others <= FEW);
        page.keeps_step =
            few || !apart(page) && originals.get(original).is_some_and(|lines| shows_the_same(page, lines));
    }
}

/// Whether a page shows nearly all of these lines of code.
fn shows_the_same(page: &PageFacts, lines: &[String]) -> bool {
    let own: HashSet<String> = code_lines(page).into_iter().collect();
    let shown = lines.iter().filter(|line| own.contains(*line)).count();
    !lines.is_empty() && shown * 100 >= lines.len() * SAME_CODE
}

/// The lines of the code blocks of a page, without their comments and texts, which are translated.
fn code_lines(page: &PageFacts) -> Vec<String> {
    let is_code = |kind: &PassageKind| matches!(kind, PassageKind::CodeBlock { .. });
    let blocks = page.page.passages.iter().filter(|passage| is_code(&passage.kind));
    let texts = blocks.filter_map(|passage| page.text.get(passage.span.range()));
    texts
        .flat_map(str::lines)
        .map(bare)
        .filter(|line| line.len() > 2)
        .collect()
}

/// A line of code without its comment and what stands in quotes.
fn bare(line: &str) -> String {
    let line = line.split("//").next().unwrap_or_default();
    let line = line.split('#').next().unwrap_or_default();
    let outside = line.split(['\'', '"', '`']).step_by(2);
    outside.collect::<String>().trim().to_owned()
}

/// The page that this one translates, if a name of a language in its path says so and `exists` knows the original.
pub fn original(path: &RepoPath, exists: impl Fn(&str) -> bool) -> Option<RepoPath> {
    let parts: Vec<&str> = path.as_str().split('/').collect();
    let (name, folders) = parts.split_last()?;
    let named = folders
        .iter()
        .enumerate()
        .filter(|(_, folder)| is_language(folder))
        .flat_map(|(at, _)| {
            let others = ["", "en", "en-US", "en-us"].into_iter();
            others.map(move |other| (at, other))
        });
    let mut candidates: Vec<String> = named
        .map(|(at, other)| {
            let kept = parts
                .iter()
                .enumerate()
                .map(|(number, part)| if number == at { other } else { part });
            kept.filter(|part| !part.is_empty()).collect::<Vec<_>>().join("/")
        })
        .collect();
    candidates.extend(without_language(name).map(|name| {
        let folder = folders.join("/");
        if folder.is_empty() {
            name
        } else {
            format!("{folder}/{name}")
        }
    }));
    candidates.extend(of_docusaurus(&parts));
    candidates
        .into_iter()
        .find(|candidate| candidate != path.as_str() && exists(candidate))
        .map(RepoPath::new)
}

/// `i18n/ja/docusaurus-plugin-content-docs/current/a.md` of `docs/a.md`.
fn of_docusaurus(parts: &[&str]) -> Option<String> {
    let at = parts.iter().position(|part| *part == "i18n")?;
    let [language, plugin, "current", rest @ ..] = &parts[at + 1..] else {
        return None;
    };
    let folder = plugin
        .strip_prefix("docusaurus-plugin-content-")
        .filter(|_| is_language(language))?;
    Some([&parts[..at], &[folder], rest].concat().join("/"))
}

/// `README.zh-CN.md` and `README_zh.md` without the language.
fn without_language(name: &str) -> Option<String> {
    let (stem, extension) = name.rsplit_once('.')?;
    let cut = stem.rfind(['.', '_', '-'])?;
    let (kept, language) = match is_language(&stem[cut + 1..]) {
        true => {
            let longer = stem[..cut]
                .rfind(['.', '_'])
                .filter(|earlier| is_language(&stem[earlier + 1..]));
            stem.split_at(longer.unwrap_or(cut))
        }
        false => return None,
    };
    (!language.is_empty() && !kept.is_empty()).then(|| format!("{kept}.{extension}"))
}

/// `de`, `pt-BR`, `zh_CN`, `zh-Hans`; English counts as the language of originals.
fn is_language(text: &str) -> bool {
    const CODES: &[&str] = &[
        "ar", "bg", "bn", "ca", "ckb", "cs", "da", "de", "el", "es", "et", "fa", "fi", "fr", "gl", "gr", "he", "hi",
        "hr", "hu", "id", "it", "ja", "jp", "ka", "ko", "kr", "lt", "lv", "mk", "ml", "mr", "ms", "nb", "nl", "no",
        "pl", "pt", "ro", "ru", "si", "sk", "sl", "sr", "sv", "ta", "te", "th", "tr", "tw", "ua", "uk", "ur", "uz",
        "vi", "zh", "cn",
    ];
    let (code, region) = text.split_once(['-', '_']).unwrap_or((text, ""));
    let regional = region.is_empty() || ((2..=4).contains(&region.len()) && region.chars().all(char::is_alphabetic));
    CODES.contains(&code.to_lowercase().as_str()) && regional
}

#[cfg(test)]
mod tests {
    use super::original;

    #[test]
    fn a_translation_names_its_language_and_has_an_original() {
        let pages = [
            "docs/config/README.md",
            "docs/en/guide.md",
            "README.md",
            "docs/no/rules.md",
            "site/docs/a/b.md",
        ];
        let of = |path: &str| original(&path.into(), |page| pages.contains(&page)).map(|path| path.to_string());
        assert_eq!(
            of("docs/de-DE/config/README.md").as_deref(),
            Some("docs/config/README.md")
        );
        assert_eq!(of("docs/pt/guide.md").as_deref(), Some("docs/en/guide.md"));
        assert_eq!(of("README.zh-CN.md").as_deref(), Some("README.md"));
        assert_eq!(of("README_ja.md").as_deref(), Some("README.md"));
        assert_eq!(of("docs/no/rules.md"), None, "there is no original");
        assert_eq!(of("docs/en/guide.md"), None);
        assert_eq!(
            of("site/i18n/zh-TW/docusaurus-plugin-content-docs/current/a/b.md").as_deref(),
            Some("site/docs/a/b.md")
        );
    }
}
