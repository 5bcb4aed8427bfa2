// Rows of bars that stand under a secret of the installation.
import { lastingDigest, type Standing } from '#base/context'

// The number of whoever is barred is kept nowhere: the digest goes with its row.
export const commitmentStandings: readonly Standing[] = [lastingDigest({ table: 'commitments.bars', digestKey: 'digest_key' })]
