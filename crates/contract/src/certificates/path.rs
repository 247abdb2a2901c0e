//! The way from a server's certificate up to an authority's, through whatever certificates a text has: by names, key
//! identifiers and, where somebody computes them, signatures. What is not on it is not needed.

use super::{
    CertificateFault as Fault, MAX_CHAIN, constraints,
    der::items,
    public_key::{Use, key_type},
    relation::{authority_key, is_same_name, is_self_named, is_valid, own_key},
    signature,
};
use std::{
    cmp::Reverse,
    collections::{BTreeMap, VecDeque},
};
use x509_parser::certificate::X509Certificate;

/// A signature, and the key that may have made it.
#[derive(Clone, Copy, Debug)]
pub struct Signature<'a> {
    /// What is signed.
    pub message: &'a [u8],
    /// How (the content of a DER `AlgorithmIdentifier`).
    pub algorithm: &'a [u8],
    /// The signature.
    pub value: &'a [u8],
    /// The kind of the key (the content of a DER `AlgorithmIdentifier`).
    pub key_algorithm: &'a [u8],
    /// The key.
    pub key: &'a [u8],
}

/// A way up that was found.
#[derive(Clone, Copy, Debug)]
pub struct Way<'a> {
    /// The certificates (DER), the server's first.
    pub chain: &'a [&'a [u8]],
    /// Whether the last one made itself.
    pub ends_at_root: bool,
    /// How many certificates there are beside.
    pub beside: usize,
    /// Whether a name is written in two ways, and every signature was computed all the same: libraries that compare names byte
    /// by byte do not see who made whom.
    pub respelled: bool,
}

/// Who computes: the server. Without anybody, names and key identifiers are believed.
pub trait Judge {
    /// Whether a key made a signature; nothing where that cannot be told.
    fn signed(&self, signature: &Signature<'_>) -> Option<bool>;

    /// Whether a chain can be used, and then whether there is none better: one that browsers know.
    ///
    /// # Errors
    /// What is wrong with it.
    fn holds(&self, way: &Way<'_>) -> Result<bool, Fault>;
}

/// So many ways lead through one certificate at most; and so many ways are kept and tried. More make no better chain, and
/// their number would grow with the factorial of that of the certificates.
const MAX_VISITS: u8 = 4;
const MAX_WAYS: usize = 64;
const MAX_TRIES: usize = 16;

/// Looks for ways.
pub struct Finder<'a, 'b> {
    certificates: &'a [X509Certificate<'b>],
    ders: &'a [&'b [u8]],
    judge: &'a dyn Judge,
    now: i64,
    /// Whether the first of two is made by the second.
    asked: BTreeMap<(usize, usize), bool>,
    cut: bool,
}

