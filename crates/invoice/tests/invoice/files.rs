//! What the PDFs are made of. krilla refuses to finish what is no PDF/A-3B, so that a file that is there has passed its rules.

use crate::samples;
use hq_invoice::*;
use time::macros::datetime;

const MADE: DateTime = datetime!(2026-12-01 07:30 UTC);

fn file(document: &Document) -> (Vec<u8>, Vec<u8>) {
    let xml = xml(document).expect("accepted");
    let pdf = pdf(document, &xml, MADE).expect("a PDF/A");
    (xml, pdf)
}

fn count(text: &str, what: &str) -> usize {
    text.matches(what).count()
}

#[test]
fn a_file_is_a_pdf_a_with_its_xml() {
    let (_, pdf) = file(&samples::france());
    let text = String::from_utf8_lossy(&pdf);
    assert!(text.starts_with("%PDF-1.7"));
    assert_eq!(count(&text, "/S /GTS_PDFA1") + count(&text, "/S/GTS_PDFA1"), 1, "an output intent");
    assert_eq!(count(&text, "/Alternative"), 1, "how the attached file is related");
    assert!(text.contains("/AF ") || text.contains("/AF["), "the catalogue knows it");
    assert!(text.contains("factur-x.xml") && text.contains("text#2Fxml"));
    assert!(!text.contains("/Encrypt") && !text.contains("/JavaScript"));
}

#[test]
fn the_metadata_that_counts_is_the_last() {
    let (_, pdf) = file(&samples::credit_note());
    let text = String::from_utf8_lossy(&pdf);
    assert_eq!(count(&text, "%%EOF"), 2, "the file, and what was added to it");
    assert_eq!(count(&text, "/Prev "), 1);
    let last = text.rfind("<?xpacket begin").expect("a packet");
    let packet = &text[last..text.rfind("<?xpacket end").expect("its end")];
    let xmp = packet.split_once("?>").expect("a head").1;
    let tree = roxmltree::Document::parse(xmp.trim()).expect("well-formed");
    let value = |namespace: &str, name: &str| {
        let found = tree.descendants().find(|node| node.has_tag_name((namespace, name)));
        found.and_then(|node| node.text()).map(str::to_owned)
    };
    let pdfa = "http://www.aiim.org/pdfa/ns/id/";
    assert_eq!(value(pdfa, "part").as_deref(), Some("3"));
    assert_eq!(value(pdfa, "conformance").as_deref(), Some("B"));
    let fx = "urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#";
    assert_eq!(value(fx, "DocumentType").as_deref(), Some("INVOICE"));
    assert_eq!(value(fx, "DocumentFileName").as_deref(), Some("factur-x.xml"));
    assert_eq!(value(fx, "Version").as_deref(), Some("1.0"));
    assert_eq!(value(fx, "ConformanceLevel").as_deref(), Some("EN 16931"));
    let schema = "http://www.aiim.org/pdfa/ns/schema#";
    let known = tree.descendants().filter(|node| node.has_tag_name((schema, "namespaceURI")));
    assert!(known.filter_map(|node| node.text()).any(|uri| uri == fx), "PDF/A knows these properties");
}

#[test]
fn the_same_document_gives_the_same_bytes() {
    for document in [samples::scripts(), samples::sixty_lines()] {
        assert_eq!(file(&document), file(&document));
    }
}

#[test]
fn when_it_was_made_stands_in_the_metadata() {
    let document = samples::france();
    let xml = xml(&document).expect("accepted");
    let elsewhere = MADE.to_offset(time::macros::offset!(+9));
    assert_eq!(pdf(&document, &xml, MADE), pdf(&document, &xml, elsewhere), "one moment, two clocks");
    let text = String::from_utf8_lossy(&file(&document).1).into_owned();
    assert!(text.contains("2026-12-01T07:30:00"));
}

#[test]
fn many_lines_are_many_pages() {
    let pages = |document: &Document| {
        let pdf = file(document).1;
        let text = String::from_utf8_lossy(&pdf).into_owned();
        count(&text, "/Type /Page\n") + count(&text, "/Type/Page\n") + count(&text, "/Type/Page/")
    };
    assert_eq!(pages(&samples::france()), 1);
    assert_eq!(pages(&samples::sixty_lines()), 3);
}

#[test]
fn anything_that_is_accepted_can_be_drawn() {
    let mut document = samples::scripts();
    document.buyer.name = "名".repeat(300);
    document.buyer.address.lines = vec!["M".repeat(300); 3];
    document.seller.name = "W".repeat(300);
    document.notes.legal = vec!["word ".repeat(1000); 3];
    document.lines[0].description = Some("long ".repeat(1000));
    document.lines[1].name = "\u{200b}\u{202e}\u{200d}🎈👨‍👩‍👧 e\u{301}\u{fe0f}\u{e000}\u{378}".to_owned();
    document.payment.terms = "terms ".repeat(50);
    file(&document);
}
