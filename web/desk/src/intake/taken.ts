// What was taken in at the window, kept for the receipt until the next person comes.
import type { Item, Material } from '../api/types.ts'

export type Applicant = { kind: 'natural' | 'legal'; name: string; idKind: string; idNumber: string; phone?: string; consent: boolean }
export type Taken = { number: string; receivedAt: string; receivedOn?: string; item: Item; applicant: Applicant; papers: Material[]; files: string[]; answers: Record<string, unknown> }
