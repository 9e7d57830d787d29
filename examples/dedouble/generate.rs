//! Completions and the manual page, made from the options themselves.

use std::io::{self, Write};

use clap::CommandFactory;

use crate::args::{Args, Generated};
use crate::fault::Fault;
use crate::help;

pub fn generate(what: Generated) -> Result<(), Fault> {
    let mut command = Args::command();
    let mut text = Vec::new();
    match what {
        Generated::Completions(shell) => clap_complete::generate(shell, &mut command, "dedouble", &mut text),
        Generated::Man => {
            manual(command, &mut text).map_err(|error| Fault::output("the manual page", &error))?
        }
    }
    io::stdout().write_all(&text).map_err(|error| Fault::output("standard output", &error))
}

/// The manual page. Examples are lines, not paragraphs, which clap's own rendering makes of them.
fn manual(command: clap::Command, out: &mut Vec<u8>) -> io::Result<()> {
    let man = clap_mangen::Man::new(command);
    man.render_title(out)?;
    man.render_name_section(out)?;
    man.render_synopsis_section(out)?;
    man.render_description_section(out)?;
    man.render_options_section(out)?;
    for (head, lines) in [("EXIT STATUS", help::STATUS), ("EXAMPLES", help::EXAMPLES)] {
        // A backslash, a dash, and a dot or quote at a line's start mean something in roff.
        let lines = lines.replace('\\', "\\e").replace('-', "\\-").replace('\'', "\\(aq");
        writeln!(out, ".SH {head}\n.nf\n{}\n.fi", lines.trim_end())?;
    }
    man.render_version_section(out)
}
