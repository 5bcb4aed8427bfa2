// Who shares an address: callers are counted by it, wherever there is a limit.

/**
 * One household or office: an IPv4 address, or the first four groups of an IPv6 one, within which a caller may choose freely. `wide`: the
 * network around it, from which somebody may have many: 24 bits of IPv4, 48 of IPv6.
 */
export function network(address: string, width: 'one' | 'wide' = 'one'): string {
  if (!address.includes(':') || address.includes('.')) {
    const plain = address.replace(/^::ffff:/i, '')
    return width === 'wide' ? plain.split('.').slice(0, 3).join('.') : plain
  }
  const [head = '', tail] = address.toLowerCase().split('::')
  const front = head ? head.split(':') : []
  const back = tail ? tail.split(':') : []
  const groups = tail === undefined ? front : [...front, ...Array<string>(Math.max(8 - front.length - back.length, 0)).fill('0'), ...back]
  return groups.slice(0, width === 'wide' ? 3 : 4).map((group) => group.replace(/^0+(?=.)/, '')).join(':')
}
