//! Which names belong to one organisation: the same registrable domain, or one provider's.

use super::provider::{Provider, is_rented};
use crate::dns::Name;

/// The domain that stands for a host's organisation: its registrable domain, or its provider's first; the name
/// itself where everybody rents a host below it, or where nobody registered one.
pub(super) fn organisation(host: &Name) -> Name {
    if is_rented(host) {
        return host.clone();
    }
    let provider = Provider::of(host).and_then(Provider::name);
    provider.cloned().or_else(|| host.registrable()).unwrap_or_else(|| host.clone())
}

/// Whether two hosts are of one organisation.
pub(super) fn same_organisation(one: &Name, other: &Name) -> bool {
    one == other || organisation(one) == organisation(other)
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
            // Everybody rents a host there; that SES runs on such hosts makes none of them Amazon's mail.
            ("ec2-192-0-2-1.compute-1.amazonaws.com", "ec2-192-0-2-2.compute-1.amazonaws.com", false),
            ("mx.amazonaws.com", "a8-28.smtp-out.amazonses.com", false),
            ("inbound-smtp.us-west-2.amazonaws.com", "inbound-smtp.us-west-2.amazonaws.com", true),
        ] {
            assert_eq!(same_organisation(&Name::new(one), &Name::new(other)), same, "{one} and {other}");
        }
    }
}
