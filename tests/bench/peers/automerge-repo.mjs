// automerge-repo as its own sync server runs it: WebSockets, files, one document an order.
import { Repo } from "@automerge/automerge-repo"
import { WebSocketClientAdapter, WebSocketServerAdapter } from "@automerge/automerge-repo-network-websocket"
import { NodeFSStorageAdapter } from "@automerge/automerge-repo-storage-nodefs"
import { existsSync } from "node:fs"
import { WebSocketServer } from "ws"
import { TOGETHER, appended, edited, hasAll, holds, line, lines, order, run, until } from "./actor.mjs"

const edit = async (repo, documents, number, at) => {
  for (const [document, url] of documents) {
    const handle = await repo.find(url)
    handle.change((doc) => Object.assign(doc.lines[at], edited(document, number)))
  }
  await repo.flush()
}

const connected = (repo) => until(() => repo.peers.length > 0)
const id = (url) => url.replace("automerge:", "")

const serve = async (folder) => {
  const sockets = new WebSocketServer({ host: "127.0.0.1", port: 0 })
  await new Promise((resolve) => sockets.on("listening", resolve))
  const repo = new Repo({
    storage: new NodeFSStorageAdapter(folder),
    network: [new WebSocketServerAdapter(sockets)],
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
      const adapter = new WebSocketClientAdapter(url)
      const send = adapter.send.bind(adapter)
      adapter.send = (message) => {
        messages.note()
        send(message)
      }
      adapter.on("message", messages.note)
      const repo = new Repo({ storage: new NodeFSStorageAdapter(folder), network: [adapter] })
      // What is not in the folder it asks the network for, and gives up if that is not there yet.
      if (!existsSync(folder)) await connected(repo)
      const handles = await Promise.all(documents.map((url) => repo.find(url)))
      const found = new Map(handles.map((handle) => [handle.url, handle]))
      await until(() => expect.every(([document, url]) => holds(found.get(url).doc(), document, number)))
      await repo.flush(expect.map(([, url]) => id(url)))
    },
    append: async (documents, devices, changes) => {
      const repos = Array.from({ length: devices }, () => {
        const adapter = new WebSocketClientAdapter(url)
        return new Repo({ network: [adapter] })
      })
      const shared = (device) => documents[Math.floor(device / TOGETHER)]
      await Promise.all(
        repos.map(async (repo, device) => {
          await connected(repo)
          const handle = await repo.find(shared(device)[1])
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
      const repos = Array.from({ length: connections }, () => {
        const adapter = new WebSocketClientAdapter(url)
        return new Repo({ network: [adapter] })
      })
      await Promise.all(repos.map(connected))
    },
  }
}

await run({ serve, phone })
