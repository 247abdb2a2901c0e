//! The link of the mails that hand an account over: the present holder confirms, the new one accepts.

mod answer;
mod dead;
mod done;
mod link;
mod page;
mod signed_out;
mod wrong;

pub use page::TransferPage;
