//! The exported surface, read from the built library as a bindings generator reads it.
//!
//! `bindings/api.txt` lists it for people. When it differs, read the difference, then run the test
//! with `KITH_GOLDEN=accept`. On Linux only, since it reads an ELF library; the surface is the same
//! everywhere.

#![cfg(target_os = "linux")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic
)] // a test may

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;
use uniffi_meta::{FnParamMetadata, Metadata, Type};

/// Every exported call that is not asynchronous: `tests/synchronous.rs` measures each.
const SYNCHRONOUS: &str = include_str!("synchronous.txt");

/// Names that Kotlin, Swift or their exceptions have other uses for.
const TAKEN: &[&str] = &[
    "class",
    "close",
    "default",
    "description",
    "destroy",
    "fun",
    "hash",
    "in",
    "init",
    "is",
    "message",
    "object",
    "protocol",
    "self",
    "val",
    "var",
    "when",
    "where",
];

/// All that the library exports.
fn exported() -> Vec<Metadata> {
    let test = std::env::current_exe().unwrap();
    let library = test.with_file_name("libkith_ffi.so");
    let bytes = std::fs::read(&library).expect("cargo builds the library beside the test");
    let elf = goblin::elf::Elf::parse(&bytes).unwrap();
    let mut found: Vec<Metadata> = (elf.syms.iter())
        .filter(|symbol| {
            let name = elf.strtab.get_at(symbol.st_name).unwrap_or_default();
            name.starts_with("UNIFFI_META")
        })
        .map(|symbol| {
            let section = &elf.section_headers[symbol.st_shndx];
            let at = usize::try_from(section.sh_offset + symbol.st_value - section.sh_addr);
            uniffi_meta::read_metadata(&bytes[at.unwrap()..]).unwrap()
        })
        .collect();
    found.sort();
    found.dedup();
    found
}

fn type_name(of: &Type) -> String {
    match of {
        Type::UInt8 => "u8".into(),
        Type::Int8 => "i8".into(),
        Type::UInt16 => "u16".into(),
        Type::Int16 => "i16".into(),
        Type::UInt32 => "u32".into(),
        Type::Int32 => "i32".into(),
        Type::UInt64 => "u64".into(),
        Type::Int64 => "i64".into(),
        Type::Float32 => "f32".into(),
        Type::Float64 => "f64".into(),
        Type::Boolean => "bool".into(),
        Type::String => "text".into(),
        Type::Bytes => "bytes".into(),
        Type::Optional { inner_type } => format!("{}?", type_name(inner_type)),
        Type::Sequence { inner_type } => format!("[{}]", type_name(inner_type)),
        Type::Map {
            key_type,
            value_type,
        } => {
            format!("{{{}: {}}}", type_name(key_type), type_name(value_type))
        }
        named => named.name().unwrap_or("?").to_owned(),
    }
}

fn inputs(of: &[FnParamMetadata]) -> String {
    let each = of
        .iter()
        .map(|p| format!("{}: {}", p.name, type_name(&p.ty)));
    each.collect::<Vec<_>>().join(", ")
}

/// One exported call: whose, its line in the list, and what else a test asks about it.
struct Call {
    owner: Option<String>,
    name: String,
    line: String,
    is_async: bool,
    foreign: bool,
    docs: Option<String>,
}

fn call(item: &Metadata) -> Option<Call> {
    let (owner, name, is_async, given, gives, throws, docs, foreign) = match item {
        Metadata::Func(f) => (
            None,
            &f.name,
            f.is_async,
            &f.inputs,
            f.return_type.as_ref(),
            &f.throws,
            &f.docstring,
            false,
        ),
        Metadata::Method(m) => (
            Some(&m.self_name),
            &m.name,
            m.is_async,
            &m.inputs,
            m.return_type.as_ref(),
            &m.throws,
            &m.docstring,
            false,
        ),
        Metadata::Constructor(c) => (
            Some(&c.self_name),
            &c.name,
            c.is_async,
            &c.inputs,
            None,
            &c.throws,
            &c.docstring,
            false,
        ),
        Metadata::TraitMethod(m) => (
            Some(&m.trait_name),
            &m.name,
            m.is_async,
            &m.inputs,
            m.return_type.as_ref(),
            &m.throws,
            &m.docstring,
            true,
        ),
        _ => return None,
    };
    let mut line = String::new();
    let made = matches!(item, Metadata::Constructor(_));
    let (wait, new) = (
        if is_async { "async " } else { "" },
        if made { "new " } else { "" },
    );
    write!(line, "{wait}{new}{name}({})", inputs(given)).unwrap();
    if let Some(gives) = gives {
        write!(line, " -> {}", type_name(gives)).unwrap();
    }
    if let Some(throws) = throws {
        write!(line, " throws {}", type_name(throws)).unwrap();
    }
    Some(Call {
        owner: owner.cloned(),
        name: name.clone(),
        line,
        is_async,
        foreign,
        docs: docs.clone(),
    })
}

