// Rows of addresses that stand under a secret of the installation. What codes are found by stands with the accounts, the address itself here.
import { sealedColumn, type Standing } from '#base/context'
import { countAddressDigests, digestsOfAddress, takeAddressDigests, updateAddressDigest } from '#core/people'
import { openAddress, sealedAs } from './acts.ts'
import type { Channel } from './channel.ts'
import { findAddress } from './store.ts'

const column = (sealed: string, field: 'address' | 'code') =>
  // What the table takes as a channel is one.
  sealedColumn({ table: 'channels.addresses', key: { account: 'uuid', channel: 'text' }, sealed, context: ({ account = '', channel = '' }) => sealedAs(account, channel as Channel, field) })

const addressDigests: Standing = {
  name: 'people.factors.address_digest_key', purpose: 'digests', count: countAddressDigests,
  renew: async ({ tx }, keys, { kid, after, limit }) => {
    const rows = await takeAddressDigests(tx, { kid, after: after?.[0], limit })
    for (const { id, account, channel } of rows) {
      const address = await findAddress(tx, account, channel)
      if (!address) continue
      const { digests: [digest], kid: by } = digestsOfAddress(keys, openAddress(keys, address))
      await updateAddressDigest(tx, id, { digest, kid: by })
    }
    const last = rows.at(-1)
    return { rows: rows.length, last: last && [last.id] }
  },
}

export const channelStandings: readonly Standing[] = [column('sealed', 'address'), column('code_sealed', 'code'), addressDigests]
