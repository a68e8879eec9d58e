//! Tables for reading: columns that are as wide as what stands in them.

use unicode_width::UnicodeWidthStr as _;

/// No column is wider.
const WIDEST: usize = 44;

/// Rows as aligned columns, the first one being the header.
pub(crate) fn table(rows: &[Vec<String>]) -> String {
    let columns = rows.first().map_or(0, Vec::len);
    let cut: Vec<Vec<String>> = rows
        .iter()
        .map(|row| row.iter().map(|cell| shorten(cell)).collect())
        .collect();
    let widths: Vec<usize> = (0..columns)
        .map(|column| cut.iter().map(|row| row[column].width()).max().unwrap_or(0))
        .collect();
    let mut text = String::new();
    for row in &cut {
        let cells: Vec<String> = row
            .iter()
            .zip(&widths)
            .map(|(cell, width)| format!("{cell}{}", " ".repeat(width - cell.width())))
            .collect();
        text.push_str(cells.join("  ").trim_end());
        text.push('\n');
    }
    text
}

/// A cell that fits its column.
fn shorten(cell: &str) -> String {
    if cell.width() <= WIDEST {
        return cell.to_owned();
    }
    let mut short = String::new();
    for letter in cell.chars() {
        if short.width() + 3 > WIDEST {
            break;
        }
        short.push(letter);
    }
    format!("{}..", short.trim_end())
}
