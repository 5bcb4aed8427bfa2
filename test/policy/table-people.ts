// The rows of people and of what proves who somebody is: accounts, sessions, factors, posts, agencies, proofs, clients and readers.
import { business, outsiders, open, only, ofBodies, inPerson, ofPerson, ofIssuer, type Row } from './rows.ts'

export const peopleTable: Record<string, Row> = {
  // people: sessions and factors are one's own in person
  'GET /api/session': { done: 'everybody', shows: { name: 'owner agents other-agent representative' } },
  'POST /api/session': open,
  'POST /api/session/demonstration': open,
  'DELETE /api/session': open,
  'PUT /api/session/password': inPerson(),
  'POST /api/registrations': open,
  'GET /api/demonstration-accounts': { done: 'everybody', shows: { name: 'everybody' } },
  'POST /api/session/second': { done: 'everybody', spent: 'people.ticket-ended' },
  'POST /api/session/second/passkey': { done: 'everybody', spent: ['people.ticket-ended', 'people.challenge-ended'] },
  'POST /api/session/passkey': { done: 'everybody', spent: 'people.challenge-ended' },
  'PUT /api/session/proof': inPerson(),
  // Whether somebody is here, or gets codes, is not told by asking for one.
  'POST /api/sign-in-codes': open,
  'POST /api/session/code': { done: 'everybody', spent: 'people.ticket-ended' },
  'POST /api/session/codes': { ...inPerson('404'), done: 'owner' },
  'POST /api/passkey-challenges': open,
  'POST /api/session/passkey-challenges': only('persons staff'),
  'GET /api/factors': inPerson(),
  'POST /api/factors/totp': inPerson(),
  'POST /api/factors/{id}/confirmation': inPerson('404'),
  'DELETE /api/factors/{id}': inPerson('404'),
  'POST /api/factors/passkey-challenges': { ...inPerson(), shows: { name: 'owner' } },
  'POST /api/factors/passkeys': { ...inPerson('404'), spent: 'people.challenge-ended' },
  'POST /api/recovery-codes': inPerson('404'),

  // proposals: what one person asks for another decides, and whoever asked does not (三员分立, 双人复核). The samples were asked for by the
  // system administrator, those of posts by the security administrator.
  'GET /api/proposals': { done: 'system-admin security-admin audit-admin', empty: `data-steward ${business}@same,joint,other,region`, query: { state: 'waiting', limit: '100' }, finds: '{asked-rotation}' },
  'POST /api/proposals/{id}/withdrawal': { done: 'system-admin', 404: `security-admin audit-admin data-steward ${business}@same,joint,other,region` },
  'POST /api/proposals/key-rotation': only('system-admin'),
  'POST /api/proposals/key-rotation/{id}/confirmation': only('security-admin'),
  'POST /api/proposals/key-rotation/{id}/refusal': only('security-admin'),
  'POST /api/proposals/officer-post': only('security-admin'),
  'POST /api/proposals/officer-post/{id}/confirmation': only('system-admin'),
  'POST /api/proposals/officer-post/{id}/refusal': only('system-admin'),
  'POST /api/proposals/officer-post-end': only('security-admin'),
  'POST /api/proposals/officer-post-end/{id}/confirmation': only('system-admin'),
  'POST /api/proposals/officer-post-end/{id}/refusal': only('system-admin'),
  'POST /api/proposals/officer-freezing': { done: 'system-admin security-admin', spent: 'proposals.already-waiting' },
  'POST /api/proposals/officer-freezing/{id}/confirmation': only('security-admin'),
  'POST /api/proposals/officer-freezing/{id}/refusal': only('security-admin'),
  'POST /api/proposals/representative': { done: 'security-admin', spent: 'proposals.already-waiting' },
  'POST /api/proposals/representative/{id}/confirmation': only('system-admin'),
  'POST /api/proposals/representative/{id}/refusal': only('system-admin'),
  'POST /api/proposals/client': only('system-admin'),
  'POST /api/proposals/client/{id}/confirmation': only('security-admin'),
  'POST /api/proposals/client/{id}/refusal': only('security-admin'),
  'POST /api/proposals/automation-restart': only('approver/head@same'),
  'POST /api/proposals/automation-restart/{id}/confirmation': ofIssuer('approver/head'),
  'POST /api/proposals/automation-restart/{id}/refusal': ofIssuer('approver/head'),

  // An emergency opens a case that is outside the own reach, and to whoever reaches it already there is nothing to open.
  'POST /api/proposals/emergency-access': { done: `${business}@joint,other,region`, 409: `${business}@same clerk/examiner/approver@team` },
  'POST /api/proposals/emergency-access/{id}/confirmation': only('security-admin'),
  'POST /api/proposals/emergency-access/{id}/refusal': only('security-admin'),

  // proofs: nobody proves himself through another, and a company is no person
  'GET /api/proofs': ofPerson('done'),
  'POST /api/proof-asks': ofPerson('done'),
  'GET /api/proof-asks/{id}': ofPerson('404'),
  'POST /api/proof-asks/{id}/answer': ofPerson('404'),
  'DELETE /api/proofs/{source}': ofPerson('404'),
  'GET /api/companies': ofPerson('done'),
  'POST /api/companies': ofPerson('done'),
  // a document seen in person: windows see, others of the same body confirm; nobody is shown what was seen
  'GET /api/identity-checks': { done: 'window/clerk/head@same,joint,other,region' },
  'POST /api/identity-checks': { done: 'window@same,joint,other,region' },
  'POST /api/identity-checks/{id}/confirmation': { done: 'clerk/head@same', 404: 'clerk/head@joint,other,region' },
  'POST /api/identity-checks/{id}/refusal': { done: 'clerk/head@same', 404: 'clerk/head@joint,other,region' },

  // clients: who proposes a system does not register it (三员分立); what a person agrees to is his alone, in the browser that was asked
  'GET /api/clients': only('system-admin security-admin audit-admin'),
  'POST /api/clients/{code}/end': only('system-admin security-admin'),
  'GET /api/sign-ins/{uid}': open,
  'POST /api/sign-ins/{uid}': { done: 'persons-but-agents', 409: 'agents other-agent' },
  'GET /api/consents': { done: 'persons-but-agents', 409: 'agents other-agent' },
  'DELETE /api/consents/{code}': { 404: 'persons-but-agents', 409: 'agents other-agent' },
  'GET /api/data-copy': { done: 'persons-but-agents', 409: 'agents other-agent' },
  'GET /api/data-held': { done: 'persons-but-agents', 409: 'agents other-agent' },
  'GET /api/retention': only('data-steward audit-admin'),
  'POST /api/proposals/data-hold': { done: 'data-steward', spent: 'proposals.already-waiting' },
  'POST /api/proposals/data-hold/{id}/confirmation': { done: 'head@same', 404: 'head@joint,other,region' },
  'POST /api/proposals/data-hold/{id}/refusal': { done: 'head@same', 404: 'head@joint,other,region' },
  'POST /api/proposals/data-hold-end': { done: 'data-steward', spent: 'proposals.already-waiting' },
  'POST /api/proposals/data-hold-end/{id}/confirmation': { done: 'head@same', 404: 'head@joint,other,region' },
  'POST /api/proposals/data-hold-end/{id}/refusal': { done: 'head@same', 404: 'head@joint,other,region' },
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
  // Whoever may be the first to see that an account is in wrong hands may stop it: both officers, its holder, and whoever has its code.
  'POST /api/accounts/{id}/freezing': only('system-admin security-admin'),
  'DELETE /api/accounts/{id}/freezing': only('system-admin security-admin'),
  'GET /api/freeze-code': inPerson(),
  'POST /api/session/freezing': inPerson(),
  'POST /api/freezings': open,
  'POST /api/session/thawing': open,
  // At a window one begins and another of the same body confirms; a civil servant's is for the two administrators.
  'GET /api/recoveries': { done: 'window@same head@same window@window,other-window', empty: 'window@joint,other,region head@joint,other,region system-admin security-admin', finds: '{begun-recovery}' },
  'POST /api/recoveries': { done: 'window@same,joint,other,region', 422: 'system-admin' },
  // What is seen at one window of the hall is confirmed at any.
  'POST /api/recoveries/{id}/confirmation': { done: 'window@same head@same window@window,other-window', 404: 'window@joint,other,region head@joint,other,region security-admin' },
  'DELETE /api/recoveries/{id}': { done: 'window@same head@same window@window,other-window', 404: 'window@joint,other,region head@joint,other,region system-admin security-admin' },
  'GET /api/session/recovery': inPerson(),
  'DELETE /api/session/recovery': inPerson('404'),
  'POST /api/session/recovery': open,
  // Who notes what a register says does not take it back.
  'PUT /api/accounts/{id}/ending': only('security-admin'),
  'DELETE /api/accounts/{id}/ending': only('system-admin'),
  // Closed by its holder, or for an organisation by its representative; no agent does it, and no civil servant a work account.
  'GET /api/session/closing': { done: 'persons-but-agents', 409: 'agents other-agent staff' },
  'POST /api/session/closing': { done: 'persons-but-agents', 409: 'agents other-agent staff' },
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
  'GET /api/post-reviews': { done: 'head@same', empty: 'head@joint,other,region', finds: '{spare-post}' },
  // Each head for the own bodies; nobody outside learns that a post exists.
  'POST /api/post-reviews/{post}': { done: 'head@same', 404: 'head@joint,other,region' },
  'GET /api/absences': { done: `${business}/item-steward@same data-steward`, empty: 'staff', finds: '{absence}' },
  'POST /api/absences': { done: 'head@same', 404: 'staff' },
  'POST /api/absences/{id}/end': { done: 'head@same', 404: 'staff' },
}
