// Holes that a change could tear into the policy, each a small edit of one file, with the operations where it has to be told.

export interface Hole {
  name: string
  file: string
  /** A text that stands there once, and what it becomes. */
  from: string
  to: string
  /** The operations that are tried: a hole that some of them tell is told by all. Or the file of tests that tells what no matrix asks: what was signed, shown or revoked. */
  tried: string | { file: string }
}

const access = 'src/base/http/access.ts'
const list = 'src/core/cases/list.ts'
const read = 'src/core/cases/routes-read.ts'
const certificates = { file: 'src/core/people/certificates.test.ts' }
const relaying = { file: 'src/support/upstreams/upstreams.test.ts' }
const signedOut = { file: 'src/support/upstreams/logout.test.ts' }
const exactly = (operation: string) => `^${operation.replace(/[{}/]/g, '\\$&')}$`

/** The first two are tried in every run of the tests, all of them in the campaign. */
export const holes: readonly Hole[] = [
  { name: 'an owner check removed: drafts of others', file: 'src/service/applications/store.ts', from: 'where d.id = $1 and d.account = $2 and', to: 'where d.id = $1 and $2::uuid is not null and', tried: exactly('GET /api/applications/{id}') },
  { name: 'a field leaked: numbers of parties unmasked', file: read, from: 'idNumber: maskNumber(party.idNumber)', to: 'idNumber: party.idNumber', tried: exactly('GET /api/cases/{number}') },
  { name: 'roles of a rule not asked', file: access, from: '!rule.roles || rule.roles.includes(post.role)', to: 'post.role !== undefined || rule.roles', tried: 'acceptance$' },
  { name: 'kinds of account not asked', file: access, from: 'access.filter((r) => r.who.includes(caller.kind))', to: 'access.filter((r) => r.who.length > 0)', tried: 'POST /api/saved-lists$|GET /api/library$' },
  { name: 'a scope widened: the department becomes everything', file: access, from: "if (scope === 'department') {", to: "if (scope === 'department') {\n    reach.all = true", tried: exactly('GET /api/cases/{number}') },
  { name: 'a scope widened: one region becomes every region', file: 'src/core/access/reach.ts', from: 'regionPrefix(code)}%', to: 'regionPrefix(code).slice(0, 2)}%', tried: exactly('GET /api/models') },
  { name: 'a case seen by every body', file: list, from: '(handling = any (${organisations}) or deciding', to: '(handling is not null or deciding', tried: exactly('GET /api/cases/{number}') },
  { name: 'a case seen by every person', file: list, from: 'and p.account = ${own} and p.role', to: 'and ${own}::uuid is not null and p.role', tried: exactly('GET /api/cases/{number}') },
  { name: 'a third party takes papers', file: list, from: "(${third} or p.role <> 'third-party')", to: "(${third} or p.role <> 'nobody')", tried: exactly('GET /api/cases/{number}/files/{file}') },
  { name: 'a third party reads the whole case', file: read, from: 'return isThirdOnly(whole.parties, call.caller?.id) ?', to: 'return isThirdOnly(whole.parties, undefined) ?', tried: exactly('GET /api/cases/{number}') },
  { name: 'words among colleagues told to the applicant', file: read, from: "const isStaff = caller?.kind === 'staff'\n      const parties", to: 'const isStaff = caller !== undefined\n      const parties', tried: 'timeline$' },
  { name: 'a team reaches the whole department', file: access, from: 'reach.organisations.push(...whole.map((post) => post.organisation))', to: 'reach.organisations.push(...posts.map(bodyOf))', tried: exactly('GET /api/cases/{number}') },
  { name: 'a case of one team seen by every team', file: list, from: 'or team = any (${sections})))', to: 'or team = any (${sections}) or (team is not null and cardinality(${sections}::text[]) > 0)))', tried: exactly('GET /api/cases/{number}') },
  { name: 'a case seen at every window of the hall', file: list, from: '"window" = any (${sections})', to: '(receiving = any (select left(s, 18) from unnest(${sections}::text[]) s))', tried: exactly('GET /api/cases/{number}/files/{file}') },
  { name: 'a list that leaks: cases of all teams', file: list, from: '`c.team = ${add(one)}`])', to: '`(c.team = ${add(one)} or c.team is not null)`])', tried: exactly('GET /api/cases') },
  { name: 'a count that leaks: cases of all teams', file: list, from: 'scopesOf({ ...filter, view }, add).map', to: 'scopesOf({ ...filter, organisations: [...filter.organisations, ...filter.sections.map((one) => one.slice(0, 18))], view }, add).map', tried: exactly('GET /api/case-counts') },
  { name: 'a post in a section does every step that the section has', file: 'src/core/cases/acts.ts', from: 'post.role === step.role && reachesSection', to: '(post.role === step.role || post.section !== undefined) && reachesSection', tried: 'decision$|completion$' },
  { name: 'a window oversees as who decides does: a post in a section passes for every role', file: access, from: '!rule.roles || rule.roles.includes(post.role)', to: '!rule.roles || post.of !== undefined || rule.roles.includes(post.role)', tried: exactly('GET /api/board') },
  { name: 'lists that leak: licences, verdicts and letters of all teams', file: 'src/core/cases/store-scope.ts', from: '`c.team = any (${place}::text[])`', to: '`(c.team = any (${place}::text[]) or c.team is not null)`', tried: '^GET /api/(licences|waiting-letters)$' },
  { name: 'a list that leaks: cases of all bodies', file: list, from: '[`c.handling ', to: "['true', `c.handling ", tried: exactly('GET /api/cases') },
  { name: 'a count that leaks: the board of all bodies', file: list, from: "[scopeOf(filter, add), ...conditions(filter, add)].join(' and ')})`\n  const lamps", to: "[...conditions(filter, add), 'true'].join(' and ')})`\n  const lamps", tried: exactly('GET /api/board') },
  { name: 'a licence acted on by any body', file: 'src/support/licences/routes-act.ts', from: 'if (!organisations.includes(licence.issuer)) throw', to: 'if (organisations.length === 0) throw', tried: '/api/licences/.*cases$' },
  { name: 'a licence read by any body', file: 'src/support/licences/routes.ts', from: 'reach.organisations.includes(licence.issuer)\n', to: 'reach.organisations.length > 0\n', tried: exactly('GET /api/licences/{id}') },
  { name: 'a seal cancelled by any head', file: 'src/support/seals/routes.ts', from: '!reach.organisations.includes(seal.organisation.code)', to: 'reach.organisations.length === 0', tried: 'POST /api/seals' },
  { name: 'a paper of another library', file: 'src/service/applications/store-library.ts', from: 'where id = $1 and account = $2 and', to: 'where id = $1 and $2::uuid is not null and', tried: '/content$' },
  { name: 'an archive exported by whoever has a copy', file: 'src/support/archives/routes.ts', from: 'if (!reach.all) await mustBeOfCase', to: 'if (reach.organisations.length === 0 && !reach.all) await mustBeOfCase', tried: 'export$' },
  { name: 'a case passed on by whoever has a copy', file: 'src/core/cases/copies.ts', from: 'if (!(await isOfCase(sql, caseId, organisations))) throw', to: 'if (organisations.length === 0) throw', tried: exactly('POST /api/cases/{number}/copies') },
  { name: 'an agent who gives the principal away', file: 'src/core/people/agency.ts', from: 'if (isAgent(caller)) throw forOneself()', to: "if (isAgent(caller) && caller.hand?.agency === '') throw forOneself()", tried: exactly('POST /api/proxies') },
  { name: 'whoever acts by a grant taken for a guardian', file: 'src/core/people/callers.ts', from: '...(acting.guardian ? asGuardian(acting) : asAgent(acting))', to: '...asGuardian(acting)', tried: exactly('GET /api/proxies') },
  { name: 'a proof of guardianship confirmed by any body', file: 'src/core/people/store-guardians.ts', from: "state = 'seen' and organisation = any($2::text[]) and", to: "state = 'seen' and $2::text[] is not null and", tried: exactly('POST /api/guardian-checks/{id}/confirmation') },
  { name: 'an objection between guardians settled by any body', file: 'src/core/people/store-guardians.ts', from: '(organisation = any($2::text[]) or guardian = $3)', to: '($2::text[] is not null or guardian = $3)', tried: 'settlement$' },
  { name: 'a post that ended still counts', file: 'src/core/people/store-sessions.ts', from: ' and (p.to_at is null or p.to_at > ${now})) as posts', to: ') as posts', tried: exactly('GET /api/case-counts') },
  { name: 'an agency taken back still counts', file: 'src/core/people/store-sessions.ts', from: 'and g.revoked_at is null and', to: 'and', tried: exactly('GET /api/library') },
  { name: 'an agency for some items reads every draft', file: 'src/service/applications/store.ts', from: '($3::text[] is null or d.item = any ($3))', to: '($3::text[] is null or d.item is not null)', tried: exactly('GET /api/applications/{id}') },
  { name: 'an agency for some items is told of everything', file: 'src/support/notifications/store.ts', from: '($7::text[] is null or item = any ($7))', to: '($7::text[] is null or true)', tried: exactly('GET /api/notifications') },
  { name: 'an agency for some items reads every paper of the library', file: 'src/service/applications/store-library.ts', from: '($6::text[] is null or item = any ($6))', to: '($6::text[] is null or true)', tried: exactly('GET /api/library') },
  { name: 'an act that forgets the items of an agency', file: 'src/base/http/server.ts', from: 'items: caller.hand.items ?? undefined', to: 'items: undefined', tried: 'PUT /api/applications/' },
  { name: 'of two agencies the one that ends last alone', file: 'src/core/people/store-sessions.ts', from: 'jsonb_agg(distinct i.item) end', to: '(array_agg(g.items order by g.to_at desc))[1] end', tried: exactly('GET /api/applications/{id}') },
  { name: 'who else helps told to an agent', file: 'src/support/proxies/routes.ts', from: 'mustBeOneself(callerOf(call))\n      if (one?.proxy', to: 'mustBeNoAgent(callerOf(call))\n      if (one?.proxy', tried: exactly('GET /api/proxies/{id}/cases') },
  { name: 'who was known a second ago is still let in', file: 'src/core/people/limits.ts', from: 'callerSeconds: 0.5', to: 'callerSeconds: 2', tried: exactly('GET /api/case-counts') },
  { name: 'a head reads every account', file: 'src/core/people/routes-accounts.ts', from: "roles: ['head'], scope: 'department' as const", to: "roles: ['head'], scope: 'all' as const", tried: exactly('GET /api/accounts') },
  { name: 'who opens accounts grants posts', file: 'src/core/people/routes-accounts.ts', from: "roles: ['security-admin'], scope: 'all' }]", to: "roles: ['security-admin', 'system-admin'], scope: 'all' }]", tried: exactly('POST /api/accounts/{id}/posts') },
  { name: 'a sheet of another company', file: 'src/service/batches/store.ts', from: 'where id = $1 and account = $2 and', to: 'where id = $1 and $2::uuid is not null and', tried: exactly('GET /api/batches/{id}') },
  { name: 'a licence in a calendar under the number of a person', file: 'src/support/reminders/reminder.ts', from: 'maskNumber(one.number)', to: 'maskNumber(one.number).replace(/.*/, one.number)', tried: exactly('GET /api/calendar') },
  { name: 'the number of a person beside what bears a material', file: 'src/support/desks/evidence.ts', from: 'isPerson(licence.number) ? maskNumber(licence.number)', to: 'isPerson(licence.number) ? maskNumber(licence.number) && licence.number', tried: 'evidence$' },
  { name: 'the code of a confirmation told to any window', file: 'src/service/applications/confirming.ts', from: 'await isOfCase(ground.sql, caseId, windows.map((post) => post.organisation))', to: '(await isOfCase(ground.sql, caseId, [])) || windows.length > 0', tried: exactly('GET /api/cases/{number}/confirmation') },
  { name: 'a message marked by anybody', file: 'src/support/notifications/store.ts', from: 'where id = $1 and account = $2 and', to: 'where id = $1 and $2::uuid is not null and', tried: exactly('POST /api/notifications/{id}/reading') },
  { name: 'a machine stopped by any approver', file: 'src/support/automation/acts.ts', from: 'post.organisation === item.content.bodies.deciding)) throw notYourItem', to: "post.organisation !== '')) throw notYourItem", tried: '/stop$' },
  { name: 'the ledger open to everybody', file: 'src/core/ledger/routes.ts', from: "path: '/api/ledger/entries', access: auditors", to: "path: '/api/ledger/entries', access: auditors.length > 0 ? 'anyone' : auditors", tried: exactly('GET /api/ledger/entries') },
  { name: 'posts that one person never holds together count', file: 'src/core/people/callers.ts', from: 'conflict ? { posts: [], conflict', to: 'conflict ? { posts, conflict', tried: exactly('GET /api/case-counts') },
  { name: 'a post counts outside its hours', file: 'src/core/people/callers.ts', from: 'posts: held.filter(({ hours }) => holdsAt(hours, now, calendar))', to: 'posts: held.filter(({ hours }) => hours === null || calendar !== undefined)', tried: exactly('GET /api/case-counts') },
  { name: 'an emergency that is over still opens', file: 'src/core/people/store-sessions.ts', from: 'e.until_at > ${now} and e.ended_at is null', to: 'e.ended_at is null', tried: exactly('GET /api/cases/{number}') },
  { name: 'an emergency opens every case', file: 'src/core/cases/list.ts', from: 'or ${id} = any (${cases}::uuid[]))', to: 'or cardinality(${cases}::uuid[]) > 0)', tried: exactly('GET /api/cases/{number}/process') },
  { name: 'an emergency of somebody else opens', file: 'src/core/people/store-sessions.ts', from: 'where e.account = a.id and e.until_at', to: 'where e.account is not null and e.until_at', tried: exactly('GET /api/cases/{number}/letters') },
  { name: 'an emergency gives something to do', file: 'src/core/cases/routes-act.ts', from: "[{ who: ['staff'], roles, scope: 'department' }]", to: "[{ who: ['staff'], roles, scope: 'department' }, { who: ['staff'], roles, scope: 'emergency' }]", tried: 'POST /api/cases/{number}/acceptance$'.replaceAll(/[{}]/g, (c) => `\\${c}`) },
  { name: 'emergency access to what is reached already', file: 'src/core/cases/emergency.ts', from: 'if (await isVisible(act.tx, id, reach))', to: "if (number === '' && (await isVisible(act.tx, id, reach)))", tried: exactly('POST /api/proposals/emergency-access') },
  { name: 'whoever asked decides', file: 'src/core/proposals/proposal.ts', from: 'if (askedBy === account) throw', to: "if (askedBy === '') throw", tried: exactly('POST /api/proposals/officer-post/{id}/refusal') },
  { name: 'a proposal of another body decided', file: 'src/core/proposals/routes.ts', from: 'p.kind = $2 and ${within.text}`', to: 'p.kind = $2 and (true or ${within.text})`', tried: exactly('POST /api/proposals/automation-restart/{id}/refusal') },
  { name: 'proposals of all kinds listed for everybody', file: 'src/core/proposals/routes.ts', from: 'if (!reach) continue', to: "if (!reach) parts.push(`p.kind = '${kind.code}'`)\n    if (!reach) continue", tried: exactly('GET /api/proposals') },
  { name: 'a restart asked for by any body', file: 'src/core/proposals/acts.ts', from: '!reach.all && !reach.organisations.includes(organisation)) throw', to: "!reach.all && organisation === '') throw", tried: exactly('POST /api/proposals/automation-restart') },
  { name: 'a post of an officer granted by one alone', file: 'src/core/people/officer-changes.ts', from: "decides: by('security-admin', 'system-admin'), sees,\n      shape: Type.Object({ account: Id, role", to: "decides: by('security-admin', 'system-admin', 'audit-admin'), sees,\n      shape: Type.Object({ account: Id, role", tried: exactly('POST /api/proposals/officer-post/{id}/confirmation') },
  { name: 'a certificate taken whoever hands it on', file: 'src/core/people/certificate.ts', from: 'timingSafeEqual(sha256(shown), sha256(secret))', to: 'timingSafeEqual(sha256(secret), sha256(secret))', tried: certificates },
  { name: 'a certificate taken whoever signed it', file: 'src/engines/certificates/path.ts', from: 'mayIssue(one, below) && isSignedBy(last, one)', to: 'mayIssue(one, below) && (true || isSignedBy(last, one))', tried: certificates },
  { name: 'a certificate taken that was revoked', file: 'src/engines/certificates/path.ts', from: "if (own.some(({ serials }) => serials.has(one.serial))) return 'revoked'", to: "if (own.some(({ serials }) => serials.size < 0 && serials.has(one.serial))) return 'revoked'", tried: certificates },
  { name: 'a certificate taken that no list tells of', file: 'src/engines/certificates/path.ts', from: "if (own.length === 0) return 'not-known'", to: "if (own.length < 0) return 'not-known'", tried: certificates },
  { name: 'a certificate taken that is over', file: 'src/engines/certificates/path.ts', from: "if (!path.every((one) => holdsAt(one, now))) return { fault: 'not-now' }", to: "if (!path.some((one) => holdsAt(one, now))) return { fault: 'not-now' }", tried: certificates },
  { name: 'a certificate signs in alone where the operator does not say so', file: 'src/core/people/acts-certificates.ts', from: 'if (!wayOf(ground).alone) throw', to: 'if (!wayOf(ground)) throw', tried: certificates },
  { name: 'a return from above taken in any browser', file: 'src/support/upstreams/store.ts', from: 'where g.browser = $1 and r.id = g.registration and', to: 'where $1::bytea is not null and r.id = g.registration and', tried: relaying },
  { name: 'a return from above taken twice', file: 'src/support/upstreams/store.ts', from: 'r.ended_at is null and g.used_at is null and', to: 'r.ended_at is null and', tried: relaying },
  { name: 'an account found from above by a number that nobody proved', file: 'src/support/upstreams/routes.ts', from: '(levels.get(id) ?? 1) >= levelOfOneself)', to: '(levels.get(id) ?? 1) >= 1)', tried: relaying },
  { name: 'a sign-out above that counts twice', file: 'src/core/people/store-relays.ts', from: 'on conflict do nothing returning 1', to: 'on conflict (token_digest) do update set at = excluded.at returning 1', tried: signedOut },
  { name: 'a sign-out above that ends the sessions of others', file: 'src/core/people/store-relays.ts', from: "\"relay->>'subject' = $1 and ", to: '"$1::text is not null and ', tried: signedOut },
  { name: 'who signs out above on the way in is in', file: 'src/core/people/sign-in.ts', from: 'if (told && (await', to: 'if (told && told.level === 0 && (await', tried: signedOut },
  { name: 'a sign-out above by an ID token', file: 'src/support/upstreams/logout.ts', from: 'if (nonce !== undefined)', to: "if (nonce === 'never')", tried: signedOut },
  { name: 'a session from above passed on as more than was asserted', file: 'src/core/people/relay.ts', from: 'Math.min(ofAccount, levelMax ?? ofAccount)', to: 'Math.max(ofAccount, levelMax ?? ofAccount)', tried: { file: 'src/support/upstreams/levels.test.ts' } },
  { name: 'who is frozen gets another account from above', file: 'src/support/upstreams/routes.ts', from: 'if (proved.length > 0 && proved.every(', to: 'if (proved.length < 0 && proved.every(', tried: relaying },
  { name: 'a civil servant comes in from above', file: 'src/core/people/sign-in.ts', from: "if (!row || row.kind === 'staff') return fail", to: 'if (!row) return fail', tried: relaying },
  { name: 'a letter of another case under the number of one’s own', file: 'src/support/deliveries/routes.ts', from: 'letter.caseId !== id || !isForReader(await readBeside(ground, id, ', to: '!isForReader(await readBeside(ground, letter.caseId, ', tried: exactly('GET /api/cases/{number}/letters/{letter}/pdf') },
  { name: 'a post of another account ended under one that is named', file: 'src/core/people/store-posts.ts', from: 'where id = $2 and account = $1 and (to_at', to: 'where id = $2 and $1::uuid is not null and (to_at', tried: exactly('DELETE /api/accounts/{id}/posts/{post}') },
  { name: 'an answer kept for somebody else', file: 'src/base/act/act.ts', from: 'where actor = ${escapeLiteral(actor.id)} and key = ', to: 'where key = ', tried: exactly('POST /api/applications') },
  { name: 'a list that leaks: what was copied to others', file: list, from: '(select case_id from cases.copies where account = ', to: '(select case_id from cases.copies where true or account = ', tried: exactly('GET /api/cases') },
  { name: 'a list that leaks: what is finished at all bodies', file: list, from: 'map((scope) => `${scope} and ${finished}`)', to: "map((scope) => `(${view === 'finished' ? 'true or ' : ''}${scope}) and ${finished}`)", tried: '^GET /api/(cases|case-count)$' },
  { name: 'an agency whose last day is over still counts', file: 'src/core/people/store-sessions.ts', from: 'g.from_at <= ${now} and g.to_at > ${now} and wl', to: 'g.from_at <= ${now} and wl', tried: exactly('GET /api/library') },
  { name: 'a guardian who may do nothing alone changes something', file: access, from: 'if (caller?.hand?.stopped) throw', to: 'if (caller?.hand?.stopped && !caller.hand.guardian) throw', tried: exactly('PUT /api/applications/{id}') },
  { name: 'live news of every case', file: 'src/core/cases/events.ts', from: '(seen.get(session)?.has(subject) ?? false) &&', to: '(seen.size > 0 || session !== subject) &&', tried: { file: 'src/core/cases/events.test.ts' } },
  { name: 'a route without a row', file: 'test/policy/table.ts', from: "  'GET /api/seal-keys': open,\n", to: '', tried: exactly('GET /api/seal-keys') },
]
