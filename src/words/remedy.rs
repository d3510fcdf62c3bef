//! The words about remedies: the condition, what to know, why there is none and what helps instead.

use super::{common, notes, senders, sentence};
use crate::remedy::{
    Advice, Condition, DnsHost, Failing, Fault, Flip, Help, Instead, Kind, Note, Relation, Remedy, Why,
};
use crate::settings::Lang;
use crate::text::Shown;

catalogue! {
    /// The words about remedies.
    pub enum RemedyText {
        IfThrough { service } => {
            en: "Only if you send through {service}, publish",
            ja: "{service} から送っている場合に限り、次を公開します"
        }
        IfFrom { host, ip } => {
            en: "Only if {host} ({ip}) is a server of your own, publish",
            ja: "{host} ({ip}) が自分のサーバーである場合に限り、次を公開します"
        }
        IfThroughSigned { service, domain } => {
            en: "Only if you send through {service}, have it sign for {domain} and publish",
            ja: "{service} から送っている場合に限り、{domain} の DKIM 署名を有効にして次を公開します"
        }
        IfThroughMailFrom { service, domain } => {
            en: "Only if you send through {service}, set MAIL FROM to {domain} there and publish",
            ja: "{service} から送っている場合に限り、MAIL FROM を {domain} にして次を公開します"
        }
        Besides { what } => { en: "Besides: {what}", ja: "さらに、{what}" }
        InsteadOf { what } => { en: "Or: {what}", ja: "または、{what}" }
        Flips => { en: "flips", ja: "変わる判定" }
        FlipsBetween => { en: "; ", ja: "。" }
        FlipsAssumed { flips } => { en: "{flips} (assumed)", ja: "{flips} (仮定)" }
        Together => { en: "with the first", ja: "1 つ目とともに" }
        OfSpf => { en: "SPF", ja: "SPF" }
        OfDkim => { en: "DKIM", ja: "DKIM" }
        OfMailFrom => { en: "MAIL FROM", ja: "MAIL FROM" }
        OfDmarc => { en: "DMARC", ja: "DMARC" }
        Also => { en: "also", ja: "ほかの対策" }
        AlsoBy { kind, flips } => { en: "{kind}: {flips}", ja: "{kind}: {flips}" }
        Flip { receiver, was, becomes } => { en: "{receiver} {was} > {becomes}", ja: "{receiver} {was} > {becomes}" }
        Note => { en: "note", ja: "注意" }
        Replaces => { en: "instead of", ja: "置き換え" }
        TypedInto { host } => { en: "{host}", ja: "{host}" }
        TypedName { name } => { en: "name {name}", ja: "名前 {name}" }
        TypedBlank => { en: "(leave blank)", ja: "(空欄)" }
        TypedValue { value } => { en: "TXT {value}", ja: "TXT {value}" }
        NotLookedUp => {
            en: "how this host wants quotes was not looked up: this is the plain value",
            ja: "引用符の扱いは調べていません。これは引用符なしの値です"
        }
        NameNotLookedUp => {
            en: "how names are typed there was not looked up: this is the whole name",
            ja: "名前の書き方は調べていません。これは完全な名前です"
        }
        TooLong { octets } => { en: "longer than the {octets} octets that it takes", ja: "上限の {octets} オクテットを超えています" }
        Instead => { en: "No record is proposed", ja: "レコードは提案しません" }

        ListOtherSenders { name } => {
            en: "It speaks for all mail of {name}: list whatever else sends for it.",
            ja: "{name} の全メールに適用されます。ほかの送信元もすべて書いてください。"
        }
        ListOtherSendersAndMx { name, hosts } => {
            en: "It speaks for all mail of {name}: list whatever else sends, with mx if {hosts} does.",
            ja: "{name} の全メールに適用されます。ほかの送信元も書き、MX の {hosts} も送るなら mx を加えます。"
        }
        Merged { name } => {
            en: "{name} has several SPF records, which is an error. They become this one; delete the others.",
            ja: "{name} には SPF レコードが複数あり、エラーになります。この 1 つにまとめ、ほかは削除します。"
        }
        Corrected { before, after } => { en: "{before} was put right to {after}.", ja: "{before} を {after} に直しました。" }
        FailsForOthers { name, term, problem } => {
            en: "For other senders the record of {name} still fails at {term} ({problem}): mend or remove that term too.",
            ja: "{name} のレコードは、ほかの送信元に対しては {term} でエラーのままです ({problem})。この項目も直すか、削除してください。"
        }
        KeepOthers { name } => { en: "Other TXT records of {name} stay as they are.", ja: "{name} のほかの TXT レコードはそのまま残します。" }
        OwnerSaysNo { name } => {
            en: "{name} says today that mail like this is not its own. If you do not know this message, publish nothing.",
            ja: "{name} は今、このようなメールは自分のものではないと宣言しています。このメールに心当たりがなければ、何も公開しないでください。"
        }
        CustomMailFromIsNotEnough { mail_from, from } => {
            en: "MAIL FROM at {mail_from} aligns for DMARC, but these rules ask {from} itself.",
            ja: "MAIL FROM の {mail_from} は DMARC のアライメントを満たしますが、この規則は {from} そのものを調べます。"
        }
        CustomMailFromAligns => {
            en: "A custom MAIL FROM would align for DMARC, but would not do instead of this record.",
            ja: "カスタム MAIL FROM は DMARC のアライメントには役立ちますが、このレコードの代わりにはなりません。"
        }
        SeveralStrings => {
            en: "The text is longer than 255 octets: it is several quoted strings of one record.",
            ja: "255 オクテットを超えるため、1 レコードの中で複数の文字列に分けます。"
        }
        AssumesSignature { service, domain } => {
            en: "Assumed, since no such signature was made yet: {service} then signs with d={domain}, and it passes.",
            ja: "署名はまだないため、{service} が d={domain} で署名し、検証に成功するものと仮定しています。"
        }
        AssumesMailFrom { service, domain } => {
            en: "Assumed, since this message was sent before: {service} then writes MAIL FROM at {domain}.",
            ja: "このメールは設定前のものなので、{service} の MAIL FROM が {domain} になるものと仮定しています。"
        }
        MadeByService { service } => {
            en: "What stands in <..> is made by {service}: copy the records that it shows for your domain.",
            ja: "<..> の部分は {service} が決めます。管理画面に表示されるレコードをそのまま登録してください。"
        }
        HeaderRuleStays { name } => {
            en: "Rules on SPF of {name} itself are not changed by it.",
            ja: "{name} そのものの SPF を調べる規則の判定は変わりません。"
        }
        AnyNameBelow { name } => {
            en: "Any other name below {name} does as well, if it receives no mail and is no From.",
            ja: "{name} の下の別の名前でもかまいません。ただし受信にも From にも使わない名前に限ります。"
        }
        FirstPolicy { name } => {
            en: "p=none asks nobody to refuse mail of {name}; ask for more once the reports show that all of it passes.",
            ja: "p=none では、{name} のメールの拒否を求めません。レポートですべて pass とわかってから厳しくします。"
        }
        ReportsTo { address } => {
            en: "Reports go to {address}: it must be a mailbox of yours, this one or another.",
            ja: "レポートは {address} に届きます。実在する自分のアドレスを指定してください。"
        }

        SameHosts { service } => {
            en: "{service} sends from the same hosts. If it is what you use, set up what it shows for your domain.",
            ja: "{service} も同じサーバーから送ります。そちらを使っているなら、その管理画面の案内どおりに設定してください。"
        }

        Forwarded { by, marks } => {
            en: "the message seems to have been forwarded by {by} ({marks})",
            ja: "{by} が転送したメールとみられます ({marks})"
        }
        ForwardedBySomebody { marks } => {
            en: "the message seems to have been forwarded ({marks})",
            ja: "転送されたメールとみられます ({marks})"
        }
        OwnRelay { host } => {
            en: "{host} is a gateway of the recipient's own",
            ja: "{host} は受信者側のゲートウェイです"
        }
        MaybeOwnRelay { host } => {
            en: "{host} may be a gateway of the recipient's own",
            ja: "{host} は受信者側のゲートウェイの可能性があります"
        }
        PrivateClient { ip } => {
            en: "{ip} is a private address, which no record of the sender's can name",
            ja: "{ip} はプライベートアドレスなので、送信側のレコードでは許可できません"
        }
        StatedClient => {
            en: "only a field that whoever sends the message can write names the client",
            ja: "接続元が、送信者でも書けるフィールドにしか書かれていません"
        }
        AssumedClient { hop } => {
            en: "it is only assumed that the message came in at the Received field number {hop}",
            ja: "{hop} 番目の Received で受信したというのは仮定です"
        }
        List { mark } => { en: "a list relayed the message ({mark})", ja: "メーリングリストが配信したメールです ({mark})" }
        Unrecognised { ip } => {
            en: "{ip} belongs to nobody that is recognised (publish nothing for a server that is not yours)",
            ja: "{ip} が誰のものか確認できません (自分のサーバーでなければ、何も公開しないでください)"
        }
        NotTheService { ip, service } => {
            en: "it looks like mail of {service}, but {ip} is not theirs",
            ja: "{service} のメールに見えますが、{ip} はそのサーバーではありません"
        }
        ThirdParty { address } => {
            en: "MAIL FROM {address} is neither the From domain's nor the service's own",
            ja: "MAIL FROM の {address} は From のドメインのものでも配信サービスのものでもありません"
        }
        MailFromUnknown => { en: "MAIL FROM is not known", ja: "MAIL FROM がわかりません" }
        NotYours { name } => {
            en: "{name}, which is asked about, is not the From domain's owner's",
            ja: "調べられる {name} は From のドメインの持ち主のものではありません"
        }
        MailboxProvider { name } => {
            en: "{name} is a mailbox provider's: only the provider publishes records there",
            ja: "{name} はメール事業者のドメインで、レコードを公開できるのは事業者だけです"
        }
        PublicSuffix { name } => {
            en: "{name} is nobody's own domain: others register theirs below it",
            ja: "{name} は特定の個人や組織のドメインではなく、その下にドメインを登録するためのものです"
        }
        Lent { name } => {
            en: "names of {name} are lent to everybody by its owner, and are nobody else's own domain",
            ja: "{name} の名前は事業者が利用者に貸しているもので、利用者自身のドメインではありません"
        }
        NotInDns { name } => {
            en: "{name} is no name in the public DNS, and mail may use no other (RFC 5321 section 2.3.5)",
            ja: "{name} は公開の DNS にある名前ではなく、メールでは使えません (RFC 5321 2.3.5)"
        }
        NoFromDomain => { en: "the header From names no domain", ja: "From のドメインが定まりません" }
        NotSentYet => {
            en: "the message was not sent yet, so that nobody knows through whom it will leave",
            ja: "まだ送信されておらず、どこから送られるかわかりません"
        }
        NotSentYetBy { service } => {
            en: "the message was not sent yet; it seems to be made for {service}",
            ja: "まだ送信されていません。{service} 向けのメールに見えます"
        }
        NoClient => {
            en: "nothing tells which client sent the message",
            ja: "接続元がわかりません"
        }
        TermDoesNotPass { term } => {
            en: "{term} does not let this client pass either",
            ja: "{term} でもこの接続元は pass になりません"
        }
        NoRecordOfService { service } => {
            en: "no SPF record of {service} is known here that a domain could include",
            ja: "{service} の include 先となる SPF レコードがわかりません"
        }
        NoSendingAddress { service } => {
            en: "no address that {service} sends from is known here",
            ja: "{service} の送信元アドレスがわかりません"
        }
        Alias { name, target } => {
            en: "{name} is an alias (CNAME) of {target}: no TXT can stand there",
            ja: "{name} は {target} の別名 (CNAME) なので、TXT レコードを置けません"
        }
        LookupLimit { name } => {
            en: "the record of {name} would need more than 10 lookups",
            ja: "{name} のレコードで DNS を引く項目が 10 個を超えます"
        }
        VoidLookupLimit { name } => {
            en: "more than 2 lookups of the record of {name} would find nothing",
            ja: "{name} のレコードで空振りの問い合わせが 2 回を超えます"
        }
        Broken { name } => {
            en: "the record of {name} is broken, and how it was meant is not clear",
            ja: "{name} のレコードに誤りがあり、意図がわかりません"
        }
        PassesAll { name } => { en: "the record of {name} lets everybody pass (+all)", ja: "{name} のレコードは誰でも通します (+all)" }
        DecidedBefore { name, term } => {
            en: "{term} in the record of {name} decides before",
            ja: "{name} のレコードでは、先に {term} が一致します"
        }
        AnotherTerm => { en: "another term", ja: "別の項目" }
        Fails { name, problem } => {
            en: "the record of {name} fails whatever is added: {problem}",
            ja: "{name} のレコードは何を加えてもエラーになります: {problem}"
        }
        DnsFails { name } => { en: "the DNS does not answer for {name}", ja: "{name} の DNS が応答しません" }
        NothingFlips => { en: "no record would change a verdict", ja: "レコードを変えても判定は変わりません" }

        JudgeAt { hop } => {
            en: "judging where the message came in (--received-at {hop})",
            ja: "外から届いた場所で判定すること (--received-at {hop})"
        }
        NameGateway => {
            en: "the gateway made known to the server behind it (Exchange Online: enhanced filtering for the connector; Google Workspace: inbound gateway)",
            ja: "後ろのサーバーにゲートウェイとして登録すること (Exchange Online はコネクタの拡張フィルター処理、Google Workspace は受信ゲートウェイ)"
        }
        ForwarderMailFrom => {
            en: "a MAIL FROM of the forwarder's own (SRS)",
            ja: "転送サーバーが MAIL FROM を自分のアドレスに書き換えること (SRS)"
        }
        FetchInstead => {
            en: "the forwarded mailbox fetched (POP, IMAP) instead",
            ja: "転送せずに元のメールボックスから受け取ること (POP、IMAP)"
        }
        AlignedDkim => {
            en: "a DKIM signature of the From domain, where DMARC counts",
            ja: "DMARC を見る受信側には From のドメインの DKIM 署名"
        }
        MendOwn { domain, what } => {
            en: "where DKIM or DMARC counts, and only if {domain} signed it itself, {what}",
            ja: "DKIM や DMARC を見る受信側には、{domain} 自身の署名である場合に限り、{what}"
        }
        SignatureFails { domain, what } => {
            en: "the signature of {domain} does not count: {what}",
            ja: "{domain} の署名は有効になりません ({what})"
        }
        SignatureFailsToo { domain, what } => {
            en: "The signature of {domain} does not count: {what}. Put right, it would align too.",
            ja: "{domain} の署名は有効になりません ({what})。直せばこの署名でもアライメントを満たします。"
        }
        BodyChanged => { en: "the body was changed after it was signed", ja: "署名後に本文が変わっています" }
        HeaderChanged => {
            en: "a signed field was changed, or the key is not the one that signed",
            ja: "署名されたフィールドが変わったか、署名した鍵と違います"
        }
        NotAsSigned => { en: "what it signed is not what stands here", ja: "署名時の内容と一致しません" }
        KeyMissing { key } => { en: "there is no key at {key}", ja: "{key} に鍵がありません" }
        KeyRevoked { key } => { en: "the key at {key} was revoked", ja: "{key} の鍵は失効しています" }
        KeyBroken { key } => { en: "the key at {key} cannot be used", ja: "{key} の鍵は使えません" }
        KeyShort { key } => { en: "the key at {key} has less than 1024 bits", ja: "{key} の鍵は 1024 ビット未満です" }
        KeySilent { key } => { en: "the DNS does not answer for {key}", ja: "{key} の DNS が応答しません" }
        SignatureExpired => { en: "it had expired when the message was received", ja: "受信時には期限が切れていました" }
        SignatureSyntax => { en: "it is not written so that it can be verified", ja: "検証できない書き方になっています" }
        SignLast => {
            en: "signing after whatever changes the body last",
            ja: "本文を最後に変更する処理の後で署名すること"
        }
        LeaveFields { key } => {
            en: "signed fields that nobody changes afterwards, and at {key} the key that signs",
            ja: "署名後にフィールドを変えないことと、{key} に署名した鍵の公開鍵を置くこと"
        }
        LeaveAsSigned => {
            en: "a relay that leaves what is signed as it is, where DKIM or DMARC counts",
            ja: "DKIM や DMARC を見る受信側には、転送やメーリングリストで署名対象を変えないこと"
        }
        TakeOriginal => {
            en: "the message as it was received (this file may have been changed when it was saved)",
            ja: "受信したままのメールで確認すること (このファイルは保存時に変わった可能性があります)"
        }
        PublishKey { key } => { en: "its public key published at {key}", ja: "{key} に公開鍵を公開すること" }
        OtherKey { key } => {
            en: "a key in force under another selector than {key}",
            ja: "{key} ではない別のセレクターの有効な鍵で署名すること"
        }
        RepairKey { key } => { en: "the key record at {key} put right", ja: "{key} の鍵のレコードを直すこと" }
        LongerKey => { en: "a new key of 2048 bits", ja: "2048 ビットの新しい鍵で署名すること" }
        AnswerForKey { key } => { en: "a DNS that answers for {key}", ja: "{key} の DNS が応答するようにすること" }
        ExpireLater => { en: "a later x=, or none", ja: "期限 (x=) を延ばすか、付けないこと" }
        WriteRight => { en: "a signature of the standard's form", ja: "署名を規格どおりの形にすること" }
        DocomoAllowList => { en: "the recipient's 宛先指定受信 (docomo)", ja: "受信者の「宛先指定受信」(ドコモ)" }
        AuAllowList => { en: "the recipient's 必ず受信 (au)", ja: "受信者の「必ず受信」(au)" }
        SoftbankAllowList => { en: "the recipient's 救済リスト (SoftBank)", ja: "受信者の「救済リスト」(ソフトバンク)" }
        OwnFrom => {
            en: "a From of your own domain, with the other address in Reply-To",
            ja: "From は自分のドメインにし、相手のアドレスは Reply-To に書くこと"
        }
        OwnDomain => {
            en: "a From at a domain of your own",
            ja: "自分のドメインのアドレスを From にすること"
        }
        Client => { en: "--ip to give its address", ja: "--ip で IP アドレスを指定すること" }
        Via => { en: "--via amazon-ses (or another service) to assume it", ja: "--via amazon-ses などで送信経路を仮定すること" }
        FewerLookups => { en: "fewer include, a, mx and redirect terms", ja: "include、a、mx、redirect を減らすこと" }
        NoAlias => { en: "the record at the alias's target, or no alias", ja: "別名の先にレコードを置くか、別名をやめること" }
        RepairRecord => { en: "putting the record in order first", ja: "まずレコードを整理すること" }
        Helps { what } => { en: "What helps: {what}.", ja: "代わりの対策: {what}。" }
        WhyText { why } => { en: "No record is proposed: {why}.", ja: "レコードは提案しません: {why}。" }
    }
}

