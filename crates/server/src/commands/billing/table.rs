//! Tables for people.

use std::io::{self, Write};

/// On which side of its column a cell stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Words.
    Left,
    /// Amounts.
    Right,
}

/// Writes a table: a line of titles, and a line each row.
///
/// # Errors
/// Where nobody reads.
pub fn write<const N: usize>(
    out: &mut impl Write,
    titles: [(&str, Side); N],
    rows: &[[String; N]],
) -> io::Result<()> {
    let length = |text: &str| text.chars().count();
    let mut widths = titles.map(|(title, _)| length(title));
    for row in rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = (*width).max(length(cell));
        }
    }
    let mut line = |cells: &mut dyn Iterator<Item = &str>| {
        let cells: Vec<String> = cells
            .zip(widths)
            .zip(titles)
            .map(|((cell, width), (_, side))| {
                let space = " ".repeat(width.saturating_sub(length(cell)));
                if side == Side::Left { format!("{cell}{space}") } else { format!("{space}{cell}") }
            })
            .collect();
        writeln!(out, "{}", cells.join("  ").trim_end())
    };
    line(&mut titles.iter().map(|(title, _)| *title))?;
    for row in rows {
        line(&mut row.iter().map(String::as_str))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_as_wide_as_what_stands_in_them() {
        let mut out = Vec::new();
        let rows =
            [["HQ-1".to_owned(), "5.00 EUR".to_owned()], ["HQ-1000".to_owned(), "1234.00 EUR".to_owned()]];
        write(&mut out, [("Invoice", Side::Left), ("Open", Side::Right)], &rows).unwrap();
        assert_eq!(
            String::from_utf8(out).unwrap(),
            "Invoice         Open\nHQ-1        5.00 EUR\nHQ-1000  1234.00 EUR\n"
        );
    }
}
