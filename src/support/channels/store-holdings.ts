// Addresses that somebody gave, and what was put out to them.
import { ofAccount, type Holding } from '#base/context'
import { openAddress } from './acts.ts'
import { joinAddresses } from './merge.ts'
import { lastNews } from './store.ts'

const openSealed: Holding['open'] = (keys, { account, sealed, ...row }) => ({ ...row, address: openAddress(keys, { account: String(account), channel: row['channel'] === 'email' ? 'email' : 'sms', sealed: String(sealed) }) })

/** See Holding: whose, why, until when. */
export const channelHoldings: readonly Holding[] = [
  { table: 'channels.addresses', purpose: 'messages', whose: ofAccount('account'), ended: null, stays: 'account', erase: 'row', copy: ['t.account', 't.channel', 't.sealed', 't.language', 't.verified_at', 't.is_on'], open: openSealed,
    merging: { settle: joinAddresses, only: `not exists (select 1 from channels.outbox o where o.account = t.account and o.channel = t.channel and ${lastNews})` } },
  { table: 'channels.outbox', purpose: 'messages', whose: ofAccount('account'), ended: 't.at', erase: 'row', copy: ['t.channel', 't.kind', 't.at', 't.sent_at', 't.failed_at'],
    merging: { only: `not (${lastNews.replaceAll('o.', 't.')})` } },
]
