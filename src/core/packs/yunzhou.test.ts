// The pack yunzhou as a government that a reader believes: every law it cites says so, every matter is whole, nobody in it is real.
import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { before, describe, test } from 'node:test'
import { gunzipSync } from 'node:zlib'
import { compileExpression, evaluate } from '#engines/decisions'
import { neededMaterials, readPack, type Basis, type Pack } from './index.ts'
import { packFolder } from './testing.ts'

const laws = new URL('../../../../shared/data/laws-national-2026/articles.jsonl.gz', import.meta.url)
let pack: Pack

before(async () => {
  const read = await readPack(packFolder)
  pack = read.pack ?? assert.fail(read.faults.map((fault) => fault.en).join('\n'))
})

/** Real documents of the State Council, and rules of its ministries, that a collection of laws and regulations does not hold. */
const decisions = new Set(['土地权属争议调查处理办法', '商品房屋租赁管理办法', '国务院对确需保留的行政审批项目设定行政许可的决定', '国务院办公厅关于建立政务服务“好差评”制度提高政务服务水平的意见'])

/** Every basis anywhere in an item, with the way to it. */
function basesOf(node: unknown, path: string): { basis: Basis; path: string }[] {
  if (node === null || typeof node !== 'object') return []
  const own = 'law' in node && typeof node.law === 'string' ? [{ basis: node as Basis, path }] : []
  return [...own, ...Object.entries(node).flatMap(([key, one]) => basesOf(one, `${path}.${key}`))]
}

const numeral = '[〇零一二三四五六七八九十百千]+'
const articleOf = (article: string) => new RegExp(`^第${numeral}条(之${numeral})?`).exec(article)?.[0]
const short = (title: string) => title.replace(/^中华人民共和国/, '')

test('every law that the pack cites has the article', { skip: existsSync(laws) ? false : '../shared/data is absent: the articles cannot be looked up' }, () => {
  const articles = new Map<string, Set<string>>()
  for (const line of gunzipSync(readFileSync(laws)).toString('utf8').split('\n')) {
    if (line === '') continue
    const { law, title, art } = JSON.parse(line) as { law: string; title: string; art: string }
    for (const name of [short(law), short(title)]) articles.set(name, (articles.get(name) ?? new Set()).add(art))
  }
  const cited = pack.items.flatMap(({ slug, content }) => basesOf(content, slug)).filter(({ basis }) => basis.local !== true && !decisions.has(basis.law))
  const wrong = cited.filter(({ basis }) => !articles.get(short(basis.law))?.has(articleOf(basis.article ?? '') ?? ''))
  assert.deepEqual(wrong.map(({ basis, path }) => `${path}: ${basis.law} ${basis.article ?? ''}`), [])
  assert.ok(cited.length > 150, String(cited.length))
})

test('what only the city has written is marked local, and cites a document of this city', () => {
  for (const { slug, content } of pack.items) {
    for (const { basis, path } of basesOf(content, slug)) assert.equal(/^(云州市|东城区)/.test(basis.law), basis.local === true, `${path}: ${basis.law}`)
  }
})

