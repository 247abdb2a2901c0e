use crate::{
    access_matrix::{Matrix, Place, member, people, ruled, signed_in},
    on_both,
    support::Hq,
};
use hq_contract::{
    Colour, FieldCode, ProblemCode, Role,
    invitations::AcceptInvitation,
    organizations::{
        CreateOrganization, GetOrganization, GetSlugState, NewOrganization, OrganizationPatch,
        UpdateOrganization, VisitOrganization,
    },
};
use sea_orm::EntityTrait as _;
use serde_json::json;

/// Who may call what of it.
pub const MATRIX: Matrix = Matrix::of(&[
    signed_in("GET /api/v1/me/organizations", 200).naming(&[(Place::Query, "q")]),
    signed_in("POST /api/v1/organizations", 201).body(|_| json!({"name": "Mine"})),
    member("GET /api/v1/organizations/{org}", 200),
    ruled("PATCH /api/v1/organizations/{org}", "settings update", 200),
    people(member("POST /api/v1/organizations/{org}/visits", 204)),
]);

on_both!(
    the_creator_becomes_admin,
    the_first_visit_of_who_joined_is_told_once,
    a_colour_follows_from_the_name_unless_it_is_chosen,
    the_same_name_gets_another_slug,
    a_slug_asked_for_is_had_or_refused,
    a_slug_is_asked_after_before_it_is_taken,
    renaming_needs_the_current_version,
    two_admins_at_once_one_is_told,
    a_former_slug_leads_on_and_stays_reserved,
    a_name_without_latin_letters_asks_for_a_slug,
    a_slug_in_capitals_leads_to_the_organization,
    others_cannot_tell_an_organization_from_none,
    at_once_everybody_gets_a_slug_of_their_own,
    every_write_leaves_a_line,
);

async fn the_creator_becomes_admin(hq: Hq) {
    let browser = hq.person("ada@example.org").await;
    let new = NewOrganization {
        name: "  Acme   Data ".parse().unwrap(),
        slug: None,
        description: Some("Everything".parse().unwrap()),
        colour: Some(Colour::Teal),
        force_mfa: None,
    };
    let created = browser.call(&CreateOrganization(new)).await.unwrap();
    assert_eq!(
        (created.name.as_str(), created.slug.as_str(), created.role),
        ("Acme Data", "acme-data", Role::Admin)
    );
    for reference in [created.id.to_string(), created.slug.to_string()] {
        assert_eq!(browser.call(&GetOrganization(reference)).await.unwrap(), created);
    }
}

async fn the_first_visit_of_who_joined_is_told_once(hq: Hq) {
    let ada = hq.person("ada@example.org").await;
    let acme = ada.create("Acme").await;
    let seen = GetOrganization(acme.id.to_string());
    assert!(!ada.call(&seen).await.unwrap().first_visit, "who created it has been there");
    ada.invite(&acme, "bob@example.org", Role::User).await;
    let bob = hq.person("bob@example.org").await;
    let token = hq.token_from_mail("bob@example.org", "/join/").await;
    bob.call(&AcceptInvitation { token }).await.unwrap();
    for _ in 0..2 {
        assert!(bob.call(&seen).await.unwrap().first_visit, "reading is no visit");
    }
    hq.advance(time::Duration::seconds(1));
    bob.call(&VisitOrganization(acme.id)).await.unwrap();
    assert!(!bob.call(&seen).await.unwrap().first_visit);
}

async fn a_colour_follows_from_the_name_unless_it_is_chosen(hq: Hq) {
    let browser = hq.person("ada@example.org").await;
    let mut colours = Vec::new();
    for name in ["Acme", "Beta", "Cargo", "Delta", "Echo"] {
        let created = browser.create(name).await;
        assert_eq!(created.colour, Colour::for_name(name));
        colours.push(created.colour);
    }
    assert!(colours.iter().any(|colour| *colour != colours[0]), "not all alike: {colours:?}");
}

async fn the_same_name_gets_another_slug(hq: Hq) {
    let ada = hq.person("ada@example.org").await;
    let bob = hq.person("bob@example.org").await;
    assert_eq!(ada.create("Acme").await.slug.as_str(), "acme");
    assert_eq!(bob.create("ACME").await.slug.as_str(), "acme-2");
    assert_eq!(ada.create("acme!").await.slug.as_str(), "acme-3");
}

