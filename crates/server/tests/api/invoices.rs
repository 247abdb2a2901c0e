//! Invoices: what they say, who sees them, and whether they are paid.

use crate::{
    access_matrix::{Matrix, ruled, signed_in},
    on_both,
    support::{Browser, Hq, address, monthly, new_account},
};
use hq_contract::{
    Endpoint as _, InvoiceId, OrganizationId, Page, Role,
    billing_accounts::NewBillingAccount,
    invoices::{ExportInvoices, GetReceipt, Invoice, InvoiceKind, InvoiceState, ListInvoices},
    plan::Plan,
};
use hq_server::db::entity::{broker_instance::InstanceId, invoice_document, invoice_line, invoice_tax};
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _};
use sha2::{Digest as _, Sha256};
use time::Duration;

/// Who may call what of it.
pub const MATRIX: Matrix = Matrix::of(&[
    signed_in("GET /api/v1/billing-accounts/{id}/invoices", 404),
    signed_in("GET /api/v1/billing-accounts/{id}/invoices/{invoice}/receipt.pdf", 404),
    ruled("GET /api/v1/organizations/{org}/invoices", "billing read", 200),
    ruled("GET /api/v1/organizations/{org}/invoices.csv", "billing read", 200),
    // One that is not there.
    ruled("GET /api/v1/organizations/{org}/invoices/{id}/receipt.pdf", "billing read", 404),
    ruled("GET /api/v1/organizations/{org}/invoices/upcoming", "billing read", 200),
]);

on_both!(crate::support::Hq::selling =>
    an_invoice_says_what_was_due,
    it_is_mailed_in_the_payers_language,
    each_kind_of_vat_has_its_document,
    what_is_paid_follows_from_the_books,
    the_list_is_filtered_and_paged,
    the_document_comes_as_a_file,
    the_table_is_no_formula,
    invoices_are_seen_by_who_may_see_billing,
    one_organization_sees_nothing_of_another_that_the_same_account_pays_for,
);

const ADA: &str = "ada@acme.example";

fn receipt(org: OrganizationId, id: InvoiceId) -> String {
    GetReceipt { org, id }.path()
}

fn export(org: OrganizationId, year: Option<u16>) -> String {
    ExportInvoices { org, year, state: None }.path()
}

async fn acme(hq: &Hq, plan: Plan) -> (Browser, OrganizationId) {
    let ada = hq.person(ADA).await;
    let acme = ada.create("Acme").await;
    let account = ada.account(new_account("Ada")).await;
    hq.subscribe(acme.id, account.id, monthly(plan)).await;
    (ada, acme.id)
}

async fn list(browser: &Browser, org: OrganizationId) -> Page<Invoice> {
    let all = ListInvoices { org, year: None, state: None, page_token: None };
    browser.call(&all).await.unwrap()
}

