// Exact decimal arithmetic with 34 significant digits, rounding half to even (IEEE 754-2008 decimal128, DMN 1.5 §10.3.2.3). Never a binary rounding error.
// A number is a JavaScript number while its shortest decimal text is the value meant (≤ 15 digits always is), and a Decimal beyond that.

const digitsMax = 34
const exponentMax = 6145
const exponentMin = -6143 - 33
const zero = 0n
const ten = 10n

/** coefficient × 10^exponent, without trailing zeros, at most 34 digits. */
export class Decimal {
  readonly coefficient: bigint
  readonly exponent: number
  constructor(coefficient: bigint, exponent: number) {
    this.coefficient = coefficient
    this.exponent = exponent
  }
  toString(): string {
    return textOfParts(this.coefficient, this.exponent)
  }
  toJSON(): number {
    return Number(`${this.coefficient}e${this.exponent}`)
  }
}

export type FeelNumber = number | Decimal

const powers: bigint[] = [1n]
function powerOfTen(n: number): bigint {
  for (let i = powers.length; i <= n && i < 400; i++) powers.push((powers[i - 1] ?? 1n) * ten)
  return powers[n] ?? ten ** BigInt(n)
}

function digitsOf(n: bigint): number {
  return (n < zero ? -n : n).toString().length
}

/** Divides rounding half to even. */
function divideEven(n: bigint, d: bigint): bigint {
  const quotient = n / d
  const rest = n % d
  const twice = (rest < zero ? -rest : rest) * 2n
  const size = d < zero ? -d : d
  if (twice < size || (twice === size && quotient % 2n === zero)) return quotient
  return n < zero !== d < zero ? quotient - 1n : quotient + 1n
}

/** The number coefficient × 10^exponent, rounded to 34 digits; NaN (which is no number of FEEL) where it is too large. */
export function makeNumber(coefficient: bigint, exponent: number): FeelNumber {
  if (coefficient === zero) return 0
  let c = coefficient
  let e = exponent
  let digits = digitsOf(c)
  if (digits > digitsMax) {
    c = divideEven(c, powerOfTen(digits - digitsMax))
    e += digits - digitsMax
  }
  while (c % ten === zero) {
    c /= ten
    e++
  }
  digits = digitsOf(c)
  // Beyond decimal128's exponents lies infinity, which FEEL gives as null, and zero.
  if (digits + e > exponentMax) return Number.NaN
  if (digits + e < exponentMin) return 0
  if (digits <= 15 && e <= 0 && e >= -22) return Number(c) / 10 ** -e
  if (digits + e <= 15 && e > 0) return Number(c) * 10 ** e
  return new Decimal(c, e)
}

/** Reads a decimal text such as `-12.50` or `1.2E-3`; undefined when it is none. */
export function decimalOf(text: string): FeelNumber | undefined {
  const match = /^(-?)(\d*)(?:\.(\d+))?(?:[eE]([+-]?\d{1,4}))?$/.exec(text)
  if (!match) return undefined
  const [, sign = '', whole = '', fraction = '', power = '0'] = match
  if (whole === '' && fraction === '') return undefined
  const coefficient = BigInt(whole + fraction)
  const number = makeNumber(sign === '-' ? -coefficient : coefficient, Number(power) - fraction.length)
  return isNumber(number) ? number : undefined
}

/** Tells whether a value is a number; NaN and infinities are not. */
export function isNumber(value: unknown): value is FeelNumber {
  return (typeof value === 'number' && Number.isFinite(value)) || value instanceof Decimal
}

/** The exact parts of a number: a JavaScript number stands for its shortest decimal text. */
export function partsOf(n: FeelNumber): Decimal {
  if (typeof n !== 'number') return n
  if (Number.isSafeInteger(n)) return new Decimal(BigInt(n), 0)
  const [mantissa = '0', power = '0'] = String(n).split('e')
  const point = mantissa.indexOf('.')
  if (point < 0) return new Decimal(BigInt(mantissa), Number(power))
  return new Decimal(BigInt(mantissa.replace('.', '')), Number(power) - (mantissa.length - point - 1))
}

