// The 公示 of a case: what was made public, until when, and the objections that came, each to be answered before the decision.
import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, ask, sendAct } from '../api/client.ts'
import { Refused } from '../api/problem.ts'
import type { Case, Publicity } from '../api/types.ts'
import { ActDrawer } from '../parts/act-drawer.tsx'
import { Panel } from '../parts/panel.tsx'
import { RefusalNotice } from '../parts/refusal-notice.tsx'
import { formatMoment } from '../parts/text.ts'

async function find(number: string): Promise<Publicity | null> {
  try {
    return await ask(api.GET('/api/cases/{number}/publicity', { params: { path: { number } } }))
  } catch (error) {
    if (error instanceof Refused && [403, 404].includes(error.status)) return null
    throw error
  }
}

export function PublicityPanel({ found, onChanged }: { found: Case; onChanged: () => void }) {
  const { t } = useTranslation()
  const [open, setOpen] = useState<'publish' | { objection: string } | null>(null)
  const { number } = found
  const query = useQuery({ queryKey: ['case', number, 'publicity'], queryFn: () => find(number) })
  if (query.error !== null) return <RefusalNotice error={query.error} again={() => void query.refetch()} />
  const said = query.data
  if (!said || (said.items.length === 0 && !said.possible)) return null
  const act = open === 'publish' ? 'publish-notice' : 'answer-objection'
  return (
    <Panel title={t('procedure.publicity.title')}>
      {said.items.map((one) => (
        <div key={one.id}>
          <p>
            <span className={one.state === 'closed' ? 'tag' : 'tag tag-open'}>{t(`procedure.publicity.state.${one.state}`)}</span> <span className="quiet">{t('procedure.publicity.days', { from: one.startsOn, to: one.endsOn })}</span>
          </p>
          <p>{one.summary}</p>
          {one.objections.length === 0 && <p className="quiet">{t('procedure.publicity.noObjections')}</p>}
          <ul className="plain">
            {one.objections.map((objection) => (
              <li key={objection.id}>
                <strong>{objection.name}</strong> <span className="quiet">{`${objection.contact} · ${formatMoment(objection.at)}`}</span>
                <blockquote className="said">{objection.text}</blockquote>
                {objection.answer === null ? <Button onClick={() => setOpen({ objection: objection.id })}>{t('act.answer-objection')}</Button> : <p className="quiet">{t('procedure.publicity.answered', { answer: objection.answer })}</p>}
              </li>
            ))}
          </ul>
        </div>
      ))}
      {said.possible && (
        <Button onClick={() => setOpen('publish')} block>
          {t('act.publish-notice')}
        </Button>
      )}
      {open !== null && (
        <ActDrawer
          key={act}
          title={t(`act.${act}`)}
          explanation={t(`act.about.${act}`)}
          fields={[{ name: open === 'publish' ? 'summary' : 'answerWords', kind: 'words', required: true }]}
          context={{}}
          send={(body, key) => (open === 'publish' ? sendAct({ case: number, act: 'publicity' }, body, key) : sendAct({ case: number, objection: open.objection, act: 'answer' }, { answer: body['answerWords'] }, key))}
          stale={['cases', 'case']}
          onClose={(changed) => {
            setOpen(null)
            if (changed) onChanged()
          }}
        />
      )}
    </Panel>
  )
}
