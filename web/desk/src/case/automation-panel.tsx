// What the system made of the case: its decision with every condition, or why it left the case to a person; a help, never a decision.
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { api, ask } from '../api/client.ts'
import { Refused } from '../api/problem.ts'
import type { Explanation } from '../api/types.ts'
import { Panel } from '../parts/panel.tsx'
import { RefusalNotice } from '../parts/refusal-notice.tsx'
import { useText } from '../parts/text.ts'

/** Most cases were never looked at by the system, and not everybody may read it: both are no fault. */
async function find(number: string): Promise<Explanation | null> {
  try {
    return await ask(api.GET('/api/cases/{number}/explanation', { params: { path: { number } } }))
  } catch (error) {
    if (error instanceof Refused && [403, 404].includes(error.status)) return null
    throw error
  }
}

function Conditions({ why }: { why: Explanation }) {
  const { t } = useTranslation()
  const text = useText()
  return (
    <ul className="plain">
      {why.conditions.map((condition) => (
        <li key={condition.datum}>
          {text(condition.name)}: <strong>{text(condition.value)}</strong> {text(condition.asks) !== '' && <span>{t('automation.asks', { condition: text(condition.asks) })}</span>}{' '}
          <small className="quiet">{text(condition.source)}</small>
        </li>
      ))}
    </ul>
  )
}

/** What no condition shows: data that are missing or that sources say differently. */
function Doubts({ why }: { why: Explanation }) {
  const { t } = useTranslation()
  const text = useText()
  const doubtful = why.data.filter((datum) => datum.state !== 'sure')
  return (
    <ul className="plain">
      {doubtful.map((datum) => (
        <li key={datum.key}>
          {text(datum.name)} <span className="tag tag-correcting">{t(`automation.datum.${datum.state}`)}</span>
          {datum.said.map((one) => (
            <div key={`${text(one.source)}${text(one.value)}`}>
              {text(one.value)} <small className="quiet">{text(one.source)}</small>
            </div>
          ))}
        </li>
      ))}
    </ul>
  )
}

function Reviews({ why }: { why: Explanation }) {
  const { t } = useTranslation()
  return (
    <ul className="plain">
      {why.reviews.map((review) => (
        <li key={review.number}>
          {t('automation.review')} <Link to={`/cases/${review.number}`}>{review.number}</Link> {t(review.changed === null ? 'automation.open' : review.changed ? 'automation.changed' : 'automation.upheld')}
        </li>
      ))}
    </ul>
  )
}

export function AutomationPanel({ number }: { number: string }) {
  const { t } = useTranslation()
  const text = useText()
  const query = useQuery({ queryKey: ['case', number, 'explanation'], queryFn: () => find(number) })
  if (query.error !== null) return <RefusalNotice error={query.error} again={() => void query.refetch()} />
  const why = query.data
  if (why === undefined || why === null) return null
  return (
    <Panel title={t('shell.automation')}>
      <p>{text(why.sentence)}</p>
      {why.rule !== null && <p>{t('automation.rule', { number: why.rule.number, label: why.rule.label })}</p>}
      {why.by === 'person' && <p className="quiet">{t('automation.help')}</p>}
      <ul className="plain">
        {why.reasons.map((reason) => (
          <li key={reason.zh}>{text(reason)}</li>
        ))}
      </ul>
      <Doubts why={why} />
      <Conditions why={why} />
      <Reviews why={why} />
      {why.reversedBy !== null && <p className="notice">{t(`automation.reversedBy.${why.reversedBy}`)}</p>}
    </Panel>
  )
}
