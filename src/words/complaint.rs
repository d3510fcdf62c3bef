//! What went wrong, in sentences: inputs that cannot be read, zone files, what-ifs, wrong usage.

use super::fault::{doubt, fault};
use super::profiles::profile_fault;
use crate::dns::{EditError, ZoneError, ZoneWarning};
use crate::receiver::{ProfileError, UnknownReceiver};
use crate::sender::UnknownSender;
use crate::settings::Lang;
use crate::source::{OpenError, SourceError};
use crate::text::Shown;
use std::io;

catalogue! {
    /// What went wrong.
    pub enum Complaint {
        CannotRead { path, why } => { en: "cannot read {path}: {why}", ja: "{path} を読めません: {why}" }
        CannotWrite { path, why } => { en: "cannot write {path}: {why}", ja: "{path} に書き込めません: {why}" }
        CannotOutput { why } => { en: "cannot write to standard output: {why}", ja: "標準出力に書き込めません: {why}" }
        StandardInput => { en: "standard input", ja: "標準入力 (-)" }
        NotFound => { en: "there is no such file", ja: "ファイルがありません" }
        NoDirectory => { en: "there is no such directory", ja: "ディレクトリがありません" }
        Denied => { en: "permission denied", ja: "アクセス権がありません" }
        IsDirectory => { en: "it is a directory", ja: "ディレクトリです" }
        NotRegular => { en: "it is no regular file", ja: "通常のファイルではありません" }
        NotDirectory => { en: "a part of the path is no directory", ja: "パスの途中にディレクトリでないものがあります" }
        ReadOnly => { en: "the file system is read-only", ja: "ファイルシステムが読み取り専用です" }
        NoSpace => { en: "there is no space left", ja: "空き容量がありません" }
        NameTooLong => { en: "the file name cannot be used", ja: "使えないファイル名です" }
        Busy => { en: "it is in use", ja: "使用中です" }
        EmptyDirectory { path } => {
            en: "there is no message in {path}: no .eml file, and it is no Maildir with one",
            ja: "{path} にメールがありません (.eml ファイルも、Maildir のメールもありません)"
        }
        Empty { path } => { en: "{path} is empty", ja: "{path} は空です" }
        NoFields { path } => {
            en: "{path} is no message: it has no header field",
            ja: "{path} はメールではありません (ヘッダーフィールドがありません)"
        }
        TooLarge { path, limit } => { en: "{path} is larger than {limit} MiB", ja: "{path} は {limit} MiB を超えています" }
        TooMany { path, limit } => {
            en: "{path} holds more than {limit} messages; the others were not read",
            ja: "{path} には {limit} 通を超えるメールがあります。残りは読んでいません"
        }
        NotUtf8 => { en: "this line is not UTF-8", ja: "この行は UTF-8 ではありません" }
        RecordsOverMessage { path } => {
            en: "--record would overwrite {path}, which this run reads: name another file",
            ja: "--record に指定された {path} は、読み込むファイルと同じです。別のファイルを指定してください"
        }
        RecordsOverZone { path } => {
            en: "--record would overwrite {path}, which answers for the DNS of this run: name another file, or ask anew with --dns live",
            ja: "--record に指定された {path} は、DNS の応答を読み込むゾーンファイルと同じです。別のファイルを指定するか、--dns live で問い合わせ直してください"
        }
        AtLine { path, line, what } => { en: "{path}:{line}: {what}", ja: "{path}:{line}: {what}" }

        EditForm => {
            en: "a what-if is written 'NAME TYPE VALUE', for example 'shop.example TXT v=spf1 -all'",
            ja: "仮定は 'NAME TYPE VALUE' の形で書きます。例: 'shop.example TXT v=spf1 -all'"
        }
        EditType { rtype } => {
            en: "{rtype} is not a record type that can be set: A, AAAA, CNAME, MX, PTR, TXT",
            ja: "{rtype} は指定できない種類です。指定できるのは A、AAAA、CNAME、MX、PTR、TXT です"
        }

        ReceiverMissing { known } => {
            en: "no receiver is named; known: {known}",
            ja: "受信側の名前がありません。指定できるのは: {known}"
        }
        NoReceiver { id, known } => { en: "no receiver {id}; known: {known}", ja: "{id} という受信側はありません。指定できるのは: {known}" }
        NoReceiverBut { id, suggestion, known } => {
            en: "no receiver {id}, did you mean {suggestion}? known: {known}",
            ja: "{id} という受信側はありません。{suggestion} のことですか? 指定できるのは: {known}"
        }

        NoSender { id, known } => { en: "no sender {id}; known: {known}", ja: "{id} という配信サービスはありません。指定できるのは: {known}" }
        NoSenderBut { id, suggestion, known } => {
            en: "no sender {id}, did you mean {suggestion}? known: {known}",
            ja: "{id} という配信サービスはありません。{suggestion} のことですか? 指定できるのは: {known}"
        }
        SenderMissing { known } => {
            en: "--via names no service; known: {known}",
            ja: "--via に配信サービスの名前がありません。指定できるのは: {known}"
        }
        NoRegions { service, id } => {
            en: "no region {id} of {service}: it has no regions here, so write --via {service} alone",
            ja: "{service} に {id} というリージョンはありません。リージョンの区別はないので --via {service} とだけ書きます"
        }
        RegionMissing { service, known } => {
            en: "--via {service}/ names no region; known: {known}",
            ja: "--via {service}/ にリージョンの名前がありません。指定できるのは: {known}"
        }
        NoRegionsToName { service } => {
            en: "--via {service}/ names no region, and {service} has none here: write --via {service} alone",
            ja: "{service} にリージョンの区別はありません。--via {service} とだけ書きます"
        }
        NoRegion { service, id, known } => {
            en: "no region {id} of {service}; known: {known}",
            ja: "{service} に {id} というリージョンはありません。指定できるのは: {known}"
        }
        NoRegionBut { service, id, suggestion, known } => {
            en: "no region {id} of {service}, did you mean {suggestion}? known: {known}",
            ja: "{service} に {id} というリージョンはありません。{suggestion} のことですか? 指定できるのは: {known}"
        }
        NoDnsHost { host, known } => { en: "no DNS host {host}; known: {known}", ja: "{host} という DNS サービスはありません。指定できるのは: {known}" }

        NoMessage { number, count } => {
            en: "there is no message {number} (messages in all: {count})",
            ja: "{number} 番目のメールはありません (全部で {count} 通)"
        }

        SpfNeedsIp => { en: "spf needs --ip", ja: "spf には --ip が必要です" }
        SpfNeedsMailFrom => { en: "spf needs --mail-from", ja: "spf には --mail-from が必要です" }
        NullNeedsHelo => { en: "the null sender needs --helo", ja: "空の差出人には --helo が必要です" }
        OnePicture { count } => {
            en: "--format svg draws one message, and {count} were given",
            ja: "--format svg で描けるのは 1 通だけですが、{count} 通あります"
        }
        NoPictures => {
            en: "--format svg is not part of this build, which has no terminal UI",
            ja: "このビルドには画面がないため、--format svg は使えません"
        }
        OnlyText { command } => { en: "{command} knows the format text", ja: "{command} の形式は text だけです" }
        TextAndJson { command } => { en: "{command} knows the formats text and json", ja: "{command} の形式は text と json です" }
    }
}