async fn an_invoice_says_what_was_due(hq: Hq) {
    let (ada, org) = acme(&hq, Plan::Premium).await;
    let one = list(&ada, org).await.items.remove(0);
    assert_eq!((one.number.as_str(), one.kind), ("HQ-2026-000001", InvoiceKind::Invoice));
    assert_eq!(
        (one.net.minor, one.tax.minor, one.gross.minor, one.open.minor),
        (135_000, 27_000, 162_000, 162_000)
    );
    assert_eq!((one.issued_on.as_str(), one.due_on.as_deref()), ("2026-03-01", Some("2026-03-31")));
    assert_eq!(
        (one.payer.as_str(), one.organization.name.as_str(), one.state),
        ("Ada", "Acme", InvoiceState::Open)
    );
    assert!(one.reference.as_deref().unwrap().starts_with("RF") && one.corrects.is_none());
    let row = hq.issued().await.remove(0);
    let db = hq.app.db().read();
    let lines = invoice_line::Entity::find()
        .filter(invoice_line::Column::InvoiceId.eq(row.id))
        .all(db)
        .await
        .unwrap();
    assert_eq!(lines.iter().map(|line| line.net_minor).sum::<i64>(), row.net_minor);
    let taxes =
        invoice_tax::Entity::find().filter(invoice_tax::Column::InvoiceId.eq(row.id)).all(db).await.unwrap();
    assert_eq!(taxes.iter().map(|tax| tax.amount_minor).sum::<i64>(), row.tax_minor);
    let document = invoice_document::Entity::find_by_id(row.id).one(db).await.unwrap().unwrap();
    let xml = String::from_utf8(document.xml).unwrap();
    for part in [
        "<ram:ID>HQ-2026-000001</ram:ID>",
        "<ram:TaxBasisTotalAmount>1350.00</ram:TaxBasisTotalAmount>",
        ">270.00</ram:TaxTotalAmount>",
        "<ram:GrandTotalAmount>1620.00</ram:GrandTotalAmount>",
        "<ram:DuePayableAmount>1620.00</ram:DuePayableAmount>",
        one.reference.as_deref().unwrap(),
    ] {
        assert!(xml.contains(part), "{part}: {xml}");
    }
    let hash: String = Sha256::digest(&document.pdf).iter().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(document.sha256, hash);
    assert!(document.pdf.starts_with(b"%PDF-"));
}

async fn it_is_mailed_in_the_payers_language(hq: Hq) {
    let (ada, _) = acme(&hq, Plan::Premium).await;
    let mail = hq.newest_mail("billing@acme.example").await.unwrap();
    assert_eq!(mail.subject, "Invoice HQ-2026-000001");
    for part in ["Acme", "1,620.00\u{a0}EUR", "2026-03-31", "RF", "/receipts"] {
        assert!(mail.text_body.contains(part), "{part}: {}", mail.text_body);
    }
    let french = serde_json::json!({"language": "fr"});
    ada.send(ada.request("PATCH", "/me").header("if-match", "*").json(&french)).await;
    let zoo = ada.create("Zoo").await;
    let account = ada.account(NewBillingAccount {
        contact: Some("Zoé Durand".parse().unwrap()),
        email: "zoe@zoo.example".parse().unwrap(),
        ..new_account("Zoo")
    });
    hq.subscribe(zoo.id, account.await.id, monthly(Plan::Standard)).await;
    let mail = hq.newest_mail("zoe@zoo.example").await.unwrap();
    assert_eq!((mail.subject.as_str(), mail.language.as_str()), ("Facture HQ-2026-000002", "fr"));
    assert!(
        mail.text_body.starts_with("Bonjour Zoé,") && mail.text_body.contains("108,00\u{a0}EUR"),
        "{}",
        mail.text_body
    );
    assert_eq!(hq.issued().await[1].language, "fr");
}

async fn each_kind_of_vat_has_its_document(hq: Hq) {
    let ada = hq.person(ADA).await;
    let buyers = [
        ("FR", true, Some("404833048"), Some("FR83404833048"), 20_u32),
        ("FR", false, None, None, 20),
        ("DE", true, None, Some("DE123456789"), 0),
        ("DE", false, None, None, 20),
        ("US", true, None, None, 0),
        ("JP", false, None, None, 0),
    ];
    for (number, (country, company, siren, vat_id, percent)) in buyers.into_iter().enumerate() {
        let org = ada.create(&format!("Team {number}")).await.id;
        let account = ada.account(NewBillingAccount {
            company,
            address: address(country),
            siren: siren.map(|siren| siren.parse().unwrap()),
            vat_id: vat_id.map(|id| id.parse().unwrap()),
            reference: Some("PO 4711".parse().unwrap()),
            ..new_account("株式会社 مثال & Söhne <GmbH>")
        });
        let row = hq.subscribe(org, account.await.id, monthly(Plan::Standard)).await;
        hq.uses(org, InstanceId(row.id.0), 3, 0).await;
        let issued = hq.issued().await.pop().unwrap();
        assert_eq!((issued.net_minor, issued.tax_minor), (9_000, 90 * i64::from(percent)), "{country}");
    }
    hq.advance(Duration::days(31));
    hq_server::invoices::round(&hq.app).await.unwrap();
    let issued = hq.issued().await;
    assert_eq!(issued.len(), 2 * buyers.len(), "and a second one with usage, each");
    hq.documents_pass().await;
}

