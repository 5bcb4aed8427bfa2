// What one officer asks for and another registers (双人复核): a platform above, or a change of one.
import { Type } from 'typebox'
import { proposalKind, type Ground, type ProposalKind } from '#base/context'
import type { AccessRule } from '#base/http'
import { registerUpstream, upstreamLock } from './acts.ts'
import type { Content } from './upstream.ts'

const by = (...roles: string[]): AccessRule[] => [{ who: ['staff'], roles, scope: 'all' }]
const CodeShape = Type.String({ pattern: '^[a-z][a-z0-9-]{2,39}$', description: 'Names the platform here' })
export const NameShape = Type.Object({ zh: Type.String({ minLength: 1, maxLength: 60 }), en: Type.Optional(Type.String({ minLength: 1, maxLength: 100 })) }, { additionalProperties: false })
export const KindShape = Type.Unsafe<'natural' | 'legal'>({ type: 'string', enum: ['natural', 'legal'] })
export const ContentShape = Type.Object({
  code: CodeShape, name: NameShape, issuer: Type.String({ minLength: 8, maxLength: 300, description: 'Exactly as the platform names itself' }), client: Type.String({ minLength: 1, maxLength: 100, description: 'What the platform calls us (client_id)' }), kind: KindShape,
  levels: Type.Record(Type.String({ minLength: 1, maxLength: 100 }), Type.Integer({ minimum: 1, maximum: 5 }), { description: '实名等级 of each of its levels (acr); others count as 1' }),
  basis: Type.Object({ law: Type.String({ minLength: 1, maxLength: 200 }), article: Type.String({ minLength: 1, maxLength: 60 }) }, { additionalProperties: false }),
}, { additionalProperties: false })

const exampleUpstream: Content = {
  code: '{new-upstream}', name: { zh: '省统一身份认证平台', en: 'Identity platform of the province' }, issuer: 'https://id.example.gov.cn/oidc', client: 'yunzhou', kind: 'natural', levels: { '4': 4, '5': 5 },
  basis: { law: '国务院关于在线政务服务的若干规定', article: '第七条' },
}

export function upstreamKind(ground: Ground): ProposalKind {
  return proposalKind({
    code: 'upstream', name: { zh: '登记上级登录平台，或者变更', en: 'Register a platform to sign in through, or a change of one' }, asks: by('system-admin'), decides: by('security-admin'), sees: by('system-admin', 'audit-admin'), shape: ContentShape,
    example: { ask: { as: '{system-admin}', content: exampleUpstream }, decide: { as: '{security-admin}', id: '{proposed-upstream}' } },
    subjectOf: ({ code }) => code, locks: ({ code }) => [upstreamLock(code)],
    check: async (_, { issuer }) => ground.outgoing.mustBeCallable(issuer),
    apply: registerUpstream,
    describe: async (_, { code, name, issuer }) => ({ zh: `${name.zh}（${code}，${issuer}）`, en: `${name.en ?? name.zh} (${code}, ${issuer})` }),
  })
}
