// Intake at the window: a clerk enters what a person brings on paper (收件), and prints the receipt that lists it.
import { useQuery } from '@tanstack/react-query'
import { Form } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'react-router'
import { formOf, itemOf } from '../api/reading.ts'
import { ScreenHead, Waiting } from '../parts/panel.tsx'
import { RefusalNotice } from '../parts/refusal-notice.tsx'
import { ItemChoice } from '../work-list/filters.tsx'
import { IntakeForm } from './intake-form.tsx'
import { Receipt } from './receipt.tsx'
import type { Taken } from './taken.ts'

function ItemIntake({ code, done }: { code: string; done: (taken: Taken) => void }) {
  const item = useQuery(itemOf(code))
  const form = useQuery(formOf(code))
  if (item.isPending || form.isPending) return <Waiting />
  const error = item.error ?? form.error
  if (error !== null || item.data === undefined || form.data === undefined) return <RefusalNotice error={error} again={() => void Promise.all([item.refetch(), form.refetch()])} />
  return <IntakeForm item={item.data} definition={form.data} done={done} />
}

export function IntakePage() {
  const { t } = useTranslation()
  const [search, setSearch] = useSearchParams()
  const [taken, setTaken] = useState<Taken | null>(null)
  const code = search.get('item')
  if (taken !== null)
    return (
      <Receipt
        taken={taken}
        next={() => {
          setTaken(null)
          setSearch({})
        }}
      />
    )
  return (
    <div className="screen narrow">
      <ScreenHead title={t('intake.title')} note={t('intake.note')} />
      <Form layout="vertical" component="div">
        <Form.Item label={t('intake.item')} required>
          <ItemChoice value={code ?? undefined} onChange={(item) => setSearch(item === undefined ? {} : { item })} />
        </Form.Item>
      </Form>
      {code !== null && <ItemIntake key={code} code={code} done={setTaken} />}
    </div>
  )
}
