//! What the program is asked to do.

use std::path::PathBuf;

use clap::{Parser, ValueEnum};
use clap_complete::Shell;
use dedouble::{Caution, HanLatin, Lines, OpenSeams, Options, Reason, Stage, Tidy};

use crate::charset::Charset;
use crate::help;

/// Gives back the text a newspaper printed, from text extracted with doubled
/// characters (synthetic bold), letter-spacing and hard-wrapped columns.
#[derive(Debug, Parser)]
#[command(name = "dedouble", version, after_help = help::SHORT, after_long_help = help::long())]
pub struct Args {
    /// Pages, JSON Lines or folders of them; - is standard input, and so is nothing
    ///
    /// Files that end in .jsonl or .ndjson are JSON Lines. Each may be packed with
    /// gzip or zstd. Of a folder, every .txt, .text, .jsonl and .ndjson file under it
    /// is read, packed or not, but for what ignore files (.gitignore, .ignore) name.
    #[arg(value_name = "PATH", help_heading = "Input")]
    pub paths: Vec<PathBuf>,

    /// Take every input as JSON Lines: one document a line, its text under "text"
    ///
    /// Lines come out in order, with every byte but the text's as it was.
    #[arg(long, help_heading = "Input", conflicts_with_all = ["format", "encoding", "output_encoding"])]
    pub jsonl: bool,

    /// The field of JSON Lines that holds the text
    #[arg(long, value_name = "NAME", default_value = "text", help_heading = "Input")]
    pub text_key: String,

    /// Encoding of the pages: auto, utf-8, gb18030, big5, utf-16le, or any label of the WHATWG
    ///
    /// auto finds it out page by page. A byte order mark goes before this option.
    #[arg(long, value_name = "NAME", default_value = "auto", value_parser = Charset::named, help_heading = "Input")]
    pub encoding: Charset,

    /// Read only files of folders that match; with ! before it, only others. May be given again
    #[arg(long, short, value_name = "GLOB", help_heading = "Input")]
    pub glob: Vec<String>,

    /// Read what ignore files name, too
    #[arg(long, help_heading = "Input")]
    pub no_ignore: bool,

    /// Read hidden files and folders, too
    #[arg(long, help_heading = "Input")]
    pub hidden: bool,

    /// Follow symbolic links inside folders
    #[arg(long, help_heading = "Input")]
    pub follow: bool,

    /// Read the paths from a file, one a line; - is standard input
    #[arg(long, value_name = "FILE", help_heading = "Input")]
    pub file_list: Option<PathBuf>,

    /// The most bytes one document (page or line) may have when unpacked: 500K, 64M, 2G
    #[arg(long, value_name = "SIZE", default_value = "32M", value_parser = size, help_heading = "Input")]
    pub max_size: u64,

    /// Write to this file; of several pages, or of a folder, to this folder
    ///
    /// A folder is given the tree of the folders that are read. What ends in .gz or
    /// .zst is packed. A file takes its name only when it is whole.
    #[arg(long, short, value_name = "FILE|DIR", help_heading = "Output")]
    pub output: Option<PathBuf>,

