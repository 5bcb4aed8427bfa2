// A copy of everything that is held about a person (个人信息保护法 45): JSON that can be read, a file for each purpose, with why it is kept, by which
// law and for how long, and the papers, letters and licences themselves. It comes out of the same declarations as the erasing, so that nothing is
// held that is not told. That it was fetched is an entry, in figures.
import { Readable } from 'node:stream'
import { strToU8 } from 'fflate'
import type { Actor } from '#base/act'
import type { Ground, Holding } from '#base/context'
import { isProblem } from '#base/problem'
import { timeText } from '#base/time'
import { casesAppliedFor } from '#core/cases'
import { listPurposes } from '#core/purposes'
import { scopeOf } from './acts.ts'
import { listHeldFiles, readHolding, type HeldFile } from './store.ts'
import { zipOf, type Inside } from './zip.ts'

/** [K] Rows of one table, files and their bytes in a copy; more is asked for at the desk. A ZIP of this kind ends at 4 GiB. */
const most = { rows: 10_000, files: 20_000, bytes: 3 * 1024 ** 3 } as const

/** The copy of an account as a ZIP that is made while it is sent. What it holds is counted in the ledger before the first byte leaves. */
export async function copyOf(ground: Ground, holdings: readonly Holding[], actor: Actor): Promise<Readable> {
  const now = ground.clock.now()
  const scope = await scopeOf(ground.sql, [actor.id])
  const purposes = new Map((await listPurposes(ground.sql)).map(({ code, live, newest }) => [code, (live ?? newest).content] as const))
  const texts: { name: string; text: string }[] = []
  const counted = new Map<string, number>()
  const told = holdings.filter(({ copy }) => copy.length > 0)
  for (const code of [...purposes.keys(), 'matter']) {
    const purpose = purposes.get(code)
    const tables: Record<string, unknown[]> = {}
    for (const holding of told.filter((one) => one.purpose === code)) {
      const rows = await readHolding(ground.sql, holding, scope, now, most.rows)
      const known = tables[holding.table] ?? []
      counted.set(holding.table, (counted.get(holding.table) ?? 0) + rows.length)
      if (rows.length > 0) tables[holding.table] = [...known, ...rows.map((row) => (holding.open ? holding.open(ground.keys, row) : row))]
    }
    if (Object.keys(tables).length === 0) continue
    const why = purpose ? { code, name: purpose.name, notice: purpose.notice, basis: purpose.basis, retention: purpose.retention, contact: purpose.contact } : { code, name: { zh: '随办件所属事项的处理目的', en: 'The purpose of the item of each case' } }
    texts.push({ name: `${code}.json`, text: JSON.stringify({ purpose: why, data: tables }, null, 2) })
  }
  const files = await filesOf(ground, holdings, scope.accounts, now)
  const rows = [...counted].filter(([, count]) => count > 0)
  await ground.runAct({ actor, locks: [] }, async (act) => {
    act.record('rights.copied', { subject: actor.id, facts: { holdings: rows.map(([table]) => table).sort(), rows: rows.reduce((sum, [, count]) => sum + count, 0), files: files.length } })
  })
  return Readable.from(zipOf(insideOf(ground, [{ name: 'README.txt', text: readme(timeText(now)) }, ...texts], files), now), { objectMode: false })
}

/** The person's own papers: of matters that he applied for, not of those in which he is another's agent or opponent. */
async function filesOf(ground: Ground, holdings: readonly Holding[], accounts: readonly string[], now: Temporal.Instant): Promise<HeldFile[]> {
  const own = { accounts, cases: await casesAppliedFor(ground.sql, accounts) }
  const found: HeldFile[] = []
  for (const holding of holdings.filter(({ file }) => file)) found.push(...(await listHeldFiles(ground.sql, holding, own, now, most.files - found.length)))
  return found
}

/** What lies in the ZIP, in its order. A file that is too much, or not there, is named in a list instead: the rest still comes. */
async function* insideOf(ground: Ground, texts: readonly { name: string; text: string }[], files: readonly HeldFile[]): AsyncGenerator<Inside> {
  for (const { name, text } of texts) yield { name, packed: true, content: [strToU8(text)] }
  const left: string[] = []
  let bytes = 0
  for (const [at, { folder, name, digest }] of files.entries()) {
    const path = `files/${plain(folder)}/${String(at + 1).padStart(4, '0')}-${plain(name)}`
    const opened = await ground.files.open(digest).catch((error: unknown) => {
      if (isProblem(error)) return undefined
      throw error
    })
    if (opened && bytes + opened.size <= most.bytes) {
      bytes += opened.size
      yield { name: path, packed: false, content: opened.content }
    } else {
      opened?.content.destroy()
      left.push(path)
    }
  }
  if (left.length > 0) yield { name: 'files-not-inside.txt', packed: true, content: [strToU8(`\ufeff${left.join('\r\n')}\r\n`)] }
}

/** A name that leads nowhere else when it is unpacked. */
const plain = (name: string): string => name.replaceAll(/[\\/:*?"<>|\p{Cc}]/gu, '_').replace(/^\.+/, '_').slice(0, 120)

function readme(at: string): string {
  return `\ufeff这是 ${at} 本平台持有的关于您的个人信息（个人信息保护法第四十五条）。每个 JSON 文件是一个处理目的：为什么、依据什么、保存多久，以及内容；files 文件夹是您的材料、文书和证照原件。\r\n没有放进来的文件列在 files-not-inside.txt 中；还没有制成文件的证照，请先在“我的证照”中打开一次。有误的可以要求更正；账本只有编号和摘要，不含内容。\r\n\r\nThis is what the platform holds about you at ${at} (Personal Information Protection Law, art. 45). Each JSON file is one purpose: why, by which law and for how long it is kept, and what it is. The folder files has your papers, letters and licences themselves.\r\nFiles that are not inside are named in files-not-inside.txt; a licence that was not drawn yet is drawn when you open it under “My licences”. What is wrong you may have corrected. The ledger holds numbers and digests alone.\r\n`
}