/// The condition and what is to be set up, as the beginning of a sentence that the records end.
#[must_use]
pub fn condition(remedy: &Remedy, lang: Lang) -> String {
    let domain = &Shown::new(remedy.subject.as_str());
    match &remedy.condition {
        Condition::SendsThrough(id) => {
            let service = &senders::service(id, None, lang);
            match remedy.kind {
                Kind::Spf | Kind::Dmarc => RemedyText::IfThrough { service },
                Kind::Dkim => RemedyText::IfThroughSigned { service, domain },
                Kind::MailFrom => RemedyText::IfThroughMailFrom { service, domain },
            }
            .text(lang)
        }
        Condition::SendsFrom { host, ip } => {
            RemedyText::IfFrom { host: &Shown::new(host.as_str()), ip: &ip }.text(lang)
        }
    }
}

/// The condition of a remedy among others, and how it stands to them.
#[must_use]
pub fn head(advice: &Advice, index: usize, lang: Lang) -> String {
    let what = &advice.remedies.get(index).map(|remedy| condition(remedy, lang)).unwrap_or_default();
    match advice.relation(index) {
        Relation::First => what.clone(),
        Relation::Besides => RemedyText::Besides { what }.text(lang),
        Relation::Instead => RemedyText::InsteadOf { what }.text(lang),
    }
}

