//! A payer with invoices that were issued, and the operator's commands about them.

use super::{Hq, run};
use clap::Parser as _;
use hq_billing::{ledger::Transaction, reference};
use hq_contract::{BillingAccountId, InvoiceId, OrganizationId, UserId, invoices::InvoiceKind};
use hq_server::{
    commands::{Command, CommandLine, billing},
    config::StartError,
    db::entity::{billing_account, invoice, posting::TransactionId, subscription::SubscriptionId},
    ledger::{self, About},
};
use sea_orm::{ActiveValue::Set, EntityTrait as _};
use serde_json::Value;

const DAY: i64 = 24 * 3600 * 1_000_000;

/// A payer, and the one organization that it pays for.
pub struct Books {
    pub account: BillingAccountId,
    pub organization: OrganizationId,
    subscription: SubscriptionId,
}

impl Hq {
    /// A payer without invoices, who is the billing account of this person, if of one.
    pub async fn books(&self, owner: Option<UserId>) -> Books {
        let (app, db) = (&self.app, self.app.db().write());
        let books = Books { account: app.new_id(), organization: app.new_id(), subscription: app.new_id() };
        let row = billing_account::ActiveModel {
            id: Set(books.account),
            owner_id: Set(owner),
            name: Set("Acme SAS".parse().expect("a name")),
            company: Set(true),
            email: Set("billing@acme.example".parse().expect("an address")),
            contact: Set(None),
            phone: Set(None),
            address: Set("{}".to_owned()),
            siren: Set(None),
            vat_id: Set(None),
            reference: Set(None),
            payment_method_id: Set(None),
            provider_customer: Set(None),
            version: Set(1),
            created_at: Set(app.now()),
        };
        billing_account::Entity::insert(row).exec_without_returning(db).await.expect("an account");
        let subscription = "INSERT INTO subscriptions (id, organization_id, billing_account_id, anchor_day, zone, started_at, \
            next_run_at, changes_at, version, created_at) VALUES (?, ?, ?, 1, 'Europe/Paris', 0, 0, 0, 1, 0)";
        let values = [books.subscription.into(), books.organization.into(), books.account.into()];
        run(db, subscription, values).await;
        books
    }

    /// Issues an invoice of so much, due in 30 days, and books it.
    pub async fn invoice(&self, books: &Books, number: &str, net: i64, tax: i64) -> invoice::Model {
        self.issue(books, number, "EUR", (net, tax), None).await
    }

    /// Issues an invoice, or the credit note of one.
    pub async fn issue(
        &self,
        books: &Books,
        number: &str,
        currency: &str,
        (net, tax): (i64, i64),
        corrects: Option<InvoiceId>,
    ) -> invoice::Model {
        let tx = self.app.db().begin().await.expect("a transaction");
        let (id, now) = (self.app.new_id(), self.app.now());
        let model = invoice::Model {
            id,
            number: number.to_owned(),
            kind: if corrects.is_some() { InvoiceKind::CreditNote } else { InvoiceKind::Invoice },
            subscription_id: books.subscription,
            billing_account_id: books.account,
            organization_id: books.organization,
            organization_name: "Acme".to_owned(),
            seller: "{}".to_owned(),
            buyer: "{}".to_owned(),
            language: "en".to_owned(),
            issued_on: "2026-03-01".to_owned(),
            due_on: Some("2026-03-31".to_owned()),
            due_at: Some(now + 30 * DAY),
            period_start: None,
            period_end: None,
            currency: currency.to_owned(),
            net_minor: net,
            tax_minor: tax,
            gross_minor: net + tax,
            reference: reference::creditor_reference(number),
            corrects_id: corrects,
            reason: None,
            created_at: now,
        };
        let row = invoice::ActiveModel::from(model.clone());
        invoice::Entity::insert(row).exec_without_returning(&tx).await.expect("an invoice");
        let about = About { currency, invoice: Some(id), billing_account: Some(books.account) };
        let transaction = match corrects {
            Some(_) => Transaction::credit_note(net, tax),
            None => Transaction::invoice(net, tax),
        };
        let transaction = transaction.expect("a sum");
        ledger::post(&tx, self.app.new_id(), &transaction, about, now).await.expect("booked");
        tx.commit().await.expect("committed");
        model
    }

    /// What is open of an invoice. The whole ledger adds up to nothing whenever one looks.
    pub async fn open(&self, invoice: &invoice::Model) -> i64 {
        self.balanced().await;
        ledger::open(self.app.db().read(), invoice.id).await.expect("the ledger")
    }

    /// What a payer paid too much.
    pub async fn credit(&self, books: &Books) -> i64 {
        self.balanced().await;
        ledger::credit(self.app.db().read(), books.account, "EUR").await.expect("the ledger")
    }

    /// Everything that was ever booked adds up to nothing, as a whole and by transaction.
    pub async fn balanced(&self) {
        use hq_server::db::entity::posting;
        use std::collections::BTreeMap;
        let db = self.app.db().read();
        assert_eq!(ledger::total(db).await.expect("the ledger"), 0);
        let mut sums: BTreeMap<(TransactionId, String), i64> = BTreeMap::new();
        for row in posting::Entity::find().all(db).await.expect("the ledger") {
            *sums.entry((row.transaction_id, row.currency)).or_default() += row.amount_minor;
        }
        assert!(sums.values().all(|sum| *sum == 0), "{sums:?}");
    }

    /// Runs a command of the operator's: what it says, or why it does nothing.
    pub async fn billing(&self, arguments: &[&str]) -> Result<String, StartError> {
        self.billing_whole(arguments).await.map(|(said, _)| said)
    }

    /// The same, with whether it ended well.
    pub async fn billing_whole(&self, arguments: &[&str]) -> Result<(String, bool), StartError> {
        let all = [&["hq", "billing"], arguments].concat();
        let parsed = CommandLine::try_parse_from(all).unwrap_or_else(|error| panic!("{error}"));
        let Some(Command::Billing(command)) = parsed.command else { panic!("{arguments:?}") };
        let mut out = Vec::new();
        let code = billing::perform(&self.app, command.what, &mut out).await?;
        self.balanced().await;
        let good = format!("{code:?}") == format!("{:?}", std::process::ExitCode::SUCCESS);
        Ok((String::from_utf8(out).expect("text"), good))
    }

    /// Runs a command that answers in JSON.
    pub async fn billing_json(&self, arguments: &[&str]) -> Value {
        let said = self.billing(arguments).await.expect("done");
        serde_json::from_str(&said).unwrap_or_else(|error| panic!("{error}: {said}"))
    }
}
