//! Further pages of the person's organizations.

use super::Session;
use hq_contract::me::ListMyOrganizations;
use leptos::prelude::*;

impl Session {
    /// Loads the next organizations, unless that is going on or there are no more. Where they do not come, the list
    /// stays as it is, and reaching its end asks again.
    pub fn load_more_organizations(self, loading: RwSignal<bool>) {
        let next = self.organizations().with_untracked(|organizations| organizations.next_page.clone());
        if next.is_none() || loading.get_untracked() {
            return;
        }
        loading.set(true);
        let list = ListMyOrganizations { page_token: next, ..ListMyOrganizations::default() };
        self.client().call(&list, move |answer| {
            loading.try_set(false);
            if let Ok(answer) = answer {
                self.organizations().try_update(|organizations| organizations.append(answer.value));
            }
        });
    }
}
