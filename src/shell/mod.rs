//! The frame around every page.

mod connection;
mod current;
mod definitions;
mod expired;
mod failed;
mod guard;
mod header;
mod language_menu;
mod layout;
mod menus;
mod organization_list;
mod organization_switcher;
mod page_rows;
mod parts;
mod settings;
mod shortcuts;
mod things;
mod unfolded;
mod user_menu;

pub use layout::Layout;
