// The command line. It only lists the commands; what each does stands with its context.
import { readFile } from 'node:fs/promises'
import { type Command, runProgram } from '#base/commands'
import { describeConfig } from '#base/config'
import { peopleAdd } from './accounts.ts'
import { channelsSimulate } from './channel-simulator.ts'
import { itemsImport } from './imports.ts'
import { proofsSimulate } from './proof-simulator.ts'
import { packApply, packCheck, packDiff } from './packs.ts'
import { backup, restore } from './backup.ts'
import { keysList, keysMove, keysRetire, keysRotate } from './keys.ts'
import { keysSimulate } from './kms-simulator.ts'
import { serve } from './serve.ts'
import { simulateCommand } from './simulate.ts'
import { casesReplay, ledgerVerify, licenceVerify } from './verifications.ts'

const config: Command = {
  name: 'config',
  about: 'List the settings in force, their defaults and meaning. 列出现行设置。',
  examples: [
    { line: 'config', about: 'for reading' },
    { line: 'config --json', about: 'for a program' },
  ],
  run: () => {
    const settings = describeConfig()
    const text = settings.map((each) => `${each.name}=${each.value}${each.set ? '' : '  (default)'}\n    ${each.meaning.zh} · ${each.meaning.en}\n    default: ${each.default || '(none)'}`)
    return Promise.resolve({ data: { settings }, text: text.join('\n') })
  },
}

const manifest: { version: string } = JSON.parse(await readFile(new URL('../package.json', import.meta.url), 'utf8'))

process.exit(
  await runProgram(
    {
      name: 'yiwang',
      version: manifest.version,
      about: '一网 — serve a government, check and apply its packs, verify its ledger and its licences.',
      groups: { pack: 'a government as data', items: 'service items', cases: 'cases', ledger: 'the record of every act', licence: 'electronic licences', people: 'accounts', keys: 'keys of this installation', channels: 'mail and text messages', proofs: 'sources that prove who somebody is' },
      commands: [serve, packCheck, packDiff, packApply, itemsImport, casesReplay, ledgerVerify, licenceVerify, peopleAdd, keysList, keysRotate, keysRetire, keysMove, keysSimulate, channelsSimulate, proofsSimulate, simulateCommand, backup, restore, config],
    },
    process.argv.slice(2),
  ),
)
