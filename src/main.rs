//! The `twofrom` program: see the library for everything it does.

use std::process::ExitCode;

fn main() -> ExitCode {
    ExitCode::from(twofrom::cli::run(std::env::args_os()))
}
