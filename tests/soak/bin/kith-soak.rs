//! `kith-soak`: hostile messages for as long as one has time; see `kith_tests::soak`.

use clap::Parser;
use kith_tests::soak::counting::Counting;
use kith_tests::soak::{Account, Bounds, Plan, bombs, finding, run};
use std::io;
use std::process::{Command, ExitCode, Stdio};
use std::time::Duration;

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// Soaks every door with hostile messages and prints what became of them.
#[derive(Debug, Parser)]
struct Options {
    /// How long.
    #[arg(long, default_value_t = 1.0)]
    minutes: f64,
    /// Where all chance comes from.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// How many processes soak side by side, each with the next seed. Processes and not threads,
    /// so that memory is counted for each case alone and an abort is noticed.
    #[arg(long, default_value_t = 1)]
    jobs: u64,
    /// Stop after this many cases, if that comes first.
    #[arg(long)]
    cases: Option<u64>,
    /// Print the figures as one line of JSON on standard output.
    #[arg(long)]
    json: bool,
    /// Write the bombs made by hand anew, and stop.
    #[arg(long)]
    write_bombs: bool,
}

fn main() -> ExitCode {
    let options = Options::parse();
    if options.write_bombs {
        return match write_bombs() {
            Ok(()) => ExitCode::SUCCESS,
            Err(error) => {
                eprintln!("a bomb could not be written: {error}");
                ExitCode::FAILURE
            }
        };
    }
    let account = if options.jobs > 1 {
        side_by_side(&options)
    } else {
        Ok(alone(&options))
    };
    let account = match account {
        Ok(account) => account,
        Err(error) => {
            eprintln!("a job did not end as it should: {error}");
            return ExitCode::FAILURE;
        }
    };
    eprintln!("{account}");
    for (code, count) in &account.refused {
        eprintln!("{count:>12} refused: {code}");
    }
    if options.json {
        println!("{}", account.json(options.seed));
    }
    ExitCode::from(u8::from(account.findings > 0))
}

fn write_bombs() -> io::Result<()> {
    bombs::all().into_iter().try_for_each(|(name, bomb)| {
        bomb.write(&finding::folder().join(format!("bomb-{name}.json")))
    })
}

fn alone(options: &Options) -> Account {
    let account = run(&Plan {
        seed: options.seed,
        cases: options.cases,
        time: Some(Duration::from_secs_f64(options.minutes.max(0.0) * 60.0)),
        bounds: Bounds::PROMISED,
        findings: Some(finding::folder()),
        talks: true,
    });
    let (early, end) = account.resident;
    eprintln!(
        "seed {}: memory of the process {early:.0} MiB after a tenth, {end:.0} MiB at the end",
        options.seed
    );
    account
}

/// Runs this program again, once a job.
fn side_by_side(options: &Options) -> io::Result<Account> {
    let jobs = (0..options.jobs).map(|job| {
        let mut command = Command::new(std::env::current_exe()?);
        command
            .args(["--json", "--minutes", &options.minutes.to_string()])
            .args(["--seed", &options.seed.wrapping_add(job).to_string()]);
        if let Some(cases) = options.cases {
            command.args(["--cases", &cases.to_string()]);
        }
        command.stdout(Stdio::piped()).spawn()
    });
    let jobs = jobs.collect::<io::Result<Vec<_>>>()?;
    let mut sum = Account::default();
    for job in jobs {
        let said = job.wait_with_output()?;
        let account = Account::read(&String::from_utf8_lossy(&said.stdout));
        sum.merge(&account.ok_or_else(|| io::Error::other(format!("{}", said.status)))?);
    }
    Ok(sum)
}