async fn what_is_paid_follows_from_the_books(hq: Hq) {
    let (_, org) = acme(&hq, Plan::Standard).await;
    let row = hq.issued().await.remove(0);
    let state = async || {
        // Her session ends meanwhile.
        let (ada, _) = hq.sign_in(ADA).await;
        let one = list(&ada, org).await.items.remove(0);
        (one.state, one.open.minor)
    };
    assert_eq!(state().await, (InvoiceState::Open, 10_800));
    hq.paid(&row, 800).await;
    assert_eq!(state().await, (InvoiceState::Open, 10_000));
    // To the end of 31 March in Paris.
    hq.advance(Duration::days(30) + Duration::hours(12));
    assert_eq!(state().await, (InvoiceState::Open, 10_000));
    hq.advance(Duration::hours(1));
    assert_eq!(state().await, (InvoiceState::PastDue, 10_000));
    hq.paid(&row, 10_000).await;
    assert_eq!(state().await, (InvoiceState::Paid, 0));
}

async fn the_list_is_filtered_and_paged(hq: Hq) {
    let (_, org) = acme(&hq, Plan::Standard).await;
    hq.advance(Duration::days(330));
    hq_server::invoices::round(&hq.app).await.unwrap();
    let (ada, _) = hq.sign_in(ADA).await;
    let rows = hq.issued().await;
    assert_eq!(rows.len(), 11);
    hq.paid(&rows[0], rows[0].gross_minor).await;
    let all = list(&ada, org).await;
    assert_eq!(all.total, 11);
    let numbers: Vec<String> = all.items.iter().map(|one| one.number.clone()).collect();
    assert!(numbers.is_sorted_by(|one, other| one > other), "the newest first: {numbers:?}");
    let path = format!("/organizations/{org}/invoices");
    let mut paged = Vec::new();
    let mut next = format!("{path}?limit=4");
    loop {
        let page = ada.get(&next).await.json();
        paged.extend(
            page["items"].as_array().unwrap().iter().map(|one| one["number"].as_str().unwrap().to_owned()),
        );
        let Some(token) = page["next_page"].as_str() else { break };
        next = format!("{path}?limit=4&page_token={token}");
    }
    assert_eq!(paged, numbers);
    let count =
        async |query: &str| ada.get(&format!("{path}?{query}")).await.json()["total"].as_u64().unwrap();
    // All were issued at once, when the server came back.
    assert_eq!((count("year=2026").await, count("year=2027").await, count("year=2025").await), (1, 10, 0));
    assert_eq!(
        (count("state=paid").await, count("state=open").await, count("state=past_due").await),
        (1, 10, 0)
    );
    for bad in ["year=x", "state=late", "limit=0", "page_token=x"] {
        assert_eq!(ada.get(&format!("{path}?{bad}")).await.status, 400, "{bad}");
    }
}

async fn the_document_comes_as_a_file(hq: Hq) {
    let (ada, org) = acme(&hq, Plan::Standard).await;
    let id = list(&ada, org).await.items[0].id;
    let request = ada.request("GET", &receipt(org, id));
    let answer = request.send().await.unwrap();
    assert_eq!(answer.status(), 200);
    for (name, value) in [
        ("content-type", "application/pdf"),
        ("content-disposition", "attachment; filename=\"HQ-2026-000001.pdf\""),
        ("cache-control", "no-store"),
        ("x-content-type-options", "nosniff"),
    ] {
        assert_eq!(answer.headers()[name], value, "{name}");
    }
    assert!(answer.headers()["content-security-policy"].to_str().unwrap().contains("sandbox"));
    let row = hq.issued().await.remove(0);
    let kept = invoice_document::Entity::find_by_id(row.id).one(hq.app.db().read()).await.unwrap().unwrap();
    assert_eq!(answer.bytes().await.unwrap(), kept.pdf);
    let unknown = InvoiceId(uuid::Uuid::from_u128(7));
    assert_eq!(ada.get(&receipt(org, unknown)).await.status, 404);
}

