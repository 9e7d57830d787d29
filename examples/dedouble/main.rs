//! Repairs pages: the text a newspaper printed, from text extracted with
//! doubled characters, letter-spacing and hard-wrapped columns.
//!
//! `dedouble PAGE.txt` writes the article, a paragraph a line. `dedouble --help`
//! tells the rest.
//!
//! The way of a document: `plan` says what is read and where it goes, `input`
//! and `pack` give bytes, `charset` text, `repair` the repaired text and its log;
//! `pages` and `jsonl` carry it there through the `pool` and put it into its place
//! with `output`; what is kept beside it (`edits`, `stats`, `diff`, `findings`,
//! `report`, `resume`) lies on the `desk`.

mod args;
mod charset;
mod desk;
mod diff;
mod edits;
mod fault;
mod findings;
mod generate;
mod help;
mod input;
mod json_line;
mod jsonl;
mod markdown;
mod output;
mod pack;
mod pages;
mod plan;
mod pool;
mod progress;
mod render;
mod repair;
mod report;
mod resume;
mod setting;
mod shown;
mod stats;
mod stop;

use std::io::{self, BufWriter, IsTerminal, Stdout};
use std::process::ExitCode;

use clap::error::ErrorKind;
use clap::{CommandFactory, Parser};

use args::{Args, When};
use desk::{say, Desk, View, Wants};
use fault::{Fault, Status};
use input::Kind;
use plan::{Plan, Task};
use progress::Progress;
use resume::Notes;
use setting::Setting;
use stop::Stop;

fn main() -> ExitCode {
    let args = Args::parse();
    if let Some(fault) = args.fault() {
        Args::command().error(ErrorKind::ArgumentConflict, fault).exit();
    }
    let done = match args.generate {
        Some(what) => generate::generate(what).map(|()| Status::Done),
        None => run(&args),
    };
    match done {
        Ok(status) => status.into(),
        Err(Fault::ClosedPipe) => Status::Done.into(),
        Err(Fault::Stopped) => Status::Stopped.into(),
        Err(Fault::Document(message) | Fault::Run(message) | Fault::Full(message)) => {
            say(&message);
            Status::Failed.into()
        }
    }
}

fn run(args: &Args) -> Result<Status, Fault> {
    let stop = Stop::listen().map_err(|error| Fault::Run(format!("signals cannot be heard: {error}")))?;
    let Plan { tasks, view, notes, shards_lines } = plan::plan(args)?;
    let setting = Setting::new(args, stop)?;
    let terminal = io::stdout().is_terminal();
    let wants = Wants::new(args, view, terminal, uses_color(args, terminal), tasks.len() > 1);
    let asked = format!(
        "{} {} {:?} {:?}",
        env!("CARGO_PKG_VERSION"),
        setting.repairer.asked(),
        args.format,
        args.output_encoding
    );
    let notes = notes.map(|path| Notes::open(&path, asked, args.resume.is_some())).transpose()?;
    let mut desk = Desk::open(args, wants, progress(args, &tasks, terminal && view != View::Nothing), notes)?;
    let mut out = BufWriter::new(io::stdout());
    let carried = carry(&setting, tasks, shards_lines, &mut desk, &mut out);
    desk.progress.end();
    match carried {
        Err(Fault::Stopped) => {
            let goes_on = match desk.notes() {
                Some(_) => "; the same command with --resume goes on from there",
                None => "",
            };
            desk.say(&format!("stopped after {}{goes_on}", desk.progress.told()));
            desk.status.raise(Status::Stopped);
        }
        carried => carried?,
    }
    desk.finish(args)
}

/// Carries every input to its place, in order: runs of pages together, each
/// input of JSON Lines for itself.
fn carry(
    setting: &Setting,
    tasks: Vec<Result<Task, Fault>>,
    shards_lines: bool,
    desk: &mut Desk,
    out: &mut BufWriter<Stdout>,
) -> Result<(), Fault> {
    let mut pages = Vec::new();
    for task in tasks {
        match task {
            Ok(task) if task.source.kind == Kind::Lines => {
                pages::run(setting, std::mem::take(&mut pages), desk, out)?;
                let shard = setting.args.shard.filter(|_| shards_lines);
                let done = jsonl::run(setting, &task, shard, desk, out);
                done.or_else(|fault| desk.pass(fault))?;
            }
            page => pages.push(page),
        }
    }
    pages::run(setting, pages, desk, out)
}

/// The bar is for who waits at a terminal on which nothing else is written.
fn progress(args: &Args, tasks: &[Result<Task, Fault>], terminal_is_written: bool) -> Progress {
    let found = || tasks.iter().filter_map(|task| task.as_ref().ok());
    let bytes = found().map(|task| task.source.size()).sum();
    let is_shown = args.color != When::Never && io::stderr().is_terminal() && !terminal_is_written;
    Progress::new(is_shown, found().count() as u64, bytes)
}

/// Whether standard output is in colours (https://no-color.org).
fn uses_color(args: &Args, terminal: bool) -> bool {
    match args.color {
        When::Always => true,
        When::Never => false,
        When::Auto => terminal && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty()),
    }
}
