// engine: forms. One interpretation of a form for browser, portal and API: JSON Schema 2020-12, layout, and FEEL for what is shown, required and computed.
export { checkForm, conditionFaults, keepAnswers, type CheckScope, type FormCheck } from './check.ts'
export { coerceForm, type Posted } from './coerce.ts'
export { mostRows, rowChangeOf } from './coerce-rows.ts'
export { checkFormDefinition } from './definition.ts'
export { documentKey, partNames, type Widget } from './kinds.ts'
export { knownAnswers, knownSource, type KnownAnswer, type KnownSource } from './known.ts'
export { isWithin, regionDepth } from './rules.ts'
export { isRecord, settleForm, settleRow, totalsOf, visibleFields, visiblePages, type Settled } from './settle.ts'
export {
  compileForm,
  type CompiledField,
  type CompiledForm,
  type FieldLayout,
  type FieldOption,
  type FieldSchema,
  type FormData,
  type FormDefinition,
  type FormSchema,
  type PageLayout,
} from './form.ts'
