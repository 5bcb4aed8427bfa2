// HTTP of what acceptance adds: errors put right on the spot, papers that were owed, a promise taken back (行政许可法 32; 容缺; 告知承诺).
import { Type } from 'typebox'
import type { Ground } from '#base/context'
import { harmlessName, ordinaryFileRules } from '#base/files'
import type { Route } from '#base/http'
import { mendForm } from './mending.ts'
import { handInOwed, withdrawCommitted } from './owed.ts'
import { caseAct, none, staff, Words } from './routes-act.ts'
import { numberParam } from './routes-read.ts'

const Paper = Type.Object({
  material: Type.String({ maxLength: 60 }), name: Type.String({ minLength: 1, maxLength: 200 }),
  file: Type.Optional(Type.Object({ sha256: Type.String({ pattern: '^[0-9a-f]{64}$' }), type: Type.Unsafe<string>({ enum: ordinaryFileRules.types }), bytes: Type.Integer({ minimum: 0 }) }, { additionalProperties: false, description: 'A scan uploaded before, see /api/intake-files' })),
}, { additionalProperties: false })

/** The operations. */
export function acceptanceLawRoutes(ground: Ground): Route[] {
  return [
    caseAct(ground, {
      path: 'on-the-spot-correction', zh: '当场更正申请表的错误（许可法32）', en: 'Put errors of the form right on the spot', access: staff('window', 'clerk'), params: numberParam,
      body: Type.Object({ form: Type.Record(Type.String(), Type.Unknown()), confirmation: Words('How the applicant confirmed it') }, { additionalProperties: false }),
      example: { as: '{clerk}', params: { number: '{submitted}' }, body: { form: { phone: '13990100008' }, confirmation: '申请人到场确认电话号码。' } },
      run: (act, id, who, body) => mendForm(act, id, who, body),
    }),
    caseAct(ground, {
      path: 'owed-papers', zh: '窗口收取补交的材料（容缺）', en: 'Take papers that were owed, at a window', access: staff('window', 'clerk'), params: numberParam,
      body: Type.Object({ papers: Type.Array(Paper, { minItems: 1, maxItems: 20 }) }, { additionalProperties: false }),
      example: { as: '{clerk}', params: { number: '{owing}' }, body: { papers: [{ material: '{owed}', name: '补交的材料' }] } },
      run: async (act, id, who, { papers }) => {
        // A scan that was never uploaded would stand in the case as a paper that nobody can open.
        for (const { file } of papers) if (file) (await ground.files.open(file.sha256)).content.destroy()
        await handInOwed(act, id, papers.map(({ material, name, file }) => ({ material, name: harmlessName(name, file?.type ?? ''), sha256: file?.sha256 ?? '', type: file?.type ?? '', bytes: file?.bytes ?? 0, paper: true })), { handler: who })
      },
    }),
    caseAct(ground, {
      path: 'commitment-withdrawal', zh: '撤回承诺，改按一般程序（决定前）', en: 'Take the promise back before the decision', access: [{ who: ['natural', 'legal'], scope: 'own' }], params: numberParam, body: none,
      example: { as: '{resident}', params: { number: '{committed}' }, body: {} },
      run: (act, id, who) => withdrawCommitted(act, id, who.id),
    }),
  ]
}