/// Name and documentation of everything exported: items, fields, variants and calls.
fn documented() -> Vec<(String, Option<String>)> {
    let mut found = Vec::new();
    for item in exported() {
        if let Some(call) = call(&item) {
            let owner = call.owner.unwrap_or_default();
            found.push((format!("{owner}.{}", call.name), call.docs));
            continue;
        }
        match item {
            Metadata::Object(o) => found.push((o.name, o.docstring)),
            Metadata::CallbackInterface(c) => found.push((c.name, c.docstring)),
            Metadata::CustomType(c) => found.push((c.name, c.docstring)),
            Metadata::Record(r) => {
                for field in r.fields {
                    found.push((format!("{}.{}", r.name, field.name), field.docstring));
                }
                found.push((r.name, r.docstring));
            }
            Metadata::Enum(e) => {
                for variant in e.variants {
                    let name = format!("{}.{}", e.name, variant.name);
                    for field in variant.fields {
                        found.push((format!("{name}.{}", field.name), field.docstring));
                    }
                    found.push((name, variant.docstring));
                }
                found.push((e.name, e.docstring));
            }
            _ => {}
        }
    }
    found
}

/// The whole surface as text: one block an item, in the order of names.
fn listed() -> String {
    let mut blocks: BTreeMap<String, (String, Vec<String>)> = BTreeMap::new();
    let mut functions = Vec::new();
    for item in exported() {
        if let Some(call) = call(&item) {
            match call.owner {
                Some(owner) => blocks.entry(owner).or_default().1.push(call.line),
                None => functions.push(call.line),
            }
            continue;
        }
        match item {
            Metadata::Object(o) => {
                let kind = if o.imp.has_callback_interface() {
                    "foreign trait"
                } else {
                    "object"
                };
                blocks.entry(o.name).or_default().0 = kind.to_owned();
            }
            Metadata::CustomType(c) => {
                blocks.entry(c.name).or_default().0 = format!("text as {}", type_name(&c.builtin));
            }
            Metadata::Record(r) => {
                let fields = r.fields.iter().map(|f| {
                    let optional = if f.default.is_some() {
                        " = default"
                    } else {
                        ""
                    };
                    format!("{}: {}{optional}", f.name, type_name(&f.ty))
                });
                blocks.insert(r.name, ("record".to_owned(), fields.collect()));
            }
            Metadata::Enum(e) => {
                let variants = e.variants.iter().map(|v| {
                    let fields = v
                        .fields
                        .iter()
                        .map(|f| format!("{}: {}", f.name, type_name(&f.ty)));
                    let fields = fields.collect::<Vec<_>>().join(", ");
                    if fields.is_empty() {
                        v.name.clone()
                    } else {
                        format!("{} {{ {fields} }}", v.name)
                    }
                });
                let kind = if e.shape.is_error() { "error" } else { "enum" };
                blocks.insert(e.name, (kind.to_owned(), variants.collect()));
            }
            _ => {}
        }
    }
    let mut text = String::from(
        "Everything exported to Kotlin, Swift and Python, as the built library states it.\n\
         Written by bindings/ffi/tests/surface.rs with KITH_GOLDEN=accept.\n",
    );
    functions.sort();
    text.push_str("\nfunctions\n");
    for line in functions {
        writeln!(text, "    {line}").unwrap();
    }
    for (name, (kind, lines)) in blocks {
        writeln!(text, "\n{kind} {name}").unwrap();
        for line in lines {
            writeln!(text, "    {line}").unwrap();
        }
    }
    text
}

#[test]
fn the_surface_changes_only_where_somebody_has_read_the_change() {
    let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("../api.txt");
    let now = listed();
    if std::env::var_os("KITH_GOLDEN").is_some_and(|value| value == "accept") {
        std::fs::write(&golden, &now).unwrap();
    }
    let kept = std::fs::read_to_string(&golden).unwrap_or_default();
    for (line, (is, was)) in now.lines().zip(kept.lines()).enumerate() {
        assert_eq!(is, was, "line {} of bindings/api.txt", line + 1);
    }
    assert_eq!(now, kept, "bindings/api.txt ends elsewhere");
}

#[test]
fn every_synchronous_call_is_one_of_those_that_only_touch_memory() {
    let mut found: Vec<String> = exported()
        .iter()
        .filter_map(call)
        .filter(|call| !call.is_async && !call.foreign)
        .map(|call| match call.owner {
            Some(owner) => format!("{owner}.{}", call.name),
            None => call.name,
        })
        .collect();
    found.sort();
    assert_eq!(found, SYNCHRONOUS.lines().collect::<Vec<_>>());
}

#[test]
fn everything_exported_is_documented_in_words_that_survive_generation() {
    for (name, docs) in documented() {
        let docs = docs.unwrap_or_default();
        assert!(!docs.trim().is_empty(), "{name} has no documentation");
        assert!(!docs.contains("/*") && !docs.contains("*/"), "{name}");
    }
}

#[test]
fn no_name_is_one_that_kotlin_or_swift_needs() {
    for (name, _) in documented() {
        let last = name.rsplit('.').next().unwrap_or_default();
        assert!(!TAKEN.contains(&last), "{name}");
    }
}
