// The English words of promises at the window and of the registers with a page of their own.
export const enRegisters = {
  intake: { missing: 'Still missing or not met; tell the applicant now (it stops no intake):' },
  gap: { title: 'Papers that may follow', note: 'These may follow: the applicant promises the day in writing and the application is accepted first. Without them by then it cannot be granted.', last: '{{date}} at the latest; leave empty if not used.' },
  promise: {
    title: 'How to apply', note: 'A promise may stand in for some papers here. Tell the applicant all of this first; the choice is theirs, and both ways are open.', papers: 'Papers that need not be handed in', conditions: 'What the applicant promises', consequences: 'What follows if it is not true', checked: 'Checked within {{count}} days of the grant.', basis: 'Basis in law',
    ordinary: 'The ordinary way: papers are handed in', promised: 'A promise: all this was told, and the applicant promises in writing', excluded: 'A promise is not open this time:', excludedNext: 'Take the papers as usual; the application is not affected.', replaced: 'replaced by the promise',
  },
  receipt: { gaps: 'Papers promised by {{date}}', gapsNote: 'Without them by then it cannot be granted.', promise: 'Promise in place of papers: the applicant promises the following and knows what follows', signed: 'Signature of the applicant: ______________    Date: __________' },
  shell: { registers: 'Registers', clients: 'Systems', upstreams: 'Platforms above', proposals: 'Second person', emergency: 'Emergency access' },
  keys: { of: { anywhere: { 'g r': 'registers', 'g c': 'systems', 'g t': 'platforms above', 'g s': 'second person' } } },
  clients: {
    name: 'System', code: 'Code', codeRule: '3 to 40 small letters, digits or hyphens, a letter first; it stays the same', nameZh: 'Name in Chinese', nameEn: 'Name in English', organisation: 'Who answers for it', purposeZh: 'Purpose', purposeEn: 'Purpose in English', purposeNote: 'Whoever signs in sees it.', contact: 'Contact', redirects: 'Return addresses', redirectsNote: 'One on a line, whole. None for what only reads codes.', logout: 'Address that hears of the end', logoutNote: 'It is told when a session here ends.', reads: 'Reads the codes that people show', yes: 'yes',
    kinds: 'Accounts it takes', scopes: 'Told when the person agrees', scopesNote: 'A name of its own and the level are always told. Only what is needed.', scope: { profile: 'Name', phone: 'Mobile number', identity: 'Kind and number of the document' }, law: 'Law', lawNote: 'Needed for the number of a document.', levelMin: 'Least assurance level', keys: 'Public keys (JWK)', keysNote: 'Paste what the system printed; its private key stays there.',
    propose: 'Propose a system', proposeAbout: 'It holds when another administrator, the security administrator, has registered it.', proposed: 'Proposed; it waits for a second person', change: 'Propose a change', register: 'Register', refuse: 'Refuse', end: 'End', act: { confirmation: 'Register the system', refusal: 'Refuse the proposal', end: 'End the system' },
    about: { confirmation: 'From now on {{name}} signs people in. After a change, people are asked anew.', refusal: 'Say why.', end: 'At once: what {{name}} holds is void, and nobody signs in through it any more.' },
    state: { proposed: 'Waiting', 'in-force': 'In force', refused: 'Refused', replaced: 'Replaced', ended: 'Ended' }, allStates: 'All', none: 'No systems yet.', proposedBy: 'Proposed', proposedOn: 'Proposed on', decidedBy: 'Second person',
  },
  upstreams: {
    name: 'Platform', code: 'Code', codeRule: '3 to 40 small letters, digits or hyphens, a letter first; it stays the same', nameZh: 'Name in Chinese', nameEn: 'Name in English', issuer: 'Issuer', issuerNote: 'Exactly as the platform publishes it.', client: 'What it calls us (client_id)', kind: 'Accounts', levels: 'Levels', levelsNote: 'One on a line: its level (acr)=assurance level here. What is not listed counts as 1.', badLevels: 'Each line is “its level=1 to 5”', law: 'Law',
    propose: 'Propose a platform', proposeAbout: 'It holds when another administrator, the security administrator, has registered it.', proposed: 'Proposed; it waits for a second person', change: 'Propose a change', reason: 'Reason', end: 'End', endOne: 'End the platform', endAbout: 'At once: nobody signs in through {{name}} any more, nor whoever is on the way.',
    state: { proposed: 'Waiting', 'in-force': 'In force', replaced: 'Replaced', ended: 'Ended' }, none: 'No platforms yet.', askedBy: 'Proposed', decidedBy: 'Second person', endedAt: 'Ended or replaced', toProposals: 'Decided under “Second person”',
    ours: 'For the other side to register', oursNote: 'The public key may be shown; its private half stays here. After a rotation the platform has to register the new one first.', key: 'Our public key (JWK)', logout: 'Sign-out address', logoutNote: 'It registers this as backchannel_logout_uri: who signs out there is signed out here.', returns: 'Return address', returnsNote: 'Put the code registered above in the place of {code}.',
  },
  emergency: {
    title: 'Emergency access', take: 'Read in an emergency', offer: 'The case is outside your reach, or there is none of this number. In an emergency you may read it first; another person looks at it afterwards.', notice: 'You read this case in an emergency: reading alone, each reading is told to whom it concerns, it ends by itself, and another person looks at it afterwards.',
    about: 'It opens at once and ends by itself. The security and audit administrators are told, whom it concerns sees it under “My data”, and another person looks at it afterwards. Say what the emergency is.',
  },
  proposals: {
    note: 'One person asks, another decides; whoever asked does not decide.', all: 'All', none: 'Nothing matches.', what: 'What is asked for', askedBy: 'Asked by', askedAt: 'Asked', lapses: 'Lapses at {{at}} where nobody decides',
    state: { waiting: 'Waiting', holding: 'Holds; to be looked at afterwards', confirmed: 'Confirmed', refused: 'Refused', withdrawn: 'Withdrawn', lapsed: 'Lapsed' },
    act: { confirm: 'Confirm', refuse: 'Refuse', withdraw: 'Withdraw' },
    about: { confirm: 'You are the second person: it holds at once, and the ledger says so.', refuse: 'Say why; whoever asked is told.', withdraw: 'It waits no more.', confirmLater: 'Write what you found: there was need for it, and it was used well.', refuseLater: 'Say why there was no need, or how it was misused. What still holds ends at once.' },
    rotate: 'Rotate keys', rotateAbout: 'It holds when the security administrator has confirmed it. Older keys still verify and decrypt; nothing stops.', purpose: { ledger: 'Ledger', licences: 'Licences', seals: 'Seals', tokens: 'Tokens of sign-in', digests: 'Digests of numbers and addresses', secrets: 'Secrets and codes on paper', data: 'Data at rest' },
    officerNote: 'A post of an administrator holds when another person has confirmed it.', officer: 'Posts and accounts of administrators need a second person: it was asked for.', asked: 'Asked for; it waits for a second person',
  },
  registers: {
    letters: 'Waiting letters', bars: 'Barred from promising', seals: 'Seals', checks: 'Seen in person', which: 'Which', allWaiting: 'All that wait', onlyPaper: 'Delivered; paper waits', only: { late: 'Past the last day', paper: 'Paper asked for' }, noLetters: 'No letter waits to be delivered.', dueOn: 'Deliver by', letter: 'Letter', recipient: 'for {{name}}', letterNumber: 'Number of the letter', dated: 'Dated', wish: 'Wish',
    barName: 'Name', allBars: 'All entries', bar: { open: 'not repaired', repaired: 'repaired', 'false-promise': 'false promise', 'bad-credit': 'serious bad credit' }, noBars: 'No entry matches.', ground: 'Why', barCase: 'The {{case}} of the promise', since: 'Since', repairedOn: 'repaired {{date}}',
    repair: 'Repair', repairAbout: '{{name}} may promise again from now on. Write how the conditions of repair are met; the entry is never changed.', addBar: 'Enter bad credit', addBarAbout: 'Only where a law or a published list says so. Until repaired no promise is taken; the ordinary way stays open.',
  },
  checks: {
    note: 'A window saw somebody with a document; a colleague in another role looks again and confirms: level 5. Each types by himself, and nobody for himself.', name: 'Name', seenBy: 'Window', seenAt: 'Seen', until: 'Confirm before', none: 'Nothing waits.', waits: 'Waits for a colleague',
    see: 'Check a document', seeAbout: 'The person is here: compare person and document. Then a colleague looks too, within the hour.', confirm: 'Confirm', confirmAbout: 'Compare person and document again and type what stands on it; if both agree the level is 5.', decline: 'Decline', declineAbout: 'Where person and document do not agree, or there is doubt. The window may check anew.',
  },
  seals: {
    none: 'Your body has used no seal yet; the first is made when it is needed.', look: 'Look', name: 'Seal', uses: 'Seals', users: 'By whose acts', madeAt: 'In use since', cancelledAt: 'Cancelled', certificate: 'Certificate', state: { 'in-use': 'in use', cancelled: 'cancelled' },
    use: { name: 'decisions, suspensions, extensions, terminations', acceptance: 'receipts, acceptance, refusal to accept, correction', approval: 'approvals', licence: 'licences' },
    user: { name: 'approvers, with their acts', acceptance: 'windows and clerks, with their acts', approval: 'approvers, with their acts', licence: 'by itself when a granted licence is issued' },
    certificateIs: { demonstration: 'demonstration (no licensed certificate)', licensed: 'licensed' }, ground: { 'body-changed': 'the body was abolished or renamed', 'key-exposed': 'its key may be known to others', replaced: 'it gives way to a new one' },
    cancel: 'Cancel the seal', cancelOne: 'Cancel {{name}}', cancelAbout: 'It seals nothing from now on and never comes back; the next letter makes a new one. What it sealed before stays sealed.', headOnly: 'Only the head of the body may cancel it.',
  },
  field: { join: 'Applies together?', joinMeans: 'How it was said', readName: 'Name, as on the document', readNumber: 'Number, as on the document', signedPaper: 'Scan of what was signed', purpose: 'Purpose', caseNumber: 'Case number', finding: 'What you found', accountLogin: 'Account name of who came', documentNumber: 'Number of the document', documentUntil: 'Document valid until', hint: { documentUntil: 'Leave empty for one without an end' }, cancelGround: 'Ground', law: 'Law or published list', article: 'Article' },
  shownNumber: { show: 'Show whole', about: '{{of}}: only a part of it is shown as a rule. Say what for. Who saw this number, when and what for is noted, and the person reads it under “My data”, your words included.', idNumber: 'number of the document', phone: 'telephone', reason: { compare: 'To compare who somebody is', contact: 'To reach the person', enquire: 'To enquire of another body', letter: 'To write a letter' } },
  entering: {
    byAgent: 'Somebody came for the applicant', agentAbout: 'The system looks for the authority by both documents: given on line, a power on paper that two officers saw, guardian, legal representative. Where there is none, register the power of attorney first.', address: 'Address for letters', present: 'Came in person with the document, and said here that they apply together',
    about: { 'joint-applicant': 'Who did not come is asked to say yes on the site, at a window or on paper; who has not by acceptance does not apply (Civil Code, art. 171).', respondent: 'Told by a letter once it is accepted; leave the number out where it is not known.' },
    record: 'Record the answer', recordTitle: '{{name}}: applies together?', recordAbout: 'Read name and number off the document. An answer on paper comes with its scan and is taken by a colleague of whoever entered the case.', sendTo: 'Letters to: {{address}}',
    join: { yes: 'Applies together', no: 'Does not apply' }, means: { present: 'In person', paper: 'On paper' },
  },
}
