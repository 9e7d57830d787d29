//! Packed files: gzip and zstd, told by their first bytes.

use std::io::{self, Cursor, Read, Write};
use std::path::Path;

use flate2::read::MultiGzDecoder;
use flate2::write::GzEncoder;

/// How a file is packed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Packing {
    #[default]
    None,
    Gzip,
    Zstd,
}

const GZIP: &[u8] = &[0x1f, 0x8b, 0x08];
const ZSTD: &[u8] = &[0x28, 0xb5, 0x2f, 0xfd];

impl Packing {
    /// What the end of a name asks for.
    pub fn of_name(path: &Path) -> Packing {
        match path.extension().and_then(|end| end.to_str()) {
            Some("gz" | "GZ") => Packing::Gzip,
            Some("zst" | "zstd" | "ZST") => Packing::Zstd,
            _ => Packing::None,
        }
    }
}

/// What `packed` holds, and how it was packed.
pub fn unpack(mut packed: impl Read + Send + 'static) -> io::Result<(Packing, Box<dyn Read + Send>)> {
    let head = head(&mut packed)?;
    let packing = match &head[..] {
        GZIP => Packing::Gzip,
        ZSTD => Packing::Zstd,
        _ => Packing::None,
    };
    let whole = Cursor::new(head).chain(packed);
    let inner: Box<dyn Read + Send> = match packing {
        Packing::None => return Ok((packing, Box::new(whole))),
        Packing::Gzip => Box::new(MultiGzDecoder::new(whole)),
        Packing::Zstd => Box::new(zstd::Decoder::new(whole)?),
    };
    Ok((packing, Box::new(Unpacked { inner, bytes: 0 })))
}

/// The first bytes, no more than are needed: who writes a line waits for its answer.
fn head(packed: &mut impl Read) -> io::Result<Vec<u8>> {
    let mut head = Vec::new();
    let starts = |magic: &[u8], head: &[u8]| head.len() < magic.len() && magic.starts_with(head);
    while starts(GZIP, &head) || starts(ZSTD, &head) {
        let mut byte = [0];
        match packed.read(&mut byte) {
            Ok(0) => break,
            Ok(_) => head.push(byte[0]),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(head)
}

/// A reader whose faults say how far it came.
struct Unpacked {
    inner: Box<dyn Read + Send>,
    bytes: u64,
}

impl Read for Unpacked {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        match self.inner.read(out) {
            Ok(size) => {
                self.bytes += size as u64;
                Ok(size)
            }
            // Of standard input that was stopped.
            Err(error) if error.get_ref().is_some_and(|inner| inner.is::<crate::fault::Stopped>()) => {
                Err(error)
            }
            Err(error) => {
                let what = match error.kind() {
                    io::ErrorKind::UnexpectedEof => {
                        "the packed data ends too early: get the whole file".to_owned()
                    }
                    _ => format!("the packed data is broken ({error}): get the file again"),
                };
                Err(io::Error::new(error.kind(), format!("after byte {} unpacked: {what}", self.bytes)))
            }
        }
    }
}

/// Packs what is written to it.
pub enum Packer<W: Write> {
    None(W),
    Gzip(GzEncoder<W>),
    Zstd(zstd::Encoder<'static, W>),
}

impl<W: Write> Packer<W> {
    pub fn new(packing: Packing, to: W) -> io::Result<Packer<W>> {
        Ok(match packing {
            Packing::None => Packer::None(to),
            Packing::Gzip => Packer::Gzip(GzEncoder::new(to, flate2::Compression::default())),
            Packing::Zstd => Packer::Zstd(zstd::Encoder::new(to, zstd::DEFAULT_COMPRESSION_LEVEL)?),
        })
    }

    /// Writes what is left, and gives back what it was written to.
    pub fn finish(self) -> io::Result<W> {
        match self {
            Packer::None(to) => Ok(to),
            Packer::Gzip(encoder) => encoder.finish(),
            Packer::Zstd(encoder) => encoder.finish(),
        }
    }
}

impl<W: Write> Write for Packer<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Packer::None(to) => to.write(bytes),
            Packer::Gzip(encoder) => encoder.write(bytes),
            Packer::Zstd(encoder) => encoder.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Packer::None(to) => to.flush(),
            Packer::Gzip(encoder) => encoder.flush(),
            Packer::Zstd(encoder) => encoder.flush(),
        }
    }
}
