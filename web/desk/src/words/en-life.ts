// The English words of the life of an account; zh-life.ts has the same keys (tested).
export const enLife = {
  keys: { of: { anywhere: { 'g e': 'accounts' } } },
  life: {
    title: 'Accounts', acts: 'Acts', begunBy: 'Begun by', confirm: 'Check and confirm', confirmSure: 'Have you seen the document and the person yourself? A code is made once you confirm.', stop: 'Stop', stopSure: 'Stop this?',
    ending: { closed: 'closed', died: 'registered as deceased', dissolved: 'dissolved', terminated: 'struck off' }, endingTitle: 'Death, dissolution', endingOn: 'On', endingReference: 'Number of the certificate or entry', endingKind: 'What the register says', endingNote: 'Note it', endingSure: 'As the register has it. The account is shut, authorities to act end, and nothing new is applied for in that name.', endingTakeBack: 'Take back a mistake', endingTakeBackSure: 'Was it a mistake? The account opens again; authorities that ended stay ended.', liquidatorLogin: 'Account of the head of the liquidation group', liquidatorName: 'Name of the head of the liquidation group', byLiquidator: 'In liquidation: the head of the liquidation group came with the filing',
    recover: 'Giving accounts back', recoverAbout: 'The person is here with the document. Enter what it says; a colleague looks at it again and confirms. For three days whoever holds the account is told; without an objection the code then sets a new password.', recoverStaffAbout: 'Accounts of civil servants alone; the security administrator confirms. Those of residents and companies are for a window.', recoverLogin: 'Where one document has several accounts', recoverBegin: 'Begin', recoverNone: 'No account is being given back.',
    recoverState: { begun: 'waits for a colleague', waiting: 'objections', open: 'code works', used: 'given back', stopped: 'stopped', ended: 'not used in time' },
    slip: 'Slip for the person', slipCode: 'Code', slipOpens: 'Works from', slipEnds: 'Works until', slipWhere: 'To be used at', slipAbout: 'Print it or copy it for the person; it is not shown again. From then on login and code set a new password; the former second ways and sessions end.', slipPrint: 'Print', slipDone: 'Handed over',
    frozenSince: 'Frozen since', frozenBy: 'Frozen by', frozenGround: { officer: 'an administrator', failures: 'the rule: many wrong second proofs', self: 'its holder' },
  },
}
