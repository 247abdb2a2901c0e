//! What Factur-X wants to stand in a file's metadata (XMP), which krilla does not write.
//!
//! The file stays as it is; the metadata's object is written once more behind it with its additions, and a second table says
//! that this one counts (ISO 32000-1, 7.5.6, incremental updates).

/// The properties, and the schema that PDF/A wants for properties that are not its own.
const FACTUR_X: &str = include_str!("factur_x.xmp");

/// The file with Factur-X's properties. `None` where it is not built as krilla builds them.
pub(super) fn describe(file: &[u8]) -> Option<Vec<u8>> {
    let begin = find(file, b"<?xpacket begin", 0)?;
    let end = find(file, b"?>", find(file, b"<?xpacket end", begin)?)? + 2;
    let packet = std::str::from_utf8(file.get(begin..end)?).ok()?;
    let (before, after) = packet.split_once("</rdf:RDF>")?;
    let packet = format!("{before}{FACTUR_X}</rdf:RDF>{after}");

    let object = number_before(file, rfind(file, b" 0 obj", begin)?)?;
    let mark = rfind(file, b"startxref", file.len())?;
    let previous =
        std::str::from_utf8(file.get(mark..)?).ok()?.split_whitespace().nth(1)?.parse::<usize>().ok()?;
    let trailer = rfind(file, b"trailer", mark)?;
    let trailer = std::str::from_utf8(file.get(trailer + b"trailer".len()..mark)?).ok()?;
    let trailer = trailer.trim().strip_suffix(">>")?.trim_end();

    let mut out = file.to_vec();
    out.push(b'\n');
    let at = out.len();
    let length = packet.len();
    out.extend_from_slice(
        format!(
            "{object} 0 obj\n<<\n  /Length {length}\n  /Type /Metadata\n  /Subtype /XML\n>>\nstream\n{packet}\nendstream\nendobj\n"
        )
        .as_bytes(),
    );
    let table = out.len();
    out.extend_from_slice(
        format!(
            "xref\n{object} 1\n{at:010} 00000 n\r\ntrailer\n{trailer}\n  /Prev {previous}\n>>\nstartxref\n{table}\n%%EOF\n"
        )
        .as_bytes(),
    );
    Some(out)
}

fn find(file: &[u8], what: &[u8], from: usize) -> Option<usize> {
    file.get(from..)?.windows(what.len()).position(|window| window == what).map(|place| place + from)
}

fn rfind(file: &[u8], what: &[u8], to: usize) -> Option<usize> {
    file.get(..to)?.windows(what.len()).rposition(|window| window == what)
}

/// The number that ends there.
fn number_before(file: &[u8], end: usize) -> Option<u32> {
    let head = file.get(..end)?;
    let start = head.iter().rposition(|byte| !byte.is_ascii_digit())? + 1;
    std::str::from_utf8(head.get(start..)?).ok()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_of_another_kind_is_left_alone() {
        assert_eq!(describe(b"%PDF-1.7\ntrailer\n<<>>\nstartxref\n9\n%%EOF"), None);
        assert_eq!(describe(b""), None);
    }
}
