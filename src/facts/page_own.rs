//! Names that stand in a page and are the page's own, or another site's, whatever the code once had of the same letters.

use super::addresses::address_before;
use super::built_in::{is_of_javascript, is_of_python, is_type_of_python};
use super::context::{gives, header_around};
use super::deaths::{Death, Extent};
use super::leftover::{front_matter, open_tag};
use super::literals;
use super::names::Names;
use super::other_notations;
use super::pages::{PageFacts, is_distinctive};
use super::table::Table;
use super::tie::holds_word;
use crate::model::change::PlacedSymbol;
use crate::model::mention::{Mention, MentionForm, MentionKind};
use crate::model::source::WordUse;
use crate::model::symbol::{ParamKind, SymbolKind};

/// Whether a page means something else by a name than the code that is gone.
pub(super) fn is_another_thing(names: &Names, page: &PageFacts, mention: &Mention, part: usize, death: &Death) -> bool {
    is_class_of_characters(&death.name)
        || is_in_front_matter(page, &death.name) && !is_dead_setting(page, mention, death)
        || is_placeholder(page, mention)
        || is_of_another_site(names, page, mention) && !is_key_of_list(page, mention, death)
        || is_member_of_own(page, mention, &death.name)
        || is_brand_of_another(names, mention, death)
        || is_of_another_scope(names, page, mention, death)
        || is_in_anchor_of_another(names, page, mention)
        || is_given_to_another(page, mention, death)
        || is_of_python(mention, death)
        || is_type_of_python(page, mention, death)
        || is_of_javascript(death)
        || is_attribute_of_element(page, mention, death)
        || is_in_style(page, mention)
        || is_in_formula(page, mention)
        || other_notations::is_meant(page, mention, death)
        || literals::is_of_another(names, page, mention, death)
        || part == 0 && (is_member_of_unseen(page, mention, death) || is_of_session(page, mention, &death.name))
}

/// `a-zA-Z_` is what a pattern allows.
fn is_class_of_characters(name: &str) -> bool {
    name.contains("a-z") || name.contains("A-Z")
}

/// Whether the settings at the top of the page give the name a value: its templates mean that.
fn is_in_front_matter(page: &PageFacts, name: &str) -> bool {
    let gives = |line: &str| {
        let rest = line.trim_start().strip_prefix(name);
        rest.is_some_and(|rest| rest.starts_with(':'))
    };
    page.text[..front_matter(&page.text)].lines().any(gives)
}

/// Whether a mention is a setting of the page itself, and nothing in the project has its name any more: nothing reads it.
fn is_dead_setting(page: &PageFacts, mention: &Mention, death: &Death) -> bool {
    death.leaves_nothing() && (mention.span.start as usize) < front_matter(&page.text)
}

/// `<some_name>` stands for what a section of the page with that heading describes.
fn is_placeholder(page: &PageFacts, mention: &Mention) -> bool {
    if !is_between(page, mention, "<", ">") || mention.text.contains(|c: char| c.is_uppercase()) {
        return false;
    }
    let written = format!("<{}>", mention.text);
    let heads = |line: &str| {
        line.strip_prefix('#')
            .is_some_and(|rest| rest.trim_matches(['#', ' ', '`']) == written)
    };
    page.text.lines().any(heads)
}

/// Whether these stand right before and behind a mention.
fn is_between(page: &PageFacts, mention: &Mention, before: &str, behind: &str) -> bool {
    let start = page.text.get(..mention.span.start as usize);
    let end = page.text.get(mention.span.end as usize..);
    start.is_some_and(|text| text.ends_with(before)) && end.is_some_and(|text| text.starts_with(behind))
}

/// `@shop/name` is a package of that scope, and the project's only if it ships it.
fn is_of_another_scope(names: &Names, page: &PageFacts, mention: &Mention, death: &Death) -> bool {
    let before = page.text.get(..mention.span.start as usize).unwrap_or_default();
    let is_part = |c: char| c.is_alphanumeric() || "-_.".contains(c);
    let scope = before
        .strip_suffix('/')
        .map(|before| &before[before.trim_end_matches(is_part).len()..]);
    let scoped = scope.filter(|scope| !scope.is_empty() && before[..before.len() - scope.len() - 1].ends_with('@'));
    scoped.is_some_and(|scope| {
        // What a plugin of the scope defined may be written with the scope alone: `@shop/no-empty-cart`.
        let home = format!("@{scope}/");
        let defined = death.base.is_some() && names.own.iter().any(|own| own.starts_with(&home));
        !defined && !names.own.contains(&format!("{home}{}", mention.text))
    })
}

