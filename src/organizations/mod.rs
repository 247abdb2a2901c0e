//! Organizations: a new one, an organization's home, and its settings.

mod appearance;
mod deletion;
mod draft;
mod editing;
mod home;
mod information;
mod instead;
mod new;
mod settings;
mod slug;

pub use deletion::DeletionCard;
pub use home::HomePage;
pub use instead::Instead;
pub use new::NewOrganizationPage;
pub use settings::SettingsPage;
