// `yiwang people add`: the first administrators of a platform without demonstration accounts.
import { randomBytes } from 'node:crypto'
import { askSecret, readStandardInput, type Command } from '#base/commands'
import { refusal } from '#base/problem'
import { systemActor } from '#core/cases'
import { ensureOrganisation, organisationsLock } from '#core/organisations'
import { addChosenAccount, grantPost, hashPassword, loginLock, mayUsePassword } from '#core/people'
import { withInstallation } from './open.ts'

const organisationNeeded = refusal({
  code: 'people.organisation-needed', status: 422, zh: '请指明工作人员所在的机构。', en: 'Say in which organisation the person works.',
  nextZh: '请加上 --organisation 机构代码（新机构再加 --organisation-name 名称）。', nextEn: 'Add --organisation CODE (and --organisation-name NAME for a new one).',
})

export const peopleAdd: Command = {
  name: 'people add',
  about: 'Add a civil servant with a post, e.g. the first administrator. 添加工作人员。',
  arguments: [{ name: 'login', about: 'the name to sign in with' }],
  options: [
    { flags: '--name <name>', about: 'the person\'s name', required: true },
    { flags: '--role <role>', about: 'the post: system-admin, security-admin, audit-admin, clerk, examiner, approver, head …', default: 'system-admin' },
    { flags: '--organisation <code>', about: 'code of the organisation' },
    { flags: '--organisation-name <name>', about: 'its name, where it is not known yet' },
    { flags: '--password-stdin', about: 'read the password from standard input' },
    { flags: '--generate-password', about: 'make a password and print it once' },
  ],
  examples: [{ line: 'people add admin --name 王一 --organisation 11990100MB0A000019 --generate-password', about: 'the first administrator' }],
  run: async ({ arguments: { login = '' }, options, say }) => {
    const text = (name: string) => (typeof options[name] === 'string' ? options[name] : undefined)
    const organisation = text('organisation')
    if (!organisation) throw organisationNeeded()
    const made = options.generatePassword ? randomBytes(15).toString('base64url') : undefined
    const password = made ?? (options.passwordStdin ? await readStandardInput() : await askSecret('password 密码'))
    await mayUsePassword(password, { login, name: text('name') ?? login, path: '/password' })
    const passwordHash = await hashPassword(password)
    const id = await withInstallation(say, ({ platform: { ground } }) => ground.runAct({ actor: systemActor, locks: [organisationsLock, loginLock(login)] }, async (act) => {
      await ensureOrganisation(act, { code: organisation, name: text('organisationName') ?? organisation, region: { code: '000000', name: '' } })
      const account = await addChosenAccount(act, ground.keys, { kind: 'staff', login, name: text('name') ?? login, organisation, passwordHash, isPasswordGiven: true })
      await grantPost(act, { account, role: text('role') ?? 'system-admin', organisation })
      return account
    }))
    return { data: { id, login, ...(made ? { password: made } : {}) }, text: `added ${login}${made ? `, password ${made} (shown once)` : ''}` }
  },
}