/// What a remedy is about, in a word.
#[must_use]
pub fn kind(kind: Kind, lang: Lang) -> String {
    match kind {
        Kind::Spf => RemedyText::OfSpf,
        Kind::Dkim => RemedyText::OfDkim,
        Kind::MailFrom => RemedyText::OfMailFrom,
        Kind::Dmarc => RemedyText::OfDmarc,
    }
    .text(lang)
}

/// The verdicts that a remedy changes, and whether that is assumed.
#[must_use]
pub fn flips_of(remedy: &Remedy, lang: Lang) -> String {
    assumed(flips(&remedy.flips, lang), remedy, lang)
}

/// The verdicts that change only together with the first remedy; none where that is no more.
#[must_use]
pub fn together(remedy: &Remedy, lang: Lang) -> Option<String> {
    (!remedy.together.is_empty()).then(|| assumed(flips(&remedy.together, lang), remedy, lang))
}

fn assumed(flips: String, remedy: &Remedy, lang: Lang) -> String {
    if remedy.is_assumed() { RemedyText::FlipsAssumed { flips: &flips }.text(lang) } else { flips }
}

/// The verdicts that change.
#[must_use]
pub fn flips(flips: &[Flip], lang: Lang) -> String {
    let one = |flip: &Flip| {
        let (was, becomes) = (common::decision(flip.was, lang), common::decision(flip.becomes, lang));
        RemedyText::Flip { receiver: &Shown::new(&flip.receiver), was: &was, becomes: &becomes }.text(lang)
    };
    flips.iter().map(one).collect::<Vec<_>>().join(if lang == Lang::Ja { "、" } else { ", " })
}

