//! Endpoints about invoices.

use super::{Invoice, InvoiceState, NewBudget, UpcomingInvoice, with_filters};
use crate::{
    Endpoint, InvoiceId, Method, Nothing, OrganizationId, Page, PageToken,
    endpoint::{described, endpoint_at, fill},
};

described!(
    /// The invoices of an organization
    ///
    /// With credit notes, the newest first. Whether one is paid follows from what was booked; nothing of it is ever changed.
    #[derive(Clone, Debug)]
    pub struct ListInvoices {
        /// Of which organization.
        pub org: OrganizationId,
        /// Only those issued in this year.
        pub year: Option<u16>,
        /// Only those in this state.
        pub state: Option<InvoiceState>,
        /// Where to go on.
        pub page_token: Option<PageToken>,
    }
    tag "invoices", for ReadBilling,
    200 "A page of invoices"
);

impl Endpoint for ListInvoices {
    type Body = Nothing;
    type Answer = Page<Invoice>;
    const METHOD: Method = Method::Get;
    const TEMPLATE: &'static str = "/organizations/{org}/invoices";

    fn path(&self) -> String {
        let path = fill(Self::TEMPLATE, &[("org", &self.org.to_string())]);
        with_filters(&path, self.year, self.state, self.page_token.as_ref())
    }
}

endpoint_at!(
    /// Read what the next invoice says so far
    ///
    /// As it would be if it came now, by the same computation, with the days of the period and what usage comes to at this rate. 409
    /// `no_subscription` where there is nothing to bill.
    GetUpcomingInvoice {
        /// Of which organization.
        org: OrganizationId
    } Get "/organizations/{org}/invoices/upcoming" -> UpcomingInvoice,
    tag "invoices", for ReadBilling,
    200 "The next invoice, so far",
    refusals [NoSubscription, BillingOff]
);

endpoint_at!(
    /// Set the budget, or take it away
    ///
    /// What the organization wants to spend on usage a period at most. At 50, 80 and 100 % its admins and the billing contact are told by
    /// mail, once a period; nothing is stopped. 409 `no_subscription` where there is no plan.
    PutBudget {
        /// Of which organization.
        org: OrganizationId
    } (NewBudget) Put "/organizations/{org}/budget" -> Nothing,
    tag "invoices", for UpdateBilling,
    204 "Set",
    refusals [NoSubscription, BillingOff]
);

endpoint_at!(
    /// Download an invoice
    ///
    /// The document as it was issued: a PDF (PDF/A-3) that bears the invoice as data (Factur-X).
    GetReceipt {
        /// Of which organization.
        org: OrganizationId,
        /// Which invoice.
        id: InvoiceId,
    } Get "/organizations/{org}/invoices/{id}/receipt.pdf" -> Nothing,
    tag "invoices", for ReadBilling,
    200 "The document" type "application/pdf"
);

described!(
    /// The invoices as CSV
    ///
    /// As the members: RFC 4180, UTF-8 with a byte order mark, each text in quotation marks, and none that a spreadsheet would take for
    /// a formula. Amounts are numbers with a point, those of credit notes what they give back.
    #[derive(Clone, Debug)]
    pub struct ExportInvoices {
        /// Of which organization.
        pub org: OrganizationId,
        /// Only those issued in this year.
        pub year: Option<u16>,
        /// Only those in this state.
        pub state: Option<InvoiceState>,
    }
    tag "invoices", for ReadBilling,
    200 "The table" type "text/csv",
    refusals [TooManyRequests]
);

impl Endpoint for ExportInvoices {
    type Body = Nothing;
    type Answer = String;
    const METHOD: Method = Method::Get;
    const TEMPLATE: &'static str = "/organizations/{org}/invoices.csv";

    fn path(&self) -> String {
        let path = fill(Self::TEMPLATE, &[("org", &self.org.to_string())]);
        with_filters(&path, self.year, self.state, None)
    }
}
