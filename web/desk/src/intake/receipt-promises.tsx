// What the applicant promised in writing, as the receipt prints it: papers by a day, and the promise with all that was told.
import { useTranslation } from 'react-i18next'
import type { Item } from '../api/types.ts'
import { formatDate, useText } from '../parts/text.ts'
import { Told } from './promises.tsx'
import type { Promises } from './taken.ts'

export function ReceiptPromises({ promises: { gaps, offer }, item }: { promises: Promises; item: Item }) {
  const { t } = useTranslation()
  const text = useText()
  return (
    <>
      {gaps !== undefined && (
        <>
          <h2>{t('receipt.gaps', { date: formatDate(gaps.until) })}</h2>
          <ol>
            {gaps.papers.map((material) => (
              <li key={material.key}>{text(material.name)}</li>
            ))}
          </ol>
          <p>{t('receipt.gapsNote')}</p>
        </>
      )}
      {offer !== undefined && (
        <>
          <h2>{t('receipt.promise')}</h2>
          <Told offer={offer} materials={item.content.materials ?? []} />
        </>
      )}
      {(gaps !== undefined || offer !== undefined) && <p className="sign-line">{t('receipt.signed')}</p>}
    </>
  )
}
