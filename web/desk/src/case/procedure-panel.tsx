// What must be over before the case is decided, and the cases above and below it in joint handling.
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { Case } from '../api/types.ts'
import { StateTag } from '../parts/lamp.tsx'
import { Panel } from '../parts/panel.tsx'
import { useText } from '../parts/text.ts'

type Related = NonNullable<Case['parent']>

function RelatedLine({ one }: { one: Related }) {
  const text = useText()
  return (
    <li>
      <Link to={`/cases/${one.number}`}>{text(one.item.name)}</Link> <StateTag state={one.state} outcome={one.outcome} burdens={one.burdens} />
      <br />
      <small className="quiet">
        {text(one.deciding.name)} · {one.number}
      </small>
    </li>
  )
}

export function ProcedurePanel({ found }: { found: Case }) {
  const { t } = useTranslation()
  const { before, parent, subCases } = found
  if (before.length === 0 && parent === null && subCases.length === 0) return null
  return (
    <Panel title={t('procedure.title')}>
      {before.length > 0 && <p className="quiet">{t('procedure.before')}</p>}
      <ul className="plain">
        {before.map((one) => (
          <li key={`${one.kind}${one.about}`}>
            <strong>{t(`procedure.kind.${one.kind}`)}</strong> {one.until !== null && <span className="quiet">{t('procedure.until', { date: one.until })}</span>}
          </li>
        ))}
      </ul>
      {parent !== null && (
        <>
          <h3>{t('procedure.parent')}</h3>
          <ul className="plain">
            <RelatedLine one={parent} />
          </ul>
        </>
      )}
      {subCases.length > 0 && (
        <>
          <h3>{t('procedure.subCases')}</h3>
          <ul className="plain">
            {subCases.map((one) => (
              <RelatedLine key={one.number} one={one} />
            ))}
          </ul>
        </>
      )}
    </Panel>
  )
}
