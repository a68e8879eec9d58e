//! stub
pub struct Attributes;
impl Attributes { pub fn parse(_: &[(String, String)]) -> Self { Attributes } }
