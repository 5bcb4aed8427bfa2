// The rows of the table: what one says, and the shapes that many of them have.

/** Who gets what. Names stand as `readNames` reads them; a caller who is in no list is refused. */
export interface Row {
  done?: string
  /** A list that is answered and holds nothing of the sample. */
  empty?: string
  /** Only where a caller would else be in one of the lists below. */
  403?: string
  404?: string
  409?: string
  422?: string
  /** The code of 401, 409 or 422 where several callers share what only the first can use up, or have nothing it could be done with. */
  spent?: string | readonly string[]
  /** Guarded values, and who may see them in the answer. */
  shows?: Record<string, string>
  /** How a list is asked for, and what it has to hold of the sample: a placeholder, or a pattern. */
  query?: Record<string, string>
  finds?: string | RegExp
  /** What has to be there before it is asked: a placeholder. */
  needs?: string
  /** Of a list with views: what each one has, where it is not as above. */
  views?: Record<string, Row>
  /** A case of which another body was given a copy before it is asked: a placeholder. */
  copied?: string
  /** Of an operation with two ids: the code that an inner one of another matter gets, beside an outer one of one's own; any 404 unless a row says more. */
  foreign?: string
  /** What a guardian does who may change nothing alone. */
  whileStopped?: true
}

export const handlers = 'clerk/examiner/approver/head'
export const business = `window/${handlers}`
/** Who reads what is with their section. */
export const handlersOfTeam = 'clerk/examiner/approver@team'
export const inSections = 'clerk/examiner/approver@team window@window'
/** The same of some of those who hold posts of the whole body. */
const alsoIn = (section: Section, names: string) => [names, ...names.split(' ').flatMap((one) => (/@same/.test(one) ? placed(section, one.split('@')[0] ?? '') : []))].join(' ')
/** With which sections a sample is: the team of its item and the window that took it in, a sample of the other team, or of no team of these bodies. */
type Section = 'team' | 'other-team' | 'none'
const placed = (section: Section, roles: string) => (section === 'none' ? '' : roles.split('/').flatMap((role) => (role === 'head' ? [] : [`${role}@${role === 'window' ? 'window' : section}`])).join(' '))
export const outsiders = 'past-agent other-agent stranger company'

/** Open to everybody, with or without a session. */
export const open: Row = { done: 'everybody' }
/** Some of the staff and nobody else. */
export const only = (done: string): Row => ({ done })
/** A case is read by its applicant, by the bodies that have to do with it, and by a third party where that is said. Whoever is outside learns not even that it exists. */
export const reading = (shows: Row['shows'] = {}, third: 'thirds' | '' = ''): Row => ({ done: `owner agents ${third} ${business}@same,joint ${inSections} clerk@emergency`, 404: `${outsiders} ${third ? '' : 'thirds'} ${business}@other,region`, shows })
/** An act of the staff on a case: those who do it, among the roles that may call it at all; whoever holds the post in the section that has it does it too. */
export const acting = (done: string, roles = handlers, section: Section = 'team'): Row => ({ done: alsoIn(section, done), 403: placed(section, roles), 404: `${roles}@other,region` })
/** A step that the case does not have is told as one that is no longer open. */
export const ofStep = (row: Row): Row => ({ ...row, foreign: 'cases.step-already-done' })
export const ofBodies = (roles = handlers, section: Section = 'team'): Row => acting(`${roles}@same`, roles, section)
/** An act of the parties of a case. */
export const byParty = (shows: Row['shows'] = {}): Row => ({ done: 'owner agents', 404: `${outsiders} thirds`, shows })
export const byAnyParty: Row = { done: 'owner agents thirds', 404: outsiders }
/** The matter of a company that a machine decides: the company is another one than the owner of the other samples. */
export const byCompany = (staff = ''): Row => ({ done: `company ${staff && `${staff}@same`}`, 404: `owner agents past-agent other-agent stranger thirds ${staff && `${staff}@joint,other,region`}` })
/** What is one's own: others get as little as if it did not exist. */
export const own = (shows: Row['shows'] = {}): Row => ({ done: 'owner agents', 404: `${outsiders} thirds`, shows })
export const ownList = (finds: string | RegExp, more: Partial<Row> = {}): Row => ({ done: 'owner agents', empty: `${outsiders} thirds`, finds, ...more })
/** A matter of the owner that is of another item than the limited agent's. */
export const byPartyOfAnotherItem: Row = { done: 'owner whole-agents', 404: `${outsiders} limited-agent thirds` }
/** What no agent does for somebody (民法典 169), and a legal representative does for the company, a guardian for the ward (23, 61); what is another's does not exist. */
export const noAgent = (others: 'done' | '404' = 'done'): Row => ({ ...(others === 'done' ? { done: 'persons-but-agents staff' } : { 404: 'persons-but-agents staff' }), 409: 'entrusted other-agent' })
/** Rights that somebody has in person alone. */
export const inPerson = (others: 'done' | '404' = 'done'): Row => ({ ...(others === 'done' ? { done: 'persons-in-person staff' } : { 404: 'persons-in-person staff' }), 409: 'agents other-agent representative' })
/** What a natural person does in person; a company and its legal representative do not. */
export const ofPerson = (others: 'done' | '404'): Row => ({ [others]: 'owner past-agent stranger', 409: 'agents other-agent' })
/** A list of the staff: the own bodies' is there, of others nothing. */
export const list = (roles: string, finds: string | RegExp, more: Partial<Row> = {}): Row => ({ done: `${roles}@same`, empty: `${roles}@joint,other,region`, finds, ...more })
export const models: Row = { done: `${handlers}@same item-steward@same,joint,other`, 404: `${handlers}@joint,other,region item-steward@region` }
export const ofIssuer = (roles: string): Row => ({ done: `${roles}@same`, 404: `${roles}@joint,other,region` })
/** A licence is read by its holder, by who issued it, and by whoever reads the case that it came from. */
export const licence = (shows: Row['shows'] = {}): Row => ({ done: `owner agents ${business}@same,joint ${inSections}`, 404: `${outsiders} thirds ${business}@other,region`, shows })
export const seenByReaders = `owner agents ${business}@same,joint ${inSections} clerk@emergency`

/** Who has the sample in each view of the list of work: a step waits for a clerk and nobody has taken it; it was copied to another body; the second sample is finished, and came to no window. */
const inViews = { todo: 'clerk@same clerk@team', own: 'clerk@same clerk@team', mine: '', department: `${business}@same ${inSections}`, finished: `${business}@same ${handlersOfTeam}`, copied: `${business}@joint` }
const byView = (rowOf: (staff: string, sample: string) => Row) => Object.fromEntries(Object.entries(inViews).map(([view, staff]): [string, Row] => {
  const sample = view === 'finished' ? '{finished}' : '{submitted}'
  return [view, { ...rowOf(staff, sample), query: { q: sample }, ...(view === 'finished' ? {} : { needs: sample }), ...(view === 'copied' ? { copied: sample } : {}) }]
}))
/** Persons have one list, whatever view they ask for. */
export const casesByView = byView((staff, sample) => ({ done: `owner agents ${staff}`, empty: `${outsiders} thirds ${business}@same,joint,other,region`, finds: sample, shows: { name: `owner agents ${staff}` } }))
export const countsByView = byView((staff) => ({ done: staff, empty: `${business}@same,joint,other,region`, finds: /"count":[1-9]/ }))
