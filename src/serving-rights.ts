// What the serving role may do to which table beside reading it, in one place. A table without a line may be inserted into, updated and deleted from:
// so only where the code does all three (test/serving-role.test.ts holds this list against the code, and the database against this list).
import type { ServingRights } from '#base/db'

/** The same rights for each table that the text names. */
const each = (rights: readonly string[], names: string): ServingRights => Object.fromEntries(names.trim().split(/\s+/).map((name) => [name, rights]))

export const servingRights: ServingRights = {
  // The ledger: an entry is given its place once, a checkpoint only grows (act/0002, ledger/0003), and nothing is ever taken back.
  'act.entries': ['insert', 'update (seq)'],
  'ledger.nodes': ['insert'],
  'ledger.checkpoints': ['insert', 'update (size)', 'update (root)', 'update (note)', 'update (at)'],
  // Only ever added; numbers inside come under newer keys.
  'cases.forms': ['insert', 'update (data)', 'update (numbers_key)'],
  'cases.words': ['insert', 'update (content)', 'update (numbers_key)', 'delete'],
  // Only ever added: editions, records, and words that entries prove.
  ...each(['insert'], `
    applications.pieces archives.records automation.switches batches.sheets cases.files cases.places cases.results clock.years deliveries.papers
    deliveries.templates items.sources items.versions licences.types licences.words models.words people.post_reviews purposes.versions reviews.invitations reviews.rules rights.erasures words.versions`),
  // Goes on, and is never deleted.
  ...each(['insert', 'update'], `
    act.cursors automation.judgements automation.reviews batches.batches cases.cases cases.commitments cases.copies cases.owed cases.parties cases.payments cases.procedures cases.recusals
    cases.runs cases.serials cases.steps cases.suspensions cases.terms clients.registrations commitments.checks deliveries.letters deliveries.records deliveries.serials
    desks.looks hearings.hearings licences.serials models.drafts organisations.organisations people.absences people.accounts people.emergencies people.endings people.freezings
    people.legal_accounts people.natural_accounts people.posts people.staff_accounts proposals.proposals publicity.notices publicity.objections purposes.assessments readings.delays
    regions.regions reviews.rectifications reviews.reviews rights.holds seals.seals supervision.matters upstreams.registrations`),
  // Stays as it is until it goes.
  ...each(['insert', 'delete'], 'act.keys archives.waiting batches.versions cases.timers desks.saved_lists people.relay_ends readings.shown'),
  // What the queue has done to its own tables.
  'graphile_worker.migrations': [],
}
