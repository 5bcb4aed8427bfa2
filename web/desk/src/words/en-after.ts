// The English words of what comes after a decision: delivery, remedy, archive, supervision.
export const enAfter = {
  delivered: 'Delivered on {{on}} ({{means}})', notDelivered: 'Not delivered', record: 'Record delivery', paperAsked: 'Paper was asked for',
  means: { electronic: 'electronic', window: 'window', post: 'post', left: 'left', 'public-notice': 'public notice' },
  recordTitle: 'Record delivery: {{letter}}', recordAbout: 'The day of delivery decides until when one may ask for review or go to court. What was refused was left: name the witness. A public notice is recorded after thirty days. A record is never changed.',
  review: 'Review by {{day}}', court: 'Court by {{day}}', provisional: ' (provisional)', reviewFirst: 'Review comes before the court',
  archive: 'Archive', archived: 'Archived {{at}}: {{count}} parts, each with its digest', archiveNotWhole: 'Some parts had not come when it was made', archiveNone: 'No archive record yet: it is made when all letters are delivered.', verify: 'Verify', export: 'Export', good: 'It holds: manifest, parts and files are as they were.', bad: 'It does not hold:', later: '{{count}} entries came after the record; that is no change.',
  supervision: 'Supervision', late: 'Due by {{day}}', superior: 'Supervised by', answer: 'Answer', notAnswered: 'The late body has not answered yet.', openCase: 'Supervision case', closed: 'closed {{at}}',
  openOffice: 'Open a case', openFavourAbout: 'It is decided in a case of its own; the licence may be used again when the decision was delivered.', openOfficeAbout: 'The holder is told in writing and heard first; then it is decided, and takes effect when it is delivered.', matters: 'Of the body’s own accord', inHand: 'under way', renewing: 'A renewal is pending: it does not expire meanwhile (Licensing Law 50)', noMatters: 'Nothing can be opened.',
}
