// What a test process tells the run: one JSON line for each test that ended, and what it printed. Read by stage.ts alone.
import { resolve } from 'node:path'
import type { TestEvent } from 'node:test/reporters'

/** One line. */
export type Told =
  | { told: 'passed' | 'failed' | 'skipped'; name: string; file: string; line: number; ms: number; why: string }
  | { told: 'printed'; file: string; text: string }

/** The reporter that `node --test --test-reporter` loads. */
export default async function* report(events: AsyncIterable<TestEvent>): AsyncGenerator<string> {
  for await (const event of events) {
    const line = lineOf(event)
    if (line) yield `${JSON.stringify(line)}\n`
  }
}

function lineOf(event: TestEvent): Told | undefined {
  if (event.type === 'test:stderr' || event.type === 'test:stdout') return { told: 'printed', file: event.data.file ?? '', text: event.data.message }
  // What fails when its test is over fails the process and no test: without its words nobody would find it.
  if (event.type === 'test:diagnostic' && event.data.message.includes('asynchronous activity')) return { told: 'printed', file: event.data.file ?? '', text: event.data.message }
  if (event.type !== 'test:pass' && event.type !== 'test:fail') return undefined
  const { name, file = '', line = 0, details, skip, todo } = event.data
  // A suite that only holds a failed test is told by that test; one that fails by itself is a file that a row could not load or end.
  if (details.type === 'suite' && (event.type === 'test:pass' || isByItsTests(event.data.details.error))) return undefined
  const about = { name, file: details.type === 'suite' && name.endsWith('.test.ts') ? resolve(name) : file, line, ms: details.duration_ms }
  if (skip !== undefined || todo !== undefined) return { told: 'skipped', ...about, why: String(skip ?? todo) }
  return event.type === 'test:pass' ? { told: 'passed', ...about, why: '' } : { told: 'failed', ...about, why: whyOf(event.data.details.error) }
}

function isByItsTests(error: unknown): boolean {
  return error instanceof Error && 'failureType' in error && error.failureType === 'subtestsFailed'
}

/** The error of the test itself; the runner wraps it in one of its own. */
function whyOf(error: unknown): string {
  const cause = error instanceof Error && error.cause !== undefined ? error.cause : error
  return cause instanceof Error ? (cause.stack ?? cause.message) : String(cause)
}
