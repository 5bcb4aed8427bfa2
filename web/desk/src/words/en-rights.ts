// The English words of people's data: purposes and their assessments; zh-rights.ts has the same keys (tested).
export const enRights = {
  shell: { purposes: 'Personal data' },
  keys: { of: { anywhere: { 'g u': 'personal data' } } },
  purposes: {
    title: 'Purposes and assessments', comma: ', ', name: 'Purpose', handler: 'Answers for it', kept: 'Kept for', none: 'No purpose is registered.', needs: 'Assessed because of', needsNone: 'Needs no assessment', since: '{{period}} from {{from}}', open: 'See it on the portal',
    state: { live: 'In use', waiting: 'Not in use: to be assessed', changed: 'In use; a change is to be assessed' },
    for: { sensitive: 'sensitive data', automated: 'automatic decisions', entrusted: 'others who work for us', provided: 'others who get it', published: 'publication', weighty: 'other weight' },
    assessments: 'Assessments', noAssessments: 'There is no assessment yet.', version: 'version {{version}}', make: 'Assess', madeBy: 'Assessed by', decidedBy: 'Decided by', approve: 'Approve', refuse: 'Send back', notYours: 'A data steward of the body that answers for it assesses, and its head approves.',
    assessment: { waiting: 'waits for approval', approved: 'approved', refused: 'sent back' }, risk: { low: 'low', medium: 'medium', high: 'high' },
    about: { make: 'Say what art. 56 of the Personal Information Protection Law asks for. It counts when the head has approved it; assessments and records of processing are kept for three years at least.', approve: 'After approval “{{name}}” is in use as it was assessed.', refuse: 'Say why it is sent back.' },
  },
  retention: {
    title: 'Kept and erased', link: 'Kept and erased', note: 'What its time is over for is erased every hour, with the salt of its proof. Here are figures alone, and nobody’s name.', none: 'Nothing is declared.', tables: 'Tables', what: 'What, and for which purpose', matter: 'The purpose of each case’s item', byItem: 'As long as the item says', kept: 'Kept', held: 'Held', byTime: 'Erased in time', byRequest: 'Erased on request', lastAt: 'Last erased', basis: 'By law', act: 'Act',
    stays: { account: 'Until the account is closed', row: 'With the record it belongs to', archive: 'Archived; appraised by people', figures: 'Figures alone' }, whole: { yes: 'everything of the applicant', no: 'this case alone' },
    holds: 'Legal holds', noHolds: 'Nothing is held.', hold: 'Ask for a hold', holdAbout: 'What is held is not erased. The head of the body that handles the case confirms; it ends by itself after its last day.', end: 'Ask to end it', endAbout: 'Ends the hold of case {{number}} once the head of the body that handles it confirms; what its time is over for is erased then.',
  },
  field: { wholePerson: 'How much', heldUntil: 'Last day', lawful: 'Whether purpose and means are lawful, fair and needed', effect: 'Effect on people, and risks', risk: 'Risk', measures: 'Whether the measures are lawful, work, and fit the risk' },
}
