//! What is kept of memory from one text to the next.

/// Bytes of a buffer that are kept. A newspaper's page has up to 20,000 characters; its
/// largest buffer, the ways through what may be doubled, takes 8 bytes for each of them in
/// each of seven regimes, a quarter as many, if all of it is. What one huge text filled is
/// given back.
const MOST_KEPT: usize = 4 << 20;

/// Empties a buffer, and lets go of its memory where it is more than is kept.
pub(crate) fn renew<T>(buffer: &mut Vec<T>) {
    if buffer.capacity() * size_of::<T>() > MOST_KEPT {
        *buffer = Vec::new();
    }
    buffer.clear();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_large_is_let_go() {
        for (size, kept) in [(MOST_KEPT, true), (MOST_KEPT + 1, false)] {
            let mut buffer = vec![0u8; size];
            renew(&mut buffer);
            assert_eq!((buffer.len(), buffer.capacity() > 0), (0, kept));
        }
    }
}
