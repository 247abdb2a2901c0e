//! What every entry of the operator's file has to be.

use super::{Fault, File, FpuHour, PlanTable, SellerTable, Support};
use crate::{
    UnitPrice,
    price_book::{FPU_HOUR, GB_MONTH, PlanPrice, PriceBook},
    reference::remainder,
    seller::{Address, BankAccount, Seller},
};
use hq_contract::{EmailAddress, Siren, VatId};
use toml::Spanned;

/// Decimals of an amount of money, and of a price that is paid by the second.
const MINOR_DECIMALS: usize = 2;
const MICRO_DECIMALS: usize = 6;
/// The most of anything, in units of the currency: enough for every price, and far from what is too much to count.
const MOST: i64 = 1_000_000_000;
/// The most days of trial.
const MOST_DAYS: u32 = 366;

/// The line of a byte, from 1.
pub(super) fn line(text: &str, at: usize) -> usize {
    text.bytes().take(at).filter(|byte| *byte == b'\n').count() + 1
}

/// Gathers what is wrong.
pub(super) struct Check<'a> {
    text: &'a str,
    faults: Vec<Fault>,
}

impl<'a> Check<'a> {
    pub(super) const fn new(text: &'a str) -> Self {
        Self { text, faults: Vec::new() }
    }

    /// What was wrong, in the order of the lines.
    pub(super) fn faults(mut self) -> Vec<Fault> {
        self.faults.sort_by_key(|fault| fault.line);
        self.faults
    }

    fn fault<T>(&mut self, place: &str, value: &Spanned<T>, message: impl Into<String>) {
        let line = Some(line(self.text, value.span().start));
        self.faults.push(Fault { place: place.to_owned(), line, message: message.into() });
    }

    /// An amount with so many decimals at most, as an integer of the smallest of them.
    fn amount(&mut self, place: &str, value: &Spanned<String>, decimals: usize) -> i64 {
        match decimal(value.get_ref(), decimals) {
            Some(amount) => amount,
            None => {
                let message = format!(
                    "`{}` is no amount: digits with at most {decimals} behind a point, and at most {MOST}",
                    value.get_ref()
                );
                self.fault(place, value, message);
                0
            }
        }
    }

    fn month(&mut self, place: &str, value: &Spanned<String>) -> i64 {
        self.amount(place, value, MINOR_DECIMALS)
    }

    fn unit(&mut self, place: &str, value: &Spanned<String>, base_quantity: i64) -> UnitPrice {
        UnitPrice { micro: self.amount(place, value, MICRO_DECIMALS), base_quantity }
    }

    fn plan(&mut self, name: &str, table: &PlanTable) -> PlanPrice {
        let place = |field: &str| format!("plans.{name}.{field}");
        if let Some(seats) = table.seats.as_ref().filter(|seats| *seats.get_ref() == 0) {
            self.fault(&place("seats"), seats, "at least 1; without it there is no limit");
        }
        if *table.trial_days.get_ref() > MOST_DAYS {
            self.fault(&place("trial_days"), &table.trial_days, format!("at most {MOST_DAYS}"));
        }
        PlanPrice {
            month: table.month.as_ref().map(|month| self.month(&place("month"), month)),
            included_fpu: table.included_fpu,
            included_storage_gb: table.included_storage_gb,
            dataplants: table.dataplants,
            seats: table.seats.as_ref().map(|seats| *seats.get_ref()),
            trial_days: *table.trial_days.get_ref(),
        }
    }