/// `https://other.dev/api.html#other.Cart` names what that site documents.
fn is_in_anchor_of_another(names: &Names, page: &PageFacts, mention: &Mention) -> bool {
    let before = page.text.get(..mention.span.start as usize).unwrap_or_default();
    let anchor = address_before(before)
        .rsplit_once('#')
        .filter(|(site, _)| site.contains("://"));
    let root = anchor.and_then(|(_, anchor)| anchor.strip_suffix('.')?.split('.').next());
    root.is_some_and(|root| !names.own.contains(root))
}

/// Whether a word of prose is the name of a package that the project asks for, but for its capitals: `WebDriver` of `webdriver`.
fn is_brand_of_another(names: &Names, mention: &Mention, death: &Death) -> bool {
    let word = mention.form == MentionForm::Plain && mention.kind == MentionKind::Name && mention.parts.len() == 1;
    let package = death.name.to_lowercase();
    word && package != death.name && names.is_foreign_root(&package)
}

/// Whether a code block gives a value to what was a field of a class that the page does not speak of: `name = Text()` in a
/// class of its own, `put(name=1)`.
fn is_given_to_another(page: &PageFacts, mention: &Mention, death: &Death) -> bool {
    let base = death.base.as_ref().filter(|base| base.symbol.kind == SymbolKind::Field);
    let class = base.and_then(|base| base.symbol.container.last());
    let class = class.filter(|class| class.starts_with(char::is_uppercase));
    let behind = page
        .text
        .get(mention.span.end as usize..)
        .unwrap_or_default()
        .trim_start_matches(' ');
    let given = behind.starts_with('=') && !behind.starts_with("==") && mention.parts.len() == 1;
    // In settings it is an option of the program.
    let settings = |language: &str| {
        matches!(
            language,
            "ini" | "cfg" | "toml" | "yaml" | "yml" | "json" | "env" | "dotenv"
        )
    };
    let block = matches!(&mention.form, MentionForm::Block(language) if !settings(language));
    let python = base.is_some_and(|base| base.path.extension() == "py");
    python && block && given && mention.owner.is_empty() && class.is_some_and(|class| !holds_word(&page.text, class))
}

/// Whether a block gives an attribute to a plain element (`<div className="cart">`) that tests and examples give to theirs too:
/// it is one of the browser's or of what draws the elements.
fn is_attribute_of_element(page: &PageFacts, mention: &Mention, death: &Death) -> bool {
    let before = page.text.get(..mention.span.start as usize).unwrap_or_default();
    let behind = page.text.get(mention.span.end as usize..).unwrap_or_default();
    let name = open_tag(before).and_then(|tag| tag.split(char::is_whitespace).next());
    let plain = |name: &str| !name.is_empty() && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit());
    death.extent == Extent::OnlyTests && behind.starts_with('=') && name.is_some_and(plain)
}

/// Whether a name of running text stands in a formula of TeX (`$\\mathsf{pk_d}$`).
fn is_in_formula(page: &PageFacts, mention: &Mention) -> bool {
    if mention.form != MentionForm::Plain {
        return false;
    }
    let before = page.text.get(..mention.span.start as usize).unwrap_or_default();
    let behind = page.text.get(mention.span.end as usize..).unwrap_or_default();
    let (before, behind) = (before.rsplit('\n').next(), behind.lines().next());
    let open = before.filter(|before| before.matches('$').count() % 2 == 1);
    let formula = |before: &str, behind: &str| {
        let (_, start) = before.rsplit_once('$')?;
        let (end, _) = behind.split_once('$')?;
        Some(start.contains('\\') || end.contains('\\'))
    };
    open.zip(behind)
        .and_then(|(before, behind)| formula(before, behind))
        .unwrap_or_default()
}

/// Whether a tag gives an element a style by the name (`<b style={{ fontWeight: 700 }}>`): it is a property of CSS.
fn is_in_style(page: &PageFacts, mention: &Mention) -> bool {
    let before = page.text.get(..mention.span.start as usize).unwrap_or_default();
    let style = open_tag(before).and_then(|tag| tag.rsplit_once("style={{"));
    style.is_some_and(|(_, inside)| !inside.contains('}'))
}

