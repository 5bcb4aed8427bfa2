// Ends the session on the server, then loads the desk anew: nothing that was read stays in this browser's memory.
import { api, ask } from '../api/client.ts'

/** Signs out; also when the server no longer knows the session. */
export function signOut(): void {
  const call = ask(api.DELETE('/api/session', { params: { header: { 'Idempotency-Key': crypto.randomUUID() } } }))
  void call.catch(() => undefined).then(() => location.assign('/desk/sign-in'))
}
