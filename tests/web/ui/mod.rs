//! The pieces of `src/ui`: what the keyboard does, where the focus goes, what assistive technology is told.

mod button;
mod colour_choice;
mod dialog;
mod empty;
mod field;
mod finder;
mod form;
mod loaded;
mod menu;
mod password_field;
mod switch;
mod table;
mod toast;
