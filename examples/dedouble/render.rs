//! An article as text or as JSON.

use dedouble::{Block, Restored, Role};
use serde::Serialize;

use crate::args::Format;
use crate::fault::Fault;
use crate::markdown::{markdown, Part};

/// The article in a format, with a line break at its end.
pub fn render(restored: &Restored, format: Format) -> Result<String, Fault> {
    match format {
        Format::Text => Ok(text(restored)),
        Format::Markdown => Ok(markdown(restored.blocks.iter().map(|block| part(restored, block)))),
        Format::Json => json(restored).map_err(|error| Fault::System(error.to_string())),
    }
}

fn text(restored: &Restored) -> String {
    let mut text = restored.text.clone().into_owned();
    if !text.is_empty() && !text.ends_with('\n') {
        text.push('\n');
    }
    text
}

fn part<'a>(restored: &'a Restored, block: &Block) -> Part<'a> {
    Part { role: block.role, bold: block.bold, text: &restored.text[block.span.clone()] }
}

/// A block of the article, as it is written.
#[derive(Serialize)]
struct JsonBlock<'a> {
    role: &'static str,
    text: &'a str,
    /// Where it stands in the article, in bytes.
    span: (usize, usize),
    /// Where it stood on the page, in bytes.
    source: (usize, usize),
    bold: bool,
}

/// An array, a block a line.
fn json(restored: &Restored) -> serde_json::Result<String> {
    let blocks = restored.blocks.iter().map(|block| serde_json::to_string(&json_block(restored, block)));
    let blocks = blocks.collect::<Result<Vec<_>, _>>()?;
    let end = if blocks.is_empty() { "" } else { "\n" };
    Ok(format!("[{end}{}{end}]\n", blocks.join(",\n")))
}

fn json_block<'a>(restored: &'a Restored, block: &Block) -> JsonBlock<'a> {
    let source = restored.log.span_to_source(block.span.clone());
    JsonBlock {
        role: role(block.role),
        text: &restored.text[block.span.clone()],
        span: (block.span.start, block.span.end),
        source: (source.start, source.end),
        bold: block.bold,
    }
}

fn role(role: Role) -> &'static str {
    match role {
        Role::Headline => "headline",
        Role::Subhead => "subhead",
        Role::Byline => "byline",
        Role::Caption => "caption",
        Role::Quote => "quote",
        Role::ListItem => "list_item",
        Role::TableRow => "table_row",
        Role::Verse => "verse",
        Role::Furniture => "furniture",
        _ => "body",
    }
}
