// Opens the documents that phones exported with the JavaScript Automerge and compares every fact.
//
//   node facts.mjs PHONE…
//
// Each PHONE is a folder with `*.automerge` (from `kith export --automerge`) and `facts.json` (from
// `kith export --json`). A document is found by its id, which its genesis change has as its actor.
// Clear values must be equal as JSON; sealed ones stay sealed here, so their place and form are
// compared: no key of ours ever leaves Rust. Phones must agree on the heads of what they share.
import { readdirSync, readFileSync } from "node:fs";
import { isDeepStrictEqual } from "node:util";
import { basename, join } from "node:path";
import * as Automerge from "@automerge/automerge";

const OVERHEAD = 49; // version 1, key id 8, nonce 24, tag 16
const problems = [];
const headsOf = new Map();
let documents = 0;
let clear = 0;
let sealed = 0;

/** Lower-case unpadded base-32 as Kith spells ids, to hex as Automerge spells actors. */
function hexOf(base32) {
  let bits = 0n;
  for (const letter of base32) {
    bits = (bits << 5n) | BigInt("abcdefghijklmnopqrstuvwxyz234567".indexOf(letter));
  }
  const bytes = Math.floor((base32.length * 5) / 8);
  bits >>= BigInt(base32.length * 5 - bytes * 8);
  return bits.toString(16).padStart(bytes * 2, "0");
}

/** Documents of one phone by id in hex. */
function open(folder) {
  const found = new Map();
  for (const file of readdirSync(folder).filter((name) => name.endsWith(".automerge"))) {
    const doc = Automerge.load(readFileSync(join(folder, file)));
    const genesis = Automerge.decodeChange(Automerge.getAllChanges(doc)[0]);
    found.set(genesis.actor, { file, doc });
  }
  return found;
}

/** Every value a key has: more than one where a member's own devices wrote at the same time. */
function values(facts, key) {
  const all = Object.values(Automerge.getConflicts(facts, key) ?? {});
  return all.length > 0 ? all : [facts[key]];
}

function compareFact(where, facts, fact) {
  if (!(fact.key in facts)) {
    problems.push(`${where}: ${fact.key} is not in the document`);
    return;
  }
  const stored = values(facts, fact.key);
  if (stored.some((value) => value instanceof Uint8Array)) {
    sealed += 1;
    const bytes = stored.find((value) => value instanceof Uint8Array);
    if (bytes[0] !== 1 || bytes.length < OVERHEAD) {
      problems.push(`${where}: ${fact.key} is not a sealed value`);
    }
    return;
  }
  clear += 1;
  const read = stored.map((value) => {
    try {
      return JSON.parse(String(value));
    } catch {
      return String(value);
    }
  });
  if (!read.some((value) => isDeepStrictEqual(value, fact.value))) {
    problems.push(`${where}: ${fact.key} reads ${JSON.stringify(read)}, not ${JSON.stringify(fact.value)}`);
  }
}

function compareDocument(phone, exported, opened) {
  const where = `${phone}: ${exported.kind} ${exported.name}`;
  const found = opened.get(hexOf(exported.id));
  if (!found) {
    problems.push(`${where}: no file has this document`);
    return;
  }
  documents += 1;
  const heads = [...exported.heads].map(hexOf).sort();
  if (!isDeepStrictEqual([...Automerge.getHeads(found.doc)].sort(), heads)) {
    problems.push(`${where}: heads differ`);
  }
  const before = headsOf.get(exported.id);
  if (before && !isDeepStrictEqual(before.heads, heads)) {
    problems.push(`${where}: not as on ${before.phone}`);
  }
  headsOf.set(exported.id, { phone, heads });
  const { facts } = found.doc;
  // Where something under a key does not count, Automerge's winner need not be what stands.
  const aside = new Set(exported.aside.map((fact) => fact.key));
  for (const fact of exported.facts.filter((fact) => !aside.has(fact.key))) {
    compareFact(where, facts, fact);
  }
  const told = new Set([...exported.facts, ...exported.aside].map((fact) => fact.key));
  for (const key of Object.keys(facts).filter((key) => !told.has(key))) {
    problems.push(`${where}: ${key} is in the document and not in the export`);
  }
}

const phones = process.argv.slice(2);
for (const folder of phones) {
  const { documents: exported } = JSON.parse(readFileSync(join(folder, "facts.json"), "utf8"));
  const opened = open(folder);
  if (opened.size !== exported.length) {
    problems.push(`${basename(folder)}: ${opened.size} files for ${exported.length} documents`);
  }
  for (const document of exported) {
    compareDocument(basename(folder), document, opened);
  }
}
for (const problem of problems) {
  console.error(problem);
}
console.log(
  `${phones.length} phones, ${documents} documents, ${clear} clear facts equal, ` +
    `${sealed} sealed in place, ${problems.length} problems`,
);
process.exit(problems.length === 0 && clear > 0 ? 0 : 1);
