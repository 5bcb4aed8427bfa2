// Who takes part beside the applicant at the window: whoever came for it (经办人), who applies together with it, and the other side; as the item lets them be named.
import { Button, Checkbox, Form, Input, Radio, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { faultOf } from '../api/problem.ts'
import type { Agent, Item, Other } from '../api/types.ts'
import { Panel } from '../parts/panel.tsx'

/** Documents of natural persons, as the server names them. */
const documents = ['resident-id', 'hmt-residence', 'permanent-residence', 'passport', 'hmt-travel']
const nobody: Agent = { name: '', idKind: 'resident-id', idNumber: '' }

function Line({ id, label, value, put, fault, hint, required = false, longest = 60 }: { id: string; label: string; value: string; put: (words: string) => void; fault?: string | undefined; hint?: string | undefined; required?: boolean; longest?: number }) {
  return (
    <Form.Item htmlFor={id} label={label} required={required} extra={hint} validateStatus={fault && 'error'} help={fault}>
      <Input id={id} value={value} maxLength={longest} autoComplete="off" onChange={(event) => put(event.target.value)} />
    </Form.Item>
  )
}

function DocumentChoice({ id, value, put }: { id: string; value: string; put: (idKind: string) => void }) {
  const { t } = useTranslation()
  return (
    <Form.Item label={t('intake.idKind')} htmlFor={id}>
      <Select id={id} value={value} options={documents.map((kind) => ({ value: kind, label: t(`idKind.${kind}`) }))} onChange={put} />
    </Form.Item>
  )
}

/** Who came for the applicant: by what was given on line, by a power that two officers saw, as guardian or legal representative (行政许可法 29). The server looks. */
export function AgentFields({ agent, onChange, error }: { agent: Agent | undefined; onChange: (agent: Agent | undefined) => void; error: unknown }) {
  const { t } = useTranslation()
  const fault = (name: string) => faultOf(error, `/agent/${name}`)
  return (
    <>
      <div className="others-choice">
        <Checkbox checked={agent !== undefined} onChange={(event) => onChange(event.target.checked ? nobody : undefined)}>
          {t('entering.byAgent')}
        </Checkbox>
      </div>
      {agent !== undefined && (
        <fieldset className="others-row">
          <legend>{t('party.agent')}</legend>
          <p className="quiet">{t('entering.agentAbout')}</p>
          <div className="field-row">
            <Line id="agent-name" label={t('intake.name')} value={agent.name} required longest={200} fault={fault('name')} put={(name) => onChange({ ...agent, name })} />
            <DocumentChoice id="agent-id-kind" value={agent.idKind} put={(idKind) => onChange({ ...agent, idKind })} />
            <Line id="agent-number" label={t('intake.idNumber')} value={agent.idNumber} required hint={agent.idKind === 'passport' ? t('field.hint.idNumber') : undefined} fault={fault('idNumber')} put={(idNumber) => onChange({ ...agent, idNumber })} />
            <Line id="agent-phone" label={t('intake.phone')} value={agent.phone ?? ''} put={(phone) => onChange({ ...agent, phone: phone === '' ? undefined : phone })} />
          </div>
        </fieldset>
      )}
    </>
  )
}

const empty = (role: Other['role']): Other => ({ role, kind: 'natural', name: '', idKind: 'resident-id', idNumber: '', phone: '', address: '' })

function OtherRow({ other, place, at, error, change, remove }: { other: Other; place: number; at: number; error: unknown; change: (other: Other) => void; remove: () => void }) {
  const { t } = useTranslation()
  const id = (name: string) => `other-${place}-${name}`
  const fault = (name: string) => faultOf(error, `/others/${place}/${name}`)
  const isLegal = other.kind === 'legal'
  const isJoint = other.role === 'joint-applicant'
  return (
    <fieldset className="others-row">
      <legend>
        {t(`party.${other.role}`)} {at + 1}
      </legend>
      <div className="field-row">
        <Form.Item label={t('intake.kind')}>
          <Radio.Group
            value={other.kind}
            options={[
              { value: 'natural', label: t('accountKind.natural') },
              { value: 'legal', label: t('accountKind.legal') },
            ]}
            onChange={(event) => change({ ...other, kind: event.target.value === 'legal' ? 'legal' : 'natural', idKind: event.target.value === 'legal' ? 'uscc' : 'resident-id', idNumber: '' })}
          />
        </Form.Item>
        {!isLegal && <DocumentChoice id={id('id-kind')} value={other.idKind} put={(idKind) => change({ ...other, idKind })} />}
      </div>
      <div className="field-row">
        <Line id={id('name')} label={t(isLegal ? 'intake.legalName' : 'intake.name')} value={other.name} required longest={200} fault={fault('name')} put={(name) => change({ ...other, name })} />
        <Line id={id('number')} label={t(isLegal ? 'intake.uscc' : 'intake.idNumber')} value={other.idNumber} required={isJoint} hint={other.idKind === 'passport' ? t('field.hint.idNumber') : undefined} fault={fault('idNumber')} put={(idNumber) => change({ ...other, idNumber })} />
        <Line id={id('phone')} label={t('intake.phone')} value={other.phone} put={(phone) => change({ ...other, phone })} />
      </div>
      <Line id={id('address')} label={t('entering.address')} value={other.address} required longest={300} fault={fault('address')} put={(address) => change({ ...other, address })} />
      {isJoint && (
        <Checkbox checked={other.present ?? false} onChange={(event) => change({ ...other, present: event.target.checked, consent: event.target.checked && (other.consent ?? false) })}>
          {t('entering.present')}
        </Checkbox>
      )}
      {isJoint && other.present === true && (
        <Checkbox checked={other.consent ?? false} onChange={(event) => change({ ...other, consent: event.target.checked })}>
          {t('intake.consent')}
        </Checkbox>
      )}
      <Button size="small" type="text" onClick={remove} aria-label={`${t('parts.remove')} ${t(`party.${other.role}`)} ${at + 1}`}>
        {t('parts.remove')}
      </Button>
    </fieldset>
  )
}

/** The sides that the item has, each with its rows. */
export function OthersFields({ item, others, onChange, error }: { item: Item; others: Other[]; onChange: (others: Other[]) => void; error: unknown }) {
  const { t } = useTranslation()
  const { parties } = item.content
  const sides = [
    { role: 'joint-applicant' as const, max: parties?.jointApplicants?.max ?? 0 },
    { role: 'respondent' as const, max: parties?.respondents?.max ?? 0 },
  ]
  const whole = faultOf(error, '/others')
  return (
    <>
      {sides.map(({ role, max }) => {
        const rows = others.flatMap((other, place) => (other.role === role ? [{ other, place }] : []))
        if (max === 0) return null
        return (
          <Panel key={role} title={t(`party.${role}`)}>
            <p className="quiet">{t(`entering.about.${role}`)}</p>
            {rows.map(({ other, place }, at) => (
              <OtherRow key={place} other={other} place={place} at={at} error={error} change={(next) => onChange(others.map((one, n) => (n === place ? next : one)))} remove={() => onChange(others.filter((_, n) => n !== place))} />
            ))}
            {whole !== undefined && <div className="fault">{whole}</div>}
            {rows.length < max && (
              <Button size="small" onClick={() => onChange([...others, empty(role)])}>
                {t('parts.addRow', { row: t(`party.${role}`) })}
              </Button>
            )}
          </Panel>
        )
      })}
    </>
  )
}
