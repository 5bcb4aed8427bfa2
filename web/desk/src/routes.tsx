// The addresses of the desk; every screen but the work list is loaded when it is opened.
import { createBrowserRouter, Navigate } from 'react-router'
import { Frame } from './shell/frame.tsx'
import { Lost } from './shell/lost.tsx'
import { WorkList } from './work-list/work-list.tsx'
import { needModelWords } from './words/index.ts'

/** A page about models, with its words, which the first load does without. */
async function withModelWords<T>(page: Promise<T>): Promise<T> {
  await needModelWords()
  return page
}

export const router = createBrowserRouter(
  [
    { path: '/sign-in', lazy: async () => ({ Component: (await import('./sign-in/sign-in.tsx')).SignIn }), HydrateFallback: () => null },
    {
      path: '/',
      Component: Frame,
      HydrateFallback: () => null,
      ErrorBoundary: Lost,
      children: [
        { index: true, Component: WorkList },
        { path: 'cases/:number', lazy: async () => ({ Component: (await import('./case/case-page.tsx')).CasePage }) },
        { path: 'board', lazy: async () => ({ Component: (await import('./board/board-page.tsx')).BoardPage }) },
        { path: 'inbox', lazy: async () => ({ Component: (await import('./inbox/inbox-page.tsx')).InboxPage }) },
        { path: 'staffing', lazy: async () => ({ Component: (await import('./staffing/staffing-page.tsx')).StaffingPage }) },
        { path: 'intake', lazy: async () => ({ Component: (await import('./intake/intake.tsx')).IntakePage }) },
        { path: 'items', lazy: async () => ({ Component: (await import('./items/item-list.tsx')).ItemList }) },
        { path: 'items/:code', lazy: async () => ({ Component: (await import('./items/item-page.tsx')).ItemPage }) },
        { path: 'organisations', lazy: async () => ({ Component: (await import('./places/organisation-list.tsx')).OrganisationList }) },
        { path: 'people', lazy: async () => ({ Component: (await import('./people/people-list.tsx')).PeopleList }) },
        { path: 'life', lazy: async () => ({ Component: (await import('./life/life-page.tsx')).LifePage }) },
        { path: 'clients', lazy: async () => ({ Component: (await import('./clients/client-list.tsx')).ClientList }) },
        { path: 'upstreams', lazy: async () => ({ Component: (await import('./upstreams/upstream-list.tsx')).UpstreamList }) },
        { path: 'proposals', lazy: async () => ({ Component: (await import('./proposals/proposal-page.tsx')).ProposalPage }) },
        { path: 'personal-data/retention', lazy: async () => ({ Component: (await import('./purposes/retention-page.tsx')).RetentionPage }) },
        { path: 'personal-data', lazy: async () => ({ Component: (await import('./purposes/purpose-list.tsx')).PurposeList }) },
        { path: 'licences', lazy: async () => ({ Component: (await import('./licences/licence-list.tsx')).LicenceList }) },
        { path: 'licences/:id', lazy: async () => ({ Component: (await import('./licences/licence-page.tsx')).LicencePage }) },
        { path: 'registers', element: <Navigate to="/registers/letters" replace /> },
        { path: 'registers/letters', lazy: async () => ({ Component: (await import('./registers/waiting-letters.tsx')).WaitingLetters }) },
        { path: 'registers/checks', lazy: async () => ({ Component: (await import('./registers/checks.tsx')).Checks }) },
        { path: 'registers/guardians', lazy: async () => ({ Component: (await import('./registers/guardians.tsx')).Guardians }) },
        { path: 'registers/powers', lazy: async () => ({ Component: (await import('./registers/powers.tsx')).Powers }) },
        { path: 'registers/bars', lazy: async () => ({ Component: (await import('./registers/bars.tsx')).Bars }) },
        { path: 'registers/seals', lazy: async () => ({ Component: (await import('./registers/seals.tsx')).Seals }) },
        { path: 'automation', lazy: async () => ({ Component: (await import('./automation/automation-page.tsx')).AutomationPage }) },
        { path: 'ledger', lazy: async () => ({ Component: (await import('./ledger/ledger-page.tsx')).LedgerPage }) },
        { path: 'models', lazy: async () => ({ Component: (await withModelWords(import('./models/model-list.tsx'))).ModelList }) },
        { path: 'models/:body/:kind/:name', lazy: async () => ({ Component: (await withModelWords(import('./models/model-page.tsx'))).ModelPage }) },
        { path: 'models/:body/:kind/:name/comparison', lazy: async () => ({ Component: (await withModelWords(import('./models/comparison-page.tsx'))).ComparisonPage }) },
        { path: 'model-drafts/:id', lazy: async () => ({ Component: (await withModelWords(import('./models/draft-page.tsx'))).DraftPage }) },
        { path: '*', Component: Lost },
      ],
    },
  ],
  { basename: '/desk' },
)
