// What an item's own law says of the way between acceptance and decision: what stops the clock, 公示, hearing, checks on the site, 转报.
// 行政许可法 26, 34, 43, 45, 46, 58 leave these to other law (另有规定); each says which. An item without them has the permit law alone.
import { Type, type Static } from 'typebox'
import { BasisSchema, closed, LimitSchema, TextSchema, UsccSchema } from './schema-parts.ts'

/** What stops the clock besides the eight kinds of 许可法 45, by the item's own law. `publicity`: while a 公示 runs. `fee`: until a fee is paid (58). */
export const SuspendSchema = closed({ kind: Type.String({ pattern: '^[a-z][a-z0-9-]{1,39}$' }), name: TextSchema, basis: BasisSchema })
export type OwnSuspension = Static<typeof SuspendSchema>

/** 公示 of an intended grant before it is decided: how long objections may come. */
export const PublicitySchema = closed({ days: Type.Integer({ minimum: 1, maximum: 90 }), unit: LimitSchema.properties.unit, basis: BasisSchema })
export type ItemPublicity = Static<typeof PublicitySchema>

/** A hearing: `required` where a law, regulation or rule demands one (许可法 46); `ask` where it gives other days to ask than the five of 47. */
export const HearingSchema = closed({ required: Type.Optional(Type.Boolean()), ask: Type.Optional(LimitSchema), basis: BasisSchema })
export type ItemHearing = Static<typeof HearingSchema>

/** A check on the site by so many officers, two at least (许可法 34). Binds the steps that a process marks `yiwang:lawful="site-check"`. */
export const CheckSchema = closed({ officers: Type.Integer({ minimum: 2, maximum: 9 }), basis: BasisSchema })
export type ItemCheck = Static<typeof CheckSchema>

/** 转报: the handling body examines and sends the matter to the body that decides (许可法 43), whose own clock then runs: `limit` where its law gives other days than 42, `promised` as it promised. */
export const ForwardSchema = closed({ to: UsccSchema, limit: Type.Optional(LimitSchema), promised: Type.Optional(LimitSchema), basis: BasisSchema })
export type ItemForward = Static<typeof ForwardSchema>

/** The keys of an item about its procedure. */
export const procedureKeys = {
  suspends: Type.Optional(Type.Array(SuspendSchema)),
  publicity: Type.Optional(PublicitySchema),
  hearing: Type.Optional(HearingSchema),
  check: Type.Optional(CheckSchema),
  forwards: Type.Optional(ForwardSchema),
}
