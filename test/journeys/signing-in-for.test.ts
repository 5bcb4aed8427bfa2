// Signing in for another system, in the browser: the sample that a newcomer copies runs as its own process; agreeing, refusing, taking back, signing out.
import assert from 'node:assert/strict'
import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { proposalOf, readerProof, registerReader } from '../relying-party.ts'
import { carry } from '../carry.ts'
import { findPort } from '../serving.ts'
import { openTown, type Town } from '../town.ts'
import { assertAccessible, assertFits, openJudge, openWindow, signInAs, type Judge, type Window } from './browser.ts'

let town: Town
let window: Window
let judge: Judge
let origin: string
let sample: string
let folder: string
let running: ChildProcess

before(async () => {
  town = await openTown({ listen: true, running: true, realTime: true })
  origin = town.origin.replace('127.0.0.1', 'localhost')
  // The issuer is the public address, which here is the one that was found free.
  town.platform.ground.origin = origin
  folder = await mkdtemp(join(tmpdir(), 'yiwang-sample-'))
  sample = `http://localhost:${await findPort()}`
  await register(await startSample())
  window = await openWindow()
  judge = await openJudge(window)
})
after(async () => {
  running?.kill()
  await window?.close()
  await town?.close()
  await rm(folder, { recursive: true, force: true })
})

/** Starts the sample; answers what it says is to be registered. */
async function startSample(): Promise<object> {
  const { NODE_COMPILE_CACHE = '' } = process.env
  running = spawn(process.execPath, [join(import.meta.dirname, '..', '..', 'examples', 'sign-in', 'client.ts')], { env: { NODE_COMPILE_CACHE, ISSUER: `${origin}/oidc`, ORIGIN: sample, KEY_FILE: join(folder, 'key.json') }, stdio: ['ignore', 'pipe', 'inherit'] })
  let text = ''
  for await (const part of running.stdout ?? []) {
    text += String(part)
    const line = text.split('\n').find((one) => one.startsWith('{') && one.endsWith('}'))
    if (line) return JSON.parse(line) as object
  }
  throw new Error(`the sample ended: ${text}`)
}

async function register(said: object): Promise<void> {
  const body = { ...said, name: { zh: '运河博物馆预约', en: 'Canal museum bookings' }, organisation: '12990100700126958D', purpose: { zh: '核实预约人身份', en: 'to know who booked' }, contact: '0990-12345', kinds: ['natural'], levelMin: 2 }
  const { id } = (await town.call<{ id: string }>('POST', '/api/proposals/client', { as: 'admin.system', body: { content: body, reason: '开通预约服务。' } })).body
  assert.equal((await town.call('POST', `/api/proposals/client/${id}/confirmation`, { as: 'admin.security', body: {} })).status, 200)
}

test('on a phone without script: who is not signed in signs in, sees what will be told, agrees and comes back; taken back, it is asked anew', async () => {
  const context = await window.context({ viewport: { width: 360, height: 740 }, javaScriptEnabled: false })
  const page = await context.newPage()
  await page.goto(sample)
  await page.getByRole('link', { name: /Sign in/ }).click()
  await page.waitForURL(/\/sign-in\?next=/)
  await page.getByRole('button', { name: /李桂英/ }).first().click()
  await page.getByRole('heading', { name: '登录“运河博物馆预约”' }).waitFor()
  await page.getByText('李**').waitFor()
  await assertFits(page)
  await page.getByRole('button', { name: '不登录，返回' }).click()
  await page.getByText('You did not sign in').waitFor()
  await page.goto(`${sample}/sign-in`)
  await page.getByRole('button', { name: '同意并登录' }).click()
  await page.getByText('Signed in: 李桂英').waitFor()
  await page.goto(`${origin}/account`)
  await page.getByRole('link', { name: '查看我授权过的系统' }).click()
  await page.locator('.yw-list strong', { hasText: '运河博物馆预约' }).waitFor()
  await assertFits(page)
  await page.getByRole('button', { name: /收回授权/ }).click()
  await page.getByText('已经收回').waitFor()
  await page.goto(`${sample}/sign-in`)
  await page.getByRole('button', { name: '同意并登录' }).waitFor()
  await context.close()
})

test('signed in here, one press signs in there; signing out here signs out there; axe finds nothing in either language', async () => {
  const context = await window.context({ locale: 'en-GB' })
  await signInAs(context, origin, 'zhang.min')
  const page = await context.newPage()
  await page.goto(`${sample}/sign-in`)
  await page.getByRole('heading', { name: 'Sign in to Canal museum bookings' }).waitFor()
  await judge(page)
  await page.keyboard.press('Tab')
  await page.getByRole('button', { name: 'Agree and sign in' }).press('Enter')
  await page.getByText('Signed in: 张敏').waitFor()
  await page.goto(`${sample}/sign-in`)
  await page.getByText('Signed in: 张敏').waitFor()
  for (const path of ['/account/systems', '/my/data', '/my/code']) {
    await page.goto(`${origin}${path}`)
    await judge(page)
  }
  await page.goto(`${origin}/sign-in-refused?error=invalid_client`)
  await judge(page)
  await page.goto(`${origin}/my`)
  await page.getByRole('button', { name: 'Sign out', exact: true }).click()
  for (let looks = 0; looks < 100; looks++) {
    await page.goto(sample)
    if (await page.getByText('Not signed in.').isVisible()) break
    await page.waitForTimeout(100)
  }
  await page.getByText('Not signed in.').waitFor()
  await context.close()
  assert.deepEqual(window.faults.filter((fault) => !fault.includes('sign-in-refused')), [])
})

