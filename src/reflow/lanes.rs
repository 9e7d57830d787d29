//! Numbers side by side, which the compiler puts into one register.

use std::ops::{Add, AddAssign, Mul};

/// How many: what a register of every 64-bit processor holds, of 32 bits each. What is
/// told by them is ratios of chances; with 64 bits the same seams were joined on 7,647
/// texts.
pub(super) const LANES: usize = 4;

/// Numbers that are all treated alike.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Lanes(pub [f32; LANES]);

impl Lanes {
    /// The same number in all.
    pub fn all(number: f64) -> Self {
        Lanes([number as f32; LANES])
    }

    /// Numbers in their order, with zeros after the last to fill up.
    pub fn of(numbers: &[f64]) -> impl Iterator<Item = Lanes> + '_ {
        numbers.chunks(LANES).map(|chunk| {
            let mut lanes = Lanes::default();
            for (lane, number) in lanes.0.iter_mut().zip(chunk) {
                *lane = *number as f32;
            }
            lanes
        })
    }

    pub fn sum(self) -> f64 {
        self.0.iter().map(|n| f64::from(*n)).sum()
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
