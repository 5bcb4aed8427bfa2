// The noun: what proves who the holder of an account is. 实名等级 1–2 is what somebody says of himself; 3–5 stand on the answer of a
// source, with the level it asserts, until that answer is too old. Nothing here raises a level by itself. Pure.
import { refusal } from '#base/problem'

/** The answer of a source that is kept. Never a picture, a voice or a template of a face (个人信息保护法 28). */
export interface Proof {
  id: string
  account: string
  /** By which source, in one word. */
  source: string
  level: 3 | 4 | 5
  /** What the source says it did, in its own word. */
  assertion: string
  /** What the source calls its answer: by it the source finds it again. */
  trace: string
  /** How sure the source is, 0–1, where it says so. */
  score: number | null
  at: Temporal.Instant
  until: Temporal.Instant
}

export type NewProof = Omit<Proof, 'id' | 'at'>

/** What the demonstration is proved by, and a simulated city: nobody real has such an account. */
export type MadeUp = 'demonstration' | 'simulated'

/** Whether a source is none that asked anybody. */
export function isMadeUp(source: unknown): source is MadeUp {
  return source === 'demonstration' || source === 'simulated'
}

/** Whose papers and matters somebody is given by a document number alone: who only knows the name to a number of another is not taken for that one. */
export const levelOfOneself = 4

export const proofUsed = refusal({
  code: 'people.proof-used', status: 409,
  zh: '这份核验结果已经用过。', en: 'This answer has been used already.',
  nextZh: '请重新核验。', nextEn: 'Ask for a new one.',
})