async fn a_slug_asked_for_is_had_or_refused(hq: Hq) {
    let browser = hq.person("ada@example.org").await;
    let with_slug = |slug: &str| json!({"name": "Acme", "slug": slug});
    assert_eq!(browser.post("/organizations", &with_slug("my-team")).await.status, 201);
    let taken = browser.post("/organizations", &with_slug("my-team")).await;
    assert_eq!(
        (taken.status.as_u16(), &taken.json()["code"], &taken.json()["fields"]["/slug"]),
        (409, &json!("slug_taken"), &json!("taken"))
    );
    for (slug, code) in
        [("new", FieldCode::Reserved), ("My", FieldCode::NotASlug), ("x", FieldCode::TooShort)]
    {
        assert_eq!(
            browser.post("/organizations", &with_slug(slug)).await.json()["fields"]["/slug"],
            code.as_str()
        );
    }
    let rows = hq_server::db::entity::organization::Entity::find().all(hq.app.db().read()).await.unwrap();
    assert_eq!(rows.len(), 1, "a refused one leaves nothing behind");
}

async fn a_slug_is_asked_after_before_it_is_taken(hq: Hq) {
    let browser = hq.person("ada@example.org").await;
    let state = browser.call(&GetSlugState("acme".parse().unwrap())).await.unwrap();
    assert!(state.available && state.suggestion == state.slug);
    browser.create("Acme").await;
    let state = browser.call(&GetSlugState("acme".parse().unwrap())).await.unwrap();
    assert_eq!((state.available, state.suggestion.as_str()), (false, "acme-2"));
    assert_eq!(browser.get("/organization-slugs/Not%20One").await.status, 404);
}

async fn renaming_needs_the_current_version(hq: Hq) {
    let browser = hq.person("ada@example.org").await;
    let created = browser.create("Acme").await;
    let (_, version) = browser.call_versioned(&GetOrganization(created.slug.to_string())).await.unwrap();
    let path = format!("/organizations/{}", created.id);
    let missing = browser.send(browser.request("PATCH", &path).json(&json!({"name": "B"}))).await;
    assert_eq!((missing.status.as_u16(), &missing.json()["code"]), (428, &json!("precondition_required")));

    let patch = OrganizationPatch {
        name: Some("Beta".parse().unwrap()),
        description: Some(Some("Why".parse().unwrap())),
        ..Default::default()
    };
    let (after, version) =
        browser.call_versioned(&UpdateOrganization { id: created.id, version, patch }).await.unwrap();
    assert_eq!(
        (after.name.as_str(), after.slug.as_str()),
        ("Beta", "acme"),
        "the name alone does not move the links"
    );
    let clear = OrganizationPatch { description: Some(None), ..Default::default() };
    let after = browser.call(&UpdateOrganization { id: created.id, version, patch: clear }).await.unwrap();
    assert_eq!(after.description, None);
}

async fn two_admins_at_once_one_is_told(hq: Hq) {
    let browser = hq.person("ada@example.org").await;
    let created = browser.create("Acme").await;
    let (_, version) = browser.call_versioned(&GetOrganization(created.slug.to_string())).await.unwrap();
    let rename = async |name: &str| {
        let patch = OrganizationPatch { name: Some(name.parse().unwrap()), ..Default::default() };
        browser.call(&UpdateOrganization { id: created.id, version: version.clone(), patch }).await
    };
    let (a, b, c) = tokio::join!(rename("A"), rename("B"), rename("C"));
    let outcomes = [a, b, c];
    assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), 1);
    for refused in outcomes.into_iter().filter_map(Result::err) {
        assert_eq!(refused.code(), ProblemCode::Stale);
    }
}

async fn a_former_slug_leads_on_and_stays_reserved(hq: Hq) {
    let browser = hq.person("ada@example.org").await;
    let created = browser.create("Acme").await;
    let (_, version) = browser.call_versioned(&GetOrganization("acme".into())).await.unwrap();
    let to = |slug: &str| OrganizationPatch { slug: Some(slug.parse().unwrap()), ..Default::default() };
    let (_, version) = browser
        .call_versioned(&UpdateOrganization { id: created.id, version, patch: to("beta") })
        .await
        .unwrap();

    let moved = browser.get("/organizations/acme/members?limit=1").await;
    assert_eq!(
        (moved.status.as_u16(), moved.header("location")),
        (308, Some("/api/v1/organizations/beta/members?limit=1"))
    );
    let stranger = hq.person("bob@example.org").await;
    assert_eq!(stranger.get("/organizations/acme").await.status, 404, "to others it leads nowhere");
    assert_eq!(stranger.post("/organizations", &json!({"name": "Acme", "slug": "acme"})).await.status, 409);
    assert_eq!(stranger.create("Acme").await.slug.as_str(), "acme-2");

    let back =
        browser.call(&UpdateOrganization { id: created.id, version, patch: to("acme") }).await.unwrap();
    assert_eq!(back.slug.as_str(), "acme", "its own former slug can be had back");
}

