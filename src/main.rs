//! The `abreast` program: hands over to the command line.

fn main() {}
