//! What names the hosts of a service in the SPF record of a customer.

use super::Why;
use crate::sender::{Authorisation, Clue, Evidenced, Recognised, own_spf};
use crate::spf::SpfResult;

/// The term for the service that a message comes through: of several records the one that lets its client pass.
///
/// # Errors
///
/// [`Why::NoRecordOfService`] where none is known.
pub(super) fn of_service(found: &Recognised<'_>, seen: &Evidenced<'_>) -> Result<String, Why> {
    let service = found.service;
    let unknown = || Why::NoRecordOfService(service.id.clone());
    match &service.authorisation.as_ref().ok_or_else(unknown)?.value {
        Authorisation::Include(domains) => {
            let evaluations = own_spf(service, seen).into_iter();
            let passing = evaluations.filter(|evaluation| evaluation.result == SpfResult::Pass).map(|e| e.domain);
            let domain = passing.chain(domains.iter().cloned()).next();
            domain.map(|domain| format!("include:{domain}")).ok_or_else(unknown)
        }
        Authorisation::Term(form) => {
            let host = found.clues.iter().find_map(|clue| match clue {
                Clue::HostName(name) => Some(name.as_str()),
                _ => None,
            });
            Ok(form.replace("{host}", host.ok_or_else(unknown)?))
        }
    }
}
