//! The person's organizations, as far as they have been loaded.

use hq_contract::{OrganizationId, Page, PageToken, me::MyOrganization, organizations::Organization};

/// The person's organizations, recently opened ones first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Organizations {
    /// Those that have been loaded.
    pub items: Vec<MyOrganization>,
    /// What to ask for more with.
    pub next_page: Option<PageToken>,
    /// How many there are.
    pub total: u64,
}

impl From<Page<MyOrganization>> for Organizations {
    fn from(page: Page<MyOrganization>) -> Self {
        Self { items: page.items, next_page: page.next_page, total: page.total }
    }
}

impl Organizations {
    /// Puts a further page behind what is here; what is here already stays where it is.
    pub fn append(&mut self, page: Page<MyOrganization>) {
        for item in page.items {
            if !self.items.iter().any(|known| known.id == item.id) {
                self.items.push(item);
            }
        }
        self.next_page = page.next_page;
        self.total = page.total;
    }

    /// A new one, in front.
    pub fn add(&mut self, organization: &Organization) {
        self.join(mine(organization));
    }

    /// One that the person has joined, in front.
    pub fn join(&mut self, organization: MyOrganization) {
        self.leave(organization.id);
        self.total += 1;
        self.items.insert(0, organization);
    }

    /// One that is the person's no more.
    pub fn leave(&mut self, id: OrganizationId) {
        if self.items.iter().any(|item| item.id == id) {
            self.remove(id);
            self.total = self.total.saturating_sub(1);
        }
    }

    /// Another name, slug, colour or logo.
    pub fn change(&mut self, organization: &Organization) {
        if let Some(item) = self.items.iter_mut().find(|item| item.id == organization.id) {
            *item = MyOrganization { opened_at: item.opened_at.clone(), ..mine(organization) };
        }
    }

    /// Was opened just now: to the front.
    pub fn open(&mut self, organization: &Organization) {
        self.remove(organization.id);
        self.items.insert(0, mine(organization));
    }

    fn remove(&mut self, id: OrganizationId) {
        self.items.retain(|item| item.id != id);
    }
}

/// An organization as its member lists it. When it was opened is the server's to say; nothing here shows it.
fn mine(organization: &Organization) -> MyOrganization {
    MyOrganization {
        id: organization.id,
        slug: organization.slug.clone(),
        name: organization.name.clone(),
        colour: organization.colour,
        logo: organization.logo.clone(),
        role: organization.role,
        opened_at: organization.created_at.clone(),
    }
}
