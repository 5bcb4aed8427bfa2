// Rows of proofs that stand under a secret of the installation.
import { lastingDigest, sealedColumn, type Standing } from '#base/context'
import { contextOf } from './acts-checks.ts'

export const proofStandings: readonly Standing[] = [
  sealedColumn({ table: 'proofs.checks', key: { id: 'uuid' }, sealed: 'sealed', context: ({ id = '' }) => contextOf(id) }),
  // What the network identity calls its holder is not kept: digested anew when the holder proves himself again.
  lastingDigest({ table: 'proofs.holders', digestKey: 'digest_key' }),
]
