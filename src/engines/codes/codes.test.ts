// Published codes that hold and that do not, and generated ones; one wrong character is always found.
import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  checkCatalogCode, checkHandlingItemCode, checkImplementationCode, checkLicenceId, checkLicenceTypeCode, checkPassport, checkPermanentResidentId, checkResidentId,
  checkTravelPermit, checkUscc, makeCaseNumber, makeCatalogCode, makeHandlingItemCode, makeImplementationCode, makeLicenceId, makeLicenceTypeCode, makeResidentId,
  makeUscc, mod37_36, organisationCheck, type Verdict,
} from './index.ts'

/** A refused code must say why and what to do in both languages. */
function assertBad(verdict: Verdict<unknown>, code: string, label: string): void {
  assert.equal(verdict.valid, false, label)
  assert.equal(verdict.code, code, label)
  assert.match(verdict.zh ?? '', /[\u4e00-\u9fff].*。/u, label)
  assert.match(verdict.en ?? '', /[a-z]{3}.*\./, label)
}

test('resident identity numbers', () => {
  const good = checkResidentId('11010519491231002X')
  assert.deepEqual(good, { valid: true, parts: { document: 'resident-id', region: '110105', birth: '1949-12-31', sequence: '002', sex: 'female', check: 'X' } })
  assert.equal(checkResidentId('11010519491231002x').parts?.check, 'X')
  const faults: [string, string][] = [
    ['110105194912310021', 'check-character'], ['11010519491231002', 'length'], ['110105491231002', 'old-number'], ['', 'length'], ['1101051949123100２X', 'character'],
    ['11010519491231002Y', 'character'], ['11010519490231002X', 'birth-date'], ['110105194913310020', 'birth-date'], ['01010519491231002X', 'character'],
    ['1101O519491231002X', 'character'], [' 1010519491231002X', 'character'], ['110105000012310020', 'birth-date'],
  ]
  for (const [text, code] of faults) assertBad(checkResidentId(text), code, text)
  assert.equal(checkResidentId('110105202302290019').code, 'birth-date')
  assertBad(checkResidentId('11010519491231002X', Temporal.PlainDate.from('1949-12-30')), 'birth-date', 'born tomorrow')
  assert.equal(checkResidentId('11010519491231002X', Temporal.PlainDate.from('1949-12-31')).valid, true)
})

test('abolished and fictional address codes stay valid', () => {
  for (const region of ['330719', '510202', '990102']) {
    assert.equal(checkResidentId(makeResidentId({ region, birth: '1970-02-28', sequence: 7 })).parts?.document, 'resident-id')
  }
})

test('residence permits of Hong Kong, Macao and Taiwan residents', () => {
  const vectors: [string, string][] = [['810000199001010019', 'hong-kong-permit'], ['820000199001010029', 'macao-permit'], ['830000199001010039', 'taiwan-permit']]
  for (const [id, document] of vectors) assert.equal(checkResidentId(id).valid && checkResidentId(id).parts?.document, document, id)
})

test('foreign permanent resident cards, old and new', () => {
  assert.deepEqual(checkPermanentResidentId('USA110000123456'), { valid: true, parts: { edition: 'old', nationality: 'USA' } })
  const fresh = makeResidentId({ region: '911840', birth: '1980-05-06', sequence: 12 })
  assert.deepEqual(checkPermanentResidentId(fresh), { valid: true, parts: { edition: 'new', nationality: '840', birth: '1980-05-06' } })
  assert.equal(checkResidentId(fresh).parts?.document, 'permanent-residence')
  const wrongEnd = `${fresh.slice(0, 17)}${fresh.endsWith('1') ? '2' : '1'}`
  assertBad(checkPermanentResidentId(wrongEnd), 'check-character', wrongEnd)
  assertBad(checkPermanentResidentId('11010519491231002X'), 'character', 'a citizen')
  assertBad(checkPermanentResidentId('US1110000123456'), 'character', 'letters')
  assertBad(checkPermanentResidentId('USA11000012345X'), 'character', 'digits')
  assertBad(checkPermanentResidentId('USA'), 'length', 'short')
})

