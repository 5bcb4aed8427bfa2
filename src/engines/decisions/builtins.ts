// The built-in functions of FEEL (DMN 1.5 §10.3.4), gathered by subject.
import { contextFunctions } from './builtins-context.ts'
import { listFunctions } from './builtins-list.ts'
import { numberFunctions } from './builtins-number.ts'
import { rangeFunctions } from './builtins-range.ts'
import { temporalFunctions } from './builtins-temporal.ts'
import { textFunctions } from './builtins-text.ts'
import type { FeelFunction } from './values.ts'

export const builtins: ReadonlyMap<string, FeelFunction> = new Map([...textFunctions, ...numberFunctions, ...listFunctions, ...temporalFunctions, ...rangeFunctions, ...contextFunctions])
