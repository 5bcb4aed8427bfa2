// Choosing among the parties of a case, among what may stop its clock, and among the fees of its item.
import { Checkbox, Radio } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Text } from '../api/types.ts'
import { useText } from './text.ts'

type Bound = { id?: string; value?: unknown; onChange?: (value: unknown) => void }

export function PartyChoice({ id, parties, several, value, onChange }: Bound & { parties: { place: number; name: string; role: string }[]; several: boolean }) {
  const { t } = useTranslation()
  const options = parties.map(({ place, name, role }) => ({ value: place, label: `${name}（${t(`party.${role}`)}）` }))
  if (several) return <Checkbox.Group className="outcomes" options={options} value={Array.isArray(value) ? value : []} onChange={(chosen) => onChange?.(chosen)} />
  return <Radio.Group id={id} className="outcomes" options={options} value={value} onChange={(event) => onChange?.(event.target.value)} />
}

export function SuspensionChoice({ id, kinds, value, onChange }: Bound & { kinds: { kind: string; name: Text }[] }) {
  const text = useText()
  return <Radio.Group id={id} className="outcomes" options={kinds.map(({ kind, name }) => ({ value: kind, label: text(name) }))} value={value} onChange={(event) => onChange?.(event.target.value)} />
}

/** The fees that the item publishes, each with its rate. */
export function FeeChoice({ id, fees, value, onChange }: Bound & { fees: { fee: number; name: Text; standard: Text }[] }) {
  const text = useText()
  return <Radio.Group id={id} className="outcomes" options={fees.map(({ fee, name, standard }) => ({ value: fee, label: `${text(name)} · ${text(standard)}` }))} value={value} onChange={(event) => onChange?.(event.target.value)} />
}
