//! The glossary: what a thing of the product is called, one word in each language, and what it is not called. A text that
//! says another word fails here, and so does a translation that leaves the thing out.

#![allow(clippy::unwrap_used, reason = "tests stop at once")]

use serde_json::{Map, Value};

/// A thing or an act, in the words of the texts: in lower case, `*` for any ending, `|` between forms.
struct Thing {
    english: &'static str,
    french: &'static str,
    not_english: &'static [&'static str],
    not_french: &'static [&'static str],
}

const fn thing(
    english: &'static str,
    french: &'static str,
    not_english: &'static [&'static str],
    not_french: &'static [&'static str],
) -> Thing {
    Thing { english, french, not_english, not_french }
}

const THINGS: &[Thing] = &[
    thing("organization*", "organisation*", &["workspace*", "tenant*"], &["espace de travail"]),
    thing("member*", "membre*", &["teammate*"], &["adhérent*"]),
    thing("admin*", "administrat*", &["administrator*", "owner*"], &["admin", "admins", "propriétaire*"]),
    thing("user|users", "utilisateur*", &[], &["usager*"]),
    thing("invitation*", "invitation*", &[], &[]),
    thing("request* to join", "demande* d adhésion", &["join request*", "membership request*"], &[]),
    thing(
        "rule*",
        "règle*",
        &["permission*", "policy", "policies", "privilege*"],
        &["permission*", "privilège*"],
    ),
    thing("dataplant*", "dataplant*", &["data plant*", "cluster*"], &["cluster*", "grappe*"]),
    thing("storage engine*", "moteur* de stockage", &["storage backend*", "database engine*"], &["backend*"]),
    thing("plan|plans", "forfait*", &["subscription*"], &["abonnement*"]),
    thing("billing account*", "compte* de facturation", &["payment account*"], &["compte* de paiement"]),
    thing("receipt*", "reçu*", &[], &["quittance*"]),
    thing("invoice|invoices", "facture|factures", &[], &["note de frais"]),
    thing("credit note*", "avoir|avoirs", &["credit memo*"], &["note* de crédit"]),
    thing("seat*", "place*", &["licence*", "license*"], &["licence*", "siège*"]),
    thing("domain*", "domaine*", &[], &[]),
    thing("certificate*", "certificat*", &[], &[]),
    thing("api key*", "clé* d api", &["api token*", "access token*"], &["clef*", "jeton*"]),
    thing("dns record*", "enregistrement* dns", &["dns entry", "dns entries"], &["entrée* dns"]),
    thing("slug*", "identifiant*", &[], &["slug*"]),
    thing("tag*", "étiquette*", &[], &["tag*"]),
    thing("audit log*", "journal d audit", &["activity log", "event log"], &[]),
    thing("link|links", "lien*", &[], &[]),
    // French has the hyphen that no line breaks after (U+2011).
    thing(
        "email*",
        "e\u{2011}mail*",
        &["e-mail*", "mails", "this mail", "your mail", "by mail"],
        &["e-mail*", "email*", "courriel*", "mail"],
    ),
    thing("password*", "mot* de passe", &["passcode*"], &[]),
    thing("recovery code*", "code* de secours", &["backup code*"], &["code* de récupération"]),
    thing("authenticator app", "application d authentification", &[], &[]),
    thing(
        "two-step sign-in",
        "connexion en deux étapes",
        &["two-factor*", "multi-factor*", "2fa", "mfa"],
        &["double authentification", "deux facteurs", "multifacteur", "2fa", "mfa"],
    ),
    thing("sign in|sign-in", "connect*|connexion", &["login*", "log in", "logged in"], &["s identifier"]),
    thing("sign out|signed out|signs out", "déconnect*", &["logout", "log out", "logged out"], &[]),
    thing("operator*", "exploitant*", &["whoever runs"], &[]),
    // What is done to them: a member, a domain, a certificate are removed; an organization, an account, a rule are deleted; an
    // invitation is revoked by who sent it and declined by who got it; a request is approved or denied.
    thing(
        "remov*",
        "retir*|retrait*",
        &["take out", "taken out", "take off", "taken off", "give up", "given up"],
        &["enlev*", "renonc*"],
    ),
    thing("delet*", "supprim*|suppression*", &["destroy*"], &[]),
    thing("revok*", "révoqu*|révocation*", &["take back", "taken back"], &[]),
    thing("declin*", "déclin*", &[], &[]),
    thing("approv*", "approuv*|approbation*", &[], &[]),
    thing("deny|denied|denies", "refus*", &[], &[]),
    thing("restor*", "rétabl*", &["bring back", "put back"], &["restaur*"]),
    thing("turn on|turned on", "activ*|réactiv*", &["switch on", "switched on", "enabl*"], &[]),
    thing("turn off|turned off", "désactiv*", &["switch off", "switched off", "disabl*"], &[]),
];

/// What is not said in any text: there are shorter or more usual words.
const NEVER: (&[&str], &[&str]) = (
    &["somebody*", "nobody*", "everybody*", "may not", "anew", "please", "sorry", "successfully"],
    &["veuillez"],
);

