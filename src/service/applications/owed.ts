// HTTP of papers that follow: the applicant hands in what was promised, as a file (容缺).
import { Type } from 'typebox'
import type { Ground } from '#base/context'
import { callerOf, route, type Route } from '#base/http'
import { caseLock, CaseShape, describeCase, handInOwed, visibleCase } from '#core/cases'
import { readUpload } from './upload.ts'

/** The operation. */
export function owedRoutes(ground: Ground): Route[] {
  return [
    route({
      method: 'POST', path: '/api/cases/:number/owed-files', access: [{ who: ['natural', 'legal'], scope: 'own' }], upload: true, zh: '补交承诺的材料（multipart：material、file）', en: 'Hand in a paper that was promised (multipart: material, file)',
      params: Type.Object({ number: Type.String({ maxLength: 60 }) }), answer: CaseShape, example: { as: '{resident}', params: { number: '{owing}' }, file: { name: '照明方案.txt', text: '照明方案。', fields: { material: '{owed}' } } },
      handle: async (call) => {
        const id = await visibleCase(ground, call.params.number, call.reach)
        const file = await readUpload(ground, call.request)
        await call.act([caseLock(id)], async (act) => (await handInOwed(act, id, [{ ...file, paper: false }], { account: callerOf(call).id }), null), { request: [id, file.sha256, file.material] })
        return describeCase(ground, id, call)
      },
    }),
  ]
}
