//! Whether somebody passed the message on: then the client is not the author's, and no record of the
//! author's domain should name it.

use super::Why;
use crate::dns::Name;
use crate::identity::Identities;
use crate::message::Message;

/// Fields that list software writes. List-Unsubscribe is none of them: every newsletter has it.
const LIST_FIELDS: [&str; 11] = [
    "List-Post",
    "List-Subscribe",
    "List-Archive",
    "List-Owner",
    "Mailing-List",
    "X-BeenThere",
    "X-Mailman-Version",
    "X-ML-Name",
    "X-MLServer",
    "X-ML-Count",
    "X-Google-Group-Id",
];

/// Fields of those who send a message on.
const FORWARD_FIELDS: [&str; 6] = [
    "Resent-From",
    "Resent-Sender",
    "Resent-To",
    "X-Forwarded-To",
    "X-Forwarded-For",
    "X-MS-Exchange-Inbox-Rules-Loop",
];

/// Why the message counts as passed on, if it does. `own` says which domains are the From's owner's.
pub(super) fn relayed(message: &Message, identities: &Identities, own: &dyn Fn(&Name) -> bool) -> Option<Why> {
    let has =
        |name: &&&str| message.named(name).any(|(_, field)| !message.value(field).iter().all(u8::is_ascii_whitespace));
    if let Some(field) = FORWARD_FIELDS.iter().find(has) {
        return Some(Why::Forwarded((*field).to_owned()));
    }
    if let Some(found) = &identities.mail_from
        && is_rewritten(&found.value.local)
    {
        return Some(Why::Forwarded(found.value.address.clone()));
    }
    if let Some(field) = LIST_FIELDS.iter().find(has) {
        return Some(Why::List((*field).to_owned()));
    }
    let decoded = |name: &str| message.first_decoded(name).unwrap_or_default();
    if decoded("Precedence").trim().eq_ignore_ascii_case("list") {
        return Some(Why::List("Precedence: list".to_owned()));
    }
    // A newsletter's own List-Id names its own domain; a list's names the list's.
    if has(&&"List-Id") {
        let id = decoded("List-Id");
        let inside = id.rsplit_once('<').map_or(id.as_str(), |(_, rest)| rest);
        let domain = Name::new(inside.trim().trim_end_matches('>').trim());
        if !own(&domain) {
            return Some(Why::List("List-Id".to_owned()));
        }
    }
    None
}

/// Whether a forwarder wrote the local part: SRS, Gmail's and Microsoft's forms.
fn is_rewritten(local: &str) -> bool {
    let local = local.to_ascii_lowercase();
    let srs = |text: &str| matches!(text.get(..5), Some("srs0=" | "srs0+" | "srs0-" | "srs1=" | "srs1+" | "srs1-"));
    srs(&local) || local.contains("+caf_=") || local.contains("+srs=")
}
