// What the applicant asked for and handed in: answers, materials, files; each file opens as it was received.
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { formOf, itemOf } from '../api/reading.ts'
import type { Case, CaseFile, Look, Material, Requirement } from '../api/types.ts'
import { FormAnswers } from '../parts/answers.tsx'
import { documentsOf, isFetched, materialsFor } from '../parts/materials.ts'
import { Nothing, Panel } from '../parts/panel.tsx'
import { formatMoment, formatSize, useText } from '../parts/text.ts'
import { NewMark } from './changed-note.tsx'
import { type Answered, Evidence, useEvidence } from './evidence.tsx'
import { ShownNumber } from './shown-number.tsx'

function FileLine({ number, file, fresh }: { number: string; file: CaseFile; fresh: boolean }) {
  const { t } = useTranslation()
  // A paper handed in at a window may have no scan.
  if (file.sha256 === '') return <span className="file quiet">{file.name}</span>
  return (
    <a href={`/api/cases/${number}/files/${file.id}`} target="_blank" rel="noreferrer" className="file" title={formatMoment(file.at)}>
      {file.name} <small className="quiet">{formatSize(file.bytes)}</small>
      {file.version > 1 && <small className="tag">{t('case.corrected')}</small>} {fresh && <NewMark />}
    </a>
  )
}

function MaterialLine({ material, files, number, fresh, borne, answered }: { material: Material; files: CaseFile[]; number: string; fresh: readonly string[]; borne: Requirement['evidence']; answered: Answered }) {
  const { t } = useTranslation()
  const text = useText()
  const received = files.some((file) => !file.paper) ? 'electronic' : files.length > 0 ? 'paper' : isFetched(material) ? 'fetched' : 'missing'
  const need = isFetched(material) ? t('material.need.fetched') : material.when === undefined ? t(`material.need.${material.need ?? 'required'}`) : t('material.when')
  return (
    <li>
      <span className={`receipt receipt-${received}`}>{t(`material.${received}`)}</span>
      <div>
        <span>{text(material.name)}</span> <small className="quiet">{need}</small>
        {files.map((file) => (
          <FileLine key={file.id} number={number} file={file} fresh={fresh.includes(file.id)} />
        ))}
        <Evidence of={borne} answered={answered} />
      </div>
    </li>
  )
}

function MissingNotice({ found }: { found: Case }) {
  const { t } = useTranslation()
  if (found.missing.length === 0) return null
  return (
    <div className="notice">
      {t('case.missing')}
      <ul>
        {found.missing.map((point) => (
          <li key={point.text}>{point.text}</li>
        ))}
      </ul>
    </div>
  )
}

/** What the tables said of this case, and the conditions of its form, each with the answers that it reads. */
function Rules({ rules, answered }: { rules: Requirement[]; answered: Answered }) {
  const { t } = useTranslation()
  const text = useText()
  if (rules.length === 0) return null
  return (
    <Panel title={t('case.rules')}>
      <ul className="plain">
        {rules.map((rule) => (
          <li key={rule.key} className="rule">
            <div>{text(rule.name)}</div>
            <Evidence of={rule.evidence} answered={answered} />
          </li>
        ))}
      </ul>
    </Panel>
  )
}

export function ApplicationPanel({ found, look }: { found: Case; look: Look | undefined }) {
  const { t } = useTranslation()
  const evidence = useEvidence(found.number) ?? []
  const fresh = look?.files ?? []
  const form = useQuery(formOf(found.item.code, found.item.version))
  const item = useQuery(itemOf(found.item.code, found.item.version))
  const handed = new Set(found.files.map((file) => file.material))
  const documents = form.data === undefined ? [] : documentsOf(form.data).filter((one) => handed.has(one.key))
  const materials = [...(item.data === undefined ? [] : materialsFor(item.data, found.scenario)), ...documents]
  const named = new Set(materials.map((material) => material.key))
  const answered: Answered = { form: found.form, definition: form.data }
  const others = found.files.filter((file) => !named.has(file.material))
  return (
    <>
      <Panel title={t('case.answers')}>
        <FormAnswers
          form={found.form}
          definition={form.data}
          changed={look?.fields}
          cover={(at, label, shown) => (found.masked.includes(at) ? <ShownNumber key={at} number={found.number} field={at} of={label}>{shown}</ShownNumber> : shown)}
        />
      </Panel>
      <Panel title={t('case.materials')}>
        <MissingNotice found={found} />
        {materials.length === 0 && others.length === 0 && <Nothing>{t('case.noMaterials')}</Nothing>}
        <ul className="materials">
          {materials.map((material) => (
            <MaterialLine
              key={material.key}
              material={material}
              number={found.number}
              files={found.files.filter((file) => file.material === material.key)}
              fresh={fresh}
              borne={evidence.find((one) => one.key === material.key)?.evidence.filter((one) => one.source !== 'file' && one.source !== 'paper') ?? []}
              answered={answered}
            />
          ))}
        </ul>
        {others.length > 0 && (
          <div className="other-files">
            <h3>{t('case.otherFiles')}</h3>
            {others.map((file) => (
              <FileLine key={file.id} number={found.number} file={file} fresh={fresh.includes(file.id)} />
            ))}
          </div>
        )}
      </Panel>
      <Rules rules={evidence.filter((one) => one.need === 'rule' || one.need === 'condition')} answered={answered} />
    </>
  )
}
