// Writing: every write carries an Idempotency-Key that stays the same while the same thing is sent again, so that a retry is never a second act.
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef } from 'react'

/**
 * A write of the desk. `send` gets the input and the key; the key changes only when the input changes or the write succeeded.
 * After success what is named in `stale` is read again: what is shown may be out of date.
 */
export function useAct<Input, T>(send: (input: Input, key: string) => Promise<T>, stale: readonly string[], done?: (answer: T) => void, failed?: (error: unknown, input: Input) => void) {
  const queries = useQueryClient()
  const held = useRef<{ text: string; key: string } | null>(null)
  return useMutation<T, unknown, Input>({
    mutationFn: (input) => {
      const text = JSON.stringify(input) ?? ''
      if (held.current?.text !== text) held.current = { text, key: crypto.randomUUID() }
      return send(input, held.current.key)
    },
    onSuccess: (answer) => {
      held.current = null
      for (const name of stale) void queries.invalidateQueries({ queryKey: [name] })
      done?.(answer)
    },
    onError: (error, input) => failed?.(error, input),
    retry: false,
  })
}
