// What was taken in at the window, kept for the receipt until the next person comes.
import type { Case, Item, Material, PromiseOffer } from '../api/types.ts'

export type Applicant = { kind: 'natural' | 'legal'; name: string; idKind: string; idNumber: string; phone?: string; consent: boolean; byLiquidator?: boolean }
/** What the applicant promised in writing: papers by a day, and what was told where a promise stands in for papers. */
export type Promises = { gaps?: { until: string; papers: Material[] }; offer?: PromiseOffer }
export type Taken = { number: string; receivedAt: string; receivedOn?: string; item: Item; applicant: Applicant; parties: Case['parties']; papers: Material[]; files: string[]; answers: Record<string, unknown>; promises: Promises }
