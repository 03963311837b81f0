/** A kernel message without its printk prefix. */
export interface Printk {
  /** Seconds since boot as printed; null where the prefix gives none. */
  readonly sinceBoot: number | null
  /** Seconds since the line before, where the prefix tells that alone. */
  readonly sinceBefore: number | null
  readonly message: string
}

/** `[ 8523.347168] `, of `dmesg -d` `[    8.000000 <    7.000000>] `, of vendors `[  119.156884@1] ` and `[63651.040008s]`. Six decimals: `[ 3897]` is a row of a table. */
const UPTIME = /\[ *\d{1,12}\.\d{6}(?:s|@\d{1,4}| +<[ \d.]{1,20}>)?\] ?/y
/** `[    T0] `, `[    C1] `: who printed, right behind the uptime or (dmesg) a blank further. */
const CALLER = /\[ *[TC]\d{1,10}\] ?/y
/** The same as vendors of phones and boxes print it: processor, process and thread of Samsung, MediaTek and Huawei. */
const VENDOR_CALLER =
  / {0,2}(?:\[\d{1,3}: {0,15}[^\]]{1,16}: {0,6}\d{1,10}\] {0,2}|[-.]?\(\d{1,3}\)\[\d{1,10}:[^\]]{1,16}\]|\[pid:\d{1,10},cpu\d{1,3},[^\]]{1,24}\])/y
/** MediaTek's since 5.4, behind the caller: `swapper: [name:setup&]`. */
const MODULE = /[^[\]]{1,16}: \[name:[\w-]{1,64}&\]/y
const MODULE_WORD = ': [name:'
/** `[<    0.000023>] `: time since the line before, which tells nothing alone. */
const DELTA = /\[ *<[ \d.]{1,20}>\] ?/y
/** `[  +0.000023] `: the same, of `dmesg -e` and `-H`, whose first line of each minute tells that minute. */
const STEP = /\[ *\+(\d{1,12}\.\d{6})\] ?/y
/** `<4>` of `dmesg -r`, pstore and raw syslog. */
const PRIORITY = /<\d{1,3}>/y
/** `kern  :info  : ` of `dmesg -x`. */
const LEVEL =
  /(?:kern|user|mail|daemon|auth|syslog|lpr|news|uucp|cron|authpriv|ftp|local[0-7]) *:(?:emerg|alert|crit|err|warn|notice|info|debug) *: ?/y

const BLANK = 32
/** Where a time was taken out, the blanks of both its sides are left. */
const GAP = /^ {1,3}(?=[A-Za-z])/

/** What the kernel said, behind the blanks that stand between it and a prefix that ended in one. */
export function takeGap(message: string): string {
  return message.charCodeAt(0) === BLANK ? message.replace(GAP, '') : message
}

/** Length of what `shape` matches at `at`, else 0. */
function lengthAt(shape: RegExp, text: string, at: number): number {
  shape.lastIndex = at
  return shape.test(text) ? shape.lastIndex - at : 0
}

/** Length of what tells behind the uptime who printed, else 0. */
function callerAt(text: string, at: number): number {
  const length = lengthAt(CALLER, text, at) || lengthAt(VENDOR_CALLER, text, at)
  return text.includes(MODULE_WORD, at) ? length + lengthAt(MODULE, text, at + length) : length
}

/**
 * Takes every printk prefix off a kernel message, however many and in whatever order the readers stacked them.
 *
 * Prefixes that are a wall-clock time (`[Mon Mar  4 09:17:07 2024] `, ISO) are a stamp and stay: they are the envelope's.
 * `<4>[ 8523.347168][    T0] oom_reaper: …` → 8523.347168 and `oom_reaper: …`
 */
export function takePrintk(text: string): Printk {
  let sinceBoot: number | null = null
  let sinceBefore: number | null = null
  let at = 0
  for (;;) {
    UPTIME.lastIndex = at
    if (UPTIME.test(text)) {
      // Behind blanks, and up to what is no digit.
      sinceBoot ??= Number.parseFloat(text.slice(at + 1, UPTIME.lastIndex))
      at = UPTIME.lastIndex
      at += callerAt(text, at)
      continue
    }
    STEP.lastIndex = at
    const step = STEP.exec(text)
    if (step) {
      sinceBefore ??= Number(step[1])
      at = STEP.lastIndex
      continue
    }
    const length = lengthAt(PRIORITY, text, at) || lengthAt(LEVEL, text, at) || lengthAt(DELTA, text, at)
    if (length === 0) return { sinceBoot, sinceBefore, message: text.slice(at) }
    at += length
    if (sinceBoot !== null) at += callerAt(text, at)
  }
}
