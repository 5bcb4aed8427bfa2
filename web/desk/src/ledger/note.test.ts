// Notes signed as C2SP says: the right key is accepted, another key, another name and a changed text are not.
import assert from 'node:assert/strict'
import { createHash, generateKeyPairSync, sign } from 'node:crypto'
import { test } from 'node:test'
import { isSigned, splitNote } from './note.ts'

function makeSigner(name: string) {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519')
  const raw = Buffer.from(publicKey.export({ format: 'jwk' }).x ?? '', 'base64url')
  const tagged = Buffer.concat([Buffer.from([1]), raw])
  const id = createHash('sha256').update(Buffer.concat([Buffer.from(`${name}\n`), tagged])).digest().subarray(0, 4)
  const signNote = (text: string) => `${text}\n— ${name} ${Buffer.concat([id, sign(null, Buffer.from(text), privateKey)]).toString('base64')}\n`
  return { key: `${name}+${id.toString('hex')}+${tagged.toString('base64')}`, signNote }
}

const text = 'yunzhou.example/ledger\n42\nqqo=\n'

test('a note is split into its text and its signatures', () => {
  const note = splitNote(makeSigner('yunzhou.example/ledger').signNote(text))
  assert.equal(note.text, text)
  assert.equal(note.signatures[0]?.name, 'yunzhou.example/ledger')
  assert.equal(note.signatures[0]?.bytes.length, 68)
})

test('only the right key over the right text is believed', async () => {
  const [right, other] = [makeSigner('yunzhou.example/ledger'), makeSigner('yunzhou.example/ledger')]
  const note = right.signNote(text)
  assert.equal(await isSigned(note, [right.key]), true)
  assert.equal(await isSigned(note, [other.key, right.key]), true)
  assert.equal(await isSigned(note, [other.key]), false)
  assert.equal(await isSigned(note.replace('42', '43'), [right.key]), false)
  assert.equal(await isSigned(note, []), false)
})
