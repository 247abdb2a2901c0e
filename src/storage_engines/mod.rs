//! Storage engines: the database systems behind an organization's dataplants. Their list and the default configuration, the
//! order of another one, and the page of each.

mod connections;
mod credential_actions;
mod credential_row;
mod defaults;
mod defaults_form;
mod deleting;
mod engine_page;
mod engine_types;
mod facts;
mod failed;
mod filters;
mod going;
mod history;
mod information;
mod information_form;
mod links;
mod list;
mod list_page;
mod making;
mod new_button;
mod new_form;
mod new_page;
mod order_inputs;
mod receipt;
mod remove_credential;
mod replaced;
mod resize;
mod reveal;
mod row;
mod shared;
mod under_way;
mod usage;
mod users;
mod words;

pub use engine_page::StorageEnginePage;
pub use list_page::{ListRights, StorageEnginesPage};
pub use new_page::NewStorageEnginePage;
