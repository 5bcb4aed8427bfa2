// What the policy promises, written by hand and apart from the code: for every operation who may, what everybody else gets, and which guarded values who may see.
// What a row does not say is no: 401 without a session, 403 with one, and no guarded value to anybody.

/** Who gets what. Names stand as `readNames` reads them; a caller who is in no list is refused. */
export interface Row {
  done?: string
  /** A list that is answered and holds nothing of the sample. */
  empty?: string
  404?: string
  409?: string
  422?: string
  /** The code of 401, 409 or 422 where several callers share what only the first can use up, or have nothing it could be done with. */
  spent?: string
  /** Guarded values, and who may see them in the answer. */
  shows?: Record<string, string>
  /** How a list is asked for, and what it has to hold of the sample: a placeholder, or a pattern. */
  query?: Record<string, string>
  finds?: string | RegExp
  /** What has to be there before it is asked: a placeholder. */
  needs?: string
}

const handlers = 'clerk/examiner/approver/head'
const business = `window/${handlers}`
const outsiders = 'past-agent other-agent stranger company'

/** Open to everybody, with or without a session. */
const open: Row = { done: 'everybody' }
/** Some of the staff and nobody else. */
const only = (done: string): Row => ({ done })
/** A case is read by its applicant, by the bodies that have to do with it, and by a third party where that is said. Whoever is outside learns not even that it exists. */
const reading = (shows: Row['shows'] = {}, third: 'thirds' | '' = ''): Row => ({ done: `owner agents ${third} ${business}@same,joint`, 404: `${outsiders} ${third ? '' : 'thirds'} ${business}@other,region`, shows })
/** An act of the staff on a case: those who do it, among the roles that may call it at all. */
const acting = (done: string, roles = handlers): Row => ({ done, 404: `${roles}@other,region` })
const ofBodies = (roles = handlers): Row => acting(`${roles}@same`, roles)
/** An act of the parties of a case. */
const byParty = (shows: Row['shows'] = {}): Row => ({ done: 'owner agents', 404: `${outsiders} thirds`, shows })
const byAnyParty: Row = { done: 'owner agents thirds', 404: outsiders }
/** The matter of a company that a machine decides: the company is another one than the owner of the other samples. */
const byCompany = (staff = ''): Row => ({ done: `company ${staff && `${staff}@same`}`, 404: `owner agents past-agent other-agent stranger thirds ${staff && `${staff}@joint,other,region`}` })
/** What is one's own: others get as little as if it did not exist. */
const own = (shows: Row['shows'] = {}): Row => ({ done: 'owner agents', 404: `${outsiders} thirds`, shows })
const ownList = (finds: string | RegExp, more: Partial<Row> = {}): Row => ({ done: 'owner agents', empty: `${outsiders} thirds`, finds, ...more })
/** A matter of the owner that is of another item than the limited agent's. */
const byPartyOfAnotherItem: Row = { done: 'owner whole-agents', 404: `${outsiders} limited-agent thirds` }
/** What no agent does for somebody (民法典 169), and a legal representative does for the company; what is another's does not exist. */
const noAgent = (others: 'done' | '404' = 'done'): Row => ({ ...(others === 'done' ? { done: 'persons-but-agents staff' } : { 404: 'persons-but-agents staff' }), 409: 'agents other-agent' })
/** Rights that somebody has in person alone. */
const inPerson = (others: 'done' | '404' = 'done'): Row => ({ ...(others === 'done' ? { done: 'persons-in-person staff' } : { 404: 'persons-in-person staff' }), 409: 'agents other-agent representative' })
/** A list of the staff: the own bodies' is there, of others nothing. */
const list = (roles: string, finds: string | RegExp, more: Partial<Row> = {}): Row => ({ done: `${roles}@same`, empty: `${roles}@joint,other,region`, finds, ...more })
const models: Row = { done: `${handlers}@same item-steward@same,joint,other`, 404: `${handlers}@joint,other,region item-steward@region` }
const ofIssuer = (roles: string): Row => ({ done: `${roles}@same`, 404: `${roles}@joint,other,region` })
/** A licence is read by its holder, by who issued it, and by whoever reads the case that it came from. */
const licence = (shows: Row['shows'] = {}): Row => ({ done: `owner agents ${business}@same,joint`, 404: `${outsiders} thirds ${business}@other,region`, shows })
const seenByReaders = `owner agents ${business}@same,joint`

