//! An article as Markdown (CommonMark).

use dedouble::{Block, Role};

/// Marks that stand before an item in print, and are Markdown's `-` here.
const BULLETS: [char; 9] = ['•', '●', '○', '■', '□', '◆', '◇', '▪', '·'];

/// Every block with a blank line around it; rows of a table, lines of verse and
/// items of a list stay together.
pub fn markdown(text: &str, blocks: &[Block]) -> String {
    let mut out = String::new();
    let mut before = None;
    for block in blocks {
        let lines = &text[block.span.clone()];
        let goes_on = before == Some(block.role);
        let together = goes_on && matches!(block.role, Role::ListItem | Role::TableRow | Role::Verse);
        if before == Some(Role::TableRow) && !together {
            out.push_str("```\n");
        }
        if before == Some(Role::Verse) && together {
            // A line break that is one.
            out.insert(out.len() - 1, '\\');
        }
        if !out.is_empty() && !together {
            out.push('\n');
        }
        match block.role {
            Role::TableRow => {
                out.push_str(if together { "" } else { "```\n" });
                out.push_str(lines);
            }
            _ => out.push_str(&marked(lines, block)),
        }
        out.push('\n');
        before = Some(block.role);
    }
    if before == Some(Role::TableRow) {
        out.push_str("```\n");
    }
    out
}

/// One block that is not a row of a table. Line breaks inside it are kept.
fn marked(lines: &str, block: &Block) -> String {
    let lines = lines.trim();
    match block.role {
        Role::Headline => format!("# {}", heading(lines)),
        Role::Subhead => format!("## {}", heading(lines)),
        Role::Quote => format!("> {}", strong(lines, block.bold, "\\\n> ")),
        Role::ListItem => item(lines, block.bold),
        _ => strong(lines, block.bold, "\\\n"),
    }
}

/// A heading is one line, and bold without saying so.
fn heading(lines: &str) -> String {
    lines.lines().map(|line| escaped(line.trim())).collect::<Vec<_>>().join(" ")
}

fn strong(lines: &str, bold: bool, line_break: &str) -> String {
    let mark = if bold { "**" } else { "" };
    let lines: Vec<_> = lines.lines().map(|line| format!("{mark}{}{mark}", escaped(line.trim()))).collect();
    lines.join(line_break)
}

/// A list item with Markdown's mark: its number as it stands (`1.`), or a dash.
fn item(lines: &str, bold: bool) -> String {
    let digits = lines.bytes().take_while(u8::is_ascii_digit).count();
    if (1..=9).contains(&digits) {
        if let Some(rest) = lines[digits..].strip_prefix(". ") {
            return format!("{}. {}", &lines[..digits], strong(rest.trim(), bold, "\\\n   "));
        }
    }
    format!("- {}", strong(lines.trim_start_matches(BULLETS).trim(), bold, "\\\n  "))
}

/// `line` with a backslash before what would be markup. Only at its start are
/// some marks markup: headings, quotes, lists.
fn escaped(line: &str) -> String {
    let mut out = String::with_capacity(line.len() + 8);
    let mark = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let number = line.len() - mark.len();
    let at_start = if number == 0 { ['#', '+', '-', '=', '~'].as_slice() } else { ['.', ')'].as_slice() };
    for (i, c) in line.char_indices() {
        let starts = i == number && at_start.contains(&c);
        if starts || matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '&' | '|') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}
