// Choosing a colleague who could take work over, or several who sign: listed with post and body, found by typing a name.
import { useQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { api, ask } from '../api/client.ts'
import { useSession } from '../api/session.ts'
import type { Colleague } from '../api/types.ts'
import { useSections } from './section-choice.tsx'
import { useText } from './text.ts'

/** Whom an act may name: anybody of the case's bodies; those of the step's body; or only those of its very post. `section`: who reaches what is in its hands. */
export type Among = { number: string; organisation?: string; role?: string; section?: string | null}
export type Signer = { organisation: string; role: string; account: string }

function useColleagues({ number, organisation, role, section }: Among): Colleague[] {
  const query = useQuery({ queryKey: ['case', number, 'colleagues'], queryFn: () => ask(api.GET('/api/cases/{number}/colleagues', { params: { path: { number } } })) })
  return (query.data?.items ?? []).filter((one) => (organisation === undefined || one.organisation.code === organisation) && (role === undefined || one.role === role) && (section === undefined || one.section === null || one.section.code === section))
}

function useOptions(among: Among) {
  const { t } = useTranslation()
  const text = useText()
  const search = (one: Colleague) => `${one.name} ${one.nameEn ?? ''}`
  // Who is on leave stands last and is not chosen for new work.
  return useColleagues(among).toSorted((a, b) => Number(a.awayUntil !== null) - Number(b.awayUntil !== null)).map((one) => ({ value: `${one.account} ${one.role} ${one.organisation.code}`, label: [one.name, t(`role.${one.role}`), text((one.section ?? one.organisation).name), one.awayUntil !== null ? t('case.awayUntil', { date: one.awayUntil }) : one.resting ? t('case.resting') : ''].filter(Boolean).join(' · '), disabled: one.awayUntil !== null, search: search(one), one }))
}

type Bound = { id?: string; among: Among }

/** A colleague, or a team of the body: its code with `section:` before it. */
export function ReceiverChoice({ id, among, value, onChange }: Bound & { value?: string; onChange?: (receiver: string) => void }) {
  const { t } = useTranslation()
  const text = useText()
  const options = useOptions(among)
  const sections = useSections(among.organisation).filter((one) => one.code !== among.section && (one.kind === 'window') === (among.role === 'window'))
  const colleagues = options.map(({ one, label, disabled }) => ({ value: one.account, label, disabled }))
  const teams = sections.map((one) => ({ value: `section:${one.code}`, label: text(one.short ?? one.name), disabled: false }))
  // In a body without sections there is nothing to tell apart.
  const groups = [{ label: t('field.toColleague'), options: colleagues }, { label: t('field.toSection'), options: teams }]
  return <Select<string, (typeof colleagues)[number] | (typeof groups)[number]> id={id} value={value ?? null} options={teams.length === 0 ? colleagues : groups} showSearch={{ optionFilterProp: 'label' }} notFoundContent={t('field.noColleague')} onChange={(chosen: string) => onChange?.(chosen)} />
}

export function ColleagueChoice({ id, among, value, onChange }: Bound & { value?: string; onChange?: (account: string) => void }) {
  const { t } = useTranslation()
  const options = useOptions(among)
  const chosen = options.find(({ one }) => one.account === value)?.value
  return (
    <Select
      id={id}
      value={chosen}
      options={options}
      showSearch={{ optionFilterProp: 'label' }}
      notFoundContent={t('field.noColleague')}
      onChange={(_, option) => onChange?.(Array.isArray(option) ? '' : (option?.one.account ?? ''))}
    />
  )
}

/** Several colleagues beside oneself, by their accounts. */
export function ColleaguesChoice({ id, among, value = [], onChange }: Bound & { value?: string[]; onChange?: (accounts: string[]) => void }) {
  const { t } = useTranslation()
  const me = useSession().data?.account?.id
  const options = useOptions(among).filter(({ one }) => one.account !== me)
  return (
    <Select
      id={id}
      mode="multiple"
      value={options.flatMap((option) => (value.includes(option.one.account) ? [option.value] : []))}
      options={options}
      showSearch={{ optionFilterProp: 'label' }}
      notFoundContent={t('field.noColleague')}
      onChange={(_, chosen) => onChange?.((Array.isArray(chosen) ? chosen : []).flatMap((option) => (option ? [option.one.account] : [])))}
    />
  )
}

export function SignersChoice({ id, among, value = [], onChange }: Bound & { value?: Signer[]; onChange?: (signers: Signer[]) => void }) {
  const { t } = useTranslation()
  const options = useOptions(among)
  return (
    <Select
      id={id}
      mode="multiple"
      value={value.map((one) => `${one.account} ${one.role} ${one.organisation}`)}
      options={options}
      showSearch={{ optionFilterProp: 'label' }}
      notFoundContent={t('field.noColleague')}
      onChange={(_, chosen) => onChange?.((Array.isArray(chosen) ? chosen : []).flatMap((option) => (option ? [{ account: option.one.account, role: option.one.role, organisation: option.one.organisation.code }] : [])))}
    />
  )
}
