//! Findings: cases that went wrong, and bombs made by hand, kept as files that play again.

use super::case::{Case, Door, Step};
use data_encoding::HEXLOWER_PERMISSIVE as HEX;
use serde_json::{Value, json};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// A kept case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What it is, for people.
    pub why: String,
    /// How it must end: a refusal's code, `accepted`, or `any` for anything that is sound.
    pub expect: String,
    /// The case.
    pub case: Case,
}

/// The folder of kept cases.
#[must_use]
pub fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("soak/findings")
}

impl Finding {
    /// Writes it into `folder` under a name that follows from its content.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn keep(&self, folder: &Path, kind: &str) -> io::Result<PathBuf> {
        let name = kith_domain::hash::hash(&("soak finding", self.json().to_string()));
        let name = HEX.encode(&name[..6]);
        let path = folder.join(format!("{}-{kind}-{name}.json", self.case.door.word()));
        self.write(&path)?;
        Ok(path)
    }

    /// Writes it to `path`.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn write(&self, path: &Path) -> io::Result<()> {
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::write(path, format!("{:#}\n", self.json()))
    }

    fn json(&self) -> Value {
        let steps: Vec<Value> = self.case.steps.iter().map(step_json).collect();
        json!({
            "why": self.why, "expect": self.expect,
            "door": self.case.door.word(), "base": self.case.base, "steps": steps,
        })
    }

    /// Reads a kept case; `None` if the text is none.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let value: Value = serde_json::from_str(text).ok()?;
        let word = |name: &str| value[name].as_str().map(str::to_owned);
        let steps = value["steps"].as_array()?.iter().map(step);
        Some(Self {
            why: word("why")?,
            expect: word("expect")?,
            case: Case {
                door: Door::from_word(value["door"].as_str()?)?,
                base: number(&value["base"])?,
                steps: steps.collect::<Option<_>>()?,
            },
        })
    }

    /// All kept cases of a folder with their file names, by name.
    ///
    /// # Errors
    /// When a file cannot be read or is no kept case.
    pub fn all(folder: &Path) -> io::Result<Vec<(String, Self)>> {
        let mut found = Vec::new();
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            if path.extension().is_some_and(|e| e == "json") {
                let text = fs::read_to_string(&path)?;
                let finding = Self::read(&text)
                    .ok_or_else(|| io::Error::other(format!("{name} is no kept case")))?;
                found.push((name.into_owned(), finding));
            }
        }
        found.sort_by(|a, b| a.0.cmp(&b.0));
        Ok(found)
    }
}

fn number(value: &Value) -> Option<u32> {
    u32::try_from(value.as_u64()?).ok()
}

fn step_json(step: &Step) -> Value {
    json!({"device": step.device, "n": step.n, "bytes": HEX.encode(&step.bytes)})
}

fn step(value: &Value) -> Option<Step> {
    Some(Step {
        device: number(&value["device"])?,
        n: number(&value["n"])?,
        bytes: HEX.decode(value["bytes"].as_str()?.as_bytes()).ok()?,
    })
}
