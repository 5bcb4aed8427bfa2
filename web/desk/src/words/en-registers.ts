// The English words of promises at the window and of the registers with a page of their own.
export const enRegisters = {
  intake: { missing: 'Still missing or not met; tell the applicant now (it stops no intake):' },
  gap: { title: 'Papers that may follow', note: 'These may follow: the applicant promises the day in writing and the application is accepted first. Without them by then it cannot be granted.', last: '{{date}} at the latest; leave empty if not used.' },
  promise: {
    title: 'How to apply', note: 'A promise may stand in for some papers here. Tell the applicant all of this first; the choice is theirs, and both ways are open.', papers: 'Papers that need not be handed in', conditions: 'What the applicant promises', consequences: 'What follows if it is not true', checked: 'Checked within {{count}} days of the grant.', basis: 'Basis in law',
    ordinary: 'The ordinary way: papers are handed in', promised: 'A promise: all this was told, and the applicant promises in writing', excluded: 'A promise is not open this time:', excludedNext: 'Take the papers as usual; the application is not affected.', replaced: 'replaced by the promise',
  },
  receipt: { gaps: 'Papers promised by {{date}}', gapsNote: 'Without them by then it cannot be granted.', promise: 'Promise in place of papers: the applicant promises the following and knows what follows', signed: 'Signature of the applicant: ______________    Date: __________' },
}
