//! Bank statements: what names an invoice and its amount exactly pays it, the rest waits for a person.

use crate::{
    on_both,
    support::{Books, Hq},
};
use hq_server::{
    db::entity::{bank_line, invoice},
    payments::bank::{self, camt},
};
use sea_orm::EntityTrait as _;
use serde_json::Value;
use std::fmt::Write as _;

on_both!(
    a_line_that_says_it_exactly_pays_its_invoice,
    what_is_not_exact_waits_for_a_person,
    the_same_file_again_changes_nothing,
    a_person_says_what_a_line_is_for,
    a_line_that_is_taken_back_opens_its_invoice_again,
    a_batch_is_as_many_lines_as_it_has_transactions,
    a_file_of_two_lines_at_once_is_taken_in_once,
    a_name_that_said_something_else_before_is_told,
    a_file_that_is_broken_leaves_the_others_alone,
);

/// One entry of a statement.
#[derive(Clone)]
struct Entry {
    amount: String,
    currency: &'static str,
    direction: &'static str,
    reversal: bool,
    status: &'static str,
    bank_reference: String,
    details: String,
}

fn entry(amount: &str, name: &str, words: &str) -> Entry {
    Entry {
        amount: amount.to_owned(),
        currency: "EUR",
        direction: "CRDT",
        reversal: false,
        status: "BOOK",
        bank_reference: name.to_owned(),
        details: format!("<TxDtls><RmtInf><Ustrd>{words}</Ustrd></RmtInf></TxDtls>"),
    }
}

/// A file of version 8, as most banks send it, or of version 2, as older systems do.
fn file(version: u8, entries: &[Entry]) -> String {
    let mut text = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.{version:02}\">\
         <BkToCstmrStmt><GrpHdr><MsgId>M</MsgId><CreDtTm>2026-03-02T06:00:00</CreDtTm></GrpHdr><Stmt><Id>S-1</Id>\
         <Acct><Id><IBAN>FR7630006000011234567890189</IBAN></Id><Ccy>EUR</Ccy></Acct>\
         <Bal><Amt Ccy=\"EUR\">99.00</Amt><CdtDbtInd>CRDT</CdtDbtInd></Bal>"
    );
    for entry in entries {
        let status = match version {
            2 => format!("<Sts>{}</Sts>", entry.status),
            _ => format!("<Sts><Cd>{}</Cd></Sts>", entry.status),
        };
        let reversal = if entry.reversal { "<RvslInd>true</RvslInd>" } else { "" };
        let name = match entry.bank_reference.as_str() {
            "" => String::new(),
            name => format!("<AcctSvcrRef>{name}</AcctSvcrRef>"),
        };
        write!(
            text,
            "<Ntry><Amt Ccy=\"{}\">{}</Amt><CdtDbtInd>{}</CdtDbtInd>{reversal}{status}\
             <BookgDt><Dt>2026-03-02</Dt></BookgDt>{name}<NtryDtls>{}</NtryDtls></Ntry>",
            entry.currency, entry.amount, entry.direction, entry.details
        )
        .unwrap();
    }
    text + "</Stmt></BkToCstmrStmt></Document>"
}

impl Hq {
    /// Takes a file in by the operator's command: what it says, and whether it was taken in whole.
    async fn import(&self, text: &str) -> (Value, bool) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("statement.xml");
        std::fs::write(&path, text).unwrap();
        let (said, whole) =
            self.billing_whole(&["import", path.to_str().unwrap(), "--json"]).await.expect("it ends");
        (serde_json::from_str::<Value>(&said).unwrap()[0].clone(), whole)
    }

    async fn waiting(&self) -> Vec<bank_line::Model> {
        let mut lines = bank::lines(self.app.db().read(), Some(bank::LineState::Waiting)).await.unwrap();
        lines.sort_by_key(|line| line.created_at);
        lines
    }
}

async fn invoices(hq: &Hq) -> (Books, invoice::Model, invoice::Model) {
    let books = hq.books(None).await;
    let first = hq.invoice(&books, "HQ-2026-000001", 10_000, 2_000).await;
    let second = hq.invoice(&books, "HQ-2026-000002", 10_000, 2_000).await;
    (books, first, second)
}

