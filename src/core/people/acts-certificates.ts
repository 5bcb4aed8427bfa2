// Coming in by a certificate, and binding one. It is judged anew each time it is shown: up to its authority, for this moment, against the lists of revoked ones.
import type { Act } from '#base/act'
import type { CertificateRelay, Ground } from '#base/context'
import type { Keys } from '#base/crypto'
import { isProblem } from '#base/problem'
import { judgeClient } from '#engines/certificates'
import { makeRecoveryCodes, mayAdd } from './acts-factors.ts'
import { certificateKnown, certificateMissing, certificateNotAlone, certificatesOff, certificateUnbound, certificateUnchecked, ofFault, presentedIn, shownBy, type Shown } from './certificate.ts'
import { readTrust } from './certificate-files.ts'
import { accountFrozen, begin, noteFailure, type Arrival, type Proof } from './sign-in.ts'
import { hasFactor, insertKeyed, selectCertificate, useFactor } from './store-factors.ts'
import { proveSession } from './store-sessions.ts'
import { selectForSignIn } from './store-sign-in.ts'
import type { Factor } from './factor.ts'

/** What a call brings. */
export interface Brought {
  headers: Readonly<Record<string, string | string[] | undefined>>
}

function wayOf(ground: Ground): CertificateRelay {
  const way = ground.relays.certificates
  if (!way) throw certificatesOff()
  return way
}

/** Whether certificates are taken here, sign in alone, and whether one came with this call. */
export function certificateWay(ground: Ground, { headers }: Brought): { on: boolean; alone: boolean; presented: boolean } {
  const way = ground.relays.certificates
  return { on: way !== undefined, alone: way?.alone === true, presented: way !== undefined && hasPresented(way, headers) }
}

function hasPresented(way: CertificateRelay, headers: Brought['headers']): boolean {
  try {
    return presentedIn(way, headers) !== undefined
  } catch (error) {
    // One that cannot be read was presented all the same, and its holder is told.
    if (isProblem(error)) return true
    throw error
  }
}

/** The certificate that came with a call, where it counts. Throws a refusal of its own for each thing that is wrong. */
export async function certificateIn(ground: Ground, { headers }: Brought): Promise<Shown> {
  const way = wayOf(ground)
  const presented = presentedIn(way, headers)
  if (!presented) throw certificateMissing()
  const trust = await readTrust(way)
  if (!trust) throw certificateUnchecked()
  const judged = judgeClient(presented, { ...trust, now: ground.clock.now() })
  if ('fault' in judged) throw ofFault[judged.fault]()
  return shownBy(judged.certificate.x509)
}

/**
 * Signs in by a certificate alone, where the operator says that its holders unlock it (UKey with its PIN): then it is two factors, what one has
 * and what one knows. Elsewhere it is asked for after the password.
 */
export async function signInByCertificate(ground: Ground, brought: Brought, arrival: Arrival): Promise<string> {
  if (!wayOf(ground).alone) throw certificateNotAlone()
  try {
    const factor = await selectCertificate(ground.sql, (await certificateIn(ground, brought)).credential)
    const row = factor && (await selectForSignIn(ground.sql, { id: factor.account }))
    if (!row || (row.demonstration && !ground.demonstration)) throw certificateUnbound()
    if (row.frozen) throw accountFrozen()
    return await begin(ground, row, proofBy(factor), arrival)
  } catch (error) {
    if (isProblem(error) && error.code !== certificateMissing.kind.code) await noteFailure(ground.runAct, 'certificate')
    throw error
  }
}

/** What is proved by one of these certificates that an account has. */
export function proveByCertificate(factors: readonly Factor[], { credential }: Shown): Proof {
  const factor = factors.find((one) => one.kind === 'certificate' && one.credential === credential)
  if (!factor) throw certificateUnbound()
  return proofBy(factor)
}

function proofBy(factor: Factor): Proof {
  return {
    way: 'certificate', strength: 2,
    spend: async (act) => {
      if (!(await useFactor(act.tx, factor.id, 0, act.now))) throw certificateUnbound()
    },
  }
}

/** Binds a certificate that its holder showed. The first factor brings recovery codes. */
export async function addCertificate(act: Act, keys: Keys, { account, session, name, shown }: { account: string; session: string; name: string; shown: Shown }): Promise<string[]> {
  await mayAdd(act, account)
  const isFirst = !(await hasFactor(act.tx, account))
  const id = act.newId()
  if (!(await insertKeyed(act.tx, { kind: 'certificate', id, account, name, ...shown, counter: 0, transports: [], now: act.now }))) throw certificateKnown()
  await proveSession(act.tx, session, 2, act.now)
  act.record('people.factor-added', { subject: account, facts: { factor: id, kind: 'certificate' } })
  return isFirst ? makeRecoveryCodes(act, keys, account) : []
}
