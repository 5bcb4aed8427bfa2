// HTTP of the ledger. Checkpoints, proofs and the key are for everybody; entries for the audit administrator alone.
import { Type } from 'typebox'
import { countEntries, entriesFrom, entryBytes } from '#base/act'
import type { Ground } from '#base/context'
import { notFound, route, type Access, type Route } from '#base/http'
import { timeText } from '#base/time'
import { consistencyProof, hashLeaf, inclusionProof, placesForConsistency, placesForInclusion, verifierKey } from '#engines/merkle'
import { ledgerName } from './grow.ts'
import { lastCheckpoint, readLeaves, readNodes } from './store.ts'

const auditors: Access = [{ who: ['staff'], roles: ['audit-admin'], scope: 'all' }]
const Hash64 = Type.String({ description: 'base64' })
const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64')
const CheckpointShape = Type.Object({ size: Type.Integer(), root: Hash64, at: Type.String({ format: 'date-time' }), note: Type.String({ description: 'C2SP signed note' }), waiting: Type.Integer({ description: 'Entries that have no place yet' }) })
const EntryShape = Type.Object({
  seq: Type.Integer(), id: Type.String(), act: Type.String(), kind: Type.String(), subject: Type.String(), actor: Type.String(), actorKind: Type.String(), at: Type.String(), lawDate: Type.Union([Type.String(), Type.Null()]),
  facts: Type.Record(Type.String(), Type.Unknown()), digest: Type.Union([Type.String(), Type.Null()]), leaf: Type.String({ description: 'The bytes that are hashed, base64' }), leafHash: Hash64,
})

/** The operations on the ledger. */
export function ledgerRoutes(ground: Ground): Route[] {
  return [checkpointRoute(ground), keyRoute(ground), ...proofRoutes(ground), entriesRoute(ground)]
}

async function mustHaveCheckpoint(ground: Ground) {
  const checkpoint = await lastCheckpoint(ground.sql)
  if (!checkpoint) throw notFound()
  return checkpoint
}

function checkpointRoute(ground: Ground): Route {
  return route({
    method: 'GET', path: '/api/ledger/checkpoint', access: 'anyone', zh: '读取最近的签名检查点', en: 'Read the last signed checkpoint', answer: CheckpointShape, example: {},
    handle: async () => {
      const { size, root, at, note } = await mustHaveCheckpoint(ground)
      return { size, root: base64(root), at: timeText(at), note, waiting: (await countEntries(ground.sql)).waiting }
    },
  })
}

function keyRoute(ground: Ground): Route {
  return route({
    method: 'GET', path: '/api/ledger/key', access: 'anyone', zh: '读取检查点的验签公钥', en: 'Read the keys that verify checkpoints (C2SP verifier keys, newest first)',
    answer: Type.Object({ keys: Type.Array(Type.String()) }), example: {},
    handle: async () => ({ keys: ground.keys.signers('ledger').map((key) => verifierKey(ledgerName(ground.origin), key.publicKey)) }),
  })
}

function proofRoutes(ground: Ground): Route[] {
  const place = Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER })
  return [
    route({
      method: 'GET', path: '/api/ledger/inclusion', access: 'anyone', zh: '证明一条记录在检查点之内', en: 'Prove that an entry is under the last checkpoint (RFC 9162)',
      query: Type.Object({ seq: place }), answer: Type.Object({ seq: Type.Integer(), size: Type.Integer(), root: Hash64, leafHash: Hash64, proof: Type.Array(Hash64) }), example: { query: { seq: 0 } },
      handle: async ({ query }) => {
        const { size, root } = await mustHaveCheckpoint(ground)
        const leaf = (await readLeaves(ground.sql, query.seq, 1)).get(query.seq)
        if (query.seq >= size || !leaf) throw notFound({ seq: query.seq })
        const read = await readNodes(ground.sql, placesForInclusion(query.seq, size))
        return { seq: query.seq, size, root: base64(root), leafHash: base64(leaf), proof: inclusionProof(query.seq, size, read).map(base64) }
      },
    }),
    route({
      method: 'GET', path: '/api/ledger/consistency', access: 'anyone', zh: '证明新的检查点包含旧的全部记录', en: 'Prove that the last checkpoint begins with an older one (RFC 9162)',
      query: Type.Object({ from: place }), answer: Type.Object({ from: Type.Integer(), size: Type.Integer(), root: Hash64, proof: Type.Array(Hash64) }), example: { query: { from: 1 } },
      handle: async ({ query }) => {
        const { size, root } = await mustHaveCheckpoint(ground)
        if (query.from > size) throw notFound({ from: query.from })
        const read = await readNodes(ground.sql, placesForConsistency(query.from, size))
        return { from: query.from, size, root: base64(root), proof: consistencyProof(query.from, size, read).map(base64) }
      },
    }),
  ]
}

function entriesRoute(ground: Ground): Route {
  return route({
    method: 'GET', path: '/api/ledger/entries', access: auditors, zh: '查阅记录（审计管理员）', en: 'Read entries (audit administrator)',
    query: Type.Object({ from: Type.Optional(Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER, description: 'First place; the newest entries when absent' })), limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })) }),
    answer: Type.Object({ items: Type.Array(EntryShape), placed: Type.Integer() }), example: { as: '{auditor}', query: { from: 0, limit: 5 } },
    handle: async ({ query }) => {
      const limit = query.limit ?? 50
      const { placed } = await countEntries(ground.sql)
      const entries = await entriesFrom(ground.sql, query.from ?? Math.max(0, placed - limit), limit)
      return {
        placed,
        items: entries.map((entry) => {
          const bytes = entryBytes(entry)
          const { post: _post, onBehalf: _onBehalf, ...shown } = entry
          return { ...shown, seq: entry.seq ?? 0, at: timeText(entry.at), digest: entry.digest && base64(entry.digest), leaf: base64(bytes), leafHash: base64(hashLeaf(bytes)) }
        }),
      }
    },
  })
}
