// The intake form: applicant, questions of the item, papers received, files; sent as one intake with one key.
import { useQuery } from '@tanstack/react-query'
import { Button, Checkbox, Form, Input, Radio } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAct } from '../api/act.ts'
import { api, ask } from '../api/client.ts'
import type { Agent, Case, FormDefinition, Intake, Item, Other } from '../api/types.ts'
import { type Answers, FormQuestions } from '../parts/form-questions.tsx'
import { documentsOf, materialsFor, questionAt } from '../parts/materials.ts'
import { Panel } from '../parts/panel.tsx'
import { RefusalNotice } from '../parts/refusal-notice.tsx'
import { useText } from '../parts/text.ts'
import { ApplicantFields } from './applicant-fields.tsx'
import { AgentFields, OthersFields } from './others-fields.tsx'
import { type Handed, Papers } from './papers.tsx'
import { GapPromise, Missing, PromiseChoice, useAdvice } from './promises.tsx'
import { scenarioSets, typedAnswers } from './scenario.ts'
import { sendIntake } from './send-intake.ts'
import type { Applicant, Promises, Taken } from './taken.ts'

type Chosen = Record<string, string>

function Scenarios({ item, chosen, choose }: { item: Item; chosen: Chosen; choose: (chosen: Chosen) => void }) {
  const { t } = useTranslation()
  const text = useText()
  const scenarios = item.content.scenarios ?? []
  if (scenarios.length === 0) return null
  return (
    <Panel title={t('intake.scenario')}>
      {scenarios.map((scenario) => (
        <Form.Item key={scenario.key} label={text(scenario.question)}>
          <Radio.Group
            options={scenario.options.map((option) => ({ value: option.value, label: text(option.label) }))}
            value={chosen[scenario.key]}
            onChange={(event) => choose({ ...chosen, [scenario.key]: String(event.target.value) })}
          />
        </Form.Item>
      ))}
    </Panel>
  )
}

type Way = { channel: 'window' | 'post'; receivedOn?: string }

/** How the papers came; those that came earlier, by post, keep the day of their receipt as the date in law. */
function WayFields({ way, onChange }: { way: Way; onChange: (way: Way) => void }) {
  const { t } = useTranslation()
  return (
    <div className="field-row">
      <Form.Item label={t('intake.channel')}>
        <Radio.Group
          value={way.channel}
          options={[
            { value: 'window', label: t('intake.byWindow') },
            { value: 'post', label: t('intake.byPost') },
          ]}
          onChange={(event) => onChange(event.target.value === 'post' ? { channel: 'post' } : { channel: 'window' })}
        />
      </Form.Item>
      <Form.Item label={t('intake.receivedOn')} htmlFor="received-on">
        <Input id="received-on" type="date" value={way.receivedOn ?? ''} onChange={(event) => onChange({ ...way, receivedOn: event.target.value || undefined })} />
      </Form.Item>
    </div>
  )
}

/** Where the system would decide, the person at the window may ask for a person instead (个人信息保护法 24). */
function ByPerson({ item, checked, onChange }: { item: Item; checked: boolean; onChange: (checked: boolean) => void }) {
  const { t } = useTranslation()
  const text = useText()
  const { data } = useQuery({ queryKey: ['item', item.code, 'automation'], queryFn: () => ask(api.GET('/api/items/{code}/automation', { params: { path: { code: item.code } } })) })
  if (data?.automatic !== true) return null
  return (
    <Panel title={t('shell.automation')}>
      <p>{text(data.announcement)}</p>
      <Checkbox checked={checked} onChange={(event) => onChange(event.target.checked)}>
        {t('automation.wish')}
      </Checkbox>
    </Panel>
  )
}

