// When somebody was born, and which age that is. Pure.
import { checkPermanentResidentId, checkResidentId } from '#engines/codes'

/** Ages of the law: 民法典 17 (of age), 18 (from sixteen by the own work), 19, 20 (limited capacity from eight); 个人信息保护法 31 (whose data a guardian consents to). */
export const ages = { ofAge: 18, limited: 8, consents: 14, works: 16 } as const

/** The birthday that the number of a document says; undefined where it says none. */
export function birthOf({ idKind, idNumber }: { idKind?: string | undefined; idNumber?: string | undefined }): Temporal.PlainDate | undefined {
  if (idNumber === undefined) return undefined
  const parts = idKind === 'resident-id' || idKind === 'hmt-residence' ? checkResidentId(idNumber).parts : idKind === 'permanent-residence' ? checkPermanentResidentId(idNumber).parts : undefined
  return parts?.birth === undefined ? undefined : Temporal.PlainDate.from(parts.birth)
}

/** The day on which somebody reaches an age. Who was born on 29 February does on the last of February where there is no 29th (民法典 202). */
export const birthday = (born: Temporal.PlainDate, years: number): Temporal.PlainDate => born.add({ years })

/** Whether somebody has an age: on the birthday itself too (民法典 1259: 以上 includes the number). */
export const hasReached = (born: Temporal.PlainDate, years: number, today: Temporal.PlainDate): boolean => Temporal.PlainDate.compare(birthday(born, years), today) <= 0

/** The first moment of a day in China. */
export const startOf = (day: Temporal.PlainDate): Temporal.Instant => day.toZonedDateTime('Asia/Shanghai').toInstant()
