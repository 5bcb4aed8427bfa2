// The doors of the engines for tests of the desk: it is a package of its own, where their aliases exist only once it is built.
import { evaluateDecision, loadDecisions } from '#engines/decisions'
import { checkFormDefinition } from '#engines/forms'
import { describeProgress, loadProcess, startProcess, stepProcess } from '#engines/process'

export const engine = { describeProgress, evaluateDecision, startProcess, stepProcess }
export { checkFormDefinition, loadDecisions, loadProcess }
