//! What is typed and not sent: kept for the person, and shown to nobody else.

pub mod forms;
mod gone;
mod marks;
mod people;
mod readers;
mod secrets;
pub mod tab;
pub mod world;
