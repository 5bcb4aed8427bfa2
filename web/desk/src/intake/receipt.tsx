// The receipt of an intake, to be printed: number, moment, item, applicant and every paper that was taken (许可法第三十二条).
import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useSession } from '../api/session.ts'
import { Facts } from '../parts/panel.tsx'
import { formatMoment, useText } from '../parts/text.ts'
import { VisitCodes } from '../parts/visit-codes.tsx'
import { FormAnswers } from '../parts/answers.tsx'
import { formOf } from '../api/reading.ts'
import { Confirmation } from './confirmation.tsx'
import { ReceiptPromises } from './receipt-promises.tsx'
import { PrintedLetters } from './printed-letters.tsx'
import { useKeys } from '../shell/keys.ts'
import type { Taken } from './taken.ts'

export function Receipt({ taken, next }: { taken: Taken; next: () => void }) {
  const { t } = useTranslation()
  const text = useText()
  const session = useSession()
  const form = useQuery(formOf(taken.item.code))
  useKeys({ p: () => window.print(), n: next })
  return (
    <div className="screen narrow">
      <article className="receipt-sheet">
        <h1>{t('receipt.title')}</h1>
        <Facts
          rows={[
            [t('work.number'), <strong key="number" className="number">{taken.number}</strong>],
            [t('receipt.at'), formatMoment(taken.receivedAt)],
            [t('intake.receivedOn'), taken.receivedOn],
            [t('work.item'), text(taken.item.content.name)],
            [t('work.applicant'), taken.applicant.name],
            ...taken.parties.filter(({ role }) => role !== 'applicant').map(({ role, name }) => [t(`party.${role}`), name] as const),
            [t('receipt.clerk'), session.data?.account?.name],
          ]}
        />
        <h2>{t('receipt.papers', { count: taken.papers.length })}</h2>
        <ol>
          {taken.papers.map((material) => (
            <li key={material.key}>
              {text(material.name)}
              {(material.copies ?? 1) > 1 && ` × ${material.copies}`}
            </li>
          ))}
        </ol>
        {taken.files.length > 0 && (
          <>
            <h2>{t('receipt.files', { count: taken.files.length })}</h2>
            <ol>
              {taken.files.map((name) => (
                <li key={name}>{name}</li>
              ))}
            </ol>
          </>
        )}
        <ReceiptPromises promises={taken.promises} item={taken.item} />
        <h2>{t('confirm.answers')}</h2>
        <FormAnswers form={taken.answers} definition={form.data} />
        <p>{t('receipt.notAcceptance')}</p>
        <Confirmation number={taken.number} part="code" />
        <VisitCodes number={taken.number} />
      </article>
      <div className="no-print">
        <PrintedLetters number={taken.number} />
        <Confirmation number={taken.number} part="pad" />
      </div>
      <div className="drawer-end no-print">
        <Button type="primary" onClick={() => window.print()}>
          {t('receipt.print')} <kbd>p</kbd>
        </Button>
        <Link to={`/cases/${taken.number}`}>{t('receipt.open')}</Link>
        <Button onClick={next}>
          {t('receipt.next')} <kbd>n</kbd>
        </Button>
      </div>
    </div>
  )
}
