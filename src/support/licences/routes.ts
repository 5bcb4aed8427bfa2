// HTTP of reading licences: one's own, those of one's body, and what a stranger may ask.
import { Type } from 'typebox'
import type { Ground } from '#base/context'
import { callerOf, page, pageOf, pageQuery, readCursor, route, sendFile, whoseOf, type Access, type Call, type Route } from '#base/http'
import { isVisible, listOwnCaseIds, visibleCase } from '#core/cases'
import { LicenceTypeSchema, TextSchema } from '#core/packs'
import { readPaperCode } from '#engines/codes'
import { KeySetShape } from '#support/seals'
import { sampleOf } from './face.ts'
import { licenceNotFound, verificationUnknown, type Licence } from './licence.ts'
import { readLicencePrint } from './print.ts'
import { LicenceRowShape, LicenceShape, LineShape, showLicence, showRows, showToStranger, VerificationShape } from './show.ts'
import { licenceStatuses, type LicenceStatus } from './status-list.ts'
import { publishedStatusList } from './statuses.ts'
import { findByCode, findLicence, listLicences, listTypes } from './store.ts'

export const licenceReaders: Access = [
  { who: ['natural', 'legal'], scope: 'own' },
  { who: ['staff'], roles: ['window', 'clerk', 'examiner', 'approver', 'head'], scope: 'department' },
]
export const idParam = Type.Object({ id: Type.String({ format: 'uuid' }) })

/** A licence the caller may see: the holder's own, of one's issuing body, or of a case one has to do with. Others get the answer of one that does not exist. */
export async function visibleLicence(ground: Ground, id: string, { reach }: Pick<Call<unknown, unknown, unknown>, 'reach'>): Promise<Licence> {
  const licence = await findLicence(ground.sql, id)
  const seen = licence && (reach.all || (reach.own !== undefined && reach.items === undefined && licence.account === reach.own) || reach.organisations.includes(licence.issuer)
    || ((reach.own === undefined || reach.items !== undefined) && licence.caseId !== null && (await isVisible(ground.sql, licence.caseId, reach))))
  if (!licence || !seen) throw licenceNotFound({ licence: id })
  return licence
}

const ownCasesMax = 2000

/** The reading operations. */
export function licenceRoutes(ground: Ground): Route[] {
  return [listRoute(ground), oneRoute(ground), pdfRoute(ground), jwsRoute(ground), ...publicRoutes(ground)]
}

function listRoute(ground: Ground): Route {
  return route({
    method: 'GET', path: '/api/licences', access: licenceReaders, zh: '列出本人的证照，或本单位签发的、本科室和窗口办件产生的证照', en: "List one's own licences, or those one's body issued or that came of the cases of one's section",
    query: Type.Object({
      q: Type.Optional(Type.String({ maxLength: 100 })), state: Type.Optional(Type.Unsafe<LicenceStatus>({ enum: [...licenceStatuses] })), type: Type.Optional(Type.String({ maxLength: 40 })),
      case: Type.Optional(Type.String({ maxLength: 60, description: 'Number of the case it came from' })), ...pageQuery,
    }),
    answer: pageOf(LicenceRowShape), example: { as: '{resident}' },
    handle: async (call) => {
      const { q, state, type, limit = 20, cursor } = call.query
      const after = readCursor(cursor, 2)
      const caseId = call.query.case === undefined ? undefined : await visibleCase(ground, call.query.case, call.reach)
      const account = callerOf(call).kind === 'staff' ? undefined : call.reach.own
      // Under an agency for some items a licence is reached by its case.
      const cases = call.reach.items && (await listOwnCaseIds(ground.sql, whoseOf(call), ownCasesMax))
      const rows = await listLicences(ground.sql, { account, issuers: call.reach.organisations, sections: call.reach.sections, caseId, cases, q, state, type }, limit + 1, after && { madeAt: String(after[0]), id: String(after[1]) })
      const { items, next } = page(rows, limit, (row) => [row.madeAt.toString(), row.id])
      return { items: await showRows(ground, items), next }
    },
  })
}

function oneRoute(ground: Ground): Route {
  return route({
    method: 'GET', path: '/api/licences/:id', reads: { of: 'licence', param: 'id', what: 'licence', purpose: 'licences' }, access: licenceReaders, zh: '读取一份证照', en: 'Read a licence', params: idParam, answer: LicenceShape, example: { as: '{resident}', params: { id: '{licence}' } },
    handle: async (call) => showLicence(ground, await visibleLicence(ground, call.params.id, call), call.caller),
  })
}

