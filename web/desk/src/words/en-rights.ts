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
  field: { lawful: 'Whether purpose and means are lawful, fair and needed', effect: 'Effect on people, and risks', risk: 'Risk', measures: 'Whether the measures are lawful, work, and fit the risk' },
}
