// Who applies: a natural person by identity number, or a legal person by its unified social credit code; the server checks the numbers.
import { Checkbox, Form, Input, Radio, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { faultOf } from '../api/problem.ts'
import type { Applicant } from './taken.ts'

type Fields = { applicant: Applicant; onChange: (applicant: Applicant) => void; error: unknown }
/** Documents of natural persons, as the server names them. */
const documents = ['resident-id', 'hmt-residence', 'permanent-residence', 'passport', 'hmt-travel']

export function ApplicantFields({ applicant, onChange, error }: Fields) {
  const { t } = useTranslation()
  const legal = applicant.kind === 'legal'
  const line = (name: 'name' | 'idNumber' | 'phone', label: string, required: boolean) => {
    // A form may ask for a phone of its own; only a document is named without its place.
    const fault = faultOf(error, `/applicant/${name}`, ...(name === 'idNumber' ? ['/idNumber'] : []))
    const put = (words: string) => onChange({ ...applicant, [name]: name === 'phone' && words === '' ? undefined : words })
    return (
      <Form.Item htmlFor={`applicant-${name}`} label={label} required={required} extra={name === 'idNumber' && applicant.idKind === 'passport' ? t('field.hint.idNumber') : undefined} validateStatus={fault && 'error'} help={fault}>
        <Input id={`applicant-${name}`} value={applicant[name] ?? ''} maxLength={name === 'name' ? 200 : 60} autoComplete="off" onChange={(event) => put(event.target.value)} />
      </Form.Item>
    )
  }
  const become = (kind: Applicant['kind']) => onChange({ ...applicant, kind, byLiquidator: false, idKind: kind === 'legal' ? 'uscc' : 'resident-id', idNumber: '' })
  return (
    <>
      <div className="field-row">
        <Form.Item label={t('intake.kind')}>
          <Radio.Group
            value={applicant.kind}
            options={[
              { value: 'natural', label: t('accountKind.natural') },
              { value: 'legal', label: t('accountKind.legal') },
            ]}
            onChange={(event) => become(event.target.value === 'legal' ? 'legal' : 'natural')}
          />
        </Form.Item>
        {!legal && (
          <Form.Item label={t('intake.idKind')} htmlFor="applicant-id-kind">
            <Select
              id="applicant-id-kind"
              value={applicant.idKind}
              options={documents.map((kind) => ({ value: kind, label: t(`idKind.${kind}`) }))}
              onChange={(idKind: string) => onChange({ ...applicant, idKind })}
            />
          </Form.Item>
        )}
      </div>
      <div className="field-row">
        {line('name', t(legal ? 'intake.legalName' : 'intake.name'), true)}
        {line('idNumber', t(legal ? 'intake.uscc' : 'intake.idNumber'), true)}
        {line('phone', t('intake.phone'), false)}
      </div>
      <Checkbox checked={applicant.consent} onChange={(event) => onChange({ ...applicant, consent: event.target.checked })}>
        {t('intake.consent')}
      </Checkbox>
      {legal && (
        <Checkbox checked={applicant.byLiquidator ?? false} onChange={(event) => onChange({ ...applicant, byLiquidator: event.target.checked })}>
          {t('life.byLiquidator')}
        </Checkbox>
      )}
    </>
  )
}
