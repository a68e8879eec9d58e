//! What to write down first: unique knowledge against impact.

use crate::model::knowledge::{Advice, ModuleRow, Risk};

/// From this impact on a module matters much, and from that one on a little.
const HIGH: f64 = 2.0 / 3.0;
const MEDIUM: f64 = 1.0 / 3.0;

/// A risk that nobody assessed yet.
pub fn unknown() -> Risk {
    Risk {
        advice: Advice::Skip,
        impact: 0.0,
        reason: String::new(),
    }
}

/// Gives each module its risk, and sorts them: the most urgent first, then the one with more impact, then by path.
pub fn assess(rows: &mut [ModuleRow]) {
    let impacts = impacts(rows);
    for (row, impact) in rows.iter_mut().zip(impacts) {
        row.risk = risk(row, impact);
    }
    rows.sort_by(|one, other| {
        let urgency = one.risk.advice.cmp(&other.risk.advice);
        urgency
            .then(other.risk.impact.total_cmp(&one.risk.impact))
            .then_with(|| one.path.cmp(&other.path))
    });
}

/// The mean of a module's places among all modules in churn, size and imports, each 0 to 1.
fn impacts(rows: &[ModuleRow]) -> Vec<f64> {
    let size = |row: &ModuleRow| row.lines.unwrap_or(row.figure.files);
    let mut measures = vec![
        rows.iter().map(|row| row.churn).collect::<Vec<_>>(),
        rows.iter().map(size).collect(),
    ];
    if rows.iter().any(|row| row.imported_by.is_some_and(|count| count > 0)) {
        measures.push(rows.iter().map(|row| row.imported_by.unwrap_or(0)).collect());
    }
    let places: Vec<Vec<f64>> = measures.iter().map(|values| places(values)).collect();
    (0..rows.len())
        .map(|at| places.iter().map(|of| of[at]).sum::<f64>() / places.len() as f64)
        .collect()
}

/// For each value the share of the values that are not larger, nothing counting for nothing.
fn places(values: &[usize]) -> Vec<f64> {
    let mut sorted = values.to_vec();
    sorted.sort_unstable();
    let place = |value: &usize| match value {
        0 => 0.0,
        _ => sorted.partition_point(|other| other <= value) as f64 / values.len() as f64,
    };
    values.iter().map(place).collect()
}

fn risk(row: &ModuleRow, impact: f64) -> Risk {
    let covered = row.written.map_or(0, |written| written.covered_files);
    let is_written = row.figure.files > 0 && covered * 2 >= row.figure.files;
    let unique = row.figure.bus_factor <= 1;
    let advice = match (unique || row.orphaned, is_written) {
        _ if row.figure.files == 0 => Advice::Skip,
        (false, _) => Advice::Skip,
        (true, true) if impact >= HIGH => Advice::IfTime,
        (true, true) => Advice::Skip,
        (true, false) if impact >= HIGH => Advice::DocumentFirst,
        (true, false) if impact >= MEDIUM => Advice::DocumentSoon,
        (true, false) => Advice::IfTime,
    };
    Risk {
        advice,
        impact,
        reason: reason(row, impact, is_written),
    }
}

fn reason(row: &ModuleRow, impact: f64, is_written: bool) -> String {
    let knows = match row.figure.bus_factor {
        _ if row.figure.files == 0 => "no commit that counts touched it",
        _ if row.orphaned => "none of its authors is active",
        0 => "more than half of it has no author",
        1 => "one person knows most of it",
        _ => "several people know it",
    };
    let mut parts = vec![knows.to_owned()];
    if let Some(written) = row.written {
        parts.push(match (is_written, written.covered_files) {
            (true, _) => "most of it is written down".to_owned(),
            (false, 0) => "nothing fresh is written about it".to_owned(),
            (false, count) => format!("{count} of {} files are written about", row.figure.files),
        });
    }
    let much = match impact {
        impact if impact >= HIGH => "much",
        impact if impact >= MEDIUM => "something",
        _ => "little",
    };
    parts.push(format!("{much} depends on it ({})", measures(row)));
    parts.join("; ")
}

fn measures(row: &ModuleRow) -> String {
    let size = match row.lines {
        Some(lines) => amount(lines, "line"),
        None => amount(row.figure.files, "file"),
    };
    let imports = row
        .imported_by
        .map(|count| format!(", imported by {}", amount(count, "file")));
    let churn = amount(row.churn, "change");
    format!("{churn} in a year, {size}{}", imports.unwrap_or_default())
}

/// `1 change`, `2 changes`.
fn amount(count: usize, one: &str) -> String {
    format!("{count} {one}{}", if count == 1 { "" } else { "s" })
}

#[cfg(test)]
mod tests {
    use super::amount;

    #[test]
    fn one_is_singular() {
        assert_eq!(amount(1, "change"), "1 change");
        assert_eq!(
            (amount(0, "line"), amount(2, "file")),
            ("0 lines".into(), "2 files".into())
        );
    }
}
