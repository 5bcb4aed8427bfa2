// Refusals and bugs as application/problem+json (RFC 9457), in the caller's language.
import { Type } from 'typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { isProblem, refusal, type FieldFault, type Problem } from '#base/problem'
import type { Language } from './route.ts'

export const notFound = refusal({
  code: 'http.not-found', status: 404,
  zh: '没有找到您要的内容。', en: 'There is nothing here.',
  nextZh: '请检查地址，或从首页重新查找。', nextEn: 'Check the address, or search again from the home page.',
})
export const invalidRequest = refusal({
  code: 'http.invalid-request', status: 400,
  zh: '有几处内容不符合要求。', en: 'Some of what was sent does not fit.',
  nextZh: '请按各项提示修改后重新提交。', nextEn: 'Correct the fields named and send it again.',
})
export const bodyTooLarge = refusal({
  code: 'http.body-too-large', status: 413,
  zh: '提交的内容太大。', en: 'What was sent is too large.',
  nextZh: '请减少内容，或将文件分开上传。', nextEn: 'Send less, or upload files one by one.',
})
export const badMediaType = refusal({
  code: 'http.unsupported-media-type', status: 415,
  zh: '不支持这种内容格式。', en: 'This media type is not supported.',
  nextZh: '请使用 application/json（上传文件用 multipart/form-data）。', nextEn: 'Use application/json (multipart/form-data for files).',
})
export const tooManyCalls = refusal({
  code: 'http.too-many-calls', status: 429, retryAfterSeconds: 60,
  zh: '请求太频繁。', en: 'Too many requests.',
  nextZh: '请稍候再试。', nextEn: 'Wait a moment and try again.',
})
export const foreignOrigin = refusal({
  code: 'http.foreign-origin', status: 403,
  zh: '这个请求来自其他网站，没有执行。', en: 'This request came from another site and was not carried out.',
  nextZh: '请在本平台的页面上操作。', nextEn: 'Use the pages of this platform.',
})
export const foreignHost = refusal({
  code: 'http.foreign-host', status: 421,
  zh: '这里不是请求所写的网站。', en: 'This is not the site that the request names.',
  nextZh: '请用平台自己的地址访问。', nextEn: 'Use the address of the platform.',
})
export const failure = refusal({
  code: 'http.failure', status: 500,
  zh: '系统出现故障，您的操作没有执行。', en: 'The system failed; your request was not carried out.',
  nextZh: '请稍后再试；如仍有问题，请把请求编号告诉我们。', nextEn: 'Try again later; if it fails again, tell us the request number.',
})

export const ProblemShape = Type.Object(
  {
    type: Type.String(), title: Type.String(), status: Type.Integer(), detail: Type.String(), code: Type.String(),
    next: Type.String(), instance: Type.String(),
    fields: Type.Array(Type.Object({ path: Type.String(), code: Type.String(), message: Type.String() })),
    facts: Type.Record(Type.String(), Type.Unknown()),
  },
  { description: 'A refusal (RFC 9457): `code` is stable, `next` says what to do, `fields` names what does not fit' },
)

/** The language of an answer: what the address, the cookie or the browser asks for; Chinese first. */
export function languageOf(request: FastifyRequest): Language {
  const wanted = request.headers['accept-language']?.trim().toLowerCase() ?? ''
  return wanted.startsWith('en') ? 'en' : 'zh'
}

/** Sends a refusal, or hides a bug behind `http.failure` and logs it. */
export function answerProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const problem = asProblem(error)
  if (problem.status >= 500 && !isProblem(error)) request.log.error({ err: error }, 'failure')
  else if (problem.code === invalidRequest.kind.code && error instanceof Error && !('validation' in error)) request.log.warn({ code: stableCodeOf(error) }, 'a value could not be read')
  const { kind } = problem
  if (kind.retryAfterSeconds) reply.header('retry-after', String(kind.retryAfterSeconds))
  return reply.code(kind.status).type('application/problem+json; charset=utf-8').serializer(JSON.stringify).send(problemBody(problem, languageOf(request), request.id))
}

/** What is told of a call that could not be read: the message would say it, with whatever secret stands in an address (a calendar's token) or a body. */
function stableCodeOf(error: Error): string {
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name
}

/** The body of a refusal in one language. */
export function problemBody(problem: Problem, language: Language, instance: string) {
  const { kind } = problem
  const zh = language === 'zh'
  return {
    type: `/api/problems/${kind.code}`, title: zh ? kind.zh : kind.en, status: kind.status, detail: zh ? kind.zh : kind.en, code: kind.code,
    next: zh ? kind.nextZh : kind.nextEn, instance,
    fields: problem.fields.map((fault) => ({ path: fault.path, code: fault.code, message: zh ? fault.zh : fault.en })),
    facts: problem.facts,
  }
}