/// A text that says another word, as product.md has it for this setting.
const EXCEPT: &str = "mfa.force_switch";

const ENGLISH: [&str; 2] = [include_str!("../texts/en.json"), include_str!("../texts/server/en.json")];
const FRENCH: [&str; 2] = [include_str!("../texts/fr.json"), include_str!("../texts/server/fr.json")];

/// All texts of a language by their keys, `section.key`; the forms of a plural are one text.
fn texts(files: [&str; 2]) -> Vec<(String, String)> {
    let sections =
        files.into_iter().flat_map(|file| serde_json::from_str::<Map<String, Value>>(file).unwrap());
    let entries = sections.flat_map(|(section, entries)| {
        let entries = entries.as_object().unwrap().clone();
        entries.into_iter().map(move |(key, value)| (format!("{section}.{key}"), value))
    });
    let text = |value: Value| match value {
        Value::Object(forms) => {
            forms.values().map(|form| form.as_str().unwrap()).collect::<Vec<_>>().join(" / ")
        }
        one => one.as_str().unwrap().to_owned(),
    };
    entries.map(|(key, value)| (key, text(value))).collect()
}

/// The words of a text in lower case; `/` in place of an argument, and between the forms of a plural.
fn words(text: &str) -> Vec<String> {
    let said = text.split('{').enumerate().map(|(at, part)| match part.split_once('}') {
        Some((_, after)) if at > 0 => after,
        _ => part,
    });
    let said = said.collect::<Vec<_>>().join(" / ").to_lowercase();
    said.split(|c: char| !c.is_alphanumeric() && !matches!(c, '-' | '\u{2011}' | '/'))
        .filter(|w| !w.is_empty())
        .map(str::to_owned)
        .collect()
}

/// Whether a text says any form of a thing.
fn says(text: &str, thing: &str) -> bool {
    let said = words(text);
    thing.split('|').any(|form| {
        let form: Vec<&str> = form.split(' ').collect();
        let is = |word: &String, wanted: &&str| match wanted.strip_suffix('*') {
            Some(stem) => word.starts_with(stem),
            None => word == wanted,
        };
        said.windows(form.len()).any(|place| place.iter().zip(&form).all(|(word, wanted)| is(word, wanted)))
    })
}

fn others(files: [&str; 2], never: &[&str], not: impl Fn(&Thing) -> &'static [&'static str]) -> Vec<String> {
    let mut found = Vec::new();
    for (key, text) in texts(files).iter().filter(|(key, _)| key != EXCEPT) {
        let other = THINGS.iter().flat_map(|thing| not(thing).iter()).chain(never);
        found.extend(
            other.filter(|other| says(text, other)).map(|other| format!("{key} says “{other}”: {text}")),
        );
    }
    found
}

#[test]
fn no_text_calls_a_thing_by_another_name() {
    let found = others(ENGLISH, NEVER.0, |thing| thing.not_english);
    assert!(found.is_empty(), "{found:#?}");
    let found = others(FRENCH, NEVER.1, |thing| thing.not_french);
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn a_translation_says_the_same_things_in_their_words() {
    let french = texts(FRENCH);
    let mut found = Vec::new();
    for (key, text) in texts(ENGLISH).iter().filter(|(key, _)| key != EXCEPT) {
        let (_, translation) = french.iter().find(|(other, _)| other == key).unwrap();
        let lost =
            THINGS.iter().filter(|thing| says(text, thing.english) && !says(translation, thing.french));
        found.extend(
            lost.map(|thing| format!("{key}: no “{}” in “{translation}”, for “{text}”", thing.french)),
        );
    }
    assert!(found.is_empty(), "{found:#?}");
}

/// Browsers break a line after a hyphen, and a letter alone at the end of a line is no word ("e-", "mail").
#[test]
fn no_word_is_broken_after_its_first_letter() {
    let is_broken = |word: &String| {
        word.split_once('-')
            .is_some_and(|(first, rest)| first.chars().count() == 1 && rest.chars().all(char::is_alphabetic))
    };
    for (key, text) in [ENGLISH, FRENCH].into_iter().flat_map(texts) {
        let broken: Vec<String> = words(&text).into_iter().filter(is_broken).collect();
        assert!(broken.is_empty(), "{key}: {broken:?} in “{text}”");
    }
}

/// French signs of two parts keep to the word before them, and quotation marks to what they quote.
#[test]
fn french_signs_are_not_left_alone() {
    for (key, text) in texts(FRENCH) {
        let alone = [" ;", " !", " ?", " :", " %", " »", "« "].into_iter().find(|sign| text.contains(sign));
        assert!(alone.is_none(), "{key}: a plain space at “{}” in “{text}”", alone.unwrap_or_default());
    }
}

#[test]
fn a_thing_is_found_as_whole_words() {
    assert!(says("You’re signed out of {count} browsers.", "sign out|signed out"));
    assert!(
        says("Révoquer l’invitation de {address}", "révoqu*")
            && says("Demandes d’adhésion", "demande* d adhésion")
    );
    assert!(!says("The blog in question", "log in") && !says("Take {address} out", "take out"));
    assert!(!says("{login} joined", "login*"), "an argument is no word");
}
