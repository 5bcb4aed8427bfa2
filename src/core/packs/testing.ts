// A small pack for seeding faults: a few matters of yunzhou with what they use. Only tests import it.
import { fileURLToPath } from 'node:url'
import { readFolder, type Folder } from './folder.ts'

export const packFolder = fileURLToPath(new URL('../../../packs/yunzhou', import.meta.url))

const matters = 'outdoor-advertising|road-occupation|food-business|lease-filing|work-injury|marriage-record-query|old-age-allowance|machine-decision-review|promise-check|licence-annulment|decision-annulment'
const kept = [
  new RegExp(`^(items/(${matters})/|forms/(${matters})\\.yaml$)`),
  /^forms\/(default|licence-office|decision-office)\.yaml$/,
  /^calendar\/2026\.yaml$/,
  /^(letters|words)\//,
  /^(pack|regions|purposes|assessments)\.yaml$/,
  /^processes\/(permit|other|confirmation|instant|benefit|public-service|outdoor-advertising|road-occupation|food-business|old-age-allowance|licence-office)\.bpmn$/,
  /^decisions\/(food-business-check|old-age-allowance)\.dmn$/,
  /^licence-types\/(outdoor-advertising-permit|road-occupation-permit|food-business-permit|teacher-certificate|resident-identity-card|business-licence)\.yaml$/,
]
const bodies = [
  '12990100700126958D', '11990100700113487N', '11990100700356120K', '11990100700140426Y', '11990100700153892X', '11990100700194301B', '11990100700234713D', '11990100700248189R', '119901007001673623',
  '119901007001808316', '119901007002077745', '11990102700275128Y', '11990102700288594X',
]

/** The files of the small pack, from those of yunzhou. It has no faults. */
export async function readSmallPack(): Promise<Folder> {
  const all = await readFolder(packFolder)
  const files = new Map([...all].filter(([path]) => kept.some((shape) => shape.test(path))))
  const ofBody = (entry: string) => bodies.some((code) => new RegExp(`"${code}(-\\d+)?"`).test(entry))
  files.set('organisations.yaml', keepEntries(all.get('organisations.yaml') ?? '', (entry) => ofBody(entry.split('\n')[0] ?? '')))
  files.set('people.yaml', keepEntries(all.get('people.yaml') ?? '', (entry) => !entry.includes('organisation:') || ofBody(entry)))
  return files
}

/** Entries of a YAML list of the top level that are wanted, as they were written. */
function keepEntries(text: string, isWanted: (entry: string) => boolean): string {
  return text.split(/^(?=- )/m).filter((entry) => entry.startsWith('#') || isWanted(entry)).join('')
}
