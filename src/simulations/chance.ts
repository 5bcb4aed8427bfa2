// Chance in a simulation: numbers that follow from injected bytes alone, so that the same seed makes the same city.
import type { Random } from '#base/ids'

export interface Chance {
  /** At least 0, less than 1. */
  fraction(): number
  /** A whole number at least 0 and below the bound. */
  below(bound: number): number
  happens(probability: number): boolean
  pick<T>(list: readonly T[]): T
  /** One of the entries, each as often as its weight asks. */
  pickWeighted<T>(list: readonly { weight: number; value: T }[]): T
  /** Waiting times: exponential with this mean. */
  wait(mean: number): number
}

const bytesEach = 6

/** Chance made of random bytes. */
export function chanceFrom(random: Random): Chance {
  const fraction = () => Buffer.from(random.bytes(bytesEach)).readUIntBE(0, bytesEach) / 2 ** (8 * bytesEach)
  const below = (bound: number) => Math.floor(fraction() * bound)
  return {
    fraction, below,
    happens: (probability) => fraction() < probability,
    pick: (list) => entryAt(list, below(list.length)),
    pickWeighted: (list) => {
      let left = fraction() * list.reduce((sum, one) => sum + one.weight, 0)
      return (list.find((one) => (left -= one.weight) < 0) ?? entryAt(list, list.length - 1)).value
    },
    wait: (mean) => -mean * Math.log(1 - fraction()),
  }
}

function entryAt<T>(list: readonly T[], place: number): T {
  const found = list[place]
  if (found === undefined) throw new RangeError('nothing to pick from')
  return found
}
