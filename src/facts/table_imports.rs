//! Where the imports of a file lead, from the root of the project.

use super::table::Table;
use crate::model::source::Import;

impl Table {
    /// An import's target from the root of the project.
    pub(super) fn absolute(&self, file: usize, import: &Import) -> Option<Vec<String>> {
        let version = &self.versions[file];
        let module = &version.module;
        let target = &import.target;
        if version.code.language == "python" {
            let dots = target.iter().take_while(|part| *part == ".").count();
            if dots == 0 {
                return Some(target.clone());
            }
            let package = usize::from(version.path.stem() != "__init__");
            let keep = module.len().checked_sub(dots - 1 + package)?;
            return Some(module[..keep].iter().chain(&target[dots..]).cloned().collect());
        }
        self.absolute_rust(module, import)
    }

    fn absolute_rust(&self, module: &[String], import: &Import) -> Option<Vec<String>> {
        let target = &import.target;
        let here: Vec<String> = module.iter().chain(&import.container).cloned().collect();
        let ups = target.iter().take_while(|part| *part == "super").count();
        match target.first()?.as_str() {
            "crate" => Some(module.first().into_iter().chain(&target[1..]).cloned().collect()),
            "self" => Some(here.iter().chain(&target[1..]).cloned().collect()),
            "super" => Some(
                here[..here.len().checked_sub(ups)?]
                    .iter()
                    .chain(&target[ups..])
                    .cloned()
                    .collect(),
            ),
            first if self.has_module(&format!("{}.{first}", here.join("."))) => {
                Some(here.iter().chain(target).cloned().collect())
            }
            first if self.has_module(first) => Some(target.clone()),
            _ => {
                let root = import.target.first()?;
                let local = module.first().is_some_and(|_| self.defined.contains(root));
                local.then(|| here.iter().chain(target).cloned().collect())
            }
        }
    }
}
