//! Rows of vouchers, of who redeemed them, and of what that gave.

use crate::{
    access::ActorId,
    billing,
    db::entity::{
        broker_operation::OrdererId,
        grant::{self, GiftKind, GrantId},
        json::KeptJson,
        voucher,
        voucher_redemption::{self, RedemptionId},
    },
    http::problem::Failure,
    operation::Operation,
    platform::{clock::moment, micros::Micros},
    subscription::store::given::with_codes,
};
use hq_billing::grants::GrantKind;
use hq_contract::{
    FieldCode, Money, OrganizationId, ProblemCode, UserId,
    vouchers::{ActiveVoucher, VoucherCode, VoucherGift},
};
use sea_orm::{
    ActiveModelTrait as _,
    ActiveValue::Set,
    ColumnTrait as _, Condition, ConnectionTrait, EntityTrait as _, QueryFilter as _,
    sea_query::{Expr, ExprTrait as _, OnConflict},
};

const DAY: i64 = 24 * 3600 * 1_000_000;

/// A voucher to hand out.
#[derive(Clone, Debug)]
pub struct NewVoucher<'a> {
    /// Its code.
    pub code: &'a VoucherCode,
    /// What it gives.
    pub gift: &'a VoucherGift,
    /// How many organizations can redeem it.
    pub uses: u32,
    /// Until when.
    pub expires_at: Option<Micros>,
}

/// Keeps a voucher; false where there is one of that code.
///
/// # Errors
/// Where the database fails.
pub async fn add(operation: &Operation, new: NewVoucher<'_>) -> Result<bool, Failure> {
    let gift = KeptJson::of(new.gift.clone()).map_err(|error| Failure::internal(&error))?;
    let row = voucher::ActiveModel {
        code: Set(new.code.clone()),
        gift: Set(gift),
        uses: Set(new.uses.into()),
        used: Set(0),
        expires_at: Set(new.expires_at),
        created_at: Set(operation.now()),
    };
    let inserted = voucher::Entity::insert(row)
        .on_conflict(OnConflict::column(voucher::Column::Code).do_nothing().to_owned())
        .exec_without_returning(operation.tx())
        .await?;
    Ok(inserted == 1)
}

/// Redeems a voucher for an organization: what it gives, and the id of the redemption.
///
/// # Errors
/// 422 where there is none; 409 where it was redeemed before, is used up, or has expired.
pub async fn redeem(
    operation: &Operation,
    code: &VoucherCode,
    organization: OrganizationId,
    user: ActorId,
) -> Result<(ActiveVoucher, RedemptionId), Failure> {
    let found = voucher::Entity::find_by_id(code.clone()).one(operation.tx()).await?;
    let found = found.ok_or_else(|| Failure::field("/code", FieldCode::NotAVoucher))?;
    let id = operation.app().new_id();
    let redemption = voucher_redemption::ActiveModel {
        id: Set(id),
        code: Set(found.code.clone()),
        organization_id: Set(organization),
        user_id: Set(Some(user.into())),
        created_at: Set(operation.now()),
    };
    let once = [voucher_redemption::Column::Code, voucher_redemption::Column::OrganizationId];
    let inserted = voucher_redemption::Entity::insert(redemption)
        .on_conflict(OnConflict::columns(once).do_nothing().to_owned())
        .exec_without_returning(operation.tx())
        .await?;
    if inserted == 0 {
        return Err(ProblemCode::VoucherRedeemed.into());
    }
    if found.expires_at.is_some_and(|end| end <= operation.now()) {
        return Err(ProblemCode::VoucherExpired.into());
    }
    take_use(operation, found.code.clone()).await?;
    let gift = found.gift.value();
    let row = grant_of(operation, &gift, organization, id);
    let active: grant::ActiveModel = row.clone().into();
    grant::Entity::insert(active.reset_all()).exec_without_returning(operation.tx()).await?;
    let left = match &gift {
        VoucherGift::Credit { amount } => Some(amount.clone()),
        VoucherGift::Fpu { .. } | VoucherGift::Trial { .. } => None,
    };
    let until = row.ends_at.map(|end| moment(end).into());
    Ok((ActiveVoucher { code: code.clone(), gift, left, until }, id))
}

/// Takes one of a voucher's uses: of many at once, each takes another, and none too many.
async fn take_use(operation: &Operation, code: VoucherCode) -> Result<(), Failure> {
    let now = operation.now();
    let taken = voucher::Entity::update_many()
        .col_expr(voucher::Column::Used, Expr::col(voucher::Column::Used).add(1_i64))
        .filter(voucher::Column::Code.eq(code))
        .filter(Expr::col(voucher::Column::Used).lt(Expr::col(voucher::Column::Uses)))
        .filter(
            Condition::any()
                .add(voucher::Column::ExpiresAt.is_null())
                .add(voucher::Column::ExpiresAt.gt(now)),
        )
        .exec(operation.tx())
        .await?;
    if taken.rows_affected == 1 { Ok(()) } else { Err(ProblemCode::VoucherUsed.into()) }
}

