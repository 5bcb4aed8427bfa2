// The actor of what the platform does by itself: timers, deemed acts, letters. Not a person; it has no account.
import type { Actor } from '#base/act'

export const systemActor: Actor = { id: '00000000-0000-7000-8000-000000000001', kind: 'system' }
