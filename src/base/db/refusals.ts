// What the database layer says no to. Told to people, so nothing here names a host, a folder or a password.
import { refusal } from '#base/problem'

/** The server is away, starting or shutting down: the same request may succeed in a few seconds. */
export const databaseUnavailable = refusal({
  code: 'db.unavailable',
  status: 503,
  zh: '系统暂时无法访问数据库，您的操作没有完成或无法确认是否完成。',
  en: 'The database cannot be reached right now; what you asked was not done, or it is not known whether it was.',
  nextZh: '请稍候几秒后重试；重试不会造成重复办理。',
  nextEn: 'Try again in a few seconds; a repeated request is never carried out twice.',
  retryAfterSeconds: 5,
})

/** The disk of the database is full. Reading goes on; writing does again as soon as there is room, without a restart. */
export const diskFull = refusal({
  code: 'db.disk-full',
  status: 503,
  zh: '存储空间已满，暂时只能查看，您的操作没有完成。',
  en: 'The storage is full: for now things can be read and not changed; what you asked was not done.',
  nextZh: '您填写的内容请先保留，稍后重试；系统管理员请清理或扩充存储空间。',
  nextEn: 'Keep what you entered and try again later; the administrator must make room.',
  retryAfterSeconds: 60,
})

const unavailableStates = new Set(['57P01', '57P02', '57P03', '53300', '08000', '08001', '08003', '08004', '08006'])
const unavailableErrnos = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENOTFOUND', 'EAI_AGAIN'])
const unavailableWords =
  /Connection terminated|timeout exceeded when trying to connect|not queryable|Connection ended unexpectedly|Query read timeout/

/** True when the error says that the server is away, not that the statement was wrong. */
export function isUnavailable(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  // A socket that is not there; of a file that is not there, the database knows nothing.
  if (code === 'ENOENT') return 'syscall' in error && error.syscall === 'connect'
  return unavailableStates.has(code) || unavailableErrnos.has(code) || unavailableWords.test(error.message)
}

/** Turns an error of a server that is away into the refusal `db.unavailable` (its cause kept), of a full disk into `db.disk-full`; gives every other error back. */
export function asRefusal(error: unknown): unknown {
  const isFull = error instanceof Error && 'code' in error && error.code === '53100'
  if (!isFull && !isUnavailable(error)) return error
  const problem = isFull ? diskFull() : databaseUnavailable()
  problem.cause = error
  return problem
}
