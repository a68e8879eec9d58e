//! The `abreast` program: hands over to the command line.

use std::process::ExitCode;

fn main() -> ExitCode {
    abreast::cli::main()
}
