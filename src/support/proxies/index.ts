// register: proxies 亲友代办: who may help whom, by whose own consent, for what and until when. 个人信息保护法 14, 15.
import type { Context } from '#base/context'
import { proxyFollower } from './follow.ts'
import { proxyRoutes } from './routes.ts'
import { proxyHoldings } from './store-holdings.ts'
import { proxyBelongings } from './store-belongings.ts'

export const proxies: Context = { name: 'proxies', migrations: `${import.meta.dirname}/migrations`, belongings: proxyBelongings, holdings: proxyHoldings, routes: proxyRoutes, followers: (ground) => [proxyFollower(ground)] }
