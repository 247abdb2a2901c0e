//! Billing accounts: opened, changed, and their owner's alone.

use crate::{
    access_matrix::{Matrix, signed_in},
    on_both,
    support::{Browser, Hq, PASSWORD, Reply, address, monthly, new_account},
};
use hq_contract::{
    BillingAccountId, FieldCode, ProblemCode, Role,
    billing_accounts::{
        BillingAccountPatch, CreateBillingAccount, GetBillingAccount, ListBillingAccounts,
        ListPaidSubscriptions, MAX_BILLING_ACCOUNTS, NewBillingAccount, UpdateBillingAccount,
    },
    invoices::TaxTreatment,
    me::{AccountDeletion, DeleteAccount, GetDeletion},
    plan::Plan,
    plans::PaymentKind,
    subscription::SubscriptionState,
};
use hq_server::db::entity::billing_account;
use sea_orm::EntityTrait as _;
use serde_json::json;

/// Who may call what of it.
pub const MATRIX: Matrix = Matrix::of(&[
    signed_in("GET /api/v1/billing-accounts", 200),
    signed_in("POST /api/v1/billing-accounts", 201).body(|_| {
        json!({
            "name": "Mine", "company": false, "email": "mine@example.org",
            "address": {"line1": "1 rue du Port", "city": "Lyon", "country": "FR"},
        })
    }),
    // One that is not there; somebody else's answers likewise, for an admin of an organization that it pays for too
    // (billing_accounts.rs).
    signed_in("GET /api/v1/billing-accounts/{id}", 404),
    signed_in("PATCH /api/v1/billing-accounts/{id}", 404),
    signed_in("GET /api/v1/billing-accounts/{id}/subscriptions", 404),
    signed_in("POST /api/v1/billing-accounts/{id}/subscriptions/{org}/stop", 404),
]);

on_both!(crate::support::Hq::selling =>
    an_account_is_opened_listed_and_changed,
    numbers_that_do_not_go_together_are_refused,
    vat_follows_from_who_pays,
    an_account_is_its_owners_alone,
    there_are_so_many,
    it_shows_what_it_pays_for,
    who_pays_is_not_deleted,
    an_account_that_pays_nothing_stays_without_an_owner,
);

const ADA: &str = "ada@acme.example";

async fn refused(browser: &Browser, new: NewBillingAccount, pointer: &str) -> FieldCode {
    let refused = browser.call(&CreateBillingAccount(new)).await.unwrap_err();
    assert_eq!(refused.problem.fields.len(), 1, "{:?}", refused.problem);
    refused.field(pointer).unwrap()
}

async fn an_account_is_opened_listed_and_changed(hq: Hq) {
    let ada = hq.person(ADA).await;
    assert_eq!(ada.call(&ListBillingAccounts).await.unwrap().items, []);
    let new = NewBillingAccount { phone: Some("+33 1 23 45 67 89".parse().unwrap()), ..new_account("Zoe") };
    let (opened, version) = ada.call_versioned(&CreateBillingAccount(new)).await.unwrap();
    assert_eq!(
        (opened.tax, opened.payment, opened.transfer),
        (TaxTreatment::Standard, PaymentKind::BankTransfer, None)
    );
    ada.account(new_account("Élan")).await;
    let listed = ada.call(&ListBillingAccounts).await.unwrap();
    assert_eq!(listed.total, 2);
    assert_eq!(listed.items.iter().map(|one| one.name.as_str()).collect::<Vec<_>>(), ["Élan", "Zoe"]);
    assert!(listed.items.iter().all(|one| one.country.as_str() == "FR" && one.organizations == 0));

    let patch = BillingAccountPatch {
        name: Some("Acme".parse().unwrap()),
        phone: Some(None),
        reference: Some(Some("PO 7".parse().unwrap())),
        ..BillingAccountPatch::default()
    };
    let change = UpdateBillingAccount { id: opened.id, version: version.clone(), patch };
    let (changed, after) = ada.call_versioned(&change).await.unwrap();
    assert_eq!((changed.name.as_str(), changed.phone.clone()), ("Acme", None));
    assert_eq!(changed.reference.as_ref().unwrap().as_str(), "PO 7");
    assert_eq!(changed.email, opened.email, "what is not named stays");
    assert_eq!(
        ada.call_versioned(&GetBillingAccount { id: opened.id }).await.unwrap(),
        (changed, after.clone())
    );
    assert_eq!(ada.call(&change).await.unwrap_err().code(), ProblemCode::Stale);
    let nothing =
        UpdateBillingAccount { id: opened.id, version: after.clone(), patch: BillingAccountPatch::default() };
    assert_eq!(ada.call_versioned(&nothing).await.unwrap().1, after, "nothing changed");
    let path = format!("/billing-accounts/{}", opened.id);
    let without = ada.send(ada.request("PATCH", &path).json(&json!({"name": "X"}))).await;
    assert_eq!(without.status, 428);
}

