//! Where acknowledgements and the baseline come from: the side of the repository that may be trusted. Those of the head of a
//! range are compared with them, and a difference is reported.

use super::trusted_files::{Files, TrustedFiles};
use crate::config::load::ConfigError;
use crate::config::records;
use crate::model::accepted::{ACKNOWLEDGED_FILE, Acknowledgement, BASELINE_FILE, BaselineEntry, Records};
use crate::model::problem::{Problem, ProblemKind};

/// Neither file is larger than this many bytes: that is some fifty thousand findings.
const MAX_SIZE: u64 = 16 << 20;

/// What the repository accepts, and what is to be said about it.
///
/// # Errors
/// When one of the files that are obeyed is malformed or cannot be read.
pub fn find(files: &TrustedFiles<'_>) -> anyhow::Result<(Records, Vec<Problem>)> {
    let found = Records {
        acknowledged: acknowledged(&files.obeyed)?,
        baseline: baseline(&files.obeyed)?,
    };
    let mut problems = Vec::new();
    if let Some(head) = &files.head {
        let (theirs, ours) = (acknowledged(head), &found.acknowledged);
        problems.extend(changed(ACKNOWLEDGED_FILE, "acknowledgements differ", ours, theirs));
        let (theirs, ours) = (baseline(head), &found.baseline);
        problems.extend(changed(BASELINE_FILE, "the baseline differs", ours, theirs));
    }
    Ok((found, problems))
}

/// The acknowledgements of one side.
///
/// # Errors
/// When the file is malformed or cannot be read.
pub fn acknowledged(files: &Files<'_>) -> anyhow::Result<Vec<Acknowledgement>> {
    let text = text(files, ACKNOWLEDGED_FILE)?;
    Ok(text.map_or(Ok(Vec::new()), |text| {
        records::acknowledgements(ACKNOWLEDGED_FILE, &text)
    })?)
}

/// The baseline of one side; `None` when it has none.
///
/// # Errors
/// When the file is malformed or cannot be read.
pub fn baseline(files: &Files<'_>) -> anyhow::Result<Option<Vec<BaselineEntry>>> {
    let text = text(files, BASELINE_FILE)?;
    Ok(text.map(|text| records::baseline(BASELINE_FILE, &text)).transpose()?)
}

fn text(files: &Files<'_>, path: &str) -> anyhow::Result<Option<String>> {
    let text = files.text(path, MAX_SIZE)?.transpose();
    Ok(text.map_err(|reason| ConfigError::Unreadable {
        path: path.to_owned(),
        reason,
    })?)
}

/// Says that the head has other entries, if it has.
fn changed<T: PartialEq>(path: &str, how: &str, base: &T, head: anyhow::Result<T>) -> Option<Problem> {
    let how = match head {
        Ok(head) if head == *base => return None,
        Ok(_) => format!("{how} between base and head"),
        Err(error) => format!("the file of the head is malformed ({error})"),
    };
    Some(Problem {
        path: Some(path.into()),
        line: None,
        kind: ProblemKind::ConfigChanged,
        message: format!("{how}: what the base has was obeyed"),
        fatal: false,
    })
}

#[cfg(test)]
mod tests {
    use super::changed;
    use crate::config::load::ConfigError;

    #[test]
    fn only_a_difference_is_reported() {
        assert_eq!(changed("a", "it differs", &1, Ok(1)), None);
        let message = |head| changed("a", "it differs", &1, head).unwrap().message;
        assert!(message(Ok(2)).starts_with("it differs between base and head"));
        let error = ConfigError::Unreadable {
            path: "a".to_owned(),
            reason: "it is not UTF-8".to_owned(),
        };
        assert!(message(Err(error.into())).contains("malformed"));
    }
}