test('at the desk the system administrator proposes a system and the security administrator registers it; what is wrong stands beside its field and nothing typed is lost', async () => {
  const page = await (await deskOf('admin.system')).newPage()
  await page.goto(`${origin}/desk/clients`)
  await page.getByRole('button', { name: /提出登记/ }).click()
  const drawer = page.getByRole('dialog')
  for (const [label, value] of [['代号', 'canal-gate'], ['名称', '运河码头'], ['用途', '核实登船人身份'], ['联系方式', '0990-12345'], ['回调地址', 'http://gate.example.cn/back']] as const) await drawer.getByLabel(label, { exact: true }).fill(value)
  const { keys } = proposalOf({ code: 'any' }).body as { keys: object[] }
  await drawer.getByLabel('公钥（JWK）', { exact: true }).fill(JSON.stringify({ keys }))
  await drawer.getByLabel('负责单位').fill('政务服务中心')
  await page.getByTitle('云州市政务服务中心').first().click()
  await drawer.getByRole('button', { name: '提出登记' }).click()
  await drawer.getByText('回调地址须为完整的').first().waitFor()
  await drawer.getByLabel('回调地址', { exact: true }).fill('https://gate.example.cn/back')
  assert.equal(await drawer.getByLabel('代号', { exact: true }).inputValue(), 'canal-gate')
  await drawer.getByRole('button', { name: '提出登记' }).click()
  await page.getByRole('row', { name: /运河码头.*等待复核/ }).waitFor()
  const other = await (await deskOf('admin.security')).newPage()
  await other.goto(`${origin}/desk/clients`)
  await other.getByRole('button', { name: '运河码头' }).waitFor()
  await assertAccessible(other)
  await other.getByRole('button', { name: '运河码头' }).click()
  await other.getByRole('button', { name: '登 记' }).or(other.getByRole('button', { name: '登记', exact: true })).click()
  await other.getByRole('dialog', { name: '登记接入系统' }).getByRole('button', { name: /登记接入系统/ }).click()
  await other.getByRole('row', { name: /运河码头.*已登记/ }).waitFor()
  await other.getByRole('button', { name: '运河码头' }).click()
  await other.getByText('复核', { exact: true }).first().waitFor()
  await assertAccessible(other)
  for (const one of [page, other]) await one.context().close()
})

async function deskOf(login: string) {
  const context = await window.context()
  await signInAs(context, origin, login)
  return context
}

test('the code that one shows is a picture that a reader reads, once, and the reading stands below it', async () => {
  const reader = await registerReader(town, { code: 'hall-gate' })
  const context = await window.context({ viewport: { width: 360, height: 740 }, javaScriptEnabled: false })
  await signInAs(context, origin, 'zhang.min')
  const page = await context.newPage()
  await page.goto(`${origin}/my/code`)
  await page.getByAltText('身份码二维码').waitFor()
  await assertFits(page)
  const { pass } = (await town.call<{ pass: string }>('GET', '/api/pass', { as: 'zhang.min' })).body
  const body = { reader: await readerProof(town, reader, '/api/pass-readings', nowClaims()), pass }
  assert.equal((await town.call('POST', '/api/pass-readings', { body })).status, 200)
  await page.getByRole('button', { name: '换一个新的' }).click()
  await page.getByText('系统hall-gate').waitFor()
  await assertFits(page)
  await context.close()
})

test('who read one’s data stands on a page two presses from home, and a question about it opens a case', async () => {
  const { number } = await carry(town, 'submitted')
  await town.call('GET', `/api/cases/${number}`, { as: 'chengguan.clerk' })
  const context = await window.context({ viewport: { width: 360, height: 740 }, javaScriptEnabled: false })
  await signInAs(context, origin, 'zhang.min')
  const page = await context.newPage()
  await page.goto(`${origin}/my`)
  await page.getByRole('link', { name: '我的数据' }).click()
  await page.getByText('受理承办人员').first().waitFor()
  await assertFits(page)
  await page.getByText('询问这次查阅').first().click()
  await page.getByLabel('您想问什么？').first().fill('我没有在办事，为什么查看？')
  await page.getByRole('button', { name: '提出' }).first().click()
  await page.getByRole('heading', { name: /对查阅个人信息的询问/ }).first().waitFor()
  await page.goto(`${origin}/my/data`)
  await page.getByText('您已询问').waitFor()
  await context.close()
})

/** The town goes by the machine's clock here. */
function nowClaims(): { iat: number; exp: number } {
  const iat = Math.floor(Date.now() / 1000)
  return { iat, exp: iat + 60 }
}