impl<'a, 'b> Finder<'a, 'b> {
    /// Among some certificates, as they would be used at a moment.
    pub fn new(
        certificates: &'a [X509Certificate<'b>],
        ders: &'a [&'b [u8]],
        judge: &'a dyn Judge,
        now: i64,
    ) -> Self {
        Self { certificates, ders, judge, now, asked: BTreeMap::new(), cut: false }
    }

    /// The best way up from a server's certificate; whether there can be none better, or what is wrong with it.
    pub fn best(&mut self, server: usize) -> (Vec<usize>, Result<bool, Fault>) {
        let ways = self.ways(server);
        let (mut good, mut first_fault) = (None, None);
        for way in ways.iter().take(MAX_TRIES) {
            match self.held(way) {
                Ok(true) => return (way.clone(), Ok(true)),
                Ok(false) => {
                    good.get_or_insert(way);
                }
                Err(fault) => {
                    first_fault.get_or_insert(fault);
                }
            }
        }
        if let Some(way) = good {
            return (way.clone(), Ok(false));
        }
        let way = ways.into_iter().next().unwrap_or_else(|| vec![server]);
        let fault = match first_fault.unwrap_or(Fault::IntermediateMissing) {
            Fault::IntermediateMissing if self.cut => Fault::ChainTooLong,
            Fault::IntermediateMissing if self.is_forged(&way) => Fault::SignatureWrong,
            fault => fault,
        };
        (way, Err(fault))
    }

    fn held(&mut self, way: &[usize]) -> Result<bool, Fault> {
        let ends_at_root = way.last().is_some_and(|last| self.made_itself(*last));
        let chain: Vec<&[u8]> = way.iter().filter_map(|index| self.ders.get(*index).copied()).collect();
        let beside = self.certificates.len() - chain.len();
        self.is_allowed(way, ends_at_root)?;
        let respelled = self.is_respelled(way);
        self.judge.holds(&Way { chain: &chain, ends_at_root, beside, respelled })
    }

    /// Whether authorities keep to what they may do.
    fn is_allowed(&self, way: &[usize], ends_at_root: bool) -> Result<(), Fault> {
        let way: Vec<_> = way.iter().filter_map(|index| self.certificates.get(*index)).collect();
        constraints::hold(&way, ends_at_root)
    }

    fn is_respelled(&self, way: &[usize]) -> bool {
        let mut links = way.windows(2).filter_map(|pair| match pair {
            [child, maker] => {
                let (one, other) = (self.certificates.get(*child)?, self.certificates.get(*maker)?);
                let computed = self.signed(*child, *maker) == Some(true);
                Some((one.issuer().as_raw() != other.subject().as_raw(), computed))
            }
            _ => None,
        });
        links.clone().any(|(other, _)| other) && links.all(|(_, computed)| computed)
    }

    /// Ways, the best first: the text as it stands, where that is one; then what is valid now before what is not, what ends
    /// at a root before what ends with nothing above, the shorter before the longer.
    fn ways(&mut self, server: usize) -> Vec<Vec<usize>> {
        let mut ways = self.every_way(server);
        ways.sort_by_cached_key(|way| {
            let valid = way.iter().skip(1).all(|index| self.is_valid(*index));
            let root = way.last().is_some_and(|last| self.made_itself(*last));
            let allowed = self.is_allowed(way, root).is_ok();
            (Reverse(allowed), Reverse(valid), Reverse(root), way.len())
        });
        if let Some(whole) = self.as_it_stands(server) {
            ways.insert(0, whole);
        }
        ways
    }

    fn as_it_stands(&mut self, server: usize) -> Option<Vec<usize>> {
        let whole: Vec<usize> = (0..self.certificates.len()).collect();
        let root = whole.last().is_some_and(|last| self.made_itself(*last));
        let fits = server == 0
            && whole.len() <= MAX_CHAIN
            && whole.windows(2).all(|pair| {
                matches!(pair, [one, next] if !self.made_itself(*one) && self.made(*one, *next))
            })
            && whole.iter().skip(1).all(|index| self.is_valid(*index))
            && self.is_allowed(&whole, root).is_ok()
            // Authorities that made each other come by twice.
            && !whole.iter().any(|one| whole.iter().any(|other| one < other && self.is_same(*one, *other)));
        fits.then_some(whole)
    }

    /// Ways up, breadth first.
    fn every_way(&mut self, server: usize) -> Vec<Vec<usize>> {
        let mut visits = vec![0; self.certificates.len()];
        let mut queue = VecDeque::from([vec![server]]);
        let mut ways = Vec::new();
        while let Some(way) = queue.pop_front() {
            if ways.len() >= MAX_WAYS {
                break;
            }
            let Some(last) = way.last().copied() else { continue };
            let makers = if self.made_itself(last) { Vec::new() } else { self.makers(last) };
            if makers.is_empty() {
                ways.push(way);
            } else if way.len() >= MAX_CHAIN {
                self.cut = true;
            } else if makers.iter().all(|maker| way.contains(maker)) {
                // Authorities that made each other: whichever of them browsers know ends it.
                ways.extend((1..=way.len()).filter_map(|length| way.get(..length)).map(<[usize]>::to_vec));
            } else {
                for maker in makers {
                    let Some(visits) = visits.get_mut(maker).filter(|visits| **visits < MAX_VISITS) else {
                        continue;
                    };
                    if !way.contains(&maker) {
                        *visits += 1;
                        queue.push_back([way.as_slice(), &[maker]].concat());
                    }
                }
            }
        }
        ways
    }

    /// What may have made a certificate: those of which the key identifier says so first, then those valid now.
    fn makers(&mut self, child: usize) -> Vec<usize> {
        let mut makers: Vec<usize> = (0..self.certificates.len())
            .filter(|maker| *maker != child && self.made(child, *maker))
            .collect();
        makers.sort_by_cached_key(|maker| {
            (self.unlike(child, *maker), !self.is_valid(*maker), !self.made_itself(*maker))
        });
        makers
    }

    /// Whether a certificate is made by another, as far as is known.
    fn made(&mut self, child: usize, maker: usize) -> bool {
        if let Some(known) = self.asked.get(&(child, maker)) {
            return *known;
        }
        let made = self.is_named(child, maker) && self.signed(child, maker) != Some(false);
        self.asked.insert((child, maker), made);
        made
    }

    /// Whether a certificate names another, of an authority, as its maker.
    fn is_named(&self, child: usize, maker: usize) -> bool {
        match (self.certificates.get(child), self.certificates.get(maker)) {
            (Some(child), Some(maker)) => is_same_name(child.issuer(), maker.subject()),
            _ => false,
        }
    }

    fn signed(&self, child: usize, maker: usize) -> Option<bool> {
        let (child, der) = (self.certificates.get(child)?, self.ders.get(child)?);
        let maker = self.certificates.get(maker)?.public_key();
        if !signature::is_of_kind(child, maker) {
            return Some(false);
        }
        // The server's library computes nothing with a key that it would not use; which one that is is said later.
        key_type(maker, Use::Authority).ok()?;
        let (outer, key) = (items(der)?, items(maker.raw)?);
        self.judge.signed(&Signature {
            message: child.tbs_certificate.as_ref(),
            algorithm: outer.get(1)?.data,
            value: child.signature_value.data.as_ref(),
            key_algorithm: key.first()?.data,
            key: key.get(1)?.data.get(1..)?,
        })
    }

    /// How little the key identifiers of two go together: 0 where they say so, 2 where they say otherwise (RFC 5280, 4.2.1.1).
    fn unlike(&self, child: usize, maker: usize) -> u8 {
        let ids = (
            self.certificates.get(child).and_then(authority_key),
            self.certificates.get(maker).and_then(own_key),
        );
        match ids {
            (Some(one), Some(other)) if one == other => 0,
            (Some(_), Some(_)) => 2,
            _ => 1,
        }
    }

    /// Whether two certificates are of the same name and key.
    fn is_same(&self, one: usize, other: usize) -> bool {
        match (self.certificates.get(one), self.certificates.get(other)) {
            (Some(one), Some(other)) => {
                is_same_name(one.subject(), other.subject()) && one.public_key().raw == other.public_key().raw
            }
            _ => false,
        }
    }

    fn is_valid(&self, index: usize) -> bool {
        self.certificates.get(index).is_some_and(|one| is_valid(one, self.now))
    }

    /// Whether a certificate made itself. One of a new key that the old one signed bears its own name too, and did not.
    pub fn made_itself(&mut self, index: usize) -> bool {
        let named = self.certificates.get(index).is_some_and(is_self_named);
        named && self.unlike(index, index) < 2 && {
            let known = self.asked.get(&(index, index)).copied();
            known.unwrap_or_else(|| {
                let made = self.signed(index, index) != Some(false);
                self.asked.insert((index, index), made);
                made
            })
        }
    }

    /// Whether something bears the name of the maker of a way's end, and did not make it.
    fn is_forged(&self, way: &[usize]) -> bool {
        let Some(last) = way.last() else { return false };
        (0..self.certificates.len())
            .any(|maker| self.is_named(*last, maker) && self.asked.get(&(*last, maker)) == Some(&false))
    }
}
