// register of refusals: every "no" the platform can say, with a stable code, in two languages and with the next step (RFC 9457).
export { describeRefusals, isProblem, Problem, refusal, type FieldFault, type Refusal, type RefusalKind } from './problem.ts'