async fn the_table_is_no_formula(hq: Hq) {
    let ada = hq.person(ADA).await;
    let acme = ada.create("Acme").await;
    let account = ada.account(new_account("=cmd|'/c calc'!A1")).await;
    hq.subscribe(acme.id, account.id, monthly(Plan::Premium)).await;
    let reply = ada.get(&export(acme.id, Some(2026))).await;
    assert_eq!(reply.header("content-type"), Some("text/csv; charset=utf-8"));
    assert_eq!(reply.header("content-disposition"), Some("attachment; filename=\"acme-invoices.csv\""));
    let lines: Vec<&str> = reply.body.trim_start_matches('\u{feff}').lines().collect();
    assert_eq!(lines.len(), 2);
    assert!(lines[0].starts_with("\"number\",\"kind\",\"issued_on\""));
    assert!(
        lines[1].starts_with("\"HQ-2026-000001\",\"invoice\",\"2026-03-01\",\"2026-03-31\""),
        "{}",
        lines[1]
    );
    assert!(
        lines[1].contains(
            "\"'=cmd|'/c calc'!A1\",\"EUR\",\"1350.00\",\"270.00\",\"1620.00\",\"1620.00\",\"open\""
        ),
        "{}",
        lines[1]
    );
    let none = ada.get(&export(acme.id, Some(2025))).await;
    assert_eq!(none.body.lines().count(), 1);
}

async fn invoices_are_seen_by_who_may_see_billing(hq: Hq) {
    let ada = hq.person(ADA).await;
    let acme = ada.create("Acme").await;
    let account = ada.account(new_account("Ada")).await;
    hq.subscribe(acme.id, account.id, monthly(Plan::Standard)).await;
    let invoice = hq.issued().await[0].id;
    let user = hq.joined(&ada, &acme, "bob@acme.example", Role::User).await;
    let reader = hq.user_with(&ada, &acme, "carl@acme.example", &["allow billing read all"]).await;
    let stranger = hq.person("eve@example.net").await;
    for (browser, status) in [(&ada, 200), (&reader, 200), (&user, 403), (&stranger, 404)] {
        for path in
            [format!("/organizations/{}/invoices", acme.id), export(acme.id, None), receipt(acme.id, invoice)]
        {
            let answer = browser.request("GET", &path).send().await.unwrap();
            assert_eq!(answer.status(), status, "{path}");
        }
    }
}

async fn one_organization_sees_nothing_of_another_that_the_same_account_pays_for(hq: Hq) {
    let (ada, zoe) = (hq.person(ADA).await, hq.person("zoe@zoo.example").await);
    let (acme, zoo) = (ada.create("Acme").await, zoe.create("Zoo").await);
    let account = ada.account(new_account("Ada")).await;
    for org in [acme.id, zoo.id] {
        hq.subscribe(org, account.id, monthly(Plan::Standard)).await;
    }
    let rows = hq.issued().await;
    let foreign = rows.iter().find(|row| row.organization_id == acme.id).unwrap();
    let seen = list(&zoe, zoo.id).await;
    assert_eq!((seen.total, seen.items[0].organization.id), (1, zoo.id));
    let path = receipt(zoo.id, foreign.id);
    let missing = receipt(zoo.id, InvoiceId(uuid::Uuid::from_u128(foreign.id.0.as_u128() ^ 1)));
    assert_eq!(zoe.get(&path).await.anonymous(), zoe.get(&missing).await.anonymous());
    assert_eq!(zoe.get(&path).await.status, 404);
    let whole = ada.get(&format!("/billing-accounts/{}/invoices", account.id)).await.json();
    assert_eq!(whole["total"], 2, "who pays sees them all");
}