test('a passport has the country that issued it; its number and a travel permit have a shape only', () => {
  assert.deepEqual(['CHN-E12345678', 'DEU-C01X00T47', 'UNO-AB123'].map((text) => checkPassport(text).parts), [{ country: 'CHN', number: 'E12345678' }, { country: 'DEU', number: 'C01X00T47' }, { country: 'UNO', number: 'AB123' }])
  for (const text of ['', 'E12345678', 'CHN-E 1234567', 'chn-e12345678', 'CHNE12345678', `CHN-${'E'.repeat(21)}`, 'D-C01X00T47', 'CHN-AB12']) assertBad(checkPassport(text), 'shape', text)
  for (const text of ['XYZ-E12345678', 'GER-C01X00T47', 'ZZZ-AB123']) assertBad(checkPassport(text), 'country', text)
  assert.deepEqual(['H12345678', 'M1234567800', '12345678'].map((text) => checkTravelPermit(text).parts?.from), ['hong-kong', 'macao', 'taiwan'])
  for (const text of ['', 'X12345678', '1234567']) assertBad(checkTravelPermit(text), 'shape', text)
})

test('unified social credit codes', () => {
  for (const code of ['91110108551385082Q', '11330105002500287C', '12441500196720244T', '11100000MB03271699', '11100000000013338W']) {
    assert.equal(checkUscc(code).valid, true, code)
  }
  assert.deepEqual(checkUscc('91110108551385082Q').parts, { authority: '9', kind: '1', region: '110108', organisation: '551385082', check: 'Q' })
  const faults: [string, string][] = [
    ['91110108551385082P', 'check-character'], ['9111010855138508', 'length'], ['91110108551385O82Q', 'character'], ['9111010855138508 Q', 'character'],
    ['91AB0108551385082Q', 'character'], ['91110108551385082q', 'character'],
  ]
  for (const [code, fault] of faults) assertBad(checkUscc(code), fault, code)
})

test('an organisation code that fails its own check is flagged, not refused', () => {
  const made = makeUscc({ head: '11', region: '990100', organisation: '70011348' })
  assert.equal(made, '11990100700113487N')
  assert.equal(checkUscc(made).flags, undefined)
  assert.equal(organisationCheck('D2143569'), 'X')
  // The same organisation with another inner check character and an outer one that fits it.
  const flagged = [...'0123456789ABCDEFGHJKLMNPQRTUWXY'].map((end) => checkUscc(`11990100700113480${end}`)).find((verdict) => verdict.valid)
  assert.deepEqual(flagged?.flags?.map((flag) => flag.code), ['organisation-check'])
  assert.throws(() => makeUscc({ head: '11', region: '99010', organisation: '70011348' }), RangeError)
})

test('licence identifiers: three that hold and the published one that does not', () => {
  const holds = [
    '1.2.156.3005.2.11100000000013338W009.11330105002500287C.2025052201.002.0', '1.2.156.3005.2.11100000MB03271699022.340100.000000016.001.9',
    '1.2.156.3005.2.11100000000013338W011.11430000006122244L.20230000403.001.U',
  ]
  for (const id of holds) assert.equal(checkLicenceId(id).valid, true, id)
  const sample = '1.2.156.3005.2.11100000000013661B006.113700000045046442.209FA4E88F9E4C878F3E9BED2CE7EA49.001.M'
  const mismatch = checkLicenceId(sample)
  assertBad(mismatch, 'check-character', sample)
  assert.equal(mismatch.parts?.check, 'M')
  const { type = '', issuer = '', serial = '', version = '' } = mismatch.parts ?? {}
  assert.equal(mod37_36(`${type}${issuer}${serial}${version}`), 'D')
})

