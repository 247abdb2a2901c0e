//! Which language the page is in, and changing it.

use crate::{
    api::{Client, Error, use_client},
    browser::{intl, page, storage},
};
use hq_contract::LanguageTag;
use hq_text::Texts;
use leptos::prelude::*;

/// Where the choice is stored; `public/boot.js` reads it before the first paint.
const KEY: &str = "hq.language";

/// The language of the page.
#[derive(Clone, Copy)]
pub struct Language {
    client: Client,
    texts: RwSignal<Texts>,
    locale: Memo<String>,
    requested: RwSignal<hq_text::Language>,
    came: RwSignal<bool>,
}

/// Makes the context, and starts to load the person's language where that is not English.
pub fn provide_language() -> Language {
    let texts = RwSignal::new(Texts::english());
    let language = Language {
        client: use_client(),
        texts,
        locale: Memo::new(move |_| locale(texts.with(Texts::language))),
        requested: RwSignal::new(hq_text::Language::English),
        came: RwSignal::new(false),
    };
    provide_context(language);
    let first =
        stored().or_else(|| intl::languages().iter().find_map(|tag| hq_text::Language::from_tag(tag)));
    language.show(first.unwrap_or_default(), move |_| language.came.set(true));
    language
}

/// The language of the page.
#[must_use]
#[expect(clippy::expect_used, reason = "App provides it before anything else")]
pub fn use_language() -> Language {
    use_context().expect("a language")
}

impl Language {
    /// The texts.
    #[must_use]
    pub fn texts(self) -> ReadSignal<Texts> {
        self.texts.read_only()
    }

    /// Whether the first language is here, or will not come: nobody is shown another one before.
    #[must_use]
    pub fn came(self) -> ReadSignal<bool> {
        self.came.read_only()
    }

    /// A text of this moment, for what is said once, such as a toast.
    #[must_use]
    pub fn text_untracked(self, write: impl FnOnce(&Texts) -> String) -> String {
        self.texts.with_untracked(write)
    }

    /// The locale for `Intl`: the language with the region that the person's browser has for it.
    #[must_use]
    pub fn locale(self) -> Memo<String> {
        self.locale
    }

    /// Which language the page is in.
    #[must_use]
    pub fn current(self) -> hq_text::Language {
        self.texts.with(Texts::language)
    }

    /// The same as a tag of the contract.
    #[must_use]
    pub fn tag(self) -> Option<LanguageTag> {
        LanguageTag::parse(self.texts.with_untracked(Texts::language).code()).ok()
    }

    /// Changes the language and remembers it in this browser; `then` hears how it went.
    pub fn choose(self, language: hq_text::Language, then: impl FnOnce(Result<(), Error>) + 'static) {
        self.show(language, move |shown| {
            if shown.is_ok() {
                storage::set(KEY, language.code());
            }
            then(shown);
        });
    }

    /// Takes the language of the account, unless one was chosen in this browser.
    pub fn follow(self, tag: &LanguageTag) {
        if let (None, Some(language)) = (stored(), hq_text::Language::from_tag(tag.as_str())) {
            // Where it does not come, the page stays in the language that it has.
            self.show(language, |_| {});
        }
    }

    fn show(self, language: hq_text::Language, then: impl FnOnce(Result<(), Error>) + 'static) {
        self.requested.set(language);
        if language == self.texts.with_untracked(Texts::language) {
            page::set_language(language.code());
            return then(Ok(()));
        }
        if language == hq_text::Language::English {
            self.take(Texts::english());
            return then(Ok(()));
        }
        let came = move |lines: Result<Vec<String>, Error>| {
            let texts =
                lines.and_then(|lines| Texts::from_lines(language, lines).map_err(|_| Error::Unreadable));
            let late = self.requested.try_get_untracked() != Some(language);
            then(texts.map(|texts| {
                if !late {
                    self.take(texts);
                }
            }));
        };
        self.client.texts(&language.path(), Box::new(came));
    }

    fn take(self, texts: Texts) {
        page::set_language(texts.language().code());
        self.texts.set(texts);
    }
}

fn stored() -> Option<hq_text::Language> {
    storage::get(KEY).and_then(|tag| hq_text::Language::from_tag(&tag))
}

fn locale(language: hq_text::Language) -> String {
    intl::languages()
        .into_iter()
        .find(|tag| hq_text::Language::from_tag(tag) == Some(language))
        .unwrap_or_else(|| language.code().to_owned())
}
