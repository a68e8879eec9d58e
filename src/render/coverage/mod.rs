//! How much of a public API is documented, as text for people and machines. One file a format; this file is their list.

pub mod badge;
pub mod csv;
pub mod json;
pub mod markdown;
pub mod table;

use super::Look;
use crate::model::api::ApiLanguage;
use crate::model::coverage::{CoverageReport, Share};

/// An output format of `abreast coverage`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CoverageFormat {
    /// A table for reading.
    Table,
    /// One JSON document.
    Json,
    /// One line a module.
    Csv,
    /// A job summary, or a comment.
    Markdown,
    /// The JSON that shields.io makes a badge of.
    BadgeJson,
    /// A badge as a picture.
    BadgeSvg,
}

impl CoverageFormat {
    /// The report in this format, ending with a line break.
    pub fn render(self, report: &CoverageReport, look: &Look) -> String {
        match self {
            CoverageFormat::Table => table::render(report, look),
            CoverageFormat::Json => json::render(report),
            CoverageFormat::Csv => csv::render(report),
            CoverageFormat::Markdown => markdown::render(report),
            CoverageFormat::BadgeJson => badge::badge(report.total).json(),
            CoverageFormat::BadgeSvg => badge::badge(report.total).svg(),
        }
    }
}

/// A share in per cent with one decimal, rounded down: only all of it is 100 %.
pub(crate) fn percent(share: Share) -> String {
    if share.public == 0 {
        return "-".to_owned();
    }
    let tenths = share.documented * 1000 / share.public;
    match tenths % 10 {
        0 => format!("{} %", tenths / 10),
        tenth => format!("{}.{tenth} %", tenths / 10),
    }
}

/// The name of a language as people write it.
pub(crate) fn language(language: ApiLanguage) -> &'static str {
    match language {
        ApiLanguage::Python => "Python",
        ApiLanguage::Rust => "Rust",
    }
}

/// The whole in a sentence without a full stop.
pub(crate) fn headline(report: &CoverageReport) -> String {
    if report.total.public == 0 {
        return "No public symbols of Rust or Python were found".to_owned();
    }
    let parts = match report.languages.as_slice() {
        [(only, _)] => format!(" ({})", language(*only)),
        several => {
            let each = several
                .iter()
                .map(|(of, share)| format!("{} {}", language(*of), percent(*share)));
            format!(" ({})", each.collect::<Vec<_>>().join(", "))
        }
    };
    let symbols = super::report::plural(report.total.public, "public symbol");
    format!("Documented: {} of {symbols}{parts}", percent(report.total))
}

/// What became of the share since the base, in a sentence without a full stop.
pub(crate) fn since(report: &CoverageReport) -> Option<String> {
    let ratchet = report.ratchet.as_ref()?;
    let new = match ratchet.new {
        0 => "no new symbol without documentation".to_owned(),
        new => format!("{} without documentation", super::report::plural(new, "new symbol")),
    };
    Some(format!(
        "Since {}: {new}; it was {}",
        ratchet.base,
        percent(ratchet.before)
    ))
}

/// What pages say of the API, in a sentence without a full stop.
pub(crate) fn mentioned(report: &CoverageReport) -> Option<String> {
    let of = report.mentioned.as_ref().filter(|of| of.unmentioned > 0)?;
    let pages = super::report::plural(of.pages, "page");
    let symbols = super::report::plural(of.unmentioned, "public symbol");
    let verb = if of.pages == 1 { "names" } else { "name" };
    Some(format!("The {pages} {verb} siblings of {symbols}, but not these"))
}

#[cfg(test)]
mod tests {
    use super::percent;
    use crate::model::coverage::Share;

    #[test]
    fn only_all_of_it_is_a_hundred_per_cent() {
        let shown = |documented, public| percent(Share { public, documented });
        assert_eq!(shown(9_999, 10_000), "99.9 %");
        assert_eq!((shown(2, 2).as_str(), shown(1, 3).as_str()), ("100 %", "33.3 %"));
        assert_eq!((shown(0, 5).as_str(), shown(0, 0).as_str()), ("0 %", "-"));
    }
}
