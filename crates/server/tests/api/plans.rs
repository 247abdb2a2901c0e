//! What is sold, and what without anything sold.

use crate::{
    access_matrix::{Matrix, known},
    on_both,
    support::{Hq, new_dataplant, new_engine, terms},
};
use hq_contract::{
    ProblemCode,
    plan::{Plan, SupportLevel},
    plans::{GetPlans, Meter},
    providers::GetProviders,
    quotas::GetQuotas,
    subscription::GetSubscription,
};

/// Who may call what of it.
pub const MATRIX: Matrix = Matrix::of(&[known("GET /api/v1/plans", 200)]);

on_both!(crate::support::Hq::selling => what_is_sold_is_what_the_file_says, offers_cost_what_will_be_billed);

mod without {
    use super::{nothing_is_sold_without_a_file, prices_of_a_version_do_not_change};
    use crate::on_both;

    on_both!(crate::support::Hq::start => nothing_is_sold_without_a_file, prices_of_a_version_do_not_change);
}

async fn what_is_sold_is_what_the_file_says(hq: Hq) {
    let ada = hq.person("ada@example.org").await;
    let sold = ada.call(&GetPlans).await.unwrap();
    let month = |plan: Plan| {
        let offer = sold.plans.iter().find(|offer| offer.plan == plan).unwrap();
        (offer.month.as_ref().map(|money| money.minor), offer.year.as_ref().map(|money| money.minor))
    };
    assert_eq!(month(Plan::Standard), (Some(9000), Some(97_200)));
    // 12 × 1,350 € − 10 %.
    assert_eq!(month(Plan::Premium), (Some(135_000), Some(1_458_000)));
    assert_eq!(month(Plan::Enterprise), (None, None));
    let support: Vec<i64> = sold.support.iter().map(|offer| offer.month.minor).collect();
    assert_eq!(support, [0, 99_000, 249_000]);
    assert_eq!(sold.support.iter().map(|offer| offer.level).max(), Some(SupportLevel::BusinessCritical));
    let beyond = |meter| sold.beyond.iter().find(|price| price.meter == meter).unwrap();
    assert_eq!((beyond(Meter::Dataplant).price_micro, beyond(Meter::Dataplant).per_seconds), (120_000, 3600));
    // 0.12 € × 730.5 hours.
    assert_eq!(beyond(Meter::Postgresql).month.minor, 8766);
    assert_eq!((beyond(Meter::Storage).month.minor, beyond(Meter::Storage).per_seconds), (10, 2_629_800));
    assert_eq!(beyond(Meter::Sandbox).month.minor, 0);
    assert_eq!(sold.sales_email.unwrap().as_str(), "billing@hq.example");
}

async fn offers_cost_what_will_be_billed(hq: Hq) {
    let ada = hq.person("ada@example.org").await;
    hq.work().await;
    let offers = ada.call(&GetProviders).await.unwrap().offers;
    let offer = |id: &str| offers.iter().find(|offer| offer.id == id).unwrap().clone();
    let pg = offer("double/postgresql/pg");
    // Its broker says 12.50 €.
    assert_eq!((pg.fpu_month.unwrap().minor, pg.free), (8766, false));
    let sandbox = offer("double/sandbox/sb");
    assert_eq!((sandbox.fpu_month, sandbox.free), (None, true));
    let org = ada.create("Acme").await.id;
    let account = hq.account(&ada).await;
    hq.enterprise(org, account).await;
    let engine = hq.engine(&ada, org, "Orders").await;
    assert_eq!(engine.month.unwrap().minor, 4 * 8766);
    let dataplant = hq.dataplant(&ada, org, new_dataplant("Sales")).await;
    assert_eq!(dataplant.month.unwrap().minor, 4 * 8766);
}

async fn nothing_is_sold_without_a_file(hq: Hq) {
    let ada = hq.person("ada@example.org").await;
    let org = ada.create("Acme").await.id;
    let sold = ada.call(&GetPlans).await.unwrap();
    assert!(sold.plans.is_empty() && sold.support.is_empty() && sold.payment.is_empty());
    let current = ada.call(&GetSubscription { org }).await.unwrap();
    assert!(!current.billing && current.subscription.is_none());
    let quotas = ada.call(&GetQuotas { org }).await.unwrap();
    assert!(quotas.plan && quotas.quotas.iter().all(|quota| quota.limit.is_none()));
    let refused = ada.quote(org, terms(Plan::Premium), None).await.unwrap_err();
    assert_eq!(refused.code(), ProblemCode::BillingOff);
    // Everything can be ordered, at what its broker says.
    let engine = hq.engine_like(&ada, org, new_engine("Orders")).await;
    assert_eq!(engine.month.unwrap().minor, 4 * 1250);
    // What is used is written down all the same.
    assert!(!hq.usage(org).await.is_empty());
}

async fn prices_of_a_version_do_not_change(hq: Hq) {
    use hq_billing::PriceFile;
    use hq_server::billing::{Billing, OpenError};
    let open = async |text: &str| {
        let file = PriceFile::check(text).unwrap();
        Billing::open(hq.app.db(), hq.app.now(), file).await
    };
    let text = crate::support::PRICES;
    open(text).await.unwrap();
    open(text).await.unwrap();
    let dearer = text.replace("month = \"90.00\"", "month = \"95.00\"");
    assert!(matches!(open(&dearer).await, Err(OpenError::Changed(1))));
    let next = open(&dearer.replace("version = 1", "version = 2")).await.unwrap();
    assert_eq!(next.version(), 2);
    let books = hq_server::billing::store::books(hq.app.db().read()).await.unwrap();
    assert_eq!(books.keys().copied().collect::<Vec<_>>(), [1, 2]);
    assert_eq!(books[&1].plan(Plan::Standard).month, Some(9000));
}
