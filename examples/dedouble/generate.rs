//! Completions and the manual page, made from the options themselves.

use std::io::{self, Write};

use clap::CommandFactory;

use crate::args::{Args, Generated};
use crate::fault::Fault;

pub fn generate(what: Generated) -> Result<(), Fault> {
    let mut command = Args::command();
    let mut text = Vec::new();
    match what {
        Generated::Completions(shell) => clap_complete::generate(shell, &mut command, "dedouble", &mut text),
        Generated::Man => clap_mangen::Man::new(command)
            .render(&mut text)
            .map_err(|error| Fault::output("the manual page", &error))?,
    }
    io::stdout().write_all(&text).map_err(|error| Fault::output("standard output", &error))
}
