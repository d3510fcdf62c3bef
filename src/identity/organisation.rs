//! Which names belong to one organisation: the same registrable domain, or the same line of the table
//! of those that run their mail under several.

use crate::dns::Name;

/// Organisations with several registrable domains, one a line.
const ALIASES: [&[&str]; 5] = [
    MICROSOFT,
    &["google.com", "googlemail.com", "gmail.com", "googlegroups.com", "1e100.net"],
    &["protonmail.ch", "protonmail.com", "proton.me", "proton.ch"],
    &["yahoo.com", "yahoodns.net"],
    &["amazonses.com", "amazonaws.com"],
];

const MICROSOFT: &[&str] = &[
    "outlook.com",
    "office365.com",
    "exchangelabs.com",
    "protection.gbl",
    "eop.gbl",
    "hotmail.com",
    "microsoft.com",
    "outlook.cn",
];

/// The domain that stands for a host's organisation: its registrable domain; the last two labels under
/// a suffix that nobody registered (`protection.gbl`); else the name itself.
pub(super) fn organisation(host: &Name) -> Name {
    if let Some(line) = ALIASES.iter().find(|line| line.iter().any(|domain| host.is_within(&Name::new(domain)))) {
        return Name::new(line.first().copied().unwrap_or_default());
    }
    host.registrable().unwrap_or_else(|| host.clone())
}

/// Whether two hosts are of one organisation.
pub(super) fn same_organisation(one: &Name, other: &Name) -> bool {
    one == other || organisation(one) == organisation(other)
}

/// Whether a host is Microsoft's, whose Authentication-Results name no writer.
pub(super) fn is_microsoft(host: &Name) -> bool {
    MICROSOFT.iter().any(|domain| host.is_within(&Name::new(domain)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_of_one_organisation() {
        for (one, other, same) in [
            ("mx.google.com", "google.com", true),
            ("mx.google.com", "gmr-mx.googlegroups.com", true),
            ("db5eur01ft064.mail.protection.outlook.com", "hotmail.com", true),
            ("mx1.example.co.jp", "mail.example.co.jp", true),
            ("mx1.example.co.jp", "mx1.example2.co.jp", false),
            ("mx.shop.example", "mx.other.example", false),
            ("localhost", "localhost", true),
            ("localhost", "mail", false),
        ] {
            assert_eq!(same_organisation(&Name::new(one), &Name::new(other)), same, "{one} and {other}");
        }
    }
}
