// What the check found, each line with where it stands and what to do; a line shows its element on the drawing. Examples stand below.
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import type { ExampleResult, ModelCheck, ModelProblem } from '../api/types.ts'
import { Nothing, Waiting } from '../parts/panel.tsx'
import { RefusalNotice } from '../parts/refusal-notice.tsx'
import { useText } from '../parts/text.ts'

/** The engine names elements by their ids; a reader knows them by their names. */
function withName(said: string, element: string, name: string): string {
  return name !== '' && said.startsWith(element) ? name + said.slice(element.length) : said
}

function ProblemLine({ problem, name, show }: { problem: ModelProblem; name: string; show: (problem: ModelProblem) => void }) {
  const { t } = useTranslation()
  const text = useText()
  return (
    <li className="problem">
      <button type="button" className="link" onClick={() => show(problem)}>
        {withName(text(problem), problem.element, name)}
      </button>
      <div className="quiet">{text(problem.remedy)}</div>
      <div className="quiet">
        {t('models.line', { line: problem.line })}
        {problem.item !== null && ` · ${t('models.forItem', { code: problem.item })}`} · <code>{problem.code}</code>
      </div>
    </li>
  )
}

function ExampleLine({ result }: { result: ExampleResult }) {
  const { t } = useTranslation()
  const text = useText()
  return (
    <li className="problem">
      <span className={`sign sign-${result.passed ? 'added' : 'removed'}`}>{t(result.passed ? 'models.passed' : 'models.failed')}</span> {result.title}
      {result.fault !== null && <div>{text(result.fault)}</div>}
    </li>
  )
}

type Checking = { check: ModelCheck | undefined; isPending: boolean; error: unknown; isStale: boolean; run: () => void; nameOf: (element: string) => string; show: (problem: ModelProblem) => void }

export function CheckPanel({ check, isPending, error, isStale, run, nameOf, show }: Checking) {
  const { t } = useTranslation()
  const failed = check?.examples.filter((one) => !one.passed).length ?? 0
  const count = (check?.problems.length ?? 0) + failed
  return (
    <div>
      <Button type="primary" loading={isPending} onClick={run}>
        {t('models.runCheck')}
      </Button>
      <RefusalNotice error={error} />
      {check === undefined && isPending && <Waiting />}
      {check !== undefined && (
        <div aria-live="polite">
          <p className={count === 0 ? 'verdict verdict-good' : 'verdict verdict-bad'}>
            {count === 0 ? t('models.noProblems') : t('models.problems', { count })} {isStale && <span className="quiet">{t('models.staleCheck')}</span>}
          </p>
          <ol className="plain">
            {check.problems.map((problem) => (
              <ProblemLine key={`${problem.code}${problem.element}${problem.line}${problem.zh}`} problem={problem} name={nameOf(problem.element)} show={show} />
            ))}
          </ol>
          <h2>{t('models.examples')}</h2>
          {check.examples.length === 0 && <Nothing>{t('models.noExamples')}</Nothing>}
          <ul className="plain">
            {check.examples.map((result) => (
              <ExampleLine key={result.title} result={result} />
            ))}
          </ul>
        </div>
      )}
    </div>
  )
}
