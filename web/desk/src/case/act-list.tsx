// What may be done now by this person, each reached by its digit; the server has already decided what stands here.
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { Nothing, Panel } from '../parts/panel.tsx'
import { useText } from '../parts/text.ts'
import type { OpenAct } from './acts.ts'

export function ActList({ acts, open }: { acts: OpenAct[]; open: (act: OpenAct) => void }) {
  const { t } = useTranslation()
  const text = useText()
  const label = (act: OpenAct) => {
    const name = t(`act.${act.name}`, { defaultValue: act.name })
    return act.kind.onStep === true ? t('act.onStep', { act: name, step: [text(act.stepName), act.who].filter(Boolean).join(' · ') }) : name
  }
  return (
    <Panel title={t('case.acts')}>
      {acts.length === 0 && <Nothing>{t('case.noActs')}</Nothing>}
      <div className="acts">
        {acts.map((act, index) => (
          <Button
            key={`${act.name}${act.step ?? ''}`}
            type={index === 0 ? 'primary' : 'default'}
            danger={act.kind.grave === true && index > 0}
            onClick={() => open(act)}
            block
          >
            <span>
              {label(act)}
            </span>
            {index < 9 && <kbd>{index + 1}</kbd>}
          </Button>
        ))}
      </div>
    </Panel>
  )
}