/// Why an input could not be opened.
#[must_use]
pub fn open(error: &OpenError, lang: Lang) -> String {
    match error {
        OpenError::Source(error) => source(error, lang),
        OpenError::Zone(error) => zone(error, lang),
    }
}

/// Why an input could not be read.
#[must_use]
pub fn source(error: &SourceError, lang: Lang) -> String {
    match error {
        SourceError::Io { path, error } => {
            Complaint::CannotRead { path: &input(path, lang), why: &system(error, lang) }.text(lang)
        }
        SourceError::EmptyDirectory(path) => Complaint::EmptyDirectory { path: &input(path, lang) }.text(lang),
        SourceError::Empty(path) => Complaint::Empty { path: &input(path, lang) }.text(lang),
        SourceError::NoFields(path) => Complaint::NoFields { path: &input(path, lang) }.text(lang),
        SourceError::TooLarge { path, limit } => Complaint::TooLarge { path: &input(path, lang), limit }.text(lang),
        SourceError::TooMany { path, limit } => Complaint::TooMany { path: &input(path, lang), limit }.text(lang),
    }
}

/// An input in a sentence.
fn input(path: &str, lang: Lang) -> String {
    if path == "-" { Complaint::StandardInput.text(lang) } else { Shown::new(path).into() }
}

