use std::net::IpAddr;
use std::path::PathBuf;

use clap::ValueEnum;
use serde::Serialize;
use toml_edit::Array;

use super::check::Report;
use crate::backend::smp::credentials::{self, Credentials};
use crate::backend::smp::{Error, server_url};
use crate::cli::app::App;
use crate::cli::difference::Differences;
use crate::cli::exit_code::ExitCode;
use crate::cli::failure::{Failure, Kind};
use crate::cli::output::{Render, Style};
use crate::cli::{Outcome, live};
use crate::platform::has_logon_session;
use crate::settings::contexts::{Context, ContextsFile, NewContext};

/// Add a live server
///
/// It is tried first, and not added if nobody can sign in there or it is no SMP; `--no-check` adds it all the same.
/// The first context is in use from then on. Passwords are never written into the file: they come from
/// SMPCTL_PASSWORD, a file, the keyring (`--keyring`) or the person.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Example: smpctl context add hq --url https://smp-hq.corp.example --user 'CORP\\admin' --keyring"
)]
pub struct Args {
    /// Its name
    name: String,
    /// Where it is
    #[arg(long, value_name = "URL")]
    url: String,
    /// The name of the SMP [default: the context's]
    #[arg(long = "as", value_name = "SMP")]
    smp: Option<String>,
    /// The SMP it is, or is to be, joined to as a child
    #[arg(long, value_name = "SMP")]
    parent: Option<String>,
    /// The account that signs in, as DOMAIN\name, name@domain or a name alone
    #[arg(long, value_name = "ACCOUNT")]
    user: Option<String>,
    /// How to sign in [default: the strongest that the server offers]
    #[arg(long, value_enum, value_name = "HOW")]
    sign_in: Option<HowToSignIn>,
    /// A file that only its owner can read, with the account and the password on a line each
    #[arg(long, value_name = "FILE")]
    credentials_file: Option<PathBuf>,
    /// Keep the password in the keyring
    #[arg(long, conflicts_with = "credentials_file")]
    keyring: bool,
    /// A file with certificates of authorities that are trusted beside the system's, in PEM form
    #[arg(long, value_name = "FILE")]
    ca_certificate: Option<PathBuf>,
    /// Trust any certificate; every command then warns
    #[arg(long)]
    insecure: bool,
    /// The longest that one request may take
    #[arg(long, value_name = "SECONDS")]
    timeout: Option<u32>,
    /// An address of the SMP, if the server does not tell it; may be repeated
    #[arg(long = "address", value_name = "IP", value_delimiter = ',')]
    addresses: Vec<IpAddr>,
    /// Whether the account has the role Symantec Administrators, if the server does not tell it
    #[arg(long, value_name = "true|false")]
    administrator: Option<bool>,
    /// Add it without trying it
    #[arg(long)]
    no_check: bool,
}

/// How to sign in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum HowToSignIn {
    /// The strongest that the server offers
    Auto,
    /// NTLM under its own name
    Ntlm,
    /// Kerberos, else NTLM under the name of Negotiate
    Negotiate,
    /// Kerberos and nothing else
    Kerberos,
    /// The password itself, over TLS
    Basic,
}

impl HowToSignIn {
    fn name(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Ntlm => "ntlm",
            Self::Negotiate => "negotiate",
            Self::Kerberos => "kerberos",
            Self::Basic => "basic",
        }
    }
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Added {
    changed: bool,
    dry_run: bool,
    context: String,
    in_use: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    check: Option<Report>,
}

pub fn run(app: &App, args: &Args) -> Outcome {
    if args.name.trim().is_empty() || args.name.contains(|c: char| c.is_control() || c == ',') {
        return Err(Failure::new(Kind::Usage, format_args!("{:?} is no name of a context", args.name))
            .hint("a name has no commas and no control characters"));
    }
    let url = server_url(&args.url)?;
    let url = url.as_str().trim_end_matches('/').to_owned();
    let file = ContextsFile::of_account()?;
    let known = file.read()?;
    let new = settings(args, &url)?;
    // What is to be written is also what is tried.
    let mut document = toml_edit::DocumentMut::new();
    new.clone().write(&mut document, &args.name, false);
    let context = one(&document.to_string(), &args.name)?;
    if let Some(there) = known.contexts.get(&args.name) {
        return same(app, there, &context, args);
    }
    let in_use = known.contexts.is_empty();
    let mut context_tried = context.clone();
    if context.user.is_none()
        && context.credentials_file.is_none()
        && app.can_ask()
        && !has_logon_session()
        && std::env::var_os("SMPCTL_USER").is_none()
    {
        let user = app.ask("Account that signs in, as DOMAIN\\name")?;
        context_tried.user = Some(user);
    }
    let mut new = new;
    if context.user.is_none() {
        new.set("user", context_tried.user.clone());
    }
    // Asked once: for every trial, and for the keyring.
    let credentials = match args.keyring || !args.no_check {
        true => live::credentials(app, &args.name, &context_tried)?,
        false => None,
    };
    let check = match args.no_check {
        true => None,
        false => Some(try_it(app, &args.name, &context_tried, &mut new, credentials.clone())?),
    };
    let changed = !app.global.dry_run;
    if changed {
        file.change(|document| new.write(document, &args.name, in_use))?;
        if let Some(credentials) = credentials.filter(|_| args.keyring) {
            keep(app, &args.name, &credentials);
        }
    }
    app.print(&Added { changed, dry_run: app.global.dry_run, context: args.name.clone(), in_use, check })?;
    Ok(ExitCode::Done)
}

