// Why a decision came out as it did, in sentences that can be read aloud.
import type { TraceStep } from '#engines/decisions'
import { useText } from './text.ts'

type Said = Pick<TraceStep, 'decision' | 'zh' | 'en'>

/** One sentence for each decision that was asked, in the order in which they were worked out. */
export function Trace({ trace }: { trace: readonly Said[] }) {
  const text = useText()
  return (
    <ol className="trace">
      {trace.map((step) => (
        <li key={`${step.decision}${step.zh}`}>{text({ zh: step.zh, en: step.en })}</li>
      ))}
    </ol>
  )
}
