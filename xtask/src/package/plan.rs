//! A plan: steps with what they read and make, checked before anything runs.

use super::aligned;
use crate::step::Failed;
use crate::tool::{cargo, command, read, root, run, there};
use std::collections::BTreeSet;
use std::fmt;

/// What one step does. Paths are relative to the workspace's root.
#[derive(Debug, Clone)]
pub enum Action {
    /// Runs a program.
    Run {
        /// Its name, as found in `PATH`.
        program: &'static str,
        /// How to get it.
        get: &'static str,
        /// Its arguments.
        args: Vec<String>,
        /// Variables set for it.
        env: Vec<(&'static str, String)>,
    },
    /// Writes a file.
    Write(String),
    /// Copies the first thing read to the first thing made.
    Copy,
    /// Looks whether the libraries read are laid out for pages of 16 KiB.
    Align,
}

/// One step.
#[derive(Debug, Clone)]
pub struct Step {
    /// What it is for.
    pub why: &'static str,
    /// What it does.
    pub action: Action,
    /// Files it reads: of the repository, or made by an earlier step.
    pub reads: Vec<String>,
    /// Files it makes.
    pub makes: Vec<String>,
}

/// Steps in order, and the files that must come out.
#[derive(Debug, Clone)]
pub struct Plan {
    /// What comes out, in words.
    pub name: &'static str,
    /// The steps.
    pub steps: Vec<Step>,
    /// Files that must have been made, as they stand in the package.
    pub layout: Vec<String>,
}

impl Plan {
    /// Whether every file read is there by then, every file of the layout is made, once, and what
    /// cargo is told to build exists. Runs nothing but cargo's and rustc's own listings.
    ///
    /// # Errors
    /// [`Failed::Wrong`] with all that does not fit.
    pub fn check(&self) -> Result<(), Failed> {
        // What an earlier run left in `target` must not hide that nothing makes it now.
        let mut wrong = self.loose_ends(in_repository);
        wrong.extend(self.unknown_to_cargo(&Known::ask()?));
        if wrong.is_empty() {
            Ok(())
        } else {
            Err(Failed::Wrong(format!(
                "{} does not fit together: {}",
                self.name,
                wrong.join("; ")
            )))
        }
    }

    /// What is read before it exists, made twice, or missing from the layout.
    fn loose_ends(&self, in_repository: impl Fn(&str) -> bool) -> Vec<String> {
        let ever: BTreeSet<&str> = (self.steps.iter())
            .flat_map(|step| step.makes.iter().map(String::as_str))
            .collect();
        let mut made: BTreeSet<&str> = BTreeSet::new();
        let mut wrong = Vec::new();
        for step in &self.steps {
            for file in &step.reads {
                let there = !ever.contains(file.as_str()) && in_repository(file);
                if !made.contains(file.as_str()) && !there {
                    wrong.push(format!("`{}` reads {file}, which nothing made", step.why));
                }
            }
            for file in &step.makes {
                if !made.insert(file) {
                    wrong.push(format!("{file} is made twice"));
                }
            }
        }
        let absent = (self.layout.iter()).filter(|file| !made.contains(file.as_str()));
        wrong.extend(absent.map(|file| format!("nothing makes {file}")));
        wrong
    }

    /// Packages, profiles and targets that cargo or rustc never heard of.
    fn unknown_to_cargo(&self, known: &Known) -> Vec<String> {
        let mut wrong = Vec::new();
        for step in &self.steps {
            let Action::Run { program, args, .. } = &step.action else {
                continue;
            };
            if *program != "cargo" {
                continue;
            }
            for pair in args.windows(2) {
                let [flag, value] = pair else { continue };
                let (what, names) = match flag.as_str() {
                    "--package" => ("package", &known.packages),
                    "--profile" => ("profile", &known.profiles),
                    "--target" => ("target", &known.targets),
                    _ => continue,
                };
                if !names.contains(value) {
                    wrong.push(format!("there is no {what} `{value}`"));
                }
            }
        }
        wrong
    }

