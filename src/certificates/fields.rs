//! The fields of the form: text that is typed or pasted, files that are chosen or dropped, and their errors.

use super::{
    examine::{Examined, examine},
    faults::fault_key,
    files::{MAX_FILE_BYTES, text},
};
use crate::{
    api::Error,
    browser::{clock, files::PickedFile},
    kit::Draft,
    language::use_language,
};
use hq_contract::certificates::{
    CertificateFault as Fault, NewCertificate, certificates_of, divided, has_private_key, private_keys_of,
    unchecked_signature, unusable_key,
};
use hq_text::{Key, certificates};
use leptos::prelude::*;

/// One of the two fields.
#[derive(Clone, Copy)]
pub struct Part {
    /// Its text.
    pub value: RwSignal<String>,
    /// Notify it to move the focus into the field.
    pub focus: RwSignal<()>,
    of_key: bool,
    touched: RwSignal<bool>,
    /// The error of the last file, until the text changes.
    trouble: RwSignal<Option<Key>>,
}

impl Part {
    fn new(value: String, of_key: bool) -> Self {
        Self {
            value: RwSignal::new(value),
            focus: RwSignal::new(()),
            of_key,
            touched: RwSignal::new(false),
            trouble: RwSignal::new(None),
        }
    }

    /// The person has left the field.
    pub fn leave(self) {
        self.touched.set(true);
    }
}

/// The text that the server has refused, and why.
type RefusedInput = Option<(String, String, Vec<Fault>)>;

/// Both fields.
#[derive(Clone, Copy)]
pub struct Fields {
    /// The chain.
    pub chain: Part,
    /// The private key. It is in no storage, and leaves the page only for the server.
    pub key: Part,
    /// What was done with the last input, for assistive technology.
    pub status: RwSignal<Option<Key>>,
    /// What is read from both.
    pub examined: Memo<Examined>,
    sent: RwSignal<bool>,
    refused: RwSignal<RefusedInput>,
    draft: Draft<String>,
}

impl Fields {
    /// Both fields, with the draft of the chain.
    pub fn new(draft: Draft<String>) -> Self {
        let saved = draft.load().unwrap_or_default();
        let status = (!saved.is_empty()).then_some(certificates::LEFT);
        let (chain, key) = (Part::new(saved, false), Part::new(String::new(), true));
        let editing = Self {
            chain,
            key,
            status: RwSignal::new(status),
            examined: Memo::new(move |_| {
                chain.value.with(|chain| key.value.with(|key| examine(chain, key, clock::now())))
            }),
            sent: RwSignal::new(false),
            refused: RwSignal::new(None),
            draft,
        };
        editing.follow();
        editing
    }

    /// Splits a text that has both, and stores the draft of the chain.
    fn follow(self) {
        for part in [self.chain, self.key] {
            Effect::new(move |_| {
                if let Some((chain, key)) = part.value.with(|text| divided(text)) {
                    self.chain.value.set(chain);
                    self.key.value.set(key);
                    self.chain.leave();
                    self.key.leave();
                    self.status.set(Some(certificates::DIVIDED));
                }
                part.trouble.set(None);
            });
        }
        // The certificates of the text, and nothing else of it: a key may have been put there by mistake.
        self.draft.follow(move || {
            let certificates = self.chain.value.with(|chain| certificates_of(chain));
            (!certificates.is_empty()).then_some(certificates)
        });
    }

    /// Reads a file into the field that it was meant for, or that what is in it belongs to.
    pub fn read_file(self, part: Part, file: Option<PickedFile>) {
        let Some(file) = file else { return };
        self.status.set(None);
        if file.size() > MAX_FILE_BYTES {
            part.trouble.set(Some(certificates::FILE_TOO_LARGE));
            return;
        }
        file.read(move |bytes| {
            // The page may have gone meanwhile.
            if part.trouble.try_get_untracked().is_none() {
                return;
            }
            match bytes.ok_or(certificates::FILE_UNREADABLE).and_then(text) {
                Ok(text) => self.put(part, text),
                Err(key) => part.trouble.set(Some(key)),
            }
        });
    }