fn reference(invoice: &invoice::Model) -> &str {
    invoice.reference.as_deref().unwrap()
}

async fn a_line_that_says_it_exactly_pays_its_invoice(hq: Hq) {
    let (books, first, second) = invoices(&hq).await;
    let structured = Entry {
        details: format!(
            "<TxDtls><RltdPties><Dbtr><Nm>Acme SAS</Nm></Dbtr></RltdPties><RmtInf><Strd><CdtrRefInf><Ref>{}</Ref>\
             </CdtrRefInf></Strd></RmtInf></TxDtls>",
            reference(&first)
        ),
        ..entry("120.00", "A1", "")
    };
    let (told, whole) = hq.import(&file(2, &[structured])).await;
    assert!(whole && told["matched"] == 1 && told["waiting"] == 0, "{told}");
    let words = format!("Invoice 2 / {} thanks &amp; regards", reference(&second).to_lowercase());
    let (told, _) = hq.import(&file(8, &[entry("120", "A2", &words)])).await;
    assert_eq!(told["matched"], 1, "{told}");
    assert_eq!((hq.open(&first).await, hq.open(&second).await, hq.credit(&books).await), (0, 0, 0));
    let rows = bank_line::Entity::find().all(hq.app.db().read()).await.unwrap();
    assert!(rows.iter().all(|row| row.state.as_str() == "matched" && row.payment_id.is_some()), "{rows:?}");
    assert!(rows.iter().any(|row| row.debtor.as_deref() == Some("Acme SAS")));
    assert!(rows.iter().any(|row| row.remittance.ends_with("thanks & regards")), "{rows:?}");
}

async fn what_is_not_exact_waits_for_a_person(hq: Hq) {
    let (books, first, second) = invoices(&hq).await;
    let dollars = hq.issue(&books, "HQ-2026-000003", "USD", (500, 0), None).await;
    let (one, two) = (reference(&first), reference(&second));
    let ignored = [
        Entry { direction: "DBIT", ..entry("120.00", "D1", one) },
        Entry { direction: "CRDT", reversal: true, ..entry("120.00", "D2", one) },
        Entry { status: "PDNG", ..entry("120.00", "D3", one) },
    ];
    let waiting = [
        entry("119.99", "W1", one),
        entry("120.01", "W2", one),
        entry("120.00", "W3", "no reference"),
        entry("120.00", "W4", &format!("{one} {two}")),
        Entry { currency: "USD", ..entry("120.00", "W5", one) },
        entry("5.00", "W6", reference(&dollars)),
        Entry { direction: "DBIT", reversal: true, ..entry("120.00", "W7", one) },
    ];
    let (told, whole) = hq.import(&file(8, &[&ignored[..], &waiting[..]].concat())).await;
    assert!(whole && told["matched"] == 0 && told["waiting"] == 7 && told["others"] == 3, "{told}");
    assert_eq!(
        (hq.open(&first).await, hq.open(&second).await, hq.open(&dollars).await),
        (12_000, 12_000, 500)
    );
    assert_eq!(hq.credit(&books).await, 0, "nothing is booked before a person says so");
    let dollars_paid = Entry { currency: "USD", ..entry("5.00", "W8", reference(&dollars)) };
    let (told, _) =
        hq.import(&file(8, &[dollars_paid, entry("120.00", "W9", one), entry("120.00", "W10", one)])).await;
    assert!(
        told["matched"] == 2 && told["waiting"] == 1,
        "an invoice that is paid is not paid again: {told}"
    );
}

async fn the_same_file_again_changes_nothing(hq: Hq) {
    let (books, first, _) = invoices(&hq).await;
    // Two of the same words, which the bank does not name.
    let nameless = entry("7.00", "", "the same");
    let text = file(
        8,
        &[entry("120.00", "A1", reference(&first)), nameless.clone(), nameless, entry("9.00", "A2", "other")],
    );
    let (told, _) = hq.import(&text).await;
    assert!(told["matched"] == 1 && told["waiting"] == 3 && told["before"] == 0, "{told}");
    let line = hq.waiting().await[0].id.to_string();
    hq.billing(&["set-aside", &line]).await.unwrap();
    let rows = bank_line::Entity::find().all(hq.app.db().read()).await.unwrap();
    for _ in 0..2 {
        let (told, whole) = hq.import(&text).await;
        assert!(whole && told["matched"] == 0 && told["waiting"] == 0 && told["before"] == 4, "{told}");
    }
    let after = bank_line::Entity::find().all(hq.app.db().read()).await.unwrap();
    assert_eq!(rows.len(), after.len());
    assert!(rows.iter().all(|row| after.contains(row)), "{after:?}");
    assert_eq!((hq.open(&first).await, hq.credit(&books).await), (0, 0));
}