async fn numbers_that_do_not_go_together_are_refused(hq: Hq) {
    let ada = hq.person(ADA).await;
    let siren = Some("404833048".parse().unwrap());
    let company = || NewBillingAccount { company: true, ..new_account("Acme") };
    let german = NewBillingAccount { vat_id: Some("DE123456789".parse().unwrap()), ..company() };
    assert_eq!(refused(&ada, german, "/vat_id").await, FieldCode::OtherCountry);
    let abroad = NewBillingAccount { siren: siren.clone(), address: address("DE"), ..company() };
    assert_eq!(refused(&ada, abroad, "/siren").await, FieldCode::OtherCountry);
    let other = NewBillingAccount {
        siren: siren.clone(),
        vat_id: Some("FR39356000000".parse().unwrap()),
        ..company()
    };
    assert_eq!(refused(&ada, other, "/vat_id").await, FieldCode::OtherCompany);
    for (body, pointer, code) in [
        (json!({"siren": "404833049"}), "/siren", "not_a_siren"),
        (json!({"vat_id": "FR84404833048"}), "/vat_id", "not_a_vat_id"),
        (json!({"name": "  "}), "/name", "required"),
        (json!({"email": "nobody"}), "/email", "not_an_address"),
        (json!({"owner": "me"}), "/owner", "unknown_field"),
    ] {
        let mut whole = serde_json::to_value(company()).unwrap();
        whole.as_object_mut().unwrap().extend(body.as_object().unwrap().clone());
        let reply = ada.post("/billing-accounts", &whole).await;
        assert_eq!(
            (reply.status.as_u16(), &reply.json()["fields"][pointer]),
            (422, &json!(code)),
            "{}",
            reply.body
        );
    }
    let right = NewBillingAccount { siren, vat_id: Some("FR83404833048".parse().unwrap()), ..company() };
    let account = ada.account(right).await;
    let moved = BillingAccountPatch { address: Some(address("DE")), ..BillingAccountPatch::default() };
    let change =
        UpdateBillingAccount { id: account.id, version: hq_contract::ETag("*".into()), patch: moved };
    assert_eq!(ada.call(&change).await.unwrap_err().field("/siren"), Some(FieldCode::OtherCountry));
}

async fn vat_follows_from_who_pays(hq: Hq) {
    let ada = hq.person(ADA).await;
    for (country, company, vat_id, tax) in [
        ("FR", false, None, TaxTreatment::Standard),
        ("FR", true, Some("FR83404833048"), TaxTreatment::Standard),
        ("DE", true, Some("DE123456789"), TaxTreatment::ReverseCharge),
        ("GR", true, Some("EL123456789"), TaxTreatment::ReverseCharge),
        ("DE", true, None, TaxTreatment::Standard),
        ("DE", false, Some("DE123456789"), TaxTreatment::Standard),
        ("GB", true, Some("XI123456789"), TaxTreatment::OutsideScope),
        ("US", true, None, TaxTreatment::OutsideScope),
        ("CH", false, None, TaxTreatment::OutsideScope),
    ] {
        let new = NewBillingAccount {
            company,
            address: address(country),
            vat_id: vat_id.map(|id| id.parse().unwrap()),
            ..new_account("Acme")
        };
        assert_eq!(ada.account(new).await.tax, tax, "{country} {company} {vat_id:?}");
    }
}

/// Everything that can be asked of an account.
async fn all(browser: &Browser, id: BillingAccountId, invoice: &str) -> Vec<Reply> {
    let path = format!("/billing-accounts/{id}");
    let mut replies = Vec::new();
    for (method, under, body) in [
        ("GET", String::new(), None),
        ("PATCH", String::new(), Some(json!({"name": "Mine"}))),
        ("GET", "/subscriptions".into(), None),
        ("GET", "/invoices".into(), None),
        ("GET", format!("/invoices/{invoice}/receipt.pdf"), None),
        ("POST", "/transfer".into(), Some(json!({"to": "eve@example.net"}))),
        ("DELETE", "/transfer".into(), None),
    ] {
        let request = browser.request(method, &format!("{path}{under}")).header("if-match", "*");
        let request = match body {
            Some(body) => request.json(&body),
            None => request,
        };
        replies.push(browser.send(request).await);
    }
    replies
}

async fn an_account_is_its_owners_alone(hq: Hq) {
    let ada = hq.person(ADA).await;
    let acme = ada.create("Acme").await;
    let bob = hq.joined(&ada, &acme, "bob@acme.example", Role::Admin).await;
    let account = ada.account(new_account("Ada")).await;
    hq.subscribe(acme.id, account.id, monthly(Plan::Standard)).await;
    let invoice = hq.issued().await[0].id;
    let stranger = hq.person("eve@example.net").await;
    let missing = BillingAccountId(uuid::Uuid::from_u128(account.id.0.as_u128() ^ 1));
    for browser in [&bob, &stranger] {
        let foreign = all(browser, account.id, &invoice.to_string()).await;
        let none = all(browser, missing, &invoice.to_string()).await;
        for (one, other) in foreign.iter().zip(&none) {
            assert_eq!(one.status, 404, "{}", one.body);
            assert_eq!(one.anonymous(), other.anonymous());
        }
    }
    let nobody = all(&hq.browser(), account.id, &invoice.to_string()).await;
    assert!(nobody.iter().all(|reply| reply.status == 401));
    let own: Vec<u16> =
        all(&ada, account.id, &invoice.to_string()).await.iter().map(|reply| reply.status.as_u16()).collect();
    assert_eq!(own, [200, 200, 200, 200, 200, 202, 204]);
    // An invoice of another account is none of this one.
    let other = stranger.account(new_account("Eve")).await;
    let reply = stranger.get(&format!("/billing-accounts/{}/invoices/{invoice}/receipt.pdf", other.id)).await;
    assert_eq!(reply.status, 404);
}

