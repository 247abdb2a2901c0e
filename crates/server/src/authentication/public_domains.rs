//! Mail services whose addresses anybody can have: sharing such a domain makes nobody colleagues.

/// In alphabetical order.
const LIST: &str = include_str!("public_domains.txt");

/// Whether a domain, in its canonical form, is one of a public mail service.
pub fn contains(domain: &str) -> bool {
    LIST.lines().any(|line| line == domain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn public_services_are_known_and_the_list_is_tidy() {
        assert!(contains("gmail.com") && contains("web.de") && contains("orange.fr"));
        assert!(!contains("acme.example") && !contains("") && !contains("mail.com.acme.example"));
        let lines: Vec<&str> = LIST.lines().collect();
        assert!(lines.is_sorted() && lines.iter().all(|line| *line == line.trim().to_lowercase()));
    }
}
