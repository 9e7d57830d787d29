//! Numbers side by side, which the compiler puts into one register.

use std::ops::{Add, AddAssign, Mul};

/// How many: what a register of every 64-bit processor holds.
pub(super) const LANES: usize = 2;

/// Numbers that are all treated alike.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Lanes(pub [f64; LANES]);

impl Lanes {
    /// The same number in all.
    pub fn all(number: f64) -> Self {
        Lanes([number; LANES])
    }

    /// Numbers in their order, with zeros after the last to fill up.
    pub fn of(numbers: &[f64]) -> impl Iterator<Item = Lanes> + '_ {
        numbers.chunks(LANES).map(|chunk| {
            let mut lanes = Lanes::default();
            lanes.0[..chunk.len()].copy_from_slice(chunk);
            lanes
        })
    }

    pub fn sum(self) -> f64 {
        self.0.iter().sum()
    }
}

impl Add for Lanes {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Lanes(std::array::from_fn(|lane| self.0[lane] + other.0[lane]))
    }
}

impl AddAssign for Lanes {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

impl Mul for Lanes {
    type Output = Self;

    fn mul(self, other: Self) -> Self {
        Lanes(std::array::from_fn(|lane| self.0[lane] * other.0[lane]))
    }
}

impl Mul<f64> for Lanes {
    type Output = Self;

    fn mul(self, factor: f64) -> Self {
        self * Lanes::all(factor)
    }
}
