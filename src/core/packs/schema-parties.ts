// Who takes part in a matter beside its applicant, as the item's own law says: those who apply together with it (共同申请人), and the other
// side (被申请人) of what a body decides between two. Without these keys one person applies, and nobody stands on the other side.
import { Type, type Static } from 'typebox'
import { BasisSchema, closed, LimitSchema, oneOf } from './schema-parts.ts'

/** So many at most; `basis` is the law by which they take part. */
const SideSchema = closed({ max: Type.Integer({ minimum: 1, maximum: 20 }), basis: BasisSchema })

/** `jointApplicants.max` counts those beside the applicant; `respondents`: one at least, and `max` at most; `answer`: how long the other side has to answer, where the law says so. */
export const PartiesSchema = closed({ jointApplicants: Type.Optional(SideSchema), respondents: Type.Optional(closed({ ...SideSchema.properties, answer: Type.Optional(LimitSchema) })) })
export type ItemParties = Static<typeof PartiesSchema>

/** The other side of an example: nobody has to know its number. */
export const ExampleRespondentSchema = closed({ kind: oneOf('natural', 'legal'), name: Type.String({ minLength: 2 }), address: Type.String({ minLength: 5 }) })
