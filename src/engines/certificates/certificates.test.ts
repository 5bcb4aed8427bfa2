// Certificates of holders, judged up to an authority: RFC 5280 §4, §5, §6; each fault by one that has it and nothing else wrong.
import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import { test } from 'node:test'
import { makeAuthority, pemOf, type Authority, type Change } from '../../../test/authority.ts'
import { DerFault, readDer, readOid, readSerial, readTime } from './der.ts'
import { judgeClient, readCertificate, readPem, readRevocations } from './index.ts'

const root = makeAuthority('Root')
const now = Temporal.Instant.from('2026-11-27T08:00:00Z')
const stranger = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey

interface Surroundings {
  between?: Uint8Array[]
  anchors?: Authority[]
  lists?: Uint8Array[]
  at?: Temporal.Instant
}

function judge(own: Uint8Array, { between = [], anchors = [root], lists = [root.list()], at = now }: Surroundings = {}): string {
  const judged = judgeClient({ own, between }, { anchors: anchors.map(({ der }) => readCertificate(der)), lists: lists.map(readRevocations), now: at })
  return 'fault' in judged ? judged.fault : 'good'
}
const of = (change: Change, around?: Surroundings) => judge(root.issue('holder', change).der, around)

test('a certificate of a trusted authority, of now and for clients, that is not revoked, counts', () => {
  assert.equal(of({}), 'good')
  assert.equal(of({ from: now.toString(), until: now.toString() }), 'good', 'on the first moment, which is the last')
  assert.equal(of({ uses: ['1.3.6.1.5.5.7.3.1', '1.3.6.1.5.5.7.3.2'] }), 'good')
})

test('one that is too early, over, or for something else does not', () => {
  assert.equal(of({ until: '2026-11-27T07:59:59Z' }), 'not-now')
  assert.equal(of({ from: '2026-11-27T08:00:01Z' }), 'not-now')
  assert.equal(of({ uses: ['1.3.6.1.5.5.7.3.1'] }), 'not-for-clients')
  assert.equal(of({ uses: [] }), 'not-for-clients', 'it says nothing')
  assert.equal(of({ uses: ['2.5.29.37.0'] }), 'not-for-clients', 'any use is none in particular')
  assert.equal(of({ keyUse: 0x20 }), 'not-for-clients', 'it may not sign')
  assert.equal(of({ authority: {}, uses: ['1.3.6.1.5.5.7.3.2'], keyUse: 0x86 }), 'not-for-clients', 'an authority is no holder')
  assert.equal(of({ critical: '1.2.3.4' }), 'not-trusted', 'it says what must be understood, and is not')
})

test('one that leads to no trusted authority does not: of another, of the same name, signed by itself, changed', () => {
  const other = makeAuthority('Root')
  assert.equal(judge(other.issue('holder').der), 'not-trusted')
  assert.equal(of({ key: stranger }), 'not-trusted')
  assert.equal(judge(other.der), 'not-trusted')
  assert.equal(judge(makeAuthority('Other').issue('holder').der), 'not-trusted')
  const good = Buffer.from(root.issue('holder').der)
  const at = good.indexOf('holder')
  good.write('HOLDER', at)
  assert.equal(judge(good), 'not-trusted')
})

test('authorities between are followed as far as each allows, and no holder issues anything', () => {
  const middle = root.below('Middle')
  const own = middle.issue('holder').der
  assert.equal(judge(own, { between: [middle.der], lists: [root.list(), middle.list()] }), 'good')
  assert.equal(judge(own), 'not-trusted', 'one between is missing')
  assert.equal(judge(own, { between: [middle.der] }), 'not-known', 'each issuer tells of its own')
  const shallow = makeAuthority('Shallow', { authority: { depth: 0 } })
  const under = shallow.below('Under')
  assert.equal(judge(under.issue('holder').der, { between: [under.der], anchors: [shallow], lists: [shallow.list(), under.list()] }), 'not-trusted', 'none may stand below it')
  assert.equal(judge(shallow.issue('holder').der, { anchors: [shallow], lists: [shallow.list()] }), 'good')
  const unsigning = root.below('Unsigning', { keyUse: 0x02 })
  assert.equal(judge(unsigning.issue('holder').der, { between: [unsigning.der], lists: [root.list(), unsigning.list()] }), 'not-trusted', 'it may sign lists only')
  const holder = root.issue('Holder')
  const issued = root.issue('below a holder', { key: holder.key })
  assert.equal(judge(issued.der, { between: [holder.der] }), 'not-trusted')
  let deep = root
  const between: Uint8Array[] = []
  const lists = [root.list()]
  for (let step = 0; step < 6; step++) {
    deep = deep.below(`Step ${step}`)
    between.push(deep.der)
    lists.push(deep.list())
  }
  assert.equal(judge(deep.issue('holder').der, { between, lists }), 'not-trusted', 'no way is followed for ever')
  const ended = root.below('Ended', { until: '2026-01-01T00:00:00Z' })
  assert.equal(judge(ended.issue('holder').der, { between: [ended.der], lists: [root.list(), ended.list()] }), 'not-now')
})

