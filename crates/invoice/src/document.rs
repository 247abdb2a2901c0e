//! What an invoice or a credit note says.

use time::Date;

/// An invoice or a credit note. Amounts are minor units of the currency (cents).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// Which of the two it is.
    pub kind: Kind,
    /// Its number (BT-1): at most 35 characters of `A-Z a-z 0-9 + - _ /`.
    pub number: String,
    /// The day on which it is issued (BT-2).
    pub issued: Date,
    /// The day by which it has to be paid, or, where it is paid already, the day on which it was (BT-9).
    pub due: Option<Date>,
    /// The first and the last day that it is about (BG-14).
    pub period: Option<(Date, Date)>,
    /// The currency (BT-5). Only `EUR`: in any other, the French rules want the tax in euros too.
    pub currency: String,
    /// Who sells.
    pub seller: Party,
    /// Who buys.
    pub buyer: Party,
    /// What is sold; at least one.
    pub lines: Vec<Line>,
    /// The tax, one for each category of the lines.
    pub taxes: Vec<Tax>,
    /// The sums.
    pub totals: Totals,
    /// Whether it is paid already (BT-23 is `S2` instead of `S1`): all of it, and `due` is when.
    pub paid: bool,
    /// How to pay.
    pub payment: Payment,
    /// What the law wants to be said.
    pub notes: Notes,
    /// The language of the words in the PDF.
    pub language: Language,
}

/// Whether it asks for money or gives some back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// A commercial invoice (380).
    Invoice,
    /// A credit note (381). Its amounts are positive: they are what is given back.
    CreditNote {
        /// The invoice that it takes back, or part of it.
        of: Reference,
    },
}

/// A document issued before (BT-25, BT-26).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    /// Its number.
    pub number: String,
    /// The day on which it was issued.
    pub issued: Date,
}

/// A seller or a buyer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Party {
    /// The registered name (BT-27, BT-44).
    pub name: String,
    /// The legal form, `SAS`. Of a buyer it is not shown.
    pub legal_form: Option<String>,
    /// The share capital as it is written, `10 000 €`. Of a buyer it is not shown.
    pub capital: Option<String>,
    /// The register, `RCS Lyon 123 456 782`. Of a buyer it is not shown.
    pub register: Option<String>,
    /// The French company number (BT-30, BT-47): nine digits with their check digit. A seller has to have one.
    pub siren: Option<String>,
    /// The VAT id with its country, `FR11123456782` (BT-31, BT-48).
    pub vat_id: Option<String>,
    /// Where it is.
    pub address: Address,
    /// An address for emails.
    pub email: Option<String>,
}

/// A postal address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address {
    /// Street and what comes with it: at most three lines.
    pub lines: Vec<String>,
    /// The postcode; empty where a country has none.
    pub postcode: String,
    /// The town.
    pub city: String,
    /// The country: two letters of ISO 3166-1.
    pub country: String,
}

/// A line (BG-25).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// What it is (BT-153).
    pub name: String,
    /// More about it (BT-154).
    pub description: Option<String>,
    /// The first and the last day that it is about (BG-26).
    pub period: Option<(Date, Date)>,
    /// How much.
    pub quantity: Quantity,
    /// The price of a unit.
    pub unit_price: UnitPrice,
    /// Quantity × price, rounded half up to minor units; negative for something given back (BT-131).
    pub net: i64,
    /// How it is taxed.
    pub tax: TaxCategory,
}

impl Line {
    /// A line of one piece at its price: for what has been computed already, such as part of a period. A negative `net` is
    /// minus one piece, as prices are never negative. The unit is `C62`, one.
    pub fn flat(name: impl Into<String>, net: i64, tax: TaxCategory) -> Self {
        Self {
            name: name.into(),
            description: None,
            period: None,
            quantity: Quantity {
                ten_thousandths: if net < 0 { -10_000 } else { 10_000 },
                unit: "C62".to_owned(),
            },
            unit_price: UnitPrice { micro: net.saturating_abs().saturating_mul(10_000), base_quantity: 1 },
            net,
            tax,
        }
    }
}

