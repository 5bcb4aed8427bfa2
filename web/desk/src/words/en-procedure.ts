// The English words of what happens between acceptance and decision; zh-procedure.ts has the same keys (tested).
export const enProcedure = {
  clock: { overrun: 'Expected to run again on {{date}}: overdue.', suspendedLate: 'stopped too long' },
  outcome: { call: 'Hold the hearing', decline: 'Decline the hearing', replace: 'The presider steps down', keep: 'The presider stays' },
  act: {
    'complete-check': 'Complete', 'name-third-party': 'Name a third party', 'record-statement': 'Write down a statement', forward: 'Send up', 'offer-hearing': 'Tell of the right to a hearing', 'call-hearing': 'Call a hearing', 'record-right-told': 'Record that the letter came', 'schedule-hearing': 'Set and announce the hearing', 'write-minutes': 'Write the minutes', 'record-signature': 'Record a signature', 'publish-notice': 'Publish a notice', 'answer-objection': 'Answer the objection',
    about: {
      'complete-check': 'A check on the site is made by two officers or more, with a record (Licensing Law, art. 34).', 'name-third-party': 'Whose major interest the case touches is told in writing and heard before the decision (art. 36).', 'record-statement': 'Write down what a party said in person or in a letter.', forward: 'This level has examined; the case goes to the body that decides. The limit of this level ends, the number stays, nothing is asked for again (art. 43).',
      'offer-hearing': 'Where major interests between the applicant and others are at stake, the parties are told before the decision and may ask within five days (art. 47).', 'call-hearing': 'Where law demands it or the public interest is touched, a hearing is announced to the public and held (art. 46). The clock stands meanwhile.', 'record-right-told': 'The days to ask run from the day on which the last party got the letter.', 'schedule-hearing': 'Time and place are told seven days before; the presider is nobody who reviews the case (art. 48).', 'write-minutes': 'Those who came read the minutes and sign; the decision is made on them (art. 48).', 'record-signature': 'The presider records who signed on paper, or refused to.',
      'publish-notice': 'Say what is intended, without personal data; the name is shown masked. It ends by itself.', 'answer-objection': 'The case is decided only after the answer; whoever objected sees it by the receipt.',
    },
    done: {
      'cases.third-party-named': 'Third party named', 'cases.third-party-told': 'Third party told', 'cases.statement-made': 'Statement made', 'cases.forwarded': 'Sent up', 'cases.sub-cases-opened': 'Sub-cases opened', 'cases.sub-case-ended': 'Sub-case decided', 'cases.sub-cases-known': 'Sub-cases were open', 'cases.sub-case-known': 'Sub-case was known', 'cases.ended-with-parent': 'Ended with its parent',
      'hearings.offered': 'Told of the right to a hearing', 'hearings.right-told': 'Letter about the hearing came', 'hearings.asked': 'Hearing asked for', 'hearings.request-referred': 'Late request given to a person', 'hearings.request-declined': 'Hearing declined', 'hearings.called': 'Hearing called', 'hearings.scheduled': 'Hearing announced', 'hearings.presider-objected': 'Objection to the presider', 'hearings.objection-decided': 'Objection decided', 'hearings.minutes-written': 'Minutes written', 'hearings.minutes-confirmed': 'Minutes confirmed', 'hearings.closed': 'Hearing over', 'hearings.answer-known': 'Result was known',
      'publicity.opened': 'Notice published', 'publicity.ended': 'Notice over, objections to answer', 'publicity.closed': 'Notice over', 'publicity.taken-down': 'Notice taken down',
    },
  },
  field: { officers: 'Officers who checked with you', record: 'Record of the check', partyName: 'Name', idKind: 'Document', idNumber: 'Document number or credit code', phone: 'Telephone', consent: 'Letters', interest: 'Which major interest', party: 'Party', statement: 'What was said', ground: 'Ground', at: 'Time', hall: 'Place', presider: 'Presider', isPublic: 'Public', closedReason: 'Why not in public', attended: 'Parties who came', minutes: 'Minutes', answer: 'Result', summary: 'What is intended', answerWords: 'Answer' },
  choice: { consent: { yes: 'Agrees to electronic letters', no: 'On paper' }, hearingGround: { law: 'Law demands it', 'public-interest': 'Public interest' }, isPublic: { yes: 'Public', no: 'Not public' }, signature: { signed: 'Signed', refused: 'Refused to sign' } },
  procedure: {
    title: 'Before the decision', before: 'To be over before the case is decided:', until: 'until {{date}}', parent: 'Parent case', subCases: 'Sub-cases (separate decisions)', kind: { hearing: 'Hearing', publicity: 'Public notice', 'third-party': 'A third party may speak', 'sub-case': 'Separate decision of another body' },
    notTold: 'not told', toldOn: 'told {{date}}, may speak until {{until}}', interest: '({{interest}})',
    hearing: {
      title: 'Hearing', late: 'past the day to hold it', askBy: 'May be asked for until', notTold: 'not everybody got the letter yet', holdBy: 'To be held by', at: 'Time', place: 'Place', presider: 'Presider', noPresider: 'to be named anew', objection: 'Objection to the presider', attended: 'Present', minutes: 'Minutes',
      state: { offered: 'right told', late: 'asked late, to be decided', called: 'to be announced', scheduled: 'announced', minuted: 'minutes to be confirmed', held: 'held', closed: 'not held' }, ending: { lapsed: 'not asked for in time', declined: 'declined', withdrawn: 'request withdrawn', 'case-ended': 'case ended' },
      objectionIs: { open: 'to be decided', kept: 'the presider stays', replaced: 'presider replaced' }, answer: { waiting: 'to confirm', confirmed: 'confirmed', signed: 'signed', refused: 'refused to sign' },
    },
    publicity: { title: 'Public notice', days: '{{from}} to {{to}}', noObjections: 'No objections.', answered: 'Answered: {{answer}}', state: { running: 'running', ended: 'over, objections to answer', closed: 'over' } },
  },
}
