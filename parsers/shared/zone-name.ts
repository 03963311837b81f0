import { datedStamp, readIso, type StampAt, zoneMinutes } from './time.js'

/** Zone abbreviations that mean one offset all over the world; CST, IST, BST and their like do not. */
const OFFSETS: Readonly<Record<string, number>> = {
  UTC: 0,
  GMT: 0,
  WET: 0,
  WEST: 60,
  CET: 60,
  CEST: 120,
  EET: 120,
  EEST: 180,
  MSK: 180,
  JST: 540,
  KST: 540,
  AEST: 600,
  AEDT: 660,
  NZST: 720,
  NZDT: 780,
  EST: -300,
  EDT: -240,
  CDT: -300,
  MDT: -360,
  PST: -480,
  PDT: -420,
}

const WEEKDAY = /[^\s\d[\]{}"=:]{1,12} (?=\d{4}-)/y
const ZONE = / ([A-Z]{3,5}|[+-]\d{2}(?:\d{2})?)(?=[ ,])(?! \[)/y

/**
 * Reads `Mon 2024-03-04 09:17:07 UTC`, the time of journalctl's full modes and of its first line.
 *
 * The zone is null where its abbreviation means several.
 */
export function readFullTime(text: string, start = 0): StampAt | undefined {
  WEEKDAY.lastIndex = start
  if (!WEEKDAY.test(text)) return undefined
  const at = readIso(text, WEEKDAY.lastIndex)
  if (!at) return undefined
  // A numeric zone is part of the ISO time already.
  ZONE.lastIndex = at.stamp.offsetMinutes === null ? at.end : text.lastIndexOf(' ', at.end - 1)
  const zone = ZONE.exec(text)?.[1]
  if (zone === undefined) return undefined
  const offset = /^[+-]/.test(zone) ? zoneMinutes(zone) : (OFFSETS[zone] ?? null)
  const end = ZONE.lastIndex
  const { wallMs, stepMs } = at.stamp
  return { stamp: datedStamp(text.slice(start, end), wallMs, offset, stepMs), end }
}
