// One side of a peer, as a process: reads commands, one JSON object a line, answers each with one.
//
//   node --expose-gc automerge-repo.mjs server FOLDER        says { at: port }, then takes edit, await
//   node --expose-gc automerge-repo.mjs phone FOLDER URL     says {}, then takes write, edit, sync, idle, end
//
// The first line comes once all modules are loaded, so that starting Node is in no figure. Times are
// milliseconds since 1970, for server and phone run on one machine. `cargo xtask bench --peers` is the
// other end (tests/bench/actor.rs); documents and edits follow from work.json.
import { readFileSync } from "node:fs"
import { createInterface } from "node:readline"

const work = JSON.parse(readFileSync(new URL("../work.json", import.meta.url), "utf8"))

/** The four fields of an order. */
export const order = (number) => ({
  title: work.order.title.replace("{document}", number),
  supplier: work.order.supplier,
  note: work.order.note,
  delivery_pence: work.order.delivery_pence,
})

/** A line's three numbers, as they are first written. */
export const line = (number, line) => {
  const { of_document, of_line, below } = work.want
  const want = 1 + ((of_document * number + of_line * line) % below)
  return { at_least: 1, want, up_to: want + 2 }
}

/** What edit number `edit` makes of the first line. */
export const edited = (number, edit) => {
  const { at_least, want } = line(number, 0)
  const more = edit % 500
  return { at_least, want: want + more, up_to: want + more + 3 }
}

export const lines = work.lines

/** Whether a document, as plain data, holds that edit; all its lines, if none is named. */
export const holds = (document, number, edit) => {
  if (!document?.lines || Object.keys(document.lines).length < work.lines) return false
  return edit == null || document.lines[0].want === edited(number, edit).want
}

/** Devices that share a document when they append. */
export const TOGETHER = 20

/** The key of a device's change in the document it shares, and what stands there. */
export const appended = (device, change) => [
  `${device % TOGETHER}/${change}`,
  { at_least: 1, want: 1 + (change % 20), up_to: 3 + (change % 20) },
]

/** Whether everything that devices append to a document is in its lines. */
export const hasAll = (keys, document, devices, changes) =>
  keys >= lines + changes * Math.min(TOGETHER, devices - document * TOGETHER)

const now = () => performance.timeOrigin + performance.now()

/** Seconds any command may take; what takes longer has no figure. */
const BOUND = 300

/** Resolves once `holds` does; asks often, since peers have no one event that says so. */
export const until = async (holds) => {
  const end = now() + BOUND * 1000
  while (!holds()) {
    if (now() > end) throw new Error(`not reached within ${BOUND} seconds`)
    await new Promise((resolve) => setTimeout(resolve, 2))
  }
}

/** What a command answers: in words, when it failed or took too long. */
const answer = async (command, work) => {
  let timer
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`not done within ${BOUND} seconds`)), BOUND * 1000)
  })
  try {
    return await Promise.race([work, late])
  } catch (error) {
    return { failed: `${command}: ${error.message}` }
  } finally {
    clearTimeout(timer)
  }
}

const done = async (work) => {
  await work
  return now()
}

/** Counts messages, so that an end can wait until no more come. */
export class Messages {
  count = 0
  last = now()
  note = () => {
    this.count += 1
    this.last = now()
  }
  async settle(quiet = 300) {
    while (now() - this.last < quiet) await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

/** Runs the side of `system` that the command line names. */
export const run = async (system) => {
  const [side, folder, url] = process.argv.slice(2)
  const messages = new Messages()
  let begun
  const actor = side === "server" ? await system.serve(folder) : system.phone(folder, url, messages)
  const say = (what) => process.stdout.write(JSON.stringify(what) + "\n")
  const commands = {
    // So that memory is looked at without what can be freed.
    collect: async () => {
      globalThis.gc()
      return {}
    },
    // Server: changes documents while the phone is away. Phone: while offline.
    edit: async ({ documents, edit, line }) => {
      await actor.edit(documents, edit, line ?? 0)
      return {}
    },
    write: async ({ from, to }) => ({ documents: await actor.write(from, to) }),
    // Server: until these hold the edit and lie on the disk.
    await: async ({ documents, edit }) => {
      return { at: await done(actor.await(documents, edit)) }
    },
    // Phone: connects and syncs every document until those of `expect` hold the edit, on the disk.
    sync: async ({ documents, expect, edit }) => {
      const cpu = process.cpuUsage()
      begun = { at: now(), cpu }
      return { begun: begun.at, at: await done(actor.sync(documents, expect, edit)) }
    },
    // Phone: what the sync cost until nothing more came.
    end: async () => {
      await messages.settle()
      const { user, system } = process.cpuUsage(begun.cpu)
      return {
        cpu_ms: (user + system) / 1000,
        messages: messages.count,
      }
    },
    // Phone: this many devices, twenty to a document, each with a connection of its own, make so many
    // changes each and wait until they have all of those they share the document with.
    append: async ({ documents, devices, changes }) => {
      const begun = now()
      return { begun, at: await done(actor.append(documents, devices, changes)) }
    },
    // Phone: this many connections that ask for nothing.
    idle: async ({ connections }) => {
      await actor.idle(connections)
      return {}
    },
  }
  say(actor.port ? { at: actor.port } : {})
  for await (const text of createInterface({ input: process.stdin })) {
    const command = JSON.parse(text)
    say(await answer(command.do, commands[command.do](command)))
  }
  process.exit(0)
}