// What PostgreSQL cannot read as a moment, a number, an identifier or text came with the call: a cursor made up, U+0000.
const unreadableValues = new Set(['22007', '22008', '22003', '22P02', '22021', '22P05'])

/** The refusal that an error is told as; a bug is `http.failure`. */
export function asProblem(error: unknown): Problem {
  if (isProblem(error)) return error
  if (typeof error !== 'object' || error === null) return failure()
  if ('code' in error && typeof error.code === 'string' && unreadableValues.has(error.code)) return invalidRequest()
  if ('validation' in error && Array.isArray(error.validation)) return invalidRequest({}, meantOf(error.validation).map(faultOf))
  const status = 'statusCode' in error && typeof error.statusCode === 'number' ? error.statusCode : 500
  if (status === 413) return bodyTooLarge()
  if (status === 415 || status === 406) return badMediaType()
  if (status === 404) return notFound()
  if (status === 429) return tooManyCalls()
  return status >= 400 && status < 500 ? invalidRequest() : failure()
}

interface AjvFault {
  instancePath: string
  keyword: string
  params: Record<string, unknown>
}

const needed: [zh: string, en: string] = ['此项必填', 'This is required']
const typeWords: Readonly<Record<string, [zh: string, en: string]>> = {
  string: ['应为文字', 'Must be text'], integer: ['应为整数', 'Must be a whole number'], number: ['应为数字', 'Must be a number'], boolean: ['应为是或者否', 'Must be yes or no'], array: ['应为一个列表', 'Must be a list'], object: ['应为一组内容', 'Must be a group of fields'],
}
const formatWords: Readonly<Record<string, [zh: string, en: string]>> = { date: ['应为日期（年-月-日）', 'Must be a date (year-month-day)'], 'date-time': ['应为日期和时间', 'Must be a date and time'], uuid: ['应为本平台的编号', 'Must be an id of this platform'] }

const words: Record<string, (params: Record<string, unknown>) => [zh: string, en: string]> = {
  required: () => needed,
  additionalProperties: () => ['不认识此项', 'This field is not known'],
  type: ({ type }) => typeWords[String(type)] ?? [`类型应为 ${String(type)}`, `Must be of type ${String(type)}`],
  enum: ({ allowedValues }) => [`应为：${String(allowedValues)}`, `Must be one of: ${String(allowedValues)}`],
  minLength: ({ limit }) => (limit === 1 ? needed : [`至少 ${String(limit)} 个字`, `At least ${String(limit)} characters`]),
  maxLength: ({ limit }) => [`最多 ${String(limit)} 个字`, `At most ${String(limit)} characters`],
  minimum: ({ limit }) => [`不小于 ${String(limit)}`, `Not less than ${String(limit)}`],
  maximum: ({ limit }) => [`不大于 ${String(limit)}`, `Not more than ${String(limit)}`],
  minItems: ({ limit }) => (limit === 1 ? needed : [`至少 ${String(limit)} 项`, `At least ${String(limit)} entries`]),
  maxItems: ({ limit }) => [`最多 ${String(limit)} 项`, `At most ${String(limit)} entries`],
  pattern: () => ['格式不对', 'Wrong format'],
  format: ({ format }) => formatWords[String(format)] ?? [`格式应为 ${String(format)}`, `Must be a ${String(format)}`],
}

/** Of a choice between shapes, what was meant: that nothing was also allowed, or that no shape fits, says less than why the likely one does not. */
function meantOf(faults: readonly AjvFault[]): AjvFault[] {
  const isVague = ({ keyword, params }: AjvFault) => keyword === 'anyOf' || keyword === 'oneOf' || (keyword === 'type' && params.type === 'null')
  const isWithin = (path: string, other: AjvFault) => other.instancePath === path || other.instancePath.startsWith(`${path}/`)
  return faults.filter((fault) => !isVague(fault) || !faults.some((other) => !isVague(other) && isWithin(fault.instancePath, other)))
}

function faultOf(fault: AjvFault): FieldFault {
  const name = fault.params.missingProperty ?? fault.params.additionalProperty
  const [zh, en] = words[fault.keyword]?.(fault.params) ?? ['不符合要求', 'Does not fit']
  return { path: name === undefined ? fault.instancePath : `${fault.instancePath}/${String(name)}`, code: fault.keyword, zh, en }
}