/// Tries the server; what it calls things is asked as far as it is unclear, and each answer may clear up more.
fn try_it(
    app: &App,
    name: &str,
    context: &Context,
    new: &mut NewContext,
    credentials: Option<Credentials>,
) -> Result<Report, Failure> {
    let mut context = context.clone();
    let mut asked: Vec<String> = Vec::new();
    loop {
        let report = super::check::report(app, name, &context, credentials.clone())?;
        let questions = report.open_questions();
        let next = questions.into_iter().find(|(setting, ..)| !asked.iter().any(|known| known == setting));
        let Some((setting, what, candidates)) = next.filter(|_| app.can_ask()) else { return Ok(report) };
        asked.push(setting.to_owned());
        let mut choices = candidates.to_vec();
        choices.push("none of these".to_owned());
        let chosen = app.choose(&format!("Choose {what}"), &choices)?;
        if let Some(candidate) = candidates.get(chosen) {
            new.names.push((setting.to_owned(), candidate.clone()));
            let mut document = toml_edit::DocumentMut::new();
            new.clone().write(&mut document, name, false);
            context = one(&document.to_string(), name)?;
        }
    }
}

/// A keyring that does not take the password is no reason to undo the rest.
fn keep(app: &App, name: &str, credentials: &Credentials) {
    if let Err(error) = credentials::to_keyring(name, credentials) {
        app.warn(&format!("the password is not kept: {error}"));
    }
}

fn settings(args: &Args, url: &str) -> Result<NewContext, Failure> {
    let absolute = |path: &Option<PathBuf>| -> Result<Option<String>, Failure> {
        let Some(path) = path else { return Ok(None) };
        let path = std::path::absolute(path).map_err(|error| {
            Failure::new(Kind::Failed, format_args!("cannot tell where '{}' is: {error}", path.display()))
        })?;
        match path.to_str() {
            Some(text) if path.is_file() => Ok(Some(text.to_owned())),
            Some(_) => {
                Err(Failure::new(Kind::NotFound, format_args!("there is no file '{}'", path.display())))
            }
            None => Err(Failure::new(Kind::Usage, format_args!("'{}' is no UTF-8 text", path.display()))),
        }
    };
    let mut new = NewContext::default();
    new.set("url", Some(url));
    new.set("smp", args.smp.clone());
    new.set("parent", args.parent.clone());
    new.set("user", args.user.clone());
    new.set("sign-in", args.sign_in.map(HowToSignIn::name));
    new.set("credentials-file", absolute(&args.credentials_file)?);
    new.set("ca-certificate", absolute(&args.ca_certificate)?);
    new.set("insecure", args.insecure.then_some(true));
    new.set("timeout-seconds", args.timeout.map(i64::from));
    let addresses: Array = args.addresses.iter().map(ToString::to_string).collect();
    new.set("addresses", (!addresses.is_empty()).then_some(addresses));
    new.set("administrator", args.administrator);
    Ok(new)
}

/// The context as it will be read.
fn one(text: &str, name: &str) -> Result<Context, Failure> {
    let mut contexts: crate::settings::contexts::Contexts = toml::from_str(text)
        .map_err(|error| Error::Settings(format!("such a context cannot be written: {}", error.message())))?;
    Ok(contexts
        .contexts
        .remove(name)
        .ok_or_else(|| Error::Settings("such a context cannot be written".into()))?)
}

/// One that is there already stays; what is given must agree with it.
fn same(app: &App, there: &Context, wanted: &Context, args: &Args) -> Outcome {
    let mut differences = Differences::default();
    differences.value("URL", Some(&there.url), &wanted.url, there.url == wanted.url);
    let mut text = |name: &str, there: &Option<String>, wanted: &Option<String>| {
        if let Some(wanted) = wanted {
            differences.value(name, there.as_deref(), wanted, there.as_ref() == Some(wanted));
        }
    };
    text("SMP", &there.smp, &wanted.smp);
    text("parent", &there.parent, &wanted.parent);
    text("account", &there.user, &wanted.user);
    if there != wanted && args.user == there.user {
        // Every setting that was given is compared; those that were not may be anything.
        let mut as_given = there.clone();
        as_given.sign_in = if args.sign_in.is_some() { wanted.sign_in } else { there.sign_in };
        as_given.insecure = args.insecure || there.insecure;
        as_given.credentials_file = wanted.credentials_file.clone().or(as_given.credentials_file);
        as_given.ca_certificate = wanted.ca_certificate.clone().or(as_given.ca_certificate);
        as_given.timeout_seconds = wanted.timeout_seconds.or(as_given.timeout_seconds);
        as_given.administrator = wanted.administrator.or(as_given.administrator);
        if !wanted.addresses.is_empty() {
            as_given.addresses = wanted.addresses.clone();
        }
        if as_given != *there {
            differences.note("other settings of it differ");
        }
    }
    differences.intent(&format!("context '{}'", args.name)).map_err(|failure| {
        failure.hint("change it in the file that `smpctl context list` names, or remove it first")
    })?;
    let added = Added {
        changed: false,
        dry_run: app.global.dry_run,
        context: args.name.clone(),
        in_use: false,
        check: None,
    };
    app.print(&added)?;
    Ok(ExitCode::Done)
}

impl Render for Added {
    fn human(&self, style: &Style) -> String {
        let mut text = self.check.as_ref().map(|check| check.human(style)).unwrap_or_default();
        let what = match (self.changed, self.dry_run) {
            (true, _) => format!("Added context '{}'", self.context),
            (false, true) => format!("Would add context '{}'", self.context),
            (false, false) => format!("Unchanged: context '{}' is there already", self.context),
        };
        let use_ = if self.in_use && self.changed { "; commands work on it from now on" } else { "" };
        text.push_str(&style.plain(&format!("{what}{use_}")));
        text.push('\n');
        text
    }
}
