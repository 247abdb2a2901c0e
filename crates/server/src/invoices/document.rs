//! The document of an invoice: what hq-invoice is told.

use crate::{
    http::problem::Failure,
    platform::{clock::moment, micros::Micros},
};
use hq_billing::{
    UnitPrice as Price,
    seller::Seller,
    statement::StatementLine,
    usage::Dimension,
    vat::{TaxLine, TaxTreatment},
};
use hq_contract::billing_accounts::{NewBillingAccount, PostalAddress};
use hq_invoice::{
    Address, Document, Kind, Language, Line, Notes, Party, Payment, Quantity, Tax, TaxCategory, Totals,
    UnitPrice,
};
use hq_text::{Texts, invoice_lines as say};
use jiff::civil;
use time::{Date, Month};

/// What a document says besides who sells.
#[derive(Debug)]
pub struct Said<'a> {
    /// Whether it asks for money or takes some back.
    pub kind: Kind,
    /// Its number.
    pub number: &'a str,
    /// The day of its issue.
    pub issued: Date,
    /// The day by which it is to be paid.
    pub due: Option<Date>,
    /// The first and the last day that it is about.
    pub period: Option<(Date, Date)>,
    /// ISO 4217.
    pub currency: &'a str,
    /// Who buys.
    pub buyer: &'a NewBillingAccount,
    /// What for.
    pub lines: Vec<Line>,
    /// VAT, of one treatment.
    pub tax: TaxLine,
    /// The reference of a transfer.
    pub reference: Option<String>,
    /// How it is paid.
    pub terms: String,
    /// For which organization.
    pub organization: &'a str,
    /// In which language.
    pub texts: &'a Texts,
}

/// The document of what is said.
pub fn document(seller: &Seller, said: Said<'_>) -> Document {
    let net = said.tax.base;
    let gross = net.saturating_add(said.tax.tax);
    let mut legal = vec![say::for_organization(said.texts, said.organization)];
    legal.extend(said.buyer.reference.as_ref().map(|own| say::reference(said.texts, own.as_str())));
    Document {
        kind: said.kind,
        number: said.number.to_owned(),
        issued: said.issued,
        due: said.due,
        period: said.period,
        currency: said.currency.to_owned(),
        seller: selling(seller),
        buyer: buying(said.buyer),
        lines: said.lines,
        taxes: vec![Tax { category: category(said.tax), base: net, amount: said.tax.tax }],
        totals: Totals { lines: net, net, tax: said.tax.tax, gross, prepaid: 0, due: gross },
        paid: false,
        payment: Payment {
            iban: Some(seller.bank.iban.clone()),
            bic: Some(seller.bank.bic.clone()),
            account_name: Some(seller.bank.name.clone()),
            reference: said.reference,
            terms: said.terms,
        },
        notes: Notes {
            pmt: seller.text_pmt.clone(),
            pmd: seller.text_pmd.clone(),
            aab: seller.text_aab.clone(),
            legal,
        },
        language: match said.texts.language() {
            hq_text::Language::English => Language::En,
            hq_text::Language::French => Language::Fr,
        },
    }
}

/// The XML and the PDF of a document. The PDF is drawn on a thread of its own: it takes some hundredths of a second.
///
/// # Errors
/// 500 where the document breaks a rule, which the log says.
pub async fn files(document: Document, now: Micros) -> Result<(Vec<u8>, Vec<u8>), Failure> {
    let made = tokio::task::spawn_blocking(move || {
        let xml = hq_invoice::xml(&document)?;
        let pdf = hq_invoice::pdf(&document, &xml, moment(now))?;
        Ok::<_, hq_invoice::Fault>((xml, pdf))
    });
    made.await.map_err(|error| Failure::internal(&error))?.map_err(|fault| Failure::internal(&fault))
}

