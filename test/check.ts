// `npm run check`: types, lint and what nothing uses; no test and no database.
import { runChecks } from './running/checks.ts'
import { say } from './running/stage.ts'

const { passed, failed, skipped, seconds } = await runChecks()
say(`\n${passed} passed, ${failed} failed, ${skipped} skipped (${seconds.toFixed(1)} s)`)
process.exit(failed > 0 ? 1 : 0)
