// Reads the names of callers in the table: `clerk/head@same,joint` is two roles in two places, and a few words stand for many.

/** The callers that a text of the table names, of all there are; with those who get what a named one gets unless a row names them. */
export function readNames(text: string, all: readonly string[], withImplied = true): Set<string> {
  const groups: Record<string, readonly string[]> = {
    everybody: all, persons, agents, entrusted, thirds, 'whole-agents': [...wholeAgents, 'guardian'], 'persons-but-agents': persons.filter((name) => ![...entrusted, 'other-agent'].includes(name)),
    'persons-in-person': persons.filter((name) => ![...agents, 'other-agent', 'representative'].includes(name)),
    staff: all.filter((name) => ![...unknown, ...persons, 'stopped-guardian'].includes(name)),
  }
  const found = new Set<string>()
  for (const token of text.split(' ').filter((one) => one !== '')) for (const name of groups[token] ?? (withImplied ? implied(named(token)) : named(token))) {
    if (!all.includes(name)) throw new Error(`the table names ${name}, who does not exist`)
    found.add(name)
  }
  // Who may do nothing alone reads like every guardian; no row has to say that nothing is changed.
  if (found.has('guardian') && all.includes('stopped-guardian')) found.add('stopped-guardian')
  return found
}

/** Whom the platform does not know, or no longer: without a session, with a frozen account, with one that was closed. */
export const unknown: readonly string[] = ['nobody', 'head@frozen', 'closed']
/** Who acts for the owner in everything: by an agency, or by a consent to help. */
const wholeAgents = ['agent', 'helper']
/** Who acts for the owner by a grant, in what the samples are about. */
const entrusted = [...wholeAgents, 'limited-agent']
/** Who acts for the owner, by a grant or as guardian. */
const agents = [...entrusted, 'guardian']
/** A company, by itself and by its legal representative. */
const thirds = ['third', 'representative']
const persons = ['owner', ...agents, 'other-agent', 'past-agent', ...thirds, 'stranger', 'company']

/** Who is of another body, and had an emergency, gets what others of such bodies get, but where a row says more. */
const elsewhere: Record<string, readonly string[]> = { 'clerk@other': ['clerk@emergency', 'clerk@past-emergency', 'clerk@another-emergency'] }
/** So does who holds a post in a section of the body, also in one that has the sample, but where a row says more: a section is not its body. */
const inSections: Record<string, readonly string[]> = { clerk: ['team', 'other-team'], examiner: ['team', 'other-team'], approver: ['team', 'other-team'], window: ['window', 'other-window'] }

function named(token: string): string[] {
  const [roles = '', places] = token.split('@')
  return places === undefined ? [token] : roles.split('/').flatMap((role) => places.split(',').map((place) => `${role}@${place}`))
}

function implied(names: readonly string[]): string[] {
  return names.flatMap((name) => [name, ...(elsewhere[name] ?? []), ...(name.endsWith('@other') ? (inSections[name.slice(0, -'@other'.length)] ?? []).map((section) => name.replace('other', section)) : [])])
}
