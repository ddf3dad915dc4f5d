use serde::Serialize;

use crate::backend::smp::credentials::Credentials;
use crate::backend::smp::{Checkup, Finding};
use crate::cli::app::App;
use crate::cli::exit_code::ExitCode;
use crate::cli::failure::{Failure, Kind};
use crate::cli::output::junit::{self, Case};
use crate::cli::output::{Render, Style};
use crate::cli::{Outcome, live};
use crate::settings::contexts::{Context, ContextsFile};

/// Check a live server: who signs in, what was found there and how, and what is missing
///
/// Everything is found out anew. Exit code 0 if nothing that smpctl needs is missing and the account is a Symantec
/// Administrator, 3 if not.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The context [default: the one in use]
    name: Option<String>,
}

/// What is known of a server. Its fields are part of smpctl's interface.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Report {
    context: String,
    url: String,
    /// Nothing that is needed is missing, and the account sees everything.
    ready: bool,
    account: Option<String>,
    /// `Kerberos`, `NTLM`, `Basic` or `the logon session`; missing where the server asks nobody.
    signed_in_by: Option<&'static str>,
    /// Why Kerberos was not used, where it was tried.
    without_kerberos: Option<String>,
    #[serde(skip)]
    kerberos_hint: Option<&'static str>,
    administrator: bool,
    administrator_how: String,
    /// Missing where the server does not tell it.
    hierarchy_member: Option<bool>,
    services: Vec<ServiceView>,
    findings: Vec<Finding>,
    requests: u64,
}

#[derive(Debug, Serialize)]
struct ServiceView {
    path: String,
    /// How many operations it has; missing where there is no such service.
    operations: Option<usize>,
}

pub fn run(app: &App, args: &Args) -> Outcome {
    let known = ContextsFile::of_account()?.read()?;
    let name = args.name.as_ref().or(app.global.contexts.first()).or(known.current.as_ref());
    let name = name.ok_or_else(|| {
        Failure::new(Kind::Usage, "no context is named, and none is in use")
            .hint("name one, or choose one with `smpctl context use NAME`")
    })?;
    let (name, context) = live::find(&known, name)?;
    let credentials = live::credentials(app, &name, &context)?;
    let report = report(app, &name, &context, credentials)?;
    app.print(&report)?;
    Ok(if report.ready { ExitCode::Done } else { ExitCode::CheckSaysNo })
}

/// Tries the server of a context.
pub fn report(
    app: &App,
    name: &str,
    context: &Context,
    credentials: Option<Credentials>,
) -> Result<Report, Failure> {
    let smp = live::smp_name(name, context)?;
    let server = live::server_as(app, name, smp, None, context.clone(), credentials)?;
    let checkup = server.check()?;
    let Checkup { found, account, signed_in_by, administrator, hierarchy_member, services, requests, .. } =
        checkup;
    let (without_kerberos, kerberos_hint) = checkup.without_kerberos.unzip();
    Ok(Report {
        context: name.to_owned(),
        url: context.url.clone(),
        ready: administrator.is && !found.report.iter().any(|finding| finding.essential),
        account,
        signed_in_by,
        without_kerberos,
        kerberos_hint: kerberos_hint.flatten(),
        administrator: administrator.is,
        administrator_how: administrator.how,
        hierarchy_member,
        services: services.into_iter().map(|(path, operations)| ServiceView { path, operations }).collect(),
        findings: found.report.clone(),
        requests,
    })
}

impl Report {
    /// What is missing and could be chosen among what there is: the setting's name in `names`, what it is for, and
    /// the choice.
    pub fn open_questions(&self) -> Vec<(&str, &str, &[String])> {
        self.findings
            .iter()
            .filter(|finding| finding.found.is_none() && !finding.candidates.is_empty())
            .filter_map(|finding| {
                let setting = finding.setting.as_deref()?.strip_prefix("names.")?;
                Some((setting, finding.what.as_str(), finding.candidates.as_slice()))
            })
            .collect()
    }
}

impl Render for Report {
    fn human(&self, style: &Style) -> String {
        let mut text = String::new();
        let mut line =
            |level: String, what: &str| text.push_str(&format!("{level}  {}\n", style.plain(what)));
        let (pass, info, fail) = (style.good("pass"), style.dim("info"), style.bad("FAIL"));
        let account = match (&self.account, self.signed_in_by) {
            (Some(user), Some(how)) => format!("signed in as '{user}' by {how}"),
            (None, Some(how)) => format!("signed in by {how}"),
            (_, None) => "it asks nobody to sign in".to_owned(),
        };
        line(pass.clone(), &format!("'{}' is an SMP; {account}", self.url));
        if let Some(reason) = &self.without_kerberos {
            let hint = self.kerberos_hint.map(|hint| format!(" ({hint})")).unwrap_or_default();
            line(info.clone(), &format!("Kerberos was not used: {reason}{hint}"));
        }
        match self.administrator {
            true => line(
                pass.clone(),
                &format!("the account is taken for a Symantec Administrator: {}", self.administrator_how),
            ),
            false => line(
                fail.clone(),
                &format!(
                    "the account is not known to be a Symantec Administrator, and may not see everything: {} (set it \
                     with `administrator`)",
                    self.administrator_how
                ),
            ),
        }
        for finding in &self.findings {
            match (&finding.found, &finding.unavailable) {
                (Some(found), _) => {
                    line(pass.clone(), &format!("{}: {found} ({})", finding.what, finding.how))
                }
                (None, unavailable) => {
                    let setting = finding.setting.as_deref().unwrap_or_default();
                    let without = unavailable.as_deref().unwrap_or("do everything");
                    let level = if finding.essential { fail.clone() } else { info.clone() };
                    let message = format!(
                        "{}: {}; smpctl cannot {without} (set it with `{setting}`)",
                        finding.what, finding.how
                    );
                    line(level, &message);
                }
            }
        }
        match self.hierarchy_member {
            Some(true) => line(info.clone(), "the server is in a hierarchy"),
            Some(false) => line(info.clone(), "the server is in no hierarchy"),
            None => line(info.clone(), "the server does not tell whether it is in a hierarchy"),
        }
        for service in &self.services {
            match service.operations {
                Some(count) => line(info.clone(), &format!("'{}' has {count} operations", service.path)),
                None => line(info.clone(), &format!("there is no '{}'", service.path)),
            }
        }
        text
    }

    fn rows(&self) -> serde_json::Result<serde_json::Value> {
        serde_json::to_value(&self.findings)
    }

    fn junit(&self) -> Option<String> {
        let administrator = Case {
            class: self.context.clone(),
            name: "administrator".into(),
            outcome: match self.administrator {
                true => junit::Outcome::Passed,
                false => junit::Outcome::Failed {
                    message: self.administrator_how.clone(),
                    advice: "use an account with the role Symantec Administrators, or set `administrator`"
                        .into(),
                },
            },
            detail: self.administrator_how.clone(),
        };
        let findings = self.findings.iter().map(|finding| Case {
            class: self.context.clone(),
            name: finding.what.clone(),
            outcome: match (&finding.found, &finding.setting) {
                (None, Some(setting)) if finding.essential => junit::Outcome::Failed {
                    message: finding.how.clone(),
                    advice: format!("set `{setting}`"),
                },
                _ => junit::Outcome::Passed,
            },
            detail: finding.how.clone(),
        });
        let cases: Vec<Case> = std::iter::once(administrator).chain(findings).collect();
        junit::document("context check", &cases)
    }
}
