//! `kith-server`: serves the communities in one data directory.

use clap::{Parser, Subcommand, ValueEnum};
use kith_domain::invite::ServerAddress;
use kith_server::{Limits, OpenError, Reach, Server, SystemClock, serve};
use std::error::Error;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use tracing_subscriber::EnvFilter;

/// Keeps the logs of Kith communities and passes them on to their phones.
///
/// It stores what phones push and reads none of the sealed text. One process serves one data
/// directory, which holds the server's key (`server.seed`: back it up, phones know it) and its
/// database (`kith.sqlite`).
#[derive(Debug, Parser)]
#[command(version, arg_required_else_help = true, after_help = AFTER)]
struct Options {
    #[command(subcommand)]
    command: Command,
}

const AFTER: &str = "\
Examples:
  Try it on this machine; the line it prints is the address to found a community with:
    kith-server serve --data ./kith-data

  Behind a proxy that speaks TLS and answers as kith.example.org:
    kith-server serve --data /var/lib/kith --listen 127.0.0.1:8099 \\
        --public-url https://kith.example.org --log json --per-address 4096

  After restoring a backup, let phones give back what came after it; end that by hand if some
  phones will never come again:
    kith-server recover --data /var/lib/kith --begin
    kith-server recover --data /var/lib/kith --done

Exit codes:
  0  stopped when asked (SIGTERM, ctrl-c)
  1  something failed; the reason is on standard error
  2  the command line does not read
  3  another kith-server uses the data directory";

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve until stopped.
    Serve {
        /// Where key and database lie; made if missing.
        #[arg(long)]
        data: PathBuf,
        /// Address and port to listen on; port 0 takes a free one.
        #[arg(long, default_value = "127.0.0.1:0")]
        listen: SocketAddr,
        /// Where phones reach this server, if not at the address it listens on.
        #[arg(long)]
        public_url: Option<String>,
        /// Connections that one address may have; raise it where all come through one proxy.
        #[arg(long, default_value_t = Limits::default().per_address)]
        per_address: usize,
        /// Which push services to wake sleeping phones through; what is sent has no content.
        #[arg(long, value_enum, default_value_t = Wake::Public)]
        wake: Wake,
        /// How to log, on standard error; RUST_LOG says how much.
        #[arg(long, value_enum, default_value_t = Log::Text)]
        log: Log,
        /// Print the address as one line of JSON.
        #[arg(long)]
        json: bool,
    },
    /// Begin or end a recovery of all communities, while no server runs.
    #[command(group = clap::ArgGroup::new("step").required(true).args(["begin", "done"]))]
    Recover {
        /// The data directory.
        #[arg(long)]
        data: PathBuf,
        /// A backup was restored: take back what phones hold before anything new.
        #[arg(long)]
        begin: bool,
        /// Enough has come back: go on.
        #[arg(long)]
        done: bool,
    },
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Log {
    /// Lines for people.
    Text,
    /// One JSON object a line.
    Json,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Wake {
    /// Over TLS and at public addresses only.
    Public,
    /// Anywhere, this machine and the networks behind it included: for a push service of one's own.
    Anywhere,
    /// None: phones sync by themselves, every few hours and when they are opened.
    Off,
}

fn main() -> ExitCode {
    let outcome = match Options::parse().command {
        Command::Serve {
            data,
            listen,
            public_url,
            per_address,
            wake,
            log,
            json,
        } => {
            log_to_stderr(log);
            let limits = Limits {
                per_address,
                ..Limits::default()
            };
            run(data, listen, public_url, json, (limits, wake))
        }
        Command::Recover { data, begin, .. } => recover(data, begin),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("kith-server: {}", words(error.as_ref()));
            match error.downcast_ref() {
                Some(OpenError::InUse) => ExitCode::from(3),
                _ => ExitCode::FAILURE,
            }
        }
    }
}

/// An error and what caused it, on one line.
fn words(error: &dyn Error) -> String {
    let mut words = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        words.push_str(": ");
        words.push_str(&cause.to_string());
        source = cause.source();
    }
    words
}

fn log_to_stderr(log: Log) {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info"));
    let lines = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr);
    match log {
        Log::Text => lines.with_ansi(false).init(),
        Log::Json => lines.json().init(),
    }
}

fn run(
    data: PathBuf,
    listen: SocketAddr,
    public_url: Option<String>,
    json: bool,
    (limits, wake): (Limits, Wake),
) -> Result<(), Box<dyn Error>> {
    let reach = match wake {
        Wake::Public => Reach::Public,
        Wake::Anywhere => Reach::Anywhere,
        Wake::Off => Reach::Nowhere,
    };
    let server = Server::open(&data, Arc::new(SystemClock), None)?.reaching(reach);
    let server = Arc::new(server);
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    runtime.block_on(async {
        // Before it says that it listens: whoever reads that may ask it to stop at once.
        let stop = asked_to_stop()?;
        let listener = tokio::net::TcpListener::bind(listen).await?;
        let local = format!("http://{}", listener.local_addr()?);
        let address = ServerAddress {
            url: public_url.unwrap_or_else(|| local.clone()),
            key: server.key(),
        };
        if json {
            let key = server.key().to_string();
            let line = serde_json::json!({
                "address": address.to_string(), "listening": local, "key": key,
            });
            println!("{line}");
        } else {
            println!("listening on {address}");
        }
        serve(server, listener, limits, stop).await?;
        Ok(())
    })
}

/// Done when the process is asked to stop, from now on.
fn asked_to_stop() -> std::io::Result<impl Future<Output = ()>> {
    #[cfg(unix)]
    let (mut terminate, mut interrupt) = {
        use tokio::signal::unix::{SignalKind, signal};
        (
            signal(SignalKind::terminate())?,
            signal(SignalKind::interrupt())?,
        )
    };
    Ok(async move {
        #[cfg(unix)]
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
        #[cfg(not(unix))]
        let _ = tokio::signal::ctrl_c().await;
        tracing::info!("stopping");
    })
}

fn recover(data: PathBuf, begin: bool) -> Result<(), Box<dyn Error>> {
    let changed = Server::recover(&data, begin)?;
    let verb = if begin { "recovering" } else { "serving again" };
    println!("{changed} communities are {verb}");
    Ok(())
}
