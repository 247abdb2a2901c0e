//! Organizations: a new one, an organization's home, and its settings.

mod appearance;
mod deletion;
mod deletion_checklist;
mod deletion_form;
mod get_started;
mod home;
mod information;
mod information_form;
mod logo;
mod new;
mod settings;
mod slug;
mod values;

pub use deletion::DeletionCard;
pub use get_started::{GetStarted, HomeSteps};
pub use home::HomePage;
pub use logo::LogoCard;
pub use new::NewOrganizationPage;
pub use settings::SettingsPage;