    /// Put each result in the place of its page, and keep the page with SUFFIX after its name
    ///
    /// The new file is written beside the page, synced, and renamed: at every moment
    /// the one or the other is there as a whole. A page that needs no repair is not touched.
    #[arg(
        long, short, value_name = "SUFFIX", num_args = 0..=1, require_equals = true, conflicts_with = "output", help_heading = "Output"
    )]
    pub in_place: Option<Option<String>>,

    /// How an article is written
    #[arg(long, value_enum, default_value_t = Format::Text, conflicts_with = "in_place", help_heading = "Output")]
    pub format: Format,

    /// Encoding of what is written: utf-8, or that of each page (the default in place)
    ///
    /// With "same", bytes that are not text in the encoding are kept as they are, and
    /// told with their place; otherwise a page that has some is not repaired.
    #[arg(long, value_enum, value_name = "NAME", help_heading = "Output")]
    pub output_encoding: Option<OutputEncoding>,

    /// Write every change to this file, as JSON Lines
    #[arg(long, value_name = "FILE", help_heading = "Output")]
    pub edits: Option<PathBuf>,

    /// Write only the names of what would change; end with status 1 if anything would
    #[arg(long, help_heading = "Review")]
    pub check: bool,

    /// Write a unified diff from page to article in place of the article
    #[arg(long, conflicts_with = "format", help_heading = "Review")]
    pub diff: bool,

    /// Write what looks like damage and what is done about it, in place of the article
    #[arg(long, conflicts_with_all = ["format", "diff"], help_heading = "Review")]
    pub findings: bool,

    /// Write a page for the browser that shows source and result side by side
    #[arg(long, value_name = "FILE.html", help_heading = "Review")]
    pub report: Option<PathBuf>,

    /// Write what was done, in figures, to standard error or FILE
    #[arg(
        long, value_name = "FILE", num_args = 0..=1, require_equals = true,
        help_heading = "Review"
    )]
    pub stats: Option<Option<PathBuf>>,

    /// Write --stats and --findings as JSON
    #[arg(long, help_heading = "Review")]
    pub json: bool,

    /// Give the source back, from the article and the log that --edits wrote
    #[arg(
        long,
        value_name = "LOG",
        help_heading = "Review",
        conflicts_with_all = [
            "keep_lines", "edits", "format", "check", "diff", "findings", "report", "stats", "caution",
            "han_latin", "open_seams", "tidy", "only", "skip", "resume",
        ]
    )]
    pub revert: Option<PathBuf>,

    /// Repair inside lines only; the line breaks stay
    #[arg(long, help_heading = "Repair")]
    pub keep_lines: bool,

    /// How much evidence a repair needs
    #[arg(long, value_enum, value_name = "LEVEL", default_value_t = CautionArg::High, help_heading = "Repair")]
    pub caution: CautionArg,

    /// Make only changes of these reasons: copy, letter-spacing, line-join, …
    #[arg(long, value_name = "REASON", value_delimiter = ',', value_parser = reason, help_heading = "Repair")]
    pub only: Vec<Reason>,

    /// Make no changes of these reasons
    #[arg(long, value_name = "REASON", value_delimiter = ',', value_parser = reason, help_heading = "Repair")]
    pub skip: Vec<Reason>,

    /// What to put between Han characters and Latin letters or digits
    #[arg(long, value_enum, value_name = "GAP", default_value_t = HanLatinArg::Keep, help_heading = "Repair")]
    pub han_latin: HanLatinArg,

    /// Where a paragraph stops in the middle of a sentence and running text follows
    #[arg(long, value_enum, value_name = "WHAT", default_value_t = OpenSeamsArg::Keep, help_heading = "Repair")]
    pub open_seams: OpenSeamsArg,

    /// Repair what fonts and extractors left in place of characters
    #[arg(long, value_enum, value_name = "WHAT", value_delimiter = ',', help_heading = "Repair")]
    pub tidy: Vec<TidyArg>,

    /// How many documents to repair at a time; 0 is one a core. The result is the same
    #[arg(long, short, value_name = "N", default_value_t = 0, help_heading = "Run")]
    pub jobs: usize,

    /// Take every N-th document only, from the I-th (1 to N) on
    ///
    /// Documents are files; of a single input of JSON Lines, they are its lines.
    #[arg(long, value_name = "I/N", value_parser = Shard::parse, help_heading = "Run")]
    pub shard: Option<Shard>,

    /// Skip files that an earlier run has finished
    ///
    /// A run with --output FOLDER notes each file there once it is written whole, and
    /// takes the notes away when everything is done. In place, notes are written to FILE.
    #[arg(long, value_name = "FILE", num_args = 0..=1, require_equals = true, help_heading = "Run")]
    pub resume: Option<Option<PathBuf>>,

    /// When to use colours and to show progress; auto is on a terminal, unless NO_COLOR is set
    #[arg(long, value_enum, value_name = "WHEN", default_value_t = When::Auto, help_heading = "Run")]
    pub color: When,

    /// Write the completions of a shell, or the manual page, and end
    #[arg(long, value_name = "WHAT", help_heading = "Run", exclusive = true, value_parser = generated)]
    pub generate: Option<Generated>,
}

