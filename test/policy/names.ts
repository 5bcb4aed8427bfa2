// Reads the names of callers in the table: `clerk/head@same,joint` is two roles in two places, and a few words stand for many.

/** The callers that a text of the table names, of all there are. */
export function readNames(text: string, all: readonly string[]): Set<string> {
  const groups: Record<string, readonly string[]> = {
    everybody: all, persons, 'persons-in-person': persons.filter((name) => name !== 'agent'),
    staff: all.filter((name) => name !== 'nobody' && name !== 'head@frozen' && !persons.includes(name)),
  }
  const found = new Set<string>()
  for (const token of text.split(' ').filter((one) => one !== '')) for (const name of groups[token] ?? expand(token)) {
    if (!all.includes(name)) throw new Error(`the table names ${name}, who does not exist`)
    found.add(name)
  }
  return found
}

const persons = ['owner', 'agent', 'past-agent', 'third', 'stranger', 'company']

function expand(token: string): string[] {
  const [roles = '', places] = token.split('@')
  return places === undefined ? [token] : roles.split('/').flatMap((role) => places.split(',').map((place) => `${role}@${place}`))
}
