//! Vouchers of the demo.

use super::store::{self, NewVoucher};
use crate::{
    app::App,
    db::kept,
    demo::{TRIES, first_organization, person},
    http::problem::Failure,
    operation::{Operation, Origin},
};
use axum::http::StatusCode;
use hq_contract::{
    ProblemCode,
    vouchers::{VoucherCode, VoucherGift},
};

/// A voucher for everybody, and one that somebody has used.
///
/// # Errors
/// Where the database fails.
pub async fn add(app: &App) -> Result<(), Failure> {
    let Some(billing) = app.billing() else { return Ok(()) };
    let operation = Operation::begin(app, &Origin::server()).await?;
    let welcome = VoucherGift::Credit { amount: billing.money(10_000) };
    let spent = VoucherGift::Fpu { fpu: 2, days: 30 };
    let code = |text: &str| kept(VoucherCode::parse(text));
    let (welcomes, spents) = (code("WELCOME-2026")?, code("SPENT-2026")?);
    let new = |code, gift, uses| NewVoucher { code, gift, uses, expires_at: None };
    store::add(&operation, new(&welcomes, &welcome, 1000)).await?;
    if store::add(&operation, new(&spents, &spent, 1)).await? {
        let organization = first_organization(operation.tx(), TRIES).await?.ok_or(ProblemCode::Internal)?;
        let user = person(operation.tx(), TRIES).await?.id;
        store::redeem(&operation, &spents, organization, user.into()).await?;
    }
    operation.finish_empty(StatusCode::NO_CONTENT).await.map(drop)
}
