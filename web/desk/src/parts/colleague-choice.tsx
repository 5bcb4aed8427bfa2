// Choosing a colleague who could take work over, or several who sign: listed with post and body, found by typing a name.
import { useQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { api, ask } from '../api/client.ts'
import { useSession } from '../api/session.ts'
import type { Colleague } from '../api/types.ts'
import { useText } from './text.ts'

/** Whom an act may name: anybody of the case's bodies; those of the step's body; or only those of its very post. */
export type Among = { number: string; organisation?: string; role?: string }
export type Signer = { organisation: string; role: string; account: string }

function useColleagues({ number, organisation, role }: Among): Colleague[] {
  const query = useQuery({ queryKey: ['case', number, 'colleagues'], queryFn: () => ask(api.GET('/api/cases/{number}/colleagues', { params: { path: { number } } })) })
  return (query.data?.items ?? []).filter((one) => (organisation === undefined || one.organisation.code === organisation) && (role === undefined || one.role === role))
}

function useOptions(among: Among) {
  const { t } = useTranslation()
  const text = useText()
  const search = (one: Colleague) => `${one.name} ${one.nameEn ?? ''}`
  // Who is on leave stands last and is not chosen for new work.
  return useColleagues(among).toSorted((a, b) => Number(a.awayUntil !== null) - Number(b.awayUntil !== null)).map((one) => ({ value: `${one.account} ${one.role} ${one.organisation.code}`, label: [one.name, t(`role.${one.role}`), text(one.organisation.name), one.awayUntil === null ? '' : t('case.awayUntil', { date: one.awayUntil })].filter(Boolean).join(' · '), disabled: one.awayUntil !== null, search: search(one), one }))
}

type Bound = { id?: string; among: Among }

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
