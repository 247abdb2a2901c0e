//! Whose invoices, and what is open of them.

use hq_contract::{BillingAccountId, OrganizationId};

/// Whose invoices.
#[derive(Clone, Copy, Debug)]
pub enum Whose {
    /// An organization's.
    Organization(OrganizationId),
    /// A billing account's, for all its organizations.
    Account(BillingAccountId),
}

/// What is open of an invoice: what was booked as owed, less what credit notes took and what was paid. A credit note asks for
/// nothing.
pub(crate) const OPEN: &str = "(CASE WHEN i.kind = 'invoice' THEN (SELECT CAST(COALESCE(SUM(l.amount_minor), 0) AS BIGINT) \
    FROM ledger l JOIN invoices x ON x.id = l.invoice_id \
    WHERE l.account = 'receivable' AND (x.id = i.id OR x.corrects_id = i.id)) ELSE 0 END)";
