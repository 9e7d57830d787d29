//! What --help says beside the options.

/// After the short help.
pub const SHORT: &str = "--help tells more, with examples.";

/// After the long help.
pub fn long() -> String {
    format!("Examples:\n{EXAMPLES}\nExit status:\n{STATUS}")
}

/// By task.
pub const EXAMPLES: &str = "\
\x20 One page
    dedouble page.txt                            the article, a paragraph a line
    dedouble --format markdown page.txt -o page.md
    dedouble --report page.html page.txt         look at what was done

  A folder of pages
    dedouble scans/ -o articles/                 the same tree, in UTF-8
    dedouble -i=.orig --edits scans.log scans/   in place; each page kept as page.txt.orig
    dedouble -g '*.TXT' -g '!ads/' scans/ -o articles/ --output-encoding same

  A corpus of JSON Lines
    dedouble --jsonl --text-key content < in.jsonl > out.jsonl
    dedouble corpus/ -o repaired/ --shard 3/16 --resume
    zstdcat in.jsonl.zst | dedouble --jsonl -j 8 | zstd > out.jsonl.zst

  Review
    dedouble --check scans/ || echo some would change
    dedouble --diff --color always page.txt | less -R
    dedouble --findings --json scans/ | jq .
    dedouble --edits page.log page.txt > article.txt
    dedouble --revert page.log article.txt | cmp - page.txt
";

pub const STATUS: &str = "\
\x20 0    everything was done; with --check, nothing would change
  1    with --check, something would change
  2    a fault: wrong usage, or something could not be read, repaired or written;
       what could be done was done, and each fault is told on standard error
  130  stopped by Ctrl-C or a signal";
