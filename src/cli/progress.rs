//! A progress bar on standard error: only on terminals, only for work that takes a while.

use crate::facts::scope::Progress;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::cell::Cell;
use std::io::IsTerminal as _;
use std::time::{Duration, Instant};

/// Work shorter than this shows nothing.
const PATIENCE: Duration = Duration::from_secs(1);

/// The progress of one run.
#[derive(Debug)]
pub struct Meter {
    bar: ProgressBar,
    started: Instant,
    shown: Cell<bool>,
    wanted: bool,
}

impl Meter {
    /// A meter that shows nothing yet, and never will when `quiet`.
    pub fn new(quiet: bool) -> Self {
        let style = ProgressStyle::with_template("{msg} {bar:24} {pos}/{len}");
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden());
        Self {
            bar: style.map(|style| bar.clone().with_style(style)).unwrap_or(bar),
            started: Instant::now(),
            shown: Cell::new(false),
            wanted: !quiet && std::io::stderr().is_terminal(),
        }
    }

    /// Takes note of how far the work is.
    pub fn update(&self, progress: Progress) {
        if !self.wanted || self.started.elapsed() < PATIENCE {
            return;
        }
        if !self.shown.replace(true) {
            self.bar.set_draw_target(ProgressDrawTarget::stderr());
        }
        self.bar.set_message(progress.stage);
        self.bar.set_length(progress.total as u64);
        self.bar.set_position(progress.done as u64);
    }
}

impl Drop for Meter {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}
