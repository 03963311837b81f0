import { once } from '../../src/model/once.js'
import { datedStamp, type StampAt, wallTime, YEARLESS, yearlessStamp } from './time.js'

/** Abbreviated month names as glibc prints them (`%b`), without dots and accents, January first. */
const MONTH_NAMES = [
  'jan janv ian ene gen xan yan led sty oca urt saus jaan tammi янв яну січ јан сту ιαν',
  'feb febr fev fevr uno lut sub ots vas veebr helmi shk фев лют феб φεβ',
  'mar mars marz marc mrt mac maart bre mars kov marts maalis мар бер сак μαρ',
  'apr april avr avril abr d’abr dub kwi nis api bal huhti апр кві кра απρ',
  'mai maj may mag mei maig kve geg touko maggio мая май мај тра μαι',
  'jun juni juin june giu cze cen haz eka birz juuni juny kesa xun iun июн юни јун чер чэр ιουν',
  'jul juli juil july lug cec lip tem uzt liep juuli heina xul iul июл юли јул лип ліп ιουλ',
  'aug august aout ago avg agu ag d’ag agosto srp sie abu rugp elo ogos авг сер жні αυγ',
  'sep sept set eyl sen zar wrz ira rugs syys сен сеп вер σεπ',
  'oct okt ott out d’oct rij paz eki urr spal loka окт жов кас οκτ',
  'nov kas aza lapkr marras lis ноя ное нов лис νοε',
  'dec dez dic dek des dis gru pro ara abe gruod dets joulu дек гру сне дец δεκ',
]

/** The same of languages that fewer nodes speak. */
const RARE_MONTH_NAMES = [
  'ينا يناير جانفي ינו ژانویه มค იან հնվ қаң जन॰ جنوری জানু ion ean',
  'فبر فبراير فيفري شباط פבר فوریه กพ თებ փտր ақп फ़र॰ few fra peb فروری ফেব chw feabh',
  'مار مارس آذار מרץ มีค მარ մար нау मार्च mäe مارچ মার্চ maw márta',
  'أبر أبريل أفريل نيسان אפר آوریل เมย აპრ ապր сәу pri अप्रैल اپریل এপ্রিল ebr aib',
  'ماي مايو أيار מאי مه พค მაი մայ мам मई mej mee مئی মে beal',
  'iyn يون يونيو جوان حزيران יונ ژوئن มิย ივნ հնս мау qer जून ġun hun جون জুন meh meith',
  'jui iyl يول يوليو جويلية يوليوز تموز יול ژوئیه กค ივლ հլս шіл kor जुल॰ lul hul جولائی জুলাই gor iúil',
  'aoû avq أغس أغسطس أوت غشت آب אוג اوت สค აგვ օգս там gsh अग॰ awg aww اگست আগস্ট aws lún',
  'szept سبت سبتمبر شتنبر أيلول ספט سپتامبر กย სექ սեպ қыр sht सित॰ ستمبر সেপ্টেম্বর med mfómh',
  'أكت أكتوبر אוק اكتبر ตค ოქტ հոկ қаз tet अक्तू॰ اکتوبر অক্টোবর hyd dfómh',
  'ліс noy نوف نوفمبر نونبر נוב نوامبر พย ნოე նմբ қар nën नव॰ nob نومبر নভেম্বর tach samh',
  'ديس ديسمبر دجنبر דצמ دسامبر ธค დეკ դեկ жел dhj दिस॰ دسمبر ডিসেম্বর rha noll',
]

const monthsByName = once(
  () =>
    new Map(
      [MONTH_NAMES, RARE_MONTH_NAMES].flatMap((table) =>
        table.flatMap((names, index) => names.split(' ').map((name) => [plain(name), index + 1] as const)),
      ),
    ),
)

/** `Mär.` → `mar`: case, accents and dots differ between versions of one locale. */
function plain(name: string): string {
  return name
    .normalize('NFD')
    .replace(/[\u0300-\u036f.]/g, '')
    .toLowerCase()
}

/** Month number 1–12 of a name in any of the known languages, of `10月`, `10월` and `Thg 10`, or 0. */
function monthOf(word: string): number {
  const numbered = /^(?:Th(?:g )?(\d{1,2})|(\d{1,2})[月월])$/.exec(word)
  return numbered ? Number(numbered[1] ?? numbered[2]) : (monthsByName().get(plain(word)) ?? 0)
}

const SHORT =
  / ?(?:de )?(\d{1,2}[月월]|Th(?:g )?\d{1,2}|[^\s\d[\](){}"=:<>|]{2,12}) {1,2}(\d{1,2}) (\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?/y

/**
 * Reads `nov 08 19:48:28`, `10月 16 09:50:55`, `Mär 04 …`: `%b %d` in the language of who ran journalctl.
 *
 * A month of no known language gives a null stamp: the line is wrapped so, its time cannot be told.
 */
export function readLocalTime(text: string): { stamp: StampAt['stamp'] | null; end: number } | undefined {
  SHORT.lastIndex = 0
  const m = SHORT.exec(text)
  if (!m) return undefined
  const month = monthOf(m[1] ?? '')
  const time = wallTime(YEARLESS, month || 1, Number(m[2]), m.slice(3, 7))
  if (!time) return undefined
  return { stamp: month === 0 ? null : yearlessStamp(m[0], time.wallMs, time.stepMs), end: SHORT.lastIndex }
}

/** `Mon Mar  4 09:17:07 2024`, `二 9月  3 05:57:48 2024`, `dim. 19 avril 18:03:30 2026`; who copies it may leave the day of the week or the year out. */
const CTIME =
  /(?:[^\s\d:[\]]{1,16} {1,2}|(?=\S+ {1,2}\d+ [\d:]{8} \d{4}\]))([^\s:[\]]{1,12}) {1,2}([^\s:[\]]{1,12}) (\d\d):(\d\d):(\d\d)(?: (\d{4})|(?=\]))/y

/** Reads the time of `dmesg -T` in any known language, month or day first: local time, no zone. */
export function readCtime(text: string, at: number): StampAt | undefined {
  CTIME.lastIndex = at
  const m = CTIME.exec(text)
  if (!m) return undefined
  const [, first = '', second = ''] = m
  const [month, day] = /^\d+$/.test(first) ? [second, first] : [first, second]
  const year = m[6] === undefined ? YEARLESS : Number(m[6])
  const time = wallTime(year, monthOf(month), Number(day), m.slice(3, 6))
  if (!time) return undefined
  const { wallMs, stepMs } = time
  const stamp =
    m[6] === undefined ? yearlessStamp(m[0], wallMs, stepMs) : datedStamp(m[0], wallMs, null, stepMs)
  return { stamp, end: CTIME.lastIndex }
}

/** `Mar 4 09:17` or `Feb13 23:31`: `dmesg -e` at the first line of each minute. */
const MINUTE = /([^\s\d:[\]]{1,12}|\d{1,2}[月월]) {0,2}(\d{1,2}) (\d\d):(\d\d)(?=\])/y

/** Reads the time of `dmesg -e`, `-H`: to the minute, no year, no zone. */
export function readMinute(text: string, at: number): StampAt | undefined {
  MINUTE.lastIndex = at
  const m = MINUTE.exec(text)
  const time = m ? wallTime(YEARLESS, monthOf(m[1] ?? ''), Number(m[2]), m.slice(3, 5)) : undefined
  return m && time
    ? { stamp: yearlessStamp(m[0], time.wallMs, time.stepMs), end: MINUTE.lastIndex }
    : undefined
}
