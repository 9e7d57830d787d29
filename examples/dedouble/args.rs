//! What the program is asked to do.

use std::path::PathBuf;

use clap::{Parser, ValueEnum};
use dedouble::{Caution, HanLatin, Lines, Options};

use crate::charset::Charset;

/// Gives back the text a newspaper printed, from text extracted with doubled
/// characters (synthetic bold), letter-spacing and hard-wrapped columns.
#[derive(Debug, Parser)]
#[command(name = "dedouble", version, after_help = STATUS)]
pub struct Args {
    /// Pages to repair; - is standard input, and so is nothing. Of a folder,
    /// every .txt file under it
    #[arg(value_name = "PAGE.txt")]
    pub pages: Vec<PathBuf>,

    /// Repair inside lines only; the line breaks stay
    #[arg(long)]
    pub keep_lines: bool,

    /// Read JSON Lines: one document a line, its text under "text". Lines come
    /// out in order, with every byte but the text's as it was
    #[arg(long, conflicts_with_all = ["format", "encoding", "out_dir", "diff"])]
    pub jsonl: bool,

    /// The field that holds the text
    #[arg(long, value_name = "NAME", default_value = "text", requires = "jsonl")]
    pub text_key: String,

    /// Write every change to this file, as JSON Lines
    #[arg(long, value_name = "FILE")]
    pub edits: Option<PathBuf>,

    /// How the article is written
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,

    /// Encoding of the pages: auto, utf-8, gb18030, big5, utf-16le or any other
    /// label of the WHATWG. A byte order mark goes before it. Output is UTF-8
    #[arg(long, value_name = "NAME", default_value = "utf-8", value_parser = Charset::named)]
    pub encoding: Charset,

    /// Write the article of each page to this folder, under the page's name
    #[arg(long, value_name = "FOLDER", conflicts_with_all = ["check", "diff"])]
    pub out_dir: Option<PathBuf>,

    /// Write only the names of the pages (or numbers of the lines) that would
    /// change, and end with status 1 if there are any
    #[arg(long)]
    pub check: bool,

    /// Write a unified diff from page to article in place of the article
    #[arg(long, conflicts_with = "format")]
    pub diff: bool,

    /// Write what was done, in figures, to standard error
    #[arg(long)]
    pub stats: bool,

    /// How much evidence a repair needs
    #[arg(long, value_enum, default_value_t = CautionArg::High)]
    pub caution: CautionArg,

    /// What to put between Han characters and Latin letters or digits
    #[arg(long, value_enum, default_value_t = HanLatinArg::Keep)]
    pub han_latin: HanLatinArg,

    /// Give the source back, from the article and the log that --edits wrote
    #[arg(
        long,
        value_name = "LOG",
        conflicts_with_all =
            ["keep_lines", "edits", "format", "out_dir", "check", "diff", "stats", "caution", "han_latin"]
    )]
    pub revert: Option<PathBuf>,
}

const STATUS: &str = "\
Exit status:
  0  everything was done
  1  a page or line could not be repaired (the others were), or --check found changes
  2  wrong usage, or a file could not be read or written";

/// How the article is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// One paragraph a line
    Text,
    /// Headings, bold, quotes, lists and tables marked up
    Markdown,
    /// A block an object: role, text, span, bold
    Json,
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
        options
    }

    /// What clap cannot know: which pages go with which option.
    pub fn fault(&self) -> Option<&'static str> {
        let folder = self.pages.iter().any(|page| page.is_dir());
        let many = self.pages.len() > 1 || folder;
        if self.jsonl && many {
            return Some("--jsonl reads one file, or standard input");
        }
        if self.revert.is_some() && many {
            return Some("--revert takes one article and its log");
        }
        if many && self.out_dir.is_none() && !self.check && !self.diff {
            return Some("several pages need --out-dir, --check or --diff");
        }
        if self.keep_lines && self.format != Format::Text {
            return Some("--keep-lines leaves lines, not blocks: it goes with --format text only");
        }
        let log = self.edits.as_ref().and_then(|log| log.canonicalize().ok());
        if log.is_some() && self.pages.iter().any(|page| page.canonicalize().ok() == log) {
            return Some("--edits would replace the page");
        }
        None
    }
}
