// What a check answers. A check never throws on text it is given, and never says more than the code itself can show.

/** One fault or doubt: `code` is stable, the words say what is wrong and what to do. */
export interface CodeFault {
  code: string
  zh: string
  en: string
}

/** The answer about one code. `parts` are given wherever the form allows taking it apart, also of a code whose check character is wrong. */
export interface Verdict<Parts = Record<never, never>> {
  valid: boolean
  /** Of the first fault; absent when valid. */
  code?: string
  zh?: string
  en?: string
  parts?: Parts
  /** Doubts that do not make the code wrong: real codes have them. */
  flags?: CodeFault[]
}

/** A good code. */
export function good<Parts>(parts: Parts, flags: readonly CodeFault[] = []): Verdict<Parts> {
  return { valid: true, parts, ...(flags.length > 0 ? { flags: [...flags] } : {}) }
}

/** A bad code. */
export function bad<Parts>(fault: CodeFault, parts?: Parts, flags: readonly CodeFault[] = []): Verdict<Parts> {
  return { valid: false, ...fault, ...(parts ? { parts } : {}), ...(flags.length > 0 ? { flags: [...flags] } : {}) }
}

/** The names a code goes by in messages. */
export interface CodeName {
  zh: string
  en: string
}

export function wrongLength(name: CodeName, expected: string, found: number): CodeFault {
  return {
    code: 'length',
    zh: `${name.zh}应为${expected}位，现在是${found}位。请对照证件检查是否多写或漏写。`,
    en: `${name.en} has ${expected} characters, not ${found}. Compare it with the document for missing or extra ones.`,
  }
}

export function wrongCharacter(name: CodeName, position: number, found: string, allowedZh: string, allowedEn: string): CodeFault {
  return {
    code: 'character',
    zh: `${name.zh}第${position}位“${found}”不对，这里只能是${allowedZh}。请改正这一位。`,
    en: `Character ${position} of ${name.en.toLowerCase()}, “${found}”, cannot stand there: only ${allowedEn}. Correct it.`,
  }
}

export function wrongCheck(name: CodeName): CodeFault {
  return {
    code: 'check-character',
    zh: `${name.zh}的校验位与其他各位对不上，多半有一位写错或两位写反。请对照证件逐位核对。`,
    en: `The check character of ${name.en.toLowerCase()} does not fit the others: most likely one is wrong or two are swapped. Compare each with the document.`,
  }
}

/** The first character that a pattern of one character does not take, counted from 1 within the whole code. */
export function findWrongCharacter(text: string, allowed: RegExp, offset = 0): { position: number; found: string } | undefined {
  const at = [...text].findIndex((character) => !allowed.test(character))
  return at < 0 ? undefined : { position: offset + at + 1, found: [...text][at] ?? '' }
}

/** What a maker made, checked by its own rule. Throws RangeError on parts that cannot stand in such a code: a bug of the caller. */
export function mustHold(made: string, check: (text: string) => Verdict<unknown>): string {
  const { valid, en } = check(made)
  if (!valid) throw new RangeError(`${made}: ${en}`)
  return made
}
