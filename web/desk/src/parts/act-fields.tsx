// The kinds of question an act may put: words, a choice, days, a sum, a date, an outcome, a step, colleagues, what is missing, the face of a licence.
import { Form, type FormInstance, Input, InputNumber, Radio } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Material, Missing, Target, Text } from '../api/types.ts'
import { MendField, NotifiedField, OwedField, type OwedPaper } from './acceptance-fields.tsx'
import { type Among, ColleagueChoice, ColleaguesChoice, ReceiverChoice, SignersChoice } from './colleague-choice.tsx'
import { FaceFields } from './face-fields.tsx'
import { ItemChoice } from './item-choice.tsx'
import { MissingField } from './missing-field.tsx'
import { OrganisationChoice } from './organisation-choice.tsx'
import { FeeChoice, PartyChoice, SuspensionChoice } from './party-choice.tsx'
import { useOutcome, useText } from './text.ts'

type When = {
  /** Asked unless another field has this value, or only where it has that one. */
  only?: { field: string; not: string }
  when?: { field: string; value: string }
  requiredUnless?: { field: string; value: string }
}
export type ActField = { name: string; required?: boolean; start?: number } & When &
  ({ kind: 'words' | 'line' | 'days' | 'yuan' | 'date' | 'moment' | 'outcome' | 'missing' | 'face' | 'target' | 'organisation' | 'items' | 'party' | 'parties' | 'suspension' | 'fee' | 'notified' | 'owed' | 'mend' | 'scan'; lengthMax?: number }
  /** `among`: colleagues of the very post, of the body, or of all bodies of the case. */
  | { kind: 'colleague' | 'colleagues' | 'signers' | 'receiver'; among: 'post' | 'body' | 'case' } | { kind: 'choice'; options: string[]; words?: string; first?: string })
export type Fee = { fee: number; name: Text; standard: Text }
export type ActContext = {
  materials?: Material[]
  outcomes?: string[]
  /** The case is against somebody: granting means imposing. */
  burdens?: boolean
  /** Results of the item: those that are licences get a face. */
  results?: { licenceType?: string; name: Text }[]
  /** The face of one licence that exists, and its type: asked by a change. */
  face?: Record<string, unknown>
  faceType?: string
  /** What the faces of licences are filled from. */
  known?: Record<string, unknown>
  /** What the one notice named, which papers are still to come, the form that may be put right. */
  notified?: Missing[]
  owed?: OwedPaper[]
  mended?: { form: Record<string, unknown>; item: { code: string; version: number } }
  /** Steps to choose from, and the case with the post of the step at hand. */
  targets?: Target[]
  at?: { number: string; organisation?: string; role?: string; section?: string | null }
  /** Parties of the case to choose from, by their places, and what may stop its clock. */
  parties?: { place: number; name: string; role: string }[]
  kinds?: { kind: string; name: Text }[]
  /** Fees that the item publishes. */
  fees?: Fee[]
}
type Values = Record<string, unknown>

/** What stands in the fields when the drawer opens: the first outcome and days that are usual; nothing else is guessed. */
export function startValues(fields: ActField[], context: ActContext): Values {
  const days = Object.fromEntries(fields.flatMap((field) => (field.start === undefined ? [] : [[field.name, field.start]])))
  const outcome = fields.some((field) => field.kind === 'outcome') ? context.outcomes?.[0] : undefined
  // The nearest earlier step is the usual one to return to; it stands last, since steps are listed in the order of the process.
  const [only, other] = fields.some((field) => field.kind === 'party') ? (context.parties ?? []) : []
  const target = fields.some((field) => field.kind === 'target') ? context.targets?.at(-1)?.element : undefined
  const choices = Object.fromEntries(fields.flatMap((field) => (field.kind === 'choice' && field.first !== undefined ? [[field.name, field.first]] : [])))
  const [fee, otherFee] = fields.some((field) => field.kind === 'fee') ? (context.fees ?? []) : []
  return { ...days, ...choices, ...(fee && !otherFee ? { fee: fee.fee } : {}), ...(outcome === undefined ? {} : { outcome }), ...(target === undefined ? {} : { to: target }), ...(only && !other ? { party: only.place } : {}) }
}

function isAsked(field: ActField, values: Values, context: ActContext): boolean {
  if (field.name === 'then') return context.targets?.find((one) => one.element === values['to'])?.straightBack === true
  if (field.name === 'rule') return values['place'] === 'with'
  if (field.only !== undefined && values[field.only.field] === field.only.not) return false
  return field.when === undefined || values[field.when.field] === field.when.value
}

/** What Form.Item hands to its child: the name by which the label finds it, the value, and how to change it. */
type Bound = { id?: string; value?: unknown; onChange?: (value: unknown) => void }

function amongOf(among: 'post' | 'body' | 'case', { at }: ActContext): Among {
  const { number = '', organisation, role, section = null } = at ?? {}
  return { number, ...(among === 'case' || organisation === undefined ? {} : { organisation, section }), ...(among !== 'post' || role === undefined ? {} : { role }) }
}

