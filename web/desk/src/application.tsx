// The application around all screens: theme, query cache, routes; asks who is signed in before anything else.
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { App, ConfigProvider } from 'antd'
import en from 'antd/locale/en_US'
import zh from 'antd/locale/zh_CN'
import { useTranslation } from 'react-i18next'
import { RouterProvider } from 'react-router/dom'
import { Refused } from './api/problem.ts'
import { router } from './routes.tsx'
import { nonceStyles, styleNonce, theme } from './theme.ts'

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      refetchOnWindowFocus: true,
      // A refusal stays a refusal; only silence is worth asking again.
      retry: (count, error) => error instanceof Refused && (error.status === 0 || error.status === 503) && count < 2,
    },
  },
})
// A session may end while a page is open: whoever asks next is told, and the frame shows the way to sign in.
queries.getQueryCache().subscribe((event) => {
  const { error } = event.query.state
  if (event.type === 'updated' && event.action.type === 'error' && error instanceof Refused && error.status === 401) void queries.invalidateQueries({ queryKey: ['session'] })
})
const nonce = styleNonce()
if (nonce !== undefined) nonceStyles(nonce)

export function Application() {
  const { i18n } = useTranslation()
  return (
    <ConfigProvider
      theme={theme}
      locale={i18n.language === 'en' ? en : zh}
      csp={nonce === undefined ? {} : { nonce }}
      wave={{ disabled: true }}
      button={{ autoInsertSpace: false }}
    >
      <App message={{ duration: 4 }}>
        <QueryClientProvider client={queries}>
          <RouterProvider router={router} />
        </QueryClientProvider>
      </App>
    </ConfigProvider>
  )
}