describe('every matter for an applicant is whole', () => {
  const lives = [
    'shop-registration', 'outdoor-advertising', 'food-business', 'road-occupation', 'tree-felling', 'teacher-qualification', 'maternity-allowance', 'heating-subsidy', 'low-income-support',
    'marriage-appointment', 'residence-permit', 'provident-fund', 'disability-card', 'old-age-allowance', 'taxi-driver', 'doctor-registration', 'school-admission', 'private-school', 'household-move',
    'fire-safety-check', 'large-event', 'parking-card', 'dog-registration', 'rural-house', 'water-meter', 'volunteer-commendation', 'land-dispute', 'deregistration', 'water-abstraction', 'talent-housing',
  ]

  test('the lives that a reader looks for are there', () => {
    const slugs = new Set(pack.items.map((item) => item.slug))
    assert.deepEqual(lives.filter((slug) => !slugs.has(slug)), [])
  })

  test('it has three examples or more, one of them granted and one that is not', () => {
    const forApplicants = pack.items.filter(({ content }) => (content.opensFrom ?? 'application') === 'application')
    const thin = forApplicants.filter(({ examples }) => {
      const outcomes = examples.map((example) => example.expect?.outcome ?? 'form')
      return examples.length < 3 || !outcomes.some((one) => one === 'granted') || !outcomes.some((one) => one !== 'granted')
    })
    assert.deepEqual(thin.map(({ slug }) => slug), [])
    assert.ok(forApplicants.length >= 30)
  })

  test('every material that may be asked for has a source and is asked for in some example, or is fetched', () => {
    for (const { slug, content, examples } of pack.items) {
      const asked = new Set(examples.flatMap(({ form, scenario, applicant }) => neededMaterials(content, { form, scenario: scenario ?? {}, applicant: applicant ?? {} }).map((material) => material.key)))
      const never = content.materials.filter((material) => material.source !== 'government' && !asked.has(material.key)).map((material) => material.key)
      assert.deepEqual(never, [], slug)
    }
  })

  test('a guide speaks in both languages, a result is named, and where to go is said', () => {
    for (const { slug, content } of pack.items.filter((item) => (item.content.opensFrom ?? 'application') === 'application')) {
      assert.ok((content.guide?.zh.length ?? 0) > 20 && (content.guide?.en?.length ?? 0) > 40, slug)
      assert.ok((content.results ?? []).length > 0 && content.contacts?.enquiry !== undefined, slug)
      // A matter about a licence is handled by whoever issued it.
      assert.ok(content.onLicence !== undefined || content.renewal !== undefined || (content.places ?? []).length > 0, slug)
    }
  })
})

test('fourteen kinds of licence and more, each with a sample, are what matters give or fetch', () => {
  const types = Object.values(pack.licenceTypes)
  assert.ok(types.length >= 14)
  assert.deepEqual(types.filter((type) => type.sample === undefined).map((type) => type.name.zh), [])
  const used = new Set(pack.items.flatMap(({ content }) => [...(content.results ?? []), ...content.materials].flatMap((one) => one.licenceType ?? [])))
  assert.deepEqual(types.filter((type) => !used.has(type.code)).map((type) => type.name.zh), [])
  const given = new Set(pack.items.flatMap(({ content }) => (content.results ?? []).flatMap((result) => result.licenceType ?? [])))
  assert.ok(given.size >= 14, String(given.size))
})

test('what a granted example answers fills the face of its licence', () => {
  const tried = new Set<string>()
  for (const { slug, content, examples } of pack.items) {
    for (const result of content.results ?? []) {
      const type = pack.licenceTypes[result.licenceType ?? '']
      // A renewal keeps the face of the licence that it is about.
      if (!type || content.renewal || content.onLicence) continue
      const { properties = {}, required = [] } = type.face.schema as { properties?: Record<string, { type?: string }>; required?: string[] }
      for (const example of examples.filter(({ expect }) => expect?.outcome === 'granted')) {
        const facts = { form: example.form, case: {}, item: content, holder: { name: '张敏', idNumber: '990102199203140264', uscc: '91990102708100111L' } }
        for (const { field, from } of type.face.layout) {
          if (from === undefined || !required.includes(field)) continue
          // What the form computes is not in an example: the server computes it.
          const computed = pack.forms[content.form ?? 'default']?.definition.layout.some((page) => page.fields.some((one) => one.compute !== undefined && from === `form.${one.field}`))
          const value: unknown = evaluate(compileExpression(from), facts).value
          const isNumber = ['number', 'integer'].includes(properties[field]?.type ?? '')
          const fits = isNumber ? value !== null && Number.isFinite(Number(String(value))) : typeof value === 'string' && value !== ''
          if (!computed) assert.ok(fits, `${slug} ${example.title}: ${field} is ${String(value)}`)
        }
        tried.add(type.code)
      }
    }
  }
  assert.ok(tried.size >= 14, String(tried.size))
})

test('nobody in the pack lives: every identity number, also in examples, begins with 9901', () => {
  const numbers = JSON.stringify([pack.people, pack.items.map(({ examples }) => examples)]).match(/"\d{6}(?:19|20)\d{9}[\dX]"/g) ?? []
  assert.ok(numbers.length > 20)
  assert.deepEqual(numbers.filter((number) => !number.startsWith('"9901')), [])
})
