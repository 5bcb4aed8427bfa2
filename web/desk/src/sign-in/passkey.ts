// Asks the browser for a passkey (WebAuthn Level 3): the server says what is asked and judges the answer; nothing is kept here.
import { api, ask } from '../api/client.ts'

export interface PasskeyAnswer {
  challenge: string
  response: Record<string, unknown>
}

/** Thrown where the browser gave no answer: closed by the person, timed out, or no fitting passkey. */
export class NoPasskey extends Error {}

/** Whether this browser knows passkeys at all. */
export function knowsPasskeys(): boolean {
  return typeof PublicKeyCredential === 'function' && 'parseRequestOptionsFromJSON' in PublicKeyCredential
}

/** The answer of a passkey: to the step of signing in that `ticket` names, or of whoever has one for this address. */
export async function askPasskey(ticket?: string): Promise<PasskeyAnswer> {
  const { ticket: challenge, options } = await (ticket === undefined ? ask(api.POST('/api/passkey-challenges', {})) : ask(api.POST('/api/session/passkey-challenges', { body: { ticket } })))
  try {
    const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(options as unknown as PublicKeyCredentialRequestOptionsJSON)
    const given = (await navigator.credentials.get({ publicKey })) as PublicKeyCredential | null
    if (given === null) throw new NoPasskey()
    return { challenge, response: { ...given.toJSON() } }
  } catch {
    throw new NoPasskey()
  }
}