    /// Says which programs are not on this machine and how to get them.
    pub fn check_programs(&self) {
        let mut asked = BTreeSet::new();
        for step in &self.steps {
            if let Action::Run {
                program, args, get, ..
            } = &step.action
            {
                let name = named(program, args);
                if asked.insert(name.clone()) && !is_there(program, args) {
                    println!("not on this machine: {name} ({get})");
                }
            }
        }
    }

    /// Runs every step; stops at the first that fails.
    ///
    /// # Errors
    /// [`Failed::Missing`] for a program that is not here, else what failed.
    pub fn run(&self) -> Result<(), Failed> {
        for step in &self.steps {
            eprintln!("── {}", step.why);
            step.run()?;
            if let Some(absent) = step.makes.iter().find(|file| !root().join(file).exists()) {
                return Err(Failed::Wrong(format!(
                    "`{}` ran, but {absent} did not come of it",
                    step.why
                )));
            }
        }
        eprintln!("{}:", self.name);
        for file in &self.layout {
            eprintln!("  {file}");
        }
        Ok(())
    }
}

impl Step {
    fn run(&self) -> Result<(), Failed> {
        let disk = |file: &str, e: &std::io::Error| Failed::Wrong(format!("{file}: {e}"));
        for file in &self.makes {
            if let Some(folder) = root().join(file).parent() {
                std::fs::create_dir_all(folder).map_err(|e| disk(file, &e))?;
            }
        }
        match &self.action {
            Action::Run {
                program,
                get,
                args,
                env,
            } => {
                if !is_there(program, args) {
                    return Err(Failed::Missing(format!(
                        "{} is not on this machine: {get}",
                        named(program, args)
                    )));
                }
                let mut run_it = if *program == "cargo" {
                    cargo()
                } else {
                    command(program)
                };
                run(run_it
                    .args(args)
                    .envs(env.iter().map(|(name, value)| (name, value))))
            }
            Action::Write(text) => self.makes.iter().try_for_each(|file| {
                std::fs::write(root().join(file), text).map_err(|e| disk(file, &e))
            }),
            Action::Copy => self
                .reads
                .iter()
                .zip(&self.makes)
                .try_for_each(|(from, to)| {
                    std::fs::copy(root().join(from), root().join(to))
                        .map(drop)
                        .map_err(|e| disk(from, &e))
                }),
            Action::Align => self
                .reads
                .iter()
                .try_for_each(|file| aligned::check(&root().join(file))),
        }
    }
}

fn in_repository(file: &str) -> bool {
    !file.starts_with("target/") && root().join(file).exists()
}

/// A program's name; for a cargo subcommand that is a program of its own, both words.
fn named(program: &str, args: &[String]) -> String {
    match args.first() {
        Some(first) if program == "cargo" && first == "ndk" => "cargo-ndk".to_owned(),
        _ => program.to_owned(),
    }
}

fn is_there(program: &str, args: &[String]) -> bool {
    let name = named(program, args);
    name == "cargo" || on_path(&name) || there(&name)
}

/// Not every program knows `--version`; `lipo` and `ditto` do not.
fn on_path(program: &str) -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path).any(|folder| folder.join(program).is_file())
}

/// What this workspace and this compiler know.
struct Known {
    packages: BTreeSet<String>,
    profiles: BTreeSet<String>,
    targets: BTreeSet<String>,
}

