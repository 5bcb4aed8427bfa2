// How the desk looks: quiet paper, dark ink, one blue; colour alone never carries a meaning (GB/T 37668-2019).
import type { ThemeConfig } from 'antd'

/** Theme of Ant Design. Motion is off: a desk is read all day. */
export const theme: ThemeConfig = {
  token: {
    colorPrimary: '#17456b',
    colorInfo: '#17456b',
    colorSuccess: '#256b45',
    colorWarning: '#8a5a00',
    colorError: '#a8281e',
    // Ant Design mixes the pale grounds from the strong colours; from dark ones they come out muddy.
    colorInfoBg: '#eaf1f7',
    colorInfoBorder: '#b7cde0',
    colorSuccessBg: '#e8f2ec',
    colorSuccessBorder: '#b5d3c1',
    colorWarningBg: '#fff7e3',
    colorWarningBorder: '#ecd39a',
    colorErrorBg: '#fbebe9',
    colorErrorBorder: '#e8bbb6',
    colorText: '#1d2329',
    colorTextSecondary: '#57606a',
    colorTextTertiary: '#57606a',
    colorTextDescription: '#57606a',
    colorTextPlaceholder: '#6b7480',
    colorBorder: '#c4cad1',
    colorBorderSecondary: '#e3e6ea',
    colorBgLayout: '#f4f5f6',
    // The case stays readable beside the drawer that asks about it.
    colorBgMask: 'rgba(20, 30, 40, 0.16)',
    borderRadius: 4,
    fontSize: 14,
    controlHeight: 32,
    fontFamily: "'PingFang SC','Microsoft YaHei','Noto Sans SC','Hiragino Sans GB',system-ui,sans-serif",
    motion: false,
    boxShadowSecondary: '0 4px 16px rgba(20, 30, 40, 0.14)',
  },
  components: {
    Button: { primaryShadow: 'none', defaultShadow: 'none', dangerShadow: 'none' },
  },
}

/**
 * Gives every style sheet that scripts make the page's nonce. Ant Design passes it to its own, but the scroll lock under its drawers
 * (rc-portal) makes one without; scripts are already ours alone, so nothing is opened by it.
 */
export function nonceStyles(nonce: string): void {
  const make = document.createElement.bind(document)
  document.createElement = ((name: string, options?: ElementCreationOptions) => {
    const made = make(name, options)
    if (made instanceof HTMLStyleElement) made.nonce = nonce
    return made
  }) as typeof document.createElement
}

/** The nonce under which the server lets this page write style sheets; undefined where the server set none. */
export function styleNonce(): string | undefined {
  const nonce = document.querySelector('meta[name="csp-nonce"]')?.getAttribute('content')
  return nonce === null || nonce === undefined || nonce.startsWith('__') ? undefined : nonce
}
