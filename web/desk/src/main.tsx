// Starts the desk: words first, then the application; holds no screen of its own.
import { createRoot } from 'react-dom/client'
import { Application } from './application.tsx'
import { startWords } from './words/index.ts'
import './look/base.css'
import './look/lists.css'
import './look/case.css'
import './look/forms.css'
import './look/desk.css'

const root = document.getElementById('root')
if (root === null) throw new Error('the page has no #root')
await startWords()
createRoot(root).render(<Application />)
