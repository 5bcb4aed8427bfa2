// A copy of everything that is held about a person (个人信息保护法 45): JSON that can be read, a file for each purpose, with why it is kept, by which
// law and for how long. It comes out of the same declarations as the erasing, so that nothing is held that is not told.
import { strToU8, zipSync } from 'fflate'
import type { Ground, Holding } from '#base/context'
import { timeText } from '#base/time'
import { listPurposes } from '#core/purposes'
import { scopeOf } from './acts.ts'
import { readHolding } from './store.ts'

/** [K] Rows of one table in a copy; more is asked for at the desk. */
const rowsMax = 10_000

/** The copy of an account as a ZIP. */
export async function copyOf(ground: Ground, holdings: readonly Holding[], account: string): Promise<Buffer> {
  const now = ground.clock.now()
  const scope = await scopeOf(ground.sql, [account])
  const purposes = new Map((await listPurposes(ground.sql)).map(({ code, live, newest }) => [code, (live ?? newest).content] as const))
  const inside: Record<string, Uint8Array> = {}
  const told = holdings.filter(({ copy }) => copy.length > 0)
  for (const code of [...purposes.keys(), 'matter']) {
    const purpose = purposes.get(code)
    const tables: Record<string, unknown[]> = {}
    for (const holding of told.filter((one) => one.purpose === code)) {
      const rows = await readHolding(ground.sql, holding, scope, now, rowsMax)
      const known = tables[holding.table] ?? []
      if (rows.length > 0) tables[holding.table] = [...known, ...rows.map((row) => (holding.open ? holding.open(ground.keys, row) : row))]
    }
    if (Object.keys(tables).length === 0) continue
    const why = purpose ? { code, name: purpose.name, notice: purpose.notice, basis: purpose.basis, retention: purpose.retention, contact: purpose.contact } : { code, name: { zh: '随办件所属事项的处理目的', en: 'The purpose of the item of each case' } }
    inside[`${code}.json`] = strToU8(JSON.stringify({ purpose: why, data: tables }, null, 2))
  }
  inside['README.txt'] = strToU8(readme(timeText(now)))
  return Buffer.from(zipSync(inside))
}

function readme(at: string): string {
  return `\ufeff这是 ${at} 本平台持有的关于您的个人信息（个人信息保护法第四十五条）。每个文件是一个处理目的：为什么、依据什么、保存多久，以及内容。\r\n文书、材料和证照的原件请在“我的办件”“我的证照”中下载。有误的可以要求更正；账本只有编号和摘要，不含内容。\r\n\r\nThis is what the platform holds about you at ${at} (Personal Information Protection Law, art. 45). Each file is one purpose: why, by which law and for how long it is kept, and what it is.\r\nLetters, papers and licences themselves are under “My cases” and “My licences”. What is wrong you may have corrected. The ledger holds numbers and digests alone.\r\n`
}
