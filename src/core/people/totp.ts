// Codes of an authenticator app: RFC 6238 with SHA-1, six digits and 30 seconds, which every app can read.
import { Secret, TOTP } from 'otpauth'

const periodSeconds = 30
/** A phone's clock may be this many steps off (RFC 6238 §5.2). */
const window = 1

const totpOf = (secret: string, label = '') => new TOTP({ issuer: 'Yiwang', label, secret: Secret.fromBase32(secret), algorithm: 'SHA1', digits: 6, period: periodSeconds })

/** A secret of 160 bits (RFC 4226 §4) as base32, as it is typed where no camera is at hand. */
export function makeTotpSecret(bytes: Uint8Array): string {
  return new Secret({ buffer: Uint8Array.from(bytes).buffer }).base32
}

/** otpauth://totp/…, which apps read from a QR. */
export function totpUri(secret: string, login: string): string {
  return totpOf(secret, login).toString()
}

/** The step whose code this is; undefined where it is none of the steps around the moment. */
export function stepOf(secret: string, code: string, now: Temporal.Instant): number | undefined {
  const token = code.normalize('NFKC').replaceAll(/\s/g, '')
  if (!/^\d{6}$/.test(token)) return undefined
  const delta = totpOf(secret).validate({ token, timestamp: now.epochMilliseconds, window })
  return delta === null ? undefined : Math.floor(now.epochMilliseconds / 1000 / periodSeconds) + delta
}

/** The code of a moment: what an app would show. */
export function totpCode(secret: string, now: Temporal.Instant): string {
  return totpOf(secret).generate({ timestamp: now.epochMilliseconds })
}
