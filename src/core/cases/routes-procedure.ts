// HTTP of what happens between acceptance and decision: third parties, statements, 转报 (许可法 36, 43).
import { Type } from 'typebox'
import type { Ground } from '#base/context'
import type { Route } from '#base/http'
import { findAccountByDocument, readDocument } from '#core/people'
import { forwardCase } from './forward.ts'
import { caseAct, handlers, Grounds } from './routes-act.ts'
import { numberParam } from './routes-read.ts'
import { makeStatement, nameThirdParty, recordStatement } from './third-parties.ts'

const partyParams = Type.Object({ number: Type.String({ maxLength: 60 }), party: Type.Integer({ minimum: 0, maximum: 999, description: 'Place of the party in the case' }) })

/** The operations on parties and the way up. */
export function procedureRoutes(ground: Ground): Route[] {
  return [
    caseAct(ground, {
      path: 'third-parties', zh: '列为利害关系人（说明理由）', en: 'Name a third party with a major interest, with the reason', access: handlers, params: numberParam,
      body: Type.Object({
        kind: Type.Unsafe<'natural' | 'legal'>({ enum: ['natural', 'legal'] }), name: Type.String({ minLength: 1, maxLength: 200 }), idKind: Type.String({ minLength: 1, maxLength: 40 }), idNumber: Type.String({ minLength: 1, maxLength: 60 }),
        phone: Type.Optional(Type.String({ maxLength: 40 })), consent: Type.Boolean({ default: false, description: 'Agreed to letters by electronic means' }), interest: Grounds('Which major interest the case touches'),
      }, { additionalProperties: false }),
      example: { as: '{examiner}', params: { number: '{accepted}' }, body: { kind: 'legal', name: '云州市文昌物业服务有限公司', idKind: 'uscc', idNumber: '91990102MA0000015T', consent: false, interest: '广告设施遮挡其经营场所的采光。' } },
      run: async (act, id, who, { interest, ...given }) => {
        const party = { ...given, idNumber: readDocument(given.kind, given.idKind, given.idNumber) }
        const account = await findAccountByDocument(act.tx, ground.keys, party.idKind, party.idNumber, act.now)
        await nameThirdParty(act, id, who, { party: { ...party, phone: party.phone ?? null, account: account ?? null }, interest })
      },
    }),
    caseAct(ground, {
      path: 'third-parties/:party/statement', zh: '记录当事人的陈述、申辩', en: 'Write down what a party said', access: handlers, params: partyParams,
      body: Type.Object({ statement: Grounds('What was said') }, { additionalProperties: false }),
      example: { as: '{examiner}', params: { number: '{with-third-party}', party: '1' }, body: { statement: '要求降低高度，不遮挡窗户。' } },
      run: (act, id, who, body, p) => recordStatement(act, id, who, Number(p.party), body.statement),
    }),
    caseAct(ground, {
      path: 'statements', zh: '陈述、申辩', en: 'Make a statement', access: [{ who: ['natural', 'legal'], scope: 'own' }], alsoThird: true, params: numberParam,
      body: Type.Object({ statement: Grounds('What the party has to say') }, { additionalProperties: false }),
      example: { as: '{resident}', params: { number: '{submitted}' }, body: { statement: '补充说明：设置位置不影响行人通行。' } },
      run: (act, id, who, body) => makeStatement(act, id, who.id, body.statement),
    }),
    caseAct(ground, {
      path: 'forwarding', zh: '转报上级机关', en: 'Send the case up to the body that decides', access: handlers, params: numberParam,
      body: Type.Object({ opinion: Grounds('The opinion of the lower body') }, { additionalProperties: false }),
      example: { as: '{lower-examiner}', params: { number: '{to-forward}' }, body: { opinion: '经审查，材料齐全，符合条件，报请决定。' } },
      run: (act, id, who, body) => forwardCase(act, id, who, body),
    }),
  ]
}
