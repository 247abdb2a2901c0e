//! Vouchers: what somebody was promised, redeemed with a code.

use crate::{
    FieldCode, Money, OrganizationId, Timestamp, endpoint::endpoint_at, field::checked_text, plan::Plan,
};
use serde::{Deserialize, Serialize};

checked_text!(
    /// A voucher's code: 4 to 40 letters, digits and hyphens, in upper case; spaces are taken off.
    VoucherCode { examples("WELCOME-2026"), min_length = 4, max_length = 40, pattern = "^[A-Z0-9-]+$" }
);

impl VoucherCode {
    /// Checks what was typed: case and spaces do not matter.
    ///
    /// # Errors
    /// `required`, `too_short`, `too_long`, `bad_character`
    pub fn parse(text: &str) -> Result<Self, FieldCode> {
        let mut code: String = text.chars().filter(|character| !character.is_whitespace()).collect();
        code.make_ascii_uppercase();
        if code.is_empty() {
            Err(FieldCode::Required)
        } else if !code.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-') {
            Err(FieldCode::BadCharacter)
        } else if code.len() < 4 {
            Err(FieldCode::TooShort)
        } else if code.len() > 40 {
            Err(FieldCode::TooLong)
        } else {
            Ok(Self(code))
        }
    }
}

/// What a voucher gives.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum VoucherGift {
    /// Money, taken off the next invoices until it is spent.
    Credit {
        /// How much.
        amount: Money,
    },
    /// FPU that cost nothing for a time.
    Fpu {
        /// How many.
        fpu: u32,
        /// For how many days.
        days: u32,
    },
    /// A plan that costs nothing for a time.
    Trial {
        /// Which plan.
        plan: Plan,
        /// For how many days.
        days: u32,
    },
}

/// A voucher that an organization redeemed and that still gives something.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ActiveVoucher {
    /// Its code.
    pub code: VoucherCode,
    /// What it gave.
    pub gift: VoucherGift,
    /// What is left of money.
    pub left: Option<Money>,
    /// Until when.
    pub until: Option<Timestamp>,
}

/// A code to redeem.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Redemption {
    /// The code.
    pub code: VoucherCode,
}

endpoint_at!(
    /// Redeem a voucher
    ///
    /// Money is taken off the next invoices, FPU cost nothing from now on for their time, and a trial is used by the next order of its
    /// plan. 422 `not_a_voucher` where there is none of that code; 409 `voucher_used`, `voucher_expired`, or `voucher_redeemed` where this
    /// organization did so before; `billing_off` where nothing is sold or the operator takes no vouchers.
    RedeemVoucher {
        /// For which organization.
        org: OrganizationId
    } (Redemption) Post "/organizations/{org}/vouchers" -> ActiveVoucher,
    tag "vouchers", for UpdateBilling,
    201 "What it gives",
    refusals [BillingOff, VoucherUsed, VoucherExpired, VoucherRedeemed, TooManyRequests]
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_read_as_people_type_them() {
        assert_eq!(VoucherCode::parse(" welcome 2026-ab ").unwrap().as_str(), "WELCOME2026-AB");
        for (text, code) in [
            ("", FieldCode::Required),
            ("   ", FieldCode::Required),
            ("abc", FieldCode::TooShort),
            ("welcömé", FieldCode::BadCharacter),
            (&"A".repeat(41), FieldCode::TooLong),
        ] {
            assert_eq!(VoucherCode::parse(text), Err(code), "{text}");
        }
    }
}