function pdfRoute(ground: Ground): Route {
  return route({
    method: 'GET', path: '/api/licences/:id/pdf', reads: { of: 'licence', param: 'id', what: 'licence', purpose: 'licences' }, access: licenceReaders, produces: 'application/pdf', zh: '下载证照（PDF，内附签名数据）', en: 'Download a licence (PDF with the signed data inside)',
    params: idParam, example: { as: '{resident}', params: { id: '{licence}' } },
    handle: async (call) => {
      const licence = await visibleLicence(ground, call.params.id, call)
      const pdf = await readLicencePrint(ground, licence)
      sendFile(call.reply, { type: 'application/pdf', name: `${licence.number}.pdf`, content: pdf, isShown: true })
    },
  })
}

function jwsRoute(ground: Ground): Route {
  return route({
    method: 'GET', path: '/api/licences/:id/jws', reads: { of: 'licence', param: 'id', what: 'licence', purpose: 'licences' }, access: licenceReaders, produces: 'application/jose', zh: '下载证照的签名数据（JWS）', en: 'Download the signed data of a licence (JWS)',
    params: idParam, example: { as: '{resident}', params: { id: '{licence}' } },
    handle: async (call) => {
      const licence = await visibleLicence(ground, call.params.id, call)
      sendFile(call.reply, { type: 'application/jose', name: `${licence.number}.jws`, content: licence.jws })
    },
  })
}

const SampleShape = Type.Object({ number: Type.String({ description: 'The pattern of the number with × for what is counted' }), lines: Type.Array(LineShape) })
const TypeShape = Type.Object({
  code: Type.String(), version: Type.Integer(), name: TextSchema, definingBody: Type.String(), holderKind: Type.String(), number: Type.String(), title: Type.Optional(TextSchema), statement: Type.Optional(TextSchema),
  term: LicenceTypeSchema.properties.term, face: LicenceTypeSchema.properties.face,
  sample: Type.Union([SampleShape, Type.Null()], { description: '样证: a filled-in face of nobody, holder and numbers shown in part' }),
})

function publicRoutes(ground: Ground): Route[] {
  return [
    route({
      method: 'GET', path: '/api/verification/:code', access: 'anyone', callsPerMinuteMax: 60, zh: '公开核验一份证照', en: 'Check a licence by its code, as a stranger may',
      params: Type.Object({ code: Type.String({ minLength: 1, maxLength: 60 }) }), answer: VerificationShape, example: { params: { code: '{verification}' } },
      handle: async ({ params }) => {
        const licence = await findByCode(ground.sql, readPaperCode(params.code))
        if (!licence) throw verificationUnknown()
        return showToStranger(ground, licence)
      },
    }),
    route({
      method: 'GET', path: '/api/licence-status-list', access: 'anyone', produces: 'application/jose', zh: '下载证照状态清单（签名，供离线核验）', en: 'Download the signed list of statuses, for checking off line', example: {},
      handle: async ({ reply }) => void sendFile(reply, { type: 'application/jose', name: 'licence-status-list.jws', content: await publishedStatusList(ground) }),
    }),
    route({
      method: 'GET', path: '/api/licence-keys', access: 'anyone', zh: '读取证照签名的公钥（JWKS）', en: 'Read the public keys of licences (JWKS)', answer: KeySetShape, example: {},
      handle: async () => ground.keys.jwks('licences'),
    }),
    route({
      method: 'GET', path: '/api/licence-types', access: 'anyone', zh: '列出证照类型', en: 'List the types of licences', query: Type.Object({ code: Type.Optional(Type.String({ maxLength: 40, description: 'This type alone' })), ...pageQuery }), answer: pageOf(TypeShape), example: {},
      handle: async ({ query }) => {
        const limit = query.limit ?? 100
        const rows = await listTypes(ground.sql, { after: String(readCursor(query.cursor, 1)?.[0] ?? ''), code: query.code }, limit + 1)
        const { items, next } = page(rows, limit, (row) => [row.content.code])
        return { items: items.map(({ version, content }) => ({ ...content, version, sample: sampleOf(content) })), next }
      },
    }),
  ]
}
