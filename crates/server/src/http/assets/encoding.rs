//! Which compressed form a client gets.

/// How a file may be sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// Smallest.
    Brotli,
    /// Known everywhere.
    Gzip,
    /// As it is.
    Identity,
}

impl Encoding {
    /// The best first.
    pub const ALL: [Self; 3] = [Self::Brotli, Self::Gzip, Self::Identity];

    /// As in `Accept-Encoding` and `Content-Encoding`.
    pub const fn token(self) -> &'static str {
        match self {
            Self::Brotli => "br",
            Self::Gzip => "gzip",
            Self::Identity => "identity",
        }
    }

    /// The file that a compressed form belongs to, by its name.
    pub fn of_file(path: &str) -> Option<(&str, Self)> {
        let brotli = path.strip_suffix(".br").map(|whole| (whole, Self::Brotli));
        brotli.or_else(|| path.strip_suffix(".gz").map(|whole| (whole, Self::Gzip)))
    }

    /// The one that the client likes best among those that there are (RFC 9110, 12.5.3); ours where it does not mind.
    pub fn choose(accept: &str, is_there: impl Fn(Self) -> bool) -> Self {
        let mut best = (Self::Identity, 0);
        for encoding in Self::ALL.into_iter().filter(|encoding| is_there(*encoding)) {
            let quality = encoding.quality(accept);
            if quality > best.1 {
                best = (encoding, quality);
            }
        }
        best.0
    }

    /// Thousandths: 0 is "not at all".
    fn quality(self, accept: &str) -> u16 {
        let mut any = None;
        for member in accept.split(',') {
            let mut parts = member.split(';');
            let name = parts.next().unwrap_or_default().trim();
            let quality = parts
                .find_map(|part| part.trim().strip_prefix("q="))
                .map_or(1000, |q| q.trim().parse::<f32>().map_or(0, |q| (q.clamp(0.0, 1.0) * 1000.0) as u16));
            if name.eq_ignore_ascii_case(self.token()) {
                return quality;
            }
            if name == "*" {
                any = Some(quality);
            }
        }
        // Without a word about it, the plain form is acceptable, after everything that was named.
        any.unwrap_or(u16::from(self == Self::Identity))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_clients_wish_counts() {
        let choose = |accept| Encoding::choose(accept, |_| true);
        assert_eq!(choose("gzip, deflate, br, zstd"), Encoding::Brotli);
        assert_eq!(choose("gzip;q=1.0, br;q=0.5"), Encoding::Gzip);
        assert_eq!(choose("br;q=0, gzip;q=0.1"), Encoding::Gzip);
        assert_eq!(choose("identity, br;q=0.2"), Encoding::Identity);
        assert_eq!(choose("*;q=0"), Encoding::Identity);
        assert_eq!(choose("*"), Encoding::Brotli);
        assert_eq!(choose(""), Encoding::Identity);
        assert_eq!(Encoding::choose("br", |encoding| encoding != Encoding::Brotli), Encoding::Identity);
    }
}
