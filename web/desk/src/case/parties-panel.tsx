// Who takes part: parties of the case, those who were asked to apply together and have still to say, and the three organisations that receive, handle and decide.
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { sendJson } from '../api/client.ts'
import type { Case } from '../api/types.ts'
import { storeScan } from '../intake/send-intake.ts'
import { ActDrawer, type Body } from '../parts/act-drawer.tsx'
import type { ActField } from '../parts/act-fields.tsx'
import { Facts, Panel } from '../parts/panel.tsx'
import { formatMoment, useText } from '../parts/text.ts'
import { ShownNumber } from './shown-number.tsx'

type Party = Case['parties'][number]

const answerFields: ActField[] = [
  { name: 'join', kind: 'choice', required: true, options: ['yes', 'no'], words: 'entering.join', first: 'yes' },
  { name: 'joinMeans', kind: 'choice', required: true, options: ['present', 'paper'], words: 'entering.means', first: 'present' },
  { name: 'readName', kind: 'line', required: true },
  { name: 'readNumber', kind: 'line', required: true },
  { name: 'signedPaper', kind: 'scan', required: true, when: { field: 'joinMeans', value: 'paper' } },
]

async function sendAnswer(number: string, place: number, { join, joinMeans: means, readName: name, readNumber: idNumber, signedPaper }: Body, key: string): Promise<unknown> {
  const kept = signedPaper instanceof File ? await storeScan({ material: 'other', file: signedPaper }, `${key}-scan`) : undefined
  return sendJson(`/api/cases/${encodeURIComponent(number)}/joint-applicants/${place}`, { join: join === 'yes', means, name, idNumber, ...(kept ? { paper: { name: kept.name, sha256: kept.sha256, type: kept.type, bytes: kept.bytes } } : {}) }, key)
}

/** The numbers of a party, each masked one with its own way to be shown whole. */
function Numbers({ party, found }: { party: Party; found: Case }) {
  const { t } = useTranslation()
  const all = [['idNumber', party.idNumber], ['phone', party.phone ?? '']] as const
  return all.filter(([, value]) => value !== '').map(([name, value], place) => {
    const field = `/parties/${party.place}/${name}`
    return (
      <span key={name} className="quiet">
        {place > 0 && ' · '}
        {found.masked.includes(field) ? <ShownNumber number={found.number} field={field} of={`${party.name} ${t(`shownNumber.${name}`)}`}>{value}</ShownNumber> : value}
      </span>
    )
  })
}

function OneParty({ party, found, record }: { party: Party; found: Case; record: (() => void) | undefined }) {
  const { t } = useTranslation()
  return (
    <span>
      {party.name} {party.ended !== null && <span className="tag tag-refused">{t(`life.ending.${party.ended}`)}</span>} {party.role === 'third-party' && <span className="tag">{party.toldOn === null ? t('procedure.notTold') : t('procedure.toldOn', { date: party.toldOn, until: party.speakUntil })}</span>}{' '}
      <Numbers party={party} found={found} />
      {party.interest !== null && <small className="quiet"> {t('procedure.interest', { interest: party.interest })}</small>}
      {party.address !== null && <small className="quiet"> {t('entering.sendTo', { address: party.address })}</small>}{' '}
      {record !== undefined && (
        <Button size="small" onClick={record} aria-label={`${t('entering.record')} ${party.name}`}>
          {t('entering.record')}
        </Button>
      )}
    </span>
  )
}

export function PartiesPanel({ found, onChanged }: { found: Case; onChanged: () => void }) {
  const { t } = useTranslation()
  const text = useText()
  const [asked, setAsked] = useState<Party | null>(null)
  const waits = found.state === 'submitted' || found.state === 'correcting'
  const parties = found.parties.map((party) => [t(`party.${party.role}`, { defaultValue: party.role }), <OneParty key={party.place} party={party} found={found} record={waits && party.role === 'invited' ? () => setAsked(party) : undefined} />] as const)
  return (
    <Panel title={t('case.parties')}>
      <Facts
        rows={[
          ...parties,
          [t('case.receiving'), text((found.window ?? found.receiving).name)],
          [t('case.handling'), text((found.team ?? found.handling).name)],
          [t('case.deciding'), text(found.deciding.name)],
          [t('case.openedAt'), formatMoment(found.openedAt)],
          [t('case.itemVersion'), String(found.item.version)],
        ]}
      />
      {asked !== null && (
        <ActDrawer
          title={t('entering.recordTitle', { name: asked.name })}
          explanation={t('entering.recordAbout')}
          fields={answerFields}
          context={{}}
          send={(body, key) => sendAnswer(found.number, asked.place, body, key)}
          stale={['cases', 'case']}
          onClose={(changed) => {
            setAsked(null)
            if (changed) onChanged()
          }}
        />
      )}
    </Panel>
  )
}
