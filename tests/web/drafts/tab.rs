//! A tab that several people use: what it remembers, and loading its page again.

use crate::{
    server::Server,
    stage::{Stage, settle},
};
use web_sys::{Storage, StorageEvent};

fn storage() -> Storage {
    web_sys::window().unwrap().session_storage().unwrap().unwrap()
}

/// Everything that the tab remembers, by its keys.
pub fn remembered() -> Vec<(String, String)> {
    let storage = storage();
    let keys = (0..storage.length().unwrap()).map(|index| storage.key(index).unwrap().unwrap());
    keys.map(|key| (key.clone(), storage.get_item(&key).unwrap().unwrap())).collect()
}

/// The drafts among it, as one text.
pub fn drafts() -> String {
    let drafts = remembered().into_iter().filter(|(key, _)| key.starts_with("hq.draft."));
    drafts.map(|(key, value)| format!("{key} {value}\n")).collect()
}

/// Loads a page in the tab again. The page that was there is gone at once: nothing of it runs any more.
pub async fn reload(server: &Server, stage: Stage, path: &str) -> Stage {
    let before = remembered();
    drop(stage);
    settle().await;
    storage().clear().unwrap();
    for (key, value) in before {
        storage().set_item(&key, &value).unwrap();
    }
    let stage = crate::server::open_again(server, path).await;
    settle().await;
    stage
}

/// In another tab somebody has signed in, as the server says from now on.
pub async fn signed_in_elsewhere() {
    let heard = StorageEvent::new("storage").unwrap();
    web_sys::window().unwrap().dispatch_event(&heard).unwrap();
    settle().await;
    settle().await;
}
