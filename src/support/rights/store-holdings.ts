// What is held by law names an account: a hold that has ended goes over with it; while one runs nothing is merged.
import type { Move } from '#base/context'

/** See Move. */
export const rightsMoves: readonly Move[] = [{ table: 'rights.holds', columns: ['account'] }]
