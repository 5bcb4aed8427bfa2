// A legal basis said in both languages.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sayLaw } from '#engines/words'

const rows: [law: string, article: string | undefined, en: string][] = [
  ['中华人民共和国个人信息保护法', '第四十四条', 'Personal Information Protection Law, art. 44'],
  ['个人信息保护法', '第十条', 'Personal Information Protection Law, art. 10'],
  ['中华人民共和国民法典', '第一百八十八条', 'Civil Code, art. 188'],
  ['中华人民共和国民法典', '第一千零一十三条', 'Civil Code, art. 1013'],
  ['中华人民共和国行政许可法', '第十二条第（三）项', 'Administrative Licensing Law, art. 12 item 3'],
  ['中华人民共和国行政处罚法', '第二十条第二款', 'Law on Administrative Penalties, art. 20 para. 2'],
  ['中华人民共和国行政许可法', undefined, 'Administrative Licensing Law'],
  ['中华人民共和国行政许可法', '第三章', 'Administrative Licensing Law, 第三章'],
  ['云州市公共数据管理办法', '第二十八条', '云州市公共数据管理办法, art. 28'],
]

test('a law and its article are named in the language of whoever reads, and what has no English name keeps its own', () => {
  for (const [law, article, en] of rows) {
    const cited = article === undefined ? { law } : { law, article }
    assert.equal(sayLaw(cited, 'en'), en)
    assert.equal(sayLaw(cited, 'zh'), `${law}${article ?? ''}`)
  }
})