/// A note as a sentence.
#[must_use]
pub fn note(note: &Note, lang: Lang) -> String {
    let shown = |name: &crate::dns::Name| Shown::new(name.as_str());
    match note {
        Note::ListOtherSenders { domain, mx } => match mx.first() {
            None => RemedyText::ListOtherSenders { name: &shown(domain) }.text(lang),
            Some(host) => {
                let more = if mx.len() > 1 { ", .." } else { "" };
                let hosts = format!("{}{more}", shown(host));
                RemedyText::ListOtherSendersAndMx { name: &shown(domain), hosts: &hosts }.text(lang)
            }
        },
        Note::Merged(name) => RemedyText::Merged { name: &shown(name) }.text(lang),
        Note::Corrected { before, after } => {
            RemedyText::Corrected { before: &Shown::new(before), after: &Shown::new(after) }.text(lang)
        }
        Note::FailsForOthers { name, term, problem } => {
            let problem = sentence::problem(problem, lang);
            RemedyText::FailsForOthers { name: &shown(name), term: &Shown::new(term), problem: &problem }.text(lang)
        }
        Note::KeepOthers(name) => RemedyText::KeepOthers { name: &shown(name) }.text(lang),
        Note::OwnerSaysNo(name) => RemedyText::OwnerSaysNo { name: &shown(name) }.text(lang),
        Note::CustomMailFromIsNotEnough { mail_from, from } => {
            RemedyText::CustomMailFromIsNotEnough { mail_from: &shown(mail_from), from: &shown(from) }.text(lang)
        }
        Note::CustomMailFromAligns => RemedyText::CustomMailFromAligns.text(lang),
        Note::AssumesSignature { service, domain } => {
            let service = &senders::service(service, None, lang);
            RemedyText::AssumesSignature { service, domain: &shown(domain) }.text(lang)
        }
        Note::AssumesMailFrom { service, domain } => {
            let service = &senders::service(service, None, lang);
            RemedyText::AssumesMailFrom { service, domain: &shown(domain) }.text(lang)
        }
        Note::MadeByService(id) => RemedyText::MadeByService { service: &senders::service(id, None, lang) }.text(lang),
        Note::HeaderRuleStays(name) => RemedyText::HeaderRuleStays { name: &shown(name) }.text(lang),
        Note::AnyNameBelow(name) => RemedyText::AnyNameBelow { name: &shown(name) }.text(lang),
        Note::FirstPolicy(name) => RemedyText::FirstPolicy { name: &shown(name) }.text(lang),
        Note::ReportsTo(address) => RemedyText::ReportsTo { address: &Shown::new(address) }.text(lang),
        Note::SeveralStrings => RemedyText::SeveralStrings.text(lang),
        Note::SameHosts(id) => RemedyText::SameHosts { service: &senders::service(id, None, lang) }.text(lang),
        Note::SignatureFails(failing) => {
            let (domain, what) = (&shown(&failing.domain), &fault(failing, lang));
            RemedyText::SignatureFailsToo { domain, what }.text(lang)
        }
    }
}

