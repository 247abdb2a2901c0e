//! What is typed and not sent: kept for the person, and shown to nobody else.

mod forms;
mod marks;
mod people;
mod readers;
mod secrets;
mod tab;
mod world;