function aligned(a: FeelNumber, b: FeelNumber): [bigint, bigint, number] {
  const x = partsOf(a)
  const y = partsOf(b)
  const e = Math.min(x.exponent, y.exponent)
  return [x.coefficient * powerOfTen(x.exponent - e), y.coefficient * powerOfTen(y.exponent - e), e]
}

// Adding numbers whose sizes lie further apart than the precision must not build a giant integer.
function swallows(a: FeelNumber, b: FeelNumber): boolean {
  const x = partsOf(a)
  const y = partsOf(b)
  return x.coefficient !== zero && y.coefficient !== zero && digitsOf(x.coefficient) + x.exponent - (digitsOf(y.coefficient) + y.exponent) > 2 * digitsMax
}

export function add(a: FeelNumber, b: FeelNumber): FeelNumber {
  if (typeof a === 'number' && typeof b === 'number') {
    const sum = a + b
    if (Number.isInteger(a) && Number.isInteger(b) && Number.isSafeInteger(sum)) return sum
    // Up to six digits after the point: whole millionths are exact, and one division rounds to the double that means their decimal text.
    const [x, y] = [Math.round(a * 1e6), Math.round(b * 1e6)]
    if (Math.abs(x) < 4e14 && Math.abs(y) < 4e14 && x / 1e6 === a && y / 1e6 === b) return (x + y) / 1e6
  }
  if (swallows(a, b)) return a
  if (swallows(b, a)) return b
  const [x, y, e] = aligned(a, b)
  return makeNumber(x + y, e)
}

export function negate(a: FeelNumber): FeelNumber {
  if (typeof a === 'number') return a === 0 ? 0 : -a
  return new Decimal(-a.coefficient, a.exponent)
}

export function subtract(a: FeelNumber, b: FeelNumber): FeelNumber {
  return add(a, negate(b))
}

export function multiply(a: FeelNumber, b: FeelNumber): FeelNumber {
  if (typeof a === 'number' && typeof b === 'number') {
    const product = a * b
    if (Number.isInteger(a) && Number.isInteger(b) && Number.isSafeInteger(product)) return product === 0 ? 0 : product
    const [x, y] = [Math.round(a * 1e3), Math.round(b * 1e3)]
    if (Math.abs(x * y) < 1e15 && x / 1e3 === a && y / 1e3 === b) return x === 0 || y === 0 ? 0 : (x * y) / 1e6
  }
  const x = partsOf(a)
  const y = partsOf(b)
  return makeNumber(x.coefficient * y.coefficient, x.exponent + y.exponent)
}

/** The quotient to 34 digits; undefined by zero. */
export function divide(a: FeelNumber, b: FeelNumber): FeelNumber | undefined {
  const x = partsOf(a)
  const y = partsOf(b)
  if (y.coefficient === zero) return undefined
  const shift = Math.max(0, digitsMax + 2 + digitsOf(y.coefficient) - digitsOf(x.coefficient))
  const numerator = x.coefficient * powerOfTen(shift)
  const quotient = numerator / y.coefficient
  // A sticky digit keeps the half-even rounding in makeNumber honest.
  const sticky = numerator % y.coefficient === zero ? zero : numerator < zero !== y.coefficient < zero ? -1n : 1n
  return makeNumber(quotient * ten + sticky, x.exponent - y.exponent - shift - 1)
}

/** -1, 0 or 1. */
export function compareNumbers(a: FeelNumber, b: FeelNumber): number {
  if (typeof a === 'number' && typeof b === 'number') return a < b ? -1 : a > b ? 1 : 0
  const far = Number(partsOf(a).toJSON()) - Number(partsOf(b).toJSON())
  if (Math.abs(far) > 1e40) return far < 0 ? -1 : 1
  const [x, y] = aligned(a, b)
  return x < y ? -1 : x > y ? 1 : 0
}

export type Rounding = 'up' | 'down' | 'half-up' | 'half-down' | 'half-even' | 'floor' | 'ceiling'