export const table: Record<string, Row> = {
  // act, ledger: the three officers
  'GET /api/parked-entries': only('system-admin'),
  'POST /api/parked-entries/{follower}/retry': only('system-admin'),
  'GET /api/ledger/checkpoint': open,
  'GET /api/ledger/key': open,
  'GET /api/ledger/inclusion': open,
  'GET /api/ledger/consistency': open,
  'GET /api/ledger/entries': only('audit-admin'),
  'GET /api/events': only('staff'),
  'GET /api/machine-clock': only('system-admin security-admin audit-admin'),
  'POST /api/machine-clock/confirmation': only('system-admin'),

  // what everybody may know
  'GET /api/regions': open,
  'GET /api/regions/{code}': open,
  'GET /api/organisations': open,
  'GET /api/organisations/{code}': open,
  'GET /api/roles': open,
  'GET /api/calendar/{year}': open,
  'GET /api/words': open,
  'GET /api/items': open,
  'GET /api/item-facets': open,
  'GET /api/items/{code}': open,
  'GET /api/items/{code}/form': open,
  'GET /api/items/{code}/process': open,
  'GET /api/items/{code}/versions': open,
  'GET /api/items/{code}/materials': open,
  'GET /api/items/{code}/automation': open,
  'GET /api/items/{code}/template': open,
  'GET /api/catalog-items': open,
  'GET /api/catalog-items/{code}': open,

  // people: sessions and factors are one's own in person
  'GET /api/session': { done: 'everybody', shows: { name: 'owner agents other-agent representative' } },
  'POST /api/session': open,
  'POST /api/session/demonstration': open,
  'DELETE /api/session': open,
  'PUT /api/session/password': inPerson(),
  'POST /api/registrations': open,
  'GET /api/demonstration-accounts': { done: 'everybody', shows: { name: 'everybody' } },
  'POST /api/session/second': { done: 'everybody', spent: 'people.ticket-ended' },
  'POST /api/session/second/passkey': { done: 'everybody', spent: 'people.ticket-ended' },
  'POST /api/session/passkey': { done: 'everybody', spent: 'people.ticket-ended' },
  'PUT /api/session/proof': inPerson(),
  'POST /api/passkey-challenges': open,
  'POST /api/session/passkey-challenges': only('persons staff'),
  'GET /api/factors': inPerson(),
  'POST /api/factors/totp': inPerson(),
  'POST /api/factors/{id}/confirmation': inPerson('404'),
  'DELETE /api/factors/{id}': inPerson('404'),
  'POST /api/factors/passkey-challenges': { ...inPerson(), shows: { name: 'owner' } },
  'POST /api/factors/passkeys': { ...inPerson('404'), spent: 'people.ticket-ended' },
  'POST /api/recovery-codes': inPerson('404'),

  // proposals: what one person asks for another decides, and whoever asked does not (三员分立, 双人复核). The samples were asked for by the
  // system administrator, those of posts by the security administrator.
  'GET /api/proposals': { done: 'system-admin security-admin audit-admin', empty: 'approver/head@same,joint,other,region', query: { state: 'waiting', limit: '100' }, finds: '{asked-rotation}' },
  'POST /api/proposals/{id}/withdrawal': { done: 'system-admin', 404: 'security-admin audit-admin approver/head@same,joint,other,region' },
  'POST /api/proposals/key-rotation': only('system-admin'),
  'POST /api/proposals/key-rotation/{id}/confirmation': only('security-admin'),
  'POST /api/proposals/key-rotation/{id}/refusal': only('security-admin'),
  'POST /api/proposals/officer-post': only('security-admin'),
  'POST /api/proposals/officer-post/{id}/confirmation': only('system-admin'),
  'POST /api/proposals/officer-post/{id}/refusal': only('system-admin'),
  'POST /api/proposals/officer-post-end': only('security-admin'),
  'POST /api/proposals/officer-post-end/{id}/confirmation': only('system-admin'),
  'POST /api/proposals/officer-post-end/{id}/refusal': only('system-admin'),
  'POST /api/proposals/officer-freezing': only('system-admin'),
  'POST /api/proposals/officer-freezing/{id}/confirmation': only('security-admin'),
  'POST /api/proposals/officer-freezing/{id}/refusal': only('security-admin'),
  'POST /api/proposals/client': only('system-admin'),
  'POST /api/proposals/client/{id}/confirmation': only('security-admin'),
  'POST /api/proposals/client/{id}/refusal': only('security-admin'),
  'POST /api/proposals/automation-restart': only('approver/head@same'),
  'POST /api/proposals/automation-restart/{id}/confirmation': ofIssuer('approver/head'),
  'POST /api/proposals/automation-restart/{id}/refusal': ofIssuer('approver/head'),

  // clients: what a person agrees to is his alone, in the browser that was asked
  'GET /api/clients': only('system-admin security-admin audit-admin'),
  'POST /api/clients/{code}/end': only('system-admin security-admin'),
  'GET /api/sign-ins/{uid}': open,
  'POST /api/sign-ins/{uid}': { done: 'persons-but-agents', 409: 'agents other-agent' },
  'GET /api/consents': { done: 'persons-but-agents', 409: 'agents other-agent' },
  'DELETE /api/consents/{code}': { 404: 'persons-but-agents', 409: 'agents other-agent' },
  'GET /api/readings': { done: 'persons-but-agents', 409: 'agents other-agent' },
  'GET /api/readings/export': { done: 'persons-but-agents', 409: 'agents other-agent' },
  'POST /api/readings/{entry}/question': { done: 'owner', 404: 'persons-but-agents', 409: 'agents other-agent' },
  'PUT /api/cases/{number}/reading-delay': ofBodies('head'),
  'DELETE /api/cases/{number}/reading-delay': ofBodies('head'),
  'GET /api/pass': { done: 'persons-but-agents', 409: 'agents other-agent' },
  'GET /api/pass-readings': { done: 'persons-but-agents', 409: 'agents other-agent' },
  // A reader proves itself by a key and not by a session; its proof works once.
  'POST /api/pass-readings': { done: 'everybody', spent: 'clients.reader-unknown' },
  'POST /api/offline-pass-readings': { done: 'everybody', spent: 'clients.reader-unknown' },

  'GET /api/sessions': inPerson(),
  'DELETE /api/sessions/{id}': inPerson('404'),

  // people: who opens accounts grants no posts, and the reverse (GB/T 22239)
  'GET /api/accounts': { done: 'system-admin security-admin audit-admin head@same', empty: 'head@joint,other,region', finds: '{account}' },
  'POST /api/accounts': only('system-admin'),
  'GET /api/accounts/{id}': { done: 'system-admin security-admin audit-admin head@same', 404: 'persons staff' },
  'POST /api/accounts/{id}/freezing': only('system-admin'),
  'DELETE /api/accounts/{id}/freezing': only('system-admin'),
  'POST /api/accounts/{id}/posts': only('security-admin'),
  'DELETE /api/accounts/{id}/posts/{post}': only('security-admin'),
  'GET /api/session/capacities': { done: 'persons', shows: { name: 'agents other-agent' } },
  'PUT /api/session/capacity': only('persons'),
  // Whose agency ended, and who was offered one, still sees from whom it was.
  // An agent sees the own authority alone: the sample is that of the agent for everything.
  'GET /api/agencies': { done: 'owner agent', empty: `${outsiders} helper limited-agent thirds`, finds: '{agency}', shows: { name: 'owner agents other-agent past-agent stranger' } },
  'POST /api/agencies': { done: 'owner thirds company', 422: 'past-agent stranger', spent: 'people.agent-not-found' },
  'POST /api/agencies/{id}/revocation': { done: 'owner agent', 404: `${outsiders} helper limited-agent thirds` },
  'POST /api/agencies/{id}/keeping': { done: 'owner', 404: 'past-agent thirds stranger company' },
  'PUT /api/accounts/{id}/representative': only('security-admin'),
  'GET /api/post-reviews': { done: 'head@same', empty: 'head@joint,other,region', finds: '{spare-post}' },
  // Each head for the own bodies; nobody outside learns that a post exists.
  'POST /api/post-reviews/{post}': { done: 'head@same', 404: 'head@joint,other,region' },
  'GET /api/absences': { done: `${business}/item-steward@same data-steward`, empty: 'staff', finds: '{absence}' },
  'POST /api/absences': { done: 'head@same', 404: 'staff' },
  'POST /api/absences/{id}/end': { done: 'head@same', 404: 'staff' },

  // cases: reading
  'GET /api/cases': { done: `owner agents ${business}@same`, empty: `${outsiders} thirds ${business}@joint,other,region`, query: { view: 'department', q: '{submitted}' }, finds: '{submitted}', shows: { name: `owner agents ${business}@same` } },
  'GET /api/case-counts': list(business, /"department":[1-9]/, { needs: '{submitted}' }),
  'GET /api/case-count': list(business, /"count":[1-9]/, { query: { view: 'department' }, needs: '{submitted}' }),
  'GET /api/board': list('approver/head', /"count":[1-9]/, { needs: '{submitted}' }),
  'GET /api/cases/{number}': reading({ id: 'owner agents', phone: seenByReaders, name: `${seenByReaders} thirds`, answers: seenByReaders, thirdId: 'thirds' }, 'thirds'),
  'GET /api/cases/{number}/timeline': reading({ name: seenByReaders, inner: `${business}@same,joint` }, 'thirds'),
  'GET /api/cases/{number}/files/{file}': reading(),
  'GET /api/cases/{number}/process': reading(),
  'GET /api/cases/{number}/colleagues': { done: `${business}@same,joint`, 404: `${business}@other,region` },
  'GET /api/cases/{number}/supervision': reading(),
  'GET /api/cases/{number}/letters': reading({}, 'thirds'),
  'GET /api/cases/{number}/letters/{letter}/pdf': reading(),
  'GET /api/cases/{number}/publicity': reading(),
  'GET /api/cases/{number}/hearings': reading({}, 'thirds'),
  'GET /api/cases/{number}/confirmation': reading({ code: 'window/clerk@same' }),
  'GET /api/cases/{number}/confirmation/signature': reading(),
  'GET /api/cases/{number}/visits': { done: 'owner agents window/clerk@same,joint', 404: `${outsiders} thirds window/clerk@other,region` },
  'PUT /api/cases/{number}/look': { done: `${business}@same,joint`, 404: `${business}@other,region` },
  'GET /api/cases/{number}/evidence': { done: `${business}@same,joint`, 404: `${business}@other,region` },

  // cases: steps are done by whoever holds the post of the step; a head may give back and hand over what others hold
  'POST /api/cases/{number}/steps/{step}/claim': acting('clerk@same'),
  'POST /api/cases/{number}/steps/{step}/release': acting('clerk/head@same'),
  'POST /api/cases/{number}/steps/{step}/completion': acting('examiner@same'),
  'POST /api/cases/{number}/acceptance': ofBodies('clerk'),
  'POST /api/cases/{number}/acceptance-refusal': ofBodies('clerk'),
  'POST /api/cases/{number}/correction-notice': ofBodies('clerk'),
  'POST /api/cases/{number}/decision': acting('approver@same', 'clerk/approver/head'),
  'POST /api/cases/{number}/delivery': acting('window/clerk@same', 'window/clerk/approver'),
  'POST /api/cases/{number}/withdrawal': { done: 'owner agents', 404: outsiders },
  'POST /api/cases/{number}/termination': ofBodies('head'),
  'POST /api/cases/{number}/suspension': ofBodies(),
  'POST /api/cases/{number}/resumption': ofBodies(),
  'POST /api/cases/{number}/extension': ofBodies('head'),
  'POST /api/cases/{number}/on-the-spot-correction': ofBodies('window/clerk'),
  'POST /api/cases/{number}/owed-papers': ofBodies('window/clerk'),
  'POST /api/cases/{number}/owed-files': byParty(),
  'POST /api/cases/{number}/commitment-withdrawal': byPartyOfAnotherItem,
  'POST /api/cases/{number}/intention': ofBodies(),
  'POST /api/cases/{number}/defence': byPartyOfAnotherItem,
  'POST /api/cases/{number}/letter-choice': byParty(),
  'POST /api/cases/{number}/steps/{step}/return': acting('approver/head@same'),
  'POST /api/cases/{number}/steps/{step}/take-back': acting(''),
  'POST /api/cases/{number}/steps/{step}/jump': acting('examiner/head@same', 'examiner/approver/head'),
  'POST /api/cases/{number}/steps/{step}/signers': acting('examiner/head@same'),
  'POST /api/cases/{number}/steps/{step}/signer-removal': acting('examiner/head@same'),
  'POST /api/cases/{number}/steps/{step}/transfer': acting('examiner/head@same'),
  'POST /api/cases/{number}/steps/{step}/delegation': acting('examiner@same'),
  'POST /api/cases/{number}/steps/{step}/delegation-answer': { 404: `${handlers}@other,region`, 409: `${handlers}@same,joint` },
  // A copy gives no right to act: neither to urge nor to pass the case on.
  'POST /api/cases/{number}/steps/{step}/urging': ofBodies(business),
  'POST /api/cases/{number}/copies': ofBodies(),
  'POST /api/cases/{number}/copies/{copy}/reading': { 404: `${business}@same,joint,other,region` },
  'POST /api/cases/{number}/comments': { done: `${business}@same,joint`, 404: `${business}@other,region` },
  'POST /api/cases/{number}/comments/{comment}/erasure': { done: 'head@same', 404: `${business}@same,joint,other,region` },
  'POST /api/cases/{number}/third-parties': ofBodies(),
  'POST /api/cases/{number}/third-parties/{party}/statement': ofBodies(),
  'POST /api/cases/{number}/statements': byAnyParty,
  'POST /api/cases/{number}/forwarding': ofBodies(),
  'POST /api/bulk-acts': { done: 'examiner@same', empty: `clerk/approver/head@same ${handlers}@joint,other,region`, finds: /"done":true|"ok":true/ },
  'GET /api/open-work/{account}': { done: 'head@same', empty: 'staff', finds: '{accepted}' },
  'POST /api/open-work/{account}/hand-over': { done: 'head@same', empty: 'staff', finds: /"done":true/ },

  // models: the bodies that use them, and stewards of the region
  'GET /api/models': { done: `${handlers}@same item-steward@same,joint,other`, empty: `${handlers}@joint,other,region item-steward@region`, finds: 'outdoor-advertising' },
  'GET /api/models/{body}/{kind}/{name}': models,
  'GET /api/models/{body}/{kind}/{name}/texts/{digest}': models,
  'GET /api/model-drafts': { done: `${handlers}@same item-steward@same,joint,other`, empty: `${handlers}@joint,other,region item-steward@region`, finds: '{model-draft}', query: { state: 'drafting' } },
  'POST /api/model-drafts': models,
  'GET /api/model-drafts/{id}': models,
  'GET /api/model-drafts/{id}/text': models,
  'GET /api/model-drafts/{id}/effect': models,
  'PUT /api/model-drafts/{id}': models,
  'POST /api/model-drafts/{id}/check': models,
  'POST /api/model-drafts/{id}/submission': models,
  // Only whoever wrote a draft takes it back or throws it away.
  'POST /api/model-drafts/{id}/withdrawal': { 404: `${handlers}/item-steward@same,joint,other,region` },
  'DELETE /api/model-drafts/{id}': { 404: `${handlers}/item-steward@same,joint,other,region` },
  'POST /api/model-drafts/{id}/return': ofIssuer('approver/head'),
  'POST /api/model-drafts/{id}/publication': ofIssuer('approver/head'),

  // seals, letters, licences
  'GET /api/seals': list(business, '{seal}'),
  'GET /api/seals/{id}': open,
  'GET /api/seals/{id}/picture': ofIssuer(business),
  'POST /api/seals/{id}/cancellation': ofIssuer('head'),
  'GET /api/seal-keys': open,
  'GET /api/letters': ownList('{letter}', { query: { limit: '100' } }),
  'POST /api/cases/{number}/letter-preview': { ...acting('approver@same'), shows: { name: 'approver@same' } },
  'POST /api/cases/{number}/letters/{letter}/delivery': ofBodies(business),
  'POST /api/cases/{number}/letters/{letter}/receipt': byCompany(),
  'POST /api/cases/{number}/letters/{letter}/paper': byParty(),
  'GET /api/waiting-letters': list(business, '{paper-letter}'),
  'GET /api/licences': { done: `owner agents ${business}@same`, empty: `${outsiders} thirds ${business}@joint,other,region`, finds: '{licence}', shows: { name: `owner agents ${business}@same`, id: 'owner whole-agents' } },
  'GET /api/licences/{id}': licence({ name: seenByReaders }),
  'GET /api/licences/{id}/pdf': licence(),
  'GET /api/licences/{id}/jws': licence(),
  'GET /api/verification/{code}': open,
  'GET /api/licence-status-list': open,
  'GET /api/licence-keys': open,
  'GET /api/licence-types': open,
  'POST /api/licences/{id}/cases': ofIssuer(handlers),
  'POST /api/cases/{number}/licences': { ...ofIssuer('approver/head'), shows: { name: 'approver/head@same' } },
  'GET /api/licence-uses': { done: `persons ${business}@same,joint,other,region`, shows: { name: 'owner agents' } },
  'POST /api/form-advice': only(`${handlers}/item-steward@same,joint,other,region`),

  // automatic decisions
  'GET /api/cases/{number}/explanation': byCompany(handlers),
  'GET /api/cases/{number}/replay': byCompany(handlers),
  'POST /api/cases/{number}/human-review': byCompany(),
  'GET /api/automation': { done: `${handlers}@same item-steward@same,joint,other,region audit-admin`, empty: `${handlers}@joint,other,region`, finds: '{running-item}' },
  'GET /api/automation/{item}/cases': { done: `${handlers}@same item-steward@same,joint,other,region audit-admin`, empty: `${handlers}@joint,other,region`, finds: '{automatic-case}' },
  'POST /api/automation/{item}/stop': only('approver/head@same'),

  // publicity, hearings, archives, supervision
  'GET /api/publicity': open,
  'GET /api/publicity/{notice}': open,
  'POST /api/publicity/{notice}/objections': open,
  'GET /api/publicity-objections/{receipt}': open,
  'POST /api/cases/{number}/publicity': ofBodies(),
  'POST /api/cases/{number}/objections/{objection}/answer': ofBodies(),
  'GET /api/grants': open,
  'GET /api/grants/{grant}': open,
  'POST /api/grants/{grant}/removal': ofIssuer('approver/head'),
  'GET /api/cases/{number}/archive': { ...ofBodies(), done: `${handlers}@same audit-admin` },
  'GET /api/cases/{number}/archive/verification': { ...ofBodies(), done: `${handlers}@same audit-admin` },
  'GET /api/cases/{number}/archive/export': { ...ofBodies(), done: `${handlers}@same audit-admin`, shows: { id: `${handlers}@same audit-admin` } },
  'GET /api/hearing-announcements': open,
  'POST /api/cases/{number}/hearings': ofBodies(),
  'POST /api/cases/{number}/hearings/{hearing}/telling': ofBodies(),
  'POST /api/cases/{number}/hearing-requests': byAnyParty,
  'POST /api/cases/{number}/hearing-call': ofBodies(),
  'POST /api/cases/{number}/hearings/{hearing}/withdrawal': { done: 'owner agents', 404: outsiders },
  'POST /api/cases/{number}/hearings/{hearing}/schedule': ofBodies(),
  'POST /api/cases/{number}/hearings/{hearing}/presider-objection': byAnyParty,
  // The minutes are the presider's, whoever else is in the body.
  'POST /api/cases/{number}/hearings/{hearing}/minutes': acting(''),
  'POST /api/cases/{number}/hearings/{hearing}/confirmation': { done: 'owner agents', 404: outsiders },
  'POST /api/cases/{number}/hearings/{hearing}/signatures': acting(''),

  // messages, channels, reviews, help
  'GET /api/notifications': { done: 'owner agents', empty: `${outsiders} thirds staff`, finds: '{notification}' },
  'POST /api/notifications/reading': only('persons staff'),
  'POST /api/notifications/{id}/reading': { done: 'owner agents', 404: `${outsiders} thirds staff` },
  'GET /api/notification-channels': only('persons staff'),
  'PUT /api/notification-channels/{channel}': noAgent(),
  'POST /api/notification-channels/{channel}/verification': { ...noAgent('404'), done: 'owner' },
  'POST /api/notification-channels/{channel}/switch': { ...noAgent('404'), done: 'owner' },
  'DELETE /api/notification-channels/{channel}': { ...noAgent('404'), done: 'owner' },
  'POST /api/reviews': byParty(),
  'GET /api/reviews': { done: `owner agents ${business}@same`, empty: `${outsiders} thirds ${business}@joint,other,region`, finds: '{bad-review}' },
  'GET /api/review-summary': open,
  'POST /api/reviews/{id}/follow-up': byParty(),
  'POST /api/cases/{number}/call-back-contact': { 404: 'clerk@other,region' },
  'GET /api/review-figures': open,
  'POST /api/enquiries': open,
  'GET /api/cases/{number}/enquiry-code': byParty(),
  'GET /api/reminders': ownList('{accepted}', { shows: { id: 'owner whole-agents' } }),
  'GET /api/calendar': ownList('{accepted}'),
  'GET /api/calendars/{token}': open,
  'GET /api/calendar-link': only('persons'),
  'POST /api/calendar-link': { done: 'owner past-agent thirds stranger company', 409: 'agents other-agent' },
  'DELETE /api/calendar-link': { done: 'owner', 404: 'past-agent stranger company thirds', 409: 'agents other-agent' },
  'GET /api/proxies': { done: 'owner past-agent stranger', 409: 'agents other-agent', finds: '{asked-binding}', shows: { name: 'past-agent stranger' } },
  'POST /api/proxies': { done: 'owner past-agent stranger', 409: 'agents other-agent' },
  'POST /api/proxies/{id}/agreement': { done: 'owner', 404: 'past-agent stranger', 409: 'agents other-agent' },
  'POST /api/proxies/{id}/end': { done: 'owner past-agent stranger', 409: 'agents other-agent' },
  'GET /api/proxies/{id}/cases': { done: 'owner', 404: 'past-agent stranger', 409: 'agents other-agent' },
  'GET /api/promise-bars': list(handlers, '{bar}'),
  'POST /api/promise-bars': only('head@same'),
  'POST /api/promise-bars/{id}/repair': only('head@same'),
  'GET /api/saved-lists': { done: '', empty: `${business}@same,joint,other,region`, finds: '{saved-list}' },
  'POST /api/saved-lists': only(`${business}@same,joint,other,region`),
  'DELETE /api/saved-lists/{id}': { 404: `${business}@same,joint,other,region` },

  // applications
  'POST /api/applications': only('owner agents past-agent thirds stranger company'),
  'GET /api/applications': ownList('{draft}'),
  'GET /api/applications/{id}': own({ id: 'owner agents', phone: 'owner agents' }),
  'PUT /api/applications/{id}': own(),
  'DELETE /api/applications/{id}': own(),
  'POST /api/applications/{id}/files': own(),
  'DELETE /api/applications/{id}/files/{file}': own(),
  'POST /api/applications/{id}/version': own(),
  'POST /api/applications/{id}/corrections': own(),
  'POST /api/applications/{id}/submission': own(),
  'POST /api/applications/{id}/reuses': own(),
  'POST /api/applications/{id}/uploads': own(),
  'GET /api/applications/{id}/uploads': own(),
  'DELETE /api/applications/{id}/uploads/{upload}': own(),
  'POST /api/applications/{id}/uploads/{upload}/pieces': { ...own(), spent: 'applications.wrong-offset' },
  'POST /api/applications/{id}/uploads/{upload}/completion': own(),
  // Windows of the city receive for every body; a clerk for the own alone.
  'POST /api/intakes': only('window@same,joint,other,region clerk@same'),
  'POST /api/intake-advice': only('window@same,joint,other,region clerk@same'),
  'POST /api/intake-files': only('window/clerk@same,joint,other,region'),
  'GET /api/library': ownList('{library-entry}'),
  'DELETE /api/library/{id}': own(),
  // Whoever comes may come to any window: what waits to be compared is found there by the whole number of the document, and can be opened.
  'GET /api/library/{id}/content': { done: 'owner agents window/clerk@same,joint,other,region', 404: `${outsiders} thirds` },
  'GET /api/library-checks': { done: 'window/clerk@same,joint,other,region', finds: '{checkable-entry}' },
  'POST /api/library/{id}/check': only('window/clerk@same,joint,other,region'),
  'POST /api/cases/{number}/confirmation': ofBodies('window/clerk'),
  'GET /api/intake-confirmations/{code}': open,
  'POST /api/intake-confirmations/{code}': open,
  'GET /api/items/{code}/affected': only(`${handlers}/item-steward@same,joint,other,region`),

  // sheets of a company: the third party of the cases is the company that owns them
  'POST /api/items/{code}/batches': only('thirds company'),
  'POST /api/batches/{id}/rows': { done: 'thirds', 404: 'company' },
  'GET /api/batches': { done: 'thirds', empty: 'company', finds: '{batch}' },
  'GET /api/batches/{id}': { done: 'thirds', 404: 'company' },
  'GET /api/batches/{id}/rows': { done: 'thirds', 404: 'company' },
  'GET /api/batches/{id}/sheet': { done: 'thirds', 404: 'company' },
  'GET /api/batches/{id}/sheets/{sheet}': { done: 'thirds', 404: 'company' },
  'POST /api/batches/{id}/submission': { done: 'thirds', 404: 'company' },
}
