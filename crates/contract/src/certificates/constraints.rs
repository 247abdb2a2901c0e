//! What authorities may do, and for which names (RFC 5280, 4.2.1 and 6.1.4).

use super::{
    CertificateFault as Fault,
    relation::{is_authority, is_self_named},
};
use x509_parser::{
    certificate::X509Certificate,
    extensions::{GeneralName, NameConstraints, ParsedExtension},
    x509::X509Version,
};

/// Whether the certificates of a way may stand where they stand: each is an authority's, and keeps to the limits of those
/// above.
///
/// # Errors
/// `unsupported_certificate`, `not_an_authority`, `path_length`, `not_for_servers`, `name_forbidden`, `not_a_certificate`
pub fn hold(way: &[&X509Certificate<'_>], ends_at_root: bool) -> Result<(), Fault> {
    let root = way.len().checked_sub(1).filter(|_| ends_at_root);
    // Authorities between an authority and the server; those that made themselves do not count (RFC 5280, 6.1.4 l).
    let mut between = 0;
    for (index, one) in way.iter().enumerate() {
        let is_root = root == Some(index);
        understood(one, is_root)?;
        if index == 0 {
            continue;
        }
        if !may_make(one, is_root) {
            return Err(Fault::NotAnAuthority);
        }
        let limit = one.basic_constraints().ok().flatten().and_then(|said| said.value.path_len_constraint);
        if limit.is_some_and(|limit| between > limit) {
            return Err(Fault::PathLength);
        }
        let usage = one.extended_key_usage().map_err(|_| Fault::NotACertificate)?;
        if !is_root && usage.is_some_and(|usage| !usage.value.server_auth && !usage.value.any) {
            return Err(Fault::NotForServers);
        }
        if let Some(server) = way.first() {
            allowed(server, one)?;
        }
        if !is_self_named(one) {
            between += 1;
        }
    }
    Ok(())
}

/// Roots of version 1 could not say that they are authorities; they are believed for their keys.
fn may_make(certificate: &X509Certificate<'_>, is_root: bool) -> bool {
    let signs = certificate.key_usage().ok().flatten().is_none_or(|usage| usage.value.key_cert_sign());
    (is_authority(certificate) && signs) || (is_root && certificate.version() == X509Version::V1)
}

/// Whether there is nothing that has to be understood and is not (RFC 5280, 4.2).
fn understood(certificate: &X509Certificate<'_>, is_root: bool) -> Result<(), Fault> {
    let unknown = certificate.extensions().iter().any(|one| {
        one.critical && matches!(one.parsed_extension(), ParsedExtension::UnsupportedExtension { .. })
    });
    let old = certificate.version() != X509Version::V3 && !is_root;
    if unknown || old { Err(Fault::UnsupportedCertificate) } else { Ok(()) }
}

/// Whether an authority may make certificates for the names of a server's (RFC 5280, 4.2.1.10).
fn allowed(server: &X509Certificate<'_>, authority: &X509Certificate<'_>) -> Result<(), Fault> {
    let limits = authority.name_constraints().map_err(|_| Fault::NotACertificate)?;
    let Some(limits) = limits.map(|limits| limits.value) else { return Ok(()) };
    // Names of directories are limited by a few authorities of companies; webpki computes none of that.
    if bases(limits, true)
        .chain(bases(limits, false))
        .any(|base| matches!(base, GeneralName::DirectoryName(_)))
    {
        return Err(Fault::UnsupportedCertificate);
    }
    let names = server.subject_alternative_name().map_err(|_| Fault::NotACertificate)?;
    let forbidden = |name: &GeneralName<'_>| {
        let fits =
            |permitted| bases(limits, permitted).filter_map(|base| lies_in(name, base)).collect::<Vec<_>>();
        let permitted = fits(true);
        (!permitted.is_empty() && !permitted.contains(&true)) || fits(false).contains(&true)
    };
    let mut names = names.iter().flat_map(|names| &names.value.general_names);
    if names.any(forbidden) { Err(Fault::NameForbidden) } else { Ok(()) }
}

/// What is permitted, or excluded.
fn bases<'a, 'b>(
    limits: &'a NameConstraints<'b>,
    permitted: bool,
) -> impl Iterator<Item = &'a GeneralName<'b>> {
    let trees = if permitted { &limits.permitted_subtrees } else { &limits.excluded_subtrees };
    trees.iter().flatten().map(|tree| &tree.base)
}

/// Whether a name lies in another of its kind; nothing where they are of two kinds.
fn lies_in(name: &GeneralName<'_>, base: &GeneralName<'_>) -> Option<bool> {
    match (name, base) {
        (GeneralName::DNSName(name), GeneralName::DNSName(base)) => Some(below(name, base)),
        (GeneralName::IPAddress(address), GeneralName::IPAddress(base)) => {
            let (network, mask) = base.split_at(base.len() / 2);
            let same = network
                .iter()
                .zip(mask)
                .zip(*address)
                .all(|((network, mask), byte)| byte & mask == network & mask);
            Some(network.len() == address.len() && same)
        }
        _ => None,
    }
}

/// Whether a DNS name is another or below it; with a dot before it, below only.
fn below(name: &str, base: &str) -> bool {
    let (name, base) = (name.to_ascii_lowercase(), base.to_ascii_lowercase());
    match name.strip_suffix(&base) {
        Some(rest) => base.is_empty() || base.starts_with('.') || rest.is_empty() || rest.ends_with('.'),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lie_in_their_domains() {
        for (name, base, is_below) in [
            ("acme.example", "acme.example", true),
            ("www.ACME.example", "acme.Example", true),
            ("*.acme.example", "acme.example", true),
            ("xacme.example", "acme.example", false),
            ("acme.example", ".acme.example", false),
            ("www.acme.example", ".acme.example", true),
            ("acme.example", "", true),
            ("example", "acme.example", false),
        ] {
            assert_eq!(below(name, base), is_below, "{name} in {base}");
        }
        let address = |bytes: &'static [u8]| GeneralName::IPAddress(bytes);
        let net = address(&[10, 1, 0, 0, 255, 255, 0, 0]);
        assert_eq!(lies_in(&address(&[10, 1, 7, 7]), &net), Some(true));
        assert_eq!(lies_in(&address(&[10, 2, 7, 7]), &net), Some(false));
        assert_eq!(lies_in(&address(&[0; 16]), &net), Some(false));
        assert_eq!(lies_in(&GeneralName::DNSName("a.example"), &net), None);
    }
}
