// Which keys sign and which are published: a new one is known to all before it signs, an old one as long as anything signed by it lives.
import type { Keys, SigningKey } from '#base/crypto'
import { limits } from './client.ts'

/** The keys that are published, the one that signs first. Makes the first key where there is none. */
export function tokenKeys(keys: Keys, now: Temporal.Instant): SigningKey[] {
  keys.signing('tokens')
  const newestFirst = keys.signers('tokens')
  const signsFrom = (key: SigningKey) => Temporal.Instant.from(key.created).add({ seconds: limits.keyLeadSeconds })
  // The very first has nobody before it to sign meanwhile.
  const signing = newestFirst.find((key) => Temporal.Instant.compare(signsFrom(key), now) <= 0) ?? newestFirst.at(-1)
  const isStill = (place: number) => {
    const next = newestFirst[place - 1]
    return next === undefined || Temporal.Instant.compare(signsFrom(next).add({ seconds: limits.keyStaysSeconds }), now) > 0
  }
  const published = newestFirst.filter((key, place) => key === signing || isStill(place))
  return signing ? [signing, ...published.filter((key) => key !== signing)] : []
}
