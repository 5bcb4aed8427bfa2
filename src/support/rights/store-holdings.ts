// What is held by law names an account: a hold that has ended goes over with it; while one runs nothing is merged. So does what still waits to be erased.
import type { Move } from '#base/context'

/** See Move. */
export const rightsMoves: readonly Move[] = [{ table: 'rights.holds', columns: ['account'] }, { table: 'rights.waiting', columns: ['account'] }]
