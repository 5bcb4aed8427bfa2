// Commands on packs: check a folder, say what it would change, publish it.
import { join, resolve } from 'node:path'
import type { Command } from '#base/commands'
import { refusal } from '#base/problem'
import { describeFault, readPack, type Pack } from '#core/packs'
import { applyPack } from './apply.ts'
import { diffPack } from './diff.ts'
import { sayDiff } from './diff-words.ts'
import { withInstallation } from './open.ts'

const packFaulty = refusal({
  code: 'packs.faulty', status: 422,
  zh: '数据包有错误，没有发布。', en: 'The pack has faults and was not published.',
  nextZh: '请用 yiwang pack check 查看每处错误。', nextEn: 'See each fault with `yiwang pack check`.',
})

/** The pack of the demonstration city. */
export const defaultPack = join(import.meta.dirname, '..', 'packs', 'yunzhou')

/** Reads a pack; refuses one with faults. */
export async function readCheckedPack(folder: string): Promise<Pack> {
  const { pack, faults } = await readPack(folder)
  if (!pack || faults.length > 0) throw packFaulty({ folder, faults: faults.length, first: faults[0] ? describeFault(faults[0]) : '' })
  return pack
}

export const packCheck: Command = {
  name: 'pack check',
  about: 'Check a pack and run its examples; names file, line and rule. 检查数据包。',
  arguments: [{ name: 'folder', about: 'the folder of the pack' }],
  examples: [{ line: 'pack check packs/yunzhou', about: 'the pack of the demonstration city' }],
  run: async ({ arguments: { folder = '' } }) => {
    const { pack, faults } = await readPack(resolve(folder))
    const examples = pack?.items.reduce((sum, item) => sum + item.examples.length, 0) ?? 0
    const text = faults.length > 0 ? [...faults.map((fault) => describeFault(fault)), '', `${faults.length} faults`].join('\n') : `no faults: ${pack?.items.length ?? 0} items, ${examples} examples ran as expected`
    return { ok: faults.length === 0, data: { ok: faults.length === 0, items: pack?.items.length ?? 0, examples, faults }, text }
  },
}

export const packDiff: Command = {
  name: 'pack diff',
  about: 'Say in words what would change, and for whom, if a pack were applied. 说明应用数据包会有哪些变化、影响谁。',
  arguments: [{ name: 'folder', about: 'the folder of the pack' }],
  options: [{ flags: '--language <zh|en>', about: 'the language of the sentences', default: 'zh' }],
  examples: [
    { line: 'pack diff packs/yunzhou', about: 'what is new in the pack, in Chinese' },
    { line: 'pack diff packs/yunzhou --language en', about: 'the same in English' },
  ],
  run: async ({ arguments: { folder = '' }, options: { language }, say }) => {
    const pack = await readCheckedPack(resolve(folder))
    const diff = await withInstallation(say, ({ platform }) => diffPack(platform.ground, pack))
    return { data: { ...diff }, text: sayDiff(diff, language === 'en' ? 'en' : 'zh') }
  },
}

export const packApply: Command = {
  name: 'pack apply',
  about: 'Publish a pack: new versions only; what is published is never edited. 发布数据包。',
  arguments: [{ name: 'folder', about: 'the folder of the pack' }],
  examples: [{ line: 'pack apply packs/yunzhou', about: 'publishes what is new' }],
  run: async ({ arguments: { folder = '' }, say }) => {
    const pack = await readCheckedPack(resolve(folder))
    const applied = await withInstallation(say, async ({ platform }) => {
      const outcome = await applyPack(platform.ground, pack)
      await platform.settle()
      return outcome
    })
    return { data: { ...applied }, text: `taken ${applied.taken}, unchanged ${applied.unchanged}, accounts ${applied.accounts}` }
  },
}