test('licence identifiers: made, and refused by segment', () => {
  const type = makeLicenceTypeCode({ definingBody: '11100000000013338W', number: 9 })
  assert.equal(type, '11100000000013338W009')
  assert.equal(makeLicenceId({ type, issuer: '11330105002500287C', serial: '2025052201', version: 2 }), '1.2.156.3005.2.11100000000013338W009.11330105002500287C.2025052201.002.0')
  const faults: [string, string][] = [
    ['云城管广〔2026〕1号', 'root'], ['1.2.156.3005.2.11100000000013338W009.11330105002500287C.2025052201.002', 'segments'],
    ['1.2.156.3005.2.11100000000013338W009.11330105002500287C.2025052201.000.0', 'segment'], ['1.2.156.3005.2.1110000.11330105002500287C.2025052201.002.0', 'segment'],
    ['1.2.156.3005.2.11100000000013338W009.1133.2025052201.002.0', 'segment'], ['1.2.156.3005.2.11100000000013338W009.11330105002500287C.2025-1.002.0', 'segment'],
    ['1.2.156.3005.2.11100000000013338W009.11330105002500287C.2025052201.002.0.0', 'segments'], ['1.2.156.3005.2.11100000000013338W009.11330105002500287C.2025052201.002.10', 'segment'],
  ]
  for (const [id, code] of faults) assertBad(checkLicenceId(id), code, id)
  assert.throws(() => makeLicenceId({ type, issuer: '11330105002500287C', serial: 'x', version: 1 }), RangeError)
  assert.throws(() => makeLicenceId({ type, issuer: '11330105002500287C', serial: '1', version: 1000 }), RangeError)
  assertBad(checkLicenceTypeCode('11100000000013338X009'), 'defining-body', 'body')
  assertBad(checkLicenceTypeCode('11100000000013338W'), 'length', 'short')
  assertBad(checkLicenceTypeCode('11100000000013338WA09'), 'character', 'letter')
  assert.deepEqual(checkLicenceId(makeLicenceId({ type: '11100000000013338X009', issuer: '11330105002500287D', serial: '1', version: 1 })).flags?.map((flag) => flag.code), ['defining-body', 'issuer-check'])
})

test('item codes', () => {
  assert.deepEqual(checkImplementationCode('12441500196720244T3442199806003'), { valid: true, parts: { organisation: '12441500196720244T', level: '3', catalog: '442199806003' } })
  assert.deepEqual(checkCatalogCode('442199806003').parts, { province: '44', type: '21', main: '99806', sub: '003' })
  const catalog = makeCatalogCode({ province: '99', type: '01', main: 4 })
  const implementation = makeImplementationCode({ organisation: makeUscc({ head: '11', region: '990100', organisation: '70011348' }), level: 3, catalog })
  assert.equal(implementation, '11990100700113487N3990100004000')
  assert.deepEqual(checkHandlingItemCode(makeHandlingItemCode({ implementation, handling: 1 })).parts, { implementation, handling: '01' })
  assertBad(checkCatalogCode('44219980600'), 'length', 'short')
  assertBad(checkCatalogCode('44A199806003'), 'character', 'letter')
  assertBad(checkImplementationCode('12441500196720244X3442199806003'), 'organisation', 'organisation')
  assertBad(checkImplementationCode('12441500196720244T8442199806003'), 'character', 'level')
  assertBad(checkImplementationCode('12441500196720244T344219980600A'), 'character', 'catalogue')
  assertBad(checkImplementationCode('1'), 'length', 'short')
  assertBad(checkHandlingItemCode(`${implementation}0`), 'length', 'short')
  assertBad(checkHandlingItemCode(`${implementation}0A`), 'character', 'letter')
  assertBad(checkHandlingItemCode(`12441500196720244X344219980600301`), 'implementation', 'inner')
  assert.throws(() => makeImplementationCode({ organisation: '1', level: 3, catalog }), RangeError)
})

test('case numbers', () => {
  const date = Temporal.PlainDate.from('2026-11-23')
  const number = makeCaseNumber({ code: '12441500196720244T3442199806003', date, serial: 7 })
  assert.equal(number, '12441500196720244T3442199806003202611230007')
  assert.equal(number.length, 43)
  assert.equal(makeCaseNumber({ code: '11990100700113487N', date, serial: 12_345 }), '11990100700113487N2026112312345')
  for (const broken of [{ code: '', serial: 1 }, { code: 'a', serial: 1 }, { code: '1', serial: 0 }, { code: '1', serial: 1.5 }, { code: '1'.repeat(39), serial: 1 }]) {
    assert.throws(() => makeCaseNumber({ date, ...broken }), RangeError)
  }
})

