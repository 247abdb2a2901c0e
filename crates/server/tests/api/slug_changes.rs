//! Slugs that change while links are followed: no link breaks, and no slug is ever two organizations'.

use crate::{
    access_matrix::{Matrix, signed_in},
    on_both,
    support::{Browser, Hq},
};
use futures::future::join_all;
use hq_contract::{
    ETag, ProblemCode,
    organizations::{Organization, OrganizationPatch, UpdateOrganization},
};
use std::{
    collections::BTreeMap,
    sync::atomic::{AtomicBool, Ordering},
};

/// Who may call what of it.
pub const MATRIX: Matrix = Matrix::of(&[signed_in("GET /api/v1/organization-slugs/{slug}", 200)]);

on_both!(links_lead_on_while_slugs_change, nobody_takes_slugs_without_end);

/// Organizations that want the same slugs.
const ORGANIZATIONS: usize = 4;
/// How often each changes its own.
const CHANGES: usize = 40;
/// Fewer than are asked for, so that they are fought over.
const SLUGS: usize = 24;

/// Which organization a link leads its admin to; `None` where it leads nowhere.
async fn leads_to(browser: &Browser, slug: &str) -> Option<String> {
    let mut path = format!("/organizations/{slug}");
    // Each answer may have been overtaken by another change.
    for _ in 0..=CHANGES {
        let reply = browser.get(&path).await;
        match reply.status.as_u16() {
            200 => return reply.json()["id"].as_str().map(str::to_owned),
            308 => path = reply.header("location").unwrap().strip_prefix("/api/v1").unwrap().to_owned(),
            404 => return None,
            other => panic!("{other} for {path}"),
        }
    }
    panic!("{slug} leads in circles");
}

/// Changes the slug again and again; those that it got.
async fn change(browser: &Browser, organization: &Organization, seed: usize) -> Vec<String> {
    let mut had = vec![organization.slug.to_string()];
    for n in 0..CHANGES {
        let slug = format!("slug-{}", (n * 7 + seed * 5) % SLUGS);
        let patch = OrganizationPatch { slug: Some(slug.parse().unwrap()), ..Default::default() };
        let update = UpdateOrganization { id: organization.id, version: ETag("*".into()), patch };
        match browser.call(&update).await {
            Ok(changed) => {
                assert_eq!(changed.slug.as_str(), slug);
                had.push(slug);
            }
            Err(refused) => assert_eq!(refused.code(), ProblemCode::SlugTaken, "{:?}", refused.problem),
        }
    }
    had
}

async fn links_lead_on_while_slugs_change(hq: Hq) {
    let mut admins = Vec::new();
    for n in 0..ORGANIZATIONS {
        let browser = hq.person(&format!("admin-{n}@example.org")).await;
        let organization = browser.create(&format!("Acme {n}")).await;
        admins.push((browser, organization));
    }
    let changing = AtomicBool::new(true);
    let follow = async |(browser, organization): &(Browser, Organization)| {
        let mut followed = 0;
        while changing.load(Ordering::Relaxed) {
            let led = leads_to(browser, organization.slug.as_str()).await;
            assert_eq!(led, Some(organization.id.to_string()), "its first link leads to it at any moment");
            followed += 1;
        }
        followed
    };
    let changes = async {
        let had = join_all(
            admins.iter().enumerate().map(|(n, (browser, organization))| change(browser, organization, n)),
        );
        let had = had.await;
        changing.store(false, Ordering::Relaxed);
        had
    };
    let (had, followed) = tokio::join!(changes, join_all(admins.iter().map(follow)));
    assert!(followed.iter().all(|followed| *followed > 0), "{followed:?}");

    let mut owners = BTreeMap::new();
    for ((browser, organization), slugs) in admins.iter().zip(&had) {
        assert!(slugs.len() > 1, "it got one at all");
        for slug in slugs {
            let owner = owners.entry(slug.clone()).or_insert(organization.id);
            assert_eq!(*owner, organization.id, "{slug} was two organizations'");
            assert_eq!(leads_to(browser, slug).await, Some(organization.id.to_string()), "{slug}");
        }
    }
    for (slug, owner) in owners {
        for (browser, organization) in &admins {
            if organization.id != owner {
                assert_eq!(leads_to(browser, &slug).await, None, "{slug} tells others nothing");
            }
        }
    }
}

/// Each slug that an organization had is kept for it.
async fn nobody_takes_slugs_without_end(hq: Hq) {
    let ada = hq.person("ada@example.org").await;
    let acme = ada.create("Acme").await;
    let name = async |n: usize| {
        let patch =
            OrganizationPatch { slug: Some(format!("name-{n}").parse().unwrap()), ..Default::default() };
        ada.call(&UpdateOrganization { id: acme.id, version: ETag("*".into()), patch }).await
    };
    for n in 0..50 {
        name(n).await.unwrap();
    }
    assert_eq!(name(50).await.unwrap_err().code(), ProblemCode::TooManyRequests);
    hq.advance(time::Duration::days(1));
    let (ada, _) = hq.sign_in("ada@example.org").await;
    assert!(leads_to(&ada, "name-0").await.is_some() && leads_to(&ada, "name-50").await.is_none());
}
