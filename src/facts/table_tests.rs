//! Tests of the resolver, on small packages.

use super::table::{Resolution, Table};
use crate::facts::changed_files::Version;
use crate::model::source::FileRole;

fn table(files: &[(&str, &str, &str)]) -> Table {
    let version = |(path, module, text): &(&str, &str, &str)| Version {
        path: (*path).into(),
        role: FileRole::Code,
        text: (*text).into(),
        code: crate::code::reader::read(&(*path).into(), text),
        module: module.split('.').map(str::to_owned).collect(),
    };
    Table::new(files.iter().map(version).map(std::sync::Arc::new).collect())
}

fn ask(table: &Table, name: &str) -> String {
    let parts: Vec<String> = name.split('.').map(str::to_owned).collect();
    match table.resolve(&parts) {
        Resolution::Resolved(version, symbol) => format!("{}:{}", version.path, symbol.local_name()),
        Resolution::Module => "module".to_owned(),
        Resolution::Dangling(at) => format!("dangling at {}", parts[at]),
        Resolution::Unknown => "unknown".to_owned(),
    }
}

fn package() -> Table {
    table(&[
        (
            "pay/__init__.py",
            "pay",
            "from ._client import Client as PayClient\nfrom ._models import *\nimport json\n",
        ),
        (
            "pay/_client.py",
            "pay._client",
            "from ._base import Base\n\nclass Client(Base):\n    def __init__(self):\n        self.timeout = 5\n    def send(self): ...\n",
        ),
        ("pay/_base.py", "pay._base", "class Base:\n    def close(self): ...\n"),
        ("pay/_models.py", "pay._models", "class Invoice:\n    total: int = 0\n"),
    ])
}

#[test]
fn re_exports_star_imports_and_inheritance_are_followed() {
    let table = package();
    assert_eq!(ask(&table, "pay.PayClient.send"), "pay/_client.py:Client.send");
    assert_eq!(ask(&table, "pay.Invoice.total"), "pay/_models.py:Invoice.total");
    assert_eq!(ask(&table, "pay.PayClient.close"), "pay/_base.py:Base.close");
    assert_eq!(ask(&table, "pay.PayClient.timeout"), "pay/_client.py:Client.timeout");
}

#[test]
fn what_is_not_there_dangles_and_what_is_foreign_stays_unknown() {
    let table = package();
    assert_eq!(ask(&table, "pay.Client"), "dangling at Client");
    assert_eq!(ask(&table, "pay.PayClient.open"), "dangling at open");
    assert_eq!(ask(&table, "pay.json.dumps"), "unknown");
    assert_eq!(ask(&table, "requests.Session"), "unknown");
}

#[test]
fn rust_paths_go_through_pub_use_and_impl_blocks() {
    let table = table(&[
        (
            "src/lib.rs",
            "pay",
            "mod client;\npub use client::Client;\npub mod wire { pub use crate::client::*; }\n",
        ),
        (
            "src/client.rs",
            "pay.client",
            "pub struct Client { pub timeout: u8 }\nimpl Client { pub fn send(&self) {} }\n",
        ),
    ]);
    assert_eq!(ask(&table, "pay.Client.send"), "src/client.rs:Client.send");
    assert_eq!(ask(&table, "pay.wire.Client.timeout"), "src/client.rs:Client.timeout");
    assert_eq!(ask(&table, "pay.Client.open"), "unknown", "a trait may add it");
    assert_eq!(ask(&table, "pay.Server"), "dangling at Server");
}
