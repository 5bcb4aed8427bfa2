// Noting leave and who stands in: the deputy must hold one of the same posts. Leave that is noted stands above.
import { Button, Form, Input, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAct } from '../api/act.ts'
import { sendJson } from '../api/client.ts'
import type { Absences } from '../api/types.ts'
import { Nothing, Panel } from '../parts/panel.tsx'
import { RefusalNotice } from '../parts/refusal-notice.tsx'
import { formatDate } from '../parts/text.ts'
import type { Person } from './staffing-page.tsx'

type New = { account: string; from: string; until: string; deputy?: string }

export function Leave({ absences, people, managed, me }: { absences: Absences['items']; people: Person[]; managed: Person[]; me: string }) {
  const { t } = useTranslation()
  const today = formatDate(new Date().toISOString())
  const [input, setInput] = useState<New>({ account: me, from: today, until: today })
  const note = useAct<New, unknown>((body, key) => sendJson('/api/absences', body, key), ['absences', 'case'])
  const end = useAct<string, unknown>((id, key) => sendJson(`/api/absences/${id}/end`, {}, key), ['absences', 'case'])
  const away = people.find((one) => one.account === input.account)
  const fits = people.filter((one) => one.account !== input.account && one.posts.some((post) => away?.posts.some((own) => own.role === post.role && own.organisation === post.organisation && (post.section === null || post.section === own.section))))
  const mayEnd = (account: string) => managed.some((one) => one.account === account)
  return (
    <Panel title={t('staffing.leave')}>
      <p className="quiet">{t('staffing.leaveNote')}</p>
      {absences.length === 0 && <Nothing>{t('staffing.noLeave')}</Nothing>}
      <ul className="plain">
        {absences.map((one) => (
          <li key={one.id}>
            <strong>{one.person.name}</strong> {t('parts.fromTo', { from: one.from, to: one.until })}{' '}
            {one.deputy !== null && (
              <span className="quiet">
                {t('staffing.deputy')} {one.deputy.name}
              </span>
            )}{' '}
            {mayEnd(one.person.account) && (
              <Button size="small" type="text" onClick={() => end.mutate(one.id)}>
                {t('staffing.end')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      <Form layout="vertical" component="form" onFinish={() => note.mutate(input)}>
        <div className="field-row">
          <Form.Item label={t('staffing.who')} htmlFor="leave-who">
            <Select id="leave-who" value={input.account} options={managed.map((one) => ({ value: one.account, label: one.account === me ? `${one.name}（${t('staffing.me')}）` : one.name }))} onChange={(account: string) => setInput({ account, from: input.from, until: input.until })} />
          </Form.Item>
          <Form.Item label={t('staffing.from')} htmlFor="leave-from">
            <Input id="leave-from" type="date" min={today} value={input.from} onChange={(event) => setInput({ ...input, from: event.target.value })} />
          </Form.Item>
          <Form.Item label={t('staffing.until')} htmlFor="leave-until">
            <Input id="leave-until" type="date" min={input.from} value={input.until} onChange={(event) => setInput({ ...input, until: event.target.value })} />
          </Form.Item>
          <Form.Item label={t('staffing.deputy')} htmlFor="leave-deputy">
            <Select
              id="leave-deputy"
              allowClear
              value={input.deputy ?? null}
              placeholder={t('staffing.noDeputy')}
              notFoundContent={t('field.noColleague')}
              options={fits.map((one) => ({ value: one.account, label: one.name }))}
              onChange={(deputy: string | null | undefined) => setInput({ account: input.account, from: input.from, until: input.until, ...(deputy ? { deputy } : {}) })}
            />
          </Form.Item>
        </div>
        <RefusalNotice error={note.error ?? end.error} />
        <Button htmlType="submit" type="primary" loading={note.isPending}>
          {t('staffing.note')}
        </Button>
      </Form>
    </Panel>
  )
}
