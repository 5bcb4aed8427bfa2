// The shapes of answers and bodies of models.
import { Type } from 'typebox'
import { TextSchema } from '#core/packs'
import type { ModelKind } from '#core/items'
import type { DraftState, ModelAct } from './model.ts'
import { textLengthMax } from './model.ts'

export const nullable = <S extends Parameters<typeof Type.Union>[0][number]>(shape: S) => Type.Union([shape, Type.Null()])
const Named = Type.Object({ code: Type.String(), name: TextSchema })
const Day = Type.String({ format: 'date' })
const Moment = Type.String({ format: 'date-time' })
export const KindShape = Type.Unsafe<ModelKind>({ type: 'string', enum: ['process', 'decision', 'form', 'item'] })
export const StateShape = Type.Unsafe<DraftState>({ type: 'string', enum: ['drafting', 'submitted', 'published', 'discarded'] })
const ActShape = Type.Unsafe<ModelAct>({ type: 'string', enum: ['save', 'submit', 'withdraw', 'return', 'publish', 'discard'] })
export const DigestShape = Type.String({ pattern: '^[0-9a-f]{64}$' })
export const BodyShape = Type.String({ pattern: '^[^\\u0000]{1,80}$', description: 'Code of the deciding body' })
export const NameShape = Type.String({ pattern: '^[^\\u0000]{1,80}$', description: 'Name of the model, as the pack calls it' })
export const TextInput = Type.String({ minLength: 1, maxLength: textLengthMax, description: 'BPMN 2.0 or DMN XML; JSON of a form or an item' })

export const ModelShape = Type.Object({
  body: Named, kind: KindShape, name: Type.String(), title: TextSchema, digests: Type.Array(DigestShape), items: Type.Integer(),
  drafts: Type.Integer({ description: 'Drafts in progress' }),
})
export const ModelVersionShape = Type.Object({ digest: DigestShape, effectiveFrom: Day, publishedAt: Moment, origin: Type.String(), items: Type.Integer(), inForce: Type.Boolean() })
export const EffectShape = Type.Object({
  items: Type.Array(Type.Object({ code: Type.String(), name: TextSchema, version: Type.Integer(), openCases: Type.Integer(), onOlderVersions: Type.Integer(), waitingFrom: nullable(Day) })),
})
export const WholeModelShape = Type.Object({ ...ModelShape.properties, versions: Type.Array(ModelVersionShape), ...EffectShape.properties, users: Type.Integer() })

const Variables = Type.Record(Type.String(), Type.Unknown(), { description: 'Variables by name: form, scenario, applicant, item …' })
const AnswerShape = Type.Union([
  Type.Object({ step: Type.String({ maxLength: 200 }), outcome: Type.String({ maxLength: 80 }) }, { additionalProperties: false }),
  Type.Object({ timer: Type.String({ maxLength: 200, description: 'Element of a timer that runs out' }) }, { additionalProperties: false }),
])
export const ExampleShape = Type.Object({
  title: Type.String({ minLength: 1, maxLength: 200 }), decision: Type.Optional(Type.String({ maxLength: 200 })), variables: Variables, answers: Type.Optional(Type.Array(AnswerShape, { maxItems: 200 })),
  expect: Type.Object({ path: Type.Optional(Type.Array(Type.String({ maxLength: 200 }), { maxItems: 200 })), outcome: Type.Optional(Type.String({ maxLength: 80 })), value: Type.Optional(Type.Unknown()) }, { additionalProperties: false }),
}, { additionalProperties: false })

export const DraftRowShape = Type.Object({
  id: Type.String({ format: 'uuid' }), body: Named, kind: KindShape, name: Type.String(), title: TextSchema, state: StateShape, revision: Type.Integer(),
  savedAt: Moment, savedBy: nullable(Type.String()), effectiveFrom: nullable(Day),
})
export const DraftShape = Type.Object({
  ...DraftRowShape.properties, base: DigestShape, createdAt: Moment, examples: Type.Array(ExampleShape), changed: Type.Boolean({ description: 'Differs from the text it was begun from' }),
  overtaken: Type.Boolean({ description: 'Another version came into force since it was begun' }), authors: Type.Array(Type.String()), acts: Type.Array(ActShape),
  history: Type.Array(Type.Object({ id: Type.String(), kind: Type.String(), at: Moment, by: nullable(Type.String()), words: nullable(Type.String()) })),
})
const Told = Type.Object({ zh: Type.String(), en: Type.String() })
export const CheckShape = Type.Object({
  problems: Type.Array(Type.Object({
    rule: Type.String(), code: Type.String(), element: Type.String(), line: Type.Integer(), zh: Type.String(), en: Type.String(), remedy: Told,
    path: Type.Array(Type.String()), item: nullable(Type.String({ description: 'The item that the model does not fit' })),
  })),
  examples: Type.Array(Type.Object({ title: Type.String(), passed: Type.Boolean(), path: Type.Array(Type.String()), outcome: nullable(Type.String()), value: Type.Unknown(), fault: nullable(Told) })),
})
