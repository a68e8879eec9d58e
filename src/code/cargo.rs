//! What a Cargo.toml says of a package: its targets, its features, its lints; and of a workspace.
//!
//! A pure function of the text. What is inherited from the workspace is `None` or marked, and filled in by who knows both.

use std::collections::{BTreeMap, BTreeSet};
use toml::{Table, Value};

/// A target with its own root file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CargoTarget {
    /// Its name as code writes it, if given.
    pub name: Option<String>,
    /// Its root file relative to the manifest, if given.
    pub path: Option<String>,
}

/// What a `[package]` says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CargoPackage {
    /// The name, as registries know it.
    pub name: String,
    /// The edition; `None` when it is the workspace's.
    pub edition: Option<String>,
    /// The library, if it says anything of one.
    pub library: CargoTarget,
    /// Binaries that are listed.
    pub binaries: Vec<CargoTarget>,
    /// Binaries are also looked for where they usually are.
    pub finds_binaries: bool,
    /// The build script, if one is named; an empty name when there is to be none.
    pub build: Option<String>,
    /// Features and what each enables.
    pub features: BTreeMap<String, Vec<String>>,
    /// Dependencies that are optional.
    pub optional: BTreeSet<String>,
    /// The level of `missing_docs` in `[lints.rust]`.
    pub missing_docs: Option<String>,
    /// `[lints]` are the workspace's.
    pub inherits_lints: bool,
}

/// What a `[workspace]` says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CargoWorkspace {
    /// Folders of members, as globs.
    pub members: Vec<String>,
    /// Folders that are none.
    pub exclude: Vec<String>,
    /// The edition for members that inherit it.
    pub edition: Option<String>,
    /// The level of `missing_docs` for members that inherit lints.
    pub missing_docs: Option<String>,
}

/// What a Cargo.toml says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CargoManifest {
    /// The package, if it is one.
    pub package: Option<CargoPackage>,
    /// The workspace, if it is the root of one.
    pub workspace: Option<CargoWorkspace>,
}

/// Reads a Cargo.toml.
///
/// # Errors
/// What is wrong with it, in words.
pub fn read(text: &str) -> Result<CargoManifest, String> {
    let manifest: Table = text
        .parse()
        .map_err(|error: toml::de::Error| error.message().to_owned())?;
    let name = value(&manifest, &["package", "name"]).and_then(Value::as_str);
    Ok(CargoManifest {
        package: name.map(|name| package(&manifest, name)),
        workspace: manifest.get("workspace").map(|_| workspace(&manifest)),
    })
}

fn value<'t>(table: &'t Table, keys: &[&str]) -> Option<&'t Value> {
    let (first, rest) = keys.split_first()?;
    rest.iter().try_fold(table.get(*first)?, |value, key| value.get(*key))
}

fn string(table: &Table, keys: &[&str]) -> Option<String> {
    value(table, keys).and_then(Value::as_str).map(str::to_owned)
}

fn strings(found: Option<&Value>) -> Vec<String> {
    let entries = found.and_then(Value::as_array).into_iter().flatten();
    entries.filter_map(Value::as_str).map(str::to_owned).collect()
}

/// A lint is set as `"allow"` or as `{ level = "allow", priority = 1 }`.
fn level(table: &Table, keys: &[&str]) -> Option<String> {
    let lint = value(table, keys)?;
    lint.as_str().or_else(|| lint.get("level")?.as_str()).map(str::to_owned)
}

fn target(of: &Value) -> CargoTarget {
    let text = |key: &str| of.get(key).and_then(Value::as_str).map(str::to_owned);
    CargoTarget {
        name: text("name"),
        path: text("path"),
    }
}

fn package(manifest: &Table, name: &str) -> CargoPackage {
    let inherits = value(manifest, &["package", "edition", "workspace"]).is_some();
    let edition = string(manifest, &["package", "edition"]).or_else(|| (!inherits).then(|| "2015".to_owned()));
    let listed = manifest.get("bin").and_then(Value::as_array).into_iter().flatten();
    let features = manifest.get("features").and_then(Value::as_table).into_iter().flatten();
    let build = value(manifest, &["package", "build"]);
    CargoPackage {
        name: name.to_owned(),
        edition,
        library: manifest.get("lib").map(target).unwrap_or_default(),
        binaries: listed.map(target).collect(),
        finds_binaries: value(manifest, &["package", "autobins"]).and_then(Value::as_bool) != Some(false),
        build: build.map(|build| build.as_str().unwrap_or_default().to_owned()),
        features: features
            .map(|(name, enables)| (name.clone(), strings(Some(enables))))
            .collect(),
        optional: optional(manifest),
        missing_docs: level(manifest, &["lints", "rust", "missing_docs"]),
        inherits_lints: value(manifest, &["lints", "workspace"]).and_then(Value::as_bool) == Some(true),
    }
}

