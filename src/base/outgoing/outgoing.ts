// Calls to addresses that somebody registered here: never into this machine or its own network, whatever a name is made to resolve
// to (OWASP ASVS 5 §1.3.6, §13.2.4). Relays that the operator sets up himself do not pass through here.
import { lookup as lookupName, type LookupAddress } from 'node:dns'
import { BlockList, isIP } from 'node:net'
import type { Agent } from 'undici'
import { refusal } from '#base/problem'

export interface Outgoing {
  /** Sends a request as `fetch` does, to addresses that may be called; follows no redirect, and waits and reads no longer than the limits. */
  send(url: string, options?: { method?: string; headers?: Headers; body?: string }): Promise<Response>
  /** Throws `http.address-not-public` for an address that no call would go to. */
  mustBeCallable(address: string): void
}

export interface OutgoingOptions {
  /** The public address of this installation: one on loopback may call loopback, over http too. */
  origin: string
  /** Private networks, as CIDR, that may be called nonetheless: where a government's systems talk over a network of their own. */
  innerNetworks: readonly string[]
}

export const addressNotPublic = refusal({
  code: 'http.address-not-public', status: 422,
  zh: '这个地址不能由本平台访问：须为 https，且不在本机或未登记的内部网络。', en: 'This platform does not call this address: it must be https, and neither on this machine nor in an inner network that is not set up.',
  nextZh: '请填写公开的 https 地址；政务内网地址请由运维人员登记网段（YIWANG_INNER_NETWORKS）。', nextEn: 'Give a public https address; for a government network ask the operator to set YIWANG_INNER_NETWORKS.',
})

/** What an error says whose answer went on beyond the limit. */
export const answerTooLong = 'the answer is too long'

/** [K] Longest wait for a whole answer, and the most of it that is read. */
const limits = { answerMsMax: 5000, answerBytesMax: 256 * 1024 }

// What belongs to nobody in public (IANA special-purpose registries of IPv4 and IPv6).
const special = [
  '0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12', '192.0.0.0/24', '192.0.2.0/24', '192.88.99.0/24', '192.168.0.0/16', '198.18.0.0/15', '198.51.100.0/24',
  '203.0.113.0/24', '224.0.0.0/4', '240.0.0.0/4', '::/128', '::1/128', '64:ff9b::/96', '64:ff9b:1::/48', '100::/64', '2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20', '5f00::/16', 'fc00::/7', 'fe80::/10', 'ff00::/8',
]
const loopback = ['127.0.0.0/8', '::1/128']

/** Makes the sender, and the check that a registration passes first. */
export function makeOutgoing({ origin, innerNetworks }: OutgoingOptions): Outgoing {
  const isLocal = new URL(origin).protocol === 'http:'
  const refused = listOf(special)
  const allowed = listOf([...innerNetworks, ...(isLocal ? loopback : [])])
  const mayReach = (address: string) => holds(allowed, address) || !holds(refused, address)
  const mustBeCallable = (address: string): void => {
    const url = URL.canParse(address) ? new URL(address) : undefined
    const host = url?.hostname.replace(/^\[|\]$/g, '') ?? ''
    const isHere = holds(listOf(loopback), host) || host === 'localhost'
    const isSafe = url?.protocol === 'https:' || (url?.protocol === 'http:' && isLocal && isHere)
    if (!isSafe || url?.username !== '' || url.password !== '' || url.hash !== '' || (isIP(host) !== 0 && !mayReach(host)) || (host === 'localhost' && !isLocal)) throw addressNotPublic({ address })
  }
  let agent: Agent | undefined
  return {
    mustBeCallable,
    send: async (url, options = {}) => {
      mustBeCallable(url)
      // Few installations call anybody: the library is read when it is first needed.
      const { Agent, fetch } = await import('undici')
      // The address that was checked is the one that is called: a name cannot change its mind in between.
      agent ??= new Agent({ connect: { lookup: (host, options, done) => lookupName(host, { ...options, all: true }, (error, found) => answer(error, (found ?? []).filter((one) => mayReach(one.address)), options.all === true, done)) } })
      const { method = 'GET', headers = new Headers(), body } = options
      const got = await fetch(url, { method, headers: Object.fromEntries(headers), ...(body === undefined ? {} : { body }), signal: AbortSignal.timeout(limits.answerMsMax), redirect: 'manual', dispatcher: agent })
      return new Response(await readUpTo(got.body, limits.answerBytesMax), { status: got.status, headers: Object.fromEntries(got.headers) })
    },
  }
}

type Done = (error: NodeJS.ErrnoException | null, address: string | LookupAddress[], family?: number) => void

function answer(error: NodeJS.ErrnoException | null, found: LookupAddress[], all: boolean, done: Done): void {
  const [first] = found
  if (error || !first) done(error ?? Object.assign(new Error('no address of this name may be called'), { code: 'EACCES' }), [])
  else if (all) done(null, found)
  else done(null, first.address, first.family)
}

async function readUpTo(body: AsyncIterable<Uint8Array> | null, bytesMax: number): Promise<Uint8Array<ArrayBuffer> | null> {
  if (body === null) return null
  const parts: Uint8Array[] = []
  let size = 0
  for await (const part of body) {
    size += part.length
    if (size > bytesMax) throw new Error(answerTooLong)
    parts.push(part)
  }
  return size === 0 ? null : new Uint8Array(Buffer.concat(parts))
}

/** Reads a network as CIDR; undefined where it is none. */
export function readNetwork(text: string): { address: string; bits: number; family: 'ipv4' | 'ipv6' } | undefined {
  const [address = '', bits = '', more] = text.split('/')
  const family = isIP(address)
  if (family === 0 || more !== undefined || !/^\d{1,3}$/.test(bits) || Number(bits) > (family === 4 ? 32 : 128)) return undefined
  return { address, bits: Number(bits), family: family === 4 ? 'ipv4' : 'ipv6' }
}

function listOf(networks: readonly string[]): BlockList {
  const list = new BlockList()
  for (const text of networks) {
    const network = readNetwork(text)
    if (network) list.addSubnet(network.address, network.bits, network.family)
  }
  return list
}

/** Whether an address is in a list; one of IPv4 that is written as IPv6 counts as what it is. */
function holds(list: BlockList, address: string): boolean {
  const family = isIP(address)
  return family !== 0 && list.check(address, family === 4 ? 'ipv4' : 'ipv6')
}
