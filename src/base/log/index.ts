// stream: what the program did, for those who run it. Never personal data, cookies, bodies or query strings (个人信息保护法 6).
export { describeError, type Log, openLog } from './log.ts'