    pub(super) fn prices(&mut self, file: &File) -> PriceBook {
        if *file.version.get_ref() == 0 {
            self.fault("version", &file.version, "at least 1");
        }
        let currency = file.currency.get_ref();
        if !TWO_DECIMALS.contains(&currency.as_str()) {
            let message = format!("`{currency}` is none of these: {}", TWO_DECIMALS.join(", "));
            self.fault("currency", &file.currency, message);
        }
        if *file.yearly_rebate_percent.get_ref() > 100 {
            self.fault("yearly_rebate_percent", &file.yearly_rebate_percent, "at most 100");
        }
        let FpuHour { dataplant, postgresql, snowflake, sandbox, other } = &file.fpu_hour;
        let Support { basic, advanced, business_critical } = &file.support;
        let prices = PriceBook {
            version: *file.version.get_ref(),
            currency: currency.clone(),
            plans: [
                self.plan("standard", &file.plans.standard),
                self.plan("premium", &file.plans.premium),
                self.plan("enterprise", &file.plans.enterprise),
            ],
            support: [
                self.month("support.basic", basic),
                self.month("support.advanced", advanced),
                self.month("support.business_critical", business_critical),
            ],
            fpu: [
                self.unit("fpu_hour.dataplant", dataplant, FPU_HOUR),
                self.unit("fpu_hour.postgresql", postgresql, FPU_HOUR),
                self.unit("fpu_hour.snowflake", snowflake, FPU_HOUR),
                self.unit("fpu_hour.sandbox", sandbox, FPU_HOUR),
                self.unit("fpu_hour.other", other, FPU_HOUR),
            ],
            storage: self.unit("storage.gb_month", &file.storage.gb_month, GB_MONTH),
            committed_fpu: self.month("committed.fpu_month", &file.committed.fpu_month),
            yearly_rebate_percent: *file.yearly_rebate_percent.get_ref(),
        };
        // Whoever takes more pays at least as much, so that a change for more is never paid back.
        if !prices.support.is_sorted() {
            self.fault("support", basic, "a higher level costs at least as much as a lower one");
        }
        let months = [&file.plans.standard.month, &file.plans.premium.month, &file.plans.enterprise.month];
        if !prices.plans.iter().filter_map(|plan| plan.month).is_sorted()
            && let Some(first) = months.into_iter().flatten().next()
        {
            self.fault("plans", first, "a greater plan costs at least as much as a smaller one");
        }
        prices
    }

    /// A text of one line that says something.
    fn said(&mut self, place: &str, value: &Spanned<String>) -> String {
        let text = value.get_ref().trim();
        if text.is_empty() || text.chars().any(char::is_control) {
            self.fault(place, value, "a text of one line");
        }
        text.to_owned()
    }

    pub(super) fn seller(&mut self, file: &File) -> Option<Seller> {
        let SellerTable { siren, vat_id, email, address, bank, .. } = &file.seller;
        let table = &file.seller;
        let parsed_siren = Siren::parse(siren.get_ref());
        if parsed_siren.is_err() {
            self.fault("seller.siren", siren, "no SIREN: nine digits, the last of which checks the others");
        }
        let parsed_vat_id = VatId::parse(vat_id.get_ref());
        match (&parsed_siren, &parsed_vat_id) {
            (_, Err(_)) => self.fault("seller.vat_id", vat_id, "no VAT id"),
            (Ok(siren), Ok(id)) if *id != siren.vat_id() => {
                self.fault(
                    "seller.vat_id",
                    vat_id,
                    format!("the VAT id of this SIREN is {}", siren.vat_id()),
                );
            }
            _ => {}
        }
        let parsed_email = EmailAddress::parse(email.get_ref());
        if parsed_email.is_err() {
            self.fault("seller.email", email, "no email address");
        }
        if address.country.get_ref() != "FR" {
            self.fault(
                "seller.address.country",
                &address.country,
                "FR: HQ makes invoices by the rules of France",
            );
        }
        let lines = address.lines.get_ref();
        if !(1..=2).contains(&lines.len()) || lines.iter().any(|line| line.trim().is_empty()) {
            self.fault("seller.address.lines", &address.lines, "one line or two");
        }
        let days = &file.invoices.payment_days;
        if *days.get_ref() > 60 {
            let message = "at most 60 (Code de commerce, article L441-10)";
            self.fault("invoices.payment_days", days, message);
        }
        let invoices = &file.invoices;
        if invoices.series.get_ref() == invoices.credit_note_series.get_ref() {
            self.fault(
                "invoices.credit_note_series",
                &invoices.credit_note_series,
                "another one than `series`",
            );
        }
        let seller = Seller {
            name: self.said("seller.name", &table.name),
            legal_form: self.said("seller.legal_form", &table.legal_form),
            capital: self.said("seller.capital", &table.capital),
            register: self.said("seller.register", &table.register),
            address: Address {
                lines: lines.iter().map(|line| line.trim().to_owned()).collect(),
                postcode: self.said("seller.address.postcode", &address.postcode),
                city: self.said("seller.address.city", &address.city),
                country: address.country.get_ref().clone(),
            },
            bank: BankAccount {
                name: self.said("seller.bank.name", &bank.name),
                iban: self.iban(&bank.iban),
                bic: self.bic(&bank.bic),
            },
            invoice_series: self.series("invoices.series", &invoices.series),
            credit_note_series: self.series("invoices.credit_note_series", &invoices.credit_note_series),
            payment_days: *days.get_ref(),
            text_pmt: self.said("invoices.text_pmt", &invoices.text_pmt),
            text_pmd: self.said("invoices.text_pmd", &invoices.text_pmd),
            text_aab: self.said("invoices.text_aab", &invoices.text_aab),
            siren: parsed_siren.ok()?,
            vat_id: parsed_vat_id.ok()?,
            email: parsed_email.ok()?,
        };
        Some(seller)
    }