/// How an article is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// One paragraph a line
    Text,
    /// Headings, bold, quotes, lists and tables marked up
    Markdown,
    /// A block an object: role, text, span, bold
    Json,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum OutputEncoding {
    /// UTF-8 without a byte order mark
    #[value(name = "utf-8", alias = "utf8")]
    Utf8,
    /// The page's own, byte order mark and all
    Same,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum CautionArg {
    /// What is more likely an artefact than not
    Low,
    /// What clean text does not show in millions of characters
    High,
    /// What stands on its own, without help from the rest of the page
    Utmost,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum HanLatinArg {
    /// What stood there
    Keep,
    /// Nothing
    Close,
    /// One space
    Space,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum OpenSeamsArg {
    /// The break stays
    Keep,
    /// The two are joined
    Join,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum TidyArg {
    /// All of these
    All,
    /// Radicals become the ideographs they stand for
    Radicals,
    /// Compatibility ideographs become the unified ones
    Compatibility,
    /// Soft hyphens and zero-width characters are taken away
    Invisible,
    /// Control characters are taken away
    Controls,
    /// Brackets get the width of their pair
    Brackets,
    /// Private-use characters are listed by --findings
    PrivateUse,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum When {
    Auto,
    Always,
    Never,
}

/// What --generate writes.
#[derive(Clone, Copy, Debug)]
pub enum Generated {
    Completions(Shell),
    Man,
}

fn generated(name: &str) -> Result<Generated, String> {
    match name {
        "man" => Ok(Generated::Man),
        shell => Shell::from_str(shell, true)
            .map(Generated::Completions)
            .map_err(|_| "one of bash, elvish, fish, powershell, zsh, man".to_owned()),
    }
}

/// A part of the documents: every `of`-th, from number `part` on, counted from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shard {
    pub part: u64,
    pub of: u64,
}

impl Shard {
    fn parse(given: &str) -> Result<Shard, String> {
        let numbers = given.split_once('/').and_then(|(i, n)| Some((i.parse().ok()?, n.parse().ok()?)));
        match numbers {
            Some((part, of)) if (1..=of).contains(&part) => Ok(Shard { part: part - 1, of }),
            _ => Err("I/N, with I from 1 to N: 1/4, 2/4, 3/4, 4/4".to_owned()),
        }
    }

    /// Whether the document with this number, counted from 0, is in this part.
    pub fn has(&self, number: u64) -> bool {
        number % self.of == self.part
    }
}

/// A reason, by the name the log gives it.
fn reason(name: &str) -> Result<Reason, String> {
    let known = serde_json::from_value(serde_json::Value::from(name.replace('-', "_")));
    known.map_err(|_| {
        "one of copy, copied-blank, letter-spacing, han-latin-gap, line-join, hyphen, indent, blank-line, \
         radical, compatibility, invisible, control, bracket"
            .to_owned()
    })
}

/// A number of bytes: digits, and K, M or G (of 1024).
fn size(given: &str) -> Result<u64, String> {
    let number = given.trim_end_matches(['b', 'B']);
    let digits = number.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let shift = match &number[digits.len()..] {
        "" => 0,
        "k" | "K" => 10,
        "m" | "M" => 20,
        "g" | "G" => 30,
        _ => u32::MAX,
    };
    let number: Option<u64> = digits.parse().ok();
    number
        .and_then(|number| number.checked_mul(1_u64.checked_shl(shift)?))
        .ok_or_else(|| "a number of bytes: 500K, 64M, 2G".to_owned())
}

impl Args {
    /// The library's options.
    pub fn options(&self) -> Options {
        let mut options = Options::default();
        options.lines = if self.keep_lines { Lines::Keep } else { Lines::Join };
        options.caution = match self.caution {
            CautionArg::Low => Caution::Low,
            CautionArg::High => Caution::High,
            CautionArg::Utmost => Caution::Utmost,
        };
        options.han_latin = match self.han_latin {
            HanLatinArg::Keep => HanLatin::Keep,
            HanLatinArg::Close => HanLatin::Close,
            HanLatinArg::Space => HanLatin::Space,
        };
        options.open_seams = match self.open_seams {
            OpenSeamsArg::Keep => OpenSeams::Keep,
            OpenSeamsArg::Join => OpenSeams::Join,
        };
        options.tidy = self.tidy();
        options
    }

    fn tidy(&self) -> Tidy {
        let mut tidy = Tidy::default();
        for what in &self.tidy {
            match what {
                TidyArg::All => tidy = Tidy::all(),
                TidyArg::Radicals => tidy.radicals = Stage::On,
                TidyArg::Compatibility => tidy.compatibility = Stage::On,
                TidyArg::Invisible => tidy.invisible = Stage::On,
                TidyArg::Controls => tidy.controls = Stage::On,
                TidyArg::Brackets => tidy.brackets = Stage::On,
                TidyArg::PrivateUse => tidy.private_use = Stage::On,
            }
        }
        tidy
    }

    /// Whether what is written has the encoding of what was read.
    pub fn keeps_encoding(&self) -> bool {
        match self.output_encoding {
            Some(encoding) => encoding == OutputEncoding::Same,
            None => self.in_place.is_some(),
        }
    }

    /// What goes after the name of a page that is kept.
    pub fn suffix(&self) -> Option<&str> {
        self.in_place.as_ref()?.as_deref().filter(|suffix| !suffix.is_empty())
    }

    /// How many threads repair.
    pub fn threads(&self) -> usize {
        match self.jobs {
            0 => std::thread::available_parallelism().map_or(1, usize::from),
            jobs => jobs,
        }
    }

    /// What clap cannot know of options that do not go together.
    pub fn fault(&self) -> Option<&'static str> {
        let reviews = self.check || self.diff || self.findings;
        if reviews && (self.output.is_some() || self.in_place.is_some()) {
            return Some("--check, --diff and --findings write no article: leave out --output or --in-place");
        }
        if self.keep_lines && self.format != Format::Text {
            return Some("--keep-lines leaves lines, not blocks: it goes with --format text only");
        }
        if self.json && !self.findings && self.stats.is_none() {
            return Some("--json is the form of --findings and --stats: give one of them");
        }
        if self.resume == Some(None) && self.output.is_none() {
            return Some("--resume needs --output FOLDER; in place, a file for its notes: --resume=FILE");
        }
        if self.suffix().is_some_and(|suffix| suffix.contains(['/', '\\'])) {
            return Some("--in-place=SUFFIX goes after the page's name, and has no / in it");
        }
        None
    }
}
