//! What an operator sells in the tests, and organizations that have bought something.

use super::{Backend, Browser, Hq, Refused, Setup, StripeDouble};
use hq_contract::{
    BillingAccountId, OrganizationId,
    plan::{Cycle, Plan, SupportLevel},
    subscription::{
        CurrentSubscription, GetSubscription, PutSubscription, Quote, QuoteRequest, QuoteSubscription,
        Subscription, SubscriptionOrder, Terms,
    },
};
use hq_server::{
    db::entity::billing_account,
    operation::{Operation, Origin},
    subscription::{
        Order, order, store,
        store::agreed::{self, Agreed},
        watch,
    },
};
use sea_orm::{ActiveModelTrait as _, ActiveValue::Set, EntityTrait as _};
use uuid::Uuid;

/// Those of the demo: Standard 90 € with 7 days of trial, Premium 1,350 €, Enterprise by agreement.
pub const PRICES: &str = hq_billing::price_book::DEMO;

/// A plan by the month, with basic support and nothing committed.
pub fn terms(plan: Plan) -> Terms {
    Terms { plan, cycle: Cycle::Monthly, support: SupportLevel::Basic, committed_fpu: 0 }
}

impl Hq {
    /// A server whose operator sells plans.
    pub async fn selling(backend: Backend) -> Self {
        Self::start_with(backend, Setup { billing: Some(PRICES), ..Setup::default() }).await
    }

    /// The same, with a payment provider.
    pub async fn selling_with_cards(backend: Backend) -> Self {
        let stripe = Some(StripeDouble::start().await);
        Self::start_with(backend, Setup { billing: Some(PRICES), stripe, ..Setup::default() }).await
    }

    /// A billing account of somebody in France.
    pub async fn account(&self, owner: &Browser) -> BillingAccountId {
        self.account_in(owner, "FR").await
    }

    /// A billing account of somebody in a country, a company without a VAT id.
    pub async fn account_in(&self, owner: &Browser, country: &str) -> BillingAccountId {
        let id = self.app.new_id();
        let address = serde_json::json!({"line1": "1 rue du Lac", "city": "Lyon", "country": country});
        let row = billing_account::ActiveModel {
            id: Set(id),
            owner_id: Set(Some(owner.id().await)),
            name: Set("Acme SARL".parse().expect("a name")),
            company: Set(true),
            email: Set("invoices@acme.example".parse().expect("an address")),
            contact: Set(None),
            phone: Set(None),
            address: Set(address.to_string()),
            siren: Set(None),
            vat_id: Set(None),
            reference: Set(None),
            payment_method_id: Set(None),
            provider_customer: Set(None),
            version: Set(1),
            created_at: Set(self.app.now()),
        };
        row.insert(self.app.db().write()).await.expect("an account");
        id
    }

    /// Enterprise for 4,500 € a month, as the operator's command makes it.
    pub async fn enterprise(&self, org: OrganizationId, account: BillingAccountId) {
        self.agree(org, account, &terms(Plan::Enterprise), Some(450_000)).await;
    }

    /// What the operator's command does.
    pub async fn agree(
        &self,
        org: OrganizationId,
        account: BillingAccountId,
        terms: &Terms,
        month: Option<i64>,
    ) {
        let mut operation = Operation::begin(&self.app, &Origin::server()).await.expect("begun");
        hq_server::organizations::store::lock(&operation, org).await.expect("locked").expect("there");
        let account = billing_account::Entity::find_by_id(account).one(operation.tx()).await.unwrap();
        let account = account.expect("an account");
        let agreed = Agreed { organization: org, terms, account: &account, month };
        let change = agreed::change(&self.app, &operation, agreed).await.expect("a change");
        let wanted = Order { organization: org, account: &account, user: None, change: &change };
        order(&mut operation, wanted).await.expect("ordered");
        operation.finish_empty(http::StatusCode::NO_CONTENT).await.expect("committed");
    }

    /// Lets what is due with subscriptions happen.
    pub async fn take_effect(&self) {
        watch::round(&self.app, true).await.expect("the database is there");
    }

    /// The row of an organization's latest subscription.
    pub async fn subscription_row(&self, org: OrganizationId) -> hq_server::db::entity::subscription::Model {
        store::latest(self.app.db().read(), org).await.expect("read").expect("a subscription")
    }

    /// What was told of the usage of an organization: dimension, level and weight, in the order of telling.
    pub async fn usage(&self, org: OrganizationId) -> Vec<(String, i64, i64)> {
        use hq_server::db::entity::usage_event::{Column, Entity};
        use sea_orm::{ColumnTrait as _, QueryFilter as _, QueryOrder as _};
        let rows = Entity::find()
            .filter(Column::OrganizationId.eq(org))
            .order_by_asc(Column::RecordedAt)
            .order_by_asc(Column::Id)
            .all(self.app.db().read())
            .await
            .expect("read");
        rows.into_iter().map(|row| (row.dimension.0.to_string(), row.level, row.weight)).collect()
    }
}

impl Browser {
    /// What a change would cost.
    pub async fn quote(
        &self,
        org: OrganizationId,
        terms: Terms,
        account: Option<BillingAccountId>,
    ) -> Result<Quote, Refused> {
        self.quote_in(org, terms, account, None).await
    }

    /// What it would cost if its periods began in a time zone.
    pub async fn quote_in(
        &self,
        org: OrganizationId,
        terms: Terms,
        billing_account: Option<BillingAccountId>,
        zone: Option<&str>,
    ) -> Result<Quote, Refused> {
        let body = QuoteRequest { terms, billing_account, zone: zone.map(str::to_owned) };
        self.call(&QuoteSubscription { org, body }).await
    }

    /// Confirms a quote.
    pub async fn order_plan(
        &self,
        org: OrganizationId,
        quote: &Quote,
        account: BillingAccountId,
    ) -> Result<CurrentSubscription, Refused> {
        let body = SubscriptionOrder {
            terms: quote.terms,
            billing_account: account,
            quote: quote.hash.clone(),
            zone: Some(quote.zone.clone()),
        };
        self.call(&PutSubscription { org, body }).await
    }

    /// Asks what a plan costs, and orders it.
    pub async fn subscribe(&self, org: OrganizationId, terms: Terms, account: BillingAccountId) -> Quote {
        let quote = self.quote(org, terms, Some(account)).await.expect("a quote");
        self.order_plan(org, &quote, account).await.expect("ordered");
        quote
    }

    /// What there is.
    pub async fn subscription(&self, org: OrganizationId) -> Subscription {
        let current = self.call(&GetSubscription { org }).await.expect("read");
        current.subscription.expect("a subscription")
    }
}

/// An id that nothing has.
pub const NOTHING: Uuid = Uuid::from_u128(0x0189_0a5d_ac96_774b_bcce_b302_099a_8057);