/// Why there is no remedy, without a full stop.
#[must_use]
pub fn why(why: &Why, lang: Lang) -> String {
    let shown = |name: &crate::dns::Name| Shown::new(name.as_str());
    let service = |id: &str| senders::service(id, None, lang);
    match why {
        Why::Forwarded(found) if found.list => RemedyText::List { mark: &notes::marks(found, lang) }.text(lang),
        Why::Forwarded(found) => match &found.by {
            Some(by) => RemedyText::Forwarded { by: &Shown::new(by), marks: &notes::marks(found, lang) }.text(lang),
            None => RemedyText::ForwardedBySomebody { marks: &notes::marks(found, lang) }.text(lang),
        },
        Why::OwnRelay(relay) if relay.named_by.is_some() => {
            RemedyText::OwnRelay { host: &shown(&relay.host) }.text(lang)
        }
        Why::OwnRelay(relay) => RemedyText::MaybeOwnRelay { host: &shown(&relay.host) }.text(lang),
        Why::PrivateClient(ip) => RemedyText::PrivateClient { ip }.text(lang),
        Why::AssumedClient(Some(hop)) => RemedyText::AssumedClient { hop: &hop.saturating_add(1) }.text(lang),
        Why::AssumedClient(None) => RemedyText::StatedClient.text(lang),
        Why::Unrecognised(ip) => RemedyText::Unrecognised { ip }.text(lang),
        Why::NotTheService { service: id, ip } => RemedyText::NotTheService { ip, service: &service(id) }.text(lang),
        Why::ThirdParty(address) if address.is_empty() => RemedyText::MailFromUnknown.text(lang),
        Why::ThirdParty(address) => RemedyText::ThirdParty { address: &Shown::new(address) }.text(lang),
        Why::NotYours(name) => RemedyText::NotYours { name: &shown(name) }.text(lang),
        Why::MailboxProvider(name) => RemedyText::MailboxProvider { name: &shown(name) }.text(lang),
        Why::PublicSuffix(name) => RemedyText::PublicSuffix { name: &shown(name) }.text(lang),
        Why::Lent(name) => RemedyText::Lent { name: &shown(name) }.text(lang),
        Why::NotInDns(name) => RemedyText::NotInDns { name: &shown(name) }.text(lang),
        Why::NoFromDomain => RemedyText::NoFromDomain.text(lang),
        Why::NotSentYet { service: None } => RemedyText::NotSentYet.text(lang),
        Why::NotSentYet { service: Some(id) } => RemedyText::NotSentYetBy { service: &service(id) }.text(lang),
        Why::NoClient => RemedyText::NoClient.text(lang),
        Why::TermDoesNotPass(term) => RemedyText::TermDoesNotPass { term: &Shown::new(term) }.text(lang),
        Why::NoRecordOfService(id) => RemedyText::NoRecordOfService { service: &service(id) }.text(lang),
        Why::NoSendingAddress(id) => RemedyText::NoSendingAddress { service: &service(id) }.text(lang),
        Why::Alias { name, target } => RemedyText::Alias { name: &shown(name), target: &shown(target) }.text(lang),
        Why::LookupLimit(name) => RemedyText::LookupLimit { name: &shown(name) }.text(lang),
        Why::VoidLookupLimit(name) => RemedyText::VoidLookupLimit { name: &shown(name) }.text(lang),
        Why::Broken(name) => RemedyText::Broken { name: &shown(name) }.text(lang),
        Why::PassesAll(name) => RemedyText::PassesAll { name: &shown(name) }.text(lang),
        Why::DecidedBefore { name, term } => {
            let term = term.as_ref().map_or_else(|| RemedyText::AnotherTerm.text(lang), |t| Shown::new(t).to_string());
            RemedyText::DecidedBefore { name: &shown(name), term: &term }.text(lang)
        }
        Why::Fails { name, problem } => {
            RemedyText::Fails { name: &shown(name), problem: &sentence::problem(problem, lang) }.text(lang)
        }
        Why::DnsFails(name) => RemedyText::DnsFails { name: &shown(name) }.text(lang),
        Why::NothingFlips => RemedyText::NothingFlips.text(lang),
        Why::SignatureFails(failing) => {
            let (domain, what) = (&shown(&failing.domain), &fault(failing, lang));
            RemedyText::SignatureFails { domain, what }.text(lang)
        }
    }
}

