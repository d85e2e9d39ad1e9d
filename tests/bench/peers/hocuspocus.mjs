// Hocuspocus with Yjs: one multiplexed WebSocket, one document an order, a file each on either side.
import { HocuspocusProvider, HocuspocusProviderWebsocket } from "@hocuspocus/provider"
import { Server } from "@hocuspocus/server"
import { mkdir, readFile, rename, writeFile } from "node:fs/promises"
import { join } from "node:path"
import WebSocket from "ws"
import * as Y from "yjs"
import { TOGETHER, appended, edited, hasAll, holds, line, lines, order, run, until } from "./actor.mjs"

const fill = (map, fields) => Object.entries(fields).forEach(([key, value]) => map.set(key, value))
const change = (doc, number, document, at) =>
  doc.transact(() => fill(doc.getMap("lines").get(String(at)), edited(document, number)))
const plain = (doc) => ({ lines: doc.getMap("lines").toJSON() })
const load = async (folder, name, doc) => {
  const bytes = await readFile(join(folder, name)).catch(() => null)
  if (bytes) Y.applyUpdate(doc, bytes, "disk")
}
// Written beside and then named, so that neither a reader nor a kill ever finds half a file.
let saved = 0
const save = async (folder, name, doc) => {
  const beside = join(folder, `.${(saved += 1)}`)
  await writeFile(beside, Y.encodeStateAsUpdate(doc))
  await rename(beside, join(folder, name))
}

const serve = async (folder) => {
  await mkdir(folder, { recursive: true })
  const stored = new Map()
  const server = new Server({
    port: 0,
    address: "127.0.0.1",
    quiet: true,
    stopOnSignals: false,
    // It asks for leave to open each document; all of a phone's at once are more than it expects.
    maxPendingDocuments: 1_000_000,
    // Stored at once: the default waits two seconds for more changes.
    debounce: 0,
    onLoadDocument: ({ documentName, document }) => load(folder, documentName, document),
    onStoreDocument: async ({ documentName, document }) => {
      const what = plain(document)
      await save(folder, documentName, document)
      stored.set(documentName, what)
    },
  })
  await server.listen()
  return {
    port: server.address.port,
    edit: async (documents, number, at) => {
      for (const [document, name] of documents) {
        const direct = await server.hocuspocus.openDirectConnection(name)
        await direct.transact((doc) => change(doc, number, document, at))
        await direct.disconnect()
      }
    },
    await: (documents, number) =>
      until(() => documents.every(([document, name]) => holds(stored.get(name), document, number))),
  }
}

const phone = (folder, url, messages) => ({
  write: async (from, to) => {
    await mkdir(folder, { recursive: true })
    const names = []
    for (let document = from; document < to; document += 1) {
      const doc = new Y.Doc()
      doc.transact(() => fill(doc.getMap("order"), order(document)))
      for (let at = 0; at < lines; at += 1) {
        doc.transact(() => {
          const map = new Y.Map()
          fill(map, line(document, at))
          doc.getMap("lines").set(String(at), map)
        })
      }
      const name = `order-${document}`
      await save(folder, name, doc)
      names.push(name)
    }
    return names
  },
  edit: async (documents, number, at) => {
    for (const [document, name] of documents) {
      const doc = new Y.Doc()
      await load(folder, name, doc)
      change(doc, number, document, at)
      await save(folder, name, doc)
    }
  },
  sync: async (documents, expect, number) => {
    await mkdir(folder, { recursive: true })
    const socket = new HocuspocusProviderWebsocket({ url, WebSocketPolyfill: WebSocket })
    socket.on("message", messages.note)
    const send = socket.send.bind(socket)
    socket.send = (message) => {
      messages.note()
      send(message)
    }
    const docs = new Map()
    const changed = new Set()
    const synced = documents.map(async (name) => {
      const document = new Y.Doc()
      docs.set(name, document)
      await load(folder, name, document)
      document.on("update", () => changed.add(name))
      await new Promise((resolve) => {
        const provider = new HocuspocusProvider({
          websocketProvider: socket,
          name,
          document,
          awareness: null,
          onSynced: resolve,
        })
        provider.attach()
      })
    })
    await Promise.all(synced)
    await until(() => expect.every(([document, name]) => holds(plain(docs.get(name)), document, number)))
    await Promise.all([...changed].map((name) => save(folder, name, docs.get(name))))
  },
  append: async (documents, devices, changes) => {
    const shared = (device) => documents[Math.floor(device / TOGETHER)]
    await Promise.all(
      Array.from({ length: devices }, async (_, device) => {
        const document = new Y.Doc()
        const socket = new HocuspocusProviderWebsocket({ url, WebSocketPolyfill: WebSocket })
        const [number, name] = shared(device)
        const provider = await new Promise((resolve) => {
          const provider = new HocuspocusProvider({
            websocketProvider: socket,
            name,
            document,
            awareness: null,
            onSynced: () => resolve(provider),
          })
          provider.attach()
        })
        const all = document.getMap("lines")
        for (let change = 0; change < changes; change += 1) {
          const [key, line] = appended(device, change)
          document.transact(() => {
            const map = new Y.Map()
            fill(map, line)
            all.set(key, map)
          })
          // Sent before the next, as a person's next tap would be.
          await new Promise(setImmediate)
        }
        // Acknowledged, and everybody else's is here.
        await until(() => !provider.hasUnsyncedChanges && hasAll(all.size, number, devices, changes))
      }),
    )
  },
  idle: async (connections) => {
    const sockets = Array.from({ length: connections }, () => new WebSocket(url))
    await until(() => sockets.every((socket) => socket.readyState === WebSocket.OPEN))
  },
})

await run({ serve, phone })
