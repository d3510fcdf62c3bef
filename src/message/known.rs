//! The fields that an analysis reads, and what it reads of each. There is no other way to a field by its name
//! than [`Known`]: what is not in this table cannot be read, and what writes a message anew
//! ([`crate::redact`]) knows of each what has to stay.

/// What an analysis reads of a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reading {
    /// The mailboxes of an address list: [`super::parse_mailboxes`].
    Mailboxes,
    /// A reverse-path: [`super::parse_reverse_path`].
    ReversePath,
    /// A hop: [`super::Message::hops`].
    Hop,
    /// What a server recorded: [`super::Message::claims`].
    Record,
    /// A signature: [`super::Message::signatures`].
    Signature,
    /// The day and time of the first: [`super::Message::date`].
    Date,
    /// A text that is shown as a whole.
    Text,
    /// An id and its domain: [`super::id`].
    Id,
    /// The name of a list: [`super::list_name`].
    List,
    /// The client that it states: [`super::stated_client`].
    Client,
    /// The addresses of recipients: [`super::addresses`].
    Recipients,
    /// A number: [`super::number`].
    Number,
    /// The number of an instance: [`super::instance`].
    Instance,
    /// Which of these words it is: [`super::is_word`].
    Word(&'static [&'static str]),
    /// Which of these it ends with: [`super::ends_with`].
    Ending(&'static [&'static str]),
    /// Whether it is there, and whether anything stands in it: [`super::is_filled`].
    Presence,
    /// Whether a mail program wrote the file anew: [`super::Message::saved_signs`].
    Saved,
}

macro_rules! known {
    ($($variant:ident $name:literal $reading:expr;)+) => {
        /// A field that an analysis reads, or all fields whose names begin alike: `X-Example-*`.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[allow(missing_docs, reason = "the names are the fields'")]
        pub enum Known {
            $($variant),+
        }

        impl Known {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$variant),+];

            /// The name as it is mostly written.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $name),+
                }
            }

            /// What is read of it.
            #[must_use]
            pub fn reading(self) -> Reading {
                match self {
                    $(Self::$variant => $reading),+
                }
            }
        }
    };
}

