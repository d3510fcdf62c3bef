//! The words of `--help`, of the man page and of completions, but for clap's own.

catalogue! {
    /// The words of `--help`. A `Long` text stands in `--help` and in the man page, the other in `-h`.
    pub enum HelpText {
        About => {
            en: "Which From each mail receiver checks, what SPF says to it, who accepts, who rejects, and why",
            ja: "受信側がどの From を調べ、SPF の結果がどうなり、どこが受信しどこが拒否するのかを、理由とともに示します"
        }
        LongAbout => {
            en: "An email has two Froms: MAIL FROM on its envelope and From in its header. twofrom opens a saved \
                 message, finds both, evaluates SPF for each, and shows which receivers accept it, which reject it, and why.\n\n\
                 In a terminal it opens a user interface; elsewhere it prints the report of `twofrom check`. DNS answers \
                 come from the zone file beside a message, else from the name servers, which tells the sender's own that \
                 somebody reads the mail; --offline asks nobody.",
            ja: "メールには 2 つの From があります。エンベロープの MAIL FROM と、ヘッダーの From です。\n\
                 twofrom は保存されたメールを開いて両方を見つけ、それぞれの SPF を評価し、\n\
                 どの受信側が受信し、どの受信側が拒否するのかを、理由とともに示します。\n\n\
                 端末では画面を開き、それ以外では twofrom check の報告を出力します。\n\
                 DNS の応答はメールと並ぶゾーンファイルから、なければネームサーバーから得ます。\n\
                 問い合わせると、メールが読まれたことが送信側の DNS に伝わります。--offline なら問い合わせません。"
        }
        Check => { en: "Report on standard output", ja: "標準出力に報告を書きます" }
        LongCheck => {
            en: "Report on standard output: who the message says it is from, what each receiver looks at, and what it does",
            ja: "標準出力に報告を書きます: メールの名乗る差出人、受信側の見る対象、その扱い"
        }
        Walk => { en: "A message as the receiving server lives it, step by step", ja: "メールを受信サーバーの目で、1 歩ずつたどります" }
        LongWalk => {
            en: "A message as the receiving server lives it, step by step, to read or to project: the conversation, the \
                 header, then what each of two receivers looks at, asks, gets and does, with questions for a learner. \
                 --receiver LEFT,RIGHT says which two",
            ja: "メールを受信サーバーの目で、1 歩ずつたどります (読む、または投影して見せるため):\n\
                 やり取り、ヘッダー、2 つの受信側が何を見て、何を問い合わせ、どうするか。\n\
                 学ぶ人への問いも付きます。受信側は --receiver 左,右 で選びます"
        }
        WalkExamples => {
            en: "  twofrom walk                              the bundled samples, one after the other
  twofrom walk mail.eml --as-of message     by the rules of the message's own day
  twofrom walk mail.eml --receiver gmail,au/high
                                            through these two receivers
  twofrom walk mail.eml --color always | less -R
                                            page by page",
            ja: "  twofrom walk                              同梱の見本を順に
  twofrom walk mail.eml --as-of message     メールの日付の規則で
  twofrom walk mail.eml --receiver gmail,au/high
                                            この 2 つの受信側で
  twofrom walk mail.eml --color always | less -R
                                            1 ページずつ"
        }
        WalkStatus => {
            en: "  0  every message was walked through
  2  wrong usage, or an input could not be read",
            ja: "  0  すべてのメールをたどった
  2  使い方の誤り、または読めない入力がある"
        }
        Spf => { en: "One check_host() with its trace, for --ip and --mail-from", ja: "check_host() を 1 回行い、過程を示します (--ip と --mail-from が必要)" }
        Receivers => { en: "The receiver profiles: rules, dates, sources, confidence", ja: "受信側の規則・日付・出典・確度を示します" }
        Completions => { en: "The completions of a shell, to be saved where it looks for them", ja: "シェルの補完スクリプトを出力します" }
        Man => { en: "The man page, for man -l or a manual directory", ja: "man ページを出力します" }

        Paths => { en: "Messages, mbox files, directories, Maildirs, or - for standard input", ja: "メール、mbox、ディレクトリ、Maildir。- は標準入力" }
        LongPaths => {
            en: "Message files of any name, mbox files, directories (their .eml files, at any depth, and every Maildir), \
                 or - for standard input. Without any: what is piped in, else the bundled samples. A file called like a \
                 subcommand needs ./ before its name",
            ja: "メールのファイル (名前は自由)、mbox、ディレクトリ (配下の .eml と Maildir)、\n\
                 または標準入力を表す -。省略するとパイプの入力、なければ同梱の見本。\n\
                 サブコマンドと同じ名前のファイルには ./ を付けます"
        }
        Id => { en: "An id, such as au/high or amazon-ses; without it all are listed", ja: "au/high や amazon-ses などの ID。省略すると一覧" }
        Shell => { en: "bash, elvish, fish, powershell or zsh", ja: "bash、elvish、fish、powershell、zsh のいずれか" }

        Dns => { en: "Answer DNS questions only from this zone file, or live: ask the network [default: NAME.zone beside NAME.eml, else live]", ja: "DNS の応答をこのゾーンファイルだけから得ます。live ならネットワークに問い合わせます [既定: NAME.eml と並ぶ NAME.zone、なければ live]" }
        Offline => { en: "Never ask the network, whatever else is said", ja: "ほかの指定にかかわらずネットワークに問い合わせません" }
        Nameserver => { en: "Ask this name server instead of the system's; repeatable", ja: "システムの設定の代わりに使うネームサーバー (複数可)" }
        DnsTimeout => { en: "How long one question may take, from 0.1 to 60 [default: 5]", ja: "1 つの問い合わせにかける秒数。0.1 から 60 [既定: 5]" }
        Record => { en: "Write every answer that was used to this zone file, for --dns", ja: "使った応答をこのゾーンファイルに書きます (--dns で読めます)" }
        Set => { en: "What if: judge as if this were published; repeatable", ja: "仮定: これが公開されているものとして判定します (複数可)" }
        LongSet => {
            en: "What if: judge as if this were published. Several of one NAME and TYPE make one record set that replaces \
                 the real one. VALUE is written as in a zone file; an unquoted TXT value is one string to the end; an empty \
                 VALUE means that there is no such record",
            ja: "仮定: これが公開されているものとして判定します (複数可)。\n\
                 同じ NAME と TYPE の指定はまとめて、実際のレコードに置き換わります。\n\
                 VALUE はゾーンファイルの書き方です。引用符のない TXT は末尾まで 1 つの文字列、\n\
                 空の VALUE は「レコードなし」です"
        }
        Message => { en: "Only the message with this number, counted from 1", ja: "この番号のメールだけ (1 から数えます)" }
        LongMessage => {
            en: "Only the message with this number: all messages of the PATHs are counted together, from 1",
            ja: "この番号のメールだけを扱います。番号は、指定したすべての PATH を通して 1 から数えます"
        }
        Ip => { en: "The client's IP address, instead of what is inferred", ja: "接続元の IP アドレス (推定の代わり)" }
        Helo => { en: "The HELO name, instead of what is inferred", ja: "HELO の名前 (推定の代わり)" }
        MailFrom => { en: "MAIL FROM, instead of what is inferred; <> is the null sender", ja: "MAIL FROM (推定の代わり)。<> は空の差出人" }
        ReceivedAt => { en: "Judge where this Received field was written; 1 is the topmost", ja: "受信ホップとみなす Received の番号。いちばん上が 1" }
        LongReceivedAt => {
            en: "Judge as the server did that wrote this Received field, instead of the one that is found to be the \
                 receiver's: fields are counted from the top, 1 is the topmost. This is how to judge at a \
                 forwarder that the message came through",
            ja: "この Received を書いたサーバーで受信したものとして判定します (推定の代わり)。\n\
                 番号は上から数え、いちばん上が 1 です。途中の転送元での判定などに使います"
        }
        Via => { en: "For a message that was not sent yet: the service it will leave through", ja: "未送信のメール: 送信に使う配信サービス" }
        LongVia => {
            en: "For a message that was not sent yet: assume that it leaves through this service, such as amazon-ses or \
                 amazon-ses/us-west-2; `twofrom senders` lists them",
            ja: "未送信のメール: この配信サービスから送るものと仮定します。\n\
                 例: amazon-ses、amazon-ses/us-west-2。一覧は twofrom senders"
        }
        TypedInto => { en: "Write a proposed record as it is typed at this DNS host", ja: "提案するレコードを、この DNS サービスでの入力の形で書きます" }
        LongTypedInto => {
            en: "Write a proposed record as it is typed at this DNS host: route53, cloudflare, sakura, xserver, muumuu, onamae \
                 and others (an unknown name lists them)",
            ja: "提案するレコードを、この DNS サービスでの入力の形で書きます:\n\
                 route53、cloudflare、sakura、xserver、muumuu、onamae など (ない名前を書くと一覧が出ます)"
        }
        Senders => { en: "The services that send for others: MAIL FROM, SPF record, hosts, sources", ja: "配信サービスの MAIL FROM・SPF レコード・ホスト・出典を示します" }
        SendersExamples => {
            en: "  twofrom senders                           all services
  twofrom senders amazon-ses                what one is recognised by, and its SPF record",
            ja: "  twofrom senders                           すべての配信サービス
  twofrom senders amazon-ses                見分け方と SPF レコード"
        }
        Receiver => { en: "Which receivers judge: ids, or groups such as jp, eu, all [default: the main ones in force on the day]", ja: "判定する受信側の ID か、jp・eu・all などのグループ [既定: その日に有効な主なもの]" }
        Profiles => { en: "More receiver profiles from this file", ja: "受信側の規則を追加するファイル" }
        NoConfig => { en: "Do not read the config folder", ja: "設定フォルダを読みません" }
        LongNoConfig => {
            en: "Do not read the config folder, $XDG_CONFIG_HOME/twofrom, else ~/.config/twofrom",
            ja: "設定フォルダ ($XDG_CONFIG_HOME/twofrom、なければ ~/.config/twofrom) を読みません"
        }
        AsOf => { en: "The receivers' rules of this day [default: today; samples: message]", ja: "この日の規則で判定します [既定: today。見本は message]" }
        LongAsOf => {
            en: "The receivers' rules of this day: a date such as 2024-02-01, today, or message, which is the day that the \
                 receiving server stamped, else the message's Date; where the receiver is [default: today; samples: message]",
            ja: "この日の規則で判定します: 2024-02-01 のような日付、today、または message。\n\
                 message は受信サーバーが記録した日、なければ Date の日です。\n\
                 日付は受信側の地域のものです\n\
                 [既定: today。見本は message]"
        }
        FailOn => { en: "Which decisions give exit status 1 [default: reject]", ja: "終了ステータスを 1 にする判定 [既定: reject]" }
        LongFailOn => {
            en: "Which decisions give exit status 1: accept, warn, junk, defer, reject, unknown [default: reject]",
            ja: "終了ステータスを 1 にする判定: accept、warn、junk、defer、reject、unknown\n[既定: reject]"
        }
        Redact => { en: "Replace local parts, names, subjects and ids, keep domains and addresses of machines", ja: "個人名・ローカル部・件名・ID を置き換え、ドメインと IP は残します" }
        LongRedact => {
            en: "For text that others will read: replace local parts, display names, subjects, ids and file names, the same \
                 by the same within a run. Domains, host names, IP addresses and what the DNS publishes are kept, \
                 and so are the results; a note says where an SPF macro uses the local part",
            ja: "他人に見せる出力のために、ローカル部・表示名・件名・ID・ファイル名を置き換えます。\n\
                 同じものは 1 回の実行の中で同じ文字列になります。ドメイン、ホスト名、IP アドレス、\n\
                 DNS で公開されている内容、判定結果は変わりません。\n\
                 SPF のマクロがローカル部を使う場合はそのことを示します"
        }
        Lang => { en: "The language, en or ja [default: from LC_ALL, LC_MESSAGES, LANG]", ja: "言語: en、ja [既定: LC_ALL、LC_MESSAGES、LANG に従う]" }
        Color => { en: "Colours: auto, always or never [default: auto]", ja: "色: auto、always、never [既定: auto]" }
        LongColor => {
            en: "Colours: always, never, or auto: on a terminal unless NO_COLOR is set, everywhere with CLICOLOR_FORCE=1 \
                 [default: auto]",
            ja: "色: always、never、または auto。auto は端末で NO_COLOR がないとき、\n\
                 または CLICOLOR_FORCE=1 のとき [既定: auto]"
        }
        Charset => { en: "Characters for the program's own drawing, unicode or ascii [default: unicode]", ja: "描画に使う文字: unicode、ascii [既定: unicode]" }
        Format => { en: "The format: text, json, jsonl, markdown or svg [default: text]", ja: "形式: text、json、jsonl、markdown、svg [既定: text]" }
        LongFormat => {
            en: "The format of a report: text for people, json for one document, jsonl for one object a line, markdown for \
                 a ticket to whoever runs the domain's DNS, svg for a picture of one message as the terminal UI shows it; \
                 spf, receivers and senders know text and json. An interrupted run leaves json without its end, and whole lines of jsonl \
                 [default: text]",
            ja: "報告の形式: text (人が読む)、json (1 つの文書)、jsonl (1 行に 1 つ)、\n\
                 markdown (DNS の管理者に渡す依頼文)、svg (画面の図。メール 1 通だけ)。\n\
                 spf・receivers・senders では text と json。途中で止めると json は閉じられず、jsonl は書けた行まで読めます\n\
                 [既定: text]"
        }
        Help => { en: "Print help (--help: more, with examples)", ja: "ヘルプを表示します (--help は例も含む詳しい説明)" }
        Version => { en: "Print the version", ja: "バージョンを表示します" }

        GroupDns => { en: "DNS", ja: "DNS" }
        GroupMessage => { en: "Instead of what is inferred", ja: "推定の代わりに" }
        GroupReceivers => { en: "Receivers", ja: "受信側" }
        GroupOutput => { en: "Output", ja: "出力" }
        GroupOther => { en: "Other", ja: "その他" }
        Usage => { en: "Usage", ja: "使い方" }
        Arguments => { en: "Arguments", ja: "引数" }
        Commands => { en: "Commands", ja: "サブコマンド" }
        Examples => { en: "Examples", ja: "例" }
        ExitStatus => { en: "Exit status", ja: "終了ステータス" }
        More => { en: "--help says more, with examples.", ja: "詳しい説明と例は --help で表示します。" }

        MainExamples => {
            en: "  twofrom                                   open the bundled samples
  twofrom mail.eml                          open a saved message; mail.zone beside it answers for the DNS
  twofrom check mail.eml --offline          report without asking any name server
  twofrom check mail.eml --record mail.zone ask once, and keep the answers for the next time
  twofrom check mail.eml --as-of message    report with the receivers' rules of the message's own day
  twofrom walk mail.eml                     the message as the receiving server lives it, step by step
  twofrom spf --ip 192.0.2.1 --mail-from info@shop.example --dns shop.zone
                                            one check_host() with its trace
  twofrom receivers au/high                 the rules of a receiver and their sources",
            ja: "  twofrom                                   同梱の見本を開く
  twofrom mail.eml                          保存したメールを開く (DNS は隣の mail.zone から)
  twofrom check mail.eml --offline          DNS に問い合わせずに報告する
  twofrom check mail.eml --record mail.zone 一度だけ問い合わせ、応答を次回のために残す
  twofrom check mail.eml --as-of message    メールの日付の規則で報告する
  twofrom walk mail.eml                     メールを受信サーバーの目で 1 歩ずつたどる
  twofrom spf --ip 192.0.2.1 --mail-from info@shop.example --dns shop.zone
                                            check_host() を 1 回行い、過程を示す
  twofrom receivers au/high                 受信側の規則と出典"
        }
        CheckExamples => {
            en: "  twofrom check mail.eml --as-of message    the receivers' rules of the message's own day
  twofrom check mails/ --format jsonl       one JSON object a line for each message below mails/
  twofrom check mail.eml --set 'shop.example TXT v=spf1 include:amazonses.com ~all'
                                            judge as if this record were published
  twofrom check mail.eml --redact --format markdown
                                            a ticket for the DNS owner, without names
  twofrom check mail.eml --format svg > mail.svg
                                            a picture of the two sides, to show to others
  twofrom check export.eml --via amazon-ses assume through whom a message that was not sent yet will leave
  twofrom check mail.eml --receiver au/high --fail-on reject,junk
                                            exit status 1 if au rejects it or takes it for junk",
            ja: "  twofrom check mail.eml --as-of message    メールの日付の規則で報告する
  twofrom check mails/ --format jsonl       mails/ の下の各メールを 1 行 1 オブジェクトの JSON で
  twofrom check mail.eml --set 'shop.example TXT v=spf1 include:amazonses.com ~all'
                                            このレコードが公開されているものとして判定する
  twofrom check mail.eml --redact --format markdown
                                            名前を伏せた、DNS 管理者への依頼文
  twofrom check mail.eml --format svg > mail.svg
                                            左右の比較を、人に見せる図として書き出す
  twofrom check export.eml --via amazon-ses 未送信のメールを送る配信サービスを仮定する
  twofrom check mail.eml --receiver au/high --fail-on reject,junk
                                            au が拒否か迷惑メール扱いなら終了ステータス 1"
        }
        SpfExamples => {
            en: "  twofrom spf --ip 192.0.2.1 --mail-from info@shop.example --helo mail.shop.example --dns shop.zone
  twofrom spf --ip 192.0.2.1 --mail-from '<>' --helo mail.shop.example --dns shop.zone
                                            the null sender: HELO is asked about",
            ja: "  twofrom spf --ip 192.0.2.1 --mail-from info@shop.example --helo mail.shop.example --dns shop.zone
  twofrom spf --ip 192.0.2.1 --mail-from '<>' --helo mail.shop.example --dns shop.zone
                                            空の差出人: HELO の名前を調べる"
        }
        ReceiversExamples => {
            en: "  twofrom receivers                         all profiles
  twofrom receivers docomo                  the rules of one, with dates, confidence and sources",
            ja: "  twofrom receivers                         すべての受信側
  twofrom receivers docomo                  1 つの規則・日付・確度・出典"
        }
        CompletionsExamples => {
            en: "  twofrom completions bash > ~/.local/share/bash-completion/completions/twofrom
  twofrom completions zsh > ~/.zfunc/_twofrom
  twofrom completions fish > ~/.config/fish/completions/twofrom.fish",
            ja: "  twofrom completions bash > ~/.local/share/bash-completion/completions/twofrom
  twofrom completions zsh > ~/.zfunc/_twofrom
  twofrom completions fish > ~/.config/fish/completions/twofrom.fish"
        }
        ManExamples => {
            en: "  twofrom man > ~/.local/share/man/man1/twofrom.1",
            ja: "  twofrom man > ~/.local/share/man/man1/twofrom.1"
        }
        CheckStatus => {
            en: "  0  no selected receiver rejects a message; always for the bundled samples
  1  some selected receiver rejects one, or does what --fail-on names
  2  wrong usage, or an input could not be read
  3  a verdict is open for want of a DNS answer or an identity",
            ja: "  0  選んだ受信側のどれも拒否しない (同梱の見本では常に 0)
  1  選んだ受信側のどれかが拒否するか、--fail-on の判定をする
  2  使い方の誤り、または読めない入力がある
  3  DNS の応答か差出人の情報が足りず、判定が定まらない"
        }
        SpfStatus => {
            en: "  0  pass
  1  any other result
  2  wrong usage
  3  temperror, or an answer is missing",
            ja: "  0  pass
  1  それ以外の結果
  2  使い方の誤り
  3  temperror、または応答が足りない"
        }
    }
}