fn selling(seller: &Seller) -> Party {
    Party {
        name: seller.name.clone(),
        legal_form: Some(seller.legal_form.clone()),
        capital: Some(seller.capital.clone()),
        register: Some(format!("{} {}", seller.register, seller.siren)),
        siren: Some(seller.siren.as_str().to_owned()),
        vat_id: Some(seller.vat_id.as_str().to_owned()),
        address: Address {
            lines: seller.address.lines.clone(),
            postcode: seller.address.postcode.clone(),
            city: seller.address.city.clone(),
            country: seller.address.country.clone(),
        },
        email: Some(seller.email.as_str().to_owned()),
    }
}

fn buying(buyer: &NewBillingAccount) -> Party {
    Party {
        name: buyer.name.as_str().to_owned(),
        legal_form: None,
        capital: None,
        register: None,
        siren: buyer.siren.as_ref().map(|siren| siren.as_str().to_owned()),
        vat_id: buyer.vat_id.as_ref().map(|id| id.as_str().to_owned()),
        address: place(&buyer.address),
        email: Some(buyer.email.as_str().to_owned()),
    }
}

fn place(address: &PostalAddress) -> Address {
    let lines = std::iter::once(&address.line1).chain(&address.line2);
    Address {
        lines: lines.map(|line| line.as_str().to_owned()).collect(),
        postcode: address.postcode.as_ref().map(|code| code.as_str().to_owned()).unwrap_or_default(),
        city: address.city.as_str().to_owned(),
        country: address.country.as_str().to_owned(),
    }
}

/// The category of a line's VAT.
pub const fn category(tax: TaxLine) -> TaxCategory {
    match tax.treatment {
        TaxTreatment::Standard => TaxCategory::S { per_mille: tax.rate / 10 },
        TaxTreatment::ReverseCharge => TaxCategory::AE,
        TaxTreatment::OutsideScope => TaxCategory::O,
    }
}

/// A line of a statement. What was metered says quantity and price, as long as they make its amount to the cent: bytes are told as
/// GB, and rounded for that. `sign`: -1 on a credit note, which says what is given back as positive.
pub fn line(
    line: &StatementLine,
    name: String,
    description: Option<String>,
    days: Option<(Date, Date)>,
    tax: TaxCategory,
    sign: i64,
) -> Line {
    let net = line.net.saturating_mul(sign);
    let flat = Line { description, period: days, ..Line::flat(name, net, tax) };
    let metered = line.unit_price.and_then(|price| quantity(line, price));
    match metered {
        Some((quantity, unit_price)) => Line { quantity, unit_price, ..flat },
        None => flat,
    }
}

fn quantity(line: &StatementLine, price: Price) -> Option<(Quantity, UnitPrice)> {
    use hq_billing::statement::LineText;
    let LineText::Usage { metered, .. } = line.what else { return None };
    let (ten_thousandths, base) = match metered.dimension {
        Dimension::Fpu => (line.quantity.checked_mul(10_000)?, price.base_quantity),
        Dimension::StorageBytes => {
            // A ten-thousandth of a GB has 10⁵ bytes.
            let base = price.base_quantity / 1_000_000_000;
            if base.checked_mul(1_000_000_000) != Some(price.base_quantity) {
                return None;
            }
            (line.quantity / 100_000, base)
        }
    };
    let ten_thousandths = i64::try_from(ten_thousandths).ok()?;
    let product = i128::from(ten_thousandths) * i128::from(price.micro);
    let divisor = i128::from(base) * 100_000_000;
    let distance = (i128::from(line.net) * divisor - product).unsigned_abs();
    let exact = distance * 2 <= divisor.unsigned_abs();
    let quantity = Quantity { ten_thousandths, unit: "SEC".to_owned() };
    exact.then_some((quantity, UnitPrice { micro: price.micro, base_quantity: base }))
}

/// A date as hq-invoice takes it.
///
/// # Errors
/// 500 where no calendar has it.
pub fn day(date: civil::Date) -> Result<Date, Failure> {
    let month = u8::try_from(date.month()).ok().and_then(|month| Month::try_from(month).ok());
    let month = month.unwrap_or(Month::January);
    let day = u8::try_from(date.day()).unwrap_or(1);
    Date::from_calendar_date(date.year().into(), month, day).map_err(|error| Failure::internal(&error))
}
