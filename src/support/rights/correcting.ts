// A granted correction (个人信息保护法 46) of what an account says of its holder is done in the act of the decision. What no request can change is refused as
// soon as it is asked for, and when somebody means to grant it: with what does change it. Whoever was given the wrong value is told afterwards.
import type { Act, Companion, Entry } from '#base/act'
import type { Ground } from '#base/context'
import { isProblem, Problem, refusal } from '#base/problem'
import { caseLock, correctParty, findWholeCase, listUndecidedOf, outcomeNotPossible, systemActor } from '#core/cases'
import { correctProfile, getPartyIdentity, mayCorrectProfile, profileFields, type ProfileCorrection, type ProfileField } from '#core/people'

const accountNeeded = refusal({
  code: 'rights.account-needed', status: 409, basis: '个人信息保护法第四十六条', zh: '要更正的是账号里的资料，但这份请求不是以账号提出的。', en: 'What is to be corrected stands in an account, and this request was not made from one.',
  nextZh: '请本人（或者监护人）登录后在“您的权利”中提出；窗口可以协助登录或者找回账号。', nextEn: 'The person, or the guardian, signs in and asks under “Your rights”; a window helps to sign in or to have the account given back.',
})

const notGrantable = refusal({
  code: 'rights.not-grantable', status: 409, basis: '个人信息保护法第四十六条', zh: '不能准予：这一项不能凭请求更正，原因见下。', en: 'This cannot be granted: no request changes this datum, for the reason below.',
  nextZh: '请作出不予更正的决定，理由写明原因和可以更正的途径（个人信息保护法第五十条）。', nextEn: 'Refuse it, and give as reasons why, and the way in which it is corrected (Personal Information Protection Law, art. 50).',
})

/** What the form of the item under which people use their rights asks for. [K] Its field `datum`, and one beside it for each new value. */
const valueFields: Readonly<Record<ProfileField, string>> = { name: 'newName', 'name-en': 'newNameEn', phone: 'newPhone', 'id-number': 'newIdNumber' }

/** What a request wants corrected in a profile; undefined where it wants something else, which the body that holds the datum does. */
function correctionIn(form: Readonly<Record<string, unknown>>): ProfileCorrection | undefined {
  const field = form['right'] === 'correction' ? profileFields.find((one) => one === form['datum']) : undefined
  return field && { field, value: String(form[valueFields[field]] ?? '') }
}

async function askedIn(act: Act, { subject, facts }: Entry): Promise<{ account: string; correction: ProfileCorrection } | undefined> {
  if (facts.serves !== 'data-right') return undefined
  const whole = await findWholeCase(act.tx, subject)
  const correction = whole && correctionIn(whole.form)
  if (!correction) return undefined
  const account = whole.parties.find(({ role }) => role === 'applicant')?.account
  if (!account) throw accountNeeded()
  return { account, correction }
}

/** What goes with the opening and with the decision of such a request. */
export function rightsCompanions({ keys }: Pick<Ground, 'keys'>): Record<string, Companion> {
  return {
    'cases.opened': async (act, entry) => {
      const asked = await askedIn(act, entry)
      if (asked) await mayCorrectProfile(act.tx, keys, asked.account, asked.correction, act.now).catch((error: unknown) => tellAtField(error, asked.correction.field))
    },
    'cases.decided': async (act, entry) => {
      const asked = entry.facts.outcome === 'refused' ? undefined : await askedIn(act, entry)
      // One datum is put right or it is not.
      if (asked && entry.facts.outcome === 'partly-granted') throw outcomeNotPossible({ outcome: 'partly-grant' })
      if (asked) await correctProfile(act, keys, asked.account, asked.correction, entry.subject).catch(tellOfficer)
    },
  }
}

/** What is at fault stands at the question that was answered. */
function tellAtField(error: unknown, field: ProfileField): never {
  if (!isProblem(error)) throw error
  const [told = error.kind] = error.fields
  throw new Problem(error.kind, error.facts, [{ path: `/${valueFields[field]}`, code: error.code, zh: told.zh, en: told.en }])
}

/** What is told to the person when he asks is told to the officer as what stands against a grant. */
function tellOfficer(error: unknown): never {
  if (!isProblem(error)) throw error
  const { code, kind: { zh, en, nextZh, nextEn } } = error
  throw notGrantable({ reason: code }, [{ path: '/outcome', code, zh: `${zh}${nextZh}`, en: `${en} ${nextEn}` }])
}

/** Tells the bodies that have not decided yet: who applies is written there as it is right, and the case says so. */
export async function tellBodies(ground: Ground, { subject: account, facts }: Entry): Promise<void> {
  const field = profileFields.find((one) => one === facts.field)
  if (!field || field === 'name-en') return
  for (const caseId of await listUndecidedOf(ground.sql, account)) {
    await ground.runAct({ actor: systemActor, locks: [caseLock(caseId)] }, async (act) => {
      const { name, phone = null, idNumber = '' } = await getPartyIdentity(act.tx, ground.keys, account)
      await correctParty(act, caseId, account, field, { name, phone, idNumber })
    })
  }
}
