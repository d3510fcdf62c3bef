//! The texts of the walk.

catalogue! {
    /// The texts of the walk: short sentences, to be read aloud.
    pub enum WalkText {
        // The conversation.
        Connects { ip } => { en: "{ip} connects", ja: "{ip} が接続してきます" }
        SomebodyConnects => { en: "A client connects", ja: "接続してきます" }
        NotConnected => { en: "Nobody has connected yet", ja: "まだ誰も接続していません" }
        ClientIp => { en: "client IP", ja: "接続元 IP" }
        IpIsEvidence => {
            en: "The one thing that the client cannot make up. SPF asks whether this address may send for a domain.",
            ja: "送信側が偽れないのは、この IP アドレスだけです。SPF は、このアドレスから送ってよいかをドメインに尋ねます。"
        }
        WithoutIp => {
            en: "Without the client's address, most of an SPF record cannot be tried. What does not depend on it is decided all the same.",
            ja: "接続元の IP アドレスがないと、SPF レコードのほとんどの項目は照合できません。それによらない部分だけを判定します。"
        }
        Server => { en: "the receiving server", ja: "受信サーバー" }
        Greets => { en: "The server greets", ja: "サーバーが名乗ります" }
        GreetingOf { host } => {
            en: "{host} took in the message that was saved. Any receiver would hear the same conversation; they differ in what they look at.",
            ja: "保存されたメールを受け取ったのは {host} です。どの受信側でもやり取りは同じで、違うのはどこを見るかです。"
        }
        GreetingOfSomebody => {
            en: "Which server it is does not matter: any receiver hears the same conversation. They differ in what they look at.",
            ja: "どのサーバーかは問いません。どの受信側でもやり取りは同じで、違うのはどこを見るかです。"
        }
        Ehlo => { en: "EHLO: the client names itself", ja: "EHLO: 送信側が名乗ります" }
        EhloIsFree => {
            en: "The client chooses this name freely. SPF needs it where MAIL FROM is empty.",
            ja: "この名前は送信側が自由に決められます。SPF では、MAIL FROM が空のときにこの名前を使います。"
        }
        MailFrom => { en: "MAIL FROM: the envelope lights up", ja: "MAIL FROM: エンベロープの差出人が見えました" }
        MailFromUnknown => { en: "MAIL FROM: the envelope's sender, which is not known", ja: "MAIL FROM: エンベロープの差出人 (不明)" }
        MailFromWasThere => {
            en: "The receiving server heard it, but nothing in the file says what it was.",
            ja: "受信サーバーには伝わったはずですが、このファイルには残っていません。"
        }
        Envelope => { en: "the envelope", ja: "エンベロープ" }
        ReversePath => {
            en: "The reverse-path: failure notices go there. The reader never sees it.",
            ja: "リバースパスともいい、エラーメールはここに返ります。読む人の目には触れません。"
        }
        NullReversePath { domain } => {
            en: "The null reverse-path of a failure notice. SPF takes postmaster at the HELO name instead: {domain}.",
            ja: "エラー通知などに使う空の差出人です。SPF では HELO の名前 {domain} の postmaster とみなします。"
        }
        NullReversePathNowhere => {
            en: "The null reverse-path of a failure notice, and no HELO name that could stand in for it.",
            ja: "エラー通知などに使う空の差出人です。代わりになる HELO の名前もありません。"
        }
        Remember { domain } => { en: "Remember its domain: {domain}.", ja: "このドメインを覚えておきましょう: {domain}" }
        NoDomain => { en: "It has no domain that could be asked about.", ja: "問い合わせのできるドメインがありません。" }
        Recipient => { en: "RCPT TO: the recipient", ja: "RCPT TO: 宛先" }
        RecipientPlaysNoPart => {
            en: "No rule here depends on it. So far a receiver knows the envelope only: one that looks at the header has to wait for it.",
            ja: "宛先は、ここで調べる規則には関係しません。この時点でわかるのはエンベロープだけで、ヘッダーを見る受信側はまだ判定できません。"
        }
        Data => { en: "DATA: the message itself", ja: "DATA: メール本体" }
        DataIsContent => {
            en: "Header and body are content. Whoever writes the message writes the From in it, and SMTP compares it with nothing.",
            ja: "ヘッダーも本文もメールの中身です。From もメールを書く側が書くもので、SMTP はほかと照合しません。"
        }
        Header => { en: "The header: From lights up", ja: "ヘッダー: From が見えました" }
        HeaderWithoutFrom => { en: "The header", ja: "ヘッダー" }
        EndOfData => { en: "the end; the reply is still open", ja: "終わり。返事はこれから決まります" }
        ReaderSees => { en: "This From is the one that the reader sees.", ja: "読む人が目にするのはこの From です。" }
        OtherDomain { from, mail_from } => {
            en: "Its domain is {from}, MAIL FROM's is {mail_from}. That is usual where a service or a list sends for somebody.",
            ja: "ドメインは {from} で、MAIL FROM の {mail_from} とは別です。配信サービスやメーリングリストのメールでは普通のことです。"
        }
        SameDomain { from } => {
            en: "Its domain is {from}, the same as MAIL FROM's.",
            ja: "ドメインは {from} で、MAIL FROM と同じです。"
        }
        Pra { field } => { en: "The PRA is {field}", ja: "PRA は {field} です" }
        PraUndefined => { en: "The PRA is undefined", ja: "PRA は定まりません" }
        PraIs => {
            en: "The purported responsible address (RFC 4407): whoever sent the message last, as the header says. The first of these fields that is there gives it.",
            ja: "PRA (RFC 4407) は、ヘッダー上で最後に送信した責任者とみなすアドレスです。上の順に見て、最初にあるフィールドから決まります。"
        }
        PraIsNotFrom { field } => {
            en: "Here it is not From: {field} goes before it.",
            ja: "ここでは From ではありません。{field} が優先されます。"
        }
        Absent => { en: "not there", ja: "なし" }
        Empty => { en: "empty", ja: "空" }
        OtherBlock => { en: "of an older resending", ja: "以前の再送のもの" }
        Selected => { en: "this one", ja: "これを採用" }
        Several => { en: "several", ja: "複数あり" }
        NotReached => { en: "not looked at", ja: "見ません" }
        IllFormed => { en: "no single mailbox", ja: "アドレスが 1 つに定まらない" }

        // The check of a receiver.
        Begins { receiver } => { en: "{receiver} begins its check", ja: "{receiver} が検査を始めます" }
        AsksOne { day } => { en: "By its rules of {day} it makes one check.", ja: "{day} の規則では、検査は 1 つです。" }
        AsksSeveral { day, count } => {
            en: "By its rules of {day} it makes {count} checks; the severest answer wins.",
            ja: "{day} の規則では、検査は {count} つです。最も厳しい結果が採られます。"
        }
        AsksNothing { day } => {
            en: "No rule of {day} is known that twofrom checks.",
            ja: "{day} の規則で、twofrom が調べられるものは知られていません。"
        }
        OrDkim { what } => { en: "{what}, or a DKIM signature", ja: "{what}、または DKIM 署名" }
        LooksAt { what } => { en: "It looks at {what}", ja: "見る対象: {what}" }
        WillAsk { domain } => { en: "So it is {domain} that it asks about.", ja: "そこで {domain} について問い合わせます。" }
        AsksEach => { en: "It asks about the domain of each address.", ja: "それぞれのアドレスのドメインについて問い合わせます。" }
        CannotAsk => { en: "There is no domain that it could ask about.", ja: "問い合わせのできるドメインがありません。" }
        IsCarrier { domain } => {
            en: "{domain} is a carrier's domain: its SPF is checked.",
            ja: "{domain} は携帯キャリアのドメインなので、SPF を調べます。"
        }
        TlsIs => {
            en: "That is whether the connection was encrypted. The server that took the message in has noted it.",
            ja: "接続が暗号化されていたかどうかです。メールを受け取ったサーバーの記録からわかります。"
        }
        ReverseIs => {
            en: "A mail server is expected to have a name, and that name to lead back to its address.",
            ja: "メールサーバーには名前があり、その名前から元の IP アドレスに戻れることが期待されます。"
        }
        NoCarrier { domain } => {
            en: "{domain} is no carrier's domain: nothing is asked.",
            ja: "{domain} は携帯キャリアのドメインではないので、何も問い合わせません。"
        }
        Known { domain, result } => { en: "SPF of {domain} is known: {result}", ja: "{domain} の SPF は調べ済み: {result}" }
        KnownFrom { receiver } => {
            en: "The question is the same as at {receiver}, and so is the answer.",
            ja: "問い合わせは {receiver} のときと同じで、結果も同じです。"
        }
        KnownHere => { en: "The question is the same as before, and so is the answer.", ja: "問い合わせは前と同じで、結果も同じです。" }
        OtherThanCarrier => { en: "no carrier's domain", ja: "キャリア以外のドメイン" }
        AsksAbout { domain } => { en: "It asks the DNS about {domain}", ja: "{domain} について DNS に問い合わせます" }
        GoesTo { term, domain } => { en: "{term} leads to {domain}", ja: "{term} により {domain} を調べます" }
        RecordSays { domain } => {
            en: "The record says who may send for {domain}. Its terms are tried from left to right; the first that matches decides.",
            ja: "{domain} から送ってよいのは誰かを述べたレコードです。項目を左から順に試し、最初に一致したものが結果を決めます。"
        }
        RecordIsMissing { domain } => {
            en: "{domain} does not say who may send for it.",
            ja: "{domain} は、誰が送ってよいかを何も述べていません。"
        }
        NoAnswer => { en: "What it would say is not known.", ja: "何と答えるかはわかりません。" }
        NoUsableRecord => { en: "It cannot be used.", ja: "これは使えません。" }
        IncludeAsks => {
            en: "An include matches if the other record lets the client pass.",
            ja: "include は、その先のレコードで pass になれば一致します。"
        }
        RedirectAsks => { en: "A redirect lets the other record decide.", ja: "redirect は、その先のレコードに判断を任せます。" }
        RangesWithout { count, ip } => { en: "{count} ranges without {ip}", ja: "{ip} を含まない範囲が {count} 個" }
        RangeWithout { term, ip } => { en: "{term} does not hold {ip}", ja: "{term} は {ip} を含みません" }
        NextTerm => { en: "The next term is tried.", ja: "次の項目に進みます。" }
        TermMatches { term } => { en: "{term} matches", ja: "{term} が一致します" }
        TermDoesNot { term } => { en: "{term} does not match", ja: "{term} は一致しません" }
        TermFails { term } => { en: "{term} cannot be evaluated", ja: "{term} は評価できません" }
        TermIsOpen { term } => { en: "{term} is still open", ja: "{term} はまだ決まりません" }
        RangeHolds { ip } => { en: "The range holds {ip}.", ja: "この範囲に {ip} が含まれます。" }
        AllMatches => { en: "all matches everybody: no term before it did.", ja: "all は必ず一致します。それまでに一致した項目はありませんでした。" }
        AddressMatches { ip } => { en: "{ip} is among these addresses.", ja: "{ip} がこの中にあります。" }
        NameMatches => { en: "The name exists.", ja: "その名前が存在します。" }
        ReverseMatches => { en: "The client's own name lies in this domain.", ja: "接続元の名前がこのドメインの中にあります。" }
        LimitEnds => {
            en: "So many questions to the DNS for one message are not allowed: the evaluation ends here.",
            ja: "1 通のメールのために DNS に問い合わせてよい回数を超えたので、評価はここで終わります。"
        }
        ErrorEnds => { en: "The evaluation ends here.", ja: "評価はここで終わります。" }
        QualifierSays { qualifier, result } => {
            en: "Its qualifier {qualifier} makes it {result}.",
            ja: "限定子 {qualifier} が付いているので {result} になります。"
        }
        NoQualifier => { en: "Without a qualifier a match is pass.", ja: "限定子がなければ、一致すると pass です。" }
        IncludeMatches { domain } => { en: "{domain} lets the client pass: the include matches", ja: "{domain} で pass になり、include が一致します" }
        IncludeDoesNot { domain, result } => {
            en: "{domain} gives {result}, and an include matches on pass only.",
            ja: "{domain} では {result} です。include が一致するのは pass のときだけです。"
        }
        IncludeFails { domain, result } => { en: "{domain} gives {result}: that ends it", ja: "{domain} が {result} なので、ここで終わります" }
        RedirectGives { domain, result } => { en: "{domain} decides: {result}", ja: "{domain} の結果は {result}" }
        SpfIs { domain, result } => { en: "SPF of {domain}: {result}", ja: "{domain} の SPF は {result}" }
        SenderIdIs { domain, result } => { en: "Sender ID of {domain}: {result}", ja: "{domain} の Sender ID は {result}" }
        Pass { domain } => { en: "{domain} says: this client may send for me.", ja: "{domain} の答えは「この接続元は、私の名前で送ってよい」です。" }
        Fail { domain } => { en: "{domain} says: this client may not send for me.", ja: "{domain} の答えは「この接続元は、私の名前で送ってはならない」です。" }
        SoftFail { domain } => { en: "{domain} says: probably not mine, but I am not sure.", ja: "{domain} の答えは「おそらく私のものではないが、断言はしない」です。" }
        Neutral { domain } => { en: "{domain} says nothing either way.", ja: "{domain} は、よいとも悪いとも述べていません。" }
        None { domain } => {
            en: "{domain} publishes nothing: whether the client may send for it is not known. What follows is up to the receiver.",
            ja: "{domain} は何も公開していないので、送ってよいかどうかはわかりません。どう扱うかは受信側しだいです。"
        }
        TempError => { en: "The DNS failed: it may be answered another time.", ja: "DNS の障害です。時間をおけば答えが得られるかもしれません。" }
        PermError => { en: "The record cannot be evaluated until its owner repairs it.", ja: "持ち主がレコードを直すまで評価できません。" }
        Pending => { en: "It is not decided yet.", ja: "まだ決まりません。" }
        PolicyOf { domain } => { en: "It asks for the DMARC policy of {domain}", ja: "{domain} の DMARC ポリシーを問い合わせます" }
        PolicyOfNobody => { en: "There is no domain whose DMARC policy could be asked for", ja: "DMARC ポリシーを問い合わせるドメインがありません" }
        PolicyIs => {
            en: "DMARC protects the header From: SPF of MAIL FROM or a DKIM signature has to pass, for that domain or one of the same owner.",
            ja: "DMARC はヘッダーの From を守る仕組みです。From と同じ持ち主のドメインで、MAIL FROM の SPF か DKIM 署名が pass することを求めます。"
        }
        PolicyAbove => {
            en: "The names above are asked as well: a policy may stand there, and they tell which domains have one owner.",
            ja: "上位の名前にも尋ねます。ポリシーがそこにあることもあり、どこまでが同じ持ち主かもわかります。"
        }
        DmarcIs { result } => { en: "DMARC: {result}", ja: "DMARC は {result}" }
        DmarcOfIs { domain, result } => { en: "DMARC of {domain}: {result}", ja: "{domain} の DMARC は {result}" }
        DmarcTakesSpf => { en: "DMARC takes SPF of MAIL FROM into account", ja: "DMARC は MAIL FROM の SPF も考慮します" }
        DmarcTakesSpfBecause => {
            en: "A pass counts if the domain belongs to the owner of the From domain.",
            ja: "pass が役に立つのは、From と同じ持ち主のドメインのときです。"
        }
        IsAligned { what, domain } => { en: "{what} of {domain}: aligned with From", ja: "{what} ({domain}): From とのアライメントあり" }
        IsNotAligned { what, domain } => { en: "{what} of {domain}: not aligned with From", ja: "{what} ({domain}): From とのアライメントなし" }
        AlignmentOpen { what, domain } => { en: "{what} of {domain}: alignment not known yet", ja: "{what} ({domain}): アライメントは未確定" }
        DmarcNeedsOne => {
            en: "DMARC needs one From domain, and this From field does not name one.",
            ja: "DMARC には From のドメインが 1 つ必要ですが、この From からは定まりません。"
        }
        DmarcOpen => {
            en: "A signature that the message may still get could decide it.",
            ja: "これから付くかもしれない署名しだいなので、まだ決まりません。"
        }
        DmarcWithoutBody => {
            en: "A signature of an aligned domain decides it, and without the body nobody can verify it here.",
            ja: "アライメントのあるドメインの署名しだいですが、本文がないため、ここでは検証できません。"
        }
        DmarcPasses => {
            en: "One passes and is aligned, that is, of the owner of the From domain: that suffices.",
            ja: "From と同じ持ち主のドメイン (アライメントあり) で pass したものがあるので、これで足ります。"
        }
        DmarcFails => {
            en: "What passes has to be of the owner of the From domain (aligned). Nothing that is aligned has passed here.",
            ja: "From と同じ持ち主のドメイン (アライメントあり) で pass したものがありません。"
        }
        DmarcUnsettled => {
            en: "The DNS gave no answer for something that is aligned: that DMARC fails is not established, and the policy is not applied.",
            ja: "アライメントのあるものについて DNS の応答がありません。DMARC の失敗とは確定できず、ポリシーは適用されません。"
        }
        PolicyAt { domain, policy } => { en: "policy of {domain}: {policy}", ja: "{domain} のポリシー: {policy}" }
        NoPolicy => { en: "No policy: DMARC asks for nothing.", ja: "ポリシーがないので、DMARC は何も求めません。" }
        Signatures { count } => { en: "It verifies {count} DKIM signatures", ja: "DKIM 署名 {count} 個を検証します" }
        OneSignature => { en: "It verifies the DKIM signature", ja: "DKIM 署名を検証します" }
        NoSignatures => { en: "It looks for DKIM signatures: there are none", ja: "DKIM 署名を探しますが、ありません" }
        SignaturesSay => {
            en: "A signature speaks for its own domain, whatever MAIL FROM and From say.",
            ja: "署名が保証するのは、署名したドメインです。MAIL FROM や From のドメインとは限りません。"
        }
        SignedBodyMissing => {
            en: "The server verified it with the body; the file does not hold that, so that the result is not known here.",
            ja: "受信サーバーは本文と合わせて検証しますが、このファイルには本文がないため、結果はわかりません。"
        }
        ReverseOf { ip } => { en: "It asks for the name of {ip}", ja: "{ip} の名前を問い合わせます" }
        ReverseOfNobody => { en: "There is no address whose name could be asked for", ja: "名前を問い合わせる IP アドレスがありません" }
        RuleMeans { result, decision } => { en: "By its rule {result} means: {decision}", ja: "規則では、{result} なら{decision}" }
        AnotherRuleMeans { result, decision } => { en: "By another rule of it {result} means: {decision}", ja: "別の規則では、{result} なら{decision}" }
        SeverestWins => { en: "Of several rules the severest counts.", ja: "規則が複数あれば、最も厳しいものに従います。" }
        Documented => { en: "The receiver itself says so, or a standard.", ja: "受信側の公式資料か、標準の文書に書かれています。" }
        Measured => { en: "Somebody tried it and saw what happens.", ja: "実際に試した人の記録があります。" }
        ThirdParty => { en: "Neither the receiver nor a measurement, but somebody else says so.", ja: "受信側の資料や実測ではなく、第三者がそう述べています。" }
        Inferred => { en: "Nobody says so by name: it is concluded from what is known.", ja: "明記はなく、わかっていることからの推定です。" }
        RuleUnknown { result } => { en: "What it does with {result} is not known", ja: "{result} のときの扱いは知られていません" }
        RuleOpen { result } => { en: "{result}: its rule cannot be applied yet", ja: "{result} なので、規則をまだ当てはめられません" }
        VerdictIs { receiver, decision } => { en: "{receiver}: {decision}", ja: "{receiver}: {decision}" }
        InTheLog => { en: "what the sender's log shows", ja: "送信側のログに残る返事" }
        ReplyNotKnown => { en: "The words of the reply are not known.", ja: "返事の文面は知られていません。" }
        NothingObjects => { en: "None of its checks objects.", ja: "どの検査も拒否しません。" }
        OneSuffices { check, result } => { en: "One check suffices: {check} gives {result}.", ja: "1 つの検査で決まります: {check} が {result} です。" }
        SilentWarning => {
            en: "The sender sees success: the message is taken, and shown with a warning.",
            ja: "送信側には成功に見えます。受け取ったうえで、警告を付けて表示します。"
        }
        SilentInJunk => {
            en: "The sender sees success: the message is taken, and put aside.",
            ja: "送信側には成功に見えます。受け取ったうえで、迷惑メールとして扱います。"
        }
        JunkedOrRefused => {
            en: "It does not reach the inbox: it is put aside or refused, and which of the two is not known.",
            ja: "受信トレイには届きません。迷惑メールとして扱われるか拒否されますが、どちらになるかは不明です。"
        }
        OpenBecause { why } => { en: "It stays open: {why}.", ja: "判定できません: {why}。" }
        BothVerdicts => { en: "The two verdicts", ja: "2 つの判定" }
        Cure => { en: "What reconciles them", ja: "両方に受信してもらうには" }
        CureOne => { en: "What would help", ja: "受信してもらうには" }
        CureOfOthers => { en: "What helps at other receivers", ja: "ほかの受信側で役立つ対策" }
        AnotherCure => { en: "Another way", ja: "別の方法" }
        CureBesides => { en: "What helps besides", ja: "あわせて役立つ対策" }
        FlipsTogether { flips } => { en: "With the first one as well, it flips {flips}.", ja: "1 つ目とともに変わる判定: {flips}" }
        Flips { flips } => { en: "That flips {flips}.", ja: "変わる判定: {flips}" }
        NoCure => { en: "What helps instead of a record", ja: "レコードの代わりに" }

        // What is doubtful.
        TakenFrom { what } => { en: "Inferred from {what}.", ja: "{what} からの推定です。" }
        Given => { en: "Given, not read from the message.", ja: "指定されたもので、メールから読み取ったものではありません。" }
        AssumedHere => { en: "Assumed, not read from the message.", ja: "仮定したもので、メールから読み取ったものではありません。" }
        NotSentYet => {
            en: "The message was not sent yet: no server of a receiver has seen it. This is how it would go.",
            ja: "このメールはまだ送信されていません。送られた場合の流れを示します。"
        }
        NoClient => { en: "The client's address is not known.", ja: "接続元の IP アドレスがわかりません。" }
        NoHelo => { en: "The HELO name is not known.", ja: "HELO の名前がわかりません。" }
        NoMailFrom => { en: "MAIL FROM is not known.", ja: "MAIL FROM がわかりません。" }
        Undefined { why } => { en: "Undefined: {why}.", ja: "定まりません: {why}。" }
        Lenient { address } => {
            en: "Receivers are known to take {address} all the same.",
            ja: "それでも {address} と読む受信側が知られています。"
        }
        Unanswered { question } => { en: "No answer is known to {question}.", ja: "{question} の応答がありません。" }

        // The questions to a learner.
        ThePra => { en: "the PRA", ja: "PRA" }
        SpfOf { what } => { en: "SPF of {what}", ja: "{what} の SPF" }
        AsksPra => {
            en: "Which address is the PRA, the one that the header holds responsible?",
            ja: "PRA (ヘッダー上の責任者) はどのアドレスでしょう?"
        }
        AsksLooksUp { receiver } => {
            en: "Which SPF and DMARC records will {receiver} look up?",
            ja: "{receiver} は、どのドメインの SPF や DMARC を調べるでしょう?"
        }
        Nothing => { en: "none", ja: "何も調べない" }
        NoRuleAsks { receiver, record } => {
            en: "No rule of {receiver} asks for {record}.",
            ja: "{record} を調べる規則は、{receiver} にはありません。"
        }
        AsksMore { receiver, record } => {
            en: "{receiver} asks for {record} as well.",
            ja: "{receiver} は {record} も調べます。"
        }
        AsksResult { domain } => { en: "What is the SPF result of {domain}, then?", ja: "すると、{domain} の SPF の結果は?" }
        PassNeedsMatch => { en: "pass needs a term that matches the client.", ja: "pass になるのは、接続元に一致する項目があるときです。" }
        FailNeedsMinus => {
            en: "fail needs a record that says no: a matching term with a -.",
            ja: "fail になるのは、- の付いた項目に一致したとき、つまりレコードが「違う」と述べているときです。"
        }
        NoneNeedsNothing => {
            en: "none is for a domain without a record. Here is one, but it cannot be used.",
            ja: "none はレコードのないドメインの結果です。ここにはレコードがありますが、使えません。"
        }
        AsksCure => { en: "At which domain does a record help?", ja: "どのドメインにレコードを公開すればよいでしょう?" }
        WrongOwner { chosen, truth } => {
            en: "What {chosen} publishes changes nothing here: it is {truth} that is missing a yes.",
            ja: "{chosen} のレコードでは変わりません。送ってよいと述べていないのは {truth} です。"
        }
        PraIsInHeader => {
            en: "MAIL FROM is on the envelope; the PRA is found in the header.",
            ja: "MAIL FROM はエンベロープのものです。PRA はヘッダーから決まります。"
        }
        GoesFirst { field } => { en: "{field} goes before it.", ja: "{field} が優先されます。" }
        AsksDecision { check, result, receiver } => {
            en: "{check} gives {result}: what will {receiver} do?",
            ja: "{check}: {result}。{receiver} はどうするでしょう?"
        }
        AnswerIs { number } => { en: "The answer is {number}.", ja: "答えは {number} です。" }
    }
}