    fn put(self, target: Part, text: String) {
        let (has_chain, has_key) = (!certificates_of(&text).is_empty(), has_private_key(&text));
        let part = match (has_chain, has_key) {
            (true, false) => self.chain,
            (false, true) => self.key,
            _ => target,
        };
        if part.of_key != target.of_key {
            self.status.set(Some(certificates::SORTED));
        }
        part.trouble.set(None);
        part.value.set(text);
        part.leave();
    }

    /// The certificate, if both fields are valid. From now on all errors are shown.
    pub fn read(self) -> Option<NewCertificate> {
        self.sent.set(true);
        // A clock of this machine that is wrong must not keep anybody from going on: of time the server decides.
        let sure = |fault: &&Fault| !fault.is_of_time();
        let first = self.examined.with_untracked(|examined| examined.faults.iter().find(sure).copied());
        if let Some(fault) = first {
            self.focus(fault);
            return None;
        }
        // What was read, and nothing else that stands in the fields: it is nobody's business.
        let chain = self.chain.value.with_untracked(|chain| certificates_of(chain));
        let private_key = self.key.value.with_untracked(|key| private_keys_of(key));
        Some(NewCertificate { chain, private_key })
    }

    fn focus(self, fault: Fault) {
        let part = if fault.is_of_key() { self.key } else { self.chain };
        part.focus.notify();
    }

    /// Shows the errors of the server under the fields.
    pub fn refuse(self, error: &Error) {
        let faults = faults_of(error);
        if let Some(first) = faults.first() {
            let (chain, key) = (self.chain.value.get_untracked(), self.key.value.get_untracked());
            self.refused.set(Some((chain, key, faults.clone())));
            self.focus(*first);
        }
    }

    /// Empties both fields, and deletes the draft.
    pub fn forget(self) {
        self.key.value.set(String::new());
        self.chain.value.set(String::new());
        self.draft.forget();
    }

    /// The error of a field, in words.
    pub fn error(self, part: Part) -> Signal<Option<String>> {
        let language = use_language();
        Signal::derive(move || {
            let fault = self.fault(part);
            let unusable = self.chain.value.with(|chain| match fault {
                Some(Fault::UnsupportedKey) => unusable_key(chain),
                Some(Fault::UnsupportedSignature) => unchecked_signature(chain),
                _ => None,
            });
            let key = part.trouble.get().or_else(|| fault.map(fault_key))?;
            Some(language.texts().with(|texts| match unusable {
                Some(kind) if key == certificates::F_UNSUPPORTED_KEY => {
                    certificates::f_unsupported_key_kind(texts, &kind)
                }
                Some(how) if key == certificates::F_UNSUPPORTED_SIGNATURE => {
                    certificates::f_unsupported_signature_kind(texts, &how)
                }
                _ => texts.get(key).into_owned(),
            }))
        })
    }

    /// The first fault of a field to show.
    fn fault(self, part: Part) -> Option<Fault> {
        let own = |faults: &[Fault]| faults.iter().copied().find(|fault| fault.is_of_key() == part.of_key);
        let refused = self.refused.with(|refused| {
            let (chain, key, faults) = refused.as_ref()?;
            let same = self.chain.value.with(|now| now == chain) && self.key.value.with(|now| now == key);
            own(faults).filter(|_| same)
        });
        refused.or_else(|| {
            let fault = self.examined.with(|examined| own(&examined.faults))?;
            let empty = matches!(fault, Fault::ChainMissing | Fault::KeyMissing);
            (self.sent.get() || (part.touched.get() && !empty)).then_some(fault)
        })
    }
}

/// What the server has found wrong, as far as this console knows it.
pub fn faults_of(error: &Error) -> Vec<Fault> {
    match error {
        Error::Problem { problem, .. } => {
            problem.faults.iter().filter_map(|name| Fault::from_name(name)).collect()
        }
        Error::Unreachable | Error::Unreadable => Vec::new(),
    }
}
