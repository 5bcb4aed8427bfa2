// The command bpmn: its lines, its last line and its exit codes, as a caller sees them.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test, { after } from 'node:test'

const folder = mkdtempSync(join(tmpdir(), 'bpmn-'))
after(() => rmSync(folder, { recursive: true }))

const model = `<?xml version="1.0"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d" targetNamespace="urn:test">
<error id="E1" name="late" errorCode="LATE"/>
<message id="M1" name="paid"/>
<process id="p" isExecutable="true">
<property id="amount" name="amount"/>
<startEvent id="s" name="开始"/>
<userTask id="a" name="审查"/>
<boundaryEvent id="b" attachedToRef="a"><errorEventDefinition errorRef="E1"/></boundaryEvent>
<receiveTask id="r" messageRef="M1"/>
<scriptTask id="k"><script>{total: amount * 2}</script></scriptTask>
<endEvent id="e"/><endEvent id="x"/>
<sequenceFlow id="f1" sourceRef="s" targetRef="a"/><sequenceFlow id="f2" sourceRef="a" targetRef="r"/>
<sequenceFlow id="f3" sourceRef="r" targetRef="k"/><sequenceFlow id="f4" sourceRef="k" targetRef="e"/>
<sequenceFlow id="f5" sourceRef="b" targetRef="x"/>
</process>
</definitions>`
writeFileSync(join(folder, 'model.bpmn'), model)
writeFileSync(join(folder, 'broken.bpmn'), model.replace('targetRef="x"', 'targetRef="nowhere"'))

interface Line {
  [name: string]: unknown
}

function bpmn(...args: string[]): { code: number | null; lines: Line[]; errors: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(import.meta.dirname, 'bpmn.ts'), ...args], { encoding: 'utf8', env: { ...process.env, INIT_CWD: folder } })
  return { code: status, lines: stdout.split('\n').filter(Boolean).map((line): Line => JSON.parse(line)), errors: stderr }
}

test('a run that completes tells each event and ends with its variables', () => {
  const { code, lines } = bpmn('model.bpmn', '--auto', '--take', 'a=PT10S', '--message', 'paid={"amount": 4}', '--vars', '{"amount": 1}')
  assert.deepEqual(lines[0], { time: 'PT0S', event: 'started', element: 's', type: 'startEvent', name: '开始', process: 'p' })
  assert.deepEqual(lines[3], { time: 'PT10S', event: 'completed', element: 'a', type: 'userTask', name: '审查', process: 'p' })
  assert.deepEqual(lines.at(-1), { end: 'completed', variables: { amount: 4, total: 8 }, problems: [] })
  assert.equal(code, 0)
})

test('a file is read in the encoding that it says', () => {
  const wide = model.replace('<?xml version="1.0"?>', '<?xml version="1.0" encoding="UTF-16"?>')
  writeFileSync(join(folder, 'wide.bpmn'), `\ufeff${wide}`, 'utf16le')
  writeFileSync(join(folder, 'latin.bpmn'), model.replace('"1.0"?>', '"1.0" encoding="ISO-8859-1"?>').replace('开始', 'é').replace('审查', ''), 'latin1')
  assert.deepEqual(['wide.bpmn', 'latin.bpmn'].map((name) => bpmn(name).lines[0]?.['name']), ['开始', 'é'])
})

test('a file without a process is allowed, though nothing of it can run', () => {
  writeFileSync(join(folder, 'bare.bpmn'), '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="urn:test"/>')
  assert.deepEqual([bpmn('bare.bpmn', '--check').code, bpmn('bare.bpmn').code], [0, 3])
})

test('a run that waits ends with 4, one that fails with 5', () => {
  assert.deepEqual([bpmn('model.bpmn').code, bpmn('model.bpmn', '--auto').lines.at(-1)?.['end']], [4, 'waiting'])
  const failed = bpmn('model.bpmn', '--auto', '--fail', 'a=OTHER')
  assert.deepEqual([failed.code, failed.lines.at(-1)], [5, { end: 'failed', variables: { amount: null }, problems: [{ code: 'process.error-not-caught', element: 'a', line: 8, message: 'a: ends in error "OTHER" that nothing catches.' }] }])
  assert.equal(bpmn('model.bpmn', '--auto', '--fail', 'a=LATE').code, 0)
})

test('a model that is not allowed is refused with 3, by --check too, which runs nothing', () => {
  for (const more of [[], ['--check']]) {
    const { code, lines } = bpmn('broken.bpmn', ...more)
    assert.deepEqual([code, lines.length, lines[0]?.['end']], [3, 1, 'refused'])
  }
  const { code, lines } = bpmn('model.bpmn', '--check')
  assert.deepEqual([code, lines], [0, [{ end: 'checked', variables: {}, problems: [] }]])
})

test('a wrong call says so on stderr and ends with 2', () => {
  for (const args of [[], ['missing.bpmn'], ['model.bpmn', '--take', 'a=soon'], ['model.bpmn', '--vars', '[1]'], ['model.bpmn', '--dance']]) {
    const { code, lines, errors } = bpmn(...args)
    assert.deepEqual([code, lines.length], [2, 0])
    assert.match(errors, /^bpmn: /)
  }
})
