// stream: HTTP in, refusals and answers out: routes, access, cursors, OpenAPI.
export { callerOf, noBody, route, whoseOf, type Call, type Example, type Language, type Reads, type Route } from './route.ts'
export { mayCall, notAllowed, signInNeeded, type Access, type AccessRule, type Caller, type Lack, type Post, type Reach, type Scope } from './access.ts'
export { answerProblem, asProblem, invalidRequest, languageOf, notFound, problemBody, ProblemShape } from './answer.ts'
export { badCursor, page, pageOf, pageQuery, readCursor, writeCursor } from './cursor.ts'
export { sendFile } from './file.ts'
export { network } from './network.ts'
export { anonymous, makeServer, type ServerOptions } from './server.ts'
export type { Patience } from './wire.ts'
