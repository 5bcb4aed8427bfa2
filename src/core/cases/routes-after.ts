// HTTP of what a holder is owed before a body acts of its own accord, and of the way in which a person takes letters.
import { Type } from 'typebox'
import type { Ground } from '#base/context'
import { route, type Access, type Route } from '#base/http'
import { caseLock } from './acts.ts'
import { openAnnulment } from './annulment.ts'
import { giveNotice, stateDefence } from './defence.ts'
import { caseAct, handlers, Grounds, Words } from './routes-act.ts'
import { caseNotFound } from './refusals.ts'
import { describeCase, numberParam, visibleCase } from './routes-read.ts'
import { bodiesIn } from './sections.ts'
import { chooseLetters } from './letter-choice.ts'
import { findWholeCase } from './store.ts'
import { CaseShape } from './views.ts'

const persons: Access = [{ who: ['natural', 'legal'], scope: 'own' }]

/** The operations. */
export function afterRoutes(ground: Ground): Route[] {
  return [
    annulmentRoute(ground),
    caseAct(ground, {
      path: 'intention', zh: '告知拟作出的决定（事实、理由、依据和陈述、申辩的权利）', en: 'Tell what is intended: facts, reasons, law, and the right to be heard', access: handlers, params: numberParam,
      body: Type.Object({ facts: Grounds('What was found'), reasons: Grounds('Why it is intended'), basis: Type.String({ minLength: 2, maxLength: 400, description: 'Law and article' }) }, { additionalProperties: false }),
      example: { as: '{examiner}', params: { number: '{office-case}' }, body: { facts: '设施倾斜，经鉴定存在危险。', reasons: '客观情况发生重大变化。', basis: '行政许可法第八条第二款' } },
      run: (act, id, who, body) => giveNotice(act, id, who, body),
    }),
    caseAct(ground, {
      path: 'defence', zh: '陈述、申辩，或者放弃', en: 'State and defend, or waive it', access: persons, params: numberParam,
      body: Type.Object({ words: Type.String({ maxLength: 4000, default: '' }), waived: Type.Boolean({ default: false }) }, { additionalProperties: false }),
      example: { as: '{resident}', params: { number: '{told-office-case}' }, body: { words: '设施已经加固，有检测报告。', waived: false } },
      run: (act, id, who, body) => stateDefence(act, id, who.id, body),
    }),
    caseAct(ground, {
      path: 'letter-choice', zh: '选择电子送达或者纸质送达', en: 'Choose how letters come: in the own space, or on paper', access: persons, params: numberParam,
      body: Type.Object({ electronic: Type.Boolean() }, { additionalProperties: false }),
      example: { as: '{resident}', params: { number: '{submitted}' }, body: { electronic: true } },
      run: (act, id, who, body) => chooseLetters(act, id, who.id, body.electronic),
    }),
  ]
}

function annulmentRoute(ground: Ground): Route {
  return route({
    method: 'POST', path: '/api/cases/:number/annulments', access: handlers, zh: '依职权立案：拟撤销这个办件的准予决定（先告知、听取陈述申辩，再决定）', en: 'Open a case of the body’s own accord about annulling what this case granted, after notice and defence', params: numberParam,
    body: Type.Object({ ground: Type.Optional(Type.String({ maxLength: 40, description: 'Of a permit: one of those the law lists' })), reasons: Words('Facts, and why it is opened') }, { additionalProperties: false }),
    answer: CaseShape, example: { as: '{approver}', params: { number: '{granted-letter}' }, body: { ground: 'deceit', reasons: '核查发现申请材料是伪造的。' } },
    handle: async (call) => {
      const id = await visibleCase(ground, call.params.number, call.reach)
      const opened = await call.act([caseLock(id)], async (act) => {
        const whole = await findWholeCase(act.tx, id)
        // Who only gave an opinion in the case may read it; to undo it needs a post in the body that decided.
        if (!whole || !(await bodiesIn(act.tx, id, call.reach)).includes(whole.case.deciding)) throw caseNotFound({ number: call.params.number })
        return openAnnulment(act, whole, call.body)
      })
      return describeCase(ground, opened.id, call)
    },
  })
}