/// A quantity (BT-129).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quantity {
    /// In 1/10,000 of a unit. Where the line's `net` is negative this is written as negative, whatever its sign.
    pub ten_thousandths: i64,
    /// The unit's code of UN/ECE Recommendation 20 (BT-130): `C62` one, `SEC` second, `HUR` hour, `DAY`, `MON`, `E34` gigabyte.
    pub unit: String,
}

/// A price (BT-146, BT-149).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnitPrice {
    /// In millionths of the currency's unit; never negative.
    pub micro: i64,
    /// The number of units that this is the price of; at least one.
    pub base_quantity: i64,
}

/// How something is taxed (BT-118, BT-151).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TaxCategory {
    /// Taxed at a rate of France.
    S {
        /// The rate: 200 is 20 %.
        per_mille: u32,
    },
    /// Reverse charge: a buyer elsewhere in the EU, with a valid VAT id, owes the tax.
    AE,
    /// Outside the scope of VAT: a buyer outside the EU. A document of this category has no other.
    O,
}

/// The tax of a category (BG-23).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tax {
    /// The category.
    pub category: TaxCategory,
    /// The sum of its lines.
    pub base: i64,
    /// The tax on this sum, rounded half up once.
    pub amount: i64,
}

/// The sums (BG-22).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Totals {
    /// The sum of the lines (BT-106).
    pub lines: i64,
    /// Without tax (BT-109); the same, as there are no charges beside the lines.
    pub net: i64,
    /// The tax (BT-110).
    pub tax: i64,
    /// With tax (BT-112).
    pub gross: i64,
    /// What has been paid (BT-113).
    pub prepaid: i64,
    /// What is left to pay (BT-115).
    pub due: i64,
}

/// How to pay.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Payment {
    /// The account (BT-84), with or without spaces.
    pub iban: Option<String>,
    /// Its bank (BT-86).
    pub bic: Option<String>,
    /// Whose account it is (BT-85).
    pub account_name: Option<String>,
    /// What to write on the transfer (BT-83): a reference of ISO 11649, `RF18539007547034`.
    pub reference: Option<String>,
    /// The terms (BT-20): "within 30 days". May be empty where there is a due date.
    pub terms: String,
}

/// What French law wants on an invoice, in the words of who issues it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notes {
    /// The flat fee for collecting what is late: 40 € (`PMT`).
    pub pmt: String,
    /// The penalties for what is late (`PMD`).
    pub pmd: String,
    /// The discount for paying early, or that there is none (`AAB`).
    pub aab: String,
    /// Anything else.
    pub legal: Vec<String>,
}

/// The language of the words in a PDF.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Language {
    /// English.
    En,
    /// French.
    Fr,
}

impl TaxCategory {
    /// The code of UN/ECE 5305.
    pub(crate) fn code(self) -> &'static str {
        match self {
            Self::S { .. } => "S",
            Self::AE => "AE",
            Self::O => "O",
        }
    }

    /// The rate in 1/1000; outside the scope there is none.
    pub(crate) fn per_mille(self) -> Option<u32> {
        match self {
            Self::S { per_mille } => Some(per_mille),
            Self::AE => Some(0),
            Self::O => None,
        }
    }

    /// Why there is no tax: the code of VATEX (BT-121) and the words (BT-120).
    pub(crate) fn exemption(self) -> Option<(&'static str, &'static str)> {
        match self {
            Self::S { .. } => None,
            Self::AE => Some((
                "VATEX-EU-AE",
                "Autoliquidation / Reverse charge - art. 283-2 CGI, art. 44 et 196 directive 2006/112/CE",
            )),
            Self::O => {
                Some(("VATEX-EU-O", "TVA non applicable / Outside the scope of French VAT - art. 259-1 CGI"))
            }
        }
    }
}

impl Line {
    /// The quantity with the sign of the line: prices are never negative, so what is given back is a negative quantity.
    pub(crate) fn signed_quantity(&self) -> i64 {
        let quantity = self.quantity.ten_thousandths;
        if self.net < 0 { quantity.saturating_abs().saturating_neg() } else { quantity }
    }
}