/// Whether the name is the whole label of a link to a site whose address names no package of the project.
fn is_of_another_site(names: &Names, page: &PageFacts, mention: &Mention) -> bool {
    let (Some(before), Some(behind)) = (
        page.text.get(..mention.span.start as usize),
        page.text.get(mention.span.end as usize..),
    ) else {
        return false;
    };
    let behind = behind.trim_start_matches("()").trim_start_matches('`');
    let labelled = ["[", "[`", "[`."].iter().any(|start| before.ends_with(start));
    let Some(behind) = behind.strip_prefix(']').filter(|_| labelled) else {
        return false;
    };
    let address = match behind.strip_prefix('(') {
        Some(address) => Some(address),
        // What is marked as code, the project may have from there.
        None if mention.form == MentionForm::Plain => defined_address(page, &mention.text),
        None => None,
    };
    let address = address.and_then(|address| address.split([')', ' ', '\n']).next());
    address.is_some_and(|address| address.starts_with("http") && !is_address_of_own(names, address))
}

/// The address of a link by its label: `[Cart]: https://..`.
fn defined_address<'page>(page: &'page PageFacts, label: &str) -> Option<&'page str> {
    page.text.lines().find_map(|line| {
        let rest = line.trim_start().strip_prefix('[')?;
        let rest = rest.trim_start_matches('`').strip_prefix(label)?;
        rest.trim_start_matches('`').strip_prefix("]:").map(str::trim_start)
    })
}

/// Whether a mention is the first of an item and a key of the project of which nothing is left, whatever its link explains.
fn is_key_of_list(page: &PageFacts, mention: &Mention, death: &Death) -> bool {
    let key = death.kind == Some(SymbolKind::ConfigKey) || death.is_assigned && death.usage.has(WordUse::STRING);
    let line = page
        .line_text(mention.line)
        .trim_start()
        .trim_start_matches(['-', '*', '|', ' ', '[', '`']);
    key && death.leaves_nothing() && death.name.contains('_') && line.starts_with(death.name.as_str())
}

/// Whether an address names a package of the project: by its host, or by one of the two folders behind it, as forges have it.
fn is_address_of_own(names: &Names, address: &str) -> bool {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    // What a site of documentation of Go shows, has its own address behind that of the site.
    let rest = ["pkg.go.dev/", "godoc.org/"]
        .iter()
        .find_map(|site| rest.strip_prefix(site))
        .unwrap_or(rest);
    let parts = rest.split(['/', '#', '?']).take(3).enumerate();
    let named = parts.flat_map(|(at, part)| {
        let labels = part.split(if at == 0 { '.' } else { '/' });
        labels.map(plain).collect::<Vec<_>>()
    });
    let mut named = named.filter(|part| part.len() > 2);
    named.any(|part| names.own.iter().any(|own| own.len() > 2 && is_same(&part, &plain(own))))
}

/// Whether a part of an address is a package: its whole name, or the name behind its scope with something in front.
fn is_same(part: &str, own: &str) -> bool {
    let bare = own.rsplit('/').next().unwrap_or(own);
    part == own || part == bare || own.contains('/') && part.ends_with(bare)
}

/// A name without what packages, folders and addresses write differently.
fn plain(text: &str) -> String {
    let letters = text.chars().filter(|c| !matches!(c, '-' | '_' | '.' | '@'));
    letters.flat_map(char::to_lowercase).collect()
}

/// `.name()` on a value that an earlier line makes is a method; a free function is not called so.
fn is_member_of_unseen(page: &PageFacts, mention: &Mention, death: &Death) -> bool {
    let written = |text: &str| text.contains("(self") || text.contains("&self") || text.contains("mut self");
    let receives = |base: &PlacedSymbol| {
        // Of code that its own grammar cannot read, no parameters are known.
        let seen = death.last_seen.as_ref().is_some_and(|seen| written(&seen.excerpt));
        let params = base.symbol.signature.iter().flat_map(|signature| &signature.params);
        let mut params = params.into_iter();
        seen || params.any(|param| param.kind == ParamKind::Receiver || param.name == "self")
    };
    let free = death.kind == Some(SymbolKind::Function)
        && death
            .base
            .as_ref()
            .is_some_and(|base| base.symbol.container.is_empty() && !receives(base));
    let line = page.line_text(mention.line).trim_start();
    let chained = line
        .strip_prefix('.')
        .is_some_and(|line| line.starts_with(mention.text.as_str()));
    free && chained && mention.kind == MentionKind::Call && matches!(mention.form, MentionForm::Block(_))
}