export function IntakeForm({ item, definition, done }: { item: Item; definition: FormDefinition; done: (taken: Taken) => void }) {
  const { t } = useTranslation()
  const text = useText()
  const [applicant, setApplicant] = useState<Applicant>({ kind: 'natural', name: '', idKind: 'resident-id', idNumber: '', consent: false })
  const [agent, setAgent] = useState<Agent | undefined>()
  const [others, setOthers] = useState<Other[]>([])
  const [typed, setTyped] = useState<Answers>({})
  const [chosen, setChosen] = useState<Chosen>({})
  const set = scenarioSets(item, new Set(Object.keys(definition.schema.properties ?? {})), chosen)
  const answers: Answers = { ...typed, ...set }
  const [way, setWay] = useState<Way>({ channel: 'window' })
  const [byPerson, setByPerson] = useState(false)
  const [handed, setHanded] = useState<Handed>({ papers: [], scans: [] })
  const [gapUntil, setGapUntil] = useState('')
  const [byPromise, setByPromise] = useState(false)
  const materials = [...materialsFor(item, chosen), ...documentsOf(definition)]
  const advice = useAdvice({
    item: item.code, applicant: { kind: applicant.kind, idNumber: applicant.idNumber }, form: answers, scenario: chosen, materials: [...handed.papers, ...handed.scans.map(({ material }) => material)], receivedOn: way.receivedOn, promised: byPromise,
  })
  const offer = byPromise && advice?.promiseOffer?.excluded === null ? advice.promiseOffer : undefined
  const gaps = gapUntil !== '' && advice?.gaps ? { until: gapUntil, papers: materials.filter(({ key }) => advice.gaps?.materials.includes(key)) } : undefined
  const promises: Promises = { ...(offer && { offer }), ...(gaps && { gaps }) }
  const received = materials.filter((material) => handed.papers.includes(material.key))
  const intake = useAct<Omit<Intake, 'materials'> & { handed: string }, Case>(
    ({ handed: _named, ...body }, key) => sendIntake(body, materials, handed, key),
    ['cases'],
    (opened) =>
      done({ number: opened.number, receivedAt: opened.openedAt, receivedOn: way.receivedOn, item, applicant, parties: opened.parties, papers: received, files: handed.scans.map((scan) => scan.file.name), answers: opened.form, promises }),
  )
  // The papers belong to what is sent: another choice of papers is another intake and gets another key.
  const named = JSON.stringify([handed.papers, handed.scans.map((scan) => [scan.material, scan.file.name, scan.file.size])])
  const send = () => intake.mutate({ item: item.code, applicant, agent, others, form: answers, scenario: chosen, ...way, byPerson, gapUntil: gaps?.until, promise: offer?.digest, handed: named })
  const unnamed = applicant.name === '' || applicant.idNumber === ''
  const sendByKey = (event: React.KeyboardEvent) => event.key === 'Enter' && (event.ctrlKey || event.metaKey) && !unnamed && !intake.isPending && send()
  return (
    <Form layout="vertical" component="form" onFinish={send} onKeyDown={sendByKey}>
      <Panel title={t('intake.applicant')}>
        <ApplicantFields applicant={applicant} onChange={setApplicant} error={intake.error} />
        <AgentFields agent={agent} onChange={setAgent} error={intake.error} />
        <WayFields way={way} onChange={setWay} />
      </Panel>
      <OthersFields item={item} others={others} onChange={setOthers} error={intake.error} />
      <Scenarios item={item} chosen={chosen} choose={setChosen} />
      <Panel title={t('intake.form')}>
        <FormQuestions definition={definition} answers={answers} set={set} onChange={(next) => setTyped(typedAnswers(next, set))} error={intake.error} />
      </Panel>
      {advice?.promiseOffer && <PromiseChoice offer={advice.promiseOffer} materials={materials} chosen={byPromise} choose={setByPromise} />}
      <Papers materials={materials} replaced={offer?.materials ?? []} handed={handed} onChange={setHanded} />
      {advice?.gaps && <GapPromise gaps={advice.gaps} materials={materials} until={gapUntil} onChange={setGapUntil} />}
      <ByPerson item={item} checked={byPerson} onChange={setByPerson} />
      {advice && !unnamed && <Missing warnings={advice.warnings} />}
      <RefusalNotice error={intake.error} labelOf={(path) => text(questionAt(definition, path)) || undefined} />
      <div className="drawer-end">
        <Button type="primary" htmlType="submit" loading={intake.isPending} disabled={unnamed}>
          {t('intake.send')} <kbd>Ctrl ⏎</kbd>
        </Button>
        {unnamed && <span className="quiet">{t('intake.nameFirst')}</span>}
      </div>
    </Form>
  )
}