/// Why a signature does not count, without a full stop.
fn fault(failing: &Failing, lang: Lang) -> String {
    let key = &Shown::new(failing.key.as_str());
    match failing.fault {
        Fault::Body => RemedyText::BodyChanged,
        Fault::Header => RemedyText::HeaderChanged,
        Fault::Relayed | Fault::Saved => RemedyText::NotAsSigned,
        Fault::KeyMissing => RemedyText::KeyMissing { key },
        Fault::KeyRevoked => RemedyText::KeyRevoked { key },
        Fault::KeyBroken => RemedyText::KeyBroken { key },
        Fault::KeyShort => RemedyText::KeyShort { key },
        Fault::KeySilent => RemedyText::KeySilent { key },
        Fault::Expired => RemedyText::SignatureExpired,
        Fault::Syntax => RemedyText::SignatureSyntax,
    }
    .text(lang)
}

/// What helps a signature to count, under the condition that it is the domain's own.
fn mended(failing: &Failing, lang: Lang) -> String {
    let key = &Shown::new(failing.key.as_str());
    let what = match failing.fault {
        // Whoever signed: it is not the signer's to mend.
        Fault::Relayed => return RemedyText::LeaveAsSigned.text(lang),
        Fault::Saved => return RemedyText::TakeOriginal.text(lang),
        Fault::Body => RemedyText::SignLast,
        Fault::Header => RemedyText::LeaveFields { key },
        Fault::KeyMissing => RemedyText::PublishKey { key },
        Fault::KeyRevoked => RemedyText::OtherKey { key },
        Fault::KeyBroken => RemedyText::RepairKey { key },
        Fault::KeyShort => RemedyText::LongerKey,
        Fault::KeySilent => RemedyText::AnswerForKey { key },
        Fault::Expired => RemedyText::ExpireLater,
        Fault::Syntax => RemedyText::WriteRight,
    };
    RemedyText::MendOwn { domain: &Shown::new(failing.domain.as_str()), what: &what.text(lang) }.text(lang)
}

