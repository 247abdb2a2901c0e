//! Files that a person chooses or drops, files that come from the server, and pictures that are on no server yet.

use super::{timers, window};
use js_sys::Uint8Array;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Blob, DragEvent, Event, File, FileList, HtmlAnchorElement, HtmlInputElement, Url};

/// How long the address of a file is kept that the browser was told to save, in milliseconds: it may ask the person where
/// to first.
const KEPT: i32 = 60_000;

/// A file of the person's, not read yet.
pub struct PickedFile(File);

/// The file that was chosen in a file input; the same one can be chosen again.
#[must_use]
pub fn chosen(event: &Event) -> Option<PickedFile> {
    let input = event.target()?.dyn_into::<HtmlInputElement>().ok()?;
    let picked = first(input.files());
    input.set_value("");
    picked
}

/// The file that was dropped.
#[must_use]
pub fn dropped(event: &DragEvent) -> Option<PickedFile> {
    first(event.data_transfer()?.files())
}

/// Whether a file is being dragged, and not a link or a text.
#[must_use]
pub fn dragged(event: &DragEvent) -> bool {
    event.data_transfer().is_some_and(|data| data.types().includes(&"Files".into(), 0))
}

fn first(files: Option<FileList>) -> Option<PickedFile> {
    files?.item(0).map(PickedFile)
}

impl PickedFile {
    /// How many bytes it has.
    #[must_use]
    pub fn size(&self) -> f64 {
        self.0.size()
    }

    /// Reads it; `then` gets what is in it, or nothing where it cannot be read, as when it has been moved meanwhile.
    pub fn read(self, then: impl FnOnce(Option<Vec<u8>>) + 'static) {
        spawn_local(async move {
            let read = JsFuture::from(self.0.array_buffer()).await.ok();
            then(read.map(|buffer| Uint8Array::new(&buffer).to_vec()));
        });
    }
}

/// A file that came from the server. The browser keeps it, on the disk where it is large; the console holds none of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReceivedFile {
    content: Blob,
    name: Option<String>,
}

impl ReceivedFile {
    /// A file that the server gave a name, or none.
    #[must_use]
    pub const fn new(content: Blob, name: Option<String>) -> Self {
        Self { content, name }
    }

    /// What is in it.
    #[must_use]
    pub const fn content(&self) -> &Blob {
        &self.content
    }

    /// Has the browser save it as a download of its name, or `otherwise` where the server gave it none.
    pub fn save(&self, otherwise: &str) {
        let Ok(address) = Url::create_object_url_with_blob(&self.content) else { return };
        let link = window()
            .and_then(|window| window.document())
            .and_then(|document| document.create_element("a").ok())
            .and_then(|link| link.dyn_into::<HtmlAnchorElement>().ok());
        if let Some(link) = link {
            link.set_href(&address);
            link.set_download(self.name.as_deref().unwrap_or(otherwise));
            link.click();
        }
        timers::later(KEPT, move || {
            // An address that is none any more needs no taking back.
            let _ = Url::revoke_object_url(&address);
        });
    }
}

/// An address that is the picture itself: the page's policy allows no other of a picture that is on no server.
#[must_use]
pub fn address(kind: &str, bytes: &[u8]) -> String {
    // `btoa` takes bytes as characters.
    let text: String = bytes.iter().map(|byte| char::from(*byte)).collect();
    let encoded = window().and_then(|window| window.btoa(&text).ok());
    encoded.map(|encoded| format!("data:{kind};base64,{encoded}")).unwrap_or_default()
}