async fn a_name_without_latin_letters_asks_for_a_slug(hq: Hq) {
    let browser = hq.person("ada@example.org").await;
    for name in ["日本語", "العربية", "🚀", "Газпром", "東京 2", "…"] {
        let refused = browser.post("/organizations", &json!({"name": name})).await;
        assert_eq!(
            (refused.status.as_u16(), &refused.json()["fields"]),
            (422, &json!({"/slug": "required"})),
            "{name}"
        );
    }
    let rows = hq_server::db::entity::organization::Entity::find().all(hq.app.db().read()).await.unwrap();
    assert!(rows.is_empty(), "a refused one leaves nothing behind");
    let named = browser.post("/organizations", &json!({"name": "日本語", "slug": "nihongo"})).await;
    assert_eq!((named.status.as_u16(), &named.json()["slug"]), (201, &json!("nihongo")));
    for (name, slug) in [("Dữ liệu", "du-lieu"), ("Łódź Straße", "lodz-strasse"), ("株式会社Acme", "acme")]
    {
        assert_eq!(browser.create(name).await.slug.as_str(), slug);
    }
}

async fn a_slug_in_capitals_leads_to_the_organization(hq: Hq) {
    let ada = hq.person("ada@example.org").await;
    let acme = ada.create("Acme Labs").await;
    for (path, location) in [
        ("/organizations/ACME-Labs", "/api/v1/organizations/acme-labs"),
        (
            "/organizations/%41cme-labs/members?q=x%20y&limit=1",
            "/api/v1/organizations/acme-labs/members?q=x%20y&limit=1",
        ),
        ("/organizations/acme-labs%20", "/api/v1/organizations/acme-labs"),
    ] {
        let moved = ada.get(path).await;
        assert_eq!((moved.status.as_u16(), moved.header("location")), (308, Some(location)), "{path}");
    }
    let id = acme.id.to_string().to_uppercase();
    assert_eq!(ada.get(&format!("/organizations/{id}")).await.status, 200);
    let stranger = hq.person("bob@example.org").await;
    let (foreign, none) =
        (stranger.get("/organizations/ACME-Labs").await, stranger.get("/organizations/NO-Where").await);
    assert_eq!((foreign.status.as_u16(), foreign.anonymous()), (404, none.anonymous()));
    assert_eq!(ada.get("/organizations/NEW").await.status, 404);
}

async fn others_cannot_tell_an_organization_from_none(hq: Hq) {
    let ada = hq.person("ada@example.org").await;
    let acme = ada.create("Acme").await;
    let bob = hq.person("bob@example.org").await;
    let unknown = "01890a5d-ac96-774b-bcce-b302099a8057";
    for (theirs, none) in
        [(acme.slug.to_string(), "nowhere".to_owned()), (acme.id.to_string(), unknown.to_owned())]
    {
        for (method, suffix) in [("GET", ""), ("PATCH", ""), ("POST", "/visits")] {
            let send = async |org: &str| {
                bob.send(bob.request(method, &format!("/organizations/{org}{suffix}")).json(&json!({}))).await
            };
            let (foreign, absent) = (send(&theirs).await, send(&none).await);
            assert_eq!(foreign.status, 404, "{method}");
            assert_eq!(foreign.anonymous(), absent.anonymous(), "{method}");
        }
    }
}

async fn at_once_everybody_gets_a_slug_of_their_own(hq: Hq) {
    let browser = hq.person("ada@example.org").await;
    let created = futures::future::join_all((0..12).map(|_| browser.create("Acme"))).await;
    let slugs: std::collections::BTreeSet<_> =
        created.iter().map(|organization| organization.slug.to_string()).collect();
    assert_eq!(slugs.len(), 12, "{slugs:?}");
}

async fn every_write_leaves_a_line(hq: Hq) {
    let browser = hq.person("ada@example.org").await;
    browser.create("Acme").await;
    let lines = hq_server::db::entity::audit_log::Entity::find().all(hq.app.db().read()).await.unwrap();
    let actions: Vec<_> = lines.iter().map(|line| line.action.as_str()).collect();
    assert_eq!(actions, ["accounts.verify", "organizations.create"]);
    assert!(lines.iter().all(|line| line.address == "127.0.0.1" && !line.request_id.is_empty()));
}
