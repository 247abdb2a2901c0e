//! The PDF: a page that people read, and in it the XML that machines read.

mod attach;
mod faces;
mod figures;
mod foot;
mod head;
mod paper;
mod shape;
mod sums;
mod table;
mod words;
mod wrap;

use crate::document::{Document, Kind, Language};
use crate::fault::{Fault, Reason};
use faces::Faces;
use krilla::configure::{Archival, ConfigurationBuilder};
use krilla::embed::{AssociationKind, EmbeddedFile, MimeType};
use krilla::metadata::{DateTime as Moment, Metadata};
use krilla::{Document as File, SerializeSettings};
use paper::Paper;
use time::{OffsetDateTime, UtcOffset};
use words::Words;

/// What the attached file is called: Factur-X looks for this name.
const NAME: &str = "factur-x.xml";

/// What the parts of a page are made with.
struct Ink<'a> {
    paper: Paper<'a>,
    words: &'static Words,
    document: &'a Document,
}

/// Makes the file of a document that has been checked.
pub(crate) fn write(document: &Document, xml: &[u8], made: OffsetDateTime) -> Result<Vec<u8>, Fault> {
    let faces = Faces::new().ok_or_else(|| unmade("a font cannot be read"))?;
    let mut ink = Ink { paper: Paper::new(&faces), words: words::of(document.language), document };
    head::draw(&mut ink);
    table::draw(&mut ink);
    sums::draw(&mut ink);
    foot::draw(&mut ink);

    let archival = ConfigurationBuilder::new().with_archival_validator(Archival::A3_B).finish();
    let configuration = archival.map_err(|error| unmade(&format!("{error:?}")))?;
    let mut file = File::new_with(SerializeSettings { configuration, ..SerializeSettings::default() });
    let made = moment(made);
    file.set_metadata(metadata(document, made));
    ink.paper.print(&mut file).ok_or_else(|| unmade("a page has no size"))?;
    let attached = EmbeddedFile {
        path: NAME.to_owned(),
        mime_type: MimeType::new("text/xml"),
        description: Some("The invoice as data (Factur-X, EN 16931)".to_owned()),
        association_kind: AssociationKind::Alternative,
        data: xml.to_vec().into(),
        modification_date: Some(made),
        compress: Some(true),
        location: None,
    };
    file.embed_file(attached).ok_or_else(|| unmade("the XML cannot be attached"))?;
    let file = file.finish().map_err(|error| unmade(&format!("{error:?}")))?;
    attach::describe(&file).ok_or_else(|| unmade("the metadata cannot be extended"))
}

fn metadata(document: &Document, made: Moment) -> Metadata {
    let (language, invoice, credit) = match document.language {
        Language::En => ("en", "Invoice", "Credit note"),
        Language::Fr => ("fr", "Facture", "Avoir"),
    };
    let kind = match document.kind {
        Kind::Invoice => invoice,
        Kind::CreditNote { .. } => credit,
    };
    Metadata::new()
        .title(format!("{kind} {}", document.number))
        .authors(vec![document.seller.name.clone()])
        .creator("HQ".to_owned())
        .producer("krilla".to_owned())
        .language(language.to_owned())
        .document_id(format!("{} {}", document.seller.name, document.number))
        .creation_date(made)
}

fn moment(made: OffsetDateTime) -> Moment {
    let made = made.to_offset(UtcOffset::UTC);
    Moment::new(u16::try_from(made.year()).unwrap_or_default())
        .month(u8::from(made.month()))
        .day(made.day())
        .hour(made.hour())
        .minute(made.minute())
        .second(made.second())
        .utc_offset_hour(0)
        .utc_offset_minute(0)
}

fn unmade(why: &str) -> Fault {
    Fault::new("pdf", Reason::File(why.to_owned()))
}
