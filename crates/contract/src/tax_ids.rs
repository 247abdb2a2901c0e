//! The numbers by which tax offices and registers know a company: the French SIREN, and VAT ids of the European Union.

use crate::{FieldCode, FieldError, characters, field::checked_text};

checked_text!(
    /// The nine digits of a company in the French register, the last of which checks the others (Luhn).
    Siren { examples("732829320"), min_length = 9, max_length = 9, pattern = "^[0-9]{9}$" }
);

checked_text!(
    /// A VAT id of a member of the European Union, or of Northern Ireland (`XI`), without spaces: `FR83404833048`. That it
    /// is written as its country writes them is all that is checked; whether it is in use, only the tax offices (VIES) know.
    VatId { examples("FR44732829320"), min_length = 4, max_length = 14, pattern = "^[A-Z]{2}[0-9A-Z+*]{2,12}$" }
);

/// The members of the European Union as of 2026, by ISO 3166-1 alpha-2. Greece is `GR` here and `EL` in VAT ids.
pub const EU_MEMBERS: [&str; 27] = [
    "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IT", "LT",
    "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK",
];

/// How the VAT ids of each country are written behind its prefix (VIES, frequently asked questions, Q11): `9` is a digit, `L` a
/// letter, `A` a digit or a letter, `S` a digit, a letter, `+` or `*`; anything else stands for itself.
const FORMS: [(&str, &[&str]); 28] = [
    ("AT", &["U99999999"]),
    ("BE", &["0999999999", "1999999999"]),
    ("BG", &["999999999", "9999999999"]),
    ("CY", &["99999999L"]),
    ("CZ", &["99999999", "999999999", "9999999999"]),
    ("DE", &["999999999"]),
    ("DK", &["99999999"]),
    ("EE", &["999999999"]),
    ("EL", &["999999999"]),
    ("ES", &["L9999999A", "99999999L"]),
    ("FI", &["99999999"]),
    ("FR", &["AA999999999"]),
    ("HR", &["99999999999"]),
    ("HU", &["99999999"]),
    ("IE", &["9S99999L", "9999999LL"]),
    ("IT", &["99999999999"]),
    ("LT", &["999999999", "999999999999"]),
    ("LU", &["99999999"]),
    ("LV", &["99999999999"]),
    ("MT", &["99999999"]),
    ("NL", &["999999999B99"]),
    ("PL", &["9999999999"]),
    ("PT", &["999999999"]),
    ("RO", &["99", "999", "9999", "99999", "999999", "9999999", "99999999", "999999999", "9999999999"]),
    ("SE", &["999999999999"]),
    ("SI", &["99999999"]),
    ("SK", &["9999999999"]),
    ("XI", &["999999999", "999999999999", "GD999", "HA999"]),
];

impl Siren {
    /// Checks what was typed; spaces, dots and hyphens between the digits only make it readable.
    ///
    /// # Errors
    /// `required`, `not_a_siren`
    pub fn parse(text: &str) -> Result<Self, FieldCode> {
        let digits = plain(text)?;
        let well_formed = digits.len() == 9 && digits.bytes().all(|b| b.is_ascii_digit());
        if well_formed && luhn(&digits) { Ok(Self(digits)) } else { Err(FieldCode::NotASiren) }
    }

    /// The VAT id that the French tax office gives a company of this number, where it has one.
    #[must_use]
    pub fn vat_id(&self) -> VatId {
        VatId(format!("FR{:02}{}", french_key(&self.0), self.0))
    }
}

impl VatId {
    /// Checks what was typed; small letters, spaces, dots and hyphens do not matter. A French id with a key of two digits
    /// must have the right one, and behind it a SIREN; Monaco's, which begin with `000`, have none.
    ///
    /// # Errors
    /// `required`, `not_a_vat_id`
    pub fn parse(text: &str) -> Result<Self, FieldCode> {
        let text = plain(text)?;
        let well_formed = FORMS.iter().any(|(prefix, forms)| {
            text.strip_prefix(prefix).is_some_and(|rest| forms.iter().any(|form| has_form(rest, form)))
        });
        if well_formed && text.strip_prefix("FR").is_none_or(is_french) {
            Ok(Self(text))
        } else {
            Err(FieldCode::NotAVatId)
        }
    }

    /// The country by ISO 3166-1: `GR` for Greece, whose ids begin with `EL`; `GB` for Northern Ireland, whose ids (`XI`) are for
    /// goods: where services are supplied it is outside of the Union.
    #[must_use]
    pub fn country(&self) -> &str {
        match self.0.get(..2).unwrap_or_default() {
            "EL" => "GR",
            "XI" => "GB",
            country => country,
        }
    }
}

