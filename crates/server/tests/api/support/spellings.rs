//! A text of PEM as programs, editors and mails make it over.

use base64::{Engine as _, prelude::BASE64_STANDARD};

/// A text of PEM in every spelling, with what it is called.
pub fn spellings(pem: &str) -> Vec<(&'static str, String)> {
    let lines = |write: &dyn Fn(&str) -> String| pem.lines().map(write).collect::<String>();
    let json = serde_json::to_string(pem).unwrap();
    let quoted: Vec<String> = pem.lines().map(|line| format!("\"{line}\\n\"")).collect();
    let array = serde_json::to_string(&pem.lines().collect::<Vec<_>>()).unwrap();
    vec![
        ("as it is", pem.to_owned()),
        ("a byte order mark", format!("\u{feff}{pem}")),
        ("indented", lines(&|line| format!("    {line}  \n"))),
        ("indented with tabs", lines(&|line| format!("\t{line}\n"))),
        (
            "spaces that do not break",
            lines(&|line| format!("\u{a0}{}\u{202f}\n", line.replace(' ', "\u{a0}"))),
        ),
        ("spaces of no width", lines(&|line| format!("\u{200b}{line}\u{2060}\n"))),
        ("Windows", pem.replace('\n', "\r\n")),
        ("an old Mac", pem.replace('\n', "\r")),
        ("line ends of Unicode", pem.replace('\n', "\u{2028}")),
        ("no last line end", pem.trim_end().to_owned()),
        ("an empty line between lines", pem.replace('\n', "\n\n")),
        ("written out", pem.replace('\n', "\\n")),
        ("written out as Windows'", pem.replace('\n', "\\r\\n")),
        ("written out twice", pem.replace('\n', "\\\\n")),
        ("a string of JSON", json.clone()),
        ("a string of JSON with its slashes escaped", json.replace('/', "\\/")),
        ("JSON within JSON", serde_json::to_string(&json).unwrap()),
        ("JSON with letters as numbers", json.replace('+', "\\u002b").replace("\\n", "\\u000a")),
        ("an array of JSON", array),
        ("a file of .env", format!("TLS=\"{}\"\n", pem.replace('\n', "\\n"))),
        ("a file of .env with simple quotes", format!("TLS='{pem}'\n")),
        ("a block of YAML", format!("tls: |\n{}", lines(&|line| format!("  {line}\n")))),
        ("a list of YAML", lines(&|line| format!("- '{line}'\n"))),
        ("Kubernetes", format!("data:\n  tls: {}\n", BASE64_STANDARD.encode(pem))),
        ("one line", pem.replace('\n', " ")),
        ("one line without spaces", pem.replace('\n', "")),
        ("one line without any space", pem.replace(['\n', ' '], "")),
        ("glued", pem.replace("-----\n-----BEGIN", "----------BEGIN")),
        ("UTF-16 that was read as UTF-8", wide(pem)),
        ("lines of 76", rewrapped(pem, 76)),
        ("lines of 20", rewrapped(pem, 20)),
        ("one line of base64", rewrapped(pem, usize::MAX)),
        ("a quoted mail", lines(&|line| format!("> {line}\n"))),
        ("strings of a program", quoted.join(" +\n    ")),
        ("strings of another program", quoted.join("\n")),
        (
            "in an address",
            pem.replace('+', "%2B").replace('/', "%2F").replace('=', "%3D").replace('\n', "%0A"),
        ),
        ("dashes of a word processor", pem.replace("-----", "\u{2014}\u{2013}-")),
        (
            "text around",
            format!(
                "Bag Attributes\n    friendlyName: Jörg\nKey Attributes: <No Attributes>\n{pem}\n-- \nends"
            ),
        ),
        (
            "text between",
            pem.replace("-----BEGIN", "subject=CN = acme.example\n\nissuer=/O=Acme\n-----BEGIN"),
        ),
        (
            "an underline between",
            pem.replace("-----BEGIN", "\n------------\n  1 of 3\n------------\n-----BEGIN"),
        ),
    ]
}

/// Each letter with a NUL behind it, and what is no letter of UTF-8 in the place of the mark.
fn wide(text: &str) -> String {
    "\u{fffd}\u{fffd}".chars().chain(text.chars().flat_map(|c| [c, '\0'])).collect()
}

/// Other lengths of its lines.
fn rewrapped(pem: &str, length: usize) -> String {
    let (mut text, mut digits) = (String::new(), String::new());
    for line in pem.lines() {
        if !line.starts_with('-') {
            digits.push_str(line);
            continue;
        }
        for part in digits.as_bytes().chunks(length) {
            text.push_str(std::str::from_utf8(part).unwrap());
            text.push('\n');
        }
        digits.clear();
        text.push_str(line);
        text.push('\n');
    }
    text + &digits
}
