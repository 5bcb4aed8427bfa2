// register: electronic seals — their look, and the signature a seal puts under a letter. 国办发〔2025〕33号 (电子印章管理办法).
import type { Context } from '#base/context'
import { sealRoutes } from './routes.ts'

export { getSeal, sealLock, useSeal } from './acts.ts'
export { drawSeal } from './drawing.ts'
export { KeySetShape } from './routes.ts'
export { sealKindText, sealName, type Seal, type SealKind } from './seal.ts'
export { signLetter, verifyLetter, type LetterClaims, type LetterVerdict } from './signature.ts'

export const seals: Context = { name: 'seals', migrations: `${import.meta.dirname}/migrations`, routes: sealRoutes }
