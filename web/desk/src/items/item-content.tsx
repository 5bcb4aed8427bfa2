// What an item says of itself: bodies, limits, basis in law, conditions, materials, results, remedies.
import { useTranslation } from 'react-i18next'
import type { Item, Limit, Material } from '../api/types.ts'
import { Facts, Panel } from '../parts/panel.tsx'
import { useText } from '../parts/text.ts'

function useLimit() {
  const { t } = useTranslation()
  return (limit: Limit | undefined) => {
    if (limit === undefined) return ''
    const basis = limit.basis === undefined ? '' : ` · ${limit.basis.law}${limit.basis.article ?? ''}`
    return t(`term.days.${limit.days === 0 ? 'none' : limit.unit}`, { count: limit.days }) + basis
  }
}

function Materials({ materials }: { materials: Material[] }) {
  const { t } = useTranslation()
  const text = useText()
  return (
    <Panel title={t('items.materials', { count: materials.length })}>
      <ol className="rows">
        {materials.map((material) => (
          <li key={material.key}>
            {text(material.name)}{' '}
            <span className="quiet">
              {[material.need && t(`material.need.${material.need}`), material.form && t(`material.form.${material.form}`), material.source && t(`material.source.${material.source}`, { defaultValue: material.source })]
                .filter(Boolean)
                .join(' · ')}
            </span>
          </li>
        ))}
      </ol>
    </Panel>
  )
}

/** What the place itself writes for those who apply, as they read it. */
function Guide({ item }: { item: Item }) {
  const { t, i18n } = useTranslation()
  const blocks = (i18n.language === 'en' ? item.guide.en : undefined) ?? item.guide.zh
  if (blocks.length === 0) return null
  return (
    <Panel title={t('items.guide')}>
      {blocks.map((block) => {
        const key = `${block.kind} ${block.text ?? block.items?.[0] ?? ''}`
        const lines = block.items?.map((one) => <li key={one}>{one}</li>)
        if (block.kind === 'heading') return <h3 key={key}>{block.text}</h3>
        if (block.kind === 'paragraph') return <p key={key}>{block.text}</p>
        return block.ordered === true ? <ol key={key}>{lines}</ol> : <ul key={key}>{lines}</ul>
      })}
    </Panel>
  )
}

export function ItemContentPanels({ item }: { item: Item }) {
  const { t } = useTranslation()
  const text = useText()
  const limit = useLimit()
  const { content } = item
  const organisation = (code: string | undefined) => {
    const known = item.bodies.find((each) => each.code === code)
    return known === undefined ? (code ?? '') : text(known.name)
  }
  return (
    <>
      <Panel title={t('items.content')}>
        <Facts
          rows={[
            [t('items.type'), t(`itemType.${content.type}`, { defaultValue: content.type })],
            [t('items.level'), content.level && t(`level.${content.level}`, { defaultValue: content.level })],
            [t('items.caseKind'), content.caseKind && t(`caseKind.${content.caseKind}`, { defaultValue: content.caseKind })],
            [t('items.targets'), content.targets?.map((target) => t(`target.${target}`, { defaultValue: target })).join('、')],
            [t('case.receiving'), organisation(content.bodies?.receiving)],
            [t('case.handling'), organisation(content.bodies?.handling)],
            [t('case.deciding'), organisation(content.bodies?.deciding)],
            [t('items.joint'), content.bodies?.joint?.map((each) => `${organisation(each.organisation)}${each.task ? `（${text(each.task)}）` : ''}`).join('；')],
            [t('items.automation'), t('automation.grade', { grade: content.automation?.grade ?? 0 })],
            [t('items.statutory'), limit(content.limits?.statutory)],
            [t('items.promised'), limit(content.limits?.promised)],
            [t('items.visits'), content.onsiteVisits === undefined ? '' : String(content.onsiteVisits)],
            [t('items.fees'), (content.fees?.length ?? 0) === 0 ? t('items.free') : content.fees?.map((fee) => `${text(fee.name)} ${text(fee.standard)}`).join('；')],
            [t('items.results'), content.results?.map((result) => text(result.name)).join('；')],
          ]}
        />
        {item.flags.length > 0 && <p className="notice">{t('items.flags', { flags: item.flags.join('、') })}</p>}
      </Panel>
      <Guide item={item} />
      {(content.conditions?.length ?? 0) > 0 && (
        <Panel title={t('items.conditions')}>
          <ol className="rows">{content.conditions?.map((condition) => <li key={condition.zh}>{text(condition)}</li>)}</ol>
        </Panel>
      )}
      {(content.materials?.length ?? 0) > 0 && <Materials materials={content.materials ?? []} />}
      {(content.legalBasis?.length ?? 0) > 0 && (
        <Panel title={t('items.basis')}>
          <ul className="rows">
            {content.legalBasis?.map((basis) => (
              <li key={`${basis.law}${basis.article}`}>
                {basis.law} {basis.article}
                {basis.text !== undefined && <blockquote>{basis.text}</blockquote>}
              </li>
            ))}
          </ul>
        </Panel>
      )}
      {content.remedy !== undefined && (
        <Panel title={t('items.remedy')}>
          <Facts rows={[[t('items.review'), text(content.remedy.review)], [t('items.court'), text(content.remedy.court)]]} />
        </Panel>
      )}
    </>
  )
}
