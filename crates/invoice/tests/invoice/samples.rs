//! Documents for the tests.

use hq_invoice::*;
use time::macros::date;

/// What something costs, at its rate of tax: the sums follow from the lines.
pub fn with(mut document: Document, lines: Vec<Line>) -> Document {
    document.taxes = Vec::new();
    for line in &lines {
        match document.taxes.iter_mut().find(|tax| tax.category == line.tax) {
            Some(tax) => tax.base += line.net,
            None => document.taxes.push(Tax { category: line.tax, base: line.net, amount: 0 }),
        }
    }
    for tax in &mut document.taxes {
        if let TaxCategory::S { per_mille } = tax.category {
            tax.amount = (tax.base * i64::from(per_mille) + 500).div_euclid(1000);
        }
    }
    let net: i64 = lines.iter().map(|line| line.net).sum();
    let tax: i64 = document.taxes.iter().map(|tax| tax.amount).sum();
    let prepaid = if document.paid { net + tax } else { 0 };
    document.totals = Totals { lines: net, net, tax, gross: net + tax, prepaid, due: net + tax - prepaid };
    document.lines = lines;
    document
}

pub const FRANCE: TaxCategory = TaxCategory::S { per_mille: 200 };

/// The lines of a month on the plan Premium.
pub fn lines(tax: TaxCategory) -> Vec<Line> {
    let month = Some((date!(2026 - 11 - 01), date!(2026 - 11 - 30)));
    let plan = Line { period: month, ..Line::flat("Premium plan", 135_000, tax) };
    let support = Line {
        period: month,
        description: Some("Answers within four hours, on every day of the week".to_owned()),
        ..Line::flat("Advanced support", 99_000, tax)
    };
    let usage = Line {
        name: "Computing beyond the plan".to_owned(),
        description: Some("FPU-seconds".to_owned()),
        period: month,
        quantity: Quantity { ten_thousandths: 12_345_670_000, unit: "SEC".to_owned() },
        unit_price: UnitPrice { micro: 120_000, base_quantity: 3600 },
        net: 4115,
        tax,
    };
    vec![plan, support, usage]
}

fn seller() -> Party {
    Party {
        name: "HQ SAS".to_owned(),
        legal_form: Some("SAS".to_owned()),
        capital: Some("10 000 €".to_owned()),
        register: Some("RCS Lyon 123 456 782".to_owned()),
        siren: Some("123456782".to_owned()),
        vat_id: Some("FR11123456782".to_owned()),
        address: Address {
            lines: vec!["12 rue de la République".to_owned()],
            postcode: "69002".to_owned(),
            city: "Lyon".to_owned(),
            country: "FR".to_owned(),
        },
        email: Some("billing@hq.example".to_owned()),
    }
}

fn buyer(name: &str, street: &str, (postcode, city, country): (&str, &str, &str)) -> Party {
    Party {
        name: name.to_owned(),
        legal_form: None,
        capital: None,
        register: None,
        siren: None,
        vat_id: None,
        address: Address {
            lines: vec![street.to_owned()],
            postcode: postcode.to_owned(),
            city: city.to_owned(),
            country: country.to_owned(),
        },
        email: Some("accounts@buyer.example".to_owned()),
    }
}

fn notes() -> Notes {
    Notes {
        pmt: "Indemnité forfaitaire pour frais de recouvrement en cas de retard de paiement : 40 €."
            .to_owned(),
        pmd: "Pénalités de retard : trois fois le taux d’intérêt légal, exigibles sans rappel.".to_owned(),
        aab: "Pas d’escompte pour paiement anticipé.".to_owned(),
        legal: vec!["Prestation de services en ligne : TVA acquittée sur les débits.".to_owned()],
    }
}

/// France, 20 %.
pub fn france() -> Document {
    let buyer = Party {
        siren: Some("987654324".to_owned()),
        vat_id: Some("FR14987654324".to_owned()),
        ..buyer("Ateliers Mercier", "4 place du Théâtre", ("75001", "Paris", "FR"))
    };
    let document = Document {
        kind: Kind::Invoice,
        number: "FA-2026-000318".to_owned(),
        issued: date!(2026 - 12 - 01),
        due: Some(date!(2026 - 12 - 31)),
        period: Some((date!(2026 - 11 - 01), date!(2026 - 11 - 30))),
        currency: "EUR".to_owned(),
        seller: seller(),
        buyer,
        lines: Vec::new(),
        taxes: Vec::new(),
        totals: Totals { lines: 0, net: 0, tax: 0, gross: 0, prepaid: 0, due: 0 },
        paid: false,
        payment: Payment {
            iban: Some("FR1420041010050500013M02606".to_owned()),
            bic: Some("BNPAFRPPXXX".to_owned()),
            account_name: Some("HQ SAS".to_owned()),
            reference: Some("RF18539007547034".to_owned()),
            terms: "Paiement à 30 jours.".to_owned(),
        },
        notes: notes(),
        language: Language::Fr,
    };
    with(document, lines(FRANCE))
}

