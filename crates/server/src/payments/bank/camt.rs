//! What a bank statement (camt.053) says.

use super::reader::{self, Visitor};
use crate::payments::amount;
use std::collections::HashMap;
use time::{Date, macros::format_description};

/// Why a file is not read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CamtError {
    /// It is something else.
    #[error("It is no bank statement (camt.053).")]
    NotAStatement,
    /// It is larger than a statement is, or a text in it is.
    #[error("It is larger than a bank statement is.")]
    TooLarge,
    /// Its elements lie in each other too deeply.
    #[error("Its elements lie in each other more deeply than those of a bank statement.")]
    TooDeep,
    /// It has a document type or entities, which statements have not.
    #[error("It declares or uses entities, which bank statements do not.")]
    Entities,
    /// It is written in another encoding.
    #[error("It is not written in UTF-8.")]
    Encoding,
    /// It is no XML.
    #[error("It is no XML that can be read: {0}.")]
    Broken(String),
    /// An entry lacks what it has to have.
    #[error("Entry {0} lacks {1}.")]
    Incomplete(usize, &'static str),
}

/// A line: money that came, or was taken back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// On which account: its IBAN.
    pub account: String,
    /// What the bank calls the line.
    pub entry_reference: String,
    /// When it was booked: `2026-11-26`.
    pub booked_on: String,
    /// How much, in minor units; less than 0 where an earlier line is taken back.
    pub minor: i64,
    /// ISO 4217.
    pub currency: String,
    /// What the payer wrote.
    pub remittance: String,
    /// The references that the payer gave as such.
    pub references: Vec<String>,
    /// Who paid.
    pub debtor: Option<String>,
}

/// A statement file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Statement {
    /// Money that came, or was taken back.
    pub lines: Vec<Line>,
    /// How many entries there were besides: money that went, and what is not booked yet.
    pub others: usize,
}

/// Reads a file.
///
/// # Errors
/// Where it is none, or could do harm.
pub fn parse(bytes: &[u8]) -> Result<Statement, CamtError> {
    let mut reading = Reading::default();
    reader::read(bytes, &mut reading)?;
    Ok(Statement { lines: reading.lines, others: reading.others })
}

/// The longest remittance that is kept, in characters.
const LONGEST: usize = 500;

#[derive(Default)]
struct Reading {
    statement: String,
    account: String,
    entry: Option<Entry>,
    entries: usize,
    lines: Vec<Line>,
    /// How often what was said of lines that the bank gives no reference.
    said: HashMap<String, usize>,
    others: usize,
}

#[derive(Default)]
struct Amount {
    text: String,
    currency: String,
}

#[derive(Default)]
struct Entry {
    reference: String,
    bank_reference: String,
    amount: Amount,
    is_credit: Option<bool>,
    is_reversal: bool,
    status: String,
    booked_on: String,
    details: Vec<Detail>,
}

#[derive(Default)]
struct Detail {
    amount: Option<Amount>,
    is_credit: Option<bool>,
    remittance: Vec<String>,
    references: Vec<String>,
    debtor: Option<String>,
}

/// Where entries are: `Document/BkToCstmrStmt/Stmt`.
const STATEMENT: [&str; 3] = ["Document", "BkToCstmrStmt", "Stmt"];

/// The path below a statement.
fn below(path: &[String]) -> Option<Vec<&str>> {
    let mut path = path.iter().map(String::as_str);
    STATEMENT.iter().all(|name| path.next() == Some(name)).then(|| path.collect())
}

impl Visitor for Reading {
    fn begins(&mut self, path: &[String], currency: Option<String>) {
        match below(path).as_deref() {
            Some([]) => (self.statement, self.account) = (String::new(), String::new()),
            Some(["Ntry"]) => self.entry = Some(Entry::default()),
            Some(["Ntry", "NtryDtls", "TxDtls"]) => {
                self.entry.iter_mut().for_each(|entry| entry.details.push(Detail::default()));
            }
            Some(["Ntry", "Amt"]) => {
                self.entry
                    .iter_mut()
                    .for_each(|entry| entry.amount.currency = currency.clone().unwrap_or_default());
            }
            // The amount of the transaction, or, where it has none of its own, that in its details, which come before or after.
            Some(["Ntry", "NtryDtls", "TxDtls", "Amt"]) => {
                self.detail(|detail| {
                    detail.amount =
                        Some(Amount { text: String::new(), currency: currency.unwrap_or_default() });
                });
            }
            _ => {}
        }
    }

