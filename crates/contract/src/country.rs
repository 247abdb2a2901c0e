//! Countries.

use crate::{FieldCode, field::checked_text};

checked_text!(
    /// A country (ISO 3166-1 alpha-2): `FR`.
    CountryCode { examples("FR"), min_length = 2, max_length = 2, pattern = "^[A-Z]{2}$" }
);

/// Every country and territory that ISO 3166-1 has a code for, two letters each, in the order of the codes.
const COUNTRIES: &str = "ADAEAFAGAIALAMAOAQARASATAUAWAXAZBABBBDBEBFBGBHBIBJBLBMBNBOBQBRBSBTBVBWBYBZCACCCDCFCGCHCICKCLCMCNCOCRCUCVCWCXCYCZDEDJDKDMDODZECEEEGEHERESETFIFJFKFMFOFRGAGBGDGEGFGGGHGIGLGMGNGPGQGRGSGTGUGWGYHKHMHNHRHTHUIDIEILIMINIOIQIRISITJEJMJOJPKEKGKHKIKMKNKPKRKWKYKZLALBLCLILKLRLSLTLULVLYMAMCMDMEMFMGMHMKMLMMMNMOMPMQMRMSMTMUMVMWMXMYMZNANCNENFNGNINLNONPNRNUNZOMPAPEPFPGPHPKPLPMPNPRPSPTPWPYQARERORSRURWSASBSCSDSESGSHSISJSKSLSMSNSOSRSSSTSVSXSYSZTCTDTFTGTHTJTKTLTMTNTOTRTTTVTWTZUAUGUMUSUYUZVAVCVEVGVIVNVUWFWSYEYTZAZMZW";

impl CountryCode {
    /// Checks a code; lower case will do.
    ///
    /// # Errors
    /// `required`, `not_a_country`
    pub fn parse(text: &str) -> Result<Self, FieldCode> {
        let mut code = text.trim().to_owned();
        code.make_ascii_uppercase();
        if code.is_empty() {
            return Err(FieldCode::Required);
        }
        Self::all().find(|country| country.0 == code).ok_or(FieldCode::NotACountry)
    }

    /// Every country, in the order of the codes.
    pub fn all() -> impl Iterator<Item = Self> {
        COUNTRIES.as_bytes().chunks_exact(2).map(|code| Self(String::from_utf8_lossy(code).into_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn countries_are_those_of_iso_3166() {
        let all: Vec<CountryCode> = CountryCode::all().collect();
        assert_eq!(all.len(), 249);
        assert!(all.is_sorted(), "in the order of the codes");
        assert_eq!(CountryCode::parse(" fr ").unwrap().as_str(), "FR");
        assert_eq!(CountryCode::parse("ZZ"), Err(FieldCode::NotACountry));
        assert_eq!(CountryCode::parse("DA"), Err(FieldCode::NotACountry), "not across two codes");
        assert_eq!(CountryCode::parse(""), Err(FieldCode::Required));
    }
}
