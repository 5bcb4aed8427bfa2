// Printing a licence: the picture of what was signed, kept by its digest. The same licence gives the same file.
import type { Ground } from '#base/context'
import { readJws } from '#base/crypto'
import { keepPdf } from '#base/pdf'
import { timeText } from '#base/time'
import { systemActor } from '#core/cases'
import { getSeal } from '#support/seals'
import { keepLicencePrint, licenceLock } from './acts.ts'
import { printLicence } from './document.ts'
import { claimsOf } from './issue.ts'
import { licenceNotFound, type Licence } from './licence.ts'
import { findLicence } from './store.ts'
import { getType } from './types.ts'

/** The PDF of a licence; printed now where it was not yet. */
export async function readLicencePrint(ground: Ground, licence: Licence): Promise<Buffer> {
  return ground.files.read(licence.sha256 ?? (await keepPrinted(ground, licence.id)))
}

/** Prints a licence that is not printed yet and keeps it. Answers the digest of the file. */
export async function keepPrinted(ground: Ground, id: string): Promise<string> {
  const licence = await findLicence(ground.sql, id)
  if (!licence) throw licenceNotFound({ licence: id })
  if (licence.sha256) return licence.sha256
  const type = await getType(ground.sql, licence.type, licence.typeVersion)
  const { pdf } = await printLicence(keyOf(ground, licence), {
    claims: claimsOf(licence, type, ground.origin), seal: await getSeal(ground.sql, licence.seal), madeAt: timeText(licence.madeAt),
    ...(type.title ? { title: type.title } : {}), ...(type.statement ? { statement: type.statement } : {}),
  })
  const stored = await keepPdf(ground.files, licence.number, pdf)
  await ground.runAct({ actor: systemActor, locks: [licenceLock(licence.licence)] }, (act) => keepLicencePrint(act, licence, { sha256: stored.digest, bytes: stored.size }))
  return stored.digest
}

/** The key that signed it, which may no longer be the newest: the file must carry the same signature as the register. */
function keyOf(ground: Ground, licence: Licence) {
  const kid = readJws(licence.jws)?.kid
  return ground.keys.signers('licences').find((key) => key.kid === kid) ?? ground.keys.signing('licences')
}
