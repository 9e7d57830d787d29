//! An article as text or as JSON.

use dedouble::{Block, Role};
use serde::Serialize;

use crate::args::Format;
use crate::markdown::{markdown, Part};
use crate::repair::Repaired;

/// The article in a format. Markup has a line break at its end, text what the page has.
pub fn render(restored: &Repaired, format: Format) -> Result<String, String> {
    match format {
        Format::Text => Ok(restored.text.clone().into_owned()),
        Format::Markdown => Ok(markdown(restored.blocks.iter().map(|block| part(restored, block)))),
        Format::Json => json(restored).map_err(|error| error.to_string()),
    }
}

fn part<'a>(restored: &'a Repaired, block: &Block) -> Part<'a> {
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
fn json(restored: &Repaired) -> serde_json::Result<String> {
    let blocks = restored.blocks.iter().map(|block| serde_json::to_string(&json_block(restored, block)));
    let blocks = blocks.collect::<Result<Vec<_>, _>>()?;
    let end = if blocks.is_empty() { "" } else { "\n" };
    Ok(format!("[{end}{}{end}]\n", blocks.join(",\n")))
}

fn json_block<'a>(restored: &'a Repaired, block: &Block) -> JsonBlock<'a> {
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
