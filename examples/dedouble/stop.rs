//! Ctrl-C: what is begun is finished, what is not begun is left.

use std::io::{self, Read};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{sync_channel, Receiver, RecvTimeoutError};
use std::sync::Arc;
use std::time::Duration;

use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::flag;

use crate::fault::Stopped;

/// Whether somebody wants the run to stop.
#[derive(Clone, Debug, Default)]
pub struct Stop(Arc<AtomicBool>);

impl Stop {
    /// Listens for Ctrl-C and the signal to end. The second one ends the run at once.
    pub fn listen() -> io::Result<Stop> {
        let stop = Stop::default();
        for signal in [SIGINT, SIGTERM] {
            flag::register_conditional_shutdown(signal, 130, Arc::clone(&stop.0))?;
            flag::register(signal, Arc::clone(&stop.0))?;
        }
        // A file that grows past its limit is then an error like any other, with a message.
        #[cfg(unix)]
        flag::register(signal_hook::consts::SIGXFSZ, Arc::default())?;
        Ok(stop)
    }

    pub fn is_wanted(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// How often a run that waits for input looks whether it is to stop.
const LOOK: Duration = Duration::from_millis(50);
/// How much is read from standard input at a time.
const CHUNK: usize = 1 << 16;

/// Standard input, read on a thread of its own: who waits for it can be stopped.
pub struct Stdin {
    stop: Stop,
    chunks: Receiver<io::Result<Vec<u8>>>,
    chunk: Vec<u8>,
    read: usize,
}

impl Stdin {
    pub fn new(stop: Stop) -> Stdin {
        let (sender, chunks) = sync_channel(4);
        std::thread::spawn(move || {
            let mut stdin = io::stdin().lock();
            loop {
                let mut chunk = vec![0; CHUNK];
                let read = stdin.read(&mut chunk).map(|size| {
                    chunk.truncate(size);
                    chunk
                });
                let is_last = !matches!(&read, Ok(chunk) if !chunk.is_empty());
                if sender.send(read).is_err() || is_last {
                    break;
                }
            }
        });
        Stdin { stop, chunks, chunk: Vec::new(), read: 0 }
    }
}

impl Read for Stdin {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        while self.read == self.chunk.len() {
            if self.stop.is_wanted() {
                return Err(io::Error::other(Stopped));
            }
            match self.chunks.recv_timeout(LOOK) {
                Ok(chunk) => (self.chunk, self.read) = (chunk?, 0),
                Err(RecvTimeoutError::Timeout) => continue,
                Err(RecvTimeoutError::Disconnected) => return Ok(0),
            }
            if self.chunk.is_empty() {
                return Ok(0);
            }
        }
        let size = out.len().min(self.chunk.len() - self.read);
        out[..size].copy_from_slice(&self.chunk[self.read..self.read + size]);
        self.read += size;
        Ok(size)
    }
}
