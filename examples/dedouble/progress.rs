//! How far the run is, on a terminal.

use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// A run that is done before this needs no bar.
const PATIENCE: Duration = Duration::from_millis(500);

/// What is done of what there is to do.
pub struct Progress {
    start: Instant,
    /// Inputs, and their bytes as far as they are known.
    files: u64,
    bytes: Option<u64>,
    documents: u64,
    finished: u64,
    read: u64,
    /// Whether anybody watches.
    is_shown: bool,
    bar: Option<ProgressBar>,
}

impl Progress {
    pub fn new(is_shown: bool, files: u64, bytes: Option<u64>) -> Progress {
        let start = Instant::now();
        Progress { start, files, bytes, documents: 0, finished: 0, read: 0, is_shown, bar: None }
    }

    /// A document is done, of an input of which `read` bytes are read so far.
    pub fn document(&mut self, read: u64) {
        self.documents += 1;
        self.draw(read);
    }

    /// An input of `size` bytes is done.
    pub fn file(&mut self, size: u64) {
        self.finished += 1;
        self.read += size;
        self.draw(0);
    }

    /// What was done, in words.
    pub fn told(&self) -> String {
        format!("{} documents, {} of {} inputs whole", self.documents, self.finished, self.files)
    }

    /// Does what writes to the terminal, with the bar out of its way.
    pub fn aside<R>(&self, write: impl FnOnce() -> R) -> R {
        match &self.bar {
            Some(bar) => bar.suspend(write),
            None => write(),
        }
    }

    pub fn end(&mut self) {
        if let Some(bar) = self.bar.take() {
            bar.finish_and_clear();
        }
    }

    fn draw(&mut self, read: u64) {
        if !self.is_shown {
            return;
        }
        if self.bar.is_none() && self.start.elapsed() > PATIENCE {
            self.bar = Some(self.new_bar());
        }
        if let Some(bar) = &self.bar {
            bar.set_position(self.read + read);
            bar.set_message(self.documents.to_string());
        }
    }

    fn new_bar(&self) -> ProgressBar {
        let bar = match self.bytes {
            Some(bytes) => ProgressBar::new(bytes).with_style(style(
                "{wide_bar} {percent} %  {msg} documents  {bytes}/{total_bytes}  {bytes_per_sec}  {eta} left",
            )),
            None => ProgressBar::no_length()
                .with_style(style("{spinner} {msg} documents  {bytes}  {bytes_per_sec}  {elapsed}")),
        };
        bar.set_draw_target(ProgressDrawTarget::stderr());
        bar.with_elapsed(self.start.elapsed())
    }
}

fn style(template: &str) -> ProgressStyle {
    ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar())
}
