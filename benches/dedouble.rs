//! How fast clean text is told from doubled text, and both are restored, beside
//! what else has to read the same bytes. `README.md` says what each bench means.

mod texts;

use std::hint::black_box;

use criterion::measurement::WallTime;
use criterion::{criterion_main, BenchmarkGroup, BenchmarkId, Criterion, Throughput};
use dedouble::{Reason, Restored, Restorer, Verdict};

use texts::{bytes, clean, documents, doubled, doubled_of, hostile, is_test, page, wrapped};

/// What a regular expression with a reference back can see of doubled text, per line.
const REPEATED: &str = "(.{1,40}?)\\1";
/// Bytes the regular expressions are tried on: they are too slow for more.
const LITTLE: usize = 1 << 18;

fn deleted(restored: &Restored) -> usize {
    restored.log.iter().filter(|e| e.reason == Reason::Copy).count()
}

fn repairs(restorer: &Restorer, page: &str) -> usize {
    restorer.findings(page).filter(|f| f.verdict == Verdict::Repair).count()
}

fn group<'c>(c: &'c mut Criterion, name: &str, bytes: u64) -> BenchmarkGroup<'c, WallTime> {
    let mut group = c.benchmark_group(name);
    group.sample_size(10).throughput(Throughput::Bytes(bytes));
    group
}

/// What everything that reads the pages is measured against.
fn readers(group: &mut BenchmarkGroup<WallTime>, pages: &[String]) {
    group.bench_function("from_utf8", |b| {
        b.iter(|| pages.iter().filter(|p| std::str::from_utf8(black_box(p.as_bytes())).is_ok()).count());
    });
    group.bench_function("newlines", |b| {
        b.iter(|| {
            pages.iter().map(|p| memchr::memchr_iter(b'\n', black_box(p.as_bytes())).count()).sum::<usize>()
        });
    });
}

fn ours(group: &mut BenchmarkGroup<WallTime>, pages: &[String]) {
    let restorer = Restorer::default();
    group.bench_function("findings", |b| {
        b.iter(|| pages.iter().map(|p| restorer.findings(black_box(p)).count()).sum::<usize>());
    });
    group.bench_function("restore", |b| {
        b.iter(|| pages.iter().map(|p| restorer.restore(black_box(p)).text.len()).sum::<usize>());
    });
}

/// Clean text, and what else reads it.
fn clean_text(c: &mut Criterion) {
    let (pages, restorer) = (clean(), Restorer::default());
    assert!(pages.iter().all(|p| repairs(&restorer, p) == 0), "clean text came out shorter");
    let mut group = group(c, "clean", bytes(&pages));
    readers(&mut group, &pages);
    ours(&mut group, &pages);
}

/// Regular expressions that look for a repeated stretch in each line.
fn expressions(c: &mut Criterion) {
    let mut pages = clean();
    let mut read = 0;
    pages.retain(|p| {
        read += p.len();
        read < LITTLE || read == p.len()
    });
    let restorer = Restorer::default();
    let backtracking = fancy_regex::Regex::new(REPEATED).expect("a pattern");
    let pcre2 = pcre2::bytes::RegexBuilder::new()
        .jit_if_available(true)
        .utf(true)
        .build(REPEATED)
        .expect("a pattern");
    let lines = || pages.iter().flat_map(|p| p.lines());
    assert!(
        backtracking.is_match("昨日昨日").expect("a match")
            && pcre2.is_match("昨日昨日".as_bytes()).expect("a match")
    );
    let mut group = group(c, "expressions", bytes(&pages));
    group.bench_function("findings", |b| {
        b.iter(|| pages.iter().map(|p| restorer.findings(black_box(p)).count()).sum::<usize>());
    });
    group.bench_function("fancy-regex", |b| {
        b.iter(|| lines().map(|l| backtracking.find_iter(black_box(l)).count()).sum::<usize>());
    });
    group.bench_function("pcre2 with JIT", |b| {
        b.iter(|| lines().map(|l| pcre2.find_iter(black_box(l.as_bytes())).count()).sum::<usize>());
    });
}

/// Pages with doubled text in every form of the fixtures.
fn doubled_pages(c: &mut Criterion) {
    let (pages, restorer) = (doubled(), Restorer::default());
    assert!(pages.iter().all(|p| deleted(&restorer.restore(p)) > 0), "a page was not repaired");
    let mut group = group(c, "doubled", bytes(&pages));
    readers(&mut group, &pages);
    ours(&mut group, &pages);
}

/// Clean text whose lines a column broke: reflow has to put them together again.
fn wrapped_text(c: &mut Criterion) {
    let (pages, restorer) = (wrapped(), Restorer::default());
    let joined = |p: &String| restorer.restore(p).text.lines().count() < p.lines().count();
    assert!(pages.iter().all(joined), "nothing was joined");
    let mut group = group(c, "wrapped", bytes(&pages));
    readers(&mut group, &pages);
    ours(&mut group, &pages);
}

/// One text of growing size: the time for each byte should stay the same.
fn growth(c: &mut Criterion) {
    let restorer = Restorer::default();
    let sizes: &[usize] = if is_test() { &[1 << 18, 1 << 19] } else { &[1 << 20, 1 << 24, 1 << 28] };
    let mut clean = group(c, "growth of clean text", 0);
    for &size in sizes {
        let page = page(size);
        assert_eq!(repairs(&restorer, &page), 0);
        clean.throughput(Throughput::Bytes(page.len() as u64));
        clean.bench_with_input(BenchmarkId::new("findings", size), &page, |b, page| {
            b.iter(|| restorer.findings(black_box(page)).count());
        });
    }
    drop(clean);
    // What is repaired takes so much longer that less of it has to do.
    let mut doubled = group(c, "growth of doubled text", 0);
    for size in sizes.iter().map(|size| size >> 4) {
        let pages = doubled_of(size);
        assert!(deleted(&restorer.restore(&pages)) > 0);
        doubled.throughput(Throughput::Bytes(pages.len() as u64));
        doubled.bench_with_input(BenchmarkId::new("restore", size), &pages, |b, pages| {
            b.iter(|| restorer.restore(black_box(pages)).text.len());
        });
    }
}

/// Texts that are all repetition, or almost.
fn hostile_texts(c: &mut Criterion) {
    let restorer = Restorer::default();
    for (name, text) in hostile() {
        let restored = restorer.restore(&text);
        assert_eq!(restored.log.apply(&text).expect("its own log"), restored.text);
        let mut group = group(c, "hostile", text.len() as u64);
        group.bench_function(name, |b| b.iter(|| restorer.findings(black_box(&text)).count()));
    }
}

/// Many documents on one thread and on two.
fn threads(c: &mut Criterion) {
    let (pages, restorer) = (documents(), Restorer::default());
    let mut group = group(c, "threads", bytes(&pages));
    for threads in [1, 2] {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("a pool");
        let run = || {
            let mut bytes = 0;
            let documents = pages.iter().map(Ok::<_, ()>);
            restorer.restore_all(documents, |d| bytes += d.map_or(0, |(_, restored)| restored.text.len()));
            bytes
        };
        assert!(pool.install(run) > 0);
        group.bench_function(BenchmarkId::new("restore_all", threads), |b| b.iter(|| pool.install(run)));
    }
}

fn benches() {
    let mut criterion = Criterion::default().configure_from_args();
    for group in [clean_text, wrapped_text, expressions, doubled_pages, growth, hostile_texts, threads] {
        group(&mut criterion);
    }
    criterion.final_summary();
}

criterion_main!(benches);
