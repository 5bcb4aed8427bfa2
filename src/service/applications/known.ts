// What is known of an application before anybody types: from the account, from licences, from what was answered last time, from the scenario.
// Filled in with its source; the applicant may answer otherwise, and may have the datum corrected. 国令716 art. 7; 个人信息保护法 46.
import { canonicalJson, type Keys } from '#base/crypto'
import type { Sql } from '#base/db'
import { knownAnswers, knownSource, type CompiledForm, type FormData } from '#engines/forms'
import type { Text } from '#engines/words'
import type { Item } from '#core/items'
import { findOrganisations, nameOrganisation } from '#core/organisations'
import type { ItemContent } from '#core/packs'
import { getPartyIdentity } from '#core/people'
import { findHeld, nameOfType, type Held } from '#support/licences'
import type { KnownDatum } from './application.ts'
import { findEarlier, type Earlier } from './store.ts'

const accountWords: Text = { zh: '您的账号（实名信息）', en: 'your account (verified identity)' }
const scenarioWords: Text = { zh: '您在“您的情况”中的选择', en: 'your answers about your situation' }

/** Everything that is known for a form of this item. `today` decides which licences are in force. */
export async function gatherKnown(sql: Sql, keys: Keys, item: Item, account: string, today: Temporal.PlainDate): Promise<KnownDatum[]> {
  const sources = item.form.fields.flatMap((field) => (field.layout.known ?? []).map(knownSource))
  if (sources.length === 0) return []
  const [identity, held, earlier] = [
    await getPartyIdentity(sql, keys, account),
    await findHeld(sql, account, sources.flatMap((source) => (source?.from === 'licence' ? [source.type] : [])), today),
    await findEarlier(sql, account, item.code),
  ]
  const answers = knownAnswers(item.form, (source, field) => {
    if (source.from === 'account') return { name: identity.name, idNumber: identity.idNumber, phone: identity.phone }[source.field]
    if (source.from === 'earlier') return earlier?.form[field.name]
    return faceValue(held.get(source.type), source.field)
  })
  const known: KnownDatum[] = []
  for (const { field, source, value } of answers) known.push({ field, value, from: source.from, ...(await sourceWords(sql, source, held, earlier)), contested: null })
  return known
}

function faceValue(held: Held | undefined, field: string): unknown {
  if (!held?.licence || held.failure) return undefined
  const { licence } = held
  return field === 'number' ? licence.number : field === 'validTo' ? licence.validTo : licence.face[field]
}

async function sourceWords(sql: Sql, source: NonNullable<ReturnType<typeof knownSource>>, held: ReadonlyMap<string, Held>, earlier: Earlier | undefined): Promise<{ source: Text; body: string | null }> {
  if (source.from === 'account') return { source: accountWords, body: null }
  if (source.from === 'earlier') return { source: { zh: `您上次的申请 ${earlier?.caseNumber ?? ''}`, en: `your last application ${earlier?.caseNumber ?? ''}` }, body: null }
  const licence = held.get(source.type)?.licence
  const name = await nameOfType(sql, source.type)
  const issuer = nameOrganisation(await findOrganisations(sql, [licence?.issuer ?? '']), licence?.issuer ?? '').name
  return { source: { zh: `${name.zh} ${licence?.number ?? ''}（${issuer.zh}）`, en: `${name.en ?? name.zh} ${licence?.number ?? ''} (${issuer.en ?? issuer.zh})` }, body: licence?.issuer ?? null }
}

/** Fills in what nobody answered yet. */
export function withKnown(form: FormData, known: readonly KnownDatum[]): FormData {
  return { ...Object.fromEntries(known.map(({ field, value }) => [field, value])), ...form }
}

/** Those known data that still stand as they were filled in: what somebody answered otherwise is theirs, and no source is named for it. */
export function standingKnown(form: FormData, known: readonly KnownDatum[]): KnownDatum[] {
  return known.filter(({ field, value, contested }) => contested !== null || (form[field] !== undefined && canonicalJson(form[field]) === canonicalJson(value)))
}

/** What the answers of a scenario say about fields of the form: they are answered by it and not asked again. */
export function scenarioData(content: Pick<ItemContent, 'scenarios'>, form: CompiledForm, scenario: Record<string, string>): KnownDatum[] {
  return (content.scenarios ?? []).flatMap(({ key, options }) => {
    const sets = options.find((option) => option.value === scenario[key])?.sets ?? {}
    return Object.entries(sets).filter(([field]) => form.byName.has(field)).map(([field, value]) => ({ field, value, from: 'scenario' as const, source: scenarioWords, body: null, contested: null }))
  })
}

/** The same as answers: for applications that are whole when they come, from a sheet or at a window. */
export function scenarioSets(content: Pick<ItemContent, 'scenarios'>, form: CompiledForm, scenario: Record<string, string>): FormData {
  return Object.fromEntries(scenarioData(content, form, scenario).map(({ field, value }) => [field, value]))
}

/** Answers and known data after the scenario was answered anew: what the old answers set and the new do not is taken back. */
export function afterScenario(draft: { form: FormData; known: KnownDatum[] }, set: KnownDatum[]): { form: FormData; known: KnownDatum[] } {
  const before = new Set(draft.known.filter(({ from }) => from === 'scenario').map(({ field }) => field))
  const kept = Object.fromEntries(Object.entries(draft.form).filter(([field]) => !before.has(field)))
  const fields = new Set(set.map(({ field }) => field))
  return { form: { ...kept, ...Object.fromEntries(set.map(({ field, value }) => [field, value])) }, known: [...draft.known.filter(({ from, field }) => from !== 'scenario' && !fields.has(field)), ...set] }
}
