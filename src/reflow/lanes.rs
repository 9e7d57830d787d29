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
    #[inline]
    pub fn all(number: f32) -> Self {
        Lanes([number; LANES])
    }

    /// A number for each of some things in their order, with zeros after the last to fill up.
    pub fn of<'t, T>(things: &'t [T], number: impl Fn(&T) -> f64 + 't) -> impl Iterator<Item = Lanes> + 't {
        things.chunks(LANES).map(move |chunk| {
            let mut lanes = Lanes::default();
            for (lane, thing) in lanes.0.iter_mut().zip(chunk) {
                *lane = number(thing) as f32;
            }
            lanes
        })
    }

    #[inline]
    pub fn sum(self) -> f32 {
        let [a, b, c, d] = self.0;
        (a + b) + (c + d)
    }
}

impl Add for Lanes {
    type Output = Self;

    #[inline]
    fn add(self, other: Self) -> Self {
        Lanes(std::array::from_fn(|lane| self.0[lane] + other.0[lane]))
    }
}

impl AddAssign for Lanes {
    #[inline]
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

impl Mul for Lanes {
    type Output = Self;

    #[inline]
    fn mul(self, other: Self) -> Self {
        Lanes(std::array::from_fn(|lane| self.0[lane] * other.0[lane]))
    }
}

impl Mul<f32> for Lanes {
    type Output = Self;

    #[inline]
    fn mul(self, factor: f32) -> Self {
        self * Lanes::all(factor)
    }
}
