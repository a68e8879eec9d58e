//! Imports and re-exports of Rust.

use crate::model::source::Import;
use syn::UseTree;

/// All imports of one `use`. The tree is flattened without recursion.
pub(super) fn imports(tree: &UseTree, public: bool, container: &[String]) -> Vec<Import> {
    let mut found = Vec::new();
    let mut open: Vec<(Vec<String>, &UseTree)> = vec![(Vec::new(), tree)];
    while let Some((mut path, tree)) = open.pop() {
        let alias = match tree {
            UseTree::Path(inner) => {
                path.push(inner.ident.to_string());
                open.push((path, &inner.tree));
                continue;
            }
            UseTree::Group(group) => {
                open.extend(group.items.iter().rev().map(|item| (path.clone(), item)));
                continue;
            }
            UseTree::Name(name) => leaf(&mut path, name.ident.to_string()),
            UseTree::Rename(rename) => {
                leaf(&mut path, rename.ident.to_string());
                Some(rename.rename.to_string())
            }
            UseTree::Glob(_) => None,
        };
        found.push(Import {
            target: path,
            alias,
            public,
            container: container.to_vec(),
        });
    }
    found
}

/// The last part of a path: `a::b::self` is `a::b`.
fn leaf(path: &mut Vec<String>, name: String) -> Option<String> {
    if name == "self" && !path.is_empty() {
        return path.last().cloned();
    }
    path.push(name);
    path.last().cloned()
}
