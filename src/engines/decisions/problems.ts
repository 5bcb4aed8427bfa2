// What FEEL says when it gives null instead of an answer (DMN 1.5 §10.3.2): a code and a sentence in two languages.
import { typeWords } from './types.ts'
import { type FeelValue, type Run, textOf, typeOf } from './values.ts'

const problemsMax = 100

/** Records a problem and gives null, so that it can stand where a value is expected. */
export function report(run: Run, code: string, zh: string, en: string): null {
  if (run.problems.length < problemsMax) run.problems.push({ code, zh, en })
  return null
}

export function wrongType(run: Run, what: string, value: FeelValue): null {
  return report(run, 'feel.wrong-type', `“${what}”不能用于${typeWords({ kind: 'simple', name: typeOf(value) }).zh}值 ${shortText(value)}。`, `"${what}" does not take the ${typeOf(value)} ${shortText(value)}.`)
}

export function wrongArguments(run: Run, name: string, why: string): null {
  return report(run, 'feel.wrong-arguments', `函数 ${name} 的参数不正确（${why}）。`, `Wrong arguments of function ${name}: ${why}.`)
}

function textWithin(value: FeelValue): string {
  try {
    return textOf(value, true, { left: 10_000 })
  } catch (error) {
    if (error instanceof RangeError) return '…'
    throw error
  }
}

/** A value in a sentence: never longer than a line. */
export function shortText(value: FeelValue): string {
  const text = textWithin(value)
  return text.length > 60 ? `${text.slice(0, 57)}…` : text
}
