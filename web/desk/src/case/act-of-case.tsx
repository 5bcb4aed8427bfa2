// One act on one case: its questions in a drawer, its sending with a key of its own.
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { sendAct } from '../api/client.ts'
import { itemOf } from '../api/reading.ts'
import type { Case } from '../api/types.ts'
import { ActDrawer, type Body } from '../parts/act-drawer.tsx'
import { materialsFor } from '../parts/materials.ts'
import { useText } from '../parts/text.ts'
import type { OpenAct } from './acts.ts'
import { LetterPreviewer } from './letter-preview.tsx'

/** What is asked in the words of the desk, as the API writes it. */
function asApi({ rule, consent, partyName, record, idKind, repay, sum, to, ...rest }: Body): Body {
  const section = typeof to === 'string' && to.startsWith('section:') ? to.slice('section:'.length) : undefined
  return {
    ...rest, ...(section !== undefined ? { section } : to === undefined ? {} : { to }),
    ...(repay === undefined ? {} : { repayCents: Math.round(Number(repay) * 100) }),
    ...(sum === undefined ? {} : { cents: Math.round(Number(sum) * 100) }),
    ...(rule === undefined ? {} : { rule: rule === 'two-thirds' ? 'share:2/3' : rule }), ...(consent === undefined ? {} : { consent: consent === 'yes' }),
    ...(partyName === undefined ? {} : { name: partyName, idKind: rest['kind'] === 'legal' ? 'uscc' : idKind }), ...(record === undefined ? {} : { opinion: record }),
  }
}

function send(number: string, act: OpenAct, asked: Body, key: string): Promise<unknown> {
  // To whom a copy goes is asked here only to put the next question; a share is written as the API writes it.
  const { whom: _whom, ...rest } = asked
  const body = asApi(rest)
  if (act.kind.onCopy === true) return sendAct({ case: number, copy: act.copy ?? '', act: act.kind.sent }, body, key)
  if (act.kind.onParty === true) {
    const { party, ...said } = body
    return sendAct({ case: number, party: Number(party), act: act.kind.sent }, said, key)
  }
  if (act.kind.onStep === true) return sendAct({ case: number, step: act.step ?? '', act: act.kind.sent }, body, key)
  return sendAct({ case: number, act: act.kind.sent }, act.kind.withStep === true ? { step: act.step, ...body } : body, key)
}

type Drawer = {
  act: OpenAct
  found: Case
  onClose: (changed: boolean) => void
  /** Shows the next case while this act is sent. */
  leave?: (() => void) | undefined
  failed: (error: unknown, values: Body) => void
  before: { values: Body; error: unknown } | undefined
}

export function ActDrawerOfCase({ act, found, onClose, leave, failed, before }: Drawer) {
  const { t } = useTranslation()
  const text = useText()
  const navigate = useNavigate()
  const item = useQuery(itemOf(found.item.code, found.item.version))
  const title = t(`act.${act.name}`, { defaultValue: act.name })
  const applicant = found.parties.find((party) => party.role === 'applicant')
  return (
    <ActDrawer
      title={act.kind.onStep === true ? t('act.onStep', { act: title, step: text(act.stepName) }) : title}
      explanation={t(`act.about.${act.name}`, { defaultValue: '' })}
      fields={act.kind.fields}
      plain={act.kind.plain === true}
      grave={act.kind.grave === true}
      context={{
        materials: item.data === undefined ? [] : materialsFor(item.data, found.scenario),
        outcomes: act.outcomes,
        burdens: found.burdens,
        ...(act.targets ? { targets: act.targets } : {}),
        ...(act.kinds ? { kinds: act.kinds } : {}),
        ...(act.fees ? { fees: act.fees } : {}),
        parties: found.parties.flatMap(({ place, name, role }) => (act.parties === undefined || act.parties.includes(place) ? [{ place, name, role }] : [])),
        at: { number: found.number, ...act.at },
        results: item.data?.content.results ?? [],
        notified: found.notified,
        owed: found.owed.filter((paper) => paper.metAt === null).map(({ material }) => ({ material, name: text(item.data?.content.materials?.find((each) => each.key === material)?.name) || material })),
        mended: { form: found.form, item: found.item },
        known: { form: found.form, holder: { name: applicant?.name } },
      }}
      send={(body, key) => send(found.number, act, body, key)}
      stale={['cases', 'case', 'saved-lists']}
      leave={act.kind.ends === true ? leave : undefined}
      failed={failed}
      before={before}
      {...(act.kind.letter === true ? { below: (read: () => Body) => <LetterPreviewer number={found.number} act={act.kind.sent} read={() => (act.kind.withStep === true ? { step: act.step, ...read() } : read())} /> } : {})}
      {...(act.kind.opens === true ? { onDone: (answer: unknown) => void navigate(`/cases/${(answer as Case).number}`) } : {})}
      onClose={onClose}
    />
  )
}
