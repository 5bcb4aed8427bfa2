// Reads the names of callers in the table: `clerk/head@same,joint` is two roles in two places, and a few words stand for many.

/** The callers that a text of the table names, of all there are. */
export function readNames(text: string, all: readonly string[]): Set<string> {
  const groups: Record<string, readonly string[]> = {
    everybody: all, persons, agents, entrusted, thirds, 'whole-agents': [...wholeAgents, 'guardian'], 'persons-but-agents': persons.filter((name) => ![...entrusted, 'other-agent'].includes(name)),
    'persons-in-person': persons.filter((name) => ![...agents, 'other-agent', 'representative'].includes(name)),
    staff: all.filter((name) => name !== 'nobody' && name !== 'head@frozen' && !persons.includes(name)),
  }
  const found = new Set<string>()
  for (const token of text.split(' ').filter((one) => one !== '')) for (const name of groups[token] ?? expand(token)) {
    if (!all.includes(name)) throw new Error(`the table names ${name}, who does not exist`)
    found.add(name)
  }
  return found
}

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

function expand(token: string): string[] {
  const [roles = '', places] = token.split('@')
  if (places === undefined) return [token]
  return roles.split('/').flatMap((role) => places.split(',').map((place) => `${role}@${place}`)).flatMap((name) => [name, ...(elsewhere[name] ?? [])])
}
