// HTTP of companies that somebody represents: which, how surely they are known, and binding one by the register of enterprises.
import { Type } from 'typebox'
import type { Ground } from '#base/context'
import { pageOf, route, type Access, type Route } from '#base/http'
import { timeText } from '#base/time'
import { assuranceLevelsOf, companiesOf, proofsOf } from '#core/people'
import { bindByRegister } from './companies.ts'
import { oneselfOf } from './routes.ts'

const oneself: Access = [{ who: ['natural'], scope: 'own' }]
const CompanyShape = Type.Object({
  account: Type.String({ format: 'uuid' }), name: Type.String(), level: Type.Integer({ description: '实名等级 of the company, now' }), until: Type.Union([Type.String({ format: 'date-time' }), Type.Null()], { description: 'Until when what the register said counts; null where it was not asked' }),
})

/** The operations of companies that one represents. */
export function companyRoutes(ground: Ground): Route[] {
  const companies = async (account: string) => {
    const now = ground.clock.now()
    const held = await companiesOf(ground.sql, account)
    const levels = await assuranceLevelsOf(ground.sql, held.map(({ id }) => id), now)
    return Promise.all(held.map(async ({ id, name }) => {
      const said = (await proofsOf(ground.sql, id)).find(({ source }) => source === 'enterprise-register')
      return { account: id, name, level: levels.get(id) ?? 1, until: said ? timeText(said.until) : null }
    }))
  }
  return [
    route({
      method: 'GET', path: '/api/companies', access: oneself, zh: '我是法定代表人的单位', en: 'Companies that I represent by law', answer: pageOf(CompanyShape), example: { as: '{resident}' },
      handle: async (call) => ({ items: await companies(oneselfOf(call)), next: null }),
    }),
    route({
      method: 'POST', path: '/api/companies', access: oneself, callsPerMinuteMax: 10, zh: '绑定企业：向企业登记核对本人是法定代表人', en: 'Bind a company: the register is asked whether one represents it',
      body: Type.Object({ uscc: Type.String({ minLength: 1, maxLength: 40, description: '统一社会信用代码' }) }, { additionalProperties: false }), answer: CompanyShape, example: { as: '{resident}', body: { uscc: '91990102708100111L' } },
      handle: async (call) => {
        const account = oneselfOf(call)
        const company = await bindByRegister(ground, account, call.body.uscc)
        const bound = (await companies(account)).find((one) => one.account === company)
        if (!bound) throw new Error('the company that was just bound is not there')
        return bound
      },
    }),
  ]
}
