//! An article as Markdown (CommonMark).

use dedouble::Role;

/// A block of the article, as far as Markdown cares.
#[derive(Clone, Copy, Debug)]
pub struct Part<'a> {
    pub role: Role,
    pub bold: bool,
    pub text: &'a str,
}

/// Marks that stand before an item in print, and are Markdown's `-` here.
const BULLETS: [char; 9] = ['•', '●', '○', '■', '□', '◆', '◇', '▪', '·'];

/// Every block with a blank line around it; rows of a table, lines of verse and
/// items of a list stay together.
pub fn markdown<'a>(parts: impl Iterator<Item = Part<'a>>) -> String {
    let mut out = String::new();
    let mut before = None;
    for part in parts {
        let role = part.role;
        let together = before == Some(role) && matches!(role, Role::ListItem | Role::TableRow | Role::Verse);
        match before {
            None => {}
            Some(Role::Verse) if together => out.insert(out.len() - 1, '\\'),
            Some(_) if together => {}
            Some(Role::TableRow) => out.push_str("```\n\n"),
            Some(_) => out.push('\n'),
        }
        if role == Role::TableRow && !together {
            out.push_str("```\n");
        }
        out.push_str(&marked(part));
        out.push('\n');
        before = Some(role);
    }
    if before == Some(Role::TableRow) {
        out.push_str("```\n");
    }
    out
}

/// One block. Line breaks inside it are kept.
fn marked(part: Part) -> String {
    let text = part.text.trim();
    match part.role {
        Role::Headline => format!("# {}", heading(text)),
        Role::Subhead => format!("## {}", heading(text)),
        Role::Quote => format!("> {}", strong(text, part.bold, "\\\n> ")),
        Role::ListItem => item(text, part.bold),
        // Its blanks are its columns.
        Role::TableRow => part.text.trim_end().to_owned(),
        _ => strong(text, part.bold, "\\\n"),
    }
}

/// A heading is one line, and bold without saying so.
fn heading(text: &str) -> String {
    text.lines().map(|line| escaped(line.trim())).collect::<Vec<_>>().join(" ")
}

fn strong(text: &str, bold: bool, line_break: &str) -> String {
    let mark = if bold { "**" } else { "" };
    let lines: Vec<_> = text.lines().map(|line| format!("{mark}{}{mark}", escaped(line.trim()))).collect();
    lines.join(line_break)
}

/// A list item with Markdown's mark: its number as it stands (`1.`), or a dash.
fn item(text: &str, bold: bool) -> String {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    // CommonMark takes no longer numbers.
    if (1..=9).contains(&digits) {
        if let Some(rest) = text[digits..].strip_prefix(". ") {
            return format!("{}. {}", &text[..digits], strong(rest.trim(), bold, "\\\n   "));
        }
    }
    format!("- {}", strong(text.trim_start_matches(BULLETS).trim(), bold, "\\\n  "))
}

/// `line` with a backslash before what would be markup. Some marks are markup
/// only where a line starts: those of headings, lists and rules.
fn escaped(line: &str) -> String {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let at_start: &[char] = if digits == 0 { &['#', '+', '-', '=', '~'] } else { &['.', ')'] };
    let mut out = String::with_capacity(line.len() + 8);
    for (i, c) in line.char_indices() {
        let starts = i == digits && at_start.contains(&c);
        if starts || matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '&' | '|') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}
