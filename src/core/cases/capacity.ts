// Who applies alone, and by law has not the full capacity to. It is told, and a person weighs it: an act of somebody with limited capacity may be purely
// beneficial, fit the age, or be agreed to afterwards (民法典 19–22), which no machine knows. Pure.
import { ages, hasReached } from '#core/people'
import type { ItemContent } from '#core/packs'
import type { Text } from '#engines/words'

/** Of a natural person for whom nobody acts. */
export interface Alone {
  born: Temporal.PlainDate | undefined
  /** Whether a guardian is registered for the person as an adult. */
  isAdultWard: boolean
}

const none: Text = {
  zh: '申请人不满八周岁，没有民事行为能力，由父母或者其他监护人代理申请（民法典第二十条）。',
  en: 'The applicant is under eight and has no capacity: a parent or another guardian applies (Civil Code, art. 20).',
}
const minor: Text = {
  zh: '申请人未满十八周岁：由监护人代理，或者经监护人同意、追认；与年龄、智力相适应的可以自己申请，以自己的劳动收入为主要生活来源的除外（民法典第十八条、第十九条）。',
  en: 'The applicant is under eighteen: a guardian applies, or agrees to it now or later; what fits the age may be applied for alone, and so may everything by who is sixteen and lives by the own work (Civil Code, arts. 18, 19).',
}
const adult: Text = {
  zh: '申请人登记有监护人：由监护人代理，或者经监护人同意、追认；与其智力、精神健康状况相适应的可以自己申请（民法典第二十一条、第二十二条）。',
  en: 'A guardian is registered for the applicant: the guardian applies, or agrees to it now or later; what fits the applicant’s state may be applied for alone (Civil Code, arts. 21, 22).',
}

/** What only benefits who gets it needs nobody's consent (民法典 19, 22): 行政给付, 行政奖励. */
const beneficial: readonly ItemContent['type'][] = ['ADMIN_BENEFIT', 'ADMIN_REWARD']

/** What is told of somebody who applies alone on a day; undefined where nothing is. */
export function lackOfCapacity({ type, acceptance }: Pick<ItemContent, 'type' | 'acceptance'>, { born, isAdultWard }: Alone, on: Temporal.PlainDate): Text | undefined {
  if (born && !hasReached(born, ages.limited, on)) return none
  if (beneficial.includes(type)) return undefined
  if (isAdultWard) return adult
  return born && !hasReached(born, acceptance?.aloneFrom ?? ages.ofAge, on) ? minor : undefined
}
