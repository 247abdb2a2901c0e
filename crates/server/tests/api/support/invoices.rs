//! Billing accounts, subscriptions and invoices, made as the server makes them.

use super::{Browser, Hq};
use hq_billing::{
    Cycle, Reason, SupportLevel,
    ledger::Transaction,
    period::zone,
    subscription::{Subscription, Terms},
    usage::{Dimension, ResourceKind},
};
use hq_contract::{
    BillingAccountId, InvoiceId, OrganizationId,
    billing_accounts::{BillingAccount, CreateBillingAccount, NewBillingAccount, PostalAddress},
    plan::Plan,
};
use hq_server::{
    billing::{millis, payer},
    db::entity::{
        billing_account, broker_instance::InstanceId, invoice, invoice_document, subscription,
        usage_event::UsageEventId,
    },
    invoices::{self, Issue},
    ledger,
    operation::{Operation, Origin},
    subscription::store::{
        rows::{self, New},
        statement::Facts,
    },
    usage::store::{Event, record_at},
};
use sea_orm::{EntityTrait as _, QueryOrder as _};

/// A person in France who pays.
pub fn new_account(name: &str) -> NewBillingAccount {
    NewBillingAccount {
        name: name.parse().unwrap(),
        company: false,
        email: "billing@acme.example".parse().unwrap(),
        contact: None,
        phone: None,
        address: address("FR"),
        siren: None,
        vat_id: None,
        reference: None,
    }
}

/// An address in a country.
pub fn address(country: &str) -> PostalAddress {
    PostalAddress {
        line1: "1 rue du Port".parse().unwrap(),
        line2: None,
        postcode: Some("69001".parse().unwrap()),
        city: "Lyon".parse().unwrap(),
        country: country.parse().unwrap(),
    }
}

/// A plan paid by the month, with nothing besides.
pub const fn monthly(plan: Plan) -> Terms {
    Terms {
        plan,
        cycle: Cycle::Monthly,
        support: SupportLevel::Basic,
        committed_fpu: 0,
        month_override: None,
    }
}

impl Browser {
    /// Opens a billing account.
    pub async fn account(&self, new: NewBillingAccount) -> BillingAccount {
        self.call(&CreateBillingAccount(new)).await.expect("opened")
    }
}

impl Hq {
    /// An operation of the server itself.
    pub async fn operation(&self) -> Operation {
        Operation::begin(&self.app, &Origin::server()).await.unwrap()
    }

    /// An organization begins to subscribe, in France, and what is due today is billed.
    pub async fn subscribe(
        &self,
        organization: OrganizationId,
        account: BillingAccountId,
        terms: Terms,
    ) -> subscription::Model {
        self.subscribe_in("Europe/Paris", organization, account, terms).await
    }

    /// The same with another zone.
    pub async fn subscribe_in(
        &self,
        name: &str,
        organization: OrganizationId,
        account: BillingAccountId,
        terms: Terms,
    ) -> subscription::Model {
        let mut operation = self.operation().await;
        let now = millis(operation.now());
        let pure = Subscription::start(now, zone(name).unwrap(), 0, terms, 1).unwrap();
        let new = New { organization, account, subscription: &pure, zone: name, user: None };
        let row = rows::add(&operation, new).await.unwrap();
        self.bill(&mut operation, &row, Reason::Started).await;
        commit(operation).await;
        row
    }

    /// Bills a subscription for a reason, in an operation.
    pub async fn bill(
        &self,
        operation: &mut Operation,
        row: &subscription::Model,
        reason: Reason,
    ) -> Option<InvoiceId> {
        let account = billing_account::Entity::find_by_id(row.billing_account_id).one(operation.tx()).await;
        let account = account.unwrap().unwrap();
        let treatment = payer::treatment(&account).unwrap();
        let facts = Facts::of(operation.tx(), row.organization_id, Some(row), treatment).await.unwrap();
        let pure = hq_server::subscription::store::read(operation.tx(), row).await.unwrap();
        let statement = facts.state(&pure, reason, millis(operation.now())).unwrap();
        let issue = Issue { subscription: row, account: &account, statement: &statement };
        let seller = self.app.billing().expect("it sells").seller();
        invoices::issue(operation, seller, issue).await.unwrap()
    }

    /// All invoices and credit notes, the oldest first.
    pub async fn issued(&self) -> Vec<invoice::Model> {
        let by = invoice::Entity::find().order_by_asc(invoice::Column::CreatedAt);
        by.order_by_asc(invoice::Column::Id).all(self.app.db().read()).await.unwrap()
    }

    /// Something is used from now on: so many FPU of a PostgreSQL engine. `late`: told of as if it had begun so many seconds ago.
    pub async fn uses(&self, organization: OrganizationId, resource: InstanceId, level: i64, late: i64) {
        let operation = self.operation().await;
        let id = self.app.new_id::<UsageEventId>().to_string();
        let event = Event {
            id: &id,
            organization,
            resource,
            kind: ResourceKind::Postgresql,
            dimension: Dimension::Fpu,
            level,
            weight: 1,
        };
        let at = operation.now() - late * 1_000_000;
        assert!(record_at(&operation, &event, at).await.unwrap());
        commit(operation).await;
    }

    /// Every document that was issued passes the official rules, where `HQ_TEST_FACTURX` names a Python that knows them.
    pub async fn documents_pass(&self) {
        let folder = tempfile::tempdir().unwrap();
        let documents = invoice_document::Entity::find().all(self.app.db().read()).await.unwrap();
        assert!(!documents.is_empty());
        for row in &documents {
            std::fs::write(folder.path().join(format!("{}.xml", row.invoice_id)), &row.xml).unwrap();
            std::fs::write(folder.path().join(format!("{}.pdf", row.invoice_id)), &row.pdf).unwrap();
        }
        let Some(python) = python() else { return };
        let script = concat!(env!("CARGO_MANIFEST_DIR"), "/../invoice/tests/check.py");
        let said = std::process::Command::new(python).arg(script).arg(folder.path()).output().unwrap();
        let text = String::from_utf8_lossy(&said.stdout);
        assert_eq!(
            text.lines().count(),
            2 * documents.len(),
            "{text}{}",
            String::from_utf8_lossy(&said.stderr)
        );
        assert!(text.lines().all(|line| line.ends_with("\tok")), "{text}");
    }

    /// Money comes for an invoice.
    pub async fn paid(&self, row: &invoice::Model, minor: i64) {
        let operation = self.operation().await;
        let about = ledger::About {
            currency: &row.currency,
            invoice: Some(row.id),
            billing_account: Some(row.billing_account_id),
        };
        let booked = Transaction::bank_payment(minor).unwrap();
        let (id, now) = (self.app.new_id(), operation.now());
        ledger::post(operation.tx(), id, &booked, about, now).await.unwrap();
        commit(operation).await;
    }
}

#[expect(clippy::disallowed_methods, reason = "the one variable by which xtask tells the tests")]
fn python() -> Option<String> {
    std::env::var("HQ_TEST_FACTURX").ok()
}

/// Commits.
pub async fn commit(operation: Operation) {
    operation.finish_empty(axum::http::StatusCode::NO_CONTENT).await.unwrap();
}
