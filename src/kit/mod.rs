//! What ties `ui` to `api`: pieces that every feature needs and that speak HQ's texts: code that comes later, remote data, what
//! asks before it acts, fields and what is kept of them. Features use it; it uses no feature but the session.

mod async_view;
mod chunk;
mod confirmed_mutation;
mod copying;
mod debounced;
mod export_link;

pub use async_view::{AsyncView, RemoteData};
pub use chunk::{Chunk, Coming, NotLoaded};
pub use confirmed_mutation::{ConfirmDialog, ConfirmedMutation};
pub use copying::{CopyState, CopyStatus, CopyableCode};
pub use debounced::{TYPING_PAUSE, debounced, watch_debounced};
pub use export_link::{ExportLink, export_address};