async fn a_person_says_what_a_line_is_for(hq: Hq) {
    let (books, first, second) = invoices(&hq).await;
    hq.import(&file(
        8,
        &[entry("50.00", "A1", "part"), entry("100.00", "A2", "rest\u{1b}[31m"), entry("3.00", "A3", "")],
    ))
    .await;
    let table = hq.billing(&["bank-lines"]).await.unwrap();
    assert!(table.contains("50.00 EUR  waiting") && !table.contains('\u{1b}'), "{table}");
    let lines: Vec<String> = hq.waiting().await.iter().map(|line| line.id.to_string()).collect();
    let said = hq.billing(&["assign", &lines[0], "HQ-2026-000001"]).await.unwrap();
    assert_eq!(said, "50.00 EUR of invoice HQ-2026-000001 are paid.\n");
    let said = hq.billing(&["assign", &lines[1], "HQ-2026-000001"]).await.unwrap();
    assert!(said.contains("70.00 EUR of invoice") && said.contains("30.00 EUR were not owed"), "{said}");
    assert_eq!((hq.open(&first).await, hq.credit(&books).await), (0, 3_000));

    let again = hq.billing(&["assign", &lines[0], "HQ-2026-000002"]).await.unwrap_err().to_string();
    assert!(again.starts_with("This line was decided before."), "{again}");
    assert!(hq.billing(&["set-aside", &lines[1]]).await.is_err());
    let said = hq.billing(&["set-aside", &lines[2]]).await.unwrap();
    assert_eq!(said, "3.00 EUR of 2026-03-02 are set aside.\n");
    assert!(hq.billing(&["set-aside", &lines[2]]).await.is_err(), "it does not wait any more");
    assert_eq!(hq.billing(&["bank-lines"]).await.unwrap(), "No line waits for a person.\n");
    assert_eq!(hq.billing_json(&["bank-lines", "--all", "--json"]).await.as_array().unwrap().len(), 3);
    let both = [["assign", lines[2].as_str(), "HQ-2026-000002"]; 2];
    let both = futures::future::join_all(both.iter().map(|arguments| hq.billing(arguments))).await;
    assert_eq!(both.iter().filter(|said| said.is_ok()).count(), 1, "of two at once, one: {both:?}");
    assert_eq!(hq.open(&second).await, 11_700);
}

async fn a_line_that_is_taken_back_opens_its_invoice_again(hq: Hq) {
    let (books, first, second) = invoices(&hq).await;
    let one = reference(&first);
    hq.import(&file(8, &[entry("120.00", "A1", one)])).await;
    let back = Entry { direction: "DBIT", reversal: true, ..entry("120.00", "A1", one) };
    let (told, _) = hq.import(&file(8, std::slice::from_ref(&back))).await;
    assert!(told["matched"] == 1 && told["before"] == 0, "{told}");
    assert_eq!(hq.open(&first).await, 12_000);
    let (told, _) = hq.import(&file(8, std::slice::from_ref(&back))).await;
    assert_eq!(told["before"], 1, "{told}");
    // Only what came can be taken back.
    let more = Entry { bank_reference: "A2".to_owned(), ..back };
    let (told, _) = hq.import(&file(8, std::slice::from_ref(&more))).await;
    assert_eq!(told["waiting"], 1, "{told}");
    let line = hq.waiting().await[0].id.to_string();
    let refused = hq.billing(&["assign", &line, "HQ-2026-000001"]).await.unwrap_err().to_string();
    assert!(refused.starts_with("Less than that was paid of invoice"), "{refused}");
    hq.billing(&["mark-paid", "HQ-2026-000002", "--reference", "1"]).await.unwrap();
    let said = hq.billing(&["assign", &line, "HQ-2026-000002"]).await.unwrap();
    assert_eq!(said, "120.00 EUR of invoice HQ-2026-000002 are open again.\n");
    // Paid again, it is paid.
    hq.import(&file(8, &[entry("120.00", "A3", one)])).await;
    assert_eq!((hq.open(&first).await, hq.open(&second).await, hq.credit(&books).await), (0, 12_000, 0));
}

