//! The frame around every page.

mod connection;
mod current;
mod definitions;
mod expired;
mod failed;
mod found;
mod guard;
mod header;
mod help_menu;
mod language_menu;
mod layout;
mod menus;
mod navigation;
mod organization_list;
mod organization_switcher;
mod palette;
mod palette_actions;
mod palette_pages;
mod palette_words;
mod parts;
mod search_button;
mod shortcuts;
mod unfolded;
mod user_menu;

pub use layout::Layout;
