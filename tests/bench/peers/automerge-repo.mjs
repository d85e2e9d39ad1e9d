// automerge-repo as its own sync server runs it: WebSockets, files, one document an order.
import { Repo } from "@automerge/automerge-repo"
import { WebSocketClientAdapter, WebSocketServerAdapter } from "@automerge/automerge-repo-network-websocket"
import { NodeFSStorageAdapter } from "@automerge/automerge-repo-storage-nodefs"
import { existsSync } from "node:fs"
import { WebSocketServer } from "ws"
import { TOGETHER, appended, edited, hasAll, holds, line, lines, order, run, until } from "./actor.mjs"

const edit = async (repo, documents, number, at) => {
  for (const [document, url] of documents) {
    const handle = await found(repo, url)
    handle.change((doc) => Object.assign(doc.lines[at], edited(document, number)))
  }
  await repo.flush()
}

// A side that is busy for longer than these would be cut off, or dial anew, in the middle of its work:
// five seconds each by default. What waits for whom is bounded in actor.mjs instead.
const KEEP_ALIVE = 10 * 60_000
const RETRY = 10 * 60_000
const id = (url) => url.replace("automerge:", "")

/** A repo that dials `url`, and a promise that the other side has said who it is. */
const dial = (url, options, adapter = new WebSocketClientAdapter(url, RETRY)) => {
  const repo = new Repo({ ...options, network: [adapter] })
  const connected = new Promise((resolve) => repo.networkSubsystem.once("peer", resolve))
  return { repo, connected }
}

/** A handle that is ready, however late: one that was asked for before anybody could answer is told
 * "unavailable" at first, and is ready once the answer comes. */
const found = async (repo, url) => {
  const handle = await repo.find(url, { allowableStates: ["ready", "unavailable"] })
  await handle.whenReady()
  return handle
}

const serve = async (folder) => {
  const sockets = new WebSocketServer({ host: "127.0.0.1", port: 0 })
  await new Promise((resolve) => sockets.on("listening", resolve))
  const repo = new Repo({
    storage: new NodeFSStorageAdapter(folder),
    network: [new WebSocketServerAdapter(sockets, KEEP_ALIVE)],
    peerId: "server",
    sharePolicy: async () => false,
  })
  const stands = (edit) => ([document, url]) => {
    const handle = repo.handles[id(url)]
    return handle?.isReady() && holds(handle.doc(), document, edit)
  }
  return {
    port: sockets.address().port,
    edit: (documents, number, at) => edit(repo, documents, number, at),
    await: async (documents, number) => {
      await until(() => documents.every(stands(number)))
      await repo.flush(documents.map(([, url]) => id(url)))
    },
  }
}

const phone = (folder, url, messages) => {
  const offline = () => new Repo({ storage: new NodeFSStorageAdapter(folder) })
  return {
    write: async (from, to) => {
      const repo = offline()
      const urls = []
      for (let document = from; document < to; document += 1) {
        const handle = repo.create({ ...order(document), lines: {} })
        for (let at = 0; at < lines; at += 1) {
          handle.change((doc) => void (doc.lines[at] = line(document, at)))
        }
        urls.push(handle.url)
      }
      await repo.flush()
      return urls
    },
    edit: (documents, number, at) => edit(offline(), documents, number, at),
    sync: async (documents, expect, number) => {
      const adapter = new WebSocketClientAdapter(url, RETRY)
      const send = adapter.send.bind(adapter)
      adapter.send = (message) => {
        messages.note()
        send(message)
      }
      adapter.on("message", messages.note)
      const { repo, connected } = dial(url, { storage: new NodeFSStorageAdapter(folder) }, adapter)
      // A phone that has nothing asks for everything, and can ask only whom it has met. One that has it
      // reads its folder meanwhile.
      if (!existsSync(folder)) await connected
      const handles = await Promise.all(documents.map((url) => found(repo, url)))
      const byUrl = new Map(handles.map((handle) => [handle.url, handle]))
      await until(() => expect.every(([document, url]) => holds(byUrl.get(url).doc(), document, number)))
      await repo.flush(expect.map(([, url]) => id(url)))
      await connected
    },
    append: async (documents, devices, changes) => {
      const repos = Array.from({ length: devices }, () => dial(url, {}))
      const shared = (device) => documents[Math.floor(device / TOGETHER)]
      await Promise.all(
        repos.map(async ({ repo, connected }, device) => {
          await connected
          const handle = await found(repo, shared(device)[1])
          for (let change = 0; change < changes; change += 1) {
            const [key, line] = appended(device, change)
            handle.change((doc) => void (doc.lines[key] = line))
            // Sent before the next, as a person's next tap would be.
            await new Promise(setImmediate)
          }
          const keys = () => Object.keys(handle.doc().lines).length
          await until(() => hasAll(keys(), shared(device)[0], devices, changes))
        }),
      )
    },
    idle: async (connections) => {
      const dialled = Array.from({ length: connections }, () => dial(url, {}))
      await Promise.all(dialled.map(({ connected }) => connected))
    },
  }
}

await run({ serve, phone })