    /// An IBAN: country, check digits, and the account, which the digits check (ISO 13616).
    fn iban(&mut self, value: &Spanned<String>) -> String {
        let iban: String = value.get_ref().chars().filter(|c| !c.is_whitespace()).collect();
        let well_formed = (15..=34).contains(&iban.len())
            && iban.bytes().all(|b| b.is_ascii_digit() || b.is_ascii_uppercase())
            && iban.bytes().take(2).all(|b| b.is_ascii_uppercase());
        let turned = iban.bytes().skip(4).chain(iban.bytes().take(4));
        if !well_formed || remainder(turned) != 1 {
            self.fault("seller.bank.iban", value, "no IBAN, or a digit of it is wrong");
        }
        iban
    }

    /// A BIC: bank, country, place, and the branch where it has one (ISO 9362).
    fn bic(&mut self, value: &Spanned<String>) -> String {
        let bic = value.get_ref().trim().to_owned();
        let well_formed = [8, 11].contains(&bic.len())
            && bic.bytes().all(|b| b.is_ascii_digit() || b.is_ascii_uppercase())
            && bic.bytes().skip(4).take(2).all(|b| b.is_ascii_uppercase());
        if !well_formed {
            self.fault("seller.bank.bic", value, "no BIC: 8 or 11 capital letters and digits");
        }
        bic
    }

    /// What numbers begin with. With the year in place of `{year}` and six digits it has at most 35 characters (BR-FR-02), and its
    /// letters and digits fit into a creditor reference.
    fn series(&mut self, place: &str, value: &Spanned<String>) -> String {
        let series = value.get_ref().clone();
        let rest = series.replacen("{year}", "", 1);
        let well_formed = series.contains("{year}")
            && rest.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
            && rest.bytes().filter(u8::is_ascii_alphanumeric).count() <= 11
            && series.len() <= 20;
        if !well_formed {
            let message =
                "`{year}` once, besides at most 11 letters and digits, and hyphens; 20 characters in all";
            self.fault(place, value, message);
        }
        series
    }
}

/// Currencies with two decimals that invoices may be in.
const TWO_DECIMALS: [&str; 11] =
    ["EUR", "USD", "GBP", "CHF", "CAD", "AUD", "SEK", "DKK", "NOK", "PLN", "CZK"];

/// A number with at most so many decimals, as an integer of the smallest of them; none where it is anything else, or too much.
fn decimal(text: &str, decimals: usize) -> Option<i64> {
    let (units, behind) = text.split_once('.').unwrap_or((text, ""));
    let is_number = |digits: &str| digits.bytes().all(|b| b.is_ascii_digit());
    let well_formed = !units.is_empty()
        && is_number(units)
        && is_number(behind)
        && behind.len() <= decimals
        && text.contains('.') != behind.is_empty();
    if !well_formed {
        return None;
    }
    let units = units.parse::<i64>().ok().filter(|units| *units <= MOST)?;
    format!("{units}{behind:0<decimals$}").parse().ok()
}
