// One licence: its face, its standing, its past, and the acts that may be done on it.
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate, useParams } from 'react-router'
import { api, ask, sendAct } from '../api/client.ts'
import type { Case, Licence } from '../api/types.ts'
import { ActDrawer } from '../parts/act-drawer.tsx'
import { Facts, Nothing, Panel, ScreenHead, Waiting } from '../parts/panel.tsx'
import { RefusalNotice } from '../parts/refusal-notice.tsx'
import { formatMoment, useText } from '../parts/text.ts'
import { useKeys } from '../shell/keys.ts'
import { type LicenceAct, licenceActs } from './licence-acts.ts'

function Face({ licence }: { licence: Licence }) {
  const { t } = useTranslation()
  const text = useText()
  return (
    <Panel
      title={t('licences.face')}
      end={
        <span>
          <a href={`/api/licences/${licence.id}/pdf`} target="_blank" rel="noreferrer">
            PDF
          </a>{' '}
          <a href={`/api/licences/${licence.id}/jws`} target="_blank" rel="noreferrer">
            JWS
          </a>
        </span>
      }
    >
      <Facts rows={licence.lines.map((line) => [text(line.label), line.value] as const)} />
    </Panel>
  )
}

function Past({ licence }: { licence: Licence }) {
  const { t } = useTranslation()
  const text = useText()
  const past = licence.history
  return (
    <Panel title={t('licences.history')}>
      {past.length === 0 && <Nothing>{t('licences.noHistory')}</Nothing>}
      <ol className="timeline">
        {past.map((entry) => (
          <li key={`${entry.at}${entry.kind}`}>
            <time>{formatMoment(entry.at)}</time>
            <span>
              <strong>{t(`act.done.${entry.kind.replace(/-because$/, '')}`, { defaultValue: entry.kind })}</strong>{' '}
              <span className="quiet">
                {[entry.version === null ? '' : t('items.version', { version: entry.version }), entry.actor ?? '', entry.basis ?? ''].filter((words) => words !== '').join(' · ')}
              </span>
              {entry.groundText !== null && <div>{text(entry.groundText)}</div>}
              {entry.reason !== null && <blockquote>{entry.reason}</blockquote>}
            </span>
          </li>
        ))}
      </ol>
    </Panel>
  )
}

function Acts({ acts, open }: { acts: LicenceAct[]; open: (act: LicenceAct) => void }) {
  const { t } = useTranslation()
  return (
    <Panel title={t('after.matters')}>
      {acts.length === 0 && <Nothing>{t('after.noMatters')}</Nothing>}
      <div className="acts">
        {acts.map((act, index) =>
          act.open ? (
            <Link key={act.name} to={`/cases/${act.open}`}>
              {t(`licenceAct.${act.name}`, { defaultValue: act.name })} · {t('after.inHand')}
            </Link>
          ) : (
            <Button key={act.name} danger={act.grave === true} onClick={() => open(act)} block>
              <span>{t(`licenceAct.${act.name}`, { defaultValue: act.name })}</span>
              <kbd>{index + 1}</kbd>
            </Button>
          ),
        )}
      </div>
    </Panel>
  )
}

/** A case is opened for an act in law; giving back is an act by itself. */
function sendTo(id: string, { sent, name }: LicenceAct, body: Record<string, unknown>, key: string): Promise<unknown> {
  return sendAct({ licence: id, act: sent }, sent === 'cases' ? { act: name, ...body } : body, key)
}

function useLicence(id: string) {
  return useQuery({ queryKey: ['licence', id], queryFn: () => ask(api.GET('/api/licences/{id}', { params: { path: { id } } })) })
}

export function LicencePage() {
  const { id = '' } = useParams()
  const { t } = useTranslation()
  const text = useText()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const [open, setOpen] = useState<LicenceAct | null>(null)
  const query = useLicence(id)
  const acts = query.data === undefined ? [] : licenceActs(query.data)
  useKeys(Object.fromEntries(acts.map((act, index) => [String(index + 1), () => (act.open ? void navigate(`/cases/${act.open}`) : setOpen(act))])))
  if (query.isPending) return <Waiting />
  if (query.error !== null) return <RefusalNotice error={query.error} again={() => void query.refetch()} />
  const licence = query.data
  return (
    <div className="screen">
      <ScreenHead title={text(licence.type.name)} note={<span className="number">{licence.number}</span>}>
        {licence.renewing && <span className="quiet">{t('after.renewing')}</span>}
        <span className={`tag tag-${licence.state}`}>{t(`licenceState.${licence.state}`, { defaultValue: licence.state })}</span>
      </ScreenHead>
      <div className="licence-columns">
        <div>
          <Face licence={licence} />
          <Past licence={licence} />
        </div>
        <div>
          <Acts acts={acts} open={setOpen} />
          <Panel title={t('licences.standing')}>
            <Facts
              rows={[
                [t('licences.holder'), licence.holder],
                [t('licences.issuer'), text(licence.issuer.name)],
                [t('licences.issued'), licence.issuedOn],
                [t('licences.validFrom'), licence.validFrom],
                [t('licences.expires'), licence.validTo ?? t('licences.noEnd')],
                [t('licences.version'), String(licence.version)],
                [t('licences.identifier'), <code key="identifier">{licence.licence}</code>],
                [t('licences.verify'), <a key="verify" href={licence.verify} target="_blank" rel="noreferrer">{licence.verification}</a>],
                [t('licences.case'), licence.case && <Link to={`/cases/${licence.case}`}>{licence.case}</Link>],
              ]}
            />
          </Panel>
        </div>
      </div>
      {open !== null && (
        <ActDrawer
          key={open.name}
          title={`${t('after.openOffice')}：${t(`licenceAct.${open.name}`)}`}
          explanation={[t(`licenceAct.about.${open.name}`), open.grave === true ? t('after.openOfficeAbout') : t('after.openFavourAbout')].join(' ')}
          fields={open.fields}
          grave={open.grave === true}
          context={{}}
          send={(body, key) => sendTo(id, open, body, key)}
          onDone={(answer) => open.sent === 'cases' && void navigate(`/cases/${(answer as Case).number}`)}
          stale={['licence', 'licences']}
          onClose={(changed) => {
            setOpen(null)
            if (changed) void queries.invalidateQueries({ queryKey: ['licence', id] })
          }}
        />
      )}
    </div>
  )
}
