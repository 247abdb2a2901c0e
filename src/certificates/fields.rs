//! What is typed, pasted, chosen or dropped, and what is wrong with it.

use super::{
    examine::{Examined, examine},
    faults::fault_key,
    files::{MAX_FILE_BYTES, text},
    pem,
};
use crate::{
    api::Error,
    browser::{clock, files::Picked},
    kit::Draft,
    language::use_language,
};
use hq_contract::certificates::{CertificateFault as Fault, NewCertificate};
use hq_text::{Key, certificates};
use leptos::prelude::*;

/// One of the two fields.
#[derive(Clone, Copy)]
pub struct Part {
    /// What it holds.
    pub value: RwSignal<String>,
    /// Notify it to move the focus into the field.
    pub focus: RwSignal<()>,
    of_key: bool,
    touched: RwSignal<bool>,
    /// What was wrong with the last file, until the field has another text.
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

/// What the server has refused, and why.
type Refused = Option<(String, String, Vec<Fault>)>;

/// Both fields.
#[derive(Clone, Copy)]
pub struct Fields {
    /// The chain.
    pub chain: Part,
    /// The private key. It is in no storage, and leaves the page only for the server.
    pub key: Part,
    /// What was done with what came in.
    pub status: RwSignal<Option<Key>>,
    /// What can be seen of both.
    pub examined: Memo<Examined>,
    sent: RwSignal<bool>,
    refused: RwSignal<Refused>,
    draft: Draft<String>,
}

impl Fields {
    /// Two fields, with the chain that was left in this tab.
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

    /// Divides a text that has both, and keeps the chain.
    fn follow(self) {
        for part in [self.chain, self.key] {
            Effect::new(move |_| {
                if let Some((chain, key)) = part.value.with(|text| pem::divided(text)) {
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
            let certificates = self.chain.value.with(|chain| pem::certificates(chain));
            (!certificates.is_empty()).then_some(certificates)
        });
    }

    /// Reads a file into the field that it was meant for, or that what is in it belongs to.
    pub fn read_file(self, part: Part, file: Option<Picked>) {
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

    fn put(self, wanted: Part, text: String) {
        let (has_chain, has_key) = (!pem::certificates(&text).is_empty(), !pem::keys(&text).is_empty());
        let part = match (has_chain, has_key) {
            (true, false) => self.chain,
            (false, true) => self.key,
            _ => wanted,
        };
        if part.of_key != wanted.of_key {
            self.status.set(Some(certificates::SORTED));
        }
        part.trouble.set(None);
        part.value.set(text);
        part.leave();
    }

    /// What may be sent. From now on everything that is wrong is said.
    pub fn read(self) -> Option<NewCertificate> {
        self.sent.set(true);
        // A clock of this machine that is wrong must not keep anybody from going on: of time the server decides.
        let sure = |fault: &&Fault| !fault.is_of_time();
        let first = self.examined.with_untracked(|examined| examined.faults.iter().find(sure).copied());
        if let Some(fault) = first {
            self.focus(fault);
            return None;
        }
        let (chain, private_key) = (self.chain.value.get_untracked(), self.key.value.get_untracked());
        Some(NewCertificate { chain, private_key })
    }

    fn focus(self, fault: Fault) {
        let part = if fault.is_of_key() { self.key } else { self.chain };
        part.focus.notify();
    }

    /// Says under the fields what the server has found wrong with what they hold.
    pub fn refuse(self, error: &Error) {
        let faults = faults_of(error);
        if let Some(first) = faults.first() {
            let (chain, key) = (self.chain.value.get_untracked(), self.key.value.get_untracked());
            self.refused.set(Some((chain, key, faults.clone())));
            self.focus(*first);
        }
    }

    /// Empties both fields, and forgets the chain.
    pub fn forget(self) {
        self.key.value.set(String::new());
        self.chain.value.set(String::new());
        self.draft.forget();
    }

    /// What is wrong with a field, in words.
    pub fn error(self, part: Part) -> Signal<Option<String>> {
        let language = use_language();
        Signal::derive(move || {
            let key = part.trouble.get().or_else(|| self.fault(part).map(fault_key))?;
            Some(language.texts().with(|texts| texts.get(key).into_owned()))
        })
    }

    /// The first fault of a field that is to be said.
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
        Error::Lost | Error::Unreadable => Vec::new(),
    }
}
