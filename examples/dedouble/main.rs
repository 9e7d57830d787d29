//! Repairs pages: the text a newspaper printed, from text extracted with
//! doubled characters, letter-spacing and hard-wrapped columns.
//!
//! `dedouble PAGE.txt` writes the article, a paragraph a line. `dedouble --help`
//! tells the rest.

mod args;
mod charset;
mod edits;
mod fault;
mod input;
mod jsonl;
mod markdown;
mod output;
mod pages;
mod render;
mod repair;

use std::process::ExitCode;

use clap::error::ErrorKind;
use clap::{CommandFactory, Parser};

use args::Args;
use fault::{Fault, Status};
use input::Page;

fn main() -> ExitCode {
    let args = Args::parse();
    if let Some(fault) = args.fault() {
        Args::command().error(ErrorKind::ArgumentConflict, fault).exit();
    }
    let mut status = Status::default();
    if let Err(fault) = run(&args, &mut status) {
        status.note(&fault);
    }
    status.into()
}

fn run(args: &Args, status: &mut Status) -> Result<(), Fault> {
    let mut pages = input::pages(&args.pages, args.out_dir.as_deref());
    if !args.jsonl && args.revert.is_none() {
        return pages::run(args, pages, status);
    }
    // The arguments were checked: there is exactly one.
    let page = pages.pop().unwrap_or(Ok(Page::Stdin))?;
    match &args.revert {
        Some(log) if !args.jsonl => pages::revert(args, &page, log),
        _ => jsonl::run(args, &page, status),
    }
}