/// The optional dependencies, those for certain targets among them.
fn optional(manifest: &Table) -> BTreeSet<String> {
    let targets = manifest.get("target").and_then(Value::as_table).into_iter();
    let targets = targets.flat_map(Table::values).filter_map(Value::as_table);
    let tables = std::iter::once(manifest).chain(targets).flat_map(|table| {
        let kinds = ["dependencies", "build-dependencies"].iter();
        kinds.filter_map(move |kind| table.get(*kind)?.as_table())
    });
    let entries = tables.flatten();
    let is_optional = |value: &Value| value.get("optional").and_then(Value::as_bool) == Some(true);
    entries
        .filter(|(_, value)| is_optional(value))
        .map(|(name, _)| name.clone())
        .collect()
}

fn workspace(manifest: &Table) -> CargoWorkspace {
    CargoWorkspace {
        members: strings(value(manifest, &["workspace", "members"])),
        exclude: strings(value(manifest, &["workspace", "exclude"])),
        edition: string(manifest, &["workspace", "package", "edition"]),
        missing_docs: level(manifest, &["workspace", "lints", "rust", "missing_docs"]),
    }
}

impl CargoPackage {
    /// The features that are on when nobody says anything: `default` and all that it leads to. An optional dependency is a
    /// feature of its own name unless some feature names it as `dep:name`.
    pub fn default_features(&self) -> BTreeSet<String> {
        let all = || self.features.values().flatten();
        let named: BTreeSet<&str> = all().filter_map(|enables| enables.strip_prefix("dep:")).collect();
        let implicit = |name: &str| self.optional.contains(name) && !named.contains(name);
        let mut on = BTreeSet::new();
        let mut open = vec!["default".to_owned()];
        while let Some(feature) = open.pop() {
            let known = self.features.contains_key(&feature) || implicit(&feature);
            if !known || !on.insert(feature.clone()) {
                continue;
            }
            for enables in self.features.get(&feature).into_iter().flatten() {
                match enables.split_once('/') {
                    Some((dependency, _)) if !dependency.ends_with('?') => open.push(dependency.to_owned()),
                    None if !enables.starts_with("dep:") => open.push(enables.clone()),
                    _ => {}
                }
            }
        }
        on
    }
}

#[cfg(test)]
mod tests {
    use super::read;

    fn features(text: &str) -> Vec<String> {
        let manifest = read(&format!("[package]\nname = \"a\"\n{text}")).unwrap();
        manifest.package.unwrap().default_features().into_iter().collect()
    }

    #[test]
    fn default_features_are_followed_to_the_end() {
        let text = "[features]\ndefault = [\"std\"]\nstd = [\"alloc\", \"dep/std\"]\nalloc = []\nother = []";
        assert_eq!(features(text), ["alloc", "default", "std"]);
        assert_eq!(features("[features]\nstd = []"), Vec::<String>::new());
        assert_eq!(
            features("[features]\ndefault = [\"a\"]\na = [\"b\"]\nb = [\"a\"]"),
            ["a", "b", "default"]
        );
    }

    #[test]
    fn an_optional_dependency_is_a_feature_unless_it_is_named_as_one() {
        let text = "[dependencies]\nserde = { version = \"1\", optional = true }\n[features]\ndefault = ";
        assert_eq!(features(&format!("{text}[\"serde\"]")), ["default", "serde"]);
        assert_eq!(features(&format!("{text}[\"serde/std\"]")), ["default", "serde"]);
        assert_eq!(features(&format!("{text}[\"serde?/std\"]")), ["default"]);
        assert_eq!(features(&format!("{text}[\"dep:serde\"]")), ["default"]);
    }

    #[test]
    fn lints_are_read_in_both_forms() {
        let level = |text: &str| read(text).unwrap().package.unwrap().missing_docs;
        let head = "[package]\nname = \"a\"\n[lints.rust]\nmissing_docs = ";
        assert_eq!(level(&format!("{head}\"allow\"")).as_deref(), Some("allow"));
        assert_eq!(
            level(&format!("{head}{{ level = \"deny\", priority = 1 }}")).as_deref(),
            Some("deny")
        );
    }

    #[test]
    fn what_is_no_toml_is_said() {
        assert!(read("[package").is_err());
        assert_eq!(read("").unwrap().package, None);
    }
}
