// The work of jobs: checking the rows of a sheet, and sending those that are ready, one act each. Cut off anywhere it goes on: every row says where it stands.
import type { Ground } from '#base/context'
import { isProblem } from '#base/problem'
import { systemActor } from '#core/cases'
import { getItemVersion } from '#core/items'
import { applyWhole, prepareWhole, scenarioSets } from '#service/applications'
import { batchLock } from './acts.ts'
import type { Batch } from './batch.ts'
import { checkRow, columnsOf } from './sheet.ts'
import { countRows, deleteOrphans, findBatch, findRow, listRows, markFaulty, markSubmitted, saveChecked, updateBatch } from './store.ts'

const piece = 500

/** Checks every row that was not checked. */
export async function checkBatch(ground: Ground, id: string): Promise<void> {
  const batch = await findBatch(ground.sql, id)
  if (batch?.state !== 'checking') return
  const { form, content } = await getItemVersion(ground.sql, batch.itemVersion)
  const columns = columnsOf(form, content.scenarios)
  for (;;) {
    const rows = await listRows(ground.sql, id, piece, 0, 'unchecked')
    if (rows.length === 0) break
    await saveChecked(ground.sql, id, rows.map(({ number, cells, spoilt }) => {
      const checked = checkRow(form, columns, { cells, spoilt }, (scenario) => scenarioSets(content, form, scenario))
      return { number, ...checked, state: checked.faults.length > 0 ? 'faulty' : 'ready' }
    }))
  }
  await rest(ground, batch, 'checked')
}

/** Sends every row that is ready: a case each, in an act of its own, in the name of who asked. */
export async function submitRows(ground: Ground, id: string): Promise<void> {
  const batch = await findBatch(ground.sql, id)
  if (batch?.state !== 'submitting') return
  const item = await getItemVersion(ground.sql, batch.itemVersion)
  const prepared = await prepareWhole(ground, item, batch.account)
  for (let after = 0; ; ) {
    const rows = await listRows(ground.sql, id, piece, after, 'ready')
    if (rows.length === 0) break
    for (const { number } of rows) {
      await submitRow(ground, batch, number, prepared)
      after = number
    }
  }
  await rest(ground, batch, 'finished')
}

async function submitRow(ground: Ground, batch: Batch, number: number, prepared: Awaited<ReturnType<typeof prepareWhole>>): Promise<void> {
  const actor = { id: batch.account, kind: batch.kind, ...(batch.hand ? { hand: batch.hand } : {}) }
  try {
    await ground.runAct({ actor, locks: [`${batchLock(batch.id)}:${number}`] }, async (act) => {
      const row = await findRow(act.tx, batch.id, number)
      if (row?.state !== 'ready') return void act.record('batches.row-known', { subject: batch.id, facts: { row: number } })
      const opened = await applyWhole(act, ground.keys, { itemVersion: batch.itemVersion, form: row.form ?? {}, scenario: row.scenario ?? {}, prepared })
      await markSubmitted(act.tx, batch.id, number, opened.number)
      act.record('batches.row-submitted', { subject: batch.id, facts: { row: number, case: opened.id, number: opened.number } })
    })
  } catch (error) {
    // A refusal is about this row; the others go on.
    if (!isProblem(error)) throw error
    await markFaulty(ground.sql, batch.id, number, [{ column: '', zh: `${error.kind.zh}${error.kind.nextZh}`, en: `${error.kind.en} ${error.kind.nextEn}` }])
  }
}

const kinds = { checked: 'batches.checked', finished: 'batches.finished' }

async function rest(ground: Ground, batch: Batch, what: keyof typeof kinds): Promise<void> {
  await ground.runAct({ actor: systemActor, locks: [batchLock(batch.id)] }, async (act) => {
    await updateBatch(act.tx, batch.id, 'checked', batch.itemVersion, act.now)
    act.record(kinds[what], { subject: batch.id, facts: { ...(await countRows(act.tx, batch.id)) } })
  })
}

/** Removes rows of uploads that came to nothing. */
export async function tidyBatches(ground: Ground): Promise<void> {
  await deleteOrphans(ground.sql, ground.clock.now().subtract({ hours: 24 }))
}