/// What a voucher gives, as it is kept.
fn grant_of(
    operation: &Operation,
    gift: &VoucherGift,
    organization: OrganizationId,
    redemption: RedemptionId,
) -> grant::Model {
    let now = operation.now();
    let (kind, plan, amount, currency, ends_at) = match gift {
        VoucherGift::Credit { amount } => {
            (GiftKind::Credit, None, amount.minor, Some(amount.currency.clone()), None)
        }
        VoucherGift::Fpu { fpu, days } => {
            (GiftKind::Fpu, None, i64::from(*fpu), None, Some(now + i64::from(*days) * DAY))
        }
        VoucherGift::Trial { plan, days } => (GiftKind::Trial, Some(*plan), i64::from(*days), None, None),
    };
    grant::Model {
        id: operation.app().new_id(),
        organization_id: organization,
        redemption_id: redemption,
        kind,
        plan,
        amount,
        currency,
        spent_minor: 0,
        priority: GrantKind::Voucher.priority().into(),
        starts_at: now,
        ends_at,
        created_at: now,
    }
}

/// Takes money off what vouchers gave, in the transaction of the invoice that it is taken off.
///
/// # Errors
/// 409 `quote_changed` where another invoice was quicker, and there is not so much left.
pub async fn spend(operation: &Operation, taken: &[(GrantId, i64)]) -> Result<(), Failure> {
    for (grant, minor) in taken {
        let left = Expr::col(grant::Column::Amount).sub(Expr::col(grant::Column::SpentMinor));
        let spent = grant::Entity::update_many()
            .col_expr(grant::Column::SpentMinor, Expr::col(grant::Column::SpentMinor).add(*minor))
            .filter(grant::Column::Id.eq(*grant))
            .filter(grant::Column::Kind.eq(GiftKind::Credit))
            .filter(left.gte(*minor))
            .exec(operation.tx())
            .await?;
        if spent.rows_affected == 0 {
            return Err(ProblemCode::QuoteChanged.into());
        }
    }
    Ok(())
}

/// The vouchers of an organization that still give something, the oldest first.
///
/// # Errors
/// Where the database fails; 500 where a row holds what it cannot.
pub async fn active(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    now: Micros,
) -> Result<Vec<ActiveVoucher>, Failure> {
    let mut active = Vec::new();
    for (row, code) in with_codes(db, organization).await? {
        active.extend(shown(&row, code, now)?);
    }
    Ok(active)
}

fn shown(row: &grant::Model, code: VoucherCode, now: Micros) -> Result<Option<ActiveVoucher>, Failure> {
    let number = |amount: i64| u32::try_from(amount).map_err(|error| Failure::internal(&error));
    let money = |minor| Money { minor, currency: row.currency.clone().unwrap_or_default() };
    let over = row.ends_at.is_some_and(|end| end <= now);
    let left = row.amount - row.spent_minor;
    let (gift, left) = match row.kind {
        GiftKind::Credit if left > 0 && !over => {
            (VoucherGift::Credit { amount: money(row.amount) }, Some(money(left)))
        }
        GiftKind::Fpu if !over => {
            let days = row.ends_at.map_or(0, |end| (end - row.starts_at) / DAY);
            (VoucherGift::Fpu { fpu: number(row.amount)?, days: number(days)? }, None)
        }
        GiftKind::Trial if row.spent_minor == 0 && !over => {
            let plan = row.plan.ok_or(ProblemCode::Internal)?;
            (VoucherGift::Trial { plan, days: number(row.amount)? }, None)
        }
        _ => return Ok(None),
    };
    let until = row.ends_at.map(|end| moment(end).into());
    Ok(Some(ActiveVoucher { code, gift, left, until }))
}

/// What a voucher gives, for operators and the audit log.
#[must_use]
pub fn told(gift: &VoucherGift) -> String {
    match gift {
        VoucherGift::Credit { amount } => billing::shown(amount.minor, &amount.currency),
        VoucherGift::Fpu { fpu, days } => format!("{fpu} FPU, {days} days"),
        VoucherGift::Trial { plan, days } => format!("{}, {days} days", plan.as_str()),
    }
}

/// Whether one of these gives a trial.
#[must_use]
pub fn has_trial(vouchers: &[ActiveVoucher]) -> bool {
    vouchers.iter().any(|voucher| matches!(voucher.gift, VoucherGift::Trial { .. }))
}

/// Forgets who redeemed vouchers, of an account that is deleted.
///
/// # Errors
/// Where the database fails.
pub async fn forget_person(operation: &Operation, user: UserId) -> Result<(), Failure> {
    voucher_redemption::Entity::update_many()
        .col_expr(voucher_redemption::Column::UserId, Expr::value(Option::<OrdererId>::None))
        .filter(voucher_redemption::Column::UserId.eq(OrdererId::from(user)))
        .exec(operation.tx())
        .await?;
    Ok(())
}
