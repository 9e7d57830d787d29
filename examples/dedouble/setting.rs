//! What is the same for every document of a run.

use crate::args::Args;
use crate::edits::Logs;
use crate::fault::Fault;
use crate::repair::Repairer;
use crate::stop::Stop;

/// What a run works with.
pub struct Setting<'a> {
    pub args: &'a Args,
    pub repairer: Repairer,
    /// Of --revert.
    pub logs: Option<Logs>,
    pub stop: Stop,
}

impl Setting<'_> {
    pub fn new(args: &Args, stop: Stop) -> Result<Setting<'_>, Fault> {
        let logs = args.revert.as_deref().map(Logs::open).transpose()?;
        Ok(Setting { args, repairer: Repairer::new(args), logs, stop })
    }
}
