// 存量证照 of the demonstration: licences its people hold from before the platform. Made only in demonstration mode; never of a real person.
import { Type, type Static } from 'typebox'
import { closed, DateSchema, UsccSchema } from './schema-parts.ts'

/** `holder` is the login of a person of the pack; without an issuer it is the body that defines the type. */
export const StockLicenceSchema = closed({
  type: Type.String({ minLength: 21, maxLength: 21 }),
  holder: Type.String(),
  issuer: Type.Optional(UsccSchema),
  number: Type.String({ minLength: 1, maxLength: 60 }),
  face: Type.Record(Type.String(), Type.Unknown()),
  issuedOn: DateSchema,
  validFrom: Type.Optional(DateSchema),
  validTo: Type.Optional(DateSchema),
})
export type StockLicence = Static<typeof StockLicenceSchema>
