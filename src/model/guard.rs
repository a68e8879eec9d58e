//! Runs a reader so that a fault of it costs one file and not the run. Not for faults of the program as a whole: those
//! reach the command line.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};

thread_local! {
    /// How many guards this thread is inside of.
    static DEPTH: Cell<usize> = const { Cell::new(0) };
}

/// What `read` gives, or nothing when it panics.
///
/// What `read` has changed outside of itself by then is as it left it: callers begin anew.
pub fn guarded<T>(read: impl FnOnce() -> T) -> Option<T> {
    DEPTH.set(DEPTH.get() + 1);
    let result = catch_unwind(AssertUnwindSafe(read));
    DEPTH.set(DEPTH.get() - 1);
    result.ok()
}

/// Whether a panic of this thread would be caught by a guard: then nobody needs to be told of it as it happens.
pub fn is_guarded() -> bool {
    DEPTH.get() > 0
}

#[cfg(test)]
mod tests {
    use super::{guarded, is_guarded};

    #[test]
    fn a_panic_is_caught_and_the_guard_ends_with_it() {
        assert_eq!(guarded(|| 1), Some(1));
        let inner = || guarded(|| -> u8 { panic!("a fault of a reader") });
        assert_eq!(guarded(|| (inner(), is_guarded())), Some((None, true)));
        assert!(!is_guarded());
    }
}
