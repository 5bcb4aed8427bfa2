// HTTP of what is to be paid in a case: asked for by the body, recorded as paid or waived at a window or by the body (许可法 58, 59).
import { Type } from 'typebox'
import type { Ground } from '#base/context'
import type { Route } from '#base/http'
import { askFee, settlePayment, type Settlement } from './payment.ts'
import { caseAct, handlers, staff, Grounds } from './routes-act.ts'
import { numberParam } from './routes-read.ts'

/** The operations. */
export function paymentRoutes(ground: Ground): Route[] {
  return [
    caseAct(ground, {
      path: 'payments', zh: '通知缴费（事项公布的收费，写明金额和期限）', en: 'Ask for a fee that the item publishes: how much, and by when', access: handlers, params: numberParam,
      body: Type.Object({
        fee: Type.Integer({ minimum: 0, maximum: 99, description: 'Its place among the fees of the item, from 0' }), cents: Type.Integer({ minimum: 1, maximum: 100_000_000_00, description: 'The sum in 分' }),
        days: Type.Integer({ minimum: 1, maximum: 90, description: 'Calendar days to pay' }),
      }, { additionalProperties: false }),
      example: { as: '{clerk}', params: { number: '{fee-case}' }, body: { fee: 0, cents: 36000, days: 10 } },
      run: (act, id, who, body) => askFee(act, id, who, body),
    }),
    caseAct(ground, {
      path: 'payments/:payment/settlement', zh: '登记已缴，或者减免', en: 'Record that it was paid, or is waived', access: staff('window', 'clerk', 'examiner', 'approver', 'head'),
      params: Type.Object({ number: Type.String({ minLength: 1, maxLength: 60 }), payment: Type.String({ format: 'uuid' }) }),
      body: Type.Object({
        how: Type.Unsafe<Settlement['how']>({ enum: ['paid', 'waived'] }), on: Type.Optional(Type.String({ format: 'date', description: 'The day on the receipt; today where absent' })), proof: Grounds('Number of the receipt, or why it is waived'),
      }, { additionalProperties: false }),
      example: { as: '{clerk}', params: { number: '{unpaid-case}', payment: '{payment}' }, body: { how: 'paid', proof: '非税收入票据 0012345678' } },
      run: (act, id, who, { how, on, proof }, { payment = '' }) => settlePayment(act, id, who, payment, { how, proof, ...(on ? { on: Temporal.PlainDate.from(on) } : {}) }),
    }),
  ]
}
