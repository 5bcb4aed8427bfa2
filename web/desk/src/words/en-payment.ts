// The English words of what is to be paid in a case.
export const enPayment = {
  payment: {
    title: 'Payment', any: 'Any payment', wait: { waiting: 'Waits for payment', overdue: 'Unpaid in time' }, mark: '{{sum}} yuan to pay by {{date}}', markMissed: '{{sum}} yuan unpaid since {{date}}',
    asked: 'Asked for on {{on}} · {{law}}', back: 'Asked back on {{on}} · {{law}}', paid: 'Paid on {{on}}', waived: 'Waived on {{on}}', missed: 'Its day passed without it.', runs: 'The limit to decide runs on (Licensing Law 45 does not name payment).', stops: 'The time until it is paid does not count ({{law}}).',
    unpaidUsual: 'If it is not paid, the head may end the case in writing, with reasons and remedy.', unpaidBack: 'If it is not paid back, the body says so in writing and goes on by law.', record: 'Record paid or waived', recordTitle: 'Record: {{name}}', recordAbout: 'By the receipt: its day says whether it was in time. A clock that stood for it runs again.',
  },
  act: {
    'ask-payment': 'Ask for a fee', about: { 'ask-payment': 'Only what the item publishes with its law may be charged (Licensing Law 58, 59). The notice follows: how much, by which law, until when, and what happens if not.' },
    done: { 'cases.payment-asked': 'Asked to pay', 'cases.payment-settled': 'Settled', 'cases.payment-missed': 'Not paid in time', 'cases.payment-not-missed': 'No payment was missed' },
  },
  field: { fee: 'Fee', sum: 'Sum', how: 'How it is settled' },
  choice: { how: { paid: 'Paid', waived: 'Waived' } },
  term: { payment: 'To pay' },
}
