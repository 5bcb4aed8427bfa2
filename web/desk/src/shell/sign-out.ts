// Ends the session on the server, then forgets everything this browser has read.
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from 'react-router'
import { api, ask } from '../api/client.ts'

/** Signs out; also when the server no longer knows the session. */
export function useSignOut(): () => void {
  const queries = useQueryClient()
  const navigate = useNavigate()
  return () => {
    const call = ask(api.DELETE('/api/session', { params: { header: { 'Idempotency-Key': crypto.randomUUID() } } }))
    void call.catch(() => undefined).then(() => {
      queries.clear()
      return navigate('/sign-in')
    })
  }
}