/// Whether a class of the page that is made from one of the project's declares the name: then it is the project that asks for it.
pub(super) fn is_hook(names: &Names, page: &PageFacts, name: &str) -> bool {
    let of_project = |class: &str| {
        let imports = page.page.imports.iter().filter(|import| import.alias == class);
        let mut roots = imports.filter_map(|import| import.target.first());
        roots.any(|root| names.own.contains(root))
    };
    let declared = |mention: &Mention| {
        let header = header_around(page, mention).unwrap_or_default();
        let bases = header.split_once('(').map_or("", |(_, bases)| bases);
        bases.split(|c: char| !c.is_alphanumeric() && c != '_').any(of_project)
    };
    let mut named = page.page.mentions.iter().filter(|mention| mention.leaf() == name);
    named.any(|mention| matches!(mention.form, MentionForm::Block(_)) && declared(mention))
}

/// Whether a class of the page gives a member of its own the name: `self.name = 1`.
fn is_member_of_own(page: &PageFacts, mention: &Mention, name: &str) -> bool {
    let given = |line: &str| {
        let rest = line
            .trim_start()
            .strip_prefix("self.")
            .and_then(|rest| rest.strip_prefix(name));
        rest.is_some_and(|rest| rest.starts_with([' ', ':', '=']) && rest.contains('=') && !rest.contains("=="))
    };
    let block = matches!(mention.form, MentionForm::Block(_));
    block && mention.parts.first().is_some_and(|first| first == "self") && page.text.lines().any(given)
}

/// Whether a session that the page shows (`>>> name = f()`) gives the name to a variable of its own.
fn is_of_session(page: &PageFacts, mention: &Mention, name: &str) -> bool {
    let typed = |line: &&str| line.trim_start().starts_with(">>> ");
    matches!(mention.form, MentionForm::Block(_)) && page.text.lines().filter(typed).any(|line| gives(line, name))
}

/// Whether the line of a mention itself tells, behind the name, what to use in its place: it knows that the name is gone.
pub(super) fn says_what_to_use(page: &PageFacts, mention: &Mention) -> bool {
    let behind = page.text.get(mention.span.end as usize..).unwrap_or_default();
    let rest = behind.lines().next().unwrap_or_default().to_ascii_lowercase();
    let told = |words: &str| rest.contains(words);
    let use_instead = rest.find("use ").is_some_and(|at| {
        let aside = rest[..at].trim_end_matches([' ', '`']);
        aside.ends_with(['(', ':', ';', '-', ',', '.']) || aside.ends_with('\u{2014}') || aside.is_empty()
    });
    told("in favor of ") || told("in favour of ") || use_instead && told("instead") && !told("instead of")
}

/// Whether prose speaks of several of what the code still defines: `BuildSteps` of `BuildStep`.
pub(super) fn is_several(table: &Table, mention: &Mention) -> bool {
    let one = mention.leaf().strip_suffix('s').filter(|one| is_distinctive(one));
    !matches!(mention.form, MentionForm::Block(_)) && one.is_some_and(|one| !table.all_named(one).is_empty())
}

#[cfg(test)]
mod tests {
    use super::{Names, is_address_of_own, is_class_of_characters};

    #[test]
    fn classes_of_characters_are_no_names() {
        assert!(is_class_of_characters("a-zA-Z_") && !is_class_of_characters("dry-run"));
    }

    #[test]
    fn packages_are_found_in_addresses_however_they_are_spelled() {
        let names = Names {
            own: ["some_rest_thing", "@shop/kit"].map(str::to_owned).into(),
            ..Names::default()
        };
        let own = |address| is_address_of_own(&names, address);
        assert!(own("s://www.some-rest-thing.org/x") && own("s://docs.rs/some_rest_thing/1"));
        assert!(own("s://forge.dev/shop/shop-kit/blob/main/a.md"));
        assert!(own("s://pkg.go.dev/forge.dev/shop/some-rest-thing#Open"));
        assert!(!own("s://forge.dev/shop/shop-tools/blob/main/some_rest_thing.md"));
    }
}
