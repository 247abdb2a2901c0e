//! `hq billing`: what the operator does about invoices and money.

use crate::{
    on_both,
    support::{Backend, Hq},
};
use clap::Parser as _;
use hq_server::{commands::CommandLine, db::entity::audit_log};
use sea_orm::EntityTrait as _;
use serde_json::json;
use time::Duration;

on_both!(
    invoices_are_listed_for_people_and_programs,
    a_payment_is_booked_once,
    what_is_not_going_to_be_paid_is_given_up,
    credit_is_used_and_sent_back,
    mistakes_are_one_sentence_with_what_to_do,
);

async fn invoices_are_listed_for_people_and_programs(hq: Hq) {
    assert_eq!(hq.billing(&["list"]).await.unwrap(), "There are no such invoices.\n");
    assert_eq!(hq.billing_json(&["list", "--json"]).await, json!([]));
    let books = hq.books(None).await;
    hq.invoice(&books, "HQ-2026-000001", 10_000, 2_000).await;
    hq.advance(Duration::days(40));
    hq.invoice(&books, "HQ-2026-000002", 100_000, 20_000).await;
    hq.invoice(&books, "HQ-2026-000003", 500, 100).await;
    hq.billing(&["mark-paid", "HQ-2026-000003", "--reference", "cheque 7"]).await.unwrap();

    let table = hq.billing(&["list"]).await.unwrap();
    let lines: Vec<&str> = table.lines().collect();
    assert_eq!(lines.len(), 4, "{table}");
    assert!(lines[0].starts_with("Invoice         Payer     Organization"), "{table}");
    assert!(
        lines[1].contains("Acme SAS") && lines[1].contains(" 120.00 EUR") && lines[1].ends_with("past due")
    );
    assert!(lines[2].contains("1200.00 EUR") && lines[2].ends_with("open"), "{table}");
    assert!(lines[3].contains("0.00 EUR") && lines[3].ends_with("paid"), "{table}");

    let numbers = async |option| {
        let listed = hq.billing_json(&["list", option, "--json"]).await;
        let all: Vec<String> =
            listed.as_array().unwrap().iter().map(|row| row["number"].as_str().unwrap().to_owned()).collect();
        all
    };
    assert_eq!(numbers("--open").await, ["HQ-2026-000001", "HQ-2026-000002"]);
    assert_eq!(numbers("--past-due").await, ["HQ-2026-000001"]);
    let first = hq.billing_json(&["list", "--past-due", "--json"]).await[0].clone();
    assert_eq!(first["open_minor"], 12_000);
    assert_eq!(first["state"], "past_due");
    assert_eq!(first["email"], "billing@acme.example");
    assert!(first["reference"].as_str().unwrap().starts_with("RF"));
}

async fn a_payment_is_booked_once(hq: Hq) {
    let books = hq.books(None).await;
    let invoice = hq.invoice(&books, "HQ-2026-000001", 10_000, 2_000).await;
    let part =
        ["mark-paid", "HQ-2026-000001", "--amount", "50", "--date", "2026-03-02", "--reference", "cheque 7"];
    let said = hq.billing(&part).await.unwrap();
    assert_eq!(said, "50.00 EUR of invoice HQ-2026-000001 are paid.\n");
    let said = hq.billing(&part).await.unwrap();
    assert_eq!(said, "cheque 7 was booked before. Nothing has changed.\n");
    assert_eq!(hq.open(&invoice).await, 7_000);

    let more = ["mark-paid", "HQ-2026-000001", "--amount", "80.00", "--reference", "cheque 8"];
    let said = hq.billing(&more).await.unwrap();
    assert!(said.contains("70.00 EUR of invoice HQ-2026-000001 are paid."), "{said}");
    assert!(said.contains("10.00 EUR were not owed: they are the payer's credit."), "{said}");
    assert_eq!((hq.open(&invoice).await, hq.credit(&books).await), (0, 1_000));
    let actions: Vec<String> = audit_log::Entity::find()
        .all(hq.app.db().read())
        .await
        .unwrap()
        .into_iter()
        .map(|row| row.action)
        .filter(|action| action.starts_with("billing."))
        .collect();
    assert_eq!(actions, ["billing.mark_paid", "billing.mark_paid"]);
}

async fn what_is_not_going_to_be_paid_is_given_up(hq: Hq) {
    let books = hq.books(None).await;
    let invoice = hq.invoice(&books, "HQ-2026-000001", 10_000, 2_000).await;
    let write_off = ["write-off", "HQ-2026-000001", "--reason", "The company is gone"];
    assert_eq!(hq.billing(&write_off).await.unwrap(), "120.00 EUR of invoice HQ-2026-000001 are given up.\n");
    assert_eq!(hq.open(&invoice).await, 0);
    let refused = hq.billing(&write_off).await.unwrap_err().to_string();
    assert!(refused.starts_with("Nothing is open of invoice HQ-2026-000001."), "{refused}");
}

