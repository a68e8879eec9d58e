//! stub
use crate::model::path::RepoPath;
pub struct SourceFilter;
pub enum Verdict<'a> { Source { language: &'a str }, Excluded { why: Exclusion, by: String } }
pub struct Exclusion;
impl Exclusion { pub fn reason(&self) -> &'static str { "stub" } }
impl SourceFilter { pub fn new(_: super::attributes::Attributes) -> Self { SourceFilter }
pub fn judge(&self, p: &RepoPath) -> Verdict<'_> { if crate::code::role::classify(p).is_source() { Verdict::Source { language: "x" } } else { Verdict::Excluded { why: Exclusion, by: String::new() } } } }