/// Why nothing more could be written to standard output.
#[must_use]
pub fn output(error: &io::Error, lang: Lang) -> String {
    Complaint::CannotOutput { why: &system(error, lang) }.text(lang)
}

/// Why a file could not be written.
#[must_use]
pub fn write(path: &str, error: &io::Error, lang: Lang) -> String {
    let why = match error.kind() {
        // The file itself would have been made.
        io::ErrorKind::NotFound => Complaint::NoDirectory.text(lang),
        _ => system(error, lang),
    };
    Complaint::CannotWrite { path: &Shown::new(path), why: &why }.text(lang)
}

/// What the system says; in its own words where there are no better ones.
fn system(error: &io::Error, lang: Lang) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => Complaint::NotFound,
        io::ErrorKind::PermissionDenied => Complaint::Denied,
        io::ErrorKind::IsADirectory => Complaint::IsDirectory,
        io::ErrorKind::NotADirectory => Complaint::NotDirectory,
        io::ErrorKind::Unsupported => Complaint::NotRegular,
        io::ErrorKind::ReadOnlyFilesystem => Complaint::ReadOnly,
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Complaint::NoSpace,
        io::ErrorKind::InvalidFilename => Complaint::NameTooLong,
        io::ErrorKind::ResourceBusy => Complaint::Busy,
        _ => return Shown::new(&error.to_string()).into(),
    }
    .text(lang)
}

/// Why a zone file cannot be read, with file and line.
#[must_use]
pub fn zone(error: &ZoneError, lang: Lang) -> String {
    let what = fault(&error.fault, lang);
    Complaint::AtLine { path: &Shown::new(&error.path), line: &error.line, what: &what }.text(lang)
}

/// What is doubtful in a zone file, with file and line.
#[must_use]
pub fn zone_warning(path: &str, warning: &ZoneWarning, lang: Lang) -> String {
    let what = doubt(&warning.doubt, lang);
    Complaint::AtLine { path: &Shown::new(path), line: &warning.line, what: &what }.text(lang)
}

/// Why a file of profiles cannot be used, with file and line.
#[must_use]
pub fn profiles(error: &ProfileError, lang: Lang) -> String {
    let what = profile_fault(&error.fault, lang);
    Complaint::AtLine { path: &Shown::new(&error.path), line: &error.line, what: &what }.text(lang)
}

/// Why a what-if cannot be read.
#[must_use]
pub fn edit(error: &EditError, lang: Lang) -> String {
    match error {
        EditError::Form => Complaint::EditForm.text(lang),
        EditError::Type(rtype) => Complaint::EditType { rtype: &Shown::new(rtype) }.text(lang),
        EditError::Value(why) => fault(why, lang),
    }
}

/// That there is no profile of an id.
#[must_use]
pub fn unknown_receiver(error: &UnknownReceiver, lang: Lang) -> String {
    let (id, known) = (Shown::new(&error.id), error.known.join(", "));
    match &error.suggestion {
        _ if error.id.is_empty() => Complaint::ReceiverMissing { known: &known }.text(lang),
        Some(suggestion) => Complaint::NoReceiverBut { id: &id, suggestion, known: &known }.text(lang),
        None => Complaint::NoReceiver { id: &id, known: &known }.text(lang),
    }
}

/// That there is no service, or no region of one, of an id.
#[must_use]
pub fn unknown_sender(error: &UnknownSender, lang: Lang) -> String {
    let (id, known) = (Shown::new(&error.id), error.known.join(", "));
    match (&error.region_of, &error.suggestion) {
        (None, _) if error.id.is_empty() => Complaint::SenderMissing { known: &known },
        (Some(service), _) if error.known.is_empty() && error.id.is_empty() => Complaint::NoRegionsToName { service },
        (Some(service), _) if error.known.is_empty() => Complaint::NoRegions { service, id: &id },
        (Some(service), _) if error.id.is_empty() => Complaint::RegionMissing { service, known: &known },
        (None, None) => Complaint::NoSender { id: &id, known: &known },
        (None, Some(suggestion)) => Complaint::NoSenderBut { id: &id, suggestion, known: &known },
        (Some(service), None) => Complaint::NoRegion { service, id: &id, known: &known },
        (Some(service), Some(suggestion)) => Complaint::NoRegionBut { service, id: &id, suggestion, known: &known },
    }
    .text(lang)
}