async fn there_are_so_many(hq: Hq) {
    let ada = hq.person(ADA).await;
    for number in 0..MAX_BILLING_ACCOUNTS {
        ada.account(new_account(&format!("Account {number}"))).await;
    }
    let more = ada.call(&CreateBillingAccount(new_account("One more"))).await.unwrap_err();
    assert_eq!(more.code(), ProblemCode::LimitReached);
}

async fn it_shows_what_it_pays_for(hq: Hq) {
    let ada = hq.person(ADA).await;
    let (acme, zoo) = (ada.create("Acme").await, hq.person("zoe@zoo.example").await.create("Zoo").await);
    let account = ada.account(new_account("Ada")).await;
    for org in [zoo.id, acme.id] {
        hq.subscribe(org, account.id, monthly(Plan::Premium)).await;
    }
    let paid = ada.call(&ListPaidSubscriptions { id: account.id }).await.unwrap();
    let names: Vec<_> =
        paid.items.iter().map(|one| (one.organization.name.as_str(), one.slug.is_some())).collect();
    assert_eq!(
        names,
        [("Acme", true), ("Zoo", false)],
        "no slug of an organization that she is no member of"
    );
    for one in &paid.items {
        assert_eq!((one.terms.plan, one.state), (Plan::Premium, SubscriptionState::Active));
        assert!(one.next_invoice.is_some());
    }
    assert_eq!(ada.call(&ListBillingAccounts).await.unwrap().items[0].organizations, 2);
}

async fn delete(browser: &Browser) -> Result<(), ProblemCode> {
    let body = AccountDeletion { password: PASSWORD.into(), code: None };
    browser.call(&DeleteAccount(body)).await.map(drop).map_err(|refused| refused.code())
}

async fn who_pays_is_not_deleted(hq: Hq) {
    let ada = hq.person(ADA).await;
    let zoo = hq.person("zoe@zoo.example").await.create("Zoo").await;
    let account = ada.account(new_account("Ada")).await;
    let row = hq.subscribe(zoo.id, account.id, monthly(Plan::Standard)).await;
    let in_the_way = async || {
        let effects = ada.call(&GetDeletion).await.unwrap();
        effects.billing_accounts.into_iter().map(|account| account.id).collect::<Vec<_>>()
    };
    ada.account(new_account("Another")).await;
    assert_eq!(in_the_way().await, [account.id], "and not the other one");
    assert_eq!(delete(&ada).await, Err(ProblemCode::BillingAccountInUse));
    // It ends, and its last invoice is not paid yet.
    let db = hq.app.db().write();
    let end = "UPDATE subscriptions SET ended_at = next_run_at, cancel_at = next_run_at, next_run_at = 9223372036854775807";
    sea_orm::ConnectionTrait::execute_unprepared(db, end).await.unwrap();
    assert_eq!(delete(&ada).await, Err(ProblemCode::BillingAccountInUse));
    let invoice = hq.issued().await.remove(0);
    assert_eq!(invoice.subscription_id, row.id);
    assert_eq!(in_the_way().await, [account.id]);
    hq.paid(&invoice, invoice.gross_minor).await;
    assert_eq!(in_the_way().await, []);
    assert_eq!(delete(&ada).await, Ok(()));
    let kept =
        billing_account::Entity::find_by_id(account.id).one(hq.app.db().read()).await.unwrap().unwrap();
    assert_eq!((kept.owner_id, kept.name.as_str()), (None, "Ada"));
    assert_eq!(hq.issued().await.len(), 1, "what was issued stays");
}

async fn an_account_that_pays_nothing_stays_without_an_owner(hq: Hq) {
    let ada = hq.person(ADA).await;
    let new = NewBillingAccount { contact: Some("Ada Lovelace".parse().unwrap()), ..new_account("Ada") };
    let account = ada.account(new).await;
    assert_eq!(delete(&ada).await, Ok(()));
    let kept =
        billing_account::Entity::find_by_id(account.id).one(hq.app.db().read()).await.unwrap().unwrap();
    assert_eq!((kept.owner_id, kept.contact, kept.phone), (None, None, None));
    let again = hq.person(ADA).await;
    assert_eq!(
        again.call(&ListBillingAccounts).await.unwrap().total,
        0,
        "the address alone gives nothing back"
    );
}
