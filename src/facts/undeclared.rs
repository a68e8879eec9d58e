//! Files that declare types for code in JavaScript (`index.d.ts`) and that are gone as a whole: the code is as it was.

use super::pages::PageFacts;
use super::side::Side;
use super::stale::{Fault, Stale};

/// Drops the findings on what only such files had: parameters and fields, which the code itself never named or has still; and types,
/// unless the page speaks of TypeScript.
pub(super) fn drop_undeclared(head: &Side<'_>, pages: &[PageFacts], stale: &mut Vec<Stale>) {
    stale.retain(|row| {
        let Fault::Dead(death) = &row.fault else { return true };
        let base = death.base.as_ref();
        let path = match base {
            Some(base) => Some(&base.path),
            None => death.last_seen.as_ref().map(|seen| &seen.path),
        };
        let declared =
            path.is_some_and(|path| path.file_name().ends_with(".d.ts") && !head.snapshot.files.contains_key(path));
        let is_type = base.is_some_and(|base| base.symbol.kind.is_container());
        let told = || pages[row.page].text.to_lowercase().contains("typescript");
        !declared || is_type && told()
    });
}
