/**
 * One line of a node's log before it is written down.
 *
 * @typedef {object} LogLine
 * @property {number} at Epoch milliseconds UTC, with fractions.
 * @property {string} tag Who prints it: `kubelet[955]`.
 * @property {string} message
 *
 * @typedef {'rfc3164' | 'rfc3339' | 'journal'} Wrapping
 */

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const BOOT = Date.UTC(2024, 2, 2, 11, 30)

/** @param {number} at @param {'info' | 'warning' | 'error'} level @param {string} rest @returns {LogLine} */
export const containerd = (at, level, rest) => ({
  at,
  tag: 'containerd[812]',
  message: `time="${iso(at, 9)}Z" level=${level} ${rest}`,
})

/** @param {number} at @param {string} place @param {string} text @returns {LogLine} */
export const kubelet = (at, place, text) => ({
  at,
  tag: 'kubelet[955]',
  message: `${place.startsWith('!') ? 'E' : 'I'}${iso(at, 6).slice(5, 26).replace('-', '').replace('T', ' ')}     955 ${place.replace('!', '')}] ${text}`,
})

/** @param {number} at @param {string} message @returns {LogLine} */
export const systemd = (at, message) => ({ at, tag: 'systemd[1]', message })

/** @param {number} at @param {string} text @returns {LogLine} */
export const kernel = (at, text) => ({
  at,
  tag: 'kernel',
  message: `[${((at - BOOT) / 1000).toFixed(6).padStart(12)}] ${text}`,
})

/** `2024-03-04T09:17:07.123456`, with this many digits after the point. @param {number} at @param {number} digits */
function iso(at, digits) {
  const nanos = Math.floor((at % 1000) * 1e6)
  return `${secondOf(at).iso}.${String(nanos).padStart(9, '0').slice(0, digits)}`
}

let latest = { second: -1, iso: '', syslog: '' }

/** Both spellings of a time's second, kept for the lines that follow. @param {number} at */
function secondOf(at) {
  const second = Math.floor(at / 1000)
  if (second !== latest.second) {
    const text = new Date(second * 1000).toISOString()
    const month = MONTHS[Number(text.slice(5, 7)) - 1]
    const day = String(Number(text.slice(8, 10))).padStart(2)
    latest = { second, iso: text.slice(0, 19), syslog: `${month} ${day} ${text.slice(11, 19)}` }
  }
  return latest
}

/** The line as rsyslog writes it, or as `journalctl -o json` prints it. @param {LogLine} line @param {Wrapping} wrapping @param {string} host */
export function write(line, wrapping, host) {
  const { at, tag, message } = line
  if (wrapping === 'journal') return `${JSON.stringify(entryOf(line, host))}\n`
  const stamp = wrapping === 'rfc3164' ? secondOf(at).syslog : `${iso(at, 6)}+00:00`
  return `${stamp} ${host} ${tag}: ${message}\n`
}

/** @param {LogLine} line @param {string} host */
function entryOf({ at, tag, message }, host) {
  const [, program, pid] = /^([^[]*)(?:\[(\d+)\])?$/.exec(tag) ?? []
  const sinceBoot = String(Math.floor((at - BOOT) * 1000))
  const time = String(Math.floor(at * 1000))
  const front = {
    __CURSOR: `s=5c6b2f0a1d3e4b8e9a642f6f0c9a1b23;i=${sinceBoot};b=8d1f4c2e;t=${time}`,
    __REALTIME_TIMESTAMP: time,
    __MONOTONIC_TIMESTAMP: sinceBoot,
    _BOOT_ID: '8d1f4c2e7a9b4f0d8c3e5a6b7d9e0f12',
    _HOSTNAME: host,
    PRIORITY: '6',
    SYSLOG_IDENTIFIER: program,
  }
  if (program === 'kernel') {
    const text = message.replace(/^\[ *[\d.]+\] /, '')
    return { ...front, _TRANSPORT: 'kernel', _SOURCE_MONOTONIC_TIMESTAMP: sinceBoot, MESSAGE: text }
  }
  const unit = `${program}.service`
  return { ...front, _TRANSPORT: 'stdout', _PID: pid, _COMM: program, _SYSTEMD_UNIT: unit, MESSAGE: message }
}
