//! Hash maps that are asked for every character of a text.

use std::collections::HashMap;
use std::hash::{BuildHasher, Hash, Hasher, RandomState};

/// What is counted of a few things, asked for everything: a map behind a sieve that lets
/// through what is in it and little else.
#[derive(Debug)]
pub(super) struct Counted<K, V> {
    map: FastMap<K, V>,
    /// A bit for each hash of so many bits.
    sieve: Vec<u64>,
    bits: u32,
}

impl<K: Into<u128> + Copy + Eq + Hash, V: Default + Copy> Counted<K, V> {
    /// For no more than so many things, or it lets through more than it should.
    pub fn for_up_to(things: usize) -> Self {
        const BITS_A_THING: usize = 64;
        let bits = (things * BITS_A_THING).next_power_of_two().max(64).trailing_zeros();
        let map = FastMap::with_capacity_and_hasher(things, Seed::default());
        Counted { map, sieve: vec![0; 1 << bits >> 6], bits }
    }

    /// What is counted of `key`, which is counted from now on.
    pub fn entry(&mut self, key: K) -> &mut V {
        let (word, bit) = self.place(key);
        self.sieve[word] |= bit;
        self.map.entry(key).or_default()
    }

    #[inline]
    pub fn get_mut(&mut self, key: K) -> Option<&mut V> {
        let (word, bit) = self.place(key);
        if self.sieve[word] & bit == 0 {
            return None;
        }
        self.map.get_mut(&key)
    }

    pub fn get(&self, key: K) -> Option<V> {
        self.map.get(&key).copied()
    }

    #[inline]
    fn place(&self, key: K) -> (usize, u64) {
        let key: u128 = key.into();
        let mixed = (key as u64 ^ ((key >> 64) as u64).rotate_left(23)).wrapping_mul(FACTOR as u64);
        let hash = mixed >> (64 - self.bits);
        ((hash >> 6) as usize, 1 << (hash & 63))
    }
}

/// A map whose keys are hashed by a few multiplications. The standard hash takes
/// four times as long.
pub(super) type FastMap<K, V> = HashMap<K, V, Seed>;

/// What the hashes start from: drawn for each map, so that no text can be made
/// to have keys that collide.
#[derive(Clone, Copy, Debug)]
pub(super) struct Seed(u64);

impl Default for Seed {
    fn default() -> Self {
        Seed(RandomState::new().hash_one(0))
    }
}

impl BuildHasher for Seed {
    type Hasher = Folded;

    fn build_hasher(&self) -> Folded {
        Folded(self.0)
    }
}

/// 2^64 over the golden ratio; odd.
const FACTOR: u128 = 0x9e37_79b9_7f4a_7c15;

/// The high and the low half of a product, folded (Wang Yi's wyhash).
#[derive(Clone, Copy, Debug)]
pub(super) struct Folded(u64);

impl Hasher for Folded {
    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|byte| self.write_u64(u64::from(*byte)));
    }

    fn write_u32(&mut self, number: u32) {
        self.write_u64(u64::from(number));
    }

    fn write_u64(&mut self, number: u64) {
        let product = u128::from(self.0 ^ number) * FACTOR;
        self.0 = (product >> 64) as u64 ^ product as u64;
    }

    fn write_u128(&mut self, number: u128) {
        self.write_u64(number as u64);
        self.write_u64((number >> 64) as u64);
    }

    fn write_usize(&mut self, number: usize) {
        self.write_u64(number as u64);
    }

    fn finish(&self) -> u64 {
        self.0
    }
}