/// Elsewhere in the EU, with a VAT id.
pub fn reverse_charge() -> Document {
    let buyer = Party {
        vat_id: Some("DE136695976".to_owned()),
        ..buyer(
            "Gesellschaft für verteilte Datenverarbeitung und Infrastruktur mbH",
            "Straße des 17. Juni 135",
            ("10623", "Berlin", "DE"),
        )
    };
    let terms = "Payment within 30 days by bank transfer, without deduction.".to_owned();
    let mut document = france();
    document.payment.terms = terms;
    document.language = Language::En;
    with(Document { buyer, ..document }, lines(TaxCategory::AE))
}

/// Outside the EU.
pub fn outside() -> Document {
    let buyer = buyer("Buyer Inc.", "500 Howard Street", ("CA 94105", "San Francisco", "US"));
    with(Document { buyer, ..reverse_charge() }, lines(TaxCategory::O))
}

/// Gives part of an invoice back.
pub fn credit_note() -> Document {
    let of = Reference { number: "FA-2026-000318".to_owned(), issued: date!(2026 - 12 - 01) };
    let document = Document {
        kind: Kind::CreditNote { of },
        number: "AV-2026-000007".to_owned(),
        issued: date!(2026 - 12 - 09),
        ..france()
    };
    with(document, vec![Line::flat("Advanced support, 14 days without it", 46_200, FRANCE)])
}

/// Paid by card before it was issued.
pub fn paid() -> Document {
    let document = Document { paid: true, due: Some(date!(2026 - 12 - 01)), ..france() };
    let lines = document.lines.clone();
    with(document, lines)
}

/// A plan is given up within its month: what is left of it comes back.
pub fn negative_line() -> Document {
    let mut lines = lines(FRANCE);
    let description = "16 of 30 days are left of what was paid in advance".to_owned();
    let back = Line::flat("Standard plan, unused days", -21_333, FRANCE);
    lines.push(Line { description: Some(description), ..back });
    with(france(), lines)
}

/// More than a page.
pub fn sixty_lines() -> Document {
    let lines = (1..=60)
        .map(|number| Line {
            description: (number % 7 == 0)
                .then(|| "Resized twice in this month, from 4 to 8 to 16 FPU".to_owned()),
            ..Line::flat(format!("Dataplant {number:02}, Europe West"), 1000 + number * 37, FRANCE)
        })
        .collect();
    with(Document { language: Language::En, ..france() }, lines)
}

/// Names of other scripts, and one that is long.
pub fn scripts() -> Document {
    let buyer = buyer(
        "株式会社東京中央情報処理技術研究開発機構 Tokyo Central Data Processing Research Organization",
        "東京都千代田区丸の内一丁目九番二号",
        ("100-0005", "東京", "JP"),
    );
    let mut document = Document { buyer, ..outside() };
    document.payment.account_name = Some("HQ SAS".to_owned());
    let names = [
        "مصنع البيانات الرئيسي، الرياض (Riyadh 2)",
        "データプラント東京・髙橋﨑 – 第２号",
        "서울 데이터 공장",
        "北京数据中心 张燊",
        "Завод данных Київ · Εργοστάσιο Αθήνα",
        "מרכז נתונים תל אביב",
        "डेटा संयंत्र मुंबई",
        "ศูนย์ข้อมูลกรุงเทพ",
        "Տվյալների կենտրոն · მონაცემთა ცენტრი",
        "𒀀𒁀 is in no font",
    ];
    let lines = names.map(|name| Line::flat(name, 12_500, TaxCategory::O)).to_vec();
    document.taxes.clear();
    with(document, lines)
}

/// An Arabic buyer.
pub fn arabic() -> Document {
    let buyer = buyer("شركة الخليج لتقنية المعلومات", "شارع الملك فهد، برج 12", ("12271", "الرياض", "SA"));
    with(Document { buyer, ..outside() }, lines(TaxCategory::O))
}

/// All that have to pass, by name.
pub fn all() -> Vec<(&'static str, Document)> {
    vec![
        ("france", france()),
        ("reverse_charge", reverse_charge()),
        ("outside", outside()),
        ("credit_note", credit_note()),
        ("paid", paid()),
        ("negative_line", negative_line()),
        ("sixty_lines", sixty_lines()),
        ("scripts", scripts()),
        ("arabic", arabic()),
    ]
}
