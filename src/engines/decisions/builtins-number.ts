// Built-in functions on numbers (DMN 1.5 §10.3.4.5). Logarithm and exponential are exact to 15 digits, all else to 34.
import { compareNumbers, type FeelNumber, fromDouble, modulo, negate, type Rounding, roundNumber, squareRoot, toDouble } from './decimal.ts'
import { asWhole, define } from './define.ts'
import { type FeelValue, MonthsDuration, TimeDuration } from './values.ts'

const scaleMin = -6111
const scaleMax = 6176

/** `name(n, scale)` rounding in one way. */
function rounding(name: string, mode: Rounding, isScaleOptional = false) {
  const round = ([n, scale]: FeelValue[]) => {
    const digits = asWhole(scale)
    return digits < scaleMin || digits > scaleMax ? undefined : roundNumber(n as FeelNumber, digits, mode)
  }
  return isScaleOptional ? define(name, 'n: number', ([n]) => round([n ?? null, 0]), 'n: number, scale: number', round) : define(name, 'n: number, scale: number', round)
}

function onNumber(name: string, body: (n: FeelNumber) => FeelValue | undefined) {
  return define(name, 'number: number', ([n]) => body(n as FeelNumber))
}

function absolute([n]: FeelValue[]): FeelValue {
  if (n instanceof MonthsDuration) return new MonthsDuration(Math.abs(n.months))
  if (n instanceof TimeDuration) return new TimeDuration(n.nanoseconds < 0n ? -n.nanoseconds : n.nanoseconds)
  return compareNumbers(n as FeelNumber, 0) < 0 ? negate(n as FeelNumber) : (n as FeelNumber)
}

export const numberFunctions = [
  rounding('decimal', 'half-even'),
  rounding('floor', 'floor', true),
  rounding('ceiling', 'ceiling', true),
  rounding('round up', 'up'),
  rounding('round down', 'down'),
  rounding('round half up', 'half-up'),
  rounding('round half down', 'half-down'),
  define('abs', 'n: number|months|duration', absolute),
  define('modulo', 'dividend: number, divisor: number', ([a, b]) => modulo(a as FeelNumber, b as FeelNumber)),
  onNumber('sqrt', squareRoot),
  onNumber('log', (n) => (compareNumbers(n, 0) > 0 ? fromDouble(Math.log(toDouble(n))) : undefined)),
  onNumber('exp', (n) => fromDouble(Math.exp(toDouble(n)))),
  onNumber('odd', (n) => isWholeOf(n, 1)),
  onNumber('even', (n) => isWholeOf(n, 0)),
]

function isWholeOf(n: FeelNumber, rest: number): boolean {
  const left = modulo(n, 2)
  return left !== undefined && compareNumbers(left, rest) === 0
}
