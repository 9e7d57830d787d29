//! What the parse knows of each place of a window: the cheapest way to it.

use crate::memory::renew;

/// The last step of the cheapest way to a place in a regime.
#[derive(Clone, Copy, Debug)]
pub(super) struct Way {
    /// The cell before: atom and state.
    at: u32,
    state: u16,
    pub step: Step,
}

impl Way {
    pub fn new(from: (usize, usize), step: Step) -> Self {
        Way { at: from.0 as u32, state: from.1 as u16, step }
    }

    /// The cell before: atom and state.
    pub fn from(self) -> (usize, usize) {
        (self.at as usize, self.state.into())
    }
}

/// What leads to a cell.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Step {
    /// A change of regime, without an atom.
    Border,
    /// Clean text, or an atom left single in a doubled stretch.
    Text,
    /// A unit with its copies.
    Unit,
    /// Units that repeat those before them, as language does.
    Again,
}

/// The cells of a window, regime by regime and place by place: what the cheapest way to
/// each costs, and what it is.
#[derive(Debug, Default)]
pub(super) struct Cells {
    pub costs: Vec<f32>,
    pub ways: Vec<Way>,
}

impl Cells {
    /// Makes so many cells that nothing leads to.
    pub fn clear(&mut self, cells: usize) {
        self.costs.clear();
        self.costs.resize(cells, f32::INFINITY);
        self.ways.clear();
        self.ways.resize(cells, Way::new((0, 0), Step::Border));
    }

    /// Lets go of more memory than is kept.
    pub fn renew(&mut self) {
        renew(&mut self.costs);
        renew(&mut self.ways);
    }
}
