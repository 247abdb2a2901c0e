//! What ties `ui` to `api`: code that comes later, remote data, what asks before it acts, fields that know what is wrong with
//! them, forms that keep what is typed, editing what others edit too. Features use it; it uses no feature but the session.

mod async_view;
mod chips_input;
mod chunk;
mod code_error;
mod code_field;
mod confirmed_mutation;
mod copying;
mod debounced;
mod device;
mod dialog_form;
mod draft;
mod editing;
mod export;
mod filters;
mod input;
mod input_field;
mod link_pending;
mod mailbox_notice;
mod new_password_field;
mod polling;
mod save_bar;

pub use async_view::{AsyncView, RemoteData};
pub use chips_input::{ChipsField, ChipsInput};
pub use chunk::{Chunk, LoadFuture, NotLoaded};
pub use code_error::code_error;
pub use code_field::CodeField;
pub use confirmed_mutation::{ConfirmDialog, ConfirmedMutation};
pub use copying::{CopyState, CopyStatus, CopyableCode};
pub use debounced::{TYPING_PAUSE, debounced, watch_debounced};
pub use device::device;
pub use dialog_form::DialogForm;
pub use draft::Draft;
pub use editing::{Edited, Editing, is_stale, whole};
pub use export::{Export, ExportButton};
pub use filters::{choice_in, choices, search_in};
pub use input::{Input, focus_first, present};
pub use input_field::{InputArea, InputField, InputPassword};
pub use link_pending::LinkPending;
pub use mailbox_notice::MailboxNotice;
pub use new_password_field::{NewPasswordField, new_password};
pub use polling::{poll_while, seconds_while};
pub use save_bar::SaveBar;