/// Where ids of companies are French: France, its departments and communities overseas that have the same register, and Monaco.
const LIKE_FRANCE: [&str; 9] = ["FR", "BL", "GF", "GP", "MC", "MF", "MQ", "RE", "YT"];

/// Whether the numbers of a company go with its address and with each other: a SIREN and a French VAT id are of France, any other VAT
/// id is of the address's country, and a French VAT id with a SIREN in it has the company's.
///
/// # Errors
/// `other_country`, `other_company`, with the field of a billing account.
pub fn agree(country: &str, siren: Option<&Siren>, vat_id: Option<&VatId>) -> Result<(), FieldError> {
    let refuse = |pointer: &str, code| Err(FieldError { pointer: pointer.to_owned(), code });
    let is_french = LIKE_FRANCE.contains(&country);
    if siren.is_some() && !is_french {
        return refuse("/siren", FieldCode::OtherCountry);
    }
    let Some(vat_id) = vat_id else { return Ok(()) };
    if vat_id.country() != country && !(is_french && vat_id.country() == "FR") {
        return refuse("/vat_id", FieldCode::OtherCountry);
    }
    match (siren, vat_id.0.strip_prefix("FR").and_then(|rest| rest.get(2..))) {
        (Some(siren), Some(number)) if number != siren.0 => refuse("/vat_id", FieldCode::OtherCompany),
        _ => Ok(()),
    }
}

/// Capital letters and digits, without what only makes them readable.
fn plain(text: &str) -> Result<String, FieldCode> {
    let text = characters::trim(text);
    if text.is_empty() {
        return Err(FieldCode::Required);
    }
    let said =
        text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '.' | '-' | '\u{2010}'..='\u{2015}'));
    Ok(said.map(|c| c.to_ascii_uppercase()).collect())
}

/// Whether a text has a form of [`FORMS`].
fn has_form(text: &str, form: &str) -> bool {
    text.len() == form.len()
        && text.bytes().zip(form.bytes()).all(|(b, form)| match form {
            b'9' => b.is_ascii_digit(),
            b'L' => b.is_ascii_uppercase(),
            b'A' => b.is_ascii_digit() || b.is_ascii_uppercase(),
            b'S' => b.is_ascii_digit() || b.is_ascii_uppercase() || b == b'+' || b == b'*',
            other => b == other,
        })
}

/// Whether what stands behind `FR` is a key and a number. A key with letters (neither I nor O) is of the newer kind, whose
/// rule the tax office does not publish.
fn is_french(rest: &str) -> bool {
    let Some((key, number)) = rest.split_at_checked(2) else { return false };
    let key_is_right = match key.parse::<u32>() {
        Ok(key) => key == french_key(number),
        Err(_) => !key.contains(['I', 'O']),
    };
    key_is_right && (number.starts_with("000") || luhn(number))
}

/// (12 + 3 × (SIREN mod 97)) mod 97 (the French tax office's rule for keys of two digits).
fn french_key(siren: &str) -> u32 {
    let rest = siren.bytes().fold(0, |rest, digit| (rest * 10 + u32::from(digit.saturating_sub(b'0'))) % 97);
    (12 + 3 * rest) % 97
}

