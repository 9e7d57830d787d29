//! Buffers that wait for the next text.

use std::fmt;
use std::sync::{Mutex, PoisonError};

use crate::{double, reflow};

/// What a thread fills again for every text.
#[derive(Debug, Default)]
pub(crate) struct Buffers {
    pub double: double::Buffers,
    pub reflow: reflow::Buffers,
}

/// Buffers that no thread works with: as many as threads have worked at once.
#[derive(Default)]
pub(crate) struct Shelf(Mutex<Vec<Buffers>>);

impl Shelf {
    /// Does some work with buffers that nobody else has meanwhile.
    pub fn lend<T>(&self, work: impl FnOnce(&mut Buffers) -> T) -> T {
        let waiting = || self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let mut buffers = waiting().pop().unwrap_or_default();
        let done = work(&mut buffers);
        buffers.double.renew();
        buffers.reflow.renew();
        waiting().push(buffers);
        done
    }
}

/// A copy starts with none.
impl Clone for Shelf {
    fn clone(&self) -> Self {
        Shelf::default()
    }
}

impl fmt::Debug for Shelf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Shelf").finish_non_exhaustive()
    }
}
