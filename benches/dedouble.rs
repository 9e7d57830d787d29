//! How fast clean text is told from doubled text, and both are restored, beside
//! what else has to read the same bytes. `README.md` says what each bench means.

use std::fs;
use std::hint::black_box;
use std::path::{Path, PathBuf};

use criterion::{criterion_main, BenchmarkId, Criterion, Throughput};
use dedouble::{Restored, Restorer};

/// Bytes of the corpus that is made where none is named; little in test mode.
fn size() -> usize {
    if std::env::args().any(|a| a == "--test") {
        1 << 18
    } else {
        1 << 24
    }
}

/// The texts of a folder, in the order of their names.
fn texts(folder: &Path) -> Vec<String> {
    let mut paths: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap_or_else(|e| panic!("{}: {e}", folder.display()))
        .map(|entry| entry.expect("a readable folder").path())
        .filter(|path| path.extension().is_some_and(|e| e == "txt"))
        .collect();
    paths.sort();
    paths.iter().map(|p| fs::read_to_string(p).expect("UTF-8")).collect()
}

fn fixtures(folder: &str) -> Vec<String> {
    texts(&Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(folder))
}

/// Texts drawn one after another, by a fixed seed, to `bytes` bytes.
fn drawn(texts: &[String], bytes: usize) -> Vec<String> {
    let (mut state, mut made, mut out) = (0x2545_f491_4f6c_dd1du64, 0, Vec::new());
    while made < bytes {
        // Knuth's linear congruential generator (MMIX).
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let text = &texts[(state >> 33) as usize % texts.len()];
        made += text.len();
        out.push(text.clone());
    }
    out
}

/// Clean pages: those of the folder named by `DEDOUBLE_CORPUS`, or the fixtures'.
fn clean() -> Vec<String> {
    match std::env::var_os("DEDOUBLE_CORPUS") {
        Some(folder) => texts(Path::new(&folder)),
        None => drawn(&fixtures("clean-wrapped"), size()),
    }
}

fn bytes(pages: &[String]) -> u64 {
    pages.iter().map(|p| p.len() as u64).sum()
}

fn deleted(restored: &Restored) -> usize {
    restored.log.iter().filter(|e| e.reason == dedouble::Reason::Copy).count()
}

/// Clean text, and what else reads it.
fn clean_text(c: &mut Criterion) {
    let (pages, restorer) = (clean(), Restorer::default());
    assert!(pages.iter().all(|p| deleted(&restorer.restore(p)) == 0), "clean text came out shorter");
    let mut group = c.benchmark_group("clean");
    group.throughput(Throughput::Bytes(bytes(&pages))).sample_size(10);
    group.bench_function("from_utf8", |b| {
        b.iter(|| pages.iter().filter(|p| std::str::from_utf8(black_box(p.as_bytes())).is_ok()).count());
    });
    group.bench_function("newlines", |b| {
        b.iter(|| {
            pages.iter().map(|p| memchr::memchr_iter(b'\n', black_box(p.as_bytes())).count()).sum::<usize>()
        });
    });
    group.bench_function("findings", |b| {
        b.iter(|| pages.iter().map(|p| restorer.findings(black_box(p)).count()).sum::<usize>());
    });
    group.bench_function("restore", |b| {
        b.iter(|| pages.iter().map(|p| restorer.restore(black_box(p)).text.len()).sum::<usize>());
    });
    group.finish();
}

/// Pages with doubled text in every form of the fixtures.
fn doubled_pages(c: &mut Criterion) {
    let (pages, restorer) = (drawn(&fixtures("pages"), size() / 16), Restorer::default());
    assert!(pages.iter().all(|p| deleted(&restorer.restore(p)) > 0), "a page was not repaired");
    let mut group = c.benchmark_group("doubled");
    group.throughput(Throughput::Bytes(bytes(&pages))).sample_size(10);
    group.bench_function("from_utf8", |b| {
        b.iter(|| pages.iter().filter(|p| std::str::from_utf8(black_box(p.as_bytes())).is_ok()).count());
    });
    group.bench_function("findings", |b| {
        b.iter(|| pages.iter().map(|p| restorer.findings(black_box(p)).count()).sum::<usize>());
    });
    group.bench_function("restore", |b| {
        b.iter(|| pages.iter().map(|p| restorer.restore(black_box(p)).text.len()).sum::<usize>());
    });
    group.finish();
}

/// One page of growing size: the time for each byte should stay the same.
fn growth(c: &mut Criterion) {
    let restorer = Restorer::default();
    let mut group = c.benchmark_group("growth");
    group.sample_size(10);
    for part in [16, 4, 1] {
        let page = drawn(&fixtures("clean-wrapped"), size() / part).join("\n");
        group.throughput(Throughput::Bytes(page.len() as u64));
        group.bench_with_input(BenchmarkId::new("findings", page.len()), &page, |b, page| {
            b.iter(|| restorer.findings(black_box(page)).count());
        });
    }
    group.finish();
}

/// Texts that are all repetition, which find no certificate and many squares.
fn hostile(c: &mut Criterion) {
    let restorer = Restorer::default();
    let atoms = size() >> 10;
    let mut fibonacci = (String::from("好"), String::from("好人"));
    while fibonacci.1.len() < 3 * atoms {
        fibonacci = (fibonacci.1.clone(), fibonacci.1 + &fibonacci.0);
    }
    let texts = [
        ("one character", "好".repeat(atoms)),
        ("two alternating", "好人".repeat(atoms / 2)),
        ("fibonacci", fibonacci.1),
        ("equal lines", "市里举行了盛大的开幕式\n".repeat(atoms / 11)),
    ];
    let mut group = c.benchmark_group("hostile");
    group.sample_size(10);
    for (name, text) in &texts {
        assert_eq!(restorer.restore(text).log.apply(text).expect("its own log"), restorer.restore(text).text);
        group.throughput(Throughput::Bytes(text.len() as u64));
        group.bench_function(*name, |b| b.iter(|| restorer.findings(black_box(text)).count()));
    }
    group.finish();
}

fn benches() {
    let mut criterion = Criterion::default().configure_from_args();
    for group in [clean_text, doubled_pages, growth, hostile] {
        group(&mut criterion);
    }
    criterion.final_summary();
}

criterion_main!(benches);
