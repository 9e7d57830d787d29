//! One huge text, repaired piece by piece.

use memchr::memchr2_iter;

use crate::page::{Restored, Restorer};

/// Repairs a text that is too large for memory, or not yet all there.
///
/// The text is cut into pieces, and each is repaired as a page of its own: the
/// evidence of paint is that of the piece, and no line is joined over a cut. A piece
/// ends
/// - after a form feed, with which extractors end a page, and
/// - after the first blank line that stands [`piece`](Stream::new) bytes or more
///   from the piece's start.
///
/// So where it is cut depends on the text alone, not on the chunks in which it is
/// fed: the same text gives the same pieces and results for any chunks. A blank line
/// is one of white space only. What is held is a piece and a chunk; a text without
/// form feeds and blank lines is one piece.
///
/// ```
/// use dedouble::{Restorer, Stream};
///
/// let text = "春潮春潮涌动涌动，，今年今年33月月1212日日植树植树。。\u{c}天天读书，处处闻声。";
/// let restorer = Restorer::default();
/// let mut article = String::new();
/// let mut stream = Stream::new(&restorer, 1 << 20);
/// for chunk in text.split_inclusive('，') {
///     stream.feed(chunk, |piece| article.push_str(&piece.text));
/// }
/// stream.finish(|piece| article.push_str(&piece.text));
/// assert_eq!(article, "春潮涌动，今年3月12日植树。\u{c}天天读书，处处闻声。");
/// ```
#[derive(Clone, Debug)]
pub struct Stream<'r> {
    restorer: &'r Restorer,
    piece: usize,
    /// The piece that has not ended.
    held: String,
    /// Bytes of it that hold no cut.
    searched: usize,
    /// Whether a line of it is not blank: a piece does not end before it has begun.
    begun: bool,
}

impl<'r> Stream<'r> {
    /// A stream whose pieces end with the first blank line after `piece` bytes, or a
    /// form feed before. With 0, every block between blank lines is a piece.
    pub fn new(restorer: &'r Restorer, piece: usize) -> Self {
        Stream { restorer, piece, held: String::new(), searched: 0, begun: false }
    }

    /// Adds a chunk of the text, and gives the pieces that end with it to `take`, in
    /// order. Linear in the sizes of the chunk and the pieces.
    pub fn feed(&mut self, chunk: &str, mut take: impl FnMut(Restored<'_>)) {
        self.held.push_str(chunk);
        let mut start = 0;
        while let Some(end) = self.cut(start) {
            take(self.restorer.restore(&self.held[start..end]));
            (start, self.searched) = (end, end);
        }
        self.held.drain(..start);
        self.searched -= start;
    }

    /// Gives the last piece to `take`, if there is one.
    pub fn finish(self, mut take: impl FnMut(Restored<'_>)) {
        if !self.held.is_empty() {
            take(self.restorer.restore(&self.held));
        }
    }

    /// The end of the piece that starts at `start`, if it is there already.
    fn cut(&mut self, start: usize) -> Option<usize> {
        let bytes = self.held.as_bytes();
        for found in memchr2_iter(b'\n', 0x0c, &bytes[self.searched..]) {
            let at = self.searched + found;
            let line = self.held[start..at].rsplit('\n').next().unwrap_or_default();
            let blank = line.trim().is_empty();
            if bytes[at] == 0x0c || blank && self.begun && at + 1 >= start + self.piece {
                self.begun = false;
                return Some(at + 1);
            }
            self.begun |= !blank;
        }
        self.searched = bytes.len();
        None
    }
}