/// Luhn's rule: every second digit from the right counts twice, and all together are a multiple of ten.
fn luhn(digits: &str) -> bool {
    let sum: u32 = digits
        .bytes()
        .rev()
        .map(|b| u32::from(b.saturating_sub(b'0')))
        .zip([1, 2].into_iter().cycle())
        .map(|(digit, times)| digit * times)
        .map(|twice| twice / 10 + twice % 10)
        .sum();
    sum.is_multiple_of(10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_siren_has_nine_digits_of_which_the_last_checks() {
        for (typed, kept) in
            [("404833048", "404833048"), (" 404 833 048 ", "404833048"), ("356-000-000", "356000000")]
        {
            assert_eq!(Siren::parse(typed).unwrap().as_str(), kept);
        }
        for wrong in ["404833049", "40483304", "4048330480", "40483304A", "４０４８３３０４８", "440833048"]
        {
            assert_eq!(Siren::parse(wrong), Err(FieldCode::NotASiren), "{wrong}");
        }
        assert_eq!(Siren::parse(" "), Err(FieldCode::Required));
    }

    #[test]
    fn one_wrong_digit_is_seen() {
        let right = "732829320";
        assert!(Siren::parse(right).is_ok());
        for place in 0..9 {
            for digit in "0123456789".chars() {
                let mut typed: Vec<char> = right.chars().collect();
                let same = typed[place] == digit;
                typed[place] = digit;
                assert_eq!(Siren::parse(&typed.iter().collect::<String>()).is_ok(), same);
            }
        }
    }

    #[test]
    fn a_french_vat_id_is_its_key_and_the_siren() {
        // The tax office's own example, and La Poste's published id.
        assert_eq!(Siren::parse("404833048").unwrap().vat_id().as_str(), "FR83404833048");
        assert_eq!(Siren::parse("356000000").unwrap().vat_id().as_str(), "FR39356000000");
        for right in ["FR83404833048", "fr 83 404 833 048", "FRK7399859412", "FR53000004605"] {
            let parsed = VatId::parse(right);
            assert!(parsed.as_ref().is_ok_and(|id| id.country() == "FR"), "{right}: {parsed:?}");
        }
        for wrong in ["FR84404833048", "FR83404833049", "FRO7399859412", "FR404833048", "83404833048"] {
            assert_eq!(VatId::parse(wrong), Err(FieldCode::NotAVatId), "{wrong}");
        }
    }

    #[test]
    fn each_member_writes_them_in_its_way() {
        let right = [
            "ATU12345678",
            "BE0123456789",
            "BE1123456789",
            "BG123456789",
            "BG1234567890",
            "CY12345678L",
            "CZ12345678",
            "CZ1234567890",
            "DE123456789",
            "DK12345678",
            "EE123456789",
            "EL123456789",
            "ESX1234567X",
            "ES12345678X",
            "ESA12345678",
            "FI12345678",
            "HR12345678901",
            "HU12345678",
            "IE1234567T",
            "IE1+23456L",
            "IE1234567WI",
            "IT12345678901",
            "LT123456789",
            "LT123456789012",
            "LU12345678",
            "LV12345678901",
            "MT12345678",
            "NL123456789B01",
            "PL1234567890",
            "PT123456789",
            "RO12",
            "RO1234567890",
            "SE123456789012",
            "SI12345678",
            "SK1234567890",
            "XI123456789",
            "XIGD123",
        ];
        for id in right {
            assert_eq!(VatId::parse(id).unwrap().as_str(), id);
        }
        let wrong = [
            "AT12345678",
            "BE2123456789",
            "BE012345678",
            "CY123456789",
            "CZ1234567",
            "DE12345678",
            "DE1234567890",
            "ES123456789",
            "GR123456789",
            "GB123456789",
            "CH123456789",
            "NL123456789C01",
            "RO1",
            "SE12345678901",
            "XIGD12",
            "US12",
            "DE12345678Ü",
            "DE",
            "é",
        ];
        for id in wrong {
            assert_eq!(VatId::parse(id), Err(FieldCode::NotAVatId), "{id}");
        }
    }

    #[test]
    fn numbers_go_with_the_address_and_with_each_other() {
        let siren = |text: &str| Siren::parse(text).unwrap();
        let vat = |text: &str| VatId::parse(text).unwrap();
        let (la_poste, example) = (siren("356000000"), vat("FR83404833048"));
        for (country, siren, vat_id) in [
            ("FR", None, None),
            ("US", None, None),
            ("FR", Some(&la_poste), None),
            ("RE", Some(&la_poste), Some(&la_poste.vat_id())),
            ("MC", None, Some(&vat("FR53000004605"))),
            ("GR", None, Some(&vat("EL123456789"))),
            ("GB", None, Some(&vat("XI123456789"))),
            ("DE", None, Some(&vat("DE123456789"))),
        ] {
            assert_eq!(agree(country, siren, vat_id), Ok(()), "{country} {siren:?} {vat_id:?}");
        }
        fn refused(country: &str, siren: Option<&Siren>, vat_id: Option<&VatId>) -> (String, FieldCode) {
            let error = agree(country, siren, vat_id).unwrap_err();
            (error.pointer, error.code)
        }
        let of = |pointer: &str, code| (pointer.to_owned(), code);
        assert_eq!(refused("DE", Some(&la_poste), None), of("/siren", FieldCode::OtherCountry));
        assert_eq!(refused("DE", None, Some(&example)), of("/vat_id", FieldCode::OtherCountry));
        assert_eq!(refused("US", None, Some(&vat("DE123456789"))), of("/vat_id", FieldCode::OtherCountry));
        assert_eq!(refused("IE", None, Some(&vat("XI123456789"))), of("/vat_id", FieldCode::OtherCountry));
        assert_eq!(refused("FR", Some(&la_poste), Some(&example)), of("/vat_id", FieldCode::OtherCompany));
    }

    #[test]
    fn every_member_of_the_union_has_a_form_and_only_northern_ireland_besides() {
        let mut countries: Vec<&str> =
            FORMS.iter().map(|(prefix, _)| if *prefix == "EL" { "GR" } else { prefix }).collect();
        countries.sort_unstable();
        assert_eq!(countries.pop(), Some("XI"));
        assert_eq!(countries, EU_MEMBERS);
        assert_eq!(VatId::parse("XI123456789").unwrap().country(), "GB");
        assert_eq!(VatId::parse("EL123456789").unwrap().country(), "GR");
    }
}
