//! Double entry: where money comes from and goes to.

use crate::amount::Overflow;
use serde::{Deserialize, Serialize};

/// An account of the books. What is on the left side of it is positive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Account {
    /// What customers owe.
    Receivable,
    /// What was sold.
    Revenue,
    /// VAT that is owed to the tax office.
    Vat,
    /// Money in the bank.
    Bank,
    /// Money that a payment provider holds.
    Provider,
    /// What a payment provider keeps for itself.
    ProviderFees,
    /// What is not going to be paid.
    WriteOff,
    /// What customers paid beyond what they owed: theirs until it pays another invoice or goes back.
    Unallocated,
}

impl Account {
    /// Every account.
    pub const ALL: [Self; 8] = [
        Self::Receivable,
        Self::Revenue,
        Self::Vat,
        Self::Bank,
        Self::Provider,
        Self::ProviderFees,
        Self::WriteOff,
        Self::Unallocated,
    ];

    /// The name as it is kept.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Receivable => "receivable",
            Self::Revenue => "revenue",
            Self::Vat => "vat",
            Self::Bank => "bank",
            Self::Provider => "provider",
            Self::ProviderFees => "provider_fees",
            Self::WriteOff => "write_off",
            Self::Unallocated => "unallocated",
        }
    }

    /// The account of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|account| account.as_str() == name)
    }
}

hq_contract::by_name!(Account);

/// One side of a transaction.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Posting {
    /// On which account.
    pub account: Account,
    /// In minor units; the left side is positive.
    pub minor: i64,
}

/// Postings that sum up to nothing: there is no other way to make one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Transaction(Vec<Posting>);

impl Transaction {
    /// What one account gets, others give. Nothing is posted where it is 0.
    fn new(to: Account, from: &[(Account, i64)]) -> Result<Self, Overflow> {
        let mut postings = Vec::with_capacity(from.len() + 1);
        let mut total = 0_i64;
        for (account, minor) in from {
            total = total.checked_add(*minor).ok_or(Overflow)?;
            postings.push(Posting { account: *account, minor: minor.checked_neg().ok_or(Overflow)? });
        }
        postings.insert(0, Posting { account: to, minor: total });
        postings.retain(|posting| posting.minor != 0);
        Ok(Self(postings))
    }

    /// Its sides.
    #[must_use]
    pub fn postings(&self) -> &[Posting] {
        &self.0
    }

    /// An invoice of so much, and VAT on it.
    ///
    /// # Errors
    /// Where it is too much to count.
    pub fn invoice(net: i64, tax: i64) -> Result<Self, Overflow> {
        Self::new(Account::Receivable, &[(Account::Revenue, net), (Account::Vat, tax)])
    }

    /// A credit note of so much, and VAT on it; both positive.
    ///
    /// # Errors
    /// Where it is too much to count.
    pub fn credit_note(net: i64, tax: i64) -> Result<Self, Overflow> {
        Self::invoice(net.checked_neg().ok_or(Overflow)?, tax.checked_neg().ok_or(Overflow)?)
    }

    /// A payment by bank transfer.
    ///
    /// # Errors
    /// Where it is too much to count.
    pub fn bank_payment(minor: i64) -> Result<Self, Overflow> {
        Self::new(Account::Bank, &[(Account::Receivable, minor)])
    }

    /// A payment that a provider took.
    ///
    /// # Errors
    /// Where it is too much to count.
    pub fn provider_payment(minor: i64) -> Result<Self, Overflow> {
        Self::new(Account::Provider, &[(Account::Receivable, minor)])
    }

    /// What a provider pays out, and what of it was its fee.
    ///
    /// # Errors
    /// Where it is too much to count.
    pub fn payout(paid_out: i64, fee: i64) -> Result<Self, Overflow> {
        let all = paid_out.checked_add(fee).ok_or(Overflow)?;
        let kept = fee.checked_neg().ok_or(Overflow)?;
        Self::new(Account::Bank, &[(Account::Provider, all), (Account::ProviderFees, kept)])
    }

    /// What is not going to be paid.
    ///
    /// # Errors
    /// Where it is too much to count.
    pub fn write_off(minor: i64) -> Result<Self, Overflow> {
        Self::new(Account::WriteOff, &[(Account::Receivable, minor)])
    }

    /// A payment of which a part pays an invoice and the rest is the customer's credit.
    ///
    /// # Errors
    /// Where it is too much to count.
    pub fn payment(to: Account, pays: i64, credit: i64) -> Result<Self, Overflow> {
        Self::new(to, &[(Account::Receivable, pays), (Account::Unallocated, credit)])
    }

    /// A customer's credit that pays an invoice.
    ///
    /// # Errors
    /// Where it is too much to count.
    pub fn credit_used(minor: i64) -> Result<Self, Overflow> {
        Self::new(Account::Unallocated, &[(Account::Receivable, minor)])
    }

    /// What was paid of an invoice that asks for less now: it becomes the customer's credit.
    ///
    /// # Errors
    /// Where it is too much to count.
    pub fn credit_freed(minor: i64) -> Result<Self, Overflow> {
        Self::new(Account::Receivable, &[(Account::Unallocated, minor)])
    }

    /// A customer's credit that was sent back by bank transfer.
    ///
    /// # Errors
    /// Where it is too much to count.
    pub fn refund(minor: i64) -> Result<Self, Overflow> {
        Self::new(Account::Unallocated, &[(Account::Bank, minor)])
    }

    /// The same the other way round: a payment that came back.
    ///
    /// # Errors
    /// Where it is too much to count.
    pub fn reversed(&self) -> Result<Self, Overflow> {
        let sides = self.0.iter().map(|posting| {
            let minor = posting.minor.checked_neg().ok_or(Overflow)?;
            Ok(Posting { account: posting.account, minor })
        });
        sides.collect::<Result<_, Overflow>>().map(Self)
    }
}
