//! Who is signed in: the person, their organizations, which of them the URL names, and signing in. One of the console's
//! contexts; every feature may use it.

mod context;
mod more_organizations;
mod organization;
mod organizations;
mod provide;
mod sign_in;
mod sign_in_form;
mod visits;

pub use context::{Session, SignedIn, State, use_session};
pub use organizations::Organizations;
pub use provide::provide_session;
pub use sign_in::SignInPage;
pub use sign_in_form::SignInForm;