async fn a_batch_is_as_many_lines_as_it_has_transactions(hq: Hq) {
    let (books, first, second) = invoices(&hq).await;
    let one = |invoice: &invoice::Model, amount: &str| {
        format!(
            "<TxDtls><Amt Ccy=\"EUR\">{amount}</Amt><RltdPties><Dbtr><Pty><Nm>Acme</Nm></Pty></Dbtr></RltdPties>\
             <RmtInf><Ustrd>{}</Ustrd></RmtInf></TxDtls>",
            reference(invoice)
        )
    };
    let batch = Entry {
        details: format!(
            "<Btch><NbOfTxs>2</NbOfTxs></Btch>{}{}",
            one(&first, "120.00"),
            one(&second, "120.00")
        ),
        ..entry("240.00", "B1", "")
    };
    let (told, _) = hq.import(&file(8, &[batch])).await;
    assert_eq!(told["matched"], 2, "{told}");
    assert_eq!((hq.open(&first).await, hq.open(&second).await, hq.credit(&books).await), (0, 0, 0));
    let odd = Entry {
        details: format!("{}{}", one(&first, "120.00"), one(&second, "1.00")),
        ..entry("240.00", "B2", "")
    };
    let (told, _) = hq.import(&file(8, &[odd])).await;
    assert!(told["matched"] == 0 && told["waiting"] == 1, "what does not add up is one line: {told}");
    assert_eq!(hq.waiting().await[0].amount_minor, 24_000);
}

async fn a_file_of_two_lines_at_once_is_taken_in_once(hq: Hq) {
    let (books, first, second) = invoices(&hq).await;
    let text =
        file(8, &[entry("120.00", "A1", reference(&first)), entry("120.00", "A2", reference(&second))]);
    let statement = camt::parse(text.as_bytes()).unwrap();
    let all = futures::future::join_all((0..4).map(|_| bank::import(&hq.app, &statement))).await;
    let all: Vec<bank::Imported> = all.into_iter().map(Result::unwrap).collect();
    assert_eq!(all.iter().map(|imported| imported.matched).sum::<usize>(), 2, "{all:?}");
    assert_eq!(all.iter().map(|imported| imported.before).sum::<usize>(), 6, "{all:?}");
    assert_eq!((hq.open(&first).await, hq.open(&second).await, hq.credit(&books).await), (0, 0, 0));
}

async fn a_name_that_said_something_else_before_is_told(hq: Hq) {
    let (_, first, _) = invoices(&hq).await;
    hq.import(&file(8, &[entry("3.00", "A1", "x")])).await;
    let (told, whole) = hq.import(&file(8, &[entry("120.00", "A1", reference(&first))])).await;
    assert!(!whole && told["contradicting"][0] == "A1" && told["matched"] == 0, "{told}");
    assert_eq!(hq.open(&first).await, 12_000);
}

async fn a_file_that_is_broken_leaves_the_others_alone(hq: Hq) {
    let (_, first, _) = invoices(&hq).await;
    let folder = tempfile::tempdir().unwrap();
    let paths = ["bad.xml", "missing.xml", "good.xml"].map(|name| folder.path().join(name));
    std::fs::write(&paths[0], "<Document>").unwrap();
    std::fs::write(&paths[2], file(8, &[entry("120.00", "A1", reference(&first))])).unwrap();
    let names = paths.each_ref().map(|path| path.to_str().unwrap());
    let (said, whole) = hq.billing_whole(&["import", names[0], names[1], names[2]]).await.unwrap();
    assert!(!whole && said.contains("bad.xml: It is no bank statement"), "{said}");
    assert!(
        said.contains("missing.xml: It cannot be read") && said.contains("good.xml: 1 matched"),
        "{said}"
    );
    assert_eq!(hq.open(&first).await, 0);
}

