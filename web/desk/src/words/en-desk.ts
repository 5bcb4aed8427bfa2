// The English words of the clerk's own desk; zh-desk.ts has the same keys (tested).
export const enDesk = {
  shell: { board: 'Board', inbox: 'Inbox', inboxCount: 'Inbox ({{count}} unread)', staffing: 'Leave and hand-over' },
  keys: {
    of: {
      anywhere: { 'g b': 'board', 'g m': 'inbox' },
      work: { x: 'select the row', X: 'select all or none', a: 'approve the selected' },
      case: { n: 'next case', b: 'previous case', m: 'write a comment' },
    },
    strip: 'Keys', submit: 'send', all: 'all keys', act: 'act', move: 'move', openRow: 'open', claim: 'take', select: 'select', approve: 'approve selected',
  },
  work: {
    count: '{{count}} in all', saved: 'My lists', save: 'Save list', saveName: 'Name of the list', saveNow: 'Save', removeSaved: 'Remove the list “{{name}}”', at: 'at {{body}}', inStep: 'step: {{step}}', free: 'taken by nobody', handling: 'handled by {{body}}', noLamp: 'No limit, or the clock stands', unfilter: 'Drop “{{name}}”',
    selectAll: 'Select all that can be done', select: 'Select {{number}}', selected: '{{count}} selected', claimAll: 'Take all', approveAll: 'Approve all', bulkNote: 'Each is an act of its own, recorded by itself. A refusal is never given in bulk.', bulkDone: '{{done}} done, {{refused}} not done', bulkResult: 'Results', bulkOk: 'done', close: 'Close', notInBulk: 'one by one only',
  },
  case: {
    changed: 'Changed since you last looked ({{at}})', changedNothing: 'Nothing changed since you last looked ({{at}})', changedCount: '{{entries}} new entries · {{files}} new files · {{fields}} answers changed', new: 'new', rules: 'Conditions and rules', source: { file: 'file', paper: 'paper', licence: 'licence store', form: 'form', computed: 'computed', scenario: 'situation', account: 'account', table: 'table' }, standing: { corrected: 'corrected' },
    comments: 'Comments', comment: 'To colleagues; @ mentions somebody', mention: 'Mention', say: 'Send', erase: 'Erase the words', erased: 'the words were erased', noComments: 'No comments yet.', preview: 'Preview the letter', previewNote: 'A preview: no number, no seal, not sent', noLetter: 'No letter follows this act.', next: 'Next', previous: 'Previous', inQueue: '{{at}} of {{all}}', goOn: 'Go on to the next when done', sentOn: '{{number}} is sent; this is the next', cameBack: '{{number}} was not done; you are back at it with all you typed.',
    delegatedUntil: 'until {{date}}', awayUntil: 'on leave until {{date}}', resting: 'outside the hours of the post now',
  },
  refusal: { overtaken: '{{who}}, {{at}}: {{what}}', kept: 'What you typed is not lost.' },
  field: { until: 'Last day (then it comes back by itself)', toColleague: 'Colleagues', toSection: 'Teams and windows' },
  act: {
    done: { 'cases.emergency-opened': 'Opened in an emergency', 'cases.emergency-ended': 'Emergency access ended', 'cases.delegation-returned': 'Delegation is over', 'cases.delegation-return-not-needed': 'Delegation was answered', 'cases.handed-over': 'Handed over', 'applications.intake-confirmed': 'Intake confirmed', 'cases.commented': 'Comment', 'cases.comment-erased': 'Comment erased' },
  },
  stepKind: { acceptance: 'acceptance', examination: 'examination', opinion: 'opinion', work: 'work', decision: 'decision', delivery: 'delivery' },
  board: {
    share: 'Share late and due soon', title: 'Board', note: 'Every number opens as many cases', open: 'Open', late: 'Late', soon: 'Due soon', intime: 'In time', still: 'No limit or stopped', byItem: 'By item', byPlace: 'Where it piles up', longest: 'Late longest', where: 'Where it stands', item: 'Item', body: 'Body', step: 'Step', free: 'Taken by nobody', oldest: 'Oldest received', waiting: 'Oldest arrived', none: 'Nothing is open.', noneLate: 'None is late',
  },
  intake: { bySituation: 'By the chosen situation' },
  confirm: { title: 'Confirmation by the person', note: 'The person checks the receipt and signs; or confirms later on line by the code on it.', pad: 'Signature', clear: 'Clear', sign: 'Sign and confirm', code: 'Confirmation code (to confirm on line, once):', by: { code: 'Confirmed by code, {{at}}.', signature: 'Confirmed by signature, {{at}}.' }, answers: 'What was typed', letters: 'Print letters' },
  items: { edit: 'Edit the item', history: 'Versions and differences' },
  inbox: { title: 'Inbox', unreadOnly: 'Unread only', none: 'No messages.', read: 'Mark as read', open: 'Open the case', unread: 'unread' },
  staffing: {
    title: 'Leave and hand-over', leave: 'Leave', who: 'Who', from: 'From', until: 'Until', deputy: 'Deputy', noDeputy: 'nobody', note: 'Note', me: 'myself', noLeave: 'Nobody is on leave soon.', end: 'End early', leaveNote: 'Who is on leave is not suggested for new steps; steps already taken are seen and done by the deputy, who holds the same post.',
    handOver: 'Hand over all open work', handNote: 'Before somebody leaves, all steps in their hands go to colleagues with the same post, each recorded with the reason. What was delegated to them goes back.', person: 'Whose work', choose: 'Choose', work: 'Open steps ({{count}})', noWork: 'No open steps.', receiver: 'Receiver of {{post}} ({{count}})', reason: 'Reason', hand: 'Hand all over', lent: 'delegated, goes back', result: '{{done}} handed over, {{left}} still there', noHolder: 'Nobody else holds this post; grant it first',
    reviewTitle: 'Review of posts (quarter {{quarter}} of {{year}})', reviewNote: 'Once a quarter the head of the body goes through the posts: what is still needed is kept, what is not is ended at once. One’s own posts are reviewed by the head of the body above.', reviewOpen: '{{count}} still to review by {{date}}', reviewDone: 'All are reviewed for this quarter.', reviewWaits: 'to review', reviewLater: 'granted this quarter, reviewed in the next', reviewOwn: 'your own, for the head of the body above', reviewed: 'kept by {{name}}, {{date}}',
    since: 'since {{date}}', sinceUntil: '{{date}} to {{until}}, ends by itself', keep: 'Keep', endPost: 'End', endPostSure: 'End the post “{{post}}” of {{name}}? It takes effect at once.',
  },
}
