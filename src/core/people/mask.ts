// What is shown of personal data where all of it is not needed (PIPL art. 6; GB/T 35273-2020 §7.2).
import { checkResidentId } from '#engines/codes'

/** 张敏 → 张*, 欧阳明华 → 欧***; a name in letters keeps its first: Zhang Min → Z***. */
export function maskName(name: string): string {
  const chars = [...name.trim()]
  if (/^[\x20-\x7e]*$/.test(name)) return `${chars[0] ?? ''}***`
  return (chars[0] ?? '') + '*'.repeat(Math.max(chars.length - 1, 1))
}

/** The first three and the last four of a number: 990***********0264. Short ones keep the last two. */
export function maskNumber(number: string): string {
  if (number.length < 10) return '*'.repeat(Math.max(number.length - 2, 0)) + number.slice(-2)
  return number.slice(0, 3) + '*'.repeat(number.length - 7) + number.slice(-4)
}

/** The number of a licence in a list: that of an identity card is the person's own, and is masked; any other is shown as it is. */
export function maskPersonal(number: string): string {
  return checkResidentId(number).valid ? maskNumber(number) : number
}
