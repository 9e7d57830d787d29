//! Many documents at a time, results in order.

use std::collections::VecDeque;
use std::sync::mpsc::{channel, sync_channel, Receiver, Sender};
use std::sync::Mutex;
use std::thread;

use crate::fault::Fault;
use crate::stop::Stop;

/// What comes in at one end and goes out at the other, in the same order.
pub trait Flow {
    type Item: Send;
    type Done: Send;

    fn next(&mut self) -> Result<Next<Self::Item>, Fault>;
    fn take(&mut self, done: Self::Done) -> Result<(), Fault>;
    /// Everything that was given has been taken.
    fn idle(&mut self) -> Result<(), Fault>;
}

/// What is next.
pub enum Next<T> {
    Item(T),
    /// Nothing may come for a while: what is begun is to be finished first.
    Pause,
    End,
}

/// How many documents each thread may be ahead of the one that is waited for.
const AHEAD: usize = 4;

/// Does `work` on every item of `flow`, on as many threads as `jobs` says. The
/// flow itself stays on this thread, and sees the same calls for any number.
pub fn run<F: Flow>(
    flow: &mut F,
    jobs: usize,
    stop: &Stop,
    work: impl Fn(F::Item) -> F::Done + Sync,
) -> Result<(), Fault> {
    if jobs <= 1 {
        return alone(flow, stop, work);
    }
    let (sender, tasks) = sync_channel::<(F::Item, Sender<F::Done>)>(jobs * AHEAD);
    let tasks = Mutex::new(tasks);
    let (tasks, work) = (&tasks, &work);
    // The sender is moved in: when this block ends, however it does, so do the workers.
    thread::scope(move |scope| {
        let worker = move || loop {
            let task = tasks.lock().map(|tasks| tasks.recv());
            let Ok(Ok((item, answer))) = task else { break };
            // Nobody waits for it if the run has ended.
            let _ = answer.send(work(item));
        };
        let mut waiting: VecDeque<Receiver<F::Done>> = VecDeque::new();
        let mut workers = 0;
        let ended = loop {
            if stop.is_wanted() {
                break drain(flow, &mut waiting).and(Err(Fault::Stopped));
            }
            match flow.next() {
                Ok(Next::Item(item)) => {
                    // One more thread as long as all that there are have something to do.
                    if workers < jobs && waiting.len() >= workers {
                        scope.spawn(worker);
                        workers += 1;
                    }
                    let (answer, done) = channel();
                    if sender.send((item, answer)).is_err() {
                        break Err(Fault::Run("a thread has ended".to_owned()));
                    }
                    waiting.push_back(done);
                }
                Ok(Next::Pause) => {
                    if let Err(fault) = drain(flow, &mut waiting) {
                        break Err(fault);
                    }
                }
                Ok(Next::End) => break drain(flow, &mut waiting),
                Err(fault) => break drain(flow, &mut waiting).and(Err(fault)),
            }
            if waiting.len() >= jobs * AHEAD {
                if let Err(fault) = take_one(flow, &mut waiting) {
                    break Err(fault);
                }
            }
        };
        drop(sender);
        ended
    })
}

/// The same on this thread.
fn alone<F: Flow>(flow: &mut F, stop: &Stop, work: impl Fn(F::Item) -> F::Done) -> Result<(), Fault> {
    loop {
        if stop.is_wanted() {
            return flow.idle().and(Err(Fault::Stopped));
        }
        match flow.next() {
            Ok(Next::Item(item)) => flow.take(work(item))?,
            Ok(Next::Pause) => flow.idle()?,
            Ok(Next::End) => return flow.idle(),
            Err(fault) => return flow.idle().and(Err(fault)),
        }
    }
}

fn drain<F: Flow>(flow: &mut F, waiting: &mut VecDeque<Receiver<F::Done>>) -> Result<(), Fault> {
    while !waiting.is_empty() {
        take_one(flow, waiting)?;
    }
    flow.idle()
}

fn take_one<F: Flow>(flow: &mut F, waiting: &mut VecDeque<Receiver<F::Done>>) -> Result<(), Fault> {
    let Some(first) = waiting.pop_front() else { return Ok(()) };
    let done = first.recv().map_err(|_| Fault::Run("a thread has ended".to_owned()))?;
    flow.take(done)
}
