// register: the settings of this installation, read once from the environment. No other file reads process.env.
export { type Config, describeConfig, readConfig, type SettingDescription, SettingsError, withPort } from './config.ts'