async fn credit_is_used_and_sent_back(hq: Hq) {
    let books = hq.books(None).await;
    hq.invoice(&books, "HQ-2026-000001", 10_000, 2_000).await;
    let second = hq.invoice(&books, "HQ-2026-000002", 1_000, 200).await;
    let refused = hq.billing(&["use-credit", "HQ-2026-000002"]).await.unwrap_err().to_string();
    assert!(refused.contains("a credit of 0.00 EUR only"), "{refused}");
    hq.billing(&["mark-paid", "HQ-2026-000001", "--amount", "140", "--reference", "1"]).await.unwrap();
    let said = hq.billing(&["use-credit", "HQ-2026-000002"]).await.unwrap();
    assert_eq!(said, "12.00 EUR of invoice HQ-2026-000002 are paid.\n");
    assert_eq!((hq.open(&second).await, hq.credit(&books).await), (0, 800));
    let refund = ["refund", "HQ-2026-000001", "--amount", "8", "--reference", "back 1"];
    assert_eq!(hq.billing(&refund).await.unwrap(), "8.00 EUR are booked as sent back.\n");
    assert_eq!(hq.billing(&refund).await.unwrap(), "back 1 was booked before. Nothing has changed.\n");
    assert_eq!(hq.credit(&books).await, 0);
}

async fn mistakes_are_one_sentence_with_what_to_do(hq: Hq) {
    let books = hq.books(None).await;
    let invoice = hq.invoice(&books, "HQ-2026-000001", 10_000, 2_000).await;
    hq.issue(&books, "HQC-2026-000001", "EUR", (1_000, 200), Some(invoice.id)).await;
    for (arguments, word) in [
        (vec!["mark-paid", "HQ-9", "--reference", "1"], "There is no invoice HQ-9."),
        (vec!["mark-paid", "HQC-2026-000001", "--reference", "1"], "is a credit note"),
        (
            vec!["mark-paid", "HQ-2026-000001", "--amount", "12,50", "--reference", "1"],
            "Write it as 1234.50.",
        ),
        (vec!["mark-paid", "HQ-2026-000001", "--amount", "0", "--reference", "1"], "more than 0"),
        (vec!["refund", "HQ-2026-000001", "--amount", "1", "--reference", "1"], "a credit of 0.00 EUR only"),
        (vec!["write-off", "HQ-9", "--reason", "x"], "There is no invoice HQ-9."),
        (vec!["assign", "00000000-0000-0000-0000-000000000001", "HQ-2026-000001"], "no such line"),
        (vec!["set-aside", "00000000-0000-0000-0000-000000000001"], "no such line"),
    ] {
        let message = hq.billing(&arguments).await.unwrap_err().to_string();
        assert!(message.contains(word) && !message.contains('\n'), "{message}");
    }
    assert_eq!(hq.open(&invoice).await, 10_800);
}

#[tokio::test]
async fn what_is_written_wrong_is_not_begun() {
    for arguments in [
        vec!["mark-paid", "HQ-1"],
        vec!["mark-paid", "HQ-1", "--reference", "a\nb"],
        vec!["mark-paid", "HQ-1", "--reference", "1", "--date", "26.11.2026"],
        vec!["write-off", "HQ-1"],
        vec!["write-off", "HQ-1", "--reason", " "],
        vec!["import"],
        vec!["assign", "no-id", "HQ-1"],
        vec!["list", "--open", "--past-due"],
    ] {
        let all = [vec!["hq", "billing"], arguments].concat();
        assert!(CommandLine::try_parse_from(&all).is_err(), "{all:?}");
    }
}

/// The program itself, on the database of a server that runs.
#[tokio::test]
async fn the_program_works_on_a_servers_database() {
    let hq = Hq::start(Backend::Sqlite).await;
    let books = hq.books(None).await;
    let invoice = hq.invoice(&books, "HQ-2026-000001", 10_000, 2_000).await;
    let file = hq.files().unwrap().join("hq.sqlite");
    let database = format!("sqlite:{}", file.display());
    let run = async |arguments: &[&str]| {
        let output = tokio::process::Command::new(env!("CARGO_BIN_EXE_hq"))
            .args(["billing", "--database", &database])
            .args(arguments)
            .output()
            .await
            .unwrap();
        let said = [output.stdout, output.stderr].map(|bytes| String::from_utf8(bytes).unwrap());
        (output.status.code(), said)
    };
    let (code, [said, problem]) = run(&["mark-paid", "HQ-2026-000001", "--reference", "1"]).await;
    assert_eq!(
        (code, said.as_str()),
        (Some(0), "120.00 EUR of invoice HQ-2026-000001 are paid.\n"),
        "{problem}"
    );
    assert_eq!(hq.open(&invoice).await, 0);
    let (code, [_, problem]) = run(&["mark-paid", "HQ-2026-000001", "--reference", "2"]).await;
    assert_eq!(code, Some(2));
    assert!(problem.starts_with("hq: Nothing is open of invoice HQ-2026-000001."), "{problem}");
}
