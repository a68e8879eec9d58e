//! Who knows what as comma-separated values (RFC 4180), one line a module, for spreadsheets.

use crate::model::knowledge::{KnowledgeReport, ModuleRow};
use crate::render::report::date;

const COLUMNS: &str = "module,bus_factor,coverage_left,bus_factor_at_45,bus_factor_at_55,bus_factor_with_docs,people,files,\
                       files_without_author,orphaned,last_activity,owners,covered_files,public,documented,lines,churn,\
                       imported_by,advice,reason";

/// The table.
pub fn render(report: &KnowledgeReport) -> String {
    let mut text = format!("{COLUMNS}\r\n");
    for row in &report.modules {
        let fields: Vec<String> = fields(row).iter().map(|field| quoted(field)).collect();
        text.push_str(&fields.join(","));
        text.push_str("\r\n");
    }
    text
}

fn fields(row: &ModuleRow) -> Vec<String> {
    let maybe = |value: Option<usize>| value.map(|value| value.to_string()).unwrap_or_default();
    let people: Vec<&str> = row.figure.people.iter().map(|person| person.name.as_str()).collect();
    vec![
        row.path.clone(),
        row.figure.bus_factor.to_string(),
        format!("{:.4}", row.figure.coverage_left),
        row.figure.at_45.to_string(),
        row.figure.at_55.to_string(),
        maybe(row.bus_factor_with_docs),
        people.join("; "),
        row.figure.files.to_string(),
        row.figure.without_author.to_string(),
        row.orphaned.to_string(),
        row.last_activity.map(date).unwrap_or_default(),
        row.owners.as_ref().map(|of| of.owners.join(" ")).unwrap_or_default(),
        maybe(row.written.map(|of| of.covered_files)),
        maybe(row.written.map(|of| of.public)),
        maybe(row.written.map(|of| of.documented)),
        maybe(row.lines),
        row.churn.to_string(),
        maybe(row.imported_by),
        row.risk.advice.id().to_owned(),
        row.risk.reason.clone(),
    ]
}

/// A field, quoted where it must be. What a spreadsheet would take for a formula is marked as text.
pub(crate) fn quoted(field: &str) -> String {
    let formula = field.starts_with(['=', '+', '-', '@', '\t', '\r']) && field.parse::<f64>().is_err();
    let field = if formula { format!("'{field}") } else { field.to_owned() };
    if field.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", field.replace('"', "\"\""))
    } else {
        field
    }
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn fields_are_quoted_and_no_formula_gets_through() {
        assert_eq!(quoted("src/pay"), "src/pay");
        assert_eq!(quoted("a, \"b\""), "\"a, \"\"b\"\"\"");
        assert_eq!(quoted("=cmd()"), "'=cmd()");
        assert_eq!(quoted("@team"), "'@team");
        assert_eq!(quoted("-1"), "-1");
    }
}
