// Where somebody is reached: mobile numbers of the mainland and addresses of mail, read as they were meant.

/** Eleven digits; undefined where it is none. */
export function readMobile(typed: string): string | undefined {
  const plain = typed.normalize('NFKC').replaceAll(/[\s-]/g, '').replace(/^\+?86(?=1\d{10}$)/, '')
  return /^1[3-9]\d{9}$/.test(plain) ? plain : undefined
}

/** An address of mail; undefined where it is none. Quotes, brackets and line breaks could carry a second recipient or a header of the mail. */
export function readMail(typed: string): string | undefined {
  const plain = typed.normalize('NFKC').trim()
  return plain.length <= 254 && /^[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$/.test(plain) ? plain : undefined
}