test('one wrong character is always found in every scheme, and so are two swapped neighbours in an identity number', () => {
  const birth = fc.date({ min: new Date('1900-01-01'), max: new Date('2026-11-23'), noInvalidDate: true }).map((moment) => moment.toISOString().slice(0, 10))
  const resident = fc.record({ region: fc.integer({ min: 100_000, max: 999_999 }).map(String), birth, sequence: fc.nat(999) }).map(makeResidentId)
  const organisation = fc.string({ unit: fc.constantFrom(...'0123456789ABCDEFGHJKLMNPQRTUWXY'), minLength: 8, maxLength: 8 })
  const uscc = fc.record({ head: fc.constantFrom('11', '91', 'N2', '52'), region: fc.integer({ min: 110_000, max: 990_199 }).map(String), organisation }).map(makeUscc)
  const serial = fc.string({ unit: fc.constantFrom(...'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'), minLength: 1, maxLength: 32 })
  const licence = fc.record({ type: fc.constant('11100000000013338W009'), issuer: uscc, serial, version: fc.integer({ min: 1, max: 999 }) }).map(makeLicenceId)
  const schemes: [fc.Arbitrary<string>, (text: string) => Verdict<unknown>][] = [[resident, checkResidentId], [uscc, checkUscc], [licence, checkLicenceId]]
  for (const [codes, check] of schemes) {
    fc.assert(
      fc.property(codes, fc.nat(), fc.constantFrom(...'0123456789ABCDEFGHJKLMNPQRTUWXY'), (code, place, character) => {
        assert.equal(check(code).valid, true, code)
        const at = place % code.length
        if (code.charAt(at) !== character) assert.equal(check(`${code.slice(0, at)}${character}${code.slice(at + 1)}`).valid, false, code)
      }),
      { numRuns: 400, seed: 7064 },
    )
  }
  fc.assert(
    fc.property(resident, fc.nat(15), (id, at) => {
      const swapped = `${id.slice(0, at)}${id.charAt(at + 1)}${id.charAt(at)}${id.slice(at + 2)}`
      if (swapped !== id) assert.equal(checkResidentId(swapped).valid, false, id)
    }),
    { numRuns: 400, seed: 7064 },
  )
})

test('no text makes a check throw', () => {
  const checks = [checkResidentId, checkUscc, checkLicenceId, checkLicenceTypeCode, checkCatalogCode, checkImplementationCode, checkHandlingItemCode, checkPermanentResidentId, checkPassport, checkTravelPermit]
  const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 80 }), fc.string({ unit: fc.constantFrom(...'0123456789AXZ.𠮷中'), minLength: 10, maxLength: 34 }).map((rest) => `1.2.156.3005.2.${rest}`), fc.string({ unit: fc.constantFrom(...'019X𠮷'), minLength: 12, maxLength: 33 }))
  fc.assert(
    fc.property(text, (given) => {
      for (const check of checks) {
        const verdict: Verdict<unknown> = check(given)
        if (!verdict.valid) assert.ok(verdict.code && verdict.zh && verdict.en)
      }
    }),
    { numRuns: 1_000, seed: 3 },
  )
})

const guangdong = new URL('../../../../shared/data/gd-service-items-2021/policy.jsonl', import.meta.url)

test('codes of the real catalogue of Guangdong', { skip: existsSync(guangdong) ? false : '../shared/data is absent' }, () => {
  const codes = readFileSync(guangdong, 'utf8').trim().split('\n').map((line): string => String(JSON.parse(line).TASK_CODE))
  const plain = codes.filter((code) => checkImplementationCode(code).valid)
  const handling = codes.filter((code) => checkHandlingItemCode(code).valid)
  const rest = codes.filter((code) => !checkImplementationCode(code).valid && !checkHandlingItemCode(code).valid)
  // The six are of two bodies: one with a makeshift code (TE…VV), one whose credit code fails its check character.
  assert.deepEqual([plain.length, handling.length, rest.length], [1_893, 363, 6])
  assert.deepEqual(new Set(rest.map((code) => code.slice(0, 18))), new Set(['TE440000GD030003VV', '13440000515356094L']))
})
