//! Organizations that want one domain at once, and what happens to domains and certificates while their organization goes.

use crate::{
    on_both,
    support::{Browser, Hq, certificate},
};
use hq_contract::{
    ETag, OrganizationId, ProblemCode,
    certificates::{AddCertificate, ListCertificates},
    domains::{ClaimDomain, Domain, DomainState, ListDomains, NewDomain, ReleaseDomain, VerifyDomain},
    organizations::deletion::{DeleteOrganization, RestoreOrganization},
};

on_both!(one_organization_keeps_a_domain, deleting_and_adding_end_in_one_state);

async fn one_organization_keeps_a_domain(hq: Hq) {
    let ada = hq.person("ada@acme.example").await;
    let mut organizations = Vec::new();
    for number in 0..4 {
        organizations.push(ada.create(&format!("Acme {number}")).await.id);
    }
    for number in 0..10 {
        let body = NewDomain { name: format!("d{number}.example").parse().unwrap() };
        let mut claims: Vec<(OrganizationId, Domain)> = Vec::new();
        for org in &organizations {
            let claim = ClaimDomain { org: *org, body: body.clone() };
            claims.push((*org, ada.call(&claim).await.unwrap()));
        }
        let values: Vec<&str> = claims.iter().map(|(_, domain)| domain.record.value.as_str()).collect();
        hq.dns.texts(&claims[0].1.record.name, &values);
        let look = async |(org, domain): &(OrganizationId, Domain)| {
            ada.call(&VerifyDomain { org: *org, id: domain.id }).await.unwrap()
        };
        let looked = futures::future::join_all(claims.iter().map(look)).await;
        let holders = looked.iter().filter(|domain| domain.state == DomainState::Verified).count();
        let told = looked.iter().filter(|domain| domain.held_by_another).count();
        assert_eq!((holders, told), (1, 3), "{looked:?}");
        // The holder lets go while all the others look: again one has it.
        let holder = looked.iter().position(|domain| domain.state == DomainState::Verified).unwrap();
        let release = ReleaseDomain { org: claims[holder].0, id: claims[holder].1.id };
        let others: Vec<_> =
            claims.iter().enumerate().filter(|(at, _)| *at != holder).map(|(_, one)| one).collect();
        let (released, looked) =
            tokio::join!(ada.call(&release), futures::future::join_all(others.iter().map(|one| look(one))));
        released.unwrap();
        let mut holders = looked.iter().filter(|domain| domain.state == DomainState::Verified).count();
        if holders == 0 {
            // All of them looked before it let go.
            holders += usize::from(look(others[0]).await.state == DomainState::Verified);
        }
        assert_eq!(holders, 1);
    }
}

async fn delete(browser: &Browser, org: OrganizationId) -> Result<(), ProblemCode> {
    let delete = DeleteOrganization { org, name: "Acme".into(), version: ETag("*".into()) };
    browser.call(&delete).await.map(drop).map_err(|refused| refused.code())
}

async fn deleting_and_adding_end_in_one_state(hq: Hq) {
    let ada = hq.person("ada@acme.example").await;
    for round in 0..10 {
        let org = ada.create("Acme").await.id;
        let body = NewDomain { name: format!("r{round}.example").parse().unwrap() };
        let claim = ClaimDomain { org, body };
        let add = AddCertificate { org, body: certificate("chain.pem", "chain.key") };
        let restore = RestoreOrganization { org };
        let (deleted, claimed, added, restored) =
            tokio::join!(delete(&ada, org), ada.call(&claim), ada.call(&add), ada.call(&restore));
        deleted.unwrap();
        let gone = |code| assert_eq!(code, ProblemCode::NotFound);
        let (claimed, added) =
            (claimed.map_err(|refused| gone(refused.code())), added.map_err(|refused| gone(refused.code())));
        // Restoring what is not deleted yet does nothing; afterwards it is there in any case.
        restored.unwrap();
        ada.call(&restore).await.unwrap();
        let domains = ada.call(&ListDomains { org }).await.unwrap().items;
        let certificates = ada.call(&ListCertificates { org }).await.unwrap().items;
        assert_eq!((domains.len(), certificates.len()), (claimed.iter().len(), added.iter().len()));
        assert_eq!(domains.first(), claimed.as_ref().ok());
        delete(&ada, org).await.unwrap();
        let refused = ada.call(&claim).await.unwrap_err();
        assert_eq!(refused.code(), ProblemCode::NotFound);
    }
}
