// Commands that prove: the whole ledger, or one licence file without any server.
import { resolve } from 'node:path'
import type { Command } from '#base/commands'
import { readConfig } from '#base/config'
import { systemClock } from '#base/time'
import { verifyLedger } from '#core/ledger'
import { replayAll, replayCase, type Replay } from '#support/automation'
import { verifyLicenceFile } from '#support/licences'
import { withInstallation } from './open.ts'

export const ledgerVerify: Command = {
  name: 'ledger verify',
  about: 'Recompute the whole ledger and check every checkpoint; names the first bad entry. 核验全部记录。',
  examples: [{ line: 'ledger verify', about: 'for reading' }, { line: 'ledger verify --json', about: '{"ok","entries","root"}' }],
  run: async ({ say }) => withInstallation(say, async ({ platform }) => {
    await platform.settle()
    const report = await verifyLedger(platform.ground)
    const verdict = report.fault ? `BAD at ${report.fault.seq}: ${report.fault.en} · ${report.fault.zh}` : `good: ${report.entries} entries, root ${report.root}, checkpoint over ${report.checkpoint} checked`
    return { ok: report.ok, data: { ...report }, text: verdict }
  }),
}

export const casesReplay: Command = {
  name: 'cases replay',
  about: 'Reckon an automatic decision again from the stored version, table and inputs, compare it and prove it by the ledger; without a number, every one. 重新计算自动作出的决定。',
  arguments: [{ name: 'number', about: 'the number of the case; every decision of a machine where absent', optional: true }],
  examples: [{ line: 'cases replay', about: 'every automatic decision' }, { line: 'cases replay 1199… --json', about: '{"replays":[{"case","same","proved"}]}' }],
  run: async ({ arguments: { number }, say }) => withInstallation(say, async ({ platform }) => {
    const replays: Replay[] = []
    if (number) replays.push(await replayCase(platform.ground, number))
    else for await (const replay of replayAll(platform.ground)) replays.push(replay)
    const bad = replays.filter((one) => !one.same || !one.proved)
    const lines = bad.map((one) => `BAD ${one.case}: ${one.same ? '' : 'comes out otherwise 结果不同 '}${one.proved ? '' : 'not proved by the ledger 存证不符'}`)
    return { ok: bad.length === 0, data: { replays }, text: [...lines, `${replays.length - bad.length} of ${replays.length} came out the same and are proved`].join('\n') }
  }),
}

export const licenceVerify: Command = {
  name: 'licence verify',
  about: 'Verify a licence file without a network: genuine, within its dates, in force as of a status list. 离线核验证照。',
  arguments: [{ name: 'file', about: 'a licence as PDF or JWS' }],
  options: [{ flags: '--key <file>', about: 'trusted keys (JWKS, JWK or PEM); the home\'s own where absent, never one inside the file' }, { flags: '--status <file>', about: 'a signed status list; without it the status is unknown' }],
  examples: [{ line: 'licence verify licence.pdf --key keys.json --status status.jws', about: 'on any machine' }],
  run: async ({ arguments: { file = '' }, options }) => {
    const text = (name: string) => (typeof options[name] === 'string' ? resolve(options[name]) : undefined)
    const report = await verifyLicenceFile({ file: resolve(file), keyFile: text('key'), statusFile: text('status'), home: readConfig().home, now: systemClock.now() })
    return { ok: report.exit === 0, exit: report.exit, data: report.json, text: [...report.text.zh, ...report.text.en].join('\n') }
  },
}