#[test]
fn what_could_do_harm_is_refused() {
    use camt::CamtError;
    let good = file(8, &[entry("1.00", "A1", "x")]);
    let parse = |text: &str| camt::parse(text.as_bytes()).unwrap_err();
    assert_eq!(camt::parse(good.as_bytes()).unwrap().lines.len(), 1);
    let laughs = "<!DOCTYPE d [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;\">]>";
    assert_eq!(parse(&good.replacen("<Document", &format!("{laughs}<Document"), 1)), CamtError::Entities);
    assert_eq!(parse(&good.replace(">x<", ">&b;<")), CamtError::Entities);
    let outside = "<!DOCTYPE d SYSTEM \"file:///etc/passwd\">";
    assert_eq!(parse(&good.replacen("<Document", &format!("{outside}<Document"), 1)), CamtError::Entities);
    assert_eq!(parse(&good.replace(">x<", &format!(">{}<", "<a>".repeat(100_000)))), CamtError::TooDeep);
    assert_eq!(parse(&good.replace(">x<", &format!(">{}<", "x".repeat(5_000)))), CamtError::TooLarge);
    let huge = format!("{good}{}", " ".repeat(bank::MOST_BYTES));
    assert_eq!(parse(&huge), CamtError::TooLarge);
    assert_eq!(parse(&good.replace("UTF-8", "ISO-8859-1")), CamtError::Encoding);
    assert_eq!(camt::parse(&[0xff, 0xfe, 0x3c]).unwrap_err(), CamtError::Encoding);
    for other in ["", "{}", "<Document/>", "<x xmlns='urn:iso:std:iso:20022:tech:xsd:camt.053.001.08'/>"] {
        assert_eq!(parse(other), CamtError::NotAStatement, "{other}");
    }
    assert_eq!(parse(&good.replace("camt.053", "camt.054")), CamtError::NotAStatement);
    for broken in [
        good.replace("</Stmt>", ""),
        good.replace("</Document>", ""),
        good.replace(">x<", "><"),
        good.replace("<Ustrd>", "<Ustrd a=1>"),
        format!("{good}<a/>"),
    ] {
        match camt::parse(broken.as_bytes()) {
            Err(CamtError::Broken(_) | CamtError::NotAStatement) => {}
            Ok(statement) => assert!(statement.lines[0].remittance.is_empty(), "{statement:?}"),
            other => panic!("{other:?}"),
        }
    }
}

#[test]
fn an_entry_that_lacks_something_is_told_by_its_number() {
    use camt::CamtError::Incomplete;
    let with = |from: &str, to: &str| {
        let text = file(8, &[entry("1.00", "A1", "x"), entry("1.00", "A2", "y")]);
        let (head, tail) = text.rsplit_once(from).unwrap();
        camt::parse(format!("{head}{to}{tail}").as_bytes()).unwrap_err()
    };
    assert_eq!(with(">1.00<", ">1,00<"), Incomplete(2, "an amount"));
    assert_eq!(with(">1.00<", ">99999999999999999999<"), Incomplete(2, "an amount"));
    assert_eq!(with("Ccy=\"EUR\"", "Ccy=\"euro\""), Incomplete(2, "a currency"));
    assert_eq!(with("<CdtDbtInd>CRDT</CdtDbtInd>", ""), Incomplete(2, "whether money came or went"));
    assert_eq!(with("<Dt>2026-03-02</Dt>", ""), Incomplete(2, "the day on which it was booked"));
}

/// What another namespace says inside of a statement is not the statement's.
#[test]
fn other_namespaces_are_not_listened_to() {
    let text = file(8, &[entry("1.00", "A1", "x")])
        .replace("<AcctSvcrRef>", "<o:Amt xmlns:o=\"urn:other\" Ccy=\"EUR\">9999.00</o:Amt><AcctSvcrRef>");
    assert_eq!(camt::parse(text.as_bytes()).unwrap().lines[0].minor, 100);
    let prefixed = file(8, &[entry("1.00", "A1", "x")])
        .replace("</", "</c:")
        .replace("<", "<c:")
        .replace("<c:/c:", "</c:")
        .replace("<c:?", "<?")
        .replace("xmlns=", "xmlns:c=");
    assert_eq!(camt::parse(prefixed.as_bytes()).unwrap().lines[0].minor, 100, "{prefixed}");
}