function TargetChoice({ id, targets, value, onChange }: Bound & { targets: Target[] }) {
  const text = useText()
  return <Radio.Group id={id} className="outcomes" options={targets.map((one) => ({ value: one.element, label: text(one.name) }))} value={value} onChange={(event) => onChange?.(event.target.value)} />
}

function Question({ field, context, ...bound }: { field: ActField; context: ActContext } & Bound) {
  const { t } = useTranslation()
  const say = useOutcome(context.burdens === true)
  const { id, onChange } = bound
  const words = typeof bound.value === 'string' ? bound.value : ''
  const type = (event: { target: { value: string } }) => onChange?.(event.target.value)
  if (field.kind === 'words') return <Input.TextArea id={id} value={words} onChange={type} autoSize={{ minRows: 4, maxRows: 12 }} maxLength={field.lengthMax ?? 4000} />
  // A browser keeps what it chose by itself: the file is handed on, and never put back.
  if (field.kind === 'scan') return <input id={id} type="file" accept=".pdf,.jpg,.jpeg,.png" onChange={(event) => onChange?.(event.target.files?.[0])} />
  if (field.kind === 'line') return <Input id={id} value={words} onChange={type} maxLength={200} />
  if (field.kind === 'date') return <Input id={id} value={words} onChange={type} type="date" />
  if (field.kind === 'moment') return <Input id={id} value={words} onChange={type} type="datetime-local" />
  if (field.kind === 'party' || field.kind === 'parties') return <PartyChoice several={field.kind === 'parties'} parties={context.parties ?? []} {...bound} />
  if (field.kind === 'suspension') return <SuspensionChoice kinds={context.kinds ?? []} {...bound} />
  if (field.kind === 'fee') return <FeeChoice fees={context.fees ?? []} {...bound} />
  if (field.kind === 'colleagues') return <ColleaguesChoice among={amongOf(field.among, context)} {...(bound as { id?: string; onChange?: (accounts: string[]) => void })} />
  if (field.kind === 'days')
    return <InputNumber id={id} value={bound.value as number | null} onChange={onChange} min={1} max={365} precision={0} suffix={t('parts.days')} />
  if (field.kind === 'yuan') return <InputNumber id={id} value={bound.value as number | null} onChange={onChange} min={0} precision={2} suffix={t('parts.yuan')} />
  if (field.kind === 'organisation') return <OrganisationChoice {...(bound as { id?: string; value?: string; onChange?: (code: string) => void })} />
  if (field.kind === 'items') return <ItemChoice {...(bound as Parameters<typeof ItemChoice>[0])} />
  if (field.kind === 'colleague') return <ColleagueChoice among={amongOf(field.among, context)} {...(bound as { id?: string; value?: string; onChange?: (account: string) => void })} />
  if (field.kind === 'receiver') return <ReceiverChoice among={amongOf(field.among, context)} {...(bound as { id?: string; value?: string; onChange?: (receiver: string) => void })} />
  if (field.kind === 'signers') return <SignersChoice among={amongOf(field.among, context)} {...(bound as { id?: string })} />
  if (field.kind === 'notified') return <NotifiedField notified={context.notified ?? []} {...(bound as { id?: string })} />
  if (field.kind === 'owed') return <OwedField owed={context.owed ?? []} {...(bound as { id?: string })} />
  if (field.kind === 'mend') return context.mended === undefined ? null : <MendField {...context.mended} {...(bound as { id?: string })} />
  if (field.kind === 'target') return <TargetChoice targets={context.targets ?? []} {...bound} />
  const options = (field.kind === 'choice' ? field.options : (context.outcomes ?? [])).map((value) => ({
    value,
    label: field.kind === 'choice' ? t(`${field.words ?? `choice.${field.name}`}.${value}`, { defaultValue: value }) : say(value),
  }))
  return <Radio.Group id={id} className="outcomes" options={options} value={bound.value} onChange={(event) => onChange?.(event.target.value)} />
}

function OneField({ field, context, values }: { field: ActField; context: ActContext; values: Values }) {
  const { t } = useTranslation()
  if (!isAsked(field, values, context)) return null
  const unless = field.requiredUnless
  const required = field.required === true || (unless !== undefined && values[unless.field] !== unless.value)
  const label = t(`field.${field.name}`)
  if (field.kind === 'face') return <FaceFields name={field.name} context={context} />
  if (field.kind === 'missing')
    return (
      <Form.Item name={field.name} label={label} rules={[{ required: true, type: 'array', min: 1, message: t('field.missingNone') }]}>
        <MissingField materials={context.materials ?? []} />
      </Form.Item>
    )
  return (
    <Form.Item name={field.name} label={label} extra={t(`field.hint.${field.name}`, { defaultValue: '' }) || undefined} rules={[{ required, message: t('field.required') }]}>
      <Question field={field} context={context} />
    </Form.Item>
  )
}

export function ActFields({ fields, context, form }: { fields: ActField[]; context: ActContext; form: FormInstance }) {
  const values = (Form.useWatch([], form) as Values | undefined) ?? startValues(fields, context)
  return (
    <>
      {fields.map((field) => (
        <OneField key={field.name} field={field} context={context} values={values} />
      ))}
    </>
  )
}