/// What helps, without a full stop.
#[must_use]
pub fn help(help: &Help, lang: Lang) -> String {
    match help {
        Help::JudgeAt(hop) => return RemedyText::JudgeAt { hop: &hop.saturating_add(1) }.text(lang),
        Help::NameGateway => RemedyText::NameGateway,
        Help::ForwarderMailFrom => RemedyText::ForwarderMailFrom,
        Help::FetchInstead => RemedyText::FetchInstead,
        Help::AlignedDkim => RemedyText::AlignedDkim,
        Help::MendSignature(failing) => return mended(failing, lang),
        Help::DocomoAllowList => RemedyText::DocomoAllowList,
        Help::AuAllowList => RemedyText::AuAllowList,
        Help::SoftbankAllowList => RemedyText::SoftbankAllowList,
        Help::OwnFrom => RemedyText::OwnFrom,
        Help::OwnDomain => RemedyText::OwnDomain,
        Help::Via => RemedyText::Via,
        Help::Client => RemedyText::Client,
        Help::FewerLookups => RemedyText::FewerLookups,
        Help::NoAlias => RemedyText::NoAlias,
        Help::RepairRecord => RemedyText::RepairRecord,
    }
    .text(lang)
}

/// Why there is no remedy and what helps instead, in a line.
#[must_use]
pub fn instead(instead: &Instead, lang: Lang) -> String {
    let mut text = RemedyText::WhyText { why: &why(&instead.why, lang) }.text(lang);
    if let Some(helps) = helps(&instead.helps, lang) {
        if lang == Lang::En {
            text.push(' ');
        }
        text.push_str(&helps);
    }
    text
}

/// What helps instead, as a sentence.
#[must_use]
pub fn helps(helps: &[Help], lang: Lang) -> Option<String> {
    let between = if lang == Lang::Ja { "、" } else { "; " };
    let what = helps.iter().map(|h| help(h, lang)).collect::<Vec<_>>().join(between);
    (!helps.is_empty()).then(|| RemedyText::Helps { what: &what }.text(lang))
}

/// A DNS host's name.
#[must_use]
pub fn dns_host(host: &DnsHost, lang: Lang) -> &str {
    match lang {
        Lang::En => &host.name_en,
        Lang::Ja => &host.name_ja,
    }
}
