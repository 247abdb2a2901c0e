//! Reads XML that a bank made, or somebody who says so: no entities, no depth, no other encoding.

use super::camt::CamtError;
use quick_xml::{
    NsReader,
    events::{BytesRef, BytesStart, Event},
    name::{Namespace, ResolveResult},
};

/// The largest file, in bytes.
pub const MOST_BYTES: usize = 32 * 1024 * 1024;
/// How deep elements lie in each other at most: ISO 20022 has 12.
const MOST_DEEP: usize = 32;
/// The longest text of an element, in bytes: ISO 20022 has 500 characters.
const MOST_TEXT: usize = 4096;
/// So many attributes of an element are looked at: the one that counts, `Ccy`, stands alone.
const MOST_ATTRIBUTES: usize = 16;
/// What namespaces of statements begin with; two digits of the version follow.
const NAMESPACE: &str = "urn:iso:std:iso:20022:tech:xsd:camt.053.001.";
/// Stands in a path for what is of another namespace.
const FOREIGN: &str = "*";

/// What happens to whoever reads.
pub trait Visitor {
    /// An element begins at this path.
    fn begins(&mut self, path: &[String], currency: Option<String>);
    /// An element ends that had this text and no elements in it.
    fn text(&mut self, path: &[String], text: &str) -> Result<(), CamtError>;
    /// An element ends.
    fn ends(&mut self, path: &[String]) -> Result<(), CamtError>;
}

/// Reads a document to its end.
///
/// # Errors
/// Where it is no statement, or could do harm.
pub fn read(bytes: &[u8], visitor: &mut impl Visitor) -> Result<(), CamtError> {
    if bytes.len() > MOST_BYTES {
        return Err(CamtError::TooLarge);
    }
    let text = std::str::from_utf8(bytes).map_err(|_| CamtError::Encoding)?;
    let mut reader = NsReader::from_str(text.trim_start_matches('\u{feff}'));
    let mut walk = Walk { path: Vec::new(), text: String::new(), leaf: false, version: None };
    loop {
        let (namespace, event) = reader.read_resolved_event().map_err(|error| broken(&error))?;
        match event {
            Event::Start(start) => {
                let currency = walk.enter(namespace, &start)?;
                visitor.begins(&walk.path, currency);
            }
            Event::Empty(start) => {
                let currency = walk.enter(namespace, &start)?;
                visitor.begins(&walk.path, currency);
                walk.leave(visitor)?;
            }
            Event::End(_) => walk.leave(visitor)?,
            Event::Text(text) => walk.add(&text.xml10_content())?,
            Event::CData(text) => walk.add(&text.xml10_content())?,
            Event::GeneralRef(reference) => walk.add(&resolved(&reference)?)?,
            Event::Decl(declaration) => {
                let utf8 = |name: &str| name.eq_ignore_ascii_case("utf-8");
                if let Some(encoding) = declaration.encoding()
                    && !encoding.is_ok_and(|name| utf8(&name))
                {
                    return Err(CamtError::Encoding);
                }
            }
            Event::DocType(_) => return Err(CamtError::Entities),
            Event::Comment(_) | Event::PI(_) => {}
            Event::Eof => break,
        }
    }
    match (walk.path.is_empty(), walk.version) {
        (_, None) => Err(CamtError::NotAStatement),
        (false, _) => Err(CamtError::Broken("it ends too early".to_owned())),
        (true, Some(_)) => Ok(()),
    }
}

fn broken(error: &dyn std::error::Error) -> CamtError {
    CamtError::Broken(error.to_string())
}

/// A character by its number, or one of the five that XML has names for.
fn resolved(reference: &BytesRef<'_>) -> Result<String, CamtError> {
    if let Some(character) = reference.resolve_char_ref().map_err(|error| broken(&error))? {
        return Ok(character.to_string());
    }
    let known = match &*reference.xml10_content() {
        "lt" => "<",
        "gt" => ">",
        "amp" => "&",
        "apos" => "'",
        "quot" => "\"",
        _ => return Err(CamtError::Entities),
    };
    Ok(known.to_owned())
}

struct Walk {
    path: Vec<String>,
    text: String,
    /// Whether nothing has begun since the innermost element has.
    leaf: bool,
    /// The namespace of the document.
    version: Option<String>,
}

impl Walk {
    /// Answers the currency that the element says, if it does.
    fn enter(
        &mut self,
        namespace: ResolveResult<'_>,
        start: &BytesStart<'_>,
    ) -> Result<Option<String>, CamtError> {
        if self.path.len() >= MOST_DEEP {
            return Err(CamtError::TooDeep);
        }
        let namespace = match namespace {
            ResolveResult::Bound(Namespace(name)) => name.to_owned(),
            ResolveResult::Unbound => String::new(),
            ResolveResult::Unknown(_) => {
                return Err(CamtError::Broken("a prefix has no namespace".to_owned()));
            }
        };
        let name = start.local_name().as_ref().to_owned();
        if self.version.is_none() {
            let version = namespace.strip_prefix(NAMESPACE).filter(|version| version.len() == 2);
            if name != "Document" || version.is_none_or(|version| version.parse::<u8>().is_err()) {
                return Err(CamtError::NotAStatement);
            }
            self.version = Some(namespace.clone());
        }
        let own = self.version.as_ref() == Some(&namespace);
        self.path.push(if own { name } else { FOREIGN.to_owned() });
        self.text.clear();
        self.leaf = true;
        let mut currency = None;
        for attribute in start.attributes().take(MOST_ATTRIBUTES) {
            let attribute = attribute.map_err(|error| broken(&error))?;
            if attribute.key.as_ref() == "Ccy" {
                currency = Some(attribute.value.into_owned());
            }
        }
        Ok(currency)
    }

    fn add(&mut self, text: &str) -> Result<(), CamtError> {
        if self.path.is_empty() {
            return if text.trim().is_empty() { Ok(()) } else { Err(CamtError::NotAStatement) };
        }
        if self.text.len() + text.len() > MOST_TEXT {
            return Err(CamtError::TooLarge);
        }
        self.text.push_str(text);
        Ok(())
    }

    fn leave(&mut self, visitor: &mut impl Visitor) -> Result<(), CamtError> {
        if self.leaf {
            visitor.text(&self.path, self.text.trim())?;
        }
        visitor.ends(&self.path)?;
        self.leaf = false;
        self.text.clear();
        self.path.pop();
        Ok(())
    }
}
