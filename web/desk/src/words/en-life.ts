// The English words of the life of an account; zh-life.ts has the same keys (tested).
export const enLife = {
  life: {
    title: 'Accounts', acts: 'Acts', begunBy: 'Begun by', confirm: 'Check and confirm', confirmSure: 'Have you seen the document and the person yourself? A code is made once you confirm.', stop: 'Stop', stopSure: 'Stop this?',
    recover: 'Giving accounts back', recoverAbout: 'The person is here with the document. Enter what it says; a colleague looks at it again and confirms. For three days whoever holds the account is told; without an objection the code then sets a new password.', recoverStaffAbout: 'Accounts of civil servants alone; the security administrator confirms. Those of residents and companies are for a window.', recoverLogin: 'Where one document has several accounts', recoverBegin: 'Begin', recoverNone: 'No account is being given back.',
    recoverState: { begun: 'waits for a colleague', waiting: 'objections', open: 'code works', used: 'given back', stopped: 'stopped', ended: 'not used in time' },
    slip: 'Slip for the person', slipCode: 'Code', slipOpens: 'Works from', slipEnds: 'Works until', slipWhere: 'To be used at', slipAbout: 'Print it or copy it for the person; it is not shown again. From then on login and code set a new password; the former second ways and sessions end.', slipPrint: 'Print', slipDone: 'Handed over',
    frozenSince: 'Frozen since', frozenBy: 'Frozen by', frozenGround: { officer: 'an administrator', failures: 'the rule: many wrong second proofs', self: 'its holder' },
  },
}