impl Known {
    fn ask() -> Result<Self, Failed> {
        let lines = |text: String| text.lines().map(str::to_owned).collect();
        let manifest = root().join("Cargo.toml");
        let manifest = std::fs::read_to_string(&manifest)
            .map_err(|e| Failed::Wrong(format!("{}: {e}", manifest.display())))?;
        let own = manifest
            .lines()
            .filter_map(|line| line.strip_prefix("[profile.")?.strip_suffix(']'))
            .map(str::to_owned);
        let packages = read(
            cargo()
                .args(["tree", "--locked", "--workspace", "--depth", "0"])
                .args(["--prefix", "none", "--format", "{p}"]),
        )?;
        let packages = packages
            .lines()
            .filter_map(|line| line.split(' ').next())
            .map(str::to_owned)
            .collect();
        Ok(Self {
            packages,
            profiles: own.chain(["release".to_owned()]).collect(),
            targets: lines(read(command("rustc").args(["--print", "target-list"]))?),
        })
    }
}

impl fmt::Display for Plan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for step in &self.steps {
            writeln!(f, "# {}", step.why)?;
            match &step.action {
                Action::Run {
                    program, args, env, ..
                } => {
                    for (name, value) in env {
                        write!(f, "{name}='{value}' ")?;
                    }
                    writeln!(f, "{program} {}", args.join(" "))?;
                }
                Action::Write(_) => writeln!(f, "write {}", step.makes.join(" "))?,
                Action::Copy => writeln!(
                    f,
                    "copy {} to {}",
                    step.reads.join(" "),
                    step.makes.join(" ")
                )?,
                Action::Align => writeln!(f, "look into {}", step.reads.join(" "))?,
            }
        }
        writeln!(f, "\n{}:", self.name)?;
        (self.layout.iter()).try_for_each(|file| writeln!(f, "  {file}"))
    }
}

/// A list of words as the arguments of a program.
pub fn words(text: &str) -> Vec<String> {
    text.split_whitespace().map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::{Action, Known, Plan, Step, words};
    use crate::package::{android, ios};

    fn step(why: &'static str, reads: &[&str], makes: &[&str]) -> Step {
        Step {
            why,
            action: Action::Write(String::new()),
            reads: reads.iter().map(|file| (*file).to_owned()).collect(),
            makes: makes.iter().map(|file| (*file).to_owned()).collect(),
        }
    }

    #[test]
    fn a_file_read_before_it_is_made_is_named() {
        let plan = Plan {
            name: "cake",
            steps: vec![
                step("bake", &["dough"], &["cake"]),
                step("knead", &["flour"], &["dough"]),
            ],
            layout: vec!["cake".into(), "candles".into()],
        };
        assert_eq!(
            plan.loose_ends(|file| file == "flour"),
            [
                "`bake` reads dough, which nothing made",
                "nothing makes candles"
            ]
        );
    }

    #[test]
    fn a_target_the_compiler_does_not_know_is_named() {
        let known = Known {
            packages: ["kith-ffi".to_owned()].into(),
            profiles: ["mobile".to_owned()].into(),
            targets: ["aarch64-apple-ios".to_owned()].into(),
        };
        let mut build = step("build", &[], &[]);
        build.action = Action::Run {
            program: "cargo",
            get: "",
            args: words("build --package kith-ffi --profile mobile --target aarch64-apple-iso"),
            env: Vec::new(),
        };
        let plan = Plan {
            name: "library",
            steps: vec![build],
            layout: Vec::new(),
        };
        assert_eq!(
            plan.unknown_to_cargo(&known),
            ["there is no target `aarch64-apple-iso`"]
        );
    }

    #[test]
    fn both_packages_fit_together() {
        for plan in [android::plan(), ios::plan()] {
            assert!(plan.check().is_ok(), "{:?}", plan.check());
        }
    }

    #[test]
    fn no_step_of_either_package_can_be_left_out() {
        let known = Known::ask().unwrap();
        for whole in [android::plan(), ios::plan()] {
            for left_out in 0..whole.steps.len() {
                let mut plan = whole.clone();
                let step = plan.steps.remove(left_out);
                let checks_only = step.makes.is_empty();
                let noticed = !plan.loose_ends(super::in_repository).is_empty();
                assert!(noticed || checks_only, "nobody misses `{}`", step.why);
                assert!(plan.unknown_to_cargo(&known).is_empty());
            }
        }
    }
}
