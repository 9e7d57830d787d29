//! Many documents, repaired in their order.

use crate::page::{Restored, Restorer};

/// Bytes of text that are held at a time, and the document that exceeds them. A
/// thread should have some hundred documents of a newspaper's pages to do, so that
/// none waits long for the last; and what a batch gives is held with it, ten times
/// as much where everything is doubled.
const BATCH: usize = 2 << 20;

impl Restorer {
    /// Repairs many documents and gives each with its repair to `take`, in order. A
    /// document that could not be read is an error of the caller's; it is handed on
    /// in its place, and the others are repaired.
    ///
    /// With the feature `rayon` on all threads of the pool this is called in (see
    /// `rayon::ThreadPool::install`), without it on this one. The result is the same.
    /// Held at a time are the documents of one batch with what they give: 2 MiB of
    /// text and one document more. Linear in the size of all documents.
    ///
    /// ```
    /// use dedouble::Restorer;
    ///
    /// let corpus = ["天天读书，处处闻声。", "春潮春潮涌动涌动，，今年今年33月月1212日日植树植树。。"];
    /// let documents = corpus.map(Ok).into_iter().chain([Err("page 3: not UTF-8")]);
    /// let mut lines = Vec::new();
    /// Restorer::default().restore_all(documents, |document| match document {
    ///     Ok((_, restored)) => lines.push(restored.text.into_owned()),
    ///     Err(error) => lines.push(error.to_owned()),
    /// });
    /// assert_eq!(lines, ["天天读书，处处闻声。", "春潮涌动，今年3月12日植树。", "page 3: not UTF-8"]);
    /// ```
    pub fn restore_all<T, E>(
        &self,
        documents: impl IntoIterator<Item = Result<T, E>>,
        take: impl FnMut(Result<(&T, Restored<'_>), E>),
    ) where
        T: AsRef<str> + Sync,
    {
        self.restore_batches(BATCH, documents.into_iter(), take);
    }

    /// The same, with batches of so many bytes.
    fn restore_batches<T, E>(
        &self,
        bytes: usize,
        mut documents: impl Iterator<Item = Result<T, E>>,
        mut take: impl FnMut(Result<(&T, Restored<'_>), E>),
    ) where
        T: AsRef<str> + Sync,
    {
        loop {
            let (texts, errors) = batch(bytes, &mut documents);
            if texts.is_empty() && errors.is_empty() {
                return;
            }
            let mut errors = errors.into_iter().peekable();
            for (index, (text, restored)) in texts.iter().zip(self.restore_batch(&texts)).enumerate() {
                while let Some((_, error)) = errors.next_if(|(before, _)| *before == index) {
                    take(Err(error));
                }
                take(Ok((text, restored)));
            }
            errors.for_each(|(_, error)| take(Err(error)));
        }
    }

    #[cfg(feature = "rayon")]
    fn restore_batch<'a, T: AsRef<str> + Sync>(&self, texts: &'a [T]) -> Vec<Restored<'a>> {
        use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

        texts.par_iter().map(|text| self.restore(text.as_ref())).collect()
    }

    #[cfg(not(feature = "rayon"))]
    fn restore_batch<'a, T: AsRef<str>>(&self, texts: &'a [T]) -> Vec<Restored<'a>> {
        texts.iter().map(|text| self.restore(text.as_ref())).collect()
    }
}

/// The next documents, up to `most` bytes, and the errors among them, each with the
/// number of documents before it.
fn batch<T: AsRef<str>, E>(
    most: usize,
    documents: &mut impl Iterator<Item = Result<T, E>>,
) -> (Vec<T>, Vec<(usize, E)>) {
    let (mut texts, mut errors, mut bytes) = (Vec::new(), Vec::new(), 0);
    while bytes < most {
        match documents.next() {
            Some(Ok(text)) => {
                bytes += text.as_ref().len() + size_of::<T>();
                texts.push(text);
            }
            Some(Err(error)) => {
                bytes += size_of::<E>().max(1);
                errors.push((texts.len(), error));
            }
            None => break,
        }
    }
    (texts, errors)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn batches_do_not_matter() {
        let page = |n: usize| match n % 5 {
            1 => Err(n),
            0 | 3 => Ok(format!("又到又到{n}{n}月月，，书香书香满城满城。。")),
            _ => Ok(format!("第{n}页处处书声。")),
        };
        let of_batches = |bytes: usize| {
            let mut out = Vec::new();
            Restorer::default()
                .restore_batches(bytes, (0..23).map(page), |d| out.push(d.map(|(_, r)| r.text.into_owned())));
            out
        };
        let each = of_batches(1);
        assert_eq!(each.len(), 23);
        assert_eq!((&each[0], &each[1]), (&Ok("又到0月，书香满城。".to_owned()), &Err(1)));
        for bytes in [2, 100, 1000, BATCH] {
            assert_eq!(of_batches(bytes), each);
        }
    }
}