known! {
    From "From" Reading::Mailboxes;
    Sender "Sender" Reading::Mailboxes;
    ResentFrom "Resent-From" Reading::Mailboxes;
    ResentSender "Resent-Sender" Reading::Mailboxes;
    ReturnPath "Return-Path" Reading::ReversePath;
    XEnvelopeFrom "X-Envelope-From" Reading::ReversePath;
    Received "Received" Reading::Hop;
    ReceivedSpf "Received-SPF" Reading::Record;
    AuthenticationResults "Authentication-Results" Reading::Record;
    ArcAuthenticationResults "ARC-Authentication-Results" Reading::Record;
    XSpfAuth "X-SPF-AUTH" Reading::Record;
    ExchangeAuthenticationResults "X-MS-Exchange-Authentication-Results" Reading::Record;
    OriginalAuthenticationResults "Authentication-Results-Original" Reading::Record;
    XSidPra "X-SID-PRA" Reading::Record;
    XSidResult "X-SID-Result" Reading::Record;
    DkimSignature "DKIM-Signature" Reading::Signature;
    Subject "Subject" Reading::Text;
    MessageId "Message-ID" Reading::Id;
    Date "Date" Reading::Date;
    // Clients, as providers and services state them.
    XSenderIp "X-Sender-IP" Reading::Client;
    XSesOutgoing "X-SES-Outgoing" Reading::Client;
    XMailgunSendingIp "X-Mailgun-Sending-Ip" Reading::Client;
    // By these a list, a forwarder or a service is recognised.
    ListId "List-Id" Reading::List;
    Precedence "Precedence" Reading::Word(&["list", "bulk", "junk"]);
    ListPost "List-Post" Reading::Presence;
    ListSubscribe "List-Subscribe" Reading::Presence;
    ListArchive "List-Archive" Reading::Presence;
    ListOwner "List-Owner" Reading::Presence;
    MailingList "Mailing-List" Reading::Presence;
    XBeenThere "X-BeenThere" Reading::Presence;
    XMailmanVersion "X-Mailman-Version" Reading::Presence;
    XMlName "X-ML-Name" Reading::Presence;
    XMlServer "X-MLServer" Reading::Presence;
    XMlCount "X-ML-Count" Reading::Presence;
    XGoogleGroupId "X-Google-Group-Id" Reading::Presence;
    ResentTo "Resent-To" Reading::Presence;
    XForwardedTo "X-Forwarded-To" Reading::Presence;
    XForwardedFor "X-Forwarded-For" Reading::Presence;
    XForwardedEncrypted "X-Forwarded-Encrypted" Reading::Instance;
    XInboxRulesLoop "X-MS-Exchange-Inbox-Rules-Loop" Reading::Presence;
    XForwardingLoop "X-MS-Exchange-ForwardingLoop" Reading::Presence;
    XSieveRedirectedFrom "X-Sieve-Redirected-From" Reading::Presence;
    DeliveredTo "Delivered-To" Reading::Recipients;
    XDeliveredTo "X-Delivered-To" Reading::Recipients;
    XOriginalDeliveredTo "X-Original-Delivered-To" Reading::Recipients;
    XOriginalTo "X-Original-To" Reading::Recipients;
    EnvelopeTo "Envelope-To" Reading::Recipients;
    XEnvelopeTo "X-Envelope-To" Reading::Recipients;
    SpamConfidenceLevel "X-MS-Exchange-Organization-SCL" Reading::Number;
    FeedbackId "Feedback-ID" Reading::Ending(&[":AmazonSES", ":Sendinblue"]);
    XSgEid "X-SG-EID" Reading::Presence;
    XSgId "X-SG-ID" Reading::Presence;
    XMailgunSid "X-Mailgun-Sid" Reading::Presence;
    XAliDmRcptTo "X-AliDM-RcptTo" Reading::Presence;
    XCtctId "X-CTCT-ID" Reading::Presence;
    XHsCid "X-HS-Cid" Reading::Presence;
    XKmail "X-Kmail-*" Reading::Presence;
    XMcUser "X-MC-User" Reading::Presence;
    XMjMid "X-MJ-Mid" Reading::Presence;
    XMjSmtpGuid "X-MJ-SMTPGUID" Reading::Presence;
    XMailerSend "X-MailerSend-*" Reading::Presence;
    XMailinEid "X-Mailin-EID" Reading::Presence;
    XMandrillUser "X-Mandrill-User" Reading::Presence;
    XMsgEid "X-Msg-EID" Reading::Presence;
    XRovingId "X-Roving-Id" Reading::Presence;
    XSfdc "X-SFDC-*" Reading::Presence;
    XSfmcStack "X-SFMC-Stack" Reading::Presence;
    XZendeskEmailId "X-Zendesk-Email-Id" Reading::Presence;
    XZendeskFromAccountId "X-Zendesk-From-Account-Id" Reading::Presence;
    XSibId "X-sib-id" Reading::Presence;
    // What mail programs write into their own store, and what says how a body is written.
    XMozillaStatus "X-Mozilla-Status" Reading::Saved;
    XMozillaStatus2 "X-Mozilla-Status2" Reading::Saved;
    XMozillaKeys "X-Mozilla-Keys" Reading::Saved;
    XAccountKey "X-Account-Key" Reading::Saved;
    XUidl "X-UIDL" Reading::Saved;
    XEvolutionSource "X-Evolution-Source" Reading::Saved;
    XAppleMailRemoteAttachments "X-Apple-Mail-Remote-Attachments" Reading::Saved;
    XStatus "X-Status" Reading::Saved;
    XUid "X-UID" Reading::Saved;
    ContentType "Content-Type" Reading::Saved;
    ContentTransferEncoding "Content-Transfer-Encoding" Reading::Saved;
}

impl Known {
    /// The field of a name, whatever its letter case.
    #[must_use]
    pub fn of(name: &str) -> Option<Self> {
        let is = |known: &&Self| match known.name().strip_suffix('*') {
            Some(start) => name.get(..start.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(start)),
            None => known.name().eq_ignore_ascii_case(name),
        };
        Self::ALL.iter().find(is).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_is_known_by_its_name_in_any_letter_case() {
        assert_eq!(Known::of("RETURN-path"), Some(Known::ReturnPath));
        assert_eq!(Known::of("Return"), None);
        assert_eq!(Known::of("x-sfdc-User"), Some(Known::XSfdc));
        assert_eq!(Known::of("X-SFDC"), None);
        for known in Known::ALL {
            assert_eq!(Known::of(known.name()), Some(*known), "each name stands here once");
        }
    }
}