    fn text(&mut self, path: &[String], text: &str) -> Result<(), CamtError> {
        let Some(path) = below(path) else { return Ok(()) };
        let own = || text.to_owned();
        match path.as_slice() {
            ["Id"] => self.statement = own(),
            ["Acct", "Id", "IBAN"] | ["Acct", "Id", "Othr", "Id"] => self.account = own(),
            ["Ntry", "NtryDtls", "TxDtls", rest @ ..] => self.detail(|detail| detail.text(rest, text)),
            ["Ntry", rest @ ..] => {
                if let Some(entry) = &mut self.entry {
                    entry.text(rest, text);
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn ends(&mut self, path: &[String]) -> Result<(), CamtError> {
        if below(path).as_deref() != Some(&["Ntry"]) {
            return Ok(());
        }
        self.entries += 1;
        match self.entry.take() {
            Some(entry) => self.add(entry),
            None => Ok(()),
        }
    }
}

impl Entry {
    fn text(&mut self, path: &[&str], text: &str) {
        let own = || text.to_owned();
        match path {
            ["NtryRef"] => self.reference = own(),
            ["AcctSvcrRef"] => self.bank_reference = own(),
            ["Amt"] => self.amount.text = own(),
            ["CdtDbtInd"] => self.is_credit = credit(text),
            ["RvslInd"] => self.is_reversal = matches!(text, "true" | "1"),
            // Up to version 6 the one, from version 7 on the other.
            ["Sts"] | ["Sts", "Cd"] => self.status = own(),
            ["BookgDt", "Dt" | "DtTm"] => self.booked_on = text.get(..10).unwrap_or(text).to_owned(),
            _ => {}
        }
    }
}

impl Detail {
    fn text(&mut self, path: &[&str], text: &str) {
        match path {
            ["Amt"] => self.amount.iter_mut().for_each(|amount| text.clone_into(&mut amount.text)),
            ["CdtDbtInd"] => self.is_credit = credit(text),
            // Up to version 7 the one, from version 8 on the other.
            ["RltdPties", "Dbtr", "Nm"] | ["RltdPties", "Dbtr", "Pty", "Nm"] => {
                self.debtor = Some(clean(text))
            }
            ["RmtInf", "Ustrd"] => self.remittance.push(clean(text)),
            ["RmtInf", "Strd", "CdtrRefInf", "Ref"] => self.references.push(clean(text)),
            ["Refs", "EndToEndId"] if text != "NOTPROVIDED" => self.references.push(clean(text)),
            _ => {}
        }
    }
}

/// Text that can be shown in a terminal: what moves its cursor becomes a space.
fn clean(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).take(LONGEST).collect()
}

fn credit(text: &str) -> Option<bool> {
    match text {
        "CRDT" => Some(true),
        "DBIT" => Some(false),
        _ => None,
    }
}

impl Reading {
    fn detail(&mut self, work: impl FnOnce(&mut Detail)) {
        if let Some(detail) = self.entry.as_mut().and_then(|entry| entry.details.last_mut()) {
            work(detail);
        }
    }

    fn add(&mut self, mut entry: Entry) -> Result<(), CamtError> {
        let number = self.entries;
        let lacks = |what| CamtError::Incomplete(number, what);
        if entry.status != "BOOK" {
            self.others += 1;
            return Ok(());
        }
        if self.account.is_empty() {
            return Err(lacks("the account"));
        }
        let is_credit = entry.is_credit.ok_or_else(|| lacks("whether money came or went"))?;
        let currency = entry.amount.currency.clone();
        if currency.len() != 3 || !currency.bytes().all(|byte| byte.is_ascii_uppercase()) {
            return Err(lacks("a currency"));
        }
        let minor = amount::parse(&entry.amount.text, &currency).ok_or_else(|| lacks("an amount"))?;
        let format = format_description!("[year]-[month]-[day]");
        if Date::parse(&entry.booked_on, &format).is_err() {
            return Err(lacks("the day on which it was booked"));
        }
        let details = std::mem::take(&mut entry.details);
        match apart(&details, &currency, is_credit, minor) {
            Some(parts) => {
                for (detail, (place, (is_credit, minor))) in details.into_iter().zip((1_usize..).zip(parts)) {
                    self.line(&entry, detail, Some(place), is_credit, minor);
                }
            }
            None => {
                let all = details.into_iter().fold(Detail::default(), Detail::together);
                self.line(&entry, all, None, is_credit, minor);
            }
        }
        Ok(())
    }

    fn line(&mut self, entry: &Entry, detail: Detail, place: Option<usize>, is_credit: bool, minor: i64) {
        // Money came, or what came is taken back. What went, and what went and came back, is the operator's own matter.
        if is_credit == entry.is_reversal || minor == 0 {
            self.others += 1;
            return;
        }
        let minor = if entry.is_reversal { -minor } else { minor };
        let mut remittance = detail.remittance.join(" ");
        for reference in detail.references.iter().filter(|reference| !detail.remittance.contains(reference)) {
            remittance.push(' ');
            remittance.push_str(reference);
        }
        let line = Line {
            account: clean(&self.account),
            entry_reference: String::new(),
            booked_on: entry.booked_on.clone(),
            minor,
            currency: entry.amount.currency.clone(),
            remittance: remittance.trim().chars().take(LONGEST).collect(),
            references: detail.references,
            debtor: detail.debtor,
        };
        let entry_reference = self.name(entry, &line, place);
        self.lines.push(Line { entry_reference, ..line });
    }

    /// What the bank calls a line, the same whenever the file is read: the bank's own reference; where it gives none, the entry's in
    /// its statement; where there is none either, what the line says, counted among those that say the same.
    fn name(&mut self, entry: &Entry, line: &Line, place: Option<usize>) -> String {
        let mut name = if !entry.bank_reference.is_empty() {
            clean(&entry.bank_reference)
        } else if !entry.reference.is_empty() {
            format!("{}/{}", clean(&self.statement), clean(&entry.reference))
        } else {
            let said = format!(
                "{}/{}/{}/{}/{}",
                line.booked_on,
                line.minor,
                line.currency,
                line.debtor.as_deref().unwrap_or_default(),
                line.remittance
            );
            let count = self.said.entry(format!("{}/{said}", line.account)).or_default();
            *count += 1;
            format!("{said}/{count}")
        };
        if let Some(place) = place {
            name.push_str(&format!("#{place}"));
        }
        // A bank may give what it takes back the name of what it takes back.
        if entry.is_reversal {
            name.push_str("#R");
        }
        name
    }
}

/// The amounts of the transactions that a bank booked as one entry; none where there is one transaction, or where they do not come
/// to the entry's amount: then it is one line.
fn apart(details: &[Detail], currency: &str, is_credit: bool, minor: i64) -> Option<Vec<(bool, i64)>> {
    if details.len() < 2 {
        return None;
    }
    let parts = details.iter().map(|detail| {
        let said = detail.amount.as_ref().filter(|said| said.currency == currency)?;
        Some((detail.is_credit.unwrap_or(is_credit), amount::parse(&said.text, currency)?))
    });
    let parts: Vec<(bool, i64)> = parts.collect::<Option<_>>()?;
    let signed = |(credit, part): &(bool, i64)| i128::from(*part) * if *credit == is_credit { 1 } else { -1 };
    (parts.iter().map(signed).sum::<i128>() == i128::from(minor)).then_some(parts)
}

impl Detail {
    fn together(mut self, other: Self) -> Self {
        self.remittance.extend(other.remittance);
        self.references.extend(other.references);
        self.debtor = self.debtor.or(other.debtor);
        self
    }
}
