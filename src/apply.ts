// Publishes a pack: every part by the context that owns it, all in one act, which changes nothing when nothing is new.
import { hashPassword, applyPeople, demonstrationLock } from '#core/people'
import { applyOrganisations, organisationsLock } from '#core/organisations'
import { applyRegions, regionsLock } from '#core/regions'
import { publishYears, yearsLock } from '#core/clock'
import { publishItems, publishLock } from '#core/items'
import { systemActor } from '#core/cases'
import { getItemVersion, type Pack } from '#core/packs'
import { applyPurposes, purposesLock, stockAssessmentsLock, takeOverAssessments } from '#core/purposes'
import { applyWords, wordsLock } from '#core/words'
import { applyLetters, lettersLock } from '#support/deliveries'
import { applyLicenceTypes, licenceTypesLock, stockLock, takeOverStock } from '#support/licences'
import { applyReviewRule, reviewRuleLock } from '#support/reviews'
import type { Act } from '#base/act'
import type { Ground } from '#base/context'

/** What applying a pack did. */
export interface Applied {
  taken: number
  unchanged: number
  accounts: number
}

/** Everything a pack may change. One act holds all of it, so that a pack is published whole or not at all. */
const locks = ['pack', regionsLock, organisationsLock, yearsLock, licenceTypesLock, lettersLock, reviewRuleLock, wordsLock, purposesLock, publishLock, demonstrationLock, stockLock, stockAssessmentsLock]

const itemsInOneStatement = 100

/**
 * Publishes what is new in a pack, in one act: where any part fails, or the process is killed, the old pack stays whole.
 * Published versions are never edited; equal content is not published twice.
 */
export async function applyPack(ground: Ground, pack: Pack, options: { password?: string } = {}): Promise<Applied> {
  // Hashing takes longer than a transaction should.
  const hash = ground.demonstration && options.password !== undefined ? await hashPassword(options.password) : undefined
  return ground.runAct({ actor: systemActor, locks }, async (act) => {
    const part = async <T>(name: string, verb: Promise<T>): Promise<T> => {
      const answer = await verb
      act.record('packs.part-applied', { subject: act.id, facts: { pack: pack.head.name, digest: pack.digest, part: name } })
      return answer
    }
    await part(regionsLock, applyRegions(act, pack.regions))
    await part(organisationsLock, applyOrganisations(act, pack.organisations))
    await part(yearsLock, publishYears(act, pack.calendar))
    await part(licenceTypesLock, applyLicenceTypes(act, Object.values(pack.licenceTypes)))
    await part(lettersLock, applyLetters(act, Object.values(pack.letters)))
    await part(reviewRuleLock, applyReviewRule(act, pack.head.defaultReview))
    await part(wordsLock, applyWords(act, pack.words))
    await part(purposesLock, applyPurposes(act, pack.purposes))
    const items = await part(publishLock, applyItems(act, pack))
    const accounts = ground.demonstration ? await part(demonstrationLock, applyPeople(act, ground.keys, pack.people, hash)) : 0
    if (ground.demonstration) await part(stockAssessmentsLock, takeOverAssessments(act, pack.assessments))
    if (ground.demonstration) await part(stockLock, takeOverStock(act, ground, pack.stock))
    // Its absence tells the next start that a first load was cut off.
    act.record('packs.applied', { subject: act.id, facts: { pack: pack.head.name, digest: pack.digest, taken: items.taken } })
    return { ...items, accounts }
  })
}

async function applyItems(act: Act, pack: Pack): Promise<Pick<Applied, 'taken' | 'unchanged'>> {
  const bodies = new Map(pack.organisations.map((organisation) => [organisation.code, organisation]))
  const outcome = { taken: 0, unchanged: 0 }
  for (let at = 0; at < pack.items.length; at += itemsInOneStatement) {
    const versions = pack.items.slice(at, at + itemsInOneStatement).map(({ content }) => {
      const body = bodies.get(content.bodies.deciding)
      return { version: getItemVersion(pack, content), bodyName: body?.name.zh ?? '', region: body?.region }
    })
    for (const state of (await publishItems(act, 'pack', versions)).values()) outcome[state]++
  }
  return outcome
}
