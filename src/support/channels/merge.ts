// What becomes of addresses when their account is merged into another: one of a channel that the kept account has not confirmed goes over, sealed
// anew; one beside an address that it has is told of the merging once, and then forgotten.
import type { Act } from '#base/act'
import type { Settle } from '#base/context'
import { encryptData, type Keys } from '#base/crypto'
import { openAddress, sealedAs } from './acts.ts'
import type { Address } from './channel.ts'
import { deleteAddress, insertOutgoing, listAddresses, listLastNews, saveAddress } from './store.ts'

export const joinAddresses: Settle = async ({ act, keys, from, into, first }) => {
  const kept = await listAddresses(act.tx, into)
  const onTheirWay = first ? [] : await listLastNews(act.tx, from)
  for (const one of await listAddresses(act.tx, from)) {
    if (onTheirWay.includes(one.channel)) continue
    const hasOther = kept.some(({ channel, verifiedAt }) => channel === one.channel && verifiedAt !== null)
    if (first && hasOther && one.verifiedAt !== null && one.isOn) await tellLast(act, one)
    else {
      if (!hasOther && one.verifiedAt !== null) await goOver(act, keys, one, into)
      await deleteAddress(act.tx, from, one.channel)
    }
  }
}

async function tellLast(act: Act, { account, channel }: Address): Promise<void> {
  const id = act.newId()
  await insertOutgoing(act.tx, { id, account, channel, kind: 'news', message: null, at: act.now })
  act.record('channels.put-out', { subject: id, facts: { channel } })
}

async function goOver(act: Act, keys: Keys, one: Address, into: string): Promise<void> {
  const sealed = encryptData(keys, openAddress(keys, one), sealedAs(into, one.channel, 'address'), act.random)
  await saveAddress(act.tx, { ...one, account: into, sealed, codeSealed: null, codeEndsAt: null, codeAttempts: 0 })
}
