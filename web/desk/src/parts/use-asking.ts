// Loads the interpreter of forms when a form is first shown.
import { useQuery } from '@tanstack/react-query'

/** The interpreter, or undefined while it is on its way. */
export function useAsking(wanted = true) {
  return useQuery({ queryKey: ['engine', 'asking'], queryFn: () => import('./asking.ts'), enabled: wanted, staleTime: Number.POSITIVE_INFINITY }).data
}
