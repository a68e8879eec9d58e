//! What holds in the build that is asked about: the default features, on this kind of machine, with a stable compiler.
//!
//! The machine is `x86_64-unknown-linux-gnu`: most documentation is built there. Names that only a build script can set are
//! looked up in the script: what it never names is off; what it names is unknown, except for names such as `no_track_caller`:
//! these tell of old compilers, and are off.

use crate::code::rust_api::{Attribute, LintLevel, Sections, Truth};
use std::collections::BTreeSet;

/// Flags that are on.
const FLAGS: &[&str] = &[
    "unix",
    "debug_assertions",
    "overflow_checks",
    "panic_unwind",
    "target_thread_local",
    "target_has_atomic",
    "target_has_atomic_load_store",
    "ub_checks",
];

/// Flags that the compiler or its tools set, and that are off.
const OFF: &[&str] = &[
    "windows",
    "test",
    "doc",
    "doctest",
    "docsrs",
    "miri",
    "fuzzing",
    "proc_macro",
    "rustfmt",
    "clippy",
    "rust_analyzer",
];

/// Flags with a value that are on.
const VALUES: &[(&str, &str)] = &[
    ("target_os", "linux"),
    ("target_arch", "x86_64"),
    ("target_family", "unix"),
    ("target_env", "gnu"),
    ("target_abi", ""),
    ("target_vendor", "unknown"),
    ("target_endian", "little"),
    ("target_pointer_width", "64"),
    ("target_has_atomic", "8"),
    ("target_has_atomic", "16"),
    ("target_has_atomic", "32"),
    ("target_has_atomic", "64"),
    ("target_has_atomic", "ptr"),
    ("target_feature", "fxsr"),
    ("target_feature", "sse"),
    ("target_feature", "sse2"),
    ("panic", "unwind"),
    ("relocation_model", "pic"),
];

/// What is known of a build.
#[derive(Clone, Debug, Default)]
pub(super) struct Build {
    /// Features that are on.
    pub(super) features: BTreeSet<String>,
    /// The text of the build script, if there is one.
    pub(super) script: String,
}

impl Build {
    /// Whether a flag is on.
    pub(super) fn ask(&self, name: &str, value: Option<&str>) -> Truth {
        match value {
            None if FLAGS.contains(&name) => Truth::Yes,
            None if OFF.contains(&name) => Truth::No,
            None => self.scripted(name),
            Some("") if name == "feature" => Truth::No,
            Some(value) if name == "feature" => self.features.contains(value).into(),
            Some(value) if VALUES.contains(&(name, value)) => Truth::Yes,
            Some(_) if name.starts_with("target_") || name == "panic" => Truth::No,
            Some(_) => self.scripted(name),
        }
    }

    /// What the script may have set: it names it behind `rustc-cfg=`, or puts there what it names elsewhere.
    fn scripted(&self, name: &str) -> Truth {
        let old = name.starts_with("no_") || name.contains("_no_");
        let directly = || {
            self.script
                .split("rustc-cfg=")
                .skip(1)
                .any(|rest| begins_with_name(rest, name))
        };
        let later = || self.script.contains("rustc-cfg") && self.script.contains(&format!("\"{name}\""));
        if old || !(directly() || later()) {
            return Truth::No;
        }
        Truth::Unknown
    }

    /// What the attributes of an item come to.
    pub(super) fn seen<'i>(&self, attributes: &'i [Attribute]) -> Seen<'i> {
        let mut seen = Seen::default();
        for attribute in attributes {
            self.see(attribute, Truth::Yes, &mut seen);
        }
        seen
    }

    /// Where a condition is unknown, what would silence is believed: better to say nothing than what is not so.
    fn see<'i>(&self, attribute: &'i Attribute, given: Truth, seen: &mut Seen<'i>) {
        match attribute {
            Attribute::Cfg(condition) => {
                let holds = condition.holds(&|name, value| self.ask(name, value));
                seen.active = seen
                    .active
                    .and(if given == Truth::Yes { holds } else { Truth::Unknown });
            }
            Attribute::When(condition, inside) => {
                let holds = given.and(condition.holds(&|name, value| self.ask(name, value)));
                if holds != Truth::No {
                    inside.iter().for_each(|attribute| self.see(attribute, holds, seen));
                }
            }
            Attribute::Doc(sections) => {
                seen.documented = true;
                seen.sections = seen.sections.and(*sections);
            }
            Attribute::Hidden => seen.hidden = true,
            Attribute::Lint(level) if *level == LintLevel::Allow || given == Truth::Yes => seen.lint = Some(*level),
            Attribute::Warnings(allowed) if *allowed || given == Truth::Yes => seen.warnings = Some(*allowed),
            Attribute::Lint(_) | Attribute::Warnings(_) => {}
            Attribute::MacroExport => seen.macro_export = true,
            Attribute::MacroUse => seen.macro_use = true,
            Attribute::ProcMacro => seen.proc_macro = true,
            Attribute::Path(path) => {
                // Of files under unknown conditions any may be the one: names are read from it, and nothing is said of them.
                if given == Truth::Yes || seen.path.is_none() {
                    seen.path = Some(path);
                }
                if given == Truth::Unknown {
                    seen.active = seen.active.and(Truth::Unknown);
                }
            }
        }
    }
}

fn begins_with_name(text: &str, name: &str) -> bool {
    let rest = text.strip_prefix(name);
    rest.is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric() || c == '_'))
}

/// What the attributes of an item come to in a build.
#[derive(Clone, Copy, Debug)]
pub(super) struct Seen<'i> {
    /// Whether it is there.
    pub(super) active: Truth,
    /// It has documentation.
    pub(super) documented: bool,
    /// The sections of that.
    pub(super) sections: Sections,
    /// `#[doc(hidden)]`
    pub(super) hidden: bool,
    /// The level of the lint, if it is set here.
    pub(super) lint: Option<LintLevel>,
    /// Whether warnings are allowed, if that is set here.
    pub(super) warnings: Option<bool>,
    /// `#[macro_export]`
    pub(super) macro_export: bool,
    /// `#[macro_use]`
    pub(super) macro_use: bool,
    /// It is what a crate of procedural macros offers.
    pub(super) proc_macro: bool,
    /// `#[path = ".."]`
    pub(super) path: Option<&'i str>,
}

impl Default for Seen<'_> {
    fn default() -> Self {
        Self {
            active: Truth::Yes,
            documented: false,
            sections: Sections::default(),
            hidden: false,
            lint: None,
            warnings: None,
            macro_export: false,
            macro_use: false,
            proc_macro: false,
            path: None,
        }
    }
}

/// What is set for the lint at a place.
///
/// `allow(warnings)` silences what would warn, and not what is denied (rustc's `reveal_actual_level`).
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Levels {
    lint: LintLevel,
    warnings: bool,
}

impl Levels {
    /// Those of a crate whose manifest sets this.
    pub(super) fn of_manifest(lint: LintLevel) -> Self {
        Self { lint, warnings: false }
    }

    /// Those within an item.
    pub(super) fn within(self, seen: &Seen<'_>) -> Self {
        Self {
            lint: seen.lint.unwrap_or(self.lint),
            warnings: seen.warnings.unwrap_or(self.warnings),
        }
    }

    /// Whether nothing is said.
    pub(super) fn silent(self) -> bool {
        self.lint == LintLevel::Allow || (self.lint == LintLevel::Warn && self.warnings)
    }
}