/** Rounds to `scale` digits after the point (negative: before it). */
export function roundNumber(n: FeelNumber, scale: number, mode: Rounding): FeelNumber {
  const { coefficient, exponent } = partsOf(n)
  const drop = -scale - exponent
  if (drop <= 0 || coefficient === zero) return n
  if (drop > digitsMax + 1 + digitsOf(coefficient)) return mode === 'up' || (mode === 'ceiling' && coefficient > zero) || (mode === 'floor' && coefficient < zero) ? makeNumber(coefficient < zero ? -1n : 1n, -scale) : 0
  const unit = powerOfTen(drop)
  const cut = coefficient / unit
  const rest = coefficient % unit
  if (rest === zero) return makeNumber(cut, -scale)
  return makeNumber(awayFromZero(cut, rest, unit, mode) ? cut + (coefficient < zero ? -1n : 1n) : cut, -scale)
}

function awayFromZero(cut: bigint, rest: bigint, unit: bigint, mode: Rounding): boolean {
  const negative = rest < zero
  const half = (negative ? -rest : rest) * 2n
  if (mode === 'up') return true
  if (mode === 'down') return false
  if (mode === 'floor') return negative
  if (mode === 'ceiling') return !negative
  if (half !== unit) return half > unit
  return mode === 'half-up' || (mode === 'half-even' && cut % 2n !== zero)
}

/** The remainder with the sign of the divisor (DMN `modulo`); undefined by zero. */
export function modulo(a: FeelNumber, b: FeelNumber): FeelNumber | undefined {
  if (compareNumbers(b, 0) === 0) return undefined
  const [x, y, e] = aligned(a, b)
  const rest = x % y
  return makeNumber(rest !== zero && rest < zero !== y < zero ? rest + y : rest, e)
}

/** a to the power b: exact for whole exponents of at most 9,999, otherwise by binary logarithm to about 15 digits; undefined where the result is no number. */
export function power(a: FeelNumber, b: FeelNumber): FeelNumber | undefined {
  if (typeof b !== 'number' || !Number.isInteger(b) || Math.abs(b) > 9999) return fromDouble(toDouble(a) ** toDouble(b))
  let result: FeelNumber = 1
  let square = a
  for (let n = Math.abs(b); n > 0; n = Math.floor(n / 2)) {
    if (n % 2 === 1) result = multiply(result, square)
    if (n > 1) square = multiply(square, square)
    // Too large a number; its inverse is too small for any digit.
    if (!isNumber(result) || !isNumber(square)) return b < 0 ? 0 : undefined
  }
  return b < 0 ? divide(1, result) : result
}

/** The square root to 34 digits; undefined of negative numbers. */
export function squareRoot(n: FeelNumber): FeelNumber | undefined {
  const { coefficient, exponent } = partsOf(n)
  if (coefficient < zero) return undefined
  if (coefficient === zero) return 0
  const shift = 2 * digitsMax + (((exponent % 2) + 2) % 2)
  const scaled = coefficient * powerOfTen(shift)
  let root = ten ** BigInt(Math.ceil(digitsOf(scaled) / 2))
  for (let next = (root + scaled / root) / 2n; next < root; next = (root + scaled / root) / 2n) root = next
  return makeNumber(root * ten + (root * root === scaled ? zero : 1n), (exponent - shift) / 2 - 1)
}

/** A number from a double that was computed, not given: 15 digits of it can be trusted. */
export function fromDouble(n: number): FeelNumber | undefined {
  return Number.isFinite(n) ? decimalOf(n.toPrecision(15)) : undefined
}

/** The number as a double, for indexes and counts. */
export function toDouble(n: FeelNumber): number {
  return typeof n === 'number' ? n : n.toJSON()
}

/** Plain decimal text, never with an exponent for sizes that people write. */
export function textOfNumber(n: FeelNumber): string {
  if (typeof n === 'number' && Number.isSafeInteger(n)) return String(n)
  const { coefficient, exponent } = partsOf(n)
  return textOfParts(coefficient, exponent)
}

function textOfParts(coefficient: bigint, exponent: number): string {
  const sign = coefficient < zero ? '-' : ''
  const digits = (coefficient < zero ? -coefficient : coefficient).toString()
  if (exponent > 60 || exponent < -100) return `${sign}${digits}E${exponent}`
  if (exponent >= 0) return sign + digits + '0'.repeat(exponent)
  const padded = digits.padStart(1 - exponent, '0')
  return `${sign}${padded.slice(0, exponent)}.${padded.slice(exponent)}`
}
