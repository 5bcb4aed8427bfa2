// A value that follows another one when it rests, so that the server is not asked at every key.
import { useEffect, useState } from 'react'

export const restMs = 300

/** The value as it was when it last rested. `value` is compared as JSON, so that a new object with the same content is the same. */
export function useRested<T>(value: T): T {
  const [rested, setRested] = useState(value)
  const text = JSON.stringify(value)
  useEffect(() => {
    const rest = setTimeout(() => setRested(JSON.parse(text) as T), restMs)
    return () => clearTimeout(rest)
  }, [text])
  return rested
}