test('a revoked one does not count, nor one of which no list of now tells', () => {
  const { der, serial } = root.issue('holder', { serial: 0x80ff })
  assert.equal(judge(der, { lists: [root.list([1, serial, 2])] }), 'revoked')
  assert.equal(judge(der, { lists: [root.list([serial + 1])] }), 'good')
  assert.equal(judge(der, { lists: [root.list(), root.list([serial])] }), 'revoked', 'one of two lists is enough')
  const middle = root.below('Middle', { serial: 77 })
  assert.equal(judge(middle.issue('holder').der, { between: [middle.der], lists: [root.list([77]), middle.list()] }), 'revoked', 'its issuer was revoked')
  const unsure: Record<string, Uint8Array[]> = {
    'there is none': [], 'it is over': [root.list([], { until: '2026-11-27T07:00:00Z' })], 'it is not yet in force': [root.list([], { from: '2026-11-28T00:00:00Z' })],
    'it is of another authority': [makeAuthority('Other').list()], 'it is of one of the same name': [makeAuthority('Root').list()], 'it was signed by somebody else': [root.list([], { key: stranger })],
  }
  for (const [what, lists] of Object.entries(unsure)) assert.equal(judge(der, { lists }), 'not-known', what)
  const unlisting = makeAuthority('Unlisting', { keyUse: 0x04 })
  assert.equal(judge(unlisting.issue('holder').der, { anchors: [unlisting], lists: [unlisting.list()] }), 'not-known', 'it may sign no lists')
  assert.throws(() => readRevocations(root.list([], { critical: true })), DerFault, 'a list in parts')
})

test('bytes that are no certificate are no fault of ours', () => {
  const good = root.issue('holder').der
  for (const bytes of [new Uint8Array(), good.subarray(0, -1), Buffer.concat([good, Buffer.of(0)]), Buffer.from('hello'), root.list()]) assert.equal(judge(bytes), 'unreadable')
  assert.equal(judge(good, { between: [Buffer.from('x')] }), 'unreadable')
  for (const bytes of changed(good)) assert.notEqual(judge(bytes), 'good')
  for (const bytes of changed(root.list([5]))) {
    let read: Uint8Array[] = []
    try {
      readRevocations(bytes)
      read = [bytes]
    } catch (error) {
      assert.ok(error instanceof DerFault)
    }
    assert.equal(judge(good, { lists: read }), 'not-known')
  }
})

/** The bytes with one changed, at each place and in several ways. */
function* changed(good: Uint8Array): Generator<Buffer> {
  for (const [place, byte] of good.entries()) {
    for (const change of [0x01, 0x20, 0x80, 0xff]) {
      const bytes = Buffer.from(good)
      bytes[place] = byte ^ change
      yield bytes
    }
  }
}

test('DER is read strictly, and PEM as operators have it', () => {
  for (const hex of ['3080', '308100', '30820001aa', '3005', '1f0100', '30840000000100']) assert.throws(() => readDer(Buffer.from(hex, 'hex')), DerFault, hex)
  assert.equal(readOid(readDer(Buffer.from('06082a8648ce3d040302', 'hex'))), '1.2.840.10045.4.3.2')
  assert.equal(readOid(readDer(Buffer.from('0603883703', 'hex'))), '2.999.3')
  for (const hex of ['0600', '060181', '0609ffffffffffffffffff']) assert.throws(() => readOid(readDer(Buffer.from(hex, 'hex'))), DerFault, hex)
  const time = (tag: number, text: string) => readTime(readDer(Buffer.concat([Buffer.of(tag, text.length), Buffer.from(text)]))).toString()
  assert.equal(time(0x17, '491231235959Z'), '2049-12-31T23:59:59Z')
  assert.equal(time(0x17, '500101000000Z'), '1950-01-01T00:00:00Z')
  assert.equal(time(0x18, '20500101000000Z'), '2050-01-01T00:00:00Z')
  for (const [tag, text] of [[0x17, '4912312359Z'], [0x17, '491331235959Z'], [0x18, '20500101000000+0800'], [0x04, '491231235959Z']] as const) assert.throws(() => time(tag, text), DerFault, text)
  assert.throws(() => readSerial(readDer(Buffer.from('0200', 'hex'))), DerFault)
  const two = Buffer.from(`some words\n${root.pem}${pemOf(root.list(), 'X509 CRL')}${makeAuthority('Two').pem}`)
  assert.deepEqual([readPem(two, 'CERTIFICATE').length, readPem(two, 'X509 CRL').length], [2, 1])
  assert.deepEqual(readPem(root.der, 'CERTIFICATE'), [root.der])
})
